//! The page that tells how a phone is made to trust a server of its own authority.

use leptos::prelude::*;

use super::frame::{Frame, document};
use crate::t;

/// Bytes of the fingerprint in a line: what a phone's screen is wide.
const BYTES_IN_LINE: usize = 8;

/// The page: the certificate lies at `download` and has this SHA-256; the server
/// is reached at `origins`, of which the first is the one to begin with.
pub fn trust_page(
    frame: &Frame,
    download: &'static str,
    fingerprint: &str,
    origins: &[String],
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let open = origins.first().map(|origin| {
        let href = format!("{origin}/cell");
        let text = href.clone();
        view! { <p><a class="button main" href=href>{text}</a></p> }
    });
    let others = origins.get(1..).filter(|others| !others.is_empty());
    let others = others.map(|others| t::trust_others(lang, others.join(", ")));
    let bytes: Vec<_> = fingerprint.split(':').collect();
    let lines =
        bytes.chunks(BYTES_IN_LINE).map(|line| view! { <code>{line.join(":")}</code> <br/> }).collect_view();
    let content = view! {
        <p>{t::trust_why(lang)}</p>
        <h2>{t::trust_download_title(lang)}</h2>
        <p><a class="button" href=download>{t::trust_download(lang)}</a></p>
        <h2>{t::trust_compare_title(lang)}</h2>
        <p>{t::trust_compare(lang)}</p>
        <p>{lines}</p>
        <h2>{t::trust_android_title(lang)}</h2>
        <ol>
            <li>{t::trust_android_settings(lang)}</li>
            <li>{t::trust_android_install(lang)}</li>
            <li>{t::trust_android_check(lang)}</li>
        </ol>
        <h2>{t::trust_iphone_title(lang)}</h2>
        <ol>
            <li>{t::trust_iphone_profile(lang)}</li>
            <li>{t::trust_iphone_trust(lang)}</li>
        </ol>
        <h2>{t::trust_open_title(lang)}</h2>
        <p>{t::trust_open(lang)}</p>
        {open}
        {others.map(|others| view! { <p>{others}</p> })}
        <p>{t::trust_limits(lang)}</p>
    };
    document(frame, t::trust_title(lang), None, content)
}
