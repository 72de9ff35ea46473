//! The words for a disciplinary measure.

use shared::lang::Lang;
use shared::letter::in_small;
use shared::record::roster::{Discipline, Finding, Office, Sanction, Validity};

use super::office_word;
use crate::format::{date, digits};
use crate::t;

/// The word for a form.
pub fn sanction_word(lang: Lang, sanction: Sanction) -> &'static str {
    match sanction {
        Sanction::Reprimand => t::discipline_reprimand(lang),
        Sanction::Warning => t::discipline_warning(lang),
        Sanction::Dismissal => t::discipline_dismissal(lang),
        Sanction::Expulsion => t::discipline_expulsion(lang),
    }
}

/// The word for who found it.
pub fn finding_word(lang: Lang, finding: Finding) -> &'static str {
    match finding {
        Finding::ByOthers => t::discipline_by_others(lang),
        Finding::SelfRemedied => t::discipline_self_remedied(lang),
    }
}

/// The word for whether an entry counts.
pub fn validity_word(lang: Lang, validity: Validity) -> &'static str {
    match validity {
        Validity::Stands => t::discipline_stands(lang),
        Validity::Withdrawn => t::discipline_withdrawn(lang),
    }
}

/// All that is recorded of a measure, as one line.
pub fn discipline_line(lang: Lang, measure: &Discipline) -> String {
    let year = || t::discipline_of_year(lang, digits(lang, &measure.violated_in().to_string()));
    let office = || t::discipline_whom_office(lang, in_small(office_word(lang, measure.office)));
    let line =
        t::discipline_line(lang, sanction_word(lang, measure.sanction), date(lang, measure.decided_on()));
    // First of all, lest it be read as one that counts.
    let withdrawn = (!measure.stands()).then(|| t::discipline_was_withdrawn(lang).to_owned());
    let parts = [
        withdrawn,
        Some(line),
        measure.is_of_another_year().then(year),
        (measure.office != Office::Member).then(office),
        Some(in_small(finding_word(lang, measure.finding))),
        measure.note.as_ref().map(ToString::to_string),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_is_told_in_one_line() {
        fn check(lang: Lang, text: &str, expect: &str) {
            assert_eq!(discipline_line(lang, &text.parse().unwrap()), expect);
        }
        check(
            Lang::Vi,
            "warning 2024-05-02 2023 deputy_secretary self_remedied stands QĐ 12-QĐ/UBKT",
            "Cảnh cáo, quyết định ngày 02/05/2024; vi phạm năm 2023; khi là phó bí thư; \
             chi bộ tự phát hiện, đã khắc phục xong hậu quả; QĐ 12-QĐ/UBKT",
        );
        check(
            Lang::En,
            "reprimand 2024-05-02 2024 member by_others withdrawn",
            "Withdrawn as a mistake; Reprimand, decided on 02/05/2024; others, or the consequences are not remedied",
        );
    }
}
