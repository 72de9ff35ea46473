//! What once went otherwise than the rules ask. Each happens in one cell, so
//! that whoever looks for a doubt finds it.

use std::ops::RangeInclusive;

use shared::month::Month;
use shared::record::meeting::MeetingForm;

use super::wards::CellPlan;

/// A member who is ill for so long that the allowance of HD 12 is used up.
#[derive(Debug)]
pub struct Illness {
    /// What the member is called.
    pub member: &'static str,
    /// The months whose meetings they miss; none of them has a thematic one.
    pub months: RangeInclusive<u8>,
}

/// The cell's long illness, if it has one.
pub fn illness(cell: &CellPlan) -> Option<Illness> {
    (cell.code == "ben-do").then_some(Illness { member: "Mẫu 08", months: 6..=8 })
}

/// Of a hundred members so many came, where many kept watch at the dyke instead.
pub fn watch_at_the_dyke(cell: &CellPlan, form: MeetingForm, month: Month) -> Option<u16> {
    (cell.code == "go-cao" && form == MeetingForm::Regular && month.number() == 8).then_some(77)
}

/// The minutes that a meeting took, where the power failed.
pub fn cut_short(cell: &CellPlan, form: MeetingForm, month: Month) -> Option<u16> {
    (cell.code == "cho-moi" && form == MeetingForm::Regular && month.number() == 7).then_some(70)
}

/// Days after adoption on which a resolution is reported. HD 42-HD/BTCTW
/// 28/10/2025 gives two; one cell is late.
pub fn days_to_report(cell: &CellPlan, month: Month) -> u16 {
    if cell.code == "cho-moi" { 5 + u16::from(month.number() % 4) } else { 1 + u16::from(month.number() % 2) }
}
