//! One period: its closing or reopening, and what came after it was closed.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::org::{Organisation, OrganisationKind};
use shared::ruling::Term;
use shared::scheme::Scheme;
use shared::standing::late::{Change, Late, Lateness};

use super::desk::{Desk, desk_page};
use super::form::{note_field, ruling_form};
use super::paths;
use super::periods::{Over, PeriodLine, state_words};
use super::typed::Typed;
use super::words::term_word;
use crate::format::{moment, number};
use crate::standings::Frame;
use crate::standings::record::record_name;
use crate::t;

/// One organisation of a closed period.
#[derive(Debug, Clone)]
pub struct ClosedRow {
    /// The organisation.
    pub organisation: Organisation,
    /// The scheme that was in force when the period was closed.
    pub scheme: Scheme,
    /// The grade's place as closed; none where there was none.
    pub as_closed: Option<u8>,
    /// The scheme that is in force now.
    pub scheme_now: Scheme,
    /// The grade's place with what came later.
    pub now: Option<u8>,
    /// What came later.
    pub late: Vec<Late>,
}

/// The page; `rows` are empty while the period is open, and `unsent` names who
/// sent nothing for a month that can be closed.
pub fn period_page(
    frame: &Frame,
    desk: &Desk,
    line: &PeriodLine,
    (rows, unsent): (&[ClosedRow], &[String]),
    typed: &Typed,
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let (kind, words) = state_words(lang, line);
    let path = paths::period(&desk.ward.code, line.term);
    let mark = line.closing.as_ref().map(|closing| {
        view! { <p class="meta">{t::period_mark(lang, number(lang, closing.mark))}</p> }
    });
    let form = match (&line.closing, line.over) {
        (Some(_), _) => {
            let hint = Some(t::period_reason_hint(lang));
            let field = note_field(lang, typed, "reason", t::period_reason(lang), hint, "");
            let action = format!("{path}/reopen");
            ruling_form(lang, desk, typed, &action, t::period_reopen(lang), field).into_any()
        }
        (None, Over::Over) => {
            let open = (line.open_months != 0).then(|| {
                let words = t::period_months_open(lang, number(lang, line.open_months as u64));
                view! { <div class="banner" data-kind="warn"><p>{words}</p></div> }
            });
            let unsent = (!unsent.is_empty()).then(|| {
                let words = t::period_unsent(lang, number(lang, unsent.len() as u64), unsent.join("; "));
                view! { <div class="banner" data-kind="warn" id="unsent"><p>{words}</p></div> }
            });
            let text = view! { {open}{unsent}<p>{t::period_close_text(lang)}</p> };
            ruling_form(lang, desk, typed, &format!("{path}/close"), t::period_close(lang), text).into_any()
        }
        (None, Over::NotYet) => view! { <p>{t::period_not_over(lang)}</p> }.into_any(),
    };
    let computed = matches!(line.term, Term::Year(_));
    let computed = computed.then(|| view! { <p class="hint">{t::period_computed(lang)}</p> });
    let effect = line.closing.as_ref().map(|_| {
        view! { <h2>{t::period_effect(lang)}</h2>{computed}{effect(lang, rows)} }
    });
    let content = view! {
        <p><span class="badge" data-kind=kind>{words}</span></p>
        {mark}
        {effect}
        {form}
    };
    desk_page(frame, desk, &term_word(lang, line.term), content)
}

/// Each organisation's grade as closed and with what came later.
fn effect(lang: Lang, rows: &[ClosedRow]) -> impl IntoView + use<> {
    let word = |scheme: &Scheme, place: Option<u8>| {
        let grade = place.and_then(|place| scheme.grades.get(usize::from(place)));
        grade.map_or_else(|| t::ward_no_grade(lang).to_owned(), |grade| grade.text.get(lang).to_owned())
    };
    let cards = rows.iter().map(|row| {
        let closed = word(&row.scheme, row.as_closed);
        let now = word(&row.scheme_now, row.now);
        let words = if row.late.is_empty() && closed == now {
            t::period_as_closed(lang, closed)
        } else if closed == now {
            t::period_same(lang, closed)
        } else if row.late.is_empty() && row.organisation.kind == OrganisationKind::Cell {
            // A committee's grade may follow its cells' later records.
            t::period_other_ruling(lang, closed, now)
        } else {
            t::period_other(lang, closed, now)
        };
        let late = row.late.iter().map(|late| late_line(lang, late));
        let late: Vec<_> = late.collect();
        let late = (!late.is_empty()).then(|| {
            let words = t::period_late(lang, number(lang, late.len() as u64));
            view! {
                <details class="explain">
                    <summary><span class="grow">{words}</span></summary>
                    <ul>{late}</ul>
                </details>
            }
        });
        view! {
            <li class="card stack tight" id=row.organisation.code.to_string()>
                <p class="title">{row.organisation.name.clone()}</p>
                <p>{words}</p>
                {late}
            </li>
        }
    });
    view! { <ul class="list" role="list">{cards.collect_view()}</ul> }
}

/// A late record, and why it was not there when the period was closed.
pub fn late_line(lang: Lang, late: &Late) -> impl IntoView + use<> {
    let written = moment(lang, late.fact.written_at);
    let words = match (late.change, late.lateness) {
        (Change::New, Lateness::ArrivedLate) => t::period_new_arrived(lang, written),
        (Change::New, Lateness::WrittenLate) => t::period_new_written(lang, written),
        (Change::Changed, Lateness::ArrivedLate) => t::period_changed_arrived(lang, written),
        (Change::Changed, Lateness::WrittenLate) => t::period_changed_written(lang, written),
    };
    view! { <li>{record_name(lang, &late.fact.record)}<br/><span class="meta">{words}</span></li> }
}
