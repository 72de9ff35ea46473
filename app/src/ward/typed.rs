//! What was typed into a form, and what is wrong with it.

use shared::date::Date;
use shared::lang::Lang;
use shared::sorted_map::SortedMap;
use shared::words::{Note, Title, WordsError};
use shared::year::Year;

use crate::format::{date, number};
use crate::t;

/// What is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldFault {
    /// Nothing was written.
    Empty,
    /// More was written than fits.
    TooLong(usize),
    /// It is no day.
    NotADate,
    /// Nothing of what is offered was chosen.
    NotChosen,
    /// It is no number of points from 0 to so many.
    NotPoints(u16),
    /// Points are given to what is said not to apply.
    PointsOrNot,
    /// The scheme would read earlier answers as other levels.
    Rereads,
    /// The grade is another than the one that follows, and nobody says why.
    ReasonForGrade,
    /// An earlier decision is revised, and nobody says why.
    ReasonForRevision,
    /// An answer departs from the records, and nobody says why.
    ReasonForDeparture,
    /// The record that was read is another one by now.
    Changed,
    /// The appraisal comes to another grade than the cell proposes, and nobody says why.
    ReasonForDifference,
    /// The changes build on others that are not here yet.
    Incomplete,
    /// The record takes the changes no more.
    NotPossible,
    /// The last day lies before the first.
    EndsBefore,
    /// The day lies before the first or after the last of these.
    NotBetween(Date, Date),
}

impl From<WordsError> for FieldFault {
    fn from(error: WordsError) -> Self {
        match error {
            WordsError::Empty => Self::Empty,
            WordsError::TooLong { most } => Self::TooLong(most),
        }
    }
}

/// What a form came with. A fresh form has nothing in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    fields: SortedMap<String, String>,
    faults: SortedMap<String, FieldFault>,
    purpose: Purpose,
}

/// What a form was sent for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Purpose {
    /// To rule.
    #[default]
    Rule,
    /// To be drawn anew with what was typed, after somebody else had ruled.
    DrawAnew,
}

/// The field by which a form asks to be drawn anew.
pub const ANEW: &str = "anew";
/// The field with the number of the last ruling that a form saw.
const SEEN: &str = "seen";
/// The fields that hold sentences of the official's own.
const TEXTS: [&str; 5] = ["reason", "revises", "whole", "number", "file"];

impl Typed {
    /// The fields of a form; of those with one name the last counts.
    pub fn new(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let all: SortedMap<String, String> = fields.into_iter().collect();
        let anew = all.contains_key(ANEW);
        // A form that is drawn anew sees what there is by then.
        let stays = |name: &str| name != ANEW && !(anew && name == SEEN);
        let fields = all.into_iter().filter(|(name, _)| stays(name)).collect();
        let purpose = if anew { Purpose::DrawAnew } else { Purpose::Rule };
        Self { fields, faults: SortedMap::new(), purpose }
    }

    /// What stands in the field; none on a fresh form.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// Whether the form is only to be drawn anew with what stands in it.
    pub fn is_anew(&self) -> bool {
        self.purpose == Purpose::DrawAnew
    }

    /// What goes along when the form is drawn anew: every field but the number that it saw.
    pub fn carried(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.fields.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        all.filter(|(name, _)| *name != SEEN)
    }

    /// The sentences that somebody typed, by their fields.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_text = |name: &str| TEXTS.contains(&name) || name.starts_with("remark.");
        self.carried().filter(move |(name, text)| is_text(name) && !text.trim().is_empty())
    }

    /// What is wrong with the field.
    pub fn fault(&self, name: &str) -> Option<FieldFault> {
        self.faults.get(name).copied()
    }

    /// What is wrong, by the fields.
    pub fn faults(&self) -> impl Iterator<Item = (&str, FieldFault)> {
        self.faults.iter().map(|(name, fault)| (name.as_str(), *fault))
    }

    /// Whether something is wrong.
    pub fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// Notes what is wrong with the field.
    pub fn blame(&mut self, name: &str, fault: FieldFault) {
        self.faults.insert(name.to_owned(), fault);
    }

    /// The number of the last ruling that the form saw; 0 where it carries none,
    /// so that every ruling is later.
    pub fn seen(&self) -> u64 {
        self.get(SEEN).and_then(|seen| seen.parse().ok()).unwrap_or(0)
    }

    /// A few sentences that must be there.
    pub fn note(&mut self, name: &str) -> Option<Note> {
        let read = Note::new(self.get(name).unwrap_or_default());
        self.keep(name, read)
    }

    /// A few sentences that may be missing.
    pub fn optional_note(&mut self, name: &str) -> Option<Note> {
        let read = Note::optional(self.get(name).unwrap_or_default());
        self.keep(name, read).flatten()
    }

    /// A line that may be missing.
    pub fn optional_title(&mut self, name: &str) -> Option<Title> {
        let read = Title::optional(self.get(name).unwrap_or_default());
        self.keep(name, read).flatten()
    }

    /// A day that must be there.
    pub fn date(&mut self, name: &str) -> Option<Date> {
        let read = self.get(name).unwrap_or_default().trim().parse();
        let read = read.and_then(Date::in_book).map_err(|_| FieldFault::NotADate);
        self.keep(name, read)
    }

    /// The day of a ruling on `year`: not before it, and at most until the end of
    /// the year after it or after `today`.
    pub fn ruling_date(&mut self, name: &str, year: Year, today: Option<Date>) -> Option<Date> {
        let on = self.date(name)?;
        let last = today.map_or(year, Year::of).max(year).number().saturating_add(1);
        let bounds = Date::new(year.number(), 1, 1).ok().zip(Date::new(last, 12, 31).ok());
        let beyond = bounds.filter(|(first, last)| !(*first..=*last).contains(&on));
        let read = beyond.map_or(Ok(on), |(first, last)| Err(FieldFault::NotBetween(first, last)));
        self.keep(name, read)
    }

    /// A day that may be missing.
    pub fn optional_date(&mut self, name: &str) -> Option<Date> {
        if self.get(name).unwrap_or_default().trim().is_empty() { None } else { self.date(name) }
    }

    /// A line that must be there.
    pub fn title(&mut self, name: &str) -> Option<Title> {
        let read = Title::new(self.get(name).unwrap_or_default());
        self.keep(name, read)
    }

    /// What was chosen, as `read` knows it.
    pub fn choice<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let read = read(self.get(name).unwrap_or_default()).ok_or(FieldFault::NotChosen);
        self.keep(name, read)
    }

    fn keep<T, E: Into<FieldFault>>(&mut self, name: &str, read: Result<T, E>) -> Option<T> {
        read.map_err(|error| self.blame(name, error.into())).ok()
    }
}

/// The fault in words.
pub fn fault_word(lang: Lang, fault: FieldFault) -> String {
    match fault {
        FieldFault::Empty => t::error_empty(lang).to_owned(),
        FieldFault::TooLong(most) => t::error_too_long(lang, number(lang, most as u64)),
        FieldFault::NotADate => t::error_not_a_date(lang).to_owned(),
        FieldFault::NotChosen => t::desk_not_chosen(lang).to_owned(),
        FieldFault::NotPoints(most) => t::desk_not_points(lang, number(lang, most)),
        FieldFault::PointsOrNot => t::yearend_points_or_not(lang).to_owned(),
        FieldFault::Rereads => t::criteria_rereads(lang).to_owned(),
        FieldFault::ReasonForGrade => t::desk_reason_for_grade(lang).to_owned(),
        FieldFault::ReasonForRevision => t::desk_reason_for_revision(lang).to_owned(),
        FieldFault::ReasonForDeparture => t::desk_reason_for_departure(lang).to_owned(),
        FieldFault::Changed => t::desk_changed(lang).to_owned(),
        FieldFault::ReasonForDifference => t::desk_reason_for_difference(lang).to_owned(),
        FieldFault::Incomplete => t::custody_not_complete(lang).to_owned(),
        FieldFault::NotPossible => t::custody_not_possible(lang).to_owned(),
        FieldFault::EndsBefore => t::desk_ends_before(lang).to_owned(),
        FieldFault::NotBetween(first, last) => t::desk_not_between(lang, date(lang, first), date(lang, last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        Typed::new(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))
    }

    #[test]
    fn what_cannot_be_taken_is_noted_at_its_field() {
        let mut form =
            typed(&[("a", " "), ("b", "Có lý do"), ("c", "30/12/2024"), ("d", "2024-12-30"), ("e", "x")]);
        assert_eq!(form.note("a"), None);
        assert_eq!(form.optional_note("a"), None);
        assert_eq!(form.note("b").map(|note| note.to_string()), Some("Có lý do".to_owned()));
        assert_eq!(form.date("c"), None);
        assert_eq!(form.date("d"), "2024-12-30".parse().ok());
        assert_eq!(form.choice("e", |text| (text == "y").then_some(())), None);
        let faults = ["a", "b", "c", "d", "e"].map(|name| form.fault(name));
        use FieldFault::{Empty, NotADate, NotChosen};
        assert_eq!(faults, [Some(Empty), None, Some(NotADate), None, Some(NotChosen)]);
    }

    #[test]
    fn the_day_of_a_ruling_is_no_other_years() {
        let check = |on: &str, today: &str, taken: bool| {
            let mut form = typed(&[("on", on)]);
            let found = form.ruling_date("on", Year::new(2024).unwrap(), today.parse().ok());
            assert_eq!(found.is_some(), taken, "{on} {today}");
            assert_eq!(form.fault("on").is_none(), taken, "{on} {today}");
        };
        check("2024-01-01", "2024-12-28", true);
        check("2023-12-31", "2024-12-28", false);
        check("2025-12-31", "2024-12-28", true);
        check("2026-01-01", "2024-12-28", false);
        // A violation that is found years later is decided on years later.
        check("2028-02-01", "2028-02-03", true);
        check("2199-12-31", "2028-02-03", false);
    }

    #[test]
    fn a_form_drawn_anew_keeps_what_was_typed_and_forgets_what_it_saw() {
        let fields =
            [("anew", "1"), ("seen", "12"), ("reason", "Vì dân"), ("grade", "good"), ("number", " ")];
        let form = typed(&fields);
        assert!(form.is_anew() && !typed(&fields[1..]).is_anew());
        assert_eq!((form.get("seen"), form.get("anew")), (None, None));
        assert_eq!(form.texts().collect::<Vec<_>>(), [("reason", "Vì dân")]);
        assert_eq!(form.carried().count(), 3);
    }

    #[test]
    fn a_form_that_saw_nothing_saw_less_than_everything() {
        assert_eq!(typed(&[("seen", "12")]).seen(), 12);
        assert_eq!(typed(&[("seen", "-1")]).seen(), 0);
        assert_eq!(Typed::default().seen(), 0);
    }
}
