//! The grade that a review proposes, in words.

use shared::lang::Lang;
use shared::record::review::YearGrade;
use shared::scheme::Scheme;

use crate::field_word::year_grade_word;

/// The word of the scheme that judges the year; where it has no such grade, that
/// of the national rules, else the grade's own name.
pub fn proposed_word(
    lang: Lang,
    scheme: Option<&Scheme>,
    four: Option<YearGrade>,
    id: Option<&str>,
) -> Option<String> {
    let grade = scheme.and_then(|scheme| scheme.proposed(four, id));
    let known = grade.map(|grade| grade.text.get(lang)).or(four.map(|four| year_grade_word(lang, four)));
    known.or(id).map(str::to_owned)
}
