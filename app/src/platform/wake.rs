//! What wakes the sync: signal, visibility, time.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::window;

/// Calls `wake` whenever the phone may have found a road to the ward: the
/// browser says it is online, or the page comes into sight.
pub fn on_chance(wake: impl Fn() + Clone + 'static) {
    let Ok(window) = window() else { return };
    let online = Closure::<dyn FnMut()>::new({
        let wake = wake.clone();
        move || wake()
    });
    // Without an event the timer still wakes.
    let _ = window.add_event_listener_with_callback("online", online.as_ref().unchecked_ref());
    online.forget();
    let Some(document) = window.document() else { return };
    let seen = Closure::<dyn FnMut()>::new({
        let document = document.clone();
        move || {
            if document.visibility_state() == web_sys::VisibilityState::Visible {
                wake();
            }
        }
    });
    let _ = document.add_event_listener_with_callback("visibilitychange", seen.as_ref().unchecked_ref());
    seen.forget();
}

/// Calls `leave` whenever a field is left, and whenever the page may be about to go.
pub fn on_leaving(leave: impl Fn() + 'static) {
    let Ok(window) = window() else { return };
    let leave = Closure::<dyn Fn()>::new(leave);
    for event in ["focusout", "visibilitychange", "pagehide"] {
        // Without an event it is a moment later.
        let _ = window.add_event_listener_with_callback(event, leave.as_ref().unchecked_ref());
    }
    leave.forget();
}

/// Rests for `millis` milliseconds.
pub async fn rest(millis: u32) {
    let rested = Promise::new(&mut |resolve, _| {
        after(millis, move || {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
    });
    let _ = JsFuture::from(rested).await;
}

/// Calls `then` once, after `millis` milliseconds.
pub fn after(millis: u32, then: impl FnOnce() + 'static) {
    let Ok(window) = window() else { return };
    let millis = i32::try_from(millis).unwrap_or(i32::MAX);
    let then = Closure::once_into_js(then);
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), millis);
}
