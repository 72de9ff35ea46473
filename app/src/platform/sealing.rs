//! The key by which this phone seals files, and the seals of others.
//!
//! The key is the browser's own and cannot be taken out of it: no script reads
//! it, ours neither. It stands in the phone's store beside the settings.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use shared::sync::bundle::Part;
use shared::sync::wire::DeviceKey;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::database::Database;
use super::{BrowserError, window};

/// This phone's key.
#[derive(Debug)]
pub struct SealingKey {
    pair: JsValue,
    /// Its public half, by which others check.
    pub public: DeviceKey,
}

/// This phone's key, which is drawn now where it has none.
///
/// # Errors
/// Where the browser signs nothing: an old one, or a page that came without TLS.
pub async fn key(database: &Database) -> Result<SealingKey, BrowserError> {
    let pair = match database.sealing_key().await? {
        Some(pair) => pair,
        None => {
            let uses = Array::of2(&"sign".into(), &"verify".into());
            let drawn = call("generateKey", &[&algorithm()?, &JsValue::FALSE, &uses]).await?;
            // Of two tabs the first one's counts.
            database.put_sealing_key(&drawn).await?
        }
    };
    let public = Reflect::get(&pair, &"publicKey".into())?;
    let public = bytes(call("exportKey", &[&"raw".into(), &public]).await?)?;
    Ok(SealingKey { pair, public: DeviceKey(public) })
}

impl SealingKey {
    /// The signature of `words`.
    pub async fn sign(&self, words: &[u8]) -> Result<[u8; 64], BrowserError> {
        let private = Reflect::get(&self.pair, &"privateKey".into())?;
        bytes(call("sign", &[&algorithm()?, &private, &Uint8Array::from(words)]).await?)
    }
}

/// Whether the key in a part signed it.
///
/// # Errors
/// Where the browser checks nothing.
pub async fn is_sealed(part: &Part<'_>) -> Result<bool, BrowserError> {
    let key = Uint8Array::from(part.key.0.as_slice());
    let uses = Array::of1(&"verify".into());
    let kind = algorithm()?;
    let import: [&JsValue; 5] = [&"raw".into(), &key, &kind, &JsValue::FALSE, &uses];
    // A point that lies nowhere on the curve.
    let Ok(key) = call("importKey", &import).await else {
        return subtle().map(|_| false);
    };
    let signature = Uint8Array::from(part.signature.as_slice());
    let words = Uint8Array::from(part.signed().as_slice());
    Ok(call("verify", &[&kind, &key, &signature, &words]).await?.is_truthy())
}

/// ECDSA over P-256 with SHA-256, in the words of every call.
fn algorithm() -> Result<JsValue, BrowserError> {
    let algorithm = Object::new();
    for (name, value) in [("name", "ECDSA"), ("namedCurve", "P-256"), ("hash", "SHA-256")] {
        Reflect::set(&algorithm, &name.into(), &value.into())?;
    }
    Ok(algorithm.into())
}

fn subtle() -> Result<JsValue, BrowserError> {
    let subtle = Reflect::get(&window()?.crypto()?.into(), &"subtle".into())?;
    if subtle.is_undefined() {
        Err(BrowserError("this browser signs nothing".to_owned()))
    } else {
        Ok(subtle)
    }
}

async fn call(name: &str, arguments: &[&JsValue]) -> Result<JsValue, BrowserError> {
    let subtle = subtle()?;
    let function: Function = Reflect::get(&subtle, &name.into())?.dyn_into()?;
    let arguments: Array = arguments.iter().copied().collect();
    let promise: Promise = function.apply(&subtle, &arguments)?.dyn_into()?;
    Ok(JsFuture::from(promise).await?)
}

fn bytes<const N: usize>(buffer: JsValue) -> Result<[u8; N], BrowserError> {
    let bytes = Uint8Array::new(&buffer).to_vec();
    bytes.try_into().map_err(|_| BrowserError("the key is of another sort".to_owned()))
}
