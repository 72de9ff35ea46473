//! A QR code: an address for the camera of another phone.

use fast_qr::{ECL, Mode, QRBuilder};
use leptos::prelude::*;

/// Bytes of an address that a code may hold: 121 by 121 squares. A phone's camera
/// reads that from another phone's screen; more of them it does not.
pub const MOST_BYTES: usize = 1367;

/// The code of `address`, called `label` where it cannot be seen; none where it
/// is too long.
pub fn qr(address: &str, label: &'static str) -> Option<AnyView> {
    if MOST_BYTES < address.len() {
        return None;
    }
    let (size, path) = drawn(address)?;
    let space = format!("-4 -4 {0} {0}", size + 8);
    Some(
        view! {
            <svg class="qr" role="img" aria-label=label viewBox=space><path d=path/></svg>
        }
        .into_any(),
    )
}

/// How many squares the code has in a row, and the dark ones: each run of a row
/// is a line as thick as a square.
fn drawn(address: &str) -> Option<(usize, String)> {
    let code = QRBuilder::new(address).ecl(ECL::L).mode(Mode::Byte).build().ok()?;
    let mut path = String::new();
    for row in 0..code.size {
        let line = code[row].get(..code.size)?;
        let mut place = 0;
        for run in line.chunk_by(|one, next| one.value() == next.value()) {
            if run.first().is_some_and(|module| module.value()) {
                path.push_str(&format!("M{place} {row}h{}v1h-{}z", run.len(), run.len()));
            }
            place += run.len();
        }
    }
    Some((code.size, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_grows_with_its_address_up_to_a_bound() {
        let size = |bytes: usize| drawn(&"a".repeat(bytes)).map(|(size, _)| size);
        assert_eq!((size(17), size(MOST_BYTES), size(3000)), (Some(21), Some(121), None));
        // The square in the corner, by which a camera finds the code.
        assert!(drawn("a").unwrap().1.starts_with("M0 0h7v1h-7z"));
    }
}
