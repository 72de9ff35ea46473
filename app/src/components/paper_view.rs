//! A paper on the screen, as it prints.

use leptos::prelude::*;
use shared::lang::Lang;

use crate::format::number;
use crate::paper::table::{Column, Holds, Row, Table, Value};
use crate::paper::{Block, Heading, Item, Layout, Paper, Signature};
use crate::t;

/// Draws a paper.
pub fn paper(lang: Lang, paper: &Paper) -> impl IntoView + use<> {
    let class = match paper.layout {
        Layout::Upright => "document paper",
        Layout::Across => "document paper across",
    };
    let kind = &paper.title.kind;
    // Several tables of one paper are told apart by their place.
    let blocks = (1_u64..).zip(&paper.blocks).map(|(place, block)| match block {
        Block::Heading(text) => view! { <h3>{text.clone()}</h3> }.into_any(),
        Block::Paragraph(text) => view! { <p>{text.clone()}</p> }.into_any(),
        Block::Items(items) => list(items).into_any(),
        Block::Table(content) => table(lang, &format!("{kind}, {}", number(lang, place)), content).into_any(),
    });
    let tables = paper.list.iter().chain(paper.blocks.iter().filter_map(|block| match block {
        Block::Table(content) => Some(content),
        Block::Heading(_) | Block::Paragraph(_) | Block::Items(_) => None,
    }));
    let sideways = tables.map(least_room).max().filter(|room| PHONE < *room);
    let sideways =
        sideways.map(|_| view! { <p class="meta screen-only sideways">{t::paper_sideways(lang)}</p> });
    view! {
        {sideways}
        <article class=class id="paper-sheet">
            {heading(&paper.heading)}
            <h2><span>{paper.title.kind.clone()}</span> <span class="about">{paper.title.about.clone()}</span></h2>
            {blocks.collect_view()}
            {paper.list.as_ref().map(|list| table(lang, kind, list))}
            {signatures(lang, paper)}
        </article>
    }
}

fn heading(heading: &Heading) -> impl IntoView + use<> {
    view! {
        <div class="official">
            <div>
                {heading.above.clone()}<br/><strong>{heading.issuer.clone()}</strong><br/>"*"
                {heading.number.clone().map(|number| view! { <br/>{number} })}
            </div>
            <div><strong class="party">{heading.party.clone()}</strong><br/><em>{heading.place_and_day.clone()}</em></div>
        </div>
    }
}

fn list(items: &[Item]) -> impl IntoView + use<> {
    let items = items.iter().map(|Item { mark, text }| {
        view! { <li><span>{mark.clone()}</span> <span>{text.clone()}</span></li> }
    });
    view! { <ul class="marked" role="list">{items.collect_view()}</ul> }
}

/// A table; where it is wider than the screen it is moved sideways, also by keys.
fn table(lang: Lang, name: &str, table: &Table) -> impl IntoView + use<> {
    let head = table.columns.iter().map(|column| {
        view! { <th scope="col" class=room(column)>{column.title.clone()}</th> }
    });
    let rows = table.rows.iter().map(|Row { cells, strong }| {
        let cells = table.columns.iter().zip(cells).map(|(column, value)| cell(lang, column, value));
        view! { <tr class=strong.then_some("strong")>{cells.collect_view()}</tr> }
    });
    let dense = (MANY < table.columns.len()).then_some("dense");
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=t::paper_table(lang, name)>
            <table class=dense><thead><tr>{head.collect_view()}</tr></thead><tbody>{rows.collect_view()}</tbody></table>
        </div>
    }
}

/// How many columns stand on paper with letters of the usual size.
const MANY: usize = 11;

/// The room that a column of text has at least: styles know three, since the
/// page's policy allows none of its own.
fn room(column: &Column) -> Option<&'static str> {
    (column.holds == Holds::Text).then_some(match column.width {
        ..18 => "narrow",
        18..28 => "middle",
        _ => "wide",
    })
}

/// The room on a phone's sheet, in widths of a letter "m".
const PHONE: u16 = 17;

/// The room that a table has at least, in widths of a letter "m".
fn least_room(table: &Table) -> u16 {
    let room = table.columns.iter().map(|column| match (column.holds, column.width) {
        (Holds::Text, ..18) => 5,
        (Holds::Text, 18..28) => 8,
        (Holds::Text, _) => 12,
        _ => 4,
    });
    room.sum()
}

fn cell(lang: Lang, column: &Column, value: &Value) -> AnyView {
    let shown = value.shown(lang);
    match column.holds {
        Holds::Text => view! { <td>{shown}</td> }.into_any(),
        Holds::Marks => view! { <td class="mark">{shown}</td> }.into_any(),
        Holds::Figures | Holds::MostPoints => view! { <td class="number">{shown}</td> }.into_any(),
        // Lines break between names only.
        Holds::Names => {
            let names = shown.split_inclusive(", ").map(|name| view! { <span>{name.to_owned()}</span> });
            view! { <td class="names">{names.collect_view()}</td> }.into_any()
        }
    }
}

fn signatures(lang: Lang, paper: &Paper) -> impl IntoView + use<> {
    let left = (!paper.recipients.is_empty() || paper.signatures.len() < 2).then(|| {
        let recipients = paper.recipients.iter().map(|line| view! { <br/>{line.clone()} });
        let head = (!paper.recipients.is_empty()).then(|| view! { <u>{t::paper_recipients(lang)}</u> });
        view! { <div class="recipients">{head}{recipients.collect_view()}</div> }
    });
    // The names stand on one line, whoever signs for somebody.
    let for_others = paper.signatures.iter().any(|signature| !signature.for_whom.is_empty());
    let signed = paper.signatures.iter().map(|Signature { for_whom, role, name }| {
        let role = if for_whom.is_empty() {
            view! { {for_others.then(|| view! { <br/> })}<strong>{role.clone()}</strong> }.into_any()
        } else {
            view! { <strong>{for_whom.clone()}</strong><br/>{role.clone()} }.into_any()
        };
        view! { <div><div>{role}</div><span class="name">{name.clone()}</span></div> }
    });
    view! { <div class="signatures">{left}{signed.collect_view()}</div> }
}
