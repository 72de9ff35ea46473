//! Measures: figures that the records of a month, a meeting or a year give.
//!
//! A figure is a share, so many of so many, or a number of minutes with the
//! minutes that a rule asks for. It names the records it comes from.

mod book;
mod coverage;
mod discipline;
mod meetings;
mod people;
mod pledges;
mod tasks;

pub use discipline::{Found, Whom};

use std::cmp::Ordering;

use minicbor::{Decode, Encode};

use super::rule::Reading;
use crate::id::DocumentId;
use crate::record::meeting::MeetingForm;
use crate::standing::facts::MonthFacts;

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cfg_attr(feature = "scheme-files", derive(serde::Deserialize))]
#[cfg_attr(feature = "scheme-files", serde(rename_all = "snake_case"))]
pub enum Measure {
    /// Of the tasks due in the month, those that are done.
    #[n(0)]
    TasksDone,
    /// Of the tasks due in the month, those that were done in time.
    #[n(1)]
    TasksOnTime,
    /// Of the one regular resolution a month must have, whether it has it: 100 %
    /// or 0 %. A thematic one does not stand for it (HD 12-HD/BTCTW 06/7/2018).
    #[n(2)]
    ResolutionAdopted,
    /// Of the one thematic resolution a quarter must have, whether it was
    /// adopted by the end of the month; applies to the quarter's last month
    /// and to months that have one.
    #[n(3)]
    ThematicInQuarter,
    /// Of the tasks due in the month, those that have somebody and a product named.
    #[n(4)]
    TasksAssignedClearly,
    /// Of those who were to attend the cell's meetings, those who were present;
    /// a meeting without a roll is left out.
    #[n(5)]
    Attendance,
    /// Of the cell's meetings, those from which nobody was absent without a reason.
    #[n(6)]
    NobodyAbsent,
    /// Of the members who attend, those who were not excused more than three
    /// times running (HD 12-HD/BTCTW 06/7/2018).
    #[n(7)]
    ExcusedAtMostThree,
    /// Of the one regular meeting a month must have, whether it was held.
    #[n(8)]
    RegularHeld,
    /// Of the one thematic meeting a quarter must have, whether it was held by
    /// the end of the month; applies like [`Self::ThematicInQuarter`].
    #[n(9)]
    ThematicHeld,
    /// Minutes that the shortest of the cell's meetings took, of the minutes it should take.
    #[n(10)]
    Minutes,
    /// Of the members present, those who spoke.
    #[n(11)]
    Speakers,
    /// Of the cell's meetings, those whose minutes were adopted there: they are read
    /// before the meeting closes (HD 42-HD/BTCTW 28/10/2025).
    #[n(12)]
    MinutesAdopted,
    /// Of the resolutions in force, those that were posted and reported within
    /// two days (HD 42-HD/BTCTW 28/10/2025).
    #[n(13)]
    PublishedInTime,
    /// Of the tasks due, those that were not done in time: late, or not at all. Less is better.
    #[n(14)]
    TasksLate,
    /// Of the tasks due, those that were done beyond the requirement
    /// (QĐ 366-QĐ/TW 30/8/2025).
    #[n(15)]
    TasksBeyond,
    /// Of last month's tasks that a meeting went through, those it found done.
    #[n(16)]
    LastMonthDone,
    /// Of the contributions recorded, those with amount, unit, source and purpose.
    #[n(17)]
    ContributionsRecorded,
    /// Of the months of the year, those that were submitted and graded so well.
    #[n(18)]
    MonthsGraded {
        /// The grade's place among the month scheme's grades, the best being 0; or a better one.
        #[n(0)]
        place: u8,
    },
    /// Of the months of the year, those that were submitted.
    #[n(19)]
    MonthsSubmitted,
    /// Of the regular meetings held, those graded so well by their sheet.
    #[n(20)]
    MeetingsGraded {
        /// The grade's place among the sheet's grades, the best being 0; or a better one.
        #[n(0)]
        place: u8,
    },
    /// Whether the year was registered.
    #[n(21)]
    Registered,
    /// Whether the year's review was submitted.
    #[n(22)]
    Reviewed,
    /// Of the members, those who were expelled or struck off. Less is better.
    #[n(23)]
    MembersLost,
    /// Of a committee's cells, those graded so well.
    #[n(24)]
    CellsGraded {
        /// The grade's place among the cells' scheme's grades, the best being 0; or a better one.
        #[n(0)]
        place: u8,
    },
    /// Of the cell's meetings, those whose members had notice before the day.
    #[n(25)]
    NoticeGiven,
    /// Of what was pledged in the year so far, what was given; each kind by
    /// itself, and the one that came the shortest counts. What is given beyond
    /// one pledge does not stand for another.
    #[n(26)]
    PledgesGiven,
    /// Of the records that a month or a year is expected to have, those that are
    /// there, as [`crate::standing::coverage`] counts them; of a committee, those
    /// of its cells.
    #[n(27)]
    Coverage,
    /// Of the months, those with a meeting of this form that was held, such as the
    /// committee's before the regular one, or a group's.
    #[n(28)]
    MonthlyHeld {
        /// The form.
        #[n(0)]
        form: MeetingForm,
    },
    /// Of these members, those who were disciplined: in a year for a violation of
    /// it, whenever it was found (Nghệ An QĐ 26-QĐ/TU 2023); in a month by a
    /// decision of it about a violation of the same year. Less is better.
    #[n(29)]
    Disciplined {
        /// Among whom.
        #[n(0)]
        of: Whom,
        /// Which violations count.
        #[n(1)]
        #[cfg_attr(feature = "scheme-files", serde(default))]
        found: Found,
    },
}

impl Measure {
    /// Whether a smaller figure is the better one.
    pub const fn less_is_better(self) -> bool {
        matches!(self, Self::TasksLate | Self::MembersLost | Self::Disciplined { .. })
    }

    /// Whether its number is of minutes, not of records or people.
    pub const fn counts_minutes(self) -> bool {
        matches!(self, Self::Minutes)
    }

    /// The most its number can be in a year, where that is known beforehand.
    pub const fn most_of_year(self) -> Option<u16> {
        match self {
            Self::MonthsGraded { .. }
            | Self::MonthsSubmitted
            | Self::RegularHeld
            | Self::MonthlyHeld { .. }
            | Self::ResolutionAdopted => Some(12),
            Self::ThematicHeld | Self::ThematicInQuarter => Some(4),
            Self::Registered | Self::Reviewed => Some(1),
            _ => None,
        }
    }
}

/// A share with the records it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Figure {
    /// How many.
    #[n(0)]
    pub part: u64,
    /// Of how many; zero where there was nothing to measure.
    #[n(1)]
    pub whole: u64,
    /// The records counted in `part`.
    #[n(2)]
    pub counted: Vec<DocumentId>,
    /// The records of `whole` that are not counted in `part`.
    #[n(3)]
    pub not_counted: Vec<DocumentId>,
    /// How many of `whole` may still come to be counted: months and meetings
    /// whose grade is not known yet, and what a report is still to tell of.
    #[n(4)]
    #[cbor(skip_if = "is_zero")]
    pub pending: u64,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Figure {
    /// Whether the share is at least `percent`; `None` where nothing was to be measured.
    pub fn reaches(&self, percent: u16) -> Option<bool> {
        self.compare(Reading::Share, percent).map(Ordering::is_ge)
    }

    /// How it compares with `number`, in percent or in number; `None` where
    /// nothing was to be measured.
    pub fn compare(&self, by: Reading, number: u16) -> Option<Ordering> {
        let found = match by {
            Reading::Share => {
                (u128::from(self.part) * 100).cmp(&(u128::from(self.whole) * u128::from(number)))
            }
            Reading::Number => self.part.cmp(&number.into()),
        };
        (self.whole != 0).then_some(found)
    }

    /// The figure if everything pending came to be counted.
    #[must_use]
    pub fn at_best(&self) -> Self {
        Self { part: self.part.saturating_add(self.pending).min(self.whole), pending: 0, ..self.clone() }
    }

    /// The share in whole percent, rounded down, to be shown.
    pub fn percent(&self) -> Option<u64> {
        match self.part.checked_mul(100) {
            Some(part) => part.checked_div(self.whole),
            // Of sums this large the hundredth is as good.
            None => self.part.checked_div(self.whole / 100),
        }
    }

    /// Of these records, those that count.
    fn of(records: impl IntoIterator<Item = (DocumentId, bool)>) -> Self {
        let mut found = Self::told(0, 0, records);
        found.part = size(found.counted.len());
        found.whole = found.part.saturating_add(size(found.not_counted.len()));
        found
    }

    /// `part` of `whole`, told by these records.
    fn told(part: u64, whole: u64, records: impl IntoIterator<Item = (DocumentId, bool)>) -> Self {
        let (counted, not_counted): (Vec<_>, Vec<_>) = records.into_iter().partition(|(_, counts)| *counts);
        let ids = |records: Vec<(DocumentId, bool)>| records.into_iter().map(|(id, _)| id).collect();
        Self { part, whole, counted: ids(counted), not_counted: ids(not_counted), pending: 0 }
    }

    /// One thing was needed; `found` are the records that are it. It may still
    /// come until the report that is to tell of it is there.
    fn needed(found: Vec<DocumentId>, report: Option<DocumentId>) -> Self {
        let (part, pending) = (!found.is_empty(), found.is_empty() && report.is_none());
        Self { part: part.into(), whole: 1, counted: found, pending: pending.into(), ..Self::default() }
    }

    /// Both figures as one.
    fn with(mut self, other: Self) -> Self {
        self.part = self.part.saturating_add(other.part);
        self.whole = self.whole.saturating_add(other.whole);
        self.pending = self.pending.saturating_add(other.pending);
        self.counted.extend(other.counted);
        self.not_counted.extend(other.not_counted);
        self
    }
}

fn size(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Measures `measure` on the records of a scope.
pub fn measure(measure: Measure, facts: &MonthFacts<'_>) -> Figure {
    match measure {
        Measure::Coverage => coverage::coverage(facts),
        Measure::TasksDone => tasks::done(facts),
        Measure::TasksOnTime => tasks::on_time(facts),
        Measure::TasksLate => tasks::late(facts),
        Measure::TasksBeyond => tasks::beyond(facts),
        Measure::TasksAssignedClearly => tasks::clear(facts),
        Measure::LastMonthDone => tasks::last_month_done(facts),
        Measure::ResolutionAdopted => book::resolution_adopted(facts),
        Measure::ThematicInQuarter => book::thematic_resolution(facts),
        Measure::PublishedInTime => book::published_in_time(facts),
        Measure::ContributionsRecorded => book::contributions_recorded(facts),
        Measure::PledgesGiven => pledges::given(facts),
        Measure::Registered => book::registered(facts),
        Measure::Reviewed => book::reviewed(facts),
        Measure::MonthsGraded { place } => book::months(facts, Some(place)),
        Measure::MonthsSubmitted => book::months(facts, None),
        Measure::MeetingsGraded { place } => meetings::graded(facts, place),
        Measure::CellsGraded { place } => book::cells(facts, place),
        Measure::RegularHeld => meetings::monthly_held(facts, MeetingForm::Regular),
        Measure::MonthlyHeld { form } => meetings::monthly_held(facts, form),
        Measure::ThematicHeld => meetings::thematic_held(facts),
        Measure::Minutes => meetings::minutes(facts),
        Measure::MinutesAdopted => meetings::adopted(facts),
        Measure::NoticeGiven => meetings::notice(facts),
        Measure::Attendance => people::attendance(facts),
        Measure::NobodyAbsent => people::nobody_absent(facts),
        Measure::ExcusedAtMostThree => people::excused_at_most_three(facts),
        Measure::Speakers => people::speakers(facts),
        Measure::MembersLost => people::lost(facts),
        Measure::Disciplined { of, found } => discipline::disciplined(facts, of, found),
    }
}

#[cfg(test)]
mod tests;
