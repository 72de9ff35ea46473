//! What a record is called: the same on the phone and on the server.

use shared::lang::Lang;
use shared::month::Month;
use shared::record::Record;
use shared::record::meeting::{Meeting, MeetingForm};
use shared::year::Year;

use crate::format::{digits, month as write_month};
use crate::t;

/// What a record is called in lists.
pub fn record_title(lang: Lang, record: &Record) -> String {
    let year = |year: Option<Year>| year.map(|year| digits(lang, &year.to_string())).unwrap_or_default();
    let of = |month: Option<Month>| month.map(|month| write_month(lang, month)).unwrap_or_default();
    match record {
        Record::Roster(_) => t::nav_members(lang).to_owned(),
        Record::Resolution(resolution) => resolution.title.clone(),
        Record::Task(task) => task.what.clone(),
        Record::Assessment(assessment) => t::assess_of(lang, of(assessment.month)),
        Record::Meeting(meeting) => meeting_title(lang, meeting),
        Record::Contribution(contribution) => named(&contribution.purpose, t::record_contribution(lang)),
        Record::Registration(registration) => t::record_registration(lang, year(registration.year)),
        Record::Review(review) => t::record_review(lang, year(review.year)),
        Record::Photo(photo) => named(&photo.caption, t::record_photo(lang)),
    }
}

/// The words, or what such a record is called where there are none.
fn named(words: &str, kind: &str) -> String {
    if words.is_empty() { kind.to_owned() } else { words.to_owned() }
}

/// A meeting's subject, or its form and month.
fn meeting_title(lang: Lang, meeting: &Meeting) -> String {
    if meeting.form != Some(MeetingForm::Regular) && !meeting.theme.is_empty() {
        return meeting.theme.clone();
    }
    let form = match meeting.form {
        Some(MeetingForm::Regular) | None => t::record_meeting_regular(lang),
        Some(MeetingForm::Thematic) => t::record_meeting_thematic(lang),
        Some(MeetingForm::Extraordinary) => t::record_meeting_extraordinary(lang),
        Some(MeetingForm::Committee) => t::record_meeting_committee(lang),
        Some(MeetingForm::Group) => t::record_meeting_group(lang),
    };
    let month = meeting.month.map(|month| write_month(lang, month)).unwrap_or_default();
    t::record_meeting(lang, form, month)
}
