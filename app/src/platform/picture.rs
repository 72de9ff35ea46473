//! Pictures that people choose: opened, scaled down, written as JPEG, shown.
//!
//! What the camera wrote beside the picture (where, with which phone) is not
//! in what the canvas gives back, and so never leaves the phone.

use js_sys::{Array, ArrayBuffer, Function, Promise, Uint8Array};
use shared::date::Date;
use shared::moment::Moment;
use shared::record::photo::scaled;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap,
    Url,
};

use super::{BrowserError, window};

const MEDIA_TYPE: &str = "image/jpeg";
/// Paper stays readable, and more would only be more bytes.
const QUALITY: f64 = 0.8;

/// A picture that is small enough to be kept and sent.
#[derive(Debug)]
pub struct Scaled {
    /// The JPEG.
    pub bytes: Vec<u8>,
    /// Its width in pixels.
    pub width: u16,
    /// Its height in pixels.
    pub height: u16,
    /// The day the file was made.
    pub made_on: Option<Date>,
}

/// The files that were chosen in a field; the field is empty afterwards, so
/// that the same file can be chosen again.
pub fn chosen(field: &HtmlInputElement) -> Vec<File> {
    let files = field.files();
    let files: Vec<_> =
        files.iter().flat_map(|files| (0..files.length()).filter_map(|place| files.get(place))).collect();
    field.set_value("");
    files
}

/// Opens the file as a picture, upright, and scales it down.
#[expect(clippy::cast_possible_truncation, reason = "the browser counts whole milliseconds in a float")]
pub async fn scale(file: &File) -> Result<Scaled, BrowserError> {
    let bitmap = open(file).await?;
    let (width, height) = scaled(bitmap.width(), bitmap.height())
        .ok_or_else(|| BrowserError("the picture has no pixels".to_owned()))?;
    let canvas: HtmlCanvasElement = window()?
        .document()
        .ok_or_else(|| BrowserError("there is no document".to_owned()))?
        .create_element("canvas")?
        .unchecked_into();
    canvas.set_width(width.into());
    canvas.set_height(height.into());
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .ok_or_else(|| BrowserError("there is no canvas".to_owned()))?
        .unchecked_into();
    // JPEG has no transparency, and black is a bad ground for a drawing.
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, width.into(), height.into());
    context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width.into(), height.into())?;
    bitmap.close();
    let bytes = jpeg(&canvas).await?;
    // The memory of a large canvas is given back at once.
    canvas.set_width(0);
    let made_on = Moment::from_millis(file.last_modified() as i64).date_in_vietnam();
    Ok(Scaled { bytes, width, height, made_on })
}

async fn open(file: &File) -> Result<ImageBitmap, BrowserError> {
    let options = web_sys::ImageBitmapOptions::new();
    js_sys::Reflect::set(&options, &"imageOrientation".into(), &"from-image".into())?;
    let window = window()?;
    let upright = window.create_image_bitmap_with_blob_and_image_bitmap_options(file, &options);
    let opened = match upright {
        Ok(opening) => JsFuture::from(opening).await,
        Err(error) => Err(error),
    };
    match opened {
        Ok(bitmap) => Ok(bitmap.unchecked_into()),
        // Browsers that do not know the option turn the picture by themselves.
        Err(_) => Ok(JsFuture::from(window.create_image_bitmap_with_blob(file)?).await?.unchecked_into()),
    }
}

async fn jpeg(canvas: &HtmlCanvasElement) -> Result<Vec<u8>, BrowserError> {
    let mut failed = None;
    let blob = Promise::new(&mut |resolve: Function, _| {
        let take = Closure::once_into_js(move |blob: JsValue| {
            // A promise takes any value.
            let _ = resolve.call1(&JsValue::UNDEFINED, &blob);
        });
        let written =
            canvas.to_blob_with_type_and_encoder_options(take.unchecked_ref(), MEDIA_TYPE, &QUALITY.into());
        failed = written.err();
    });
    if let Some(error) = failed {
        return Err(error.into());
    }
    let blob: Blob = JsFuture::from(blob)
        .await?
        .dyn_into()
        .map_err(|_| BrowserError("the picture cannot be written".to_owned()))?;
    let buffer: ArrayBuffer = JsFuture::from(blob.array_buffer()).await?.unchecked_into();
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// An address by which the page shows a picture; it ends with this value.
#[derive(Debug)]
pub struct PictureUrl(String);

impl PictureUrl {
    /// An address for the JPEG `bytes`.
    pub fn of(bytes: &[u8]) -> Result<Self, BrowserError> {
        let options = BlobPropertyBag::new();
        options.set_type(MEDIA_TYPE);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
        Ok(Self(Url::create_object_url_with_blob(&blob)?))
    }

    /// The address.
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl Drop for PictureUrl {
    fn drop(&mut self) {
        // It is forgotten with the page at the latest.
        let _ = Url::revoke_object_url(&self.0);
    }
}
