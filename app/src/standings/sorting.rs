//! The links that sort and filter a table of organisations.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::org::Organisation;
use shared::scheme::Scheme;

use super::query::{Direction, GradeIs, Only, Query, Sort};
use crate::explain::rule::kind_word;
use crate::t;

/// A table whose order and choice of rows stand in its address.
#[derive(Debug, Clone, Copy)]
pub struct Sorting<'a> {
    /// The reader's language.
    pub lang: Lang,
    /// What is asked for now.
    pub query: &'a Query,
    /// The page's address.
    pub path: &'a str,
}

impl Sorting<'_> {
    /// The head of a column that rows can be sorted by.
    pub fn head(&self, sort: Sort, text: &str) -> impl IntoView + use<> {
        let current = self.query.sort == sort;
        let (order, sign) = match (current, self.query.direction) {
            (true, Direction::Forth) => (Some(self.aria(sort)), "▼"),
            (true, Direction::Back) => (Some(opposite(self.aria(sort))), "▲"),
            (false, _) => (None, "↕"),
        };
        let label = t::heat_sort_by(self.lang, text);
        let href = self.query.sorted(sort).href(self.path);
        // A word joiner keeps the sign on the line of the last word.
        let text = format!("{text}\u{2060}");
        view! {
            <th role="columnheader" scope="col" aria-sort=order>
                {text}<a class="sorter" href=href aria-label=label>{sign}</a>
            </th>
        }
    }

    /// What `aria-sort` says of a column in its usual direction.
    fn aria(&self, sort: Sort) -> &'static str {
        match sort {
            Sort::Name | Sort::Register => "ascending",
            _ => "descending",
        }
    }

    /// Filters and orders together, folded away where the screen is small.
    pub fn tools(
        &self,
        rows: &[&Organisation],
        grades: &[&Scheme],
        offered: &[(Sort, &str)],
    ) -> impl IntoView + use<> {
        let open = *self.query != Query::default();
        view! {
            <details class="tools screen-only" open=open>
                <summary>{t::heat_tools(self.lang)}</summary>
                <div class="stack tight">{self.filters(rows, grades)}{self.orders(offered)}</div>
            </details>
        }
    }

    /// The orders as links of their own, where the heads are not seen.
    fn orders(&self, offered: &[(Sort, &str)]) -> impl IntoView + use<> {
        let links = offered.iter().map(|(sort, text)| {
            let current = (self.query.sort == *sort).then_some("true");
            let href = self.query.sorted(*sort).href(self.path);
            view! { <a href=href aria-current=current>{(*text).to_owned()}</a> }
        });
        let links = links.collect_view();
        let label = t::heat_sort(self.lang);
        view! {
            <nav class="filters narrow-only" aria-label=label><span class="meta">{label}</span>{links}</nav>
        }
    }

    /// The filters: kind where there is more than one, the register's groups,
    /// grade, what is missing.
    fn filters(&self, rows: &[&Organisation], grades: &[&Scheme]) -> impl IntoView + use<> {
        let lang = self.lang;
        let link = |query: Query, current: bool, text: String| {
            let href = query.href(self.path);
            view! { <a href=href aria-current=current.then_some("true")>{text}</a> }
        };
        let own = || self.query.clone();
        let all = Query { kind: None, group: None, grade: None, only: Only::All, ..own() };
        let mut links = vec![link(all, !self.query.is_filtering(), t::heat_filter_all(lang).to_owned())];
        let kinds = each(rows.iter().map(|row| row.kind));
        if 1 < kinds.len() {
            links.extend(kinds.into_iter().map(|kind| {
                let on = self.query.kind == Some(kind);
                let query = Query { kind: (!on).then_some(kind), ..own() };
                link(query, on, kind_word(lang, kind).to_owned())
            }));
        }
        links.extend(each(rows.iter().filter_map(|row| row.group.as_ref())).into_iter().map(|group| {
            let on = self.query.group.as_ref() == Some(group);
            let query = Query { group: (!on).then(|| group.clone()), ..own() };
            link(query, on, group.clone())
        }));
        // Grades of several schemes with one word are one choice.
        let mut words: Vec<(&str, Vec<String>)> = Vec::new();
        for grade in grades.iter().flat_map(|scheme| &scheme.grades) {
            let word = grade.text.get(lang);
            match words.iter_mut().find(|(known, _)| *known == word) {
                Some((_, ids)) if ids.contains(&grade.id) => {}
                Some((_, ids)) => ids.push(grade.id.clone()),
                None => words.push((word, vec![grade.id.clone()])),
            }
        }
        let offered = words.into_iter().map(|(word, ids)| (GradeIs::OneOf(ids), word.to_owned()));
        let none = (GradeIs::None, t::heat_filter_ungraded(lang).to_owned());
        let offered = offered.chain(std::iter::once(none));
        links.extend(offered.map(|(grade, text)| {
            let on = self.query.grade.as_ref() == Some(&grade);
            let query = Query { grade: (!on).then_some(grade), ..own() };
            link(query, on, text)
        }));
        let on = self.query.only == Only::Missing;
        let only = if on { Only::All } else { Only::Missing };
        links.push(link(Query { only, ..own() }, on, t::heat_filter_missing(lang).to_owned()));
        let label = t::heat_filter(lang);
        view! {
            <nav class="filters" aria-label=label><span class="meta">{label}</span>{links}</nav>
        }
    }
}

/// Each value once, in the order in which they come.
fn each<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for value in values {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

/// Of which group of the register it is, under its name; nothing where of none.
pub fn group_meta(organisation: &Organisation) -> impl IntoView + use<> {
    organisation.group.clone().map(|group| view! { <span class="meta">{group}</span> })
}

/// The opposite of what `aria-sort` says.
fn opposite(order: &str) -> &'static str {
    if order == "ascending" { "descending" } else { "ascending" }
}

/// A column that nothing is sorted by.
pub fn plain_head(text: &str) -> impl IntoView + use<> {
    let text = text.to_owned();
    view! { <th role="columnheader" scope="col">{text}</th> }
}
