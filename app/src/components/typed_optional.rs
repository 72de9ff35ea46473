//! Fields that may stay empty, and fields of figures.

use leptos::prelude::*;
use shared::amount::{Amount, AmountError};
use shared::date::Date;
use shared::lang::Lang;
use shared::period::Period;

use super::typed::Typed;
use crate::format::{grouped, number, western_digits};
use crate::t;

impl Typed {
    fn is_blank(self) -> bool {
        self.text.with_untracked(|text| text.trim().is_empty())
    }

    /// The text as a day, or `Some(None)` where no day is chosen.
    pub fn optional_date(self, lang: Lang) -> Option<Option<Date>> {
        if self.is_blank() {
            self.error.set(None);
            return Some(None);
        }
        self.date(lang).map(Some)
    }

    /// The text as a number from 1 to `most`, or `Some(None)` where nothing is written.
    pub fn optional_number(self, lang: Lang, most: u16) -> Option<Option<u16>> {
        if self.is_blank() {
            self.error.set(None);
            return Some(None);
        }
        let found = self.text.with_untracked(|text| western_digits(text.trim()).parse::<u16>().ok());
        let found = found.filter(|found| (1..=most).contains(found));
        self.error.set(found.is_none().then(|| t::input_not_in_range(lang, number(lang, most))));
        found.map(Some)
    }

    /// The text as a whole amount, in groups or not.
    pub fn amount(self, lang: Lang) -> Option<Amount> {
        let result = self.text.with_untracked(|text| western_digits(text).parse::<Amount>());
        self.error.set(result.err().map(|error| match error {
            AmountError::NotANumber => t::input_not_an_amount(lang, grouped(lang, 12_500_000)),
            AmountError::TooLarge => t::input_amount_too_large(lang, grouped(lang, Amount::MOST.into())),
        }));
        result.ok()
    }
}

/// The days from `from` to `until`, or `Some(None)` where neither is chosen.
pub fn optional_period(lang: Lang, from: Typed, until: Typed) -> Option<Option<Period>> {
    let (first, last) = (from.optional_date(lang)?, until.optional_date(lang)?);
    let Some(first) = first else {
        from.error.set(last.map(|_| t::input_from_needed(lang).to_owned()));
        return if last.is_none() { Some(None) } else { None };
    };
    match Period::new(first, last) {
        Ok(period) => Some(Some(period)),
        Err(_) => {
            until.error.set(Some(t::input_until_before_from(lang).to_owned()));
            None
        }
    }
}
