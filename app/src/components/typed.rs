//! What was typed into one field, read into a valid value or answered with why not.

use leptos::prelude::*;
use shared::date::{Date, DateError};
use shared::lang::Lang;
use shared::time_of_day::Time;
use shared::words::{Body, Note, Title, WordsError};

use super::draft::Draft;
use super::message::{date_error, words_error};
use crate::format::western_digits;
use crate::platform::page;
use crate::t;

/// A field's text and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Typed {
    /// The text.
    pub text: RwSignal<String>,
    /// What is wrong, once it was read.
    pub error: RwSignal<Option<String>>,
    /// Where what is typed is kept until it is saved.
    draft: Option<(Draft, &'static str)>,
    /// The id of the control that shows it; empty while none does.
    control: StoredValue<String>,
}

impl Typed {
    /// A field that begins with `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: RwSignal::new(text.into()),
            error: RwSignal::new(None),
            draft: None,
            control: StoredValue::new(String::new()),
        }
    }

    /// A field of a form with a draft; made by [`Draft::typed`].
    pub(super) fn drafted(text: String, draft: Draft, name: &'static str) -> Self {
        Self { draft: Some((draft, name)), ..Self::new(text) }
    }

    /// Remembers which control shows it.
    pub(super) fn shown_by(self, id: &str) {
        self.control.set_value(id.to_owned());
    }

    /// Whether its control shows something that is no value, such as 31
    /// February. The text is then still what stood there before.
    pub(super) fn is_unreadable(self) -> bool {
        self.control.with_value(|id| !id.is_empty() && page::is_unreadable(id))
    }

    /// Takes what a person typed; what was wrong before is forgotten.
    pub fn write(self, text: String) {
        if self.error.with_untracked(Option::is_some) {
            self.error.set(None);
        }
        if let Some((draft, name)) = self.draft {
            draft.keep(name, &text);
        }
        self.text.set(text);
    }

    /// Takes the value of a card that was tapped.
    pub fn chooser(self) -> Callback<String> {
        Callback::new(move |value| self.write(value))
    }

    /// The text as one line.
    pub fn title(self, lang: Lang) -> Option<Title> {
        self.words(lang, Title::new)
    }

    /// The text as one line, or `Some(None)` where nothing is written.
    pub fn optional_title(self, lang: Lang) -> Option<Option<Title>> {
        self.words(lang, Title::optional)
    }

    /// The text as a note.
    pub fn note(self, lang: Lang) -> Option<Note> {
        self.words(lang, Note::new)
    }

    /// The text as a note, or `Some(None)` where nothing is written.
    pub fn optional_note(self, lang: Lang) -> Option<Option<Note>> {
        self.words(lang, Note::optional)
    }

    /// The text as a resolution's body, or `Some(None)` where nothing is written.
    pub fn optional_body(self, lang: Lang) -> Option<Option<Body>> {
        self.words(lang, Body::optional)
    }

    /// The text as a day that the book can tell of.
    pub fn date(self, lang: Lang) -> Option<Date> {
        let refused = |error| self.refuse(date_error(lang, error));
        self.parsed().and_then(Date::in_book).inspect_err(|error| refused(*error)).ok()
    }

    /// The text as a day of a person's life, which may lie before the book, or
    /// `Some(None)` where nothing is written.
    pub fn optional_life_date(self, lang: Lang) -> Option<Option<Date>> {
        if self.is_blank() {
            return Some(None);
        }
        let refused = |error| {
            self.refuse(match error {
                DateError::OutOfRange => t::error_life_day_out_of_range(lang).to_owned(),
                error => date_error(lang, error),
            });
        };
        self.parsed().inspect_err(|error| refused(*error)).ok().map(Some)
    }

    fn parsed(self) -> Result<Date, DateError> {
        if self.is_unreadable() {
            return Err(DateError::NoSuchDay);
        }
        let day = self.text.with_untracked(|text| text.trim().parse())?;
        self.error.set(None);
        Ok(day)
    }

    /// The text as a day, or `Some(None)` where nothing is written.
    pub fn optional_date(self, lang: Lang) -> Option<Option<Date>> {
        if self.is_blank() { Some(None) } else { self.date(lang).map(Some) }
    }

    /// The text as a time of day.
    pub fn time(self, lang: Lang) -> Option<Time> {
        let time = self.text.with_untracked(|text| text.trim().parse::<Time>().ok());
        let time = time.filter(|_| !self.is_unreadable());
        match time {
            Some(_) => self.error.set(None),
            None => self.refuse(t::error_not_a_time(lang).to_owned()),
        }
        time
    }

    /// The text as a time of day, or `Some(None)` where nothing is written.
    pub fn optional_time(self, lang: Lang) -> Option<Option<Time>> {
        if self.is_blank() { Some(None) } else { self.time(lang).map(Some) }
    }

    /// Whether nothing is written; what was wrong is then forgotten.
    pub(super) fn is_blank(self) -> bool {
        let blank = self.text.with_untracked(|text| text.trim().is_empty()) && !self.is_unreadable();
        if blank {
            self.error.set(None);
        }
        blank
    }

    /// The text as a number of people; nothing written is nobody.
    pub fn count(self, lang: Lang) -> Option<u16> {
        let count = self.text.with_untracked(|text| {
            let digits = western_digits(text.trim());
            if digits.is_empty() { Some(0) } else { digits.parse::<u16>().ok() }
        });
        let count = count.filter(|count| *count <= 9_999);
        match count {
            Some(_) => self.error.set(None),
            None => self.refuse(t::error_not_a_count(lang).to_owned()),
        }
        count
    }

    /// Says what is wrong, where a person sees it.
    pub fn refuse(self, why: String) {
        self.error.set(Some(why));
        page::reveal_fault();
    }

    fn words<T>(self, lang: Lang, read: fn(&str) -> Result<T, WordsError>) -> Option<T> {
        let result = self.text.with_untracked(|text| read(text));
        match result {
            Ok(value) => {
                self.error.set(None);
                Some(value)
            }
            Err(error) => {
                self.refuse(words_error(lang, error));
                None
            }
        }
    }
}
