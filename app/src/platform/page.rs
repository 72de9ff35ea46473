//! The page around the app: its language, its splash, its address.

use shared::lang::Lang;
use wasm_bindgen::JsCast;

use super::window;

const LANGUAGE: &str = "bontot_lang";

/// Takes the splash away and tells the boot script that the app lives.
pub fn ready() {
    let Some(document) = window().ok().and_then(|window| window.document()) else { return };
    if let Some(splash) = document.get_element_by_id("splash") {
        splash.remove();
    }
    if let Some(root) = document.document_element() {
        // A page that cannot be marked is rescued by the boot script, nothing worse.
        let _ = root.set_attribute("data-ready", "");
    }
}

/// The language chosen before, or else the browser's.
pub fn language() -> Lang {
    let Ok(window) = window() else { return Lang::default() };
    let chosen =
        window.local_storage().ok().flatten().and_then(|store| store.get_item(LANGUAGE).ok().flatten());
    // The forms are Vietnamese; another language is a choice, not a guess.
    chosen.and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default()
}

/// Remembers the language and tells the page.
pub fn set_language(lang: Lang) {
    let Ok(window) = window() else { return };
    if let Ok(Some(store)) = window.local_storage() {
        // Without it the choice lasts as long as the page.
        let _ = store.set_item(LANGUAGE, lang.tag());
    }
    if let Some(root) = window.document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("lang", lang.tag());
    }
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = window().ok().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Where this program is served, without a path.
pub fn origin() -> String {
    window().ok().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// What stands after `#` in the address: a code that was scanned.
pub fn fragment() -> String {
    let hash = window().ok().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Loads the page anew.
pub fn reload() {
    if let Ok(window) = window() {
        let _ = window.location().reload();
    }
}

/// Moves the focus to the page's heading, so that a screen reader tells the new page.
pub fn focus_heading() {
    let Some(document) = window().ok().and_then(|window| window.document()) else { return };
    if let Ok(Some(heading)) = document.query_selector("h1")
        && let Ok(heading) = heading.dyn_into::<web_sys::HtmlElement>()
    {
        let _ = heading.focus();
    }
}

/// Whether the field with this id shows something that is no value, such as
/// 31 February; the browser then gives the field no text at all.
pub fn is_unreadable(id: &str) -> bool {
    let document = window().ok().and_then(|window| window.document());
    let field = document.and_then(|document| document.get_element_by_id(id));
    let field = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok());
    field.is_some_and(|field| field.validity().bad_input())
}

/// Brings the beginning of the page into sight, where it says what became of it.
pub fn to_top() {
    if let Ok(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Brings the first thing that is wrong on the page into sight, once it is
/// drawn, and puts the cursor there.
pub fn reveal_fault() {
    super::spawn(async {
        // What is wrong is drawn when the browser comes to it.
        let _ = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::resolve(&wasm_bindgen::JsValue::NULL))
            .await;
        let Some(document) = window().ok().and_then(|window| window.document()) else { return };
        let fault = "main [aria-invalid=true], main .banner[data-kind=error][role=alert]";
        let Ok(Some(found)) = document.query_selector(fault) else { return };
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Center);
        found.scroll_into_view_with_scroll_into_view_options(&options);
        if let Some(control) = found.dyn_ref::<web_sys::HtmlElement>() {
            // A banner cannot take the cursor, and need not.
            let _ = control.focus();
        }
    });
}
