//! What is measured, and against which bound, in words.

use shared::lang::Lang;
use shared::scheme::measure::{Found, Measure, Whom};
use shared::scheme::{Bound, Nothing, Reading, Test};

use crate::format::number;
use crate::record_word::meeting_form_word;
use crate::t;

/// What a measure counts.
pub fn measure_word(lang: Lang, measure: Measure) -> String {
    let nth = |place: u8| number(lang, u16::from(place) + 1);
    let word = match measure {
        Measure::TasksDone => t::measure_tasks_done(lang),
        Measure::TasksOnTime => t::measure_tasks_on_time(lang),
        Measure::ResolutionAdopted => t::measure_resolution_adopted(lang),
        Measure::ThematicInQuarter => t::measure_thematic_in_quarter(lang),
        Measure::TasksAssignedClearly => t::measure_tasks_assigned_clearly(lang),
        Measure::Attendance => t::measure_attendance(lang),
        Measure::NobodyAbsent => t::measure_nobody_absent(lang),
        Measure::ExcusedAtMostThree => t::measure_excused_at_most_three(lang),
        Measure::RegularHeld => t::measure_regular_held(lang),
        Measure::ThematicHeld => t::measure_thematic_held(lang),
        Measure::Minutes => t::measure_minutes(lang),
        Measure::Speakers => t::measure_speakers(lang),
        Measure::MinutesAdopted => t::measure_minutes_adopted(lang),
        Measure::PublishedInTime => t::measure_published_in_time(lang),
        Measure::TasksLate => t::measure_tasks_late(lang),
        Measure::TasksBeyond => t::measure_tasks_beyond(lang),
        Measure::LastMonthDone => t::measure_last_month_done(lang),
        Measure::ContributionsRecorded => t::measure_contributions_recorded(lang),
        Measure::MonthsGraded { place } => return t::measure_months_graded(lang, nth(place)),
        Measure::MonthsSubmitted => t::measure_months_submitted(lang),
        Measure::MeetingsGraded { place } => return t::measure_meetings_graded(lang, nth(place)),
        Measure::Registered => t::measure_registered(lang),
        Measure::Reviewed => t::measure_reviewed(lang),
        Measure::MembersLost => t::measure_members_lost(lang),
        Measure::CellsGraded { place } => return t::measure_cells_graded(lang, nth(place)),
        Measure::PledgesGiven => t::measure_pledges_given(lang),
        Measure::Coverage => t::measure_coverage(lang),
        Measure::NoticeGiven => t::measure_notice_given(lang),
        Measure::Disciplined { of: Whom::Members, found: Found::Any } => t::measure_disciplined(lang),
        Measure::Disciplined { of: Whom::Members, found: Found::ByOthers } => {
            t::measure_disciplined_by_others(lang)
        }
        Measure::Disciplined { of: Whom::Leaders, found: Found::Any } => t::measure_leaders_disciplined(lang),
        Measure::Disciplined { of: Whom::Leaders, found: Found::ByOthers } => {
            t::measure_leaders_disciplined_by_others(lang)
        }
        Measure::MonthlyHeld { form } => {
            return t::measure_monthly_held(lang, meeting_form_word(lang, form));
        }
    };
    word.to_owned()
}

/// A number of a bound or a band, with its unit.
pub fn amount_word(lang: Lang, measure: Measure, by: Reading, amount: u16) -> String {
    let amount = number(lang, amount);
    match by {
        Reading::Share => t::common_percent(lang, amount),
        Reading::Number if measure.counts_minutes() => t::evidence_minutes(lang, amount),
        Reading::Number => amount,
    }
}

/// A test of the records as a sentence.
pub fn test_word(lang: Lang, test: &Test) -> String {
    let amount = amount_word(lang, test.measure, test.by, test.bound.number());
    let bound = match test.bound {
        Bound::AtLeast(_) => t::rule_at_least(lang, amount),
        Bound::MoreThan(_) => t::rule_more_than(lang, amount),
        Bound::AtMost(_) => t::rule_at_most(lang, amount),
        Bound::LessThan(_) => t::rule_less_than(lang, amount),
    };
    let nothing = match test.nothing {
        Nothing::Passes => t::rule_nothing_passes(lang),
        Nothing::Fails => t::rule_nothing_fails(lang),
    };
    t::rule_test(lang, measure_word(lang, test.measure), bound, nothing)
}
