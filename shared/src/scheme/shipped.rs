//! The schemes that come with the program, embedded as they stand in `schemes/`.

use super::Scheme;
use super::file::{SchemeFileError, parse};

/// One shipped scheme.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its id.
    pub id: &'static str,
    /// The file, as officials read and copy it.
    pub text: &'static str,
}

impl Shipped {
    /// The scheme that the file describes.
    ///
    /// # Errors
    /// The file's faults; the tests hold that it has none.
    pub fn scheme(&self) -> Result<Scheme, SchemeFileError> {
        parse(self.text)
    }
}

const MONTHLY_CHECKLIST: Shipped =
    Shipped { id: "monthly-checklist", text: include_str!("../../schemes/monthly-checklist.toml") };
const HUNDRED_POINTS: Shipped =
    Shipped { id: "hundred-points", text: include_str!("../../schemes/hundred-points.toml") };
const COMMITTEE_CHECKLIST: Shipped =
    Shipped { id: "committee-checklist", text: include_str!("../../schemes/committee-checklist.toml") };
const COMMITTEE_YEAR: Shipped =
    Shipped { id: "committee-year", text: include_str!("../../schemes/committee-year.toml") };
const MEETING_PHU_THO: Shipped =
    Shipped { id: "meeting-phu-tho", text: include_str!("../../schemes/meeting-phu-tho.toml") };
const MEETING_BINH_THUAN: Shipped =
    Shipped { id: "meeting-binh-thuan", text: include_str!("../../schemes/meeting-binh-thuan.toml") };
const MEETING_AN_PHU: Shipped =
    Shipped { id: "meeting-an-phu", text: include_str!("../../schemes/meeting-an-phu.toml") };
const MEETING_HD_42: Shipped =
    Shipped { id: "meeting-hd-42", text: include_str!("../../schemes/meeting-hd-42.toml") };
const MEETING_YEAR_PHU_THO: Shipped =
    Shipped { id: "meeting-year-phu-tho", text: include_str!("../../schemes/meeting-year-phu-tho.toml") };
const QD_124: Shipped = Shipped { id: "qd-124", text: include_str!("../../schemes/qd-124.toml") };
const QD_124_MEMBER: Shipped =
    Shipped { id: "qd-124-member", text: include_str!("../../schemes/qd-124-member.toml") };
const QD_366: Shipped = Shipped { id: "qd-366", text: include_str!("../../schemes/qd-366.toml") };
const QD_366_MEMBER: Shipped =
    Shipped { id: "qd-366-member", text: include_str!("../../schemes/qd-366-member.toml") };

/// Every shipped scheme, in the order in which they are offered.
pub const ALL: [Shipped; 13] = [
    MONTHLY_CHECKLIST,
    HUNDRED_POINTS,
    COMMITTEE_CHECKLIST,
    COMMITTEE_YEAR,
    MEETING_PHU_THO,
    MEETING_BINH_THUAN,
    MEETING_AN_PHU,
    MEETING_HD_42,
    MEETING_YEAR_PHU_THO,
    QD_124,
    QD_124_MEMBER,
    QD_366,
    QD_366_MEMBER,
];

/// The shipped scheme of this id.
pub fn named(id: &str) -> Option<Shipped> {
    ALL.into_iter().find(|shipped| shipped.id == id)
}

/// The monthly checklist, met or not met, after plan 162-KH/ĐU of 20/02/2024.
pub fn monthly_checklist() -> Result<Scheme, SchemeFileError> {
    MONTHLY_CHECKLIST.scheme()
}

/// The scheme of 100 points, after plan 189-KH/HU of 12/12/2023.
pub fn hundred_points() -> Result<Scheme, SchemeFileError> {
    HUNDRED_POINTS.scheme()
}

/// The score sheet of a meeting, after the one of Phú Thọ under HD 12-HD/BTCTW 06/7/2018.
pub fn meeting_phu_tho() -> Result<Scheme, SchemeFileError> {
    MEETING_PHU_THO.scheme()
}

/// The monthly checklist of a grassroots committee, our sample.
pub fn committee_checklist() -> Result<Scheme, SchemeFileError> {
    COMMITTEE_CHECKLIST.scheme()
}

/// The title of a grassroots committee for its year, our sample.
pub fn committee_year() -> Result<Scheme, SchemeFileError> {
    COMMITTEE_YEAR.scheme()
}

/// The score sheet of a meeting of Bình Thuận, with items that must be at their maximum.
pub fn meeting_binh_thuan() -> Result<Scheme, SchemeFileError> {
    MEETING_BINH_THUAN.scheme()
}

/// The score sheet of a meeting of An Phú ward, 2025.
pub fn meeting_an_phu() -> Result<Scheme, SchemeFileError> {
    MEETING_AN_PHU.scheme()
}

/// The frame for scoring a meeting under HD 42-HD/BTCTW 28/10/2025.
pub fn meeting_hd_42() -> Result<Scheme, SchemeFileError> {
    MEETING_HD_42.scheme()
}

/// The quality of a year's meetings, rolled up from the sheets of Phú Thọ.
pub fn meeting_year_phu_tho() -> Result<Scheme, SchemeFileError> {
    MEETING_YEAR_PHU_THO.scheme()
}

/// The annual classification of collectives under QĐ 124-QĐ/TW 04/10/2023.
pub fn qd_124() -> Result<Scheme, SchemeFileError> {
    QD_124.scheme()
}

/// The annual classification of members under QĐ 124-QĐ/TW 04/10/2023.
pub fn qd_124_member() -> Result<Scheme, SchemeFileError> {
    QD_124_MEMBER.scheme()
}

/// The annual classification of collectives under QĐ 366-QĐ/TW 30/8/2025.
pub fn qd_366() -> Result<Scheme, SchemeFileError> {
    QD_366.scheme()
}

/// The annual classification of members without a leading post under QĐ 366-QĐ/TW 30/8/2025.
pub fn qd_366_member() -> Result<Scheme, SchemeFileError> {
    QD_366_MEMBER.scheme()
}

#[cfg(test)]
mod tests;
