//! The year's classification: a row for each organisation, with the cap's line
//! where the rows are sorted by result.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::scheme::Scheme;
use shared::standing::cap::CapVerdict;

use super::cap::{Side, cap_row, cap_words, group_name, line_at, side, verdict_words};
use super::cells::{
    coverage_cell, grade_badge, grade_words, news_cell, open_words, place_words, provisional, timely_cell,
};
use super::lacking::{lacking_records, unanswered_words};
use super::{YearPage, YearRow};
use crate::format::number;
use crate::proposal::proposed_word;
use crate::standings::address::organisation_year_path;
use crate::standings::closed::as_closed;
use crate::standings::decided::{counts, overridden_words, recognition_words};
use crate::standings::query::{Direction, Sort};
use crate::standings::sorting::{Sorting, group_meta, plain_head};
use crate::t;

const COLUMNS: usize = 7;

/// The table.
pub fn table(sorting: &Sorting<'_>, page: &YearPage, rows: &[&YearRow]) -> impl IntoView + use<> {
    let lang = sorting.lang;
    if rows.is_empty() {
        return ().into_any();
    }
    let lined = page.query.sort == Sort::Result && page.query.direction == Direction::Forth;
    let mut body: Vec<AnyView> = Vec::new();
    if lined {
        for group in &page.groups {
            let own: Vec<_> = rows.iter().filter(|row| in_group(group, row)).copied().collect();
            let scheme = own.iter().find_map(|row| row.scheme.clone());
            let sides: Vec<_> = own.iter().map(|row| side_of(row)).collect();
            let at = line_at(&sides);
            let words = scheme.as_deref().and_then(|scheme| cap_words(lang, scheme, group));
            if let (true, Some(first)) = (1 < page.groups.len(), own.first()) {
                let organisation = &first.organisation;
                let rule = scheme.as_deref().and_then(|scheme| scheme.cap.as_ref());
                let keys = rule.map(|rule| rule.group.clone()).unwrap_or_default();
                let name = group_name(lang, &keys, organisation.kind, organisation.group.as_deref());
                body.push(cap_row(name, COLUMNS).into_any());
            }
            for (place, row) in own.iter().enumerate() {
                if at == Some(place) {
                    body.extend(words.clone().map(|words| cap_row(words, COLUMNS).into_any()));
                }
                body.push(result_row(lang, page, row).into_any());
            }
            if at == Some(own.len()) {
                body.extend(words.map(|words| cap_row(words, COLUMNS).into_any()));
            }
        }
        let outside = rows.iter().filter(|row| !page.groups.iter().any(|group| in_group(group, row)));
        body.extend(outside.map(|row| result_row(lang, page, row).into_any()));
    } else {
        body.extend(rows.iter().map(|row| result_row(lang, page, row).into_any()));
    }
    view! {
        <table class="standings" role="table" id="year-results">
            <caption>{t::heat_results_caption(lang)}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    {sorting.head(Sort::Name, t::ward_column_organisation(lang))}
                    {plain_head(t::heat_column_rank(lang))}
                    {sorting.head(Sort::Result, t::heat_column_grade(lang))}
                    {sorting.head(Sort::Coverage, t::heat_column_coverage(lang))}
                    {sorting.head(Sort::News, t::ward_column_news(lang))}
                    {plain_head(t::heat_column_timely(lang))}
                    {sorting.head(Sort::Missing, t::ward_column_missing(lang))}
                </tr>
            </thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
    }
    .into_any()
}

type Group = shared::standing::cap::CapGroup<shared::id::OrganisationId, shared::standing::rank::ResultRank>;

fn in_group(group: &Group, row: &YearRow) -> bool {
    group.lines.iter().any(|line| line.contender.key == row.organisation.id)
}

fn side_of(row: &YearRow) -> Side {
    row.outcome.verdict.as_ref().map_or(Side::Beside, side)
}

fn result_row(lang: Lang, page: &YearPage, row: &YearRow) -> impl IntoView + use<> {
    let href = organisation_year_path(&page.ward, page.year, &row.organisation);
    let members = t::ward_members(lang, number(lang, row.members));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=href.clone()><span>{row.organisation.name.clone()}</span><span class="meta">{members}</span>{group_meta(&row.organisation)}</a>
            </th>
            <td role="cell" data-label=t::heat_column_rank(lang)>{place_words(lang, row.outcome.place)}</td>
            <td role="cell" class="wide" data-label=t::heat_column_grade(lang)>
                <a href=href>{graded(lang, row)}</a>
                {as_closed(lang, &page.ward, &row.organisation, page.closed.as_ref())}
            </td>
            {coverage_cell(lang, &row.coverage)}
            {news_cell(lang, page.now, row.received_at(), row.written_at(), None)}
            {timely_cell(lang, &row.timeliness)}
            {missing_cell(lang, row)}
        </tr>
    }
}

/// The grade in force and whence it comes.
fn graded(lang: Lang, row: &YearRow) -> impl IntoView + use<> {
    let Some(scheme) = row.scheme.as_deref() else {
        return view! { <span class="meta">{t::heat_no_scheme(lang)}</span> }.into_any();
    };
    let badge = match row.in_force() {
        Some((scheme, place)) => grade_badge(lang, scheme, place).into_any(),
        None => view! { <span class="grade cell-missing">{t::ward_no_grade(lang)}</span> }.into_any(),
    };
    let lines = grade_lines(lang, scheme, row);
    let lines = lines.into_iter().map(|line| view! { <span class="meta">{line}</span> }).collect_view();
    view! { {badge}{lines} }.into_any()
}

/// Everything there is to say about the grade, the most settled first.
pub fn grade_lines(lang: Lang, scheme: &Scheme, row: &YearRow) -> Vec<String> {
    let outcome = &row.outcome;
    let mut lines = Vec::new();
    lines.extend(outcome.decided.iter().flat_map(|decided| decided.lines(lang)));
    lines.extend(outcome.recognition.as_ref().map(|title| recognition_words(lang, title)));
    let verdict = outcome.verdict.as_ref();
    lines.extend(verdict.and_then(|verdict| verdict_words(lang, scheme, verdict)));
    let by_cap = matches!(verdict, Some(CapVerdict::Overridden(_)));
    if let Some(set) = outcome.overridden.as_ref().filter(|_| !by_cap) {
        lines.push(overridden_words(lang, scheme, set));
    }
    if let Some(standing) = &row.standing {
        // What people decided does not wait for anything.
        let by_people =
            outcome.decided.is_some() || outcome.overridden.as_ref().is_some_and(|set| counts(scheme, set));
        let open = provisional(lang, scheme, row.grade(), Some(standing.range)).filter(|_| !by_people);
        let ungraded = row.in_force().is_none();
        lines.extend(open.or_else(|| open_words(lang, scheme, standing.range).filter(|_| ungraded)));
        if let (Some(computed), true) = (standing.evaluation.grade, row.grade() != standing.evaluation.grade)
        {
            let word = grade_words(lang, scheme, computed).unwrap_or_default();
            lines.push(t::heat_computed(lang, word));
        }
        let own = standing.own_proposed.as_deref();
        lines.push(match proposed_word(lang, Some(scheme), standing.proposed, own) {
            Some(grade) => t::heat_proposed(lang, grade),
            None => t::heat_not_proposed(lang).to_owned(),
        });
    }
    lines
}

fn missing_cell(lang: Lang, row: &YearRow) -> impl IntoView + use<> {
    let conflicts = (row.conflicts() != 0).then(|| {
        let words = t::ward_conflicts(lang, number(lang, row.conflicts()));
        view! { <span class="badge" data-kind="conflict">{words}</span> }
    });
    let mark = |words: String| view! { <span class="mark" data-kind="missing">{words}</span> };
    let lacking = match lacking_records(lang, &row.coverage.lacking) {
        None => view! { <span class="mark" data-kind="ok">{t::ward_complete(lang)}</span> }.into_any(),
        Some(words) => mark(words).into_any(),
    };
    let missing = unanswered_words(lang, row.unanswered()).map(mark);
    view! { <td role="cell" class="wide marks" data-label=t::ward_column_missing(lang)>{lacking}{missing}{conflicts}</td> }
}
