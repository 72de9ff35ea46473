//! The schemes that come with the program, embedded as they stand in `schemes/`.

use super::Scheme;
use super::file::{SchemeFileError, parse};

/// Reads one shipped scheme.
pub type Read = fn() -> Result<Scheme, SchemeFileError>;

/// Every shipped scheme by its id, in the order in which they are offered.
pub const ALL: [(&str, Read); 13] = [
    ("monthly-checklist", monthly_checklist),
    ("hundred-points", hundred_points),
    ("committee-checklist", committee_checklist),
    ("committee-year", committee_year),
    ("meeting-phu-tho", meeting_phu_tho),
    ("meeting-binh-thuan", meeting_binh_thuan),
    ("meeting-an-phu", meeting_an_phu),
    ("meeting-hd-42", meeting_hd_42),
    ("meeting-year-phu-tho", meeting_year_phu_tho),
    ("qd-124", qd_124),
    ("qd-124-member", qd_124_member),
    ("qd-366", qd_366),
    ("qd-366-member", qd_366_member),
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

/// The monthly checklist of a grassroots committee, our sample.
pub fn committee_checklist() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/committee-checklist.toml"))
}

/// The title of a grassroots committee for its year, our sample.
pub fn committee_year() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/committee-year.toml"))
}

/// The score sheet of a meeting of Bình Thuận, with items that must be at their maximum.
pub fn meeting_binh_thuan() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/meeting-binh-thuan.toml"))
}

/// The score sheet of a meeting of An Phú ward, 2025.
pub fn meeting_an_phu() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/meeting-an-phu.toml"))
}

/// The frame for scoring a meeting under HD 42-HD/BTCTW 28/10/2025.
pub fn meeting_hd_42() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/meeting-hd-42.toml"))
}

/// The quality of a year's meetings, rolled up from the sheets of Phú Thọ.
pub fn meeting_year_phu_tho() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/meeting-year-phu-tho.toml"))
}

/// The annual classification of collectives under QĐ 124-QĐ/TW 04/10/2023.
pub fn qd_124() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/qd-124.toml"))
}

/// The annual classification of members under QĐ 124-QĐ/TW 04/10/2023.
pub fn qd_124_member() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/qd-124-member.toml"))
}

/// The annual classification of collectives under QĐ 366-QĐ/TW 30/8/2025.
pub fn qd_366() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/qd-366.toml"))
}

/// The annual classification of members without a leading post under QĐ 366-QĐ/TW 30/8/2025.
pub fn qd_366_member() -> Result<Scheme, SchemeFileError> {
    parse(include_str!("../../schemes/qd-366-member.toml"))
}

#[cfg(test)]
mod tests;
