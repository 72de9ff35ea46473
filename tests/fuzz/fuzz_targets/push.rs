//! A hostile device pushes one change in the place of an honest one: the gate
//! and admission never panic, and what they let in is sound.
#![no_main]
#![expect(dead_code, reason = "what only the tests use of the files that they share with this")]

use libfuzzer_sys::fuzz_target;

#[path = "../../../shared/tests/merge/fuzzed.rs"]
mod fuzzed;
#[path = "../../../shared/tests/merge/ground.rs"]
mod ground;
#[path = "../../../shared/tests/merge/parts.rs"]
mod parts;
#[path = "../../../shared/tests/merge/phone.rs"]
mod phone;

fuzz_target!(|input: &[u8]| {
    fuzzed::push(input);
});
