//! Fields that may stay empty, and fields of figures.

use leptos::prelude::*;
use shared::amount::{Amount, AmountError};
use shared::lang::Lang;
use shared::period::Period;

use super::typed::Typed;
use crate::format::{grouped, number, western_digits};
use crate::t;

impl Typed {
    /// The text as a number from 1 to `most`, or `Some(None)` where nothing is written.
    pub fn optional_number(self, lang: Lang, most: u16) -> Option<Option<u16>> {
        if self.is_blank() {
            return Some(None);
        }
        let found = self.text.with_untracked(|text| western_digits(text.trim()).parse::<u16>().ok());
        let found = found.filter(|found| (1..=most).contains(found));
        match found {
            Some(_) => self.error.set(None),
            None => self.refuse(t::input_not_in_range(lang, number(lang, most))),
        }
        found.map(Some)
    }

    /// The text as a share of a hundred.
    pub fn percent(self, lang: Lang) -> Option<u8> {
        let found = self.text.with_untracked(|text| western_digits(text.trim()).parse::<u8>().ok());
        let found = found.filter(|found| *found <= 100);
        match found {
            Some(_) => self.error.set(None),
            None => self.refuse(t::input_not_a_percent(lang).to_owned()),
        }
        found
    }

    /// The text as a whole amount, in groups or not.
    pub fn amount(self, lang: Lang) -> Option<Amount> {
        let result = self.text.with_untracked(|text| western_digits(text).parse::<Amount>());
        match result {
            Ok(amount) => {
                self.error.set(None);
                Some(amount)
            }
            Err(AmountError::NotANumber) => {
                self.refuse(t::input_not_an_amount(lang, grouped(lang, 12_500_000)));
                None
            }
            Err(AmountError::TooLarge) => {
                self.refuse(t::input_amount_too_large(lang, grouped(lang, Amount::MOST.into())));
                None
            }
        }
    }
}

impl Typed {
    /// The text as a whole amount, or `Some(None)` where nothing is written.
    pub fn optional_amount(self, lang: Lang) -> Option<Option<Amount>> {
        if self.is_blank() { Some(None) } else { self.amount(lang).map(Some) }
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
            until.refuse(t::input_until_before_from(lang).to_owned());
            None
        }
    }
}
