//! What a year lacks, in the same words wherever it is told.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::standing::coverage::Expected;

use super::cells::expected_word;
use crate::format::number;
use crate::t;

/// How many records are not there of those that are expected by now; none where all are.
pub fn lacking_records(lang: Lang, lacking: &[Expected]) -> Option<String> {
    (!lacking.is_empty()).then(|| t::heat_lacking(lang, number(lang, lacking.len() as u64)))
}

/// How many items of the year have no answer; none where all have one.
pub fn unanswered_words(lang: Lang, unanswered: u32) -> Option<String> {
    (unanswered != 0).then(|| t::heat_lacks_answers(lang, number(lang, unanswered)))
}

/// What lacks, folded under how many records it is; nothing where nothing lacks.
pub fn lacking_list(lang: Lang, lacking: &[Expected], unanswered: u32) -> Option<impl IntoView + use<>> {
    let words = lacking_words(lang, lacking, unanswered);
    (!words.is_empty()).then(|| {
        let count = lacking_records(lang, lacking);
        let words = words.into_iter().map(|word| view! { <li>{word}</li> }).collect_view();
        view! {
            <details class="explain" id="missing">
                <summary><span class="grow">{t::standing_missing(lang)}</span><span class="points">{count}</span></summary>
                <ul>{words}</ul>
            </details>
        }
    })
}

/// Each record that is not there, then how many items have no answer. A month or a
/// review that is not due yet lacks nowhere.
fn lacking_words(lang: Lang, lacking: &[Expected], unanswered: u32) -> Vec<String> {
    let records = lacking.iter().map(|expected| expected_word(lang, *expected));
    records.chain(unanswered_words(lang, unanswered)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_and_answers_are_told_apart() {
        let month = "2024-11".parse().unwrap();
        let lacking = [Expected::Registration, Expected::Assessment(month)];
        let words = lacking_words(Lang::En, &lacking, 7);
        assert_eq!(words, ["The year's registration", "Self-assessment, 11/2024", "Items not appraised: 7"]);
        assert_eq!(lacking_records(Lang::En, &lacking).as_deref(), Some("Records missing: 2"));
        assert_eq!((lacking_words(Lang::En, &[], 0), lacking_records(Lang::En, &[])), (Vec::new(), None));
    }
}
