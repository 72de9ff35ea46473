//! The cells and words that the tables of months and years share.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::scheme::Scheme;
use shared::scheme::range::GradeRange;
use shared::standing::coverage::{Coverage, Expected};
use shared::standing::rank::Place;
use shared::standing::timeliness::Timeliness;

use crate::format::{age, date, month as write_month, number};
use crate::picture::rank;
use crate::t;

/// The word for the grade at `place`.
pub fn grade_words(lang: Lang, scheme: &Scheme, place: u8) -> Option<String> {
    scheme.grades.get(usize::from(place)).map(|grade| grade.text.get(lang).to_owned())
}

/// The grade as it is drawn everywhere.
pub fn grade_badge(lang: Lang, scheme: &Scheme, place: u8) -> impl IntoView + use<> {
    grade_words(lang, scheme, place).map(|word| {
        let rank = rank(place, scheme.grades.len()).to_string();
        view! { <span class="grade" data-rank=rank>{word}</span> }
    })
}

/// The grades that are still possible of a result without one, as a sentence: the
/// only one where nothing can change it; none where nothing gives a grade.
pub fn open_words(lang: Lang, scheme: &Scheme, range: GradeRange) -> Option<String> {
    let only = range.best.filter(|_| range.is_settled());
    let only = only.and_then(|place| grade_words(lang, scheme, place));
    only.map(|grade| t::heat_range_only(lang, grade)).or_else(|| range_words(lang, scheme, range))
}

/// The grades that are still possible, as a sentence; none where the grade is settled.
fn range_words(lang: Lang, scheme: &Scheme, range: GradeRange) -> Option<String> {
    if range.is_settled() {
        return None;
    }
    let word = |place: Option<u8>| place.and_then(|place| grade_words(lang, scheme, place));
    match (word(range.best), word(range.worst)) {
        (Some(best), Some(worst)) => Some(t::heat_range(lang, worst, best)),
        (Some(best), None) => Some(t::heat_range_best(lang, best)),
        (None, _) => None,
    }
}

/// That a grade stands only until all it rests on is known, and what it may still
/// become; none where there is none, or nothing can change it.
pub fn provisional(
    lang: Lang,
    scheme: &Scheme,
    grade: Option<u8>,
    range: Option<GradeRange>,
) -> Option<String> {
    grade?;
    Some(t::heat_provisional(lang, range_words(lang, scheme, range?)?))
}

/// The place among others, and with how many it is shared.
pub fn place_words(lang: Lang, place: Option<Place>) -> String {
    let Some(place) = place else { return "–".to_owned() };
    let (at, of) = (number(lang, place.place), number(lang, place.of));
    match place.sharing {
        0 => t::heat_rank(lang, at, of),
        sharing => t::heat_rank_shared(lang, at, of, number(lang, sharing)),
    }
}

/// How much is there: 85% (17/20).
pub fn coverage_words(lang: Lang, coverage: &Coverage) -> Option<String> {
    let percent = coverage.share.percent()?;
    let (part, whole) = (number(lang, coverage.share.part), number(lang, coverage.share.whole));
    Some(t::heat_coverage(lang, number(lang, percent), part, whole))
}

/// What an expected record is called.
pub fn expected_word(lang: Lang, expected: Expected) -> String {
    let of = |word: &str, month| t::heat_lacks_of(lang, word, write_month(lang, month));
    match expected {
        Expected::Roster => t::missing_roster(lang).to_owned(),
        Expected::Registration => t::heat_lacks_registration(lang).to_owned(),
        Expected::Regular(month) => of(t::record_meeting_regular(lang), month),
        Expected::Resolution(month) => of(t::heat_lacks_resolution(lang), month),
        Expected::Assessment(month) => of(t::missing_assessment(lang), month),
        Expected::Thematic(month) => {
            let quarter = number(lang, month.number().div_ceil(3));
            t::heat_lacks_thematic(lang, quarter)
        }
        Expected::Review => t::heat_lacks_review(lang).to_owned(),
    }
}

/// How much of what is expected is there, as a figure and a bar.
pub fn coverage_cell(lang: Lang, coverage: &Coverage) -> impl IntoView + use<> {
    let label = t::heat_column_coverage(lang);
    let Some(percent) = coverage.share.percent() else {
        return view! { <td role="cell" data-label=label>"–"</td> }.into_any();
    };
    let words = t::common_percent(lang, number(lang, percent));
    let (part, whole) = (number(lang, coverage.share.part), number(lang, coverage.share.whole));
    view! {
        <td role="cell" data-label=label>
            <span>{words}</span>" "<span class="meta">{format!("{part}/{whole}")}</span>
            <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect class="bar-track" width="100" height="6"/>
                <rect class="bar-value" width=percent.min(100).to_string() height="6"/>
            </svg>
        </td>
    }
    .into_any()
}

/// When the newest news came, how old it is, and when it was written if that
/// was another day; stale where `stale` says why.
pub fn news_cell(
    lang: Lang,
    now: Moment,
    received_at: Option<Moment>,
    written_at: Option<Moment>,
    stale: Option<&'static str>,
) -> impl IntoView + use<> {
    let label = t::ward_column_news(lang);
    let Some((at, day)) = received_at.and_then(|at| Some((at, at.date_in_vietnam()?))) else {
        return view! { <td role="cell" class="wide cell-missing" data-label=label>{t::ward_no_news(lang)}</td> }
            .into_any();
    };
    let written = written_at.and_then(Moment::date_in_vietnam).filter(|written| *written != day);
    let written = written.map(|written| t::ward_written(lang, date(lang, written)));
    // An age in days is said; beyond that the date says it.
    let old = now.since(at) < 31 * 86_400_000;
    let old = old.then(|| age(lang, at, now));
    let more: Vec<_> = [written, old, stale.map(str::to_owned)].into_iter().flatten().collect();
    let more = (!more.is_empty()).then(|| format!("({})", more.join(", ")));
    let class = if stale.is_some() { "wide cell-stale" } else { "wide" };
    view! {
        <td role="cell" class=class data-label=label>
            <time datetime=day.to_string()>{date(lang, day)}</time>" "
            {more.map(|more| view! { <span class="meta">{more}</span> })}
        </td>
    }
    .into_any()
}

/// The word for when an assessment came.
pub fn timeliness_word(lang: Lang, found: Timeliness) -> &'static str {
    match found {
        Timeliness::OnTime => t::heat_on_time(lang),
        Timeliness::ArrivedLate => t::heat_arrived_late(lang),
        Timeliness::Late => t::heat_late(lang),
        Timeliness::Open => t::heat_still_time(lang),
        Timeliness::Missing => t::heat_not_sent(lang),
    }
}

/// How many months came how.
pub fn timely_cell(lang: Lang, found: &[Timeliness]) -> impl IntoView + use<> {
    use Timeliness::{ArrivedLate, Late, Missing, OnTime, Open};
    let lines = [OnTime, ArrivedLate, Late, Missing, Open].into_iter().filter_map(|kind| {
        let count = found.iter().filter(|one| **one == kind).count();
        let mark = match kind {
            OnTime => "ok",
            ArrivedLate => "phone",
            Late => "late",
            Missing => "missing",
            Open => "draft",
        };
        (count != 0).then(|| {
            let words = t::heat_counted(lang, number(lang, count as u64), timeliness_word(lang, kind));
            view! { <span class="mark" data-kind=mark>{words}</span> }
        })
    });
    let lines = lines.collect_view();
    view! { <td role="cell" class="wide marks" data-label=t::heat_column_timely(lang)>{lines}</td> }
}
