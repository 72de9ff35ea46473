//! What of the expected records is there: how much of a month or a year the
//! standings can know at all.
//!
//! A month is expected to have its regular meeting and a cell's quarter its
//! thematic one (HD 12-HD/BTCTW 06/7/2018, on meetings of cells), a month its
//! regular resolution and its self-assessment (HD 05-HD/BTCTU 19/5/2024), a year
//! its registration and its review. Whether they are good is another matter.

use minicbor::{Decode, Encode};

use crate::id::DocumentId;
use crate::month::Month;
use crate::org::OrganisationKind;
use crate::record::Record;
use crate::record::meeting::{Meeting, MeetingForm};
use crate::record::resolution::Form;
use crate::share::Share;
use crate::standing::calendar::Quarter;
use crate::standing::facts::{Fact, MonthFacts};
use crate::year::Year;

/// A record that is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Expected {
    /// The members.
    #[n(0)]
    Roster,
    /// The year's registration.
    #[n(1)]
    Registration,
    /// The regular meeting of a month.
    #[n(2)]
    Regular(#[n(0)] Month),
    /// The regular resolution of a month.
    #[n(3)]
    Resolution(#[n(0)] Month),
    /// The self-assessment of a month, submitted.
    #[n(4)]
    Assessment(#[n(0)] Month),
    /// A thematic meeting in the quarter that ends with this month.
    #[n(5)]
    Thematic(#[n(0)] Month),
    /// The year's review, submitted.
    #[n(6)]
    Review,
}

/// How much of what is expected is there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Coverage {
    /// The records that are there, of those that are expected.
    #[n(0)]
    pub share: Share,
    /// Those that are not.
    #[n(1)]
    pub lacking: Vec<Expected>,
}

/// What is not there of all that a year of an organisation of this kind is
/// expected to have, in its order.
pub fn year_lacking(kind: OrganisationKind, year: Year, facts: &[Fact]) -> Vec<Expected> {
    // Tasks, contributions and photos are expected of nobody.
    let book = facts
        .iter()
        .filter(|fact| !matches!(fact.record, Record::Task(_) | Record::Contribution(_) | Record::Photo(_)));
    let facts = MonthFacts::of_year(kind, year, book);
    let whole = of_year(kind, year.months().last(), year);
    whole.into_iter().filter(|expected| found(*expected, &facts).is_none()).collect()
}

/// The records that are there of those that the scope of `facts` of a cell, a month
/// or a year, is expected to have, and how many are expected.
pub fn there_in(facts: &MonthFacts<'_>) -> (Vec<DocumentId>, usize) {
    let (kind, last) = (OrganisationKind::Cell, facts.month);
    let mut expected = Vec::new();
    if facts.span().count() == 12 {
        expected = of_year(kind, Some(last), Year::of(last.last_day()));
    } else {
        expected.push(Expected::Roster);
        of_month(kind, last, &mut expected);
    }
    let there = expected.iter().filter_map(|expected| found(*expected, facts)).collect();
    (there, expected.len())
}

/// The coverage of one month, of which `lacking` is not there; a quarter's
/// thematic meeting is expected with the quarter's last month.
pub fn month_coverage(kind: OrganisationKind, month: Month, lacking: &[Expected]) -> Coverage {
    let mut expected = vec![Expected::Roster];
    of_month(kind, month, &mut expected);
    covered(expected, lacking)
}

/// The coverage of a year up to `until`, its months after that not counted; of
/// nothing where the year has not begun by then. `lacking` is not there.
pub fn year_coverage(
    kind: OrganisationKind,
    year: Year,
    until: Option<Month>,
    lacking: &[Expected],
) -> Coverage {
    covered(of_year(kind, until, year), lacking)
}

/// What the months of the year up to `until` are expected to have, and the year itself.
fn of_year(kind: OrganisationKind, until: Option<Month>, year: Year) -> Vec<Expected> {
    let mut expected = Vec::new();
    for month in year.months().take_while(|month| until.is_some_and(|until| *month <= until)) {
        if expected.is_empty() {
            expected.extend([Expected::Roster, Expected::Registration]);
        }
        of_month(kind, month, &mut expected);
        if month.number() == 12 {
            expected.push(Expected::Review);
        }
    }
    expected
}

fn of_month(kind: OrganisationKind, month: Month, expected: &mut Vec<Expected>) {
    expected.extend([Expected::Regular(month), Expected::Resolution(month), Expected::Assessment(month)]);
    if kind == OrganisationKind::Cell && Quarter::of(month).last() == month {
        expected.push(Expected::Thematic(month));
    }
}

fn covered(expected: Vec<Expected>, lacking: &[Expected]) -> Coverage {
    let (lacking, there): (Vec<_>, Vec<_>) =
        expected.into_iter().partition(|expected| lacking.contains(expected));
    let size = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let share = Share { part: size(there.len()), whole: size(there.len().saturating_add(lacking.len())) };
    Coverage { share, lacking }
}

/// The record that is expected, if it is there.
fn found(expected: Expected, facts: &MonthFacts<'_>) -> Option<DocumentId> {
    let held = |form: MeetingForm, within: &dyn Fn(Month) -> bool| {
        let is = |meeting: &Meeting| {
            meeting.was_held() && meeting.form == Some(form) && meeting.month.is_some_and(within)
        };
        facts.meetings().find(|(_, meeting)| is(meeting)).map(|(document, _)| document)
    };
    match expected {
        Expected::Roster => facts
            .roster_document()
            .filter(|_| facts.roster().is_some_and(|roster| !roster.members.is_empty())),
        Expected::Registration => facts.registration().map(|(document, _)| document),
        Expected::Review => facts.review().map(|(document, _)| document),
        Expected::Regular(month) => held(MeetingForm::Regular, &|of| of == month),
        Expected::Thematic(last) => held(MeetingForm::Thematic, &|of| Quarter::of(of).last() == last),
        Expected::Resolution(month) => facts
            .resolutions()
            .find(|(_, r)| r.form == Some(Form::Regular) && r.month == Some(month))
            .map(|(document, _)| document),
        Expected::Assessment(month) => facts
            .assessment_in(month)
            .filter(|(_, assessment)| assessment.submitted_on.is_some())
            .map(|(document, _)| document),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standing::sample::{amend, assessment, date, fact, month, resolution, roster};

    const CELL: OrganisationKind = OrganisationKind::Cell;

    fn meeting(number: u8, form: MeetingForm, of: &str) -> Fact {
        let held_on = Some(date(&format!("{of}-05")));
        let meeting = Meeting { form: Some(form), month: Some(month(of)), held_on, ..Meeting::default() };
        fact(number, Record::Meeting(Box::new(meeting)))
    }

    fn book() -> Vec<Fact> {
        let submitted = |number, of: &str| {
            let on = Some(month(of).last_day());
            amend(assessment(number, of, &[]), |assessment| assessment.submitted_on = on)
        };
        vec![
            roster(1),
            meeting(2, MeetingForm::Regular, "2024-01"),
            resolution(3, Form::Regular, "2024-01"),
            submitted(4, "2024-01"),
            meeting(5, MeetingForm::Thematic, "2024-02"),
            resolution(6, Form::Thematic, "2024-02"),
            assessment(7, "2024-02", &[]),
        ]
    }

    #[test]
    fn a_month_has_its_records_or_lacks_them() {
        fn check(of: &str, part: u32, whole: u32, lacking: &[Expected]) {
            let month = month(of);
            let found =
                month_coverage(CELL, month, &year_lacking(CELL, Year::of(month.first_day()), &book()));
            assert_eq!(found.share, Share { part, whole }, "{of}");
            assert_eq!(found.lacking, lacking, "{of}");
        }
        let (february, march) = (month("2024-02"), month("2024-03"));
        let own = |of| [Expected::Regular(of), Expected::Resolution(of), Expected::Assessment(of)];
        check("2024-01", 4, 4, &[]);
        check("2024-02", 1, 4, &own(february));
        check("2024-03", 2, 5, &own(march));
    }

    #[test]
    fn a_year_is_expected_as_far_as_it_has_come() {
        let year = Year::new(2024).unwrap();
        let lacking = year_lacking(CELL, year, &book());
        let of = |until: Option<&str>| year_coverage(CELL, year, until.map(month), &lacking).share;
        assert_eq!(of(None), Share::default());
        assert_eq!(of(Some("2023-12")), Share::default());
        assert_eq!(of(Some("2024-01")), Share { part: 4, whole: 5 });
        assert_eq!(of(Some("2024-03")), Share { part: 5, whole: 12 });
        // Two of the year, three of each month, one of each quarter, the review.
        assert_eq!(of(Some("2025-06")), Share { part: 5, whole: 2 + 36 + 4 + 1 });
        let none = |kind| year_coverage(kind, year, Some(month("2024-12")), &year_lacking(kind, year, &[]));
        assert_eq!((none(CELL).share.part, none(CELL).lacking.len()), (0, 43));
        assert_eq!(none(CELL).lacking.last(), Some(&Expected::Review));
        // A committee owes no thematic meetings.
        let committee = none(OrganisationKind::Committee).lacking;
        assert_eq!(committee.len(), 39);
        assert!(!committee.iter().any(|expected| matches!(expected, Expected::Thematic(_))));
    }
}
