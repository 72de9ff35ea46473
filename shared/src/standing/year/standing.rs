//! The classification of one organisation in one year by a scheme.

use minicbor::{Decode, Encode};

use crate::moment::Moment;
use crate::month::Month;
use crate::org::{Organisation, OrganisationKind};
use crate::record::Record;
use crate::record::assessment::Answer;
use crate::record::review::YearGrade;
use crate::ruling::{Judged, RuledWard, Term};
use crate::scheme::evaluate::{Evaluation, evaluate};
use crate::scheme::range::{GradeRange, grade_range};
use crate::scheme::{Scheme, Subject};
use crate::sorted_map::SortedMap;
use crate::standing::below::Below;
use crate::standing::facts::{CellGrade, Fact, MeetingGrade, MonthFacts};
use crate::standing::month::{MonthStanding, Progress, standing_on};
use crate::year::Year;

/// From what a year's classification follows.
#[derive(Debug, Clone, Copy)]
pub struct YearSources<'a> {
    /// What sort of organisation it is.
    pub kind: OrganisationKind,
    /// The year.
    pub year: Year,
    /// The records of the organisation, in any order.
    pub facts: &'a [Fact],
    /// The standings of its months, in any order; those of other years make no difference.
    pub months: &'a [MonthStanding],
    /// The grades of its meetings, in any order.
    pub meetings: &'a [MeetingGrade],
    /// The grades of the cells below it, in any order; none of a cell.
    pub cells: &'a [CellGrade],
    /// What people answered, by the scheme's item id.
    pub answers: &'a SortedMap<String, Answer>,
    /// What they remarked, by the scheme's item id.
    pub remarks: &'a SortedMap<String, String>,
}

/// Something without which a year's standing is not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub enum YearMissing {
    /// This month was not submitted.
    #[n(0)]
    Month(#[n(0)] Month),
    /// The year was not registered.
    #[n(1)]
    Registration,
    /// The year's review was not submitted.
    #[n(2)]
    Review,
    /// So many items have no answer.
    #[n(3)]
    Answers(#[n(0)] u32),
}

/// A year's standing with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct YearStanding {
    /// The year.
    #[n(0)]
    pub year: Year,
    /// The id of the scheme that was applied.
    #[n(1)]
    pub scheme: String,
    /// Its version.
    #[n(2)]
    pub version: u16,
    /// What the scheme gives on the records as they are.
    #[n(3)]
    pub evaluation: Evaluation,
    /// The grades that are still possible.
    #[n(4)]
    pub range: GradeRange,
    /// The grade that the cell proposed in its review, where it is one of the four.
    #[n(5)]
    pub proposed: Option<YearGrade>,
    /// What is missing, months in their order first.
    #[n(6)]
    pub missing: Vec<YearMissing>,
    /// Fields of the year's records on which two writers differ.
    #[n(7)]
    pub conflicts: u32,
    /// When the newest of these records was written, by the writer's clock.
    #[n(8)]
    pub written_at: Option<Moment>,
    /// When the server received the newest news of them.
    #[n(9)]
    pub received_at: Option<Moment>,
    /// The grade that the cell proposed, by its id in the scheme of its review.
    #[n(10)]
    pub own_proposed: Option<String>,
}

/// The standing in a year by `scheme` of the organisation whose sources these are.
pub fn year_standing(scheme: &Scheme, sources: &YearSources<'_>) -> YearStanding {
    let facts = sources.facts();
    let evaluation = evaluate(scheme, &facts);
    let submitted = |month: &Month| {
        let of_month = sources.months.iter().filter(|standing| standing.month == *month);
        of_month.into_iter().any(|standing| matches!(standing.progress, Progress::Submitted(_)))
    };
    let months = sources.year.months().filter(|month| !submitted(month));
    let mut missing: Vec<_> = months.map(YearMissing::Month).collect();
    if facts.registration().is_none() {
        missing.push(YearMissing::Registration);
    }
    let review = facts.review();
    if review.is_none() {
        missing.push(YearMissing::Review);
    }
    if evaluation.unanswered != 0 {
        missing.push(YearMissing::Answers(evaluation.unanswered));
    }
    let own = || sources.facts.iter().filter(|fact| of_year(&fact.record, sources.year));
    YearStanding {
        year: sources.year,
        scheme: scheme.id.clone(),
        version: scheme.version,
        range: grade_range(scheme, &facts),
        proposed: review.and_then(|(_, review)| review.grade),
        own_proposed: review.and_then(|(_, review)| review.own_grade.clone()),
        missing,
        conflicts: own().map(|fact| fact.conflicts).fold(0, u32::saturating_add),
        written_at: own().map(|fact| fact.written_at).max(),
        received_at: own().filter_map(|fact| fact.received_at).max(),
        evaluation,
    }
}

/// The standing of `organisation` in `year` by the schemes in force, out of its
/// records alone: months by the month's scheme, meetings by their sheets,
/// answers from the committee's appraisal by the same scheme. A committee's
/// rests on its cells' grades as well. None where no yearly scheme is in force.
pub fn organisation_year(
    ruled: &RuledWard,
    organisation: &Organisation,
    year: Year,
    facts: &[Fact],
    below: &Below,
) -> Option<YearStanding> {
    let by_month = |month| {
        let facts = MonthFacts::new(organisation.kind, month, facts).over(below.month(month));
        Some(standing_on(ruled.scheme_for(organisation, month)?, &facts))
    };
    let months: Vec<_> = year.months().filter_map(by_month).collect();
    year_of_months(ruled, organisation, year, facts, &months, below)
}

/// As [`organisation_year`], where the standings of the months are there already.
pub fn year_of_months(
    ruled: &RuledWard,
    organisation: &Organisation,
    year: Year,
    facts: &[Fact],
    months: &[MonthStanding],
    below: &Below,
) -> Option<YearStanding> {
    let scheme = ruled.year_scheme_for(organisation, year)?;
    let meetings =
        meeting_grades(organisation.kind, facts, |month| ruled.meeting_sheet_for(organisation, month));
    let judged = Judged { organisation: organisation.id, term: Term::Year(year), member: None };
    let appraisal = ruled.appraisal_of(&judged).filter(|appraisal| appraisal.scheme == scheme.id);
    let (answers, remarks) = (SortedMap::new(), SortedMap::new());
    let sources = YearSources {
        kind: organisation.kind,
        year,
        facts,
        months,
        meetings: &meetings,
        cells: below.year(),
        answers: appraisal.map_or(&answers, |appraisal| &appraisal.answers),
        remarks: appraisal.map_or(&remarks, |appraisal| &appraisal.remarks),
    };
    Some(year_standing(scheme, &sources))
}

/// What the sheets of the organisation's meetings come to in `year`, and by which
/// scheme: a sum beside the classification of the year. None where no such
/// scheme is in force.
pub fn year_of_meetings<'r>(
    ruled: &'r RuledWard,
    organisation: &Organisation,
    year: Year,
    facts: &[Fact],
) -> Option<(&'r Scheme, Evaluation)> {
    let scheme = ruled.roll_up_for(organisation, year)?;
    let kind = organisation.kind;
    let meetings = meeting_grades(kind, facts, |month| ruled.meeting_sheet_for(organisation, month));
    let none = SortedMap::new();
    let sources = YearSources {
        kind,
        year,
        facts,
        months: &[],
        meetings: &meetings,
        cells: &[],
        answers: &SortedMap::new(),
        remarks: &none,
    };
    Some((scheme, evaluate(scheme, &sources.facts())))
}

impl<'a> YearSources<'a> {
    /// The facts of the year, with everything that is judged beside records.
    pub fn facts(&self) -> MonthFacts<'a> {
        let mut facts =
            MonthFacts::of_year(self.kind, self.year, self.facts).answered(self.answers, self.remarks);
        (facts.months, facts.graded, facts.cells) = (self.months, self.meetings, self.cells);
        facts
    }
}

fn of_year(record: &Record, year: Year) -> bool {
    match record {
        Record::Roster(_) => true,
        Record::Registration(registration) => registration.year == Some(year),
        Record::Review(review) => review.year == Some(year),
        record => record.month().is_some_and(|month| month.year() == year.number()),
    }
}

/// The grades of the meetings of an organisation of this kind among `facts` by the sheets that `sheet` finds
/// for a month; meetings that were not held have none.
pub fn meeting_grades<'s>(
    kind: OrganisationKind,
    facts: &[Fact],
    mut sheet: impl FnMut(Month) -> Option<&'s Scheme>,
) -> Vec<MeetingGrade> {
    let held = facts.iter().filter_map(|fact| match &fact.record {
        Record::Meeting(meeting) if meeting.was_held() => Some((fact.document, meeting.as_ref())),
        _ => None,
    });
    held.filter_map(|(document, meeting)| {
        let (month, form) = (meeting.month?, meeting.form?);
        let sheet = sheet(month).filter(|sheet| sheet.subject == Subject::Meeting);
        let facts = || MonthFacts::new(kind, month, facts).of_meeting(meeting);
        let grade = sheet.and_then(|sheet| evaluate(sheet, &facts()).grade);
        Some(MeetingGrade { document, month, form, grade })
    })
    .collect()
}

#[cfg(test)]
#[cfg(feature = "scheme-files")]
mod tests;
