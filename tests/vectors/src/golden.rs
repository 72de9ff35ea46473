//! One scheme on a few records, as a vector worked out by hand tells them.

use minicbor::{Decode, Encode};
use shared::id::MemberId;
use shared::month::Month;
use shared::record::Record;
use shared::record::assessment::Answer;
use shared::scheme::evaluate::{Evaluation, evaluate};
use shared::scheme::range::{GradeRange, grade_range};
use shared::scheme::{Scheme, Subject};
use shared::sorted_map::SortedMap;
use shared::standing::facts::{CellGrade, Fact, MonthFacts};
use shared::year::Year;

/// A scheme, and what it is to judge.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Golden {
    /// The scheme.
    #[n(0)]
    pub scheme: Scheme,
    /// The year that is judged; none where it is the month.
    #[n(1)]
    pub year: Option<Year>,
    /// The month.
    #[n(2)]
    pub month: Month,
    /// The records. A scheme of meetings judges the first meeting among them.
    #[n(3)]
    pub facts: Vec<Fact>,
    /// What people answered.
    #[n(4)]
    pub answers: SortedMap<String, Answer>,
    /// The cells below the committee that is judged.
    #[n(5)]
    pub cells: Vec<CellGrade>,
    /// The member who is judged, if it is one.
    #[n(6)]
    pub member: Option<MemberId>,
}

/// What it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Outcome {
    /// The result.
    #[n(0)]
    pub evaluation: Evaluation,
    /// The grades that are still possible.
    #[n(1)]
    pub range: GradeRange,
}

pub fn outcome(golden: &Golden) -> Outcome {
    let kind = golden.scheme.organisations.first;
    let facts = match golden.year {
        Some(year) => MonthFacts::of_year(kind, year, &golden.facts),
        None => MonthFacts::new(kind, golden.month, &golden.facts),
    };
    let meeting = golden.facts.iter().find_map(|fact| match &fact.record {
        Record::Meeting(meeting) => Some(meeting),
        _ => None,
    });
    let facts = match meeting {
        Some(meeting) if golden.scheme.subject == Subject::Meeting => facts.of_meeting(meeting),
        _ => facts,
    };
    let remarks = SortedMap::new();
    let facts = facts.answered(&golden.answers, &remarks).over(&golden.cells);
    let facts = match golden.member {
        Some(member) => facts.of_member(member),
        None => facts,
    };
    Outcome { evaluation: evaluate(&golden.scheme, &facts), range: grade_range(&golden.scheme, &facts) }
}
