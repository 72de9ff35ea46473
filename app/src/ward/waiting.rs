//! Lists behind the counts that have no page of their own: conflicts, silence.

use leptos::prelude::*;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::Organisation;
use shared::standing::facts::Fact;

use super::desk::{Desk, desk_page};
use super::paths;
use crate::format::{moment, number};
use crate::standings::Frame;
use crate::standings::record::record_name;
use crate::t;

/// Records on which two writers differ, each with its organisation. Only the
/// cell chooses; the ward sees where it has to ask.
pub fn conflicts_page(
    frame: &Frame,
    desk: &Desk,
    month: Month,
    found: &[(Organisation, Fact)],
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let rows = found.iter().map(|(organisation, fact)| {
        let month = fact.record.month().unwrap_or(month);
        let page = paths::standing(&desk.ward.code, month, &organisation.code);
        let differ = t::ward_conflicts(lang, number(lang, fact.conflicts));
        view! {
            <li><a class="card link" href=format!("{page}#record-{}", fact.document)>
                <span class="title">{record_name(lang, &fact.record)}</span>
                <span class="meta">{organisation.name.clone()}</span>
                <span class="badge" data-kind="conflict">{differ}</span>
            </a></li>
        }
    });
    let rows: Vec<_> = rows.collect();
    let list = if rows.is_empty() {
        view! { <div class="empty"><p>{t::overview_no_conflicts(lang)}</p></div> }.into_any()
    } else {
        view! { <ul class="list" role="list">{rows}</ul> }.into_any()
    };
    let content = view! { <p>{t::overview_conflicts_text(lang)}</p>{list} };
    desk_page(frame, desk, t::overview_conflicts(lang), content)
}

/// Organisations without news of the month, each with when the last news came.
pub fn silent_page(
    frame: &Frame,
    desk: &Desk,
    month: Month,
    found: &[(Organisation, Option<Moment>)],
) -> impl IntoView + use<> {
    let lang = frame.lang;
    let rows = found.iter().map(|(organisation, last)| {
        let page = paths::standing(&desk.ward.code, month, &organisation.code);
        let news = match last {
            Some(last) => t::overview_last_news(lang, moment(lang, *last)),
            None => t::ward_no_news(lang).to_owned(),
        };
        view! {
            <li><a class="card link" href=page>
                <span class="title">{organisation.name.clone()}</span>
                <span class="meta">{news}</span>
            </a></li>
        }
    });
    let rows: Vec<_> = rows.collect();
    let list = if rows.is_empty() {
        view! { <div class="empty"><p>{t::overview_no_silence(lang)}</p></div> }.into_any()
    } else {
        view! { <ul class="list" role="list">{rows}</ul> }.into_any()
    };
    let content = view! { <p>{t::overview_silent_text(lang, crate::format::month(lang, month))}</p>{list} };
    desk_page(frame, desk, t::overview_silent(lang), content)
}
