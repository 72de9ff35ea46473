//! The words of the records' closed sets, as the forms have them.

use shared::lang::Lang;
use shared::record::contribution::{Source, Unit};
use shared::record::meeting::{MeetingForm, Verdict};
use shared::record::registration::FourGood;
use shared::record::review::YearGrade;
use shared::record::roster::{Membership, Office};
use shared::record::task::{TaskSource, TaskState};

use crate::t;

/// How somebody belongs to the cell.
pub fn membership(lang: Lang, membership: Membership) -> &'static str {
    match membership {
        Membership::Full => t::member_full(lang),
        Membership::Probationary => t::member_probationary(lang),
        Membership::Temporary => t::member_temporary(lang),
        Membership::Exempt => t::member_exempt(lang),
    }
}

/// An office.
pub fn office(lang: Lang, office: Office) -> &'static str {
    match office {
        Office::Secretary => t::office_secretary(lang),
        Office::DeputySecretary => t::office_deputy(lang),
        Office::CommitteeMember => t::office_committee(lang),
        Office::GroupLeader => t::office_group_leader(lang),
        Office::Member => t::office_member(lang),
    }
}

/// A sort of meeting.
pub fn meeting_form(lang: Lang, form: Option<MeetingForm>) -> &'static str {
    match form {
        None | Some(MeetingForm::Regular) => t::record_meeting_regular(lang),
        Some(MeetingForm::Thematic) => t::record_meeting_thematic(lang),
        Some(MeetingForm::Extraordinary) => t::record_meeting_extraordinary(lang),
        Some(MeetingForm::Committee) => t::record_meeting_committee(lang),
        Some(MeetingForm::Group) => t::record_meeting_group(lang),
    }
}

/// How a meeting found a task.
pub fn verdict(lang: Lang, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Done => t::paper_terms_done(lang),
        Verdict::OnTrack => t::paper_terms_on_track(lang),
        Verdict::Late => t::paper_terms_late(lang),
        Verdict::Dropped => t::paper_terms_dropped(lang),
    }
}

/// Where a task stands.
pub fn task_state(lang: Lang, state: TaskState) -> &'static str {
    match state {
        TaskState::Open => t::task_state_open(lang),
        TaskState::Overdue => t::task_state_overdue(lang),
        TaskState::DoneOnTime => t::task_state_done(lang),
        TaskState::DoneLate => t::task_state_done_late(lang),
        TaskState::Cancelled => t::task_state_cancelled(lang),
    }
}

/// Whence a task comes.
pub fn task_source(lang: Lang, source: TaskSource) -> &'static str {
    match source {
        TaskSource::Resolution => t::paper_terms_from_resolution(lang),
        TaskSource::WardRuling => t::paper_terms_from_ward(lang),
        TaskSource::Programme => t::paper_terms_from_programme(lang),
        TaskSource::Meeting => t::paper_terms_from_meeting(lang),
    }
}

/// In what a contribution is counted.
pub fn unit(lang: Lang, unit: Unit) -> &'static str {
    match unit {
        Unit::Vnd => t::paper_terms_vnd(lang),
        Unit::WorkDays => t::paper_terms_work_days(lang),
        Unit::LandM2 => t::paper_terms_land(lang),
        Unit::LengthM => t::paper_terms_length(lang),
        Unit::Items => t::paper_terms_items(lang),
        Unit::Households => t::paper_terms_households(lang),
    }
}

/// From whom a contribution comes.
pub fn source(lang: Lang, source: Source) -> &'static str {
    match source {
        Source::Members => t::paper_terms_members(lang),
        Source::People => t::paper_terms_people(lang),
        Source::Organisations => t::paper_terms_organisations(lang),
        Source::Businesses => t::paper_terms_businesses(lang),
        Source::PublicBudget => t::paper_terms_budget(lang),
    }
}

/// The title of the model.
pub fn four_good(lang: Lang, title: FourGood) -> &'static str {
    match title {
        FourGood::Cell => t::paper_terms_four_good_cell(lang),
        FourGood::Committee => t::paper_terms_four_good_committee(lang),
    }
}

/// A grade of the yearly classification.
pub fn year_grade(lang: Lang, grade: YearGrade) -> &'static str {
    match grade {
        YearGrade::Excellent => t::paper_terms_excellent(lang),
        YearGrade::Good => t::paper_terms_good(lang),
        YearGrade::Completed => t::paper_terms_completed(lang),
        YearGrade::NotCompleted => t::paper_terms_not_completed(lang),
    }
}
