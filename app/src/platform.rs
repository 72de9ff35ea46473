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
pub mod wake;
pub mod worker;

use wasm_bindgen::JsValue;
pub use wasm_bindgen_futures::spawn_local as spawn;

/// The browser said no; its own words, for a person who helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserError(pub String);

impl From<JsValue> for BrowserError {
    fn from(value: JsValue) -> Self {
        let text =
            js_sys::Reflect::get(&value, &"message".into()).ok().and_then(|message| message.as_string());
        Self(text.unwrap_or_else(|| js_sys::Object::from(value).to_string().into()))
    }
}

fn window() -> Result<web_sys::Window, BrowserError> {
    web_sys::window().ok_or_else(|| BrowserError("there is no window".to_owned()))
}
