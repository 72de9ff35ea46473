//! A photo that is evidence for a record.
//!
//! The document names the picture and says what it shows; the picture's bytes
//! are kept beside the documents, under their hash.

use minicbor::{Decode, Encode};

use crate::date::Date;
use crate::id::{DocumentId, PhotoHash};

/// The most bytes a picture has.
pub const MOST_BYTES: u32 = 16 * 1024 * 1024;
/// The most pixels a side of a picture has.
pub const MOST_PIXELS: u16 = 20_000;
/// The longer side, in pixels, to which a phone scales a picture down before it
/// keeps it: a sheet of A4 is still readable, and it is some 300 kB that a weak
/// signal carries in a few minutes.
pub const SCALED_PIXELS: u16 = 1_600;

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Photo {
    /// The record it is evidence for.
    #[n(0)]
    pub of: Option<DocumentId>,
    /// SHA-256 of its bytes.
    #[n(1)]
    pub hash: Option<PhotoHash>,
    /// How many bytes it has.
    #[n(2)]
    pub bytes: Option<u32>,
    /// Its width in pixels.
    #[n(3)]
    pub width: Option<u16>,
    /// Its height in pixels.
    #[n(4)]
    pub height: Option<u16>,
    /// What it shows.
    #[n(5)]
    pub caption: String,
    /// The day it was taken.
    #[n(6)]
    pub taken_on: Option<Date>,
    /// Why it is no longer shown.
    #[n(7)]
    pub removed: Option<String>,
}

/// The sides of a picture of `width` by `height` pixels once its longer side
/// has at most [`SCALED_PIXELS`]; `None` for a picture without pixels.
pub fn scaled(width: u32, height: u32) -> Option<(u16, u16)> {
    let longer = width.max(height);
    if width == 0 || height == 0 {
        return None;
    }
    let most = u32::from(SCALED_PIXELS).min(longer);
    let side = |side: u32| {
        let side = u64::from(side) * u64::from(most) / u64::from(longer);
        u16::try_from(side.max(1)).ok()
    };
    Some((side(width)?, side(height)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_scaled_down_and_never_up() {
        fn check(sides: (u32, u32), expect: Option<(u16, u16)>) {
            assert_eq!(scaled(sides.0, sides.1), expect, "{sides:?}");
        }
        check((4_000, 3_000), Some((1_600, 1_200)));
        check((3_000, 4_000), Some((1_200, 1_600)));
        check((640, 480), Some((640, 480)));
        check((1_600, 1), Some((1_600, 1)));
        check((u32::MAX, 1), Some((1_600, 1)));
        check((u32::MAX, u32::MAX), Some((1_600, 1_600)));
        check((0, 480), None);
    }
}
