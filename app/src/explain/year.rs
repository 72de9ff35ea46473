//! Words for what was answered about a year, where those elsewhere are of a month.

use shared::lang::Lang;
use shared::record::assessment::Answer;
use shared::scheme::evaluate::Basis;

use super::{answer_word, basis_word};
use crate::t;

/// The word for an answer about a year.
pub fn year_answer_word(lang: Lang, answer: Answer) -> String {
    match answer {
        Answer::NotApplicable => t::yearend_not_applicable(lang).to_owned(),
        answer => answer_word(lang, answer),
    }
}

/// Whence something about a year is known; an answer is the committee's.
pub fn year_basis_word(lang: Lang, basis: &Basis) -> String {
    match basis {
        Basis::Answered(answer) => t::yearend_answered(lang, year_answer_word(lang, *answer)),
        Basis::NothingToMeasure => t::need_nothing(lang).to_owned(),
        basis => basis_word(lang, basis),
    }
}
