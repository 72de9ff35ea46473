//! What a record is called, and where its page is.

use std::fmt::Display;

use shared::id::DocumentId;
use shared::lang::Lang;
use shared::month::Month;
use shared::record::Record;
use shared::record::meeting::{Meeting, MeetingForm};
use shared::record::registration::OwnCriterion;
use shared::year::Year;

use crate::format::{digits, month as write_month, number};
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

/// Where a record's page is on the phone.
pub fn record_href(document: DocumentId, record: &Record) -> String {
    match record {
        Record::Roster(_) => "/cell/members".to_owned(),
        Record::Resolution(_) => format!("/cell/resolutions/{document}"),
        Record::Task(_) => format!("/cell/tasks/{document}"),
        Record::Assessment(assessment) => dated("/cell/assess", assessment.month),
        Record::Meeting(_) => format!("/cell/meetings/{document}"),
        Record::Contribution(_) => format!("/cell/contributions/{document}"),
        Record::Registration(registration) => dated("/cell/registration", registration.year),
        Record::Review(review) => dated("/cell/review", review.year),
        Record::Photo(_) => format!("/cell/photos/{document}"),
    }
}

/// Text and target of a cell's own criterion in one line.
pub fn own_line(lang: Lang, own: &OwnCriterion) -> Option<String> {
    match (own.text.is_empty(), own.target.is_empty()) {
        (true, true) => None,
        (false, true) => Some(own.text.clone()),
        (true, false) => Some(t::registration_target(lang, &own.target)),
        (false, false) => Some(t::registration_own(lang, &own.text, &own.target)),
    }
}

/// The address of the record of a month or year, or of the present one.
fn dated(page: &str, of: Option<impl Display>) -> String {
    of.map_or_else(|| page.to_owned(), |of| format!("{page}/{of}"))
}

/// The words, or what such a record is called where there are none.
fn named(words: &str, kind: &str) -> String {
    if words.is_empty() { kind.to_owned() } else { words.to_owned() }
}

/// A meeting's form with its subject, or with its month.
fn meeting_title(lang: Lang, meeting: &Meeting) -> String {
    let form = meeting_form_word(lang, meeting.form.unwrap_or(MeetingForm::Regular));
    if meeting.form != Some(MeetingForm::Regular) && !meeting.theme.is_empty() {
        return t::record_meeting_themed(lang, form, &meeting.theme);
    }
    let month = meeting.month.map(|month| write_month(lang, month)).unwrap_or_default();
    match meeting.group.filter(|_| meeting.form == Some(MeetingForm::Group)) {
        Some(group) => t::record_meeting_of_group(lang, number(lang, group), month),
        None => t::record_meeting(lang, form, month),
    }
}

/// The word for a meeting's form.
pub fn meeting_form_word(lang: Lang, form: MeetingForm) -> &'static str {
    match form {
        MeetingForm::Regular => t::record_meeting_regular(lang),
        MeetingForm::Thematic => t::record_meeting_thematic(lang),
        MeetingForm::Extraordinary => t::record_meeting_extraordinary(lang),
        MeetingForm::Committee => t::record_meeting_committee(lang),
        MeetingForm::Group => t::record_meeting_group(lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meetings_of_groups_are_told_apart() {
        fn check(form: MeetingForm, group: Option<u8>, expect: &str) {
            let month = "2024-11".parse().ok();
            let meeting = Meeting { form: Some(form), group, month, ..Meeting::default() };
            assert_eq!(record_title(Lang::Vi, &Record::Meeting(Box::new(meeting))), expect);
        }
        check(MeetingForm::Group, Some(3), "Sinh hoạt tổ đảng 3, tháng 11/2024");
        check(MeetingForm::Group, None, "Sinh hoạt tổ đảng, tháng 11/2024");
        check(MeetingForm::Regular, Some(3), "Sinh hoạt thường kỳ, tháng 11/2024");
    }

    #[test]
    fn a_theme_stands_behind_the_form_of_its_meeting() {
        fn check(form: MeetingForm, expect: &str) {
            let (month, theme) = ("2024-11".parse().ok(), "Vụ đông".to_owned());
            let meeting = Meeting { form: Some(form), month, theme, ..Meeting::default() };
            assert_eq!(record_title(Lang::Vi, &Record::Meeting(Box::new(meeting))), expect);
        }
        check(MeetingForm::Thematic, "Sinh hoạt chuyên đề: Vụ đông");
        check(MeetingForm::Extraordinary, "Sinh hoạt đột xuất: Vụ đông");
        check(MeetingForm::Regular, "Sinh hoạt thường kỳ, tháng 11/2024");
    }
}
