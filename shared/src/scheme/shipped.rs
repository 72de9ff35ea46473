//! The schemes that come with the program, embedded as they stand in `schemes/`.

use super::Scheme;
use super::file::{SchemeFileError, parse};

/// Reads one shipped scheme.
pub type Read = fn() -> Result<Scheme, SchemeFileError>;

/// Every shipped scheme by its id, in the order in which they are offered.
pub const ALL: [(&str, Read); 3] = [
    ("monthly-checklist", monthly_checklist),
    ("hundred-points", hundred_points),
    ("meeting-phu-tho", meeting_phu_tho),
];

/// The monthly checklist, met or not met, after plan 162-KH/ĐU of 20/02/2024.
pub fn monthly_checklist() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/monthly-checklist.toml"))
}

/// The scheme of 100 points, after plan 189-KH/HU of 12/12/2023.
pub fn hundred_points() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/hundred-points.toml"))
}

/// The score sheet of a meeting, after the one of Phú Thọ under HD 12-HD/BTCTW 06/7/2018.
pub fn meeting_phu_tho() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/meeting-phu-tho.toml"))
}

#[cfg(test)]
mod tests;
