//! The year at a glance: four pictures, each with the same in words.

use leptos::prelude::*;
use shared::date::Date;
use shared::lang::Lang;
use shared::record::contribution::Unit;
use shared::record::meeting::MeetingForm;
use shared::record::roster::Roster;
use shared::standing::attendance::attendance;
use shared::standing::contributed::{Sums, by_month, counted, total};
use shared::standing::facts::MonthFacts;
use shared::standing::month::Progress;
use shared::year::Year;

use super::OrganisationYearPage;
use super::figures::{Tasks, meetings, tasks};
use crate::field_word::amount_words;
use crate::format::{as_heading, date, month as write_month, number};
use crate::picture::reached;
use crate::record_word::meeting_form_word;
use crate::standings::address::record_path;
use crate::t;

/// Width of a month in every picture.
const STEP: u32 = 40;
/// Width of a picture.
const WIDTH: u32 = 12 * STEP;
/// Height of the bars.
const HEIGHT: u32 = 64;

/// The pictures.
pub fn glance(lang: Lang, page: &OrganisationYearPage) -> impl IntoView + use<> {
    view! {
        <div class="glance">
            {goods(lang, page)}
            {meeting_dots(lang, page)}
            {task_bars(lang, page)}
            {contribution_bars(lang, page)}
        </div>
    }
}

/// A picture with its heading, a sentence, and the figures behind it.
fn figure(
    id: &'static str,
    heading: &'static str,
    words: String,
    picture: AnyView,
    lines: Vec<AnyView>,
    more: &'static str,
) -> impl IntoView {
    let lines = (!lines.is_empty()).then(|| {
        view! { <details class="explain"><summary>{more}</summary><ul class="figures">{lines}</ul></details> }
    });
    view! {
        <figure class="card stack tight" id=id>
            <h3>{heading}</h3>
            {picture}
            <figcaption>{words}</figcaption>
            {lines}
        </figure>
    }
}

/// The axis with the months' numbers.
fn axis(lang: Lang, height: u32) -> impl IntoView {
    let labels = (0..12_u32).map(|place| {
        let x = (place * STEP + STEP / 2).to_string();
        view! { <text class="axis-label" x=x y=(height + 16).to_string()>{number(lang, place + 1)}</text> }
    });
    let y = height.to_string();
    view! { <path class="axis" d=format!("M0 {y}H{WIDTH}")/>{labels.collect_view()} }
}

fn svg(words: &str, height: u32, inner: impl IntoView + 'static) -> AnyView {
    let words = words.to_owned();
    view! {
        <svg class="chart" viewBox=format!("-8 -6 {} {}", WIDTH + 16, height + 28) role="img" aria-label=words>{inner}</svg>
    }
    .into_any()
}

/// Twelve months of four small bars.
fn goods(lang: Lang, page: &OrganisationYearPage) -> impl IntoView + use<> {
    let mut bars = Vec::new();
    let mut lines = Vec::new();
    let mut submitted = 0_u64;
    for (place, cell) in (0_u32..).zip(&page.row.cells) {
        let (Some(scheme), Some(standing)) = (&cell.scheme, &cell.standing) else { continue };
        if standing.progress == Progress::NotBegun {
            continue;
        }
        submitted += u64::from(matches!(standing.progress, Progress::Submitted(_)));
        let results = standing.evaluation.criteria.as_slice();
        let wide = (STEP - 8).checked_div(u32::try_from(results.len()).unwrap_or(1)).unwrap_or(1).max(2);
        for (at, result) in (0_u32..).zip(results) {
            let (part, whole) = reached(scheme, result);
            let tall = (part.min(whole) * HEIGHT).checked_div(whole).unwrap_or(0).max(1);
            let (x, y) = (place * STEP + 4 + at * wide, HEIGHT - tall);
            let class = if part == whole { "bar-value" } else { "bar-part" };
            bars.push(view! {
                <rect class=class x=x.to_string() y=y.to_string() width=(wide - 1).to_string() height=tall.to_string()/>
            });
        }
        let each = scheme.criteria.iter().zip(results).map(|(criterion, result)| {
            let (part, whole) = reached(scheme, result);
            format!("{} {}/{}", criterion.short.get(lang), number(lang, part), number(lang, whole))
        });
        let each: Vec<_> = each.collect();
        let line = format!("{}: {}", as_heading(&write_month(lang, cell.month)), each.join(", "));
        lines.push(view! { <li>{line}</li> }.into_any());
    }
    let words = t::yearly_goods_words(lang, number(lang, submitted), number(lang, page.row.best_months()));
    let picture = svg(&words, HEIGHT, view! { {axis(lang, HEIGHT)}{bars} });
    figure("year-goods", t::yearly_goods(lang), words, picture, lines, t::yearly_figures(lang))
}

/// The meetings as dots on a line: regular ones round, thematic ones on a corner.
fn meeting_dots(lang: Lang, page: &OrganisationYearPage) -> impl IntoView + use<> {
    const LINE: u32 = 20;
    let roster = MonthFacts::of_year(page.row.organisation.kind, page.year, &page.facts).roster().cloned();
    let roster = roster.unwrap_or_else(Roster::default);
    let held = meetings(&page.facts, page.year);
    let dots = held.iter().map(|(_, day, meeting)| {
        let x = u32::from(day.month_number() - 1) * STEP + u32::from(day.day()) * STEP / 31;
        match meeting.form {
            Some(MeetingForm::Regular) => {
                view! { <circle class="dot" cx=x.to_string() cy=LINE.to_string() r="6"/> }.into_any()
            }
            Some(MeetingForm::Thematic) => {
                let d = format!("M{x} {}l8 8-8 8-8-8z", LINE - 8);
                view! { <path class="dot" d=d/> }.into_any()
            }
            _ => view! { <circle class="dot-open" cx=x.to_string() cy=LINE.to_string() r="5"/> }.into_any(),
        }
    });
    let dots = dots.collect_view();
    let lines = held.iter().map(|(document, day, meeting)| {
        let form = meeting.form.map(|form| meeting_form_word(lang, form)).unwrap_or_default();
        let share = attendance(meeting, &roster).share();
        let attended = share.percent().map(|percent| {
            let (part, whole) = (number(lang, share.part), number(lang, share.whole));
            t::evidence_roll(lang, part, whole, number(lang, percent))
        });
        let words = [Some(date(lang, *day)), Some(form.to_owned()), attended];
        let words: Vec<_> = words.into_iter().flatten().collect();
        let month = meeting.month.unwrap_or_else(|| day.month());
        let href = record_path(&page.ward, &page.row.organisation, month, *document);
        view! { <li><a href=href>{words.join(". ")}</a></li> }.into_any()
    });
    let lines: Vec<_> = lines.collect();
    let of = |form| held.iter().filter(|(_, _, meeting)| meeting.form == Some(form)).count() as u64;
    let words = t::yearly_meetings_words(
        lang,
        number(lang, of(MeetingForm::Regular)),
        number(lang, of(MeetingForm::Thematic)),
    );
    let line = view! { <path class="axis" d=format!("M0 {LINE}H{WIDTH}")/> };
    let picture = svg(&words, 2 * LINE, view! { {axis(lang, 2 * LINE)}{line}{dots} });
    figure("year-meetings", t::yearly_meetings(lang), words, picture, lines, t::yearly_figures(lang))
}

/// The tasks due in each month: on time, late, not done, and how many went beyond.
fn task_bars(lang: Lang, page: &OrganisationYearPage) -> impl IntoView + use<> {
    let day = page.now.date_in_vietnam().unwrap_or_else(|| last_day(page.year));
    let months: Vec<_> = page.year.months().map(|month| (month, tasks(&page.facts, month, day))).collect();
    let most = months.iter().map(|(_, tasks)| tasks.all()).max().unwrap_or(0).max(1);
    let mut bars = Vec::new();
    for (place, (_, tasks)) in (0_u32..).zip(&months) {
        let mut y = HEIGHT;
        let parts = [(tasks.on_time, "bar-value"), (tasks.late, "bar-part"), (tasks.open, "bar-open")];
        for (count, class) in parts {
            let tall = count * HEIGHT / most;
            if tall == 0 {
                continue;
            }
            y = y.saturating_sub(tall);
            let x = (place * STEP + 8).to_string();
            bars.push(view! {
                <rect class=class x=x y=y.to_string() width=(STEP - 16).to_string() height=tall.to_string()/>
            });
        }
    }
    let sum = months.iter().fold(Tasks::default(), |sum, (_, tasks)| sum.with(*tasks));
    let say = |tasks: Tasks| {
        let n = |count: u32| number(lang, count);
        t::yearly_tasks_words(
            lang,
            n(tasks.all()),
            n(tasks.on_time),
            n(tasks.late),
            n(tasks.open),
            n(tasks.beyond),
        )
    };
    let lines = months.iter().filter(|(_, tasks)| tasks.all() != 0).map(|(month, tasks)| {
        view! { <li>{format!("{}: {}", as_heading(&write_month(lang, *month)), say(*tasks))}</li> }.into_any()
    });
    let lines: Vec<_> = lines.collect();
    let words = say(sum);
    let picture = svg(&words, HEIGHT, view! { {axis(lang, HEIGHT)}{bars} });
    figure("year-tasks", t::yearly_tasks(lang), words, picture, lines, t::yearly_figures(lang))
}

/// What people gave in money, month by month, and the sums of every unit.
fn contribution_bars(lang: Lang, page: &OrganisationYearPage) -> impl IntoView + use<> {
    let given: Vec<_> = counted(&page.facts)
        .filter(|gift| gift.given_on.is_some_and(|day| Year::of(day) == page.year))
        .collect();
    let months = by_month(given.iter().copied());
    let money = |month| months.get(&month).and_then(|sums| sums.get(&Unit::Vnd)).map_or(0, |sum| sum.given);
    let most = page.year.months().map(money).max().unwrap_or(0).max(1);
    let bars = (0_u32..).zip(page.year.months()).filter_map(|(place, month)| {
        let tall = (money(month) * u128::from(HEIGHT)).div_ceil(most);
        let x = (place * STEP + 8).to_string();
        (tall != 0).then(|| {
            let y = u128::from(HEIGHT).saturating_sub(tall);
            view! {
                <rect class="bar-value" x=x y=y.to_string() width=(STEP - 16).to_string() height=tall.to_string()/>
            }
        })
    });
    let bars: Vec<_> = bars.collect();
    let sums = total(given.iter().copied());
    let all = sums_words(lang, &sums);
    let words = if all.is_empty() {
        t::yearly_gifts_none(lang).to_owned()
    } else {
        t::yearly_gifts_words(lang, all.join("; "))
    };
    let lines = months.iter().map(|(month, sums)| {
        let all = sums_words(lang, sums).join("; ");
        view! { <li>{format!("{}: {all}", as_heading(&write_month(lang, *month)))}</li> }.into_any()
    });
    let lines: Vec<_> = lines.collect();
    let picture = svg(&words, HEIGHT, view! { {axis(lang, HEIGHT)}{bars} });
    figure("year-gifts", t::yearly_gifts(lang), words, picture, lines, t::yearly_figures(lang))
}

/// What was given of each unit, then what came from the public budget.
fn sums_words(lang: Lang, sums: &Sums) -> Vec<String> {
    let given = sums.iter().filter(|(_, sum)| sum.gifts != 0);
    let given = given.map(|(unit, sum)| amount_words(lang, *unit, sum.given));
    let public = sums.iter().filter(|(_, sum)| sum.public != 0);
    let public =
        public.map(|(unit, sum)| t::contribution_of_public(lang, amount_words(lang, *unit, sum.public)));
    given.chain(public).collect()
}

fn last_day(year: Year) -> Date {
    year.months().last().unwrap_or(shared::month::Month::FIRST).last_day()
}
