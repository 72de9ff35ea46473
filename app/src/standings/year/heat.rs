//! The heat map: a row for each organisation, a cell for each month.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::month::Month;
use shared::standing::month::Progress;

use super::cells::{open_words, provisional};
use super::trend::{last_trend, trend_line, trend_sign, trend_word};
use super::{Due, HeatCell, YearPage, YearRow};
use crate::format::{month as write_month, number};
use crate::picture::rank;
use crate::standings::address::{organisation_path, organisation_year_path, ward_path};
use crate::standings::closed::closed_path;
use crate::standings::query::Sort;
use crate::standings::sorting::{Sorting, group_meta, plain_head};
use crate::t;

/// The table.
pub fn table(sorting: &Sorting<'_>, page: &YearPage, rows: &[&YearRow]) -> impl IntoView + use<> {
    let lang = sorting.lang;
    if rows.is_empty() {
        return view! { <div class="empty"><p>{t::heat_none(lang)}</p></div> }.into_any();
    }
    let months = page.year.months().map(|month| {
        let short = t::review_month(lang, number(lang, month.number()));
        let href = ward_path(&page.ward, month);
        let name = format!("{short}, {}", write_month(lang, month));
        view! { <th role="columnheader" scope="col"><a href=href aria-label=name>{short}</a></th> }
    });
    let months = months.collect_view();
    let body = rows.iter().map(|row| heat_row(lang, page, row)).collect_view();
    view! {
        <table class="heat year" role="table" id="heat">
            <caption>{t::heat_caption(lang, number(lang, rows.len() as u64))}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    {sorting.head(Sort::Name, t::ward_column_organisation(lang))}
                    {months}
                    {plain_head(t::heat_column_trend(lang))}
                </tr>
            </thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
    }
    .into_any()
}

fn heat_row(lang: Lang, page: &YearPage, row: &YearRow) -> impl IntoView + use<> {
    let href = organisation_year_path(&page.ward, page.year, &row.organisation);
    let cells = row.cells.iter().map(|cell| heat_cell(lang, page, row, cell)).collect_view();
    let trend = last_trend(&row.cells).map(|trend| {
        view! { <span class="meta">{trend_sign(trend)}" "{trend_word(lang, trend)}</span> }
    });
    view! {
        <tr role="row" id=row.organisation.code.to_string()>
            <th role="rowheader" scope="row"><a href=href><span>{row.organisation.name.clone()}</span>{group_meta(&row.organisation)}</a></th>
            {cells}
            <td role="cell" class="wide" data-label=t::heat_column_trend(lang)>{trend_line(lang, &row.cells)}{trend}</td>
        </tr>
    }
}

fn heat_cell(lang: Lang, page: &YearPage, row: &YearRow, cell: &HeatCell) -> impl IntoView + use<> {
    let label = t::review_month(lang, number(lang, cell.month.number()));
    let href = organisation_path(&page.ward, cell.month, &row.organisation);
    let (Some(scheme), Some(standing)) = (&cell.scheme, &cell.standing) else {
        return view! { <td role="cell" data-label=label><span class="grade cell-later">"–"</span></td> }
            .into_any();
    };
    let mut class = "grade".to_owned();
    if standing.conflicts != 0 {
        class += " cell-conflict";
    }
    let (word, drawn) =
        match standing.grade().and_then(|place| Some((place, scheme.grades.get(usize::from(place))?))) {
            Some((place, grade)) => {
                (grade.text.get(lang).to_owned(), Some(rank(place, scheme.grades.len()).to_string()))
            }
            None => {
                let (word, look) = match (standing.progress, cell.due) {
                    (Progress::Submitted(_), _) if standing.evaluation.unanswered == 0 => {
                        (t::need_not_graded(lang), " cell-missing")
                    }
                    (Progress::Submitted(_), _) => (t::review_incomplete(lang), " cell-missing"),
                    (Progress::Draft, _) => (t::review_draft(lang), " cell-missing"),
                    (Progress::NotBegun, Due::Expected) => (t::review_not_begun(lang), " cell-missing"),
                    (Progress::NotBegun, Due::NotYet) => ("–", " cell-later"),
                };
                class += look;
                if is_stale(standing.received_at, cell.month, page.now) {
                    class += " cell-stale";
                }
                (word.to_owned(), None)
            }
        };
    let range = cell_title(lang, row, cell);
    let open = provisional(lang, scheme, standing.grade(), cell.range);
    let open = open.map(|_| view! { <span class="meta">{t::heat_provisional_short(lang)}</span> });
    view! {
        <td role="cell" data-label=label>
            <a class=class data-rank=drawn href=href title=range>{word}</a>
            {open}
            {as_closed(lang, page, row, cell)}
        </td>
    }
    .into_any()
}

/// The grade with which the month was closed, where it is another one now; the
/// way leads to what made the difference.
fn as_closed(lang: Lang, page: &YearPage, row: &YearRow, cell: &HeatCell) -> impl IntoView + use<> {
    let period = page.closed_months.get(&cell.month);
    let found = period.and_then(|period| Some((period, period.differing.get(&row.organisation.id)?)));
    found.map(|(period, then)| {
        let href = closed_path(&page.ward, &period.closing, &row.organisation);
        let words = t::period_as_closed(lang, then.word(lang));
        view! { <a class="as-closed" href=href>{words}</a> }
    })
}

/// Whether the month is over and the newest news is from before its end.
pub fn is_stale(received_at: Option<Moment>, month: Month, now: Moment) -> bool {
    let is_past = |at: Moment| at.date_in_vietnam().is_some_and(|day| month.last_day() < day);
    is_past(now) && received_at.is_some_and(|at| !is_past(at))
}

/// What a pointer held over the cell is told; the page behind it says the same.
fn cell_title(lang: Lang, row: &YearRow, cell: &HeatCell) -> Option<String> {
    let standing = cell.standing.as_ref()?;
    let conflicts =
        (standing.conflicts != 0).then(|| t::ward_conflicts(lang, number(lang, standing.conflicts)));
    let name = format!("{}, {}", row.organisation.name, write_month(lang, cell.month));
    let range = cell.range.zip(cell.scheme.as_deref()).and_then(|(range, scheme)| {
        let open = provisional(lang, scheme, standing.grade(), Some(range));
        open.or_else(|| open_words(lang, scheme, range).filter(|_| standing.grade().is_none()))
    });
    let parts: Vec<_> = [Some(name), range, conflicts].into_iter().flatten().collect();
    Some(parts.join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_of_a_month_that_runs_is_not_old() {
        fn check(received: &str, now: &str, expect: bool) {
            let noon = |day: &str| Moment::noon_of(day.parse().unwrap());
            let found = is_stale(Some(noon(received)), "2024-11".parse().unwrap(), noon(now));
            assert_eq!(found, expect, "{received} {now}");
        }
        check("2024-11-07", "2024-11-07", false);
        check("2024-11-07", "2024-11-30", false);
        check("2024-11-07", "2024-12-01", true);
        check("2024-11-30", "2024-12-05", true);
        check("2024-12-01", "2024-12-05", false);
        assert!(!is_stale(None, "2024-11".parse().unwrap(), Moment::from_millis(i64::MAX / 2)));
    }
}
