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
    view! {
        <!DOCTYPE html>
        <html lang=lang.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="theme-color" content="#faf6ee" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#191512" media="(prefers-color-scheme: dark)"/>
                <title>{full_title}</title>
                <link rel="stylesheet" href=frame.css.clone()/>
                <link rel="icon" href="/icons/icon.svg" type="image/svg+xml"/>
            </head>
            <body>
                <header class="topbar wide">
                    <h1>{heading}</h1>
                    {meta.map(|meta| view! { <span class="meta">{meta}</span> })}
                </header>
                <main class="page-wide" id="main">{content}</main>
                <footer class="page-wide">
                    <nav class="filters" aria-label=t::ward_languages(lang)>{languages.collect_view()}</nav>
                </footer>
            </body>
        </html>
    }
}
