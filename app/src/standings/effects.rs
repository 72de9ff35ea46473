//! What open conflicts could change: every value that two people wrote into one
//! field, and the grade if somebody chose it.

use leptos::prelude::*;
use shared::document::conflict::Conflict;
use shared::document::edit::Value;
use shared::id::DocumentId;
use shared::lang::Lang;
use shared::replica::Row;
use shared::scheme::Scheme;
use shared::scheme::range::GradeRange;
use shared::sorted_map::SortedMap;
use shared::standing::facts::Fact;

use super::reader::Reader;
use super::record::record_name;
use super::year::{grade_words, open_words};
use crate::field_word::Words;
use crate::format::number;
use crate::t;

/// What the open conflicts of an organisation's records could change.
#[derive(Debug, Clone, Default)]
pub struct Effects {
    /// Those that were worked out.
    pub open: Vec<Effect>,
    /// How many more there are.
    pub more: u32,
}

/// One conflict.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The record.
    pub document: DocumentId,
    /// The field with its values.
    pub conflict: Conflict,
    /// What follows from each value, in the order of the conflict's.
    pub outcomes: Vec<(Value, Judgement)>,
}

/// What a standing says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Judgement {
    /// The grade's place.
    pub grade: Option<u8>,
    /// The grades that are still possible.
    pub range: GradeRange,
}

/// The conflicts with what each value would give; nothing where there are none.
pub fn effects(
    lang: Lang,
    reader: Reader,
    scheme: Option<&Scheme>,
    found: &Effects,
    facts: &[Fact],
) -> impl IntoView + use<> {
    if found.open.is_empty() && found.more == 0 {
        return ().into_any();
    }
    let row = |fact: &Fact| {
        (fact.document, Row { fact: fact.clone(), unsent: 0, refused: None, heads: None, custody: None })
    };
    let rows: SortedMap<DocumentId, Row> = facts.iter().map(row).collect();
    let schemes: Vec<Scheme> = scheme.cloned().into_iter().collect();
    let cards = found.open.iter().filter_map(|effect| {
        let record = &rows.get(&effect.document)?.fact.record;
        let words = Words::new(lang, record, &rows, &schemes);
        // Of a value that cannot be chosen here nobody knows what it would give.
        let all = effect.outcomes.len() == effect.conflict.alternatives.len();
        let same = all && effect.outcomes.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a == b));
        let values = effect.conflict.alternatives.iter().map(|alternative| {
            let value = &alternative.value;
            let outcome = effect.outcomes.iter().find(|(chosen, _)| chosen == value);
            let gives = scheme.map(|scheme| match outcome {
                Some((_, judgement)) => judgement_words(lang, scheme, *judgement),
                None => t::effect_not_chosen(lang).to_owned(),
            });
            let path = &effect.conflict.path;
            view! { <dt>{reader.told(lang, path, words.value(path, value))}</dt><dd>{gives}</dd> }
        });
        let values = values.collect_view();
        let field = format!("{}: {}", record_name(lang, record), words.path(&effect.conflict.path));
        let sum = if same { t::effect_none(lang) } else { t::effect_some(lang) };
        Some(view! {
            <details class="explain conflict-effect">
                <summary>
                    <span class="grow">{field}</span>
                    <span class="points">{sum}</span>
                </summary>
                <dl class="kv">{values}</dl>
            </details>
        })
    });
    let cards = cards.collect_view();
    let more = (found.more != 0).then(|| {
        view! { <p class="meta">{t::effect_more(lang, number(lang, found.more))}</p> }
    });
    view! {
        <section class="stack tight" id="conflicts">
            <h2>{t::effect_title(lang)}</h2>
            <p class="meta">{t::effect_hint(lang)}</p>
            {cards}
            {more}
        </section>
    }
    .into_any()
}

fn judgement_words(lang: Lang, scheme: &Scheme, judgement: Judgement) -> String {
    let grade = judgement.grade.and_then(|place| grade_words(lang, scheme, place));
    grade
        .or_else(|| open_words(lang, scheme, judgement.range))
        .unwrap_or_else(|| t::ward_no_grade(lang).to_owned())
}

#[cfg(test)]
mod tests {
    use shared::document::conflict::Alternative;
    use shared::document::edit::Path;
    use shared::moment::Moment;
    use shared::record::Record;
    use shared::record::assessment::Assessment;
    use shared::scheme::shipped;

    use super::*;

    /// What cannot be chosen here may change the result all the same.
    #[test]
    fn every_value_is_shown_whether_it_can_be_chosen_or_not() {
        let (scheme, document) = (shipped::monthly_checklist().unwrap(), DocumentId::from_bytes([1; 16]));
        let record = Record::Assessment(Assessment::default());
        let fact = Fact { document, record, conflicts: 1, written_at: Moment::default(), received_at: None };
        let check = |chosen: &[&str], sum: &str, not_chosen: usize| {
            let alternative = |value: &str| Alternative {
                value: Value::text(value),
                device: None,
                at: Moment::default(),
                stands: false,
            };
            let alternatives = ["met", "later"].map(alternative).into();
            let conflict = Conflict { path: Path::key("answers", "tasks.done"), alternatives };
            let outcomes = chosen.iter().map(|value| (Value::text(*value), Judgement::default())).collect();
            let open = vec![Effect { document, conflict, outcomes }];
            let found = Effects { open, more: 0 };
            let html = effects(Lang::En, Reader::Viewer, Some(&scheme), &found, std::slice::from_ref(&fact))
                .into_view()
                .to_html();
            assert!(html.contains(sum), "{html}");
            assert_eq!(html.matches("<dt>").count(), 2, "{html}");
            assert_eq!(html.matches(t::effect_not_chosen(Lang::En)).count(), not_chosen, "{html}");
        };
        check(&["met", "later"], t::effect_none(Lang::En), 0);
        check(&["met"], t::effect_some(Lang::En), 1);
    }
}
