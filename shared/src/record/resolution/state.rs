//! How far a resolution has come, and what is still to be done with it.

use super::Resolution;
use crate::date::Date;

/// Days within which an adopted resolution is posted and reported to the
/// ward's committee (HD 42-HD/BTCTW 28/10/2025).
pub const DAYS_TO_PUBLISH: u16 = 2;

/// How far a resolution has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResolutionState {
    /// It is being written.
    Draft,
    /// A meeting discussed it.
    Discussed,
    /// A meeting adopted it.
    Adopted,
    /// It has its official number.
    Issued,
    /// It was posted, or reported, but not both.
    HalfPublished,
    /// It was posted and reported.
    Published,
    /// Another resolution stands in its place.
    Superseded,
    /// It was withdrawn.
    Withdrawn,
}

/// A step that follows adoption within [`DAYS_TO_PUBLISH`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishStep {
    /// To post it for the members.
    Post,
    /// To report it to the ward's committee.
    Report,
}

impl Resolution {
    /// How far it has come.
    pub fn state(&self) -> ResolutionState {
        if self.withdrawn_on.is_some() {
            return ResolutionState::Withdrawn;
        }
        if self.superseded_by.is_some() {
            return ResolutionState::Superseded;
        }
        if self.adopted_on.is_none() {
            let discussed = self.discussed_on.is_some();
            return if discussed { ResolutionState::Discussed } else { ResolutionState::Draft };
        }
        match (self.posted_on, self.reported_on) {
            (Some(_), Some(_)) => ResolutionState::Published,
            (Some(_), None) | (None, Some(_)) => ResolutionState::HalfPublished,
            (None, None) if self.issued_on.is_some() => ResolutionState::Issued,
            (None, None) => ResolutionState::Adopted,
        }
    }

    /// The day by which it is to be posted and reported; none before it is adopted.
    pub fn publish_by(&self) -> Option<Date> {
        self.adopted_on.map(|adopted| adopted.plus_days(DAYS_TO_PUBLISH))
    }

    /// Which steps are still to be done; none of one that is not in force.
    pub fn steps_left(&self) -> Vec<PublishStep> {
        if !self.in_force() || self.superseded_by.is_some() {
            return Vec::new();
        }
        let steps = [(PublishStep::Post, self.posted_on), (PublishStep::Report, self.reported_on)];
        steps.into_iter().filter(|(_, done)| done.is_none()).map(|(step, _)| step).collect()
    }

    /// Whether steps are still to be done on `day` though their day is past.
    pub fn publishing_overdue(&self, day: Date) -> bool {
        !self.steps_left().is_empty() && self.publish_by().is_some_and(|last| last < day)
    }

    /// Whether it was posted or reported after its day; what was late stays late.
    pub fn published_late(&self) -> bool {
        let done = [self.posted_on, self.reported_on].into_iter().flatten().max();
        self.publish_by().zip(done).is_some_and(|(last, done)| last < done)
    }

    /// Number and symbol as they stand on paper, such as "05-NQ/CB": the
    /// official ones, or the provisional number until there are.
    pub fn shown_number(&self) -> Option<String> {
        match (self.official_number, &self.symbol) {
            (Some(number), Some(symbol)) => Some(format!("{number}-{symbol}")),
            (Some(number), None) => Some(number.to_string()),
            (None, _) => self.number.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::resolution::number::OfficialNumber;

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    #[test]
    fn a_resolution_goes_from_draft_to_published() {
        use ResolutionState::*;
        type Step = fn(&mut Resolution);
        let steps: [(Step, ResolutionState); 7] = [
            (|_| (), Draft),
            (|r| r.discussed_on = day("2024-11-06"), Discussed),
            (|r| r.adopted_on = day("2024-11-07"), Adopted),
            (|r| r.issued_on = day("2024-11-07"), Issued),
            (|r| r.reported_on = day("2024-11-08"), HalfPublished),
            (|r| r.posted_on = day("2024-11-09"), Published),
            (|r| r.withdrawn_on = day("2024-11-10"), Withdrawn),
        ];
        let mut resolution = Resolution::default();
        for (step, expect) in steps {
            step(&mut resolution);
            assert_eq!(resolution.state(), expect);
        }
    }

    #[test]
    fn two_days_are_left_to_publish() {
        fn check(change: fn(&mut Resolution), on: &str, overdue: bool, left: usize) {
            let mut resolution = Resolution { adopted_on: day("2024-11-07"), ..Resolution::default() };
            change(&mut resolution);
            assert_eq!(resolution.publishing_overdue(on.parse().unwrap()), overdue, "{on}");
            assert_eq!(resolution.steps_left().len(), left, "{on}");
        }
        check(|_| (), "2024-11-09", false, 2);
        check(|_| (), "2024-11-10", true, 2);
        check(|r| r.posted_on = day("2024-11-08"), "2024-11-10", true, 1);
        check(
            |r| (r.posted_on, r.reported_on) = (day("2024-11-08"), day("2024-11-09")),
            "2024-11-10",
            false,
            0,
        );
        check(|r| r.withdrawn_on = day("2024-11-08"), "2024-11-10", false, 0);
        check(|r| r.adopted_on = None, "2024-11-10", false, 0);
    }

    #[test]
    fn what_was_published_late_stays_late() {
        fn check(posted: Option<&str>, reported: Option<&str>, expect: bool) {
            let (posted_on, reported_on) = (posted.and_then(day), reported.and_then(day));
            let adopted_on = day("2024-11-21");
            let resolution = Resolution { adopted_on, posted_on, reported_on, ..Resolution::default() };
            assert_eq!(resolution.published_late(), expect, "{posted:?} {reported:?}");
        }
        check(None, None, false);
        check(Some("2024-11-22"), Some("2024-11-23"), false);
        check(Some("2024-11-22"), Some("2024-11-25"), true);
        check(Some("2024-11-24"), None, true);
    }

    #[test]
    fn the_official_number_replaces_the_provisional_one() {
        let mut resolution = Resolution { number: Some("7-3f2a91bc".to_owned()), ..Resolution::default() };
        assert_eq!(resolution.shown_number().as_deref(), Some("7-3f2a91bc"));
        resolution.official_number = OfficialNumber::new(5).ok();
        resolution.symbol = Some("NQ/CB".to_owned());
        assert_eq!(resolution.shown_number().as_deref(), Some("05-NQ/CB"));
    }
}
