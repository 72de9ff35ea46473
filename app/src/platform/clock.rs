//! The phone's clock and its source of random bytes.

use shared::moment::Moment;

use super::{BrowserError, window};

/// The present moment, by the phone's clock.
#[expect(clippy::cast_possible_truncation, reason = "the browser counts whole milliseconds in a float")]
pub fn now() -> Moment {
    Moment::from_millis(js_sys::Date::now() as i64)
}

/// Random bytes that nobody can guess.
pub fn random<const N: usize>() -> Result<[u8; N], BrowserError> {
    let mut bytes = [0; N];
    window()?.crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}
