//! Whether a month's assessment came in time.
//!
//! Who writes in time on a phone without a signal is not late: what was
//! recorded in time and arrived late is told apart from what is late.

use minicbor::{Decode, Encode};

use crate::date::Date;
use crate::moment::Moment;
use crate::month::Month;
use crate::record::Record;
use crate::standing::facts::Fact;
use crate::standing::month::{MonthStanding, Progress};

/// Days after a month's end within which its assessment is to be there. No
/// rule that was found names a day (domain §2.6); this is ours, one constant.
pub const REPORT_DAYS: u16 = 10;

/// When a month's assessment came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
pub enum Timeliness {
    /// Recorded and received in time.
    #[n(0)]
    OnTime,
    /// Recorded in time by the writer's clock, received after it.
    #[n(1)]
    ArrivedLate,
    /// Recorded after the last day.
    #[n(2)]
    Late,
    /// Not submitted, and there is time left.
    #[n(3)]
    Open,
    /// Not submitted, and the last day is past.
    #[n(4)]
    Missing,
}

/// The last day on which the assessment of `month` is in time.
pub fn last_day(month: Month) -> Date {
    month.last_day().plus_days(REPORT_DAYS)
}

/// When a month's assessment was written, and when the ward had it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
pub struct Arrival {
    /// When its newest change was written, by the writer's clock.
    #[n(0)]
    pub written_at: Moment,
    /// When the server received that; none on a phone that has no receipt.
    #[n(1)]
    pub received_at: Option<Moment>,
}

/// The arrival of the month's assessment; none while it is not submitted.
///
/// An assessment that was changed later counts as of its newest change: what
/// the ward judges is what it says now.
pub fn arrival(standing: &MonthStanding, facts: &[Fact]) -> Option<Arrival> {
    let submitted = matches!(standing.progress, Progress::Submitted(_));
    let document = standing.assessment.filter(|_| submitted)?;
    let fact = facts.iter().find(|fact| fact.document == document)?;
    let (written_at, received_at) = (fact.written_at, fact.received_at);
    matches!(fact.record, Record::Assessment(_)).then_some(Arrival { written_at, received_at })
}

/// When the assessment of `month` came, as it is known on `day`.
pub fn timeliness(month: Month, arrival: Option<Arrival>, day: Date) -> Timeliness {
    let last = last_day(month);
    let Some(Arrival { written_at, received_at }) = arrival else {
        return if day <= last { Timeliness::Open } else { Timeliness::Missing };
    };
    let in_time = |at: Moment| at.date_in_vietnam().is_some_and(|on| on <= last);
    if !in_time(written_at) {
        Timeliness::Late
    } else if received_at.is_none_or(in_time) {
        Timeliness::OnTime
    } else {
        Timeliness::ArrivedLate
    }
}

#[cfg(test)]
#[cfg(feature = "scheme-files")]
mod tests {
    use super::*;
    use crate::scheme::shipped::monthly_checklist;
    use crate::standing::month::month_standing;
    use crate::standing::sample::{amend, assessment, date, month};

    #[test]
    fn late_is_told_from_arrived_late() {
        fn check(submitted: bool, written: &str, received: Option<&str>, expect: Timeliness) {
            let on = submitted.then(|| date("2024-11-30"));
            let mut fact = amend(assessment(1, "2024-11", &[]), |a| a.submitted_on = on);
            fact.written_at = Moment::noon_of(date(written));
            fact.received_at = received.map(|day| Moment::noon_of(date(day)));
            let facts = [fact];
            let standing = month_standing(
                &monthly_checklist().unwrap(),
                crate::org::OrganisationKind::Cell,
                month("2024-11"),
                &facts,
            );
            let found = timeliness(standing.month, arrival(&standing, &facts), date("2024-12-20"));
            assert_eq!(found, expect, "{written} {received:?}");
        }
        check(true, "2024-12-10", Some("2024-12-10"), Timeliness::OnTime);
        check(true, "2024-12-10", None, Timeliness::OnTime);
        check(true, "2024-12-10", Some("2024-12-11"), Timeliness::ArrivedLate);
        check(true, "2024-12-11", Some("2024-12-11"), Timeliness::Late);
        check(false, "2024-12-01", Some("2024-12-01"), Timeliness::Missing);
    }

    #[test]
    fn nothing_is_missing_before_its_day() {
        let on = |day: &str| timeliness(month("2024-11"), None, date(day));
        assert_eq!((on("2024-12-10"), on("2024-12-11")), (Timeliness::Open, Timeliness::Missing));
    }
}
