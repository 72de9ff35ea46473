//! What came after a period was closed.
//!
//! Closing a period fixes the as-of mark: a number of the ward's log. What the
//! log holds up to it is the period **as closed**. What arrives later is
//! accepted like anything else, and shown apart. "Recorded in time, arrived
//! late" is not the same as "recorded late": the first is the signal's doing.

use crate::id::DocumentId;
use crate::moment::Moment;
use crate::record::Record;
use crate::ruling::Term;
use crate::standing::facts::Fact;

/// Why a record was not in the period when it was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lateness {
    /// It was written before the closing, by its writer's clock, and arrived after it.
    ArrivedLate,
    /// It was written after the closing.
    WrittenLate,
}

/// What became of a record after the closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// It was not there before.
    New,
    /// It says something else now.
    Changed,
}

/// A record that came or changed after the closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// The record as it is now.
    pub fact: Fact,
    /// What became of it.
    pub change: Change,
    /// Why it was not there.
    pub lateness: Lateness,
}

impl Term {
    /// Whether `record` is one of the period. The roster is of none: its entries
    /// carry their own days, and what it does to a grade shows in the grade.
    pub fn concerns(self, record: &Record) -> bool {
        match (self, record) {
            (_, Record::Roster(_)) => false,
            (Self::Year(year), Record::Registration(registration)) => registration.year == Some(year),
            (Self::Year(year), Record::Review(review)) => review.year == Some(year),
            (Self::Year(year), record) => record.month().is_some_and(|month| month.year() == year.number()),
            (Self::Month(month), record) => record.month() == Some(month),
        }
    }
}

/// The records of `term` that came or changed between the facts as the period
/// was closed and the facts as they are, in the order of their documents.
/// `closed_at` is the moment of the closing. The order of the facts makes no
/// difference.
pub fn late_records(term: Term, closed_at: Moment, closed: &[Fact], now: &[Fact]) -> Vec<Late> {
    let before = |document: DocumentId| closed.iter().find(|fact| fact.document == document);
    let mut late: Vec<_> = now
        .iter()
        .filter_map(|fact| {
            let before = before(fact.document);
            // What was moved into another period concerns the one it left as well.
            let concerned =
                term.concerns(&fact.record) || before.is_some_and(|before| term.concerns(&before.record));
            if !concerned || before == Some(fact) {
                return None;
            }
            let change = if before.is_some() { Change::Changed } else { Change::New };
            let lateness =
                if closed_at < fact.written_at { Lateness::WrittenLate } else { Lateness::ArrivedLate };
            Some(Late { fact: fact.clone(), change, lateness })
        })
        .collect();
    late.sort_by_key(|late| late.fact.document);
    late
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::assessment::Assessment;
    use crate::record::review::Review;
    use crate::standing::sample::{fact, month};
    use crate::year::Year;

    fn assessment(number: u8, of: &str, written_at: i64) -> Fact {
        let record = Record::Assessment(Assessment { month: Some(month(of)), ..Assessment::default() });
        Fact { written_at: Moment::from_millis(written_at), ..fact(number, record) }
    }

    #[test]
    fn what_came_later_is_told_apart() {
        let year = Year::new(2024).unwrap();
        let closed_at = Moment::from_millis(100);
        let closed =
            [assessment(1, "2024-11", 50), assessment(2, "2024-11", 50), assessment(3, "2024-10", 50)];
        let review = Record::Review(Review { year: Some(year), ..Review::default() });
        let now = [
            assessment(1, "2024-11", 50),
            // Moved out of November, written in time.
            assessment(2, "2024-12", 90),
            assessment(3, "2024-10", 110),
            assessment(4, "2024-11", 110),
            Fact { written_at: Moment::from_millis(70), ..fact(5, review) },
        ];
        let check = |term: Term, expect: &[(usize, Change, Lateness)]| {
            let found: Vec<_> = late_records(term, closed_at, &closed, &now)
                .into_iter()
                .map(|late| (late.fact, late.change, late.lateness))
                .collect();
            let expect: Vec<_> = expect.iter().map(|(place, c, l)| (now[*place].clone(), *c, *l)).collect();
            assert_eq!(found, expect, "{term:?}");
        };
        use Change::{Changed, New};
        use Lateness::{ArrivedLate, WrittenLate};
        check(Term::Month(month("2024-11")), &[(1, Changed, ArrivedLate), (3, New, WrittenLate)]);
        check(Term::Month(month("2024-09")), &[]);
        let all = [(1, Changed, ArrivedLate), (2, Changed, WrittenLate), (3, New, WrittenLate)];
        check(Term::Year(year), &[all.as_slice(), &[(4, New, ArrivedLate)]].concat());
    }
}
