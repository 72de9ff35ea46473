//! The service worker: a new version waits until its user says so.

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorker, ServiceWorkerRegistration};

use super::{page, window};

/// Calls `waiting` when a new version of the app is installed and waits.
pub fn on_update(waiting: impl Fn() + Clone + 'static) {
    spawn_local(async move {
        let Ok(window) = window() else { return };
        let Ok(ready) = window.navigator().service_worker().ready() else { return };
        let Ok(registration) = JsFuture::from(ready).await else { return };
        let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else { return };
        if registration.waiting().is_some() {
            waiting();
        }
        let watched = registration.clone();
        let found = Closure::<dyn FnMut()>::new(move || {
            let Some(worker) = watched.installing() else { return };
            let waiting = waiting.clone();
            let watched = watched.clone();
            let changed = Closure::<dyn FnMut()>::new(move || {
                // Without an active one this is the first version, which is no update.
                if watched.waiting().is_some() && watched.active().is_some() {
                    waiting();
                }
            });
            worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
            changed.forget();
        });
        registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
        found.forget();
    });
}

/// Whether a service worker answers for this page, so that it can be loaded
/// anew without a signal.
pub fn rules() -> bool {
    let Ok(window) = window() else { return false };
    let container = window.navigator().service_worker();
    // There is none where the page came over plain HTTP from another machine.
    !container.is_undefined() && container.controller().is_some()
}

/// Lets the waiting version take over and loads the page anew.
pub fn update_now() {
    spawn_local(async move {
        let Ok(window) = window() else { return };
        let container = window.navigator().service_worker();
        let reload = Closure::<dyn FnMut()>::new(page::reload);
        container.set_oncontrollerchange(Some(reload.as_ref().unchecked_ref()));
        reload.forget();
        let Ok(ready) = container.ready() else { return };
        let Ok(registration) = JsFuture::from(ready).await else { return };
        let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else { return };
        if let Some(worker) = registration.waiting() {
            activate(&worker);
        }
    });
}

fn activate(worker: &ServiceWorker) {
    let message = Object::new();
    if Reflect::set(&message, &"type".into(), &"activate".into()).is_ok() {
        // A worker that is gone has been replaced already.
        let _ = worker.post_message(&JsValue::from(message));
    }
}
