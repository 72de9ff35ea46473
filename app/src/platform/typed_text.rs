//! What stands in the fields of the page, as a text that can be kept outside of
//! the browser: for when its store takes nothing.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

use super::{BrowserError, window};

/// The page's heading and, a line each, the label of every field that holds
/// something and what stands in it; of boxes to tick those that are ticked.
pub fn typed_text() -> Result<String, BrowserError> {
    let document = window()?.document().ok_or_else(|| BrowserError("there is no document".to_owned()))?;
    let mut lines = vec![text_of(document.query_selector("h1")?)];
    let find: Function = Reflect::get(&document, &"querySelectorAll".into())?.unchecked_into();
    let fields = find.call1(&document, &"main input, main textarea, main select".into())?;
    for field in Array::from(&fields).iter() {
        lines.extend(line(&document, &field.unchecked_into()));
    }
    Ok(lines.join("\r\n"))
}

fn line(document: &Document, field: &Element) -> Option<String> {
    let label = format!("label[for='{}']", field.id());
    let label = field.closest("label").ok().flatten().or_else(|| document.query_selector(&label).ok()?);
    let label = text_of(label);
    if let Some(box_) = field.dyn_ref::<HtmlInputElement>()
        && matches!(box_.type_().as_str(), "checkbox" | "radio")
    {
        return box_.checked().then_some(label);
    }
    let value = Reflect::get(field, &JsValue::from_str("value")).ok()?.as_string()?;
    (!value.is_empty()).then(|| format!("{label}: {value}"))
}

fn text_of(element: Option<Element>) -> String {
    let text = element.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    text.map(|text| text.inner_text().replace('\n', " ")).unwrap_or_default()
}
