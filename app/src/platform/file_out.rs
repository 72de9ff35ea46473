//! Handing files out: to the downloads folder, to the phone's sheet for
//! sharing, to the printer.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, HtmlAnchorElement, Navigator, ShareData, Url};

use super::{BrowserError, wake, window};
use crate::file::Ready;

/// How long the browser may take to read a file that it saves.
const READ_MILLIS: u32 = 60_000;

/// Opens the browser's print sheet.
pub fn print() {
    if let Ok(window) = window() {
        // Where there is no printing, nothing opens.
        let _ = window.print();
    }
}

/// Saves a file where the browser keeps downloads.
pub fn save(file: &Ready) -> Result<(), BrowserError> {
    let options = BlobPropertyBag::new();
    options.set_type(file.kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts(file), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = window()?.document().ok_or_else(|| BrowserError("there is no document".to_owned()))?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(&file.name);
    // The link is never in the page, so that the app's own links do not see the tap.
    link.click();
    wake::after(READ_MILLIS, move || {
        // What cannot be let go goes with the page.
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}

/// Whether the phone's sheet for sharing takes such a file.
pub fn can_share(file: &Ready) -> bool {
    let Ok(navigator) = navigator() else { return false };
    let known = Reflect::has(&navigator, &"canShare".into()).unwrap_or(false);
    known && shared_data(file).is_ok_and(|data| navigator.can_share_with_data(&data))
}

/// Opens the phone's sheet for sharing. Whoever closes it has chosen nothing,
/// which is no error.
pub async fn share(file: &Ready) -> Result<(), BrowserError> {
    let promise = navigator()?.share_with_data(&shared_data(file)?);
    match JsFuture::from(promise).await {
        Ok(_) => Ok(()),
        Err(error) if name_of(&error).as_deref() == Some("AbortError") => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn navigator() -> Result<Navigator, BrowserError> {
    Ok(window()?.navigator())
}

fn shared_data(file: &Ready) -> Result<ShareData, BrowserError> {
    let options = FilePropertyBag::new();
    options.set_type(file.kind);
    let content = File::new_with_u8_array_sequence_and_options(&parts(file), &file.name, &options)?;
    let data = ShareData::new();
    data.set_files(&Array::of1(&content));
    Ok(data)
}

fn parts(file: &Ready) -> Array {
    Array::of1(&Uint8Array::from(file.bytes.as_slice()))
}

fn name_of(error: &JsValue) -> Option<String> {
    Reflect::get(error, &"name".into()).ok()?.as_string()
}
