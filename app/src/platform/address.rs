//! The address bar: links within the app, the way back, and going elsewhere.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlAnchorElement, HtmlElement, MouseEvent};

use super::{wake, window};
use crate::place::Place;

/// The place that the address bar names.
pub fn here() -> Place {
    let Ok(window) = window() else { return Place::Nowhere };
    let location = window.location();
    Place::read(&location.pathname().unwrap_or_default(), &location.search().unwrap_or_default())
}

/// Writes `address` into the address bar, as a step that can be gone back.
pub fn push(address: &str) {
    let Ok(window) = window() else { return };
    // A browser lays the old page out once more when the link in focus is taken down with it.
    let focused = window.document().and_then(|document| document.active_element());
    if let Some(Ok(focused)) = focused.map(JsCast::dyn_into::<HtmlElement>) {
        let _ = focused.blur();
    }
    if let Ok(history) = window.history() {
        // Where the browser refuses, the page changes all the same.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(address));
    }
    super::page::to_top();
}

/// Calls `then` whenever the address has changed: a link of the app was
/// followed, or the person went back or forth.
pub fn on_change(then: impl Fn() + 'static) {
    let Ok(window) = window() else { return };
    let then = Rc::new(then);
    let moved = Closure::<dyn FnMut()>::new({
        let then = Rc::clone(&then);
        move || then()
    });
    // Without these events links load their page from the service worker.
    let _ = window.add_event_listener_with_callback("popstate", moved.as_ref().unchecked_ref());
    moved.forget();
    let Some(document) = window.document() else { return };
    let clicked = Closure::<dyn FnMut(MouseEvent)>::new(move |event: MouseEvent| {
        let Some((address, fragment)) = followed(&event) else { return };
        event.prevent_default();
        push(&address);
        then();
        if !fragment.is_empty() {
            // The page is drawn first.
            wake::after(0, move || show(&fragment));
        }
    });
    let _ = document.add_event_listener_with_callback("click", clicked.as_ref().unchecked_ref());
    clicked.forget();
}

/// The address of the app's own link that a plain click follows, and the part
/// of the page it leads to; none where the browser should do what it does.
fn followed(event: &MouseEvent) -> Option<(String, String)> {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
        && !event.default_prevented();
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let location = window().ok()?.location();
    let path = link.pathname();
    let ours = link.origin() == location.origin().ok()? && (path == "/cell" || path.starts_with("/cell/"));
    let stays = Ok(&path) == location.pathname().as_ref() && !link.hash().is_empty();
    (plain && ours && !stays).then(|| {
        let fragment = link.hash();
        (format!("{path}{}{fragment}", link.search()), fragment.trim_start_matches('#').to_owned())
    })
}

fn show(id: &str) {
    let document = window().ok().and_then(|window| window.document());
    if let Some(element) = document.and_then(|document| document.get_element_by_id(id)) {
        element.scroll_into_view();
    }
}
