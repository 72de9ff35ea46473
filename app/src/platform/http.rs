//! Requests to the ward's server.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use minicbor::{Decode, Encode};
use shared::replica::encode;
use shared::sync::engine::Failure;
use shared::sync::wire::{Fault, MEDIA_TYPE};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use super::{BrowserError, window};

/// A slow link may need this long for a page of changes.
const PATIENCE_MS: u32 = 120_000;
/// Below this a body is sent as it is.
const WORTH_COMPRESSING: usize = 512;

/// Posts `body` and reads the answer.
pub async fn post<Q, A>(path: &str, token: Option<&str>, body: &Q) -> Result<A, Failure>
where
    Q: Encode<()>,
    A: for<'b> Decode<'b, ()>,
{
    read(send("POST", path, token, Body::Packed(&encode(body))).await)
}

/// Puts `bytes` as they are and reads the answer.
pub async fn put<A: for<'b> Decode<'b, ()>>(path: &str, token: &str, bytes: &[u8]) -> Result<A, Failure> {
    read(send("PUT", path, Some(token), Body::Plain(bytes)).await)
}

/// Asks, and reads the answer.
pub async fn get<A: for<'b> Decode<'b, ()>>(path: &str, token: &str) -> Result<A, Failure> {
    read(send("GET", path, Some(token), Body::None).await)
}

/// Asks for a file.
pub async fn get_bytes(path: &str, token: &str) -> Result<Vec<u8>, Failure> {
    let (status, bytes) = send("GET", path, Some(token), Body::None).await.map_err(|_| Failure::NoRoad)?;
    if status == 200 { Ok(bytes) } else { Err(fault(&bytes)) }
}

fn read<A>(answer: Result<(u16, Vec<u8>), BrowserError>) -> Result<A, Failure>
where
    A: for<'b> Decode<'b, ()>,
{
    let (status, bytes) = answer.map_err(|_| Failure::NoRoad)?;
    if status == 200 {
        // An answer cut on the way is no answer.
        return minicbor::decode(&bytes).map_err(|_| Failure::NoRoad);
    }
    Err(fault(&bytes))
}

/// Anything else than a fault of ours comes from something in between.
fn fault(body: &[u8]) -> Failure {
    minicbor::decode::<Fault>(body).map_or(Failure::NoRoad, Failure::Fault)
}

/// What goes along with a request.
enum Body<'a> {
    None,
    /// Bytes of the protocol, compressed where that is worth it.
    Packed(&'a [u8]),
    /// Bytes that are packed already, such as a picture's.
    Plain(&'a [u8]),
}

async fn send(
    method: &str,
    path: &str,
    token: Option<&str>,
    body: Body<'_>,
) -> Result<(u16, Vec<u8>), BrowserError> {
    let headers = Headers::new()?;
    if let Some(token) = token {
        headers.set("authorization", &format!("Bearer {token}"))?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    match body {
        Body::None => {}
        Body::Plain(body) => {
            headers.set("content-type", "application/octet-stream")?;
            init.set_body(&Uint8Array::from(body));
        }
        Body::Packed(body) => {
            headers.set("content-type", MEDIA_TYPE)?;
            let compressed = if WORTH_COMPRESSING < body.len() { gzip(body).await } else { None };
            if compressed.is_some() {
                headers.set("content-encoding", "gzip")?;
            }
            init.set_body(&Uint8Array::from(compressed.as_deref().unwrap_or(body)));
        }
    }
    init.set_headers(&headers);
    Reflect::set(&init, &"signal".into(), &timeout()?)?;
    let response: Response =
        JsFuture::from(window()?.fetch_with_str_and_init(path, &init)).await?.dyn_into()?;
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    Ok((response.status(), Uint8Array::new(&bytes).to_vec()))
}

/// The body as the browser's own gzip writes it; `None` in browsers too old
/// to have one, which then send it as it is.
async fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let global = js_sys::global();
    let class: Function = Reflect::get(&global, &"CompressionStream".into()).ok()?.dyn_into().ok()?;
    let stream = Reflect::construct(&class, &Array::of1(&"gzip".into())).ok()?;
    let source = Response::new_with_opt_u8_array(Some(&mut body.to_vec())).ok()?.body()?;
    let through: Function = Reflect::get(&source, &"pipeThrough".into()).ok()?.dyn_into().ok()?;
    let compressed = through.call1(&source, &stream).ok()?.dyn_into().ok()?;
    let response = Response::new_with_opt_readable_stream(Some(&compressed)).ok()?;
    let bytes = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// A signal that gives up for us; browsers too old for it wait on their own.
fn timeout() -> Result<JsValue, JsValue> {
    let class = Reflect::get(&js_sys::global(), &"AbortSignal".into())?;
    match Reflect::get(&class, &"timeout".into())?.dyn_into::<Function>() {
        Ok(timeout) => timeout.call1(&class, &PATIENCE_MS.into()),
        Err(_) => Ok(JsValue::UNDEFINED),
    }
}

/// Asks the browser never to clear the phone's store on its own.
///
/// `None` where the browser cannot say.
pub async fn persist() -> Option<bool> {
    let storage = window().ok()?.navigator().storage();
    let asked: Promise = storage.persist().ok()?;
    JsFuture::from(asked).await.ok()?.as_bool()
}
