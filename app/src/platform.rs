//! The browser: the only room of the app that names it.
//!
//! Everything here is thin. It takes and gives plain values, so that pages and
//! state can be read without knowing the web's interfaces.

pub mod address;
pub mod clock;
pub mod database;
pub mod drafts;
pub mod file_in;
pub mod file_out;
pub mod http;
pub mod page;
pub mod picture;
pub mod sealing;
pub mod tabs;
pub mod typed_text;
pub mod wake;
pub mod worker;

use wasm_bindgen::JsValue;
pub use wasm_bindgen_futures::spawn_local as spawn;

/// The browser said no; its own words, for a person who helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserError(pub String);

impl From<JsValue> for BrowserError {
    fn from(value: JsValue) -> Self {
        let word = |name: &str| js_sys::Reflect::get(&value, &name.into()).ok()?.as_string();
        // A used-up quota has a name and no message.
        let text = ["message", "name"].into_iter().filter_map(word).find(|word| !word.is_empty());
        Self(text.unwrap_or_else(|| js_sys::Object::from(value).to_string().into()))
    }
}

fn window() -> Result<web_sys::Window, BrowserError> {
    web_sys::window().ok_or_else(|| BrowserError("there is no window".to_owned()))
}
