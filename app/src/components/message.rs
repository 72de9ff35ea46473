//! Errors in the reader's words; each says what to do next.

use shared::date::DateError;
use shared::document::admission::Refusal;
use shared::document::command::CommandError;
use shared::lang::Lang;
use shared::replica::Row;
use shared::sync::engine::Failure;
use shared::sync::wire::{Custody, Fault};
use shared::words::WordsError;

use crate::format::number;
use crate::state::saving::SaveError;
use crate::t;

/// Why a save did not happen.
pub fn save_error(lang: Lang, error: &SaveError) -> String {
    match error {
        SaveError::OtherTab => t::error_other_tab(lang).to_owned(),
        SaveError::NotEnrolled => t::error_not_enrolled(lang).to_owned(),
        SaveError::OnlyReads => t::role_reader(lang).to_owned(),
        SaveError::Command(error) => command_error(lang, *error),
        SaveError::Document(reason) => t::error_document(lang, reason),
        SaveError::Cleared => t::error_cleared(lang).to_owned(),
        SaveError::Store(reason) => t::error_store(lang, reason),
        // The browser tells why in English; that helps nobody who holds the phone.
        SaveError::Picture(_) => t::error_picture(lang).to_owned(),
    }
}

/// Why a command cannot be carried out.
pub fn command_error(lang: Lang, error: CommandError) -> String {
    match error {
        CommandError::NobodyAssigned => t::error_nobody_assigned(lang).to_owned(),
        CommandError::DueBeforeAssigned => t::error_due_before_assigned(lang).to_owned(),
        CommandError::DoneBeforeAssigned => t::error_done_before_assigned(lang).to_owned(),
        CommandError::NotCarried => t::error_not_carried(lang).to_owned(),
        CommandError::AlreadyAdopted => t::error_already_adopted(lang).to_owned(),
        CommandError::Withdrawn => t::error_withdrawn(lang).to_owned(),
        CommandError::AlreadyDone => t::error_already_done(lang).to_owned(),
        CommandError::AlreadySubmitted => t::error_already_submitted(lang).to_owned(),
        CommandError::Unanswered(count) => t::error_unanswered(lang, number(lang, count as u64)),
        CommandError::EndedBeforeStarted => t::error_ended_before_started(lang).to_owned(),
        CommandError::NotHeld => t::error_not_held(lang).to_owned(),
        CommandError::BeforeTheMeeting => t::error_before_the_meeting(lang).to_owned(),
        CommandError::MinutesAdopted => t::error_minutes_adopted(lang).to_owned(),
        CommandError::NotAdopted => t::error_not_adopted(lang).to_owned(),
        CommandError::AlreadyIssued => t::error_already_issued(lang).to_owned(),
        CommandError::BeforeAdoption => t::error_before_adoption(lang).to_owned(),
        CommandError::AlreadyRegistered => t::error_already_registered(lang).to_owned(),
        CommandError::NoGrade => t::error_no_grade(lang).to_owned(),
        CommandError::AlreadyAttached => t::error_already_attached(lang).to_owned(),
    }
}

/// Why a text cannot be recorded.
pub fn words_error(lang: Lang, error: WordsError) -> String {
    match error {
        WordsError::Empty => t::error_empty(lang).to_owned(),
        WordsError::TooLong { most } => t::error_too_long(lang, number(lang, most as u64)),
    }
}

/// Why a text is not a date.
pub fn date_error(lang: Lang, error: DateError) -> String {
    match error {
        DateError::NotADate => t::error_not_a_date(lang).to_owned(),
        DateError::NoSuchDay => t::error_no_such_day(lang).to_owned(),
        DateError::OutOfRange => t::error_day_out_of_range(lang).to_owned(),
    }
}

/// Why the ward did not take changes.
fn refusal(lang: Lang, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::ForeignActor => t::refusal_foreign_actor(lang),
        Refusal::BrokenSequence => t::refusal_broken_sequence(lang),
        Refusal::Unreadable | Refusal::Malformed => t::refusal_malformed(lang),
        Refusal::NotAllowed => t::refusal_not_allowed(lang),
        Refusal::ForeignDocument => t::refusal_foreign_document(lang),
        Refusal::TooLarge => t::refusal_too_large(lang),
    }
}

/// Why the ward did not take changes of the row's document, or what becomes of
/// them where it keeps them all the same; none where it took them.
pub fn refused(lang: Lang, row: &Row) -> Option<String> {
    let reason = row.refused?;
    Some(match &row.custody {
        Some(Custody::Waits) => t::refusal_waits(lang).to_owned(),
        Some(Custody::Declined(why)) => t::refusal_declined(lang, why),
        None => refusal(lang, reason).to_owned(),
    })
}

/// Why a request was not answered.
pub fn fault(lang: Lang, fault: Fault) -> &'static str {
    match fault {
        Fault::Malformed => t::fault_malformed(lang),
        Fault::TooLarge => t::fault_too_large(lang),
        Fault::Version => t::fault_version(lang),
        Fault::UnknownDevice => t::fault_unknown_device(lang),
        Fault::CodeUnknown => t::fault_code_unknown(lang),
        Fault::CodeUsed => t::fault_code_used(lang),
        Fault::CodeExpired => t::fault_code_expired(lang),
        Fault::TooManyAttempts => t::fault_too_many_attempts(lang),
        Fault::Storage => t::fault_storage(lang),
        Fault::UnknownPhoto => t::fault_unknown_photo(lang),
        Fault::OtherOrganisation => t::fault_other_organisation(lang),
        Fault::UnknownKey => t::fault_unknown_key(lang),
    }
}

/// Why a sync failed.
pub fn failure(lang: Lang, failure: Failure) -> &'static str {
    match failure {
        Failure::NoRoad => t::sync_no_road(lang),
        Failure::Fault(reason) => fault(lang, reason),
        Failure::Store => t::sync_store(lang),
    }
}
