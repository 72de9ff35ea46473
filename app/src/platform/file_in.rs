//! Files that people choose.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use super::BrowserError;

/// What is in a file.
pub async fn read(file: &File) -> Result<Vec<u8>, BrowserError> {
    let blob: &Blob = file;
    Ok(Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).to_vec())
}
