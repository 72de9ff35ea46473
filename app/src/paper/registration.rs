//! The registration of a year: which title, which targets, the cell's own criteria.

use shared::month::Month;
use shared::record::registration::Registration;

use super::heading::{heading, recipients, secretary};
use super::table::Holds::Marks;
use super::table::{Column, Row, Table, Value};
use super::votes::vote_line;
use super::wording::{Sections, lettered, paragraph, section};
use super::{Block, Layout, Paper, Sources, Title};
use crate::field_word::four_good_word;
use crate::format::{date, digits};
use crate::proposal::proposed_word;
use crate::t;

/// The registration.
pub fn registration(sources: &Sources<'_>, registration: &Registration) -> Paper {
    let lang = sources.lang;
    let year = registration.year.map(|year| year.to_string()).unwrap_or_default();
    let mut sections = Sections::default();
    let mut blocks = vec![Block::Heading(sections.next(lang, t::paper_register_sought(lang)))];
    let title = registration.title_sought.map(|title| four_good_word(lang, title));
    blocks.extend(title.and_then(|title| paragraph(t::paper_register_model(lang, title))));
    let scheme = registration.year.and_then(|year| sources.ruled.year_scheme_for(sources.organisation, year));
    let (four, own) = (registration.grade_sought, registration.own_grade_sought.as_deref());
    let grade = proposed_word(lang, scheme, four, own);
    blocks.extend(grade.and_then(|grade| paragraph(t::paper_register_grade(lang, grade))));
    if !registration.targets.trim().is_empty() {
        let head = sections.next(lang, t::paper_register_targets(lang));
        blocks.extend(section(head, &registration.targets));
    }
    if let Some(table) = criteria(sources, registration) {
        blocks.push(Block::Heading(sections.next(lang, t::paper_register_criteria(lang))));
        blocks.push(Block::Table(table));
    }
    let said: Vec<_> = registration
        .opinions
        .values()
        .filter(|opinion| !opinion.text.is_empty())
        .map(|opinion| match opinion.member {
            Some(member) => t::paper_said(lang, sources.name(member), &opinion.text),
            None => opinion.text.clone(),
        })
        .collect();
    if !said.is_empty() {
        blocks
            .push(Block::Heading(sections.next(lang, t::paper_minutes_opinions(lang).trim_end_matches(':'))));
        blocks.push(lettered(lang, said));
    }
    let vote = registration.vote.map(|vote| match registration.registered_on {
        Some(day) => t::paper_register_adopted(lang, date(lang, day), vote_line(lang, vote)),
        None => t::paper_voted(lang, vote_line(lang, vote)),
    });
    blocks.extend(vote.map(Block::Paragraph));
    Paper {
        file: format!("{}-{year}", t::paper_file_registration(lang)),
        layout: Layout::Upright,
        heading: heading(sources, None, registration.registered_on),
        title: Title {
            kind: t::paper_register_title(lang).to_owned(),
            about: t::paper_register_year(lang, digits(lang, &year)),
        },
        blocks,
        list: None,
        signatures: vec![secretary(sources, registration.registered_on)],
        recipients: recipients(lang),
    }
}

/// The cell's own criteria beside the scheme's items.
fn criteria(sources: &Sources<'_>, registration: &Registration) -> Option<Table> {
    let lang = sources.lang;
    // The scheme that is in force in the year's last month that has one.
    let months: Vec<Month> = registration.year.map(|year| year.months().collect()).unwrap_or_default();
    let scheme = months.into_iter().rev().find_map(|month| sources.scheme(month))?;
    let own = scheme.items().filter_map(|item| Some((item, registration.criteria.get(&item.id)?)));
    let own = own.filter(|(_, own)| !own.text.is_empty() || !own.target.is_empty());
    let rows: Vec<_> = own
        .enumerate()
        .map(|(place, (item, own))| {
            Row::new([
                Value::count(place + 1),
                Value::text(item.text.get(lang)),
                Value::text(own.text.clone()),
                Value::text(own.target.clone()),
            ])
        })
        .collect();
    let columns = vec![
        Column::of(Marks, t::paper_no(lang), 5),
        Column::new(t::paper_criteria_frame(lang), 34),
        Column::new(t::paper_register_own(lang), 34),
        Column::new(t::paper_register_target(lang), 18),
    ];
    (!rows.is_empty()).then_some(Table { columns, rows })
}
