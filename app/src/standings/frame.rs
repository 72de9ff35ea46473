//! The frame of a rendered page: head, bar, languages.

use leptos::prelude::*;
use shared::lang::Lang;

use super::query::Query;
use crate::t;

/// What every rendered page needs to know.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The reader's language.
    pub lang: Lang,
    /// The address of the style sheet.
    pub css: String,
    /// The page's own path, for the links to other languages.
    pub path: String,
    /// What else the address asks for; it goes along to the other languages.
    pub kept: Query,
    /// How the page learns that there is news; none where it does not.
    pub live: Option<Live>,
}

/// How a page learns that there is news while somebody looks at it
/// (`public/live.js`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// The address of the script.
    pub script: String,
    /// The address of the ward's news.
    pub news: String,
    /// The number up to which the page has the ward's news, at least.
    pub seen: u64,
}

/// A whole document with this title and content.
pub fn document<C: IntoView + 'static>(
    frame: &Frame,
    title: &str,
    meta: Option<String>,
    content: C,
) -> impl IntoView + use<C> {
    let lang = frame.lang;
    let heading = title.to_owned();
    let full_title = if title == t::common_app(lang) {
        heading.clone()
    } else {
        format!("{title} – {}", t::common_app(lang))
    };
    let languages = Lang::ALL.map(|other| {
        let href = frame.kept.href(&frame.path);
        let sign = if href.contains('?') { '&' } else { '?' };
        let href = format!("{href}{sign}lang={}", other.tag());
        let current = (other == lang).then_some("true");
        view! { <a href=href hreflang=other.tag() lang=other.tag() aria-current=current>{t::common_language(other)}</a> }
    });
    let (news, seen) = frame.live.as_ref().map(|live| (live.news.clone(), live.seen.to_string())).unzip();
    let script = frame.live.as_ref().map(|live| {
        let script = live.script.clone();
        view! { <script type="module" src=script></script> }
    });
    let notice = frame.live.as_ref().map(|_| {
        let here = frame.kept.href(&frame.path);
        view! {
            <div class="page-wide" role="status">
                <div class="banner" data-kind="info" id="news" hidden>
                    <p>{t::live_news(lang)}</p>
                    <a class="button" href=here>{t::live_load(lang)}</a>
                </div>
            </div>
        }
    });
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag() data-news=news data-seen=seen>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="theme-color" content="#faf6ee" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#191512" media="(prefers-color-scheme: dark)"/>
                <title>{full_title}</title>
                <link rel="stylesheet" href=frame.css.clone()/>
                <link rel="icon" href="/icons/icon.svg" type="image/svg+xml"/>
                {script}
            </head>
            <body>
                <header class="topbar wide">
                    <h1>{heading}</h1>
                    {meta.map(|meta| view! { <span class="meta">{meta}</span> })}
                </header>
                {notice}
                <main class="page-wide" id="main">{content}</main>
                <footer class="page-wide">
                    <nav class="filters" aria-label=t::ward_languages(lang)>{languages.collect_view()}</nav>
                </footer>
            </body>
        </html>
    }
}
