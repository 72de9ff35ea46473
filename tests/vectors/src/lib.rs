//! Standings of generated organisation-years, as bytes.
//!
//! The same functions are called natively and, through the browser's binding,
//! in the phone's build. A phone and the server must come to the same bits.

#![expect(clippy::expect_used, reason = "a vector that cannot be read fails its test")]

pub mod dice;
mod generator;
mod golden;
mod judged;
mod meetings;
mod people;

pub use golden::{Golden, Outcome};

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};
use shared::ruling::RuledWard;
use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes of each digest that [`digests`] gives.
pub const DIGEST: usize = 8;

/// The encoded [`Outcome`] of the encoded [`Golden`].
#[wasm_bindgen]
pub fn judge(golden: &[u8]) -> Vec<u8> {
    encoded(&golden::outcome(&decoded(golden)))
}

/// The digests, one after the other, of what the generated cases from the seed
/// `from` up to `until` come to under the schemes of the encoded ward.
#[wasm_bindgen]
pub fn digests(ward: &[u8], from: u32, until: u32) -> Vec<u8> {
    let schemes = decoded::<RuledWard>(ward).schemes;
    let mut ward = RuledWard { schemes, ..RuledWard::default() };
    (from..until)
        .flat_map(|seed| {
            let made = generator::organisation_year(seed, &mut ward);
            let results = judged::results(&ward, &made.organisation, made.year, &made.facts, &made.cells);
            Sha256::digest(results).into_iter().take(DIGEST)
        })
        .collect()
}

/// How many records the case of this seed has.
pub fn size(ward: &[u8], seed: u32) -> usize {
    generator::organisation_year(seed, &mut decoded::<RuledWard>(ward)).facts.len()
}

/// The bytes of a value.
pub fn encoded<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).expect("writing into memory cannot fail")
}

fn decoded<T: for<'b> Decode<'b, ()>>(bytes: &[u8]) -> T {
    minicbor::decode(bytes).expect("the value was encoded by this very crate")
}
