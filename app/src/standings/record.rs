//! A record as the ward reads it.

use leptos::prelude::*;
use shared::amount::Amount;
use shared::date::Date;
use shared::lang::Lang;
use shared::record::Record;
use shared::record::assessment::Assessment;
use shared::record::contribution::Contribution;
use shared::record::registration::Registration;
use shared::record::resolution::{Form, Resolution, Vote};
use shared::record::review::Review;
use shared::record::roster::Roster;
use shared::record::task::{Task, TaskState};
use shared::standing::facts::Fact;

use super::roll::meeting_text;
use crate::field_word::{amount_words, four_good_word, giver_word};
use crate::format::{date, moment, number};
use crate::proposal::proposed_word;
use crate::record_word::record_title;
use crate::t;

/// What the ward's pages call a record: it has no place on the phone's bar to go by.
pub fn record_name(lang: Lang, record: &Record) -> String {
    match record {
        Record::Roster(_) => t::missing_roster(lang).to_owned(),
        record => record_title(lang, record),
    }
}

/// A record with everything it says as of `day`, what stands beside it, and when it
/// arrived.
pub fn record_card(
    lang: Lang,
    fact: &Fact,
    roster: &Roster,
    day: Date,
    beside: impl IntoView,
) -> impl IntoView {
    let content = match &fact.record {
        Record::Roster(roster) => {
            let count = roster.on(day).len();
            view! { <p>{t::ward_roster(lang, number(lang, count as u64))}</p> }.into_any()
        }
        Record::Resolution(resolution) => resolution_text(lang, resolution).into_any(),
        Record::Task(task) => task_text(lang, task, roster, day).into_any(),
        Record::Assessment(assessment) => assessment_text(lang, assessment).into_any(),
        Record::Meeting(meeting) => meeting_text(lang, meeting, roster).into_any(),
        Record::Contribution(contribution) => contribution_text(lang, contribution).into_any(),
        Record::Registration(registration) => registration_text(lang, registration).into_any(),
        Record::Review(review) => review_text(lang, review).into_any(),
        Record::Photo(_) => ().into_any(),
    };
    let received = fact.received_at.map(|at| t::ward_record_received(lang, moment(lang, at)));
    let written = t::ward_written(lang, moment(lang, fact.written_at));
    view! {
        <section class="card stack tight" id=format!("record-{}", fact.document)>
            <h3>{record_name(lang, &fact.record)}</h3>
            {content}
            {beside}
            <p class="meta">{written}{received.map(|received| format!(", {received}"))}</p>
        </section>
    }
}

fn resolution_text(lang: Lang, resolution: &Resolution) -> impl IntoView + use<> {
    let form = match resolution.form {
        Some(Form::Thematic) => t::resolution_thematic(lang),
        Some(Form::Regular) | None => t::resolution_regular(lang),
    };
    let state = match (resolution.adopted_on, resolution.withdrawn_on) {
        (_, Some(on)) => format!("{form}. {} {}", t::resolution_withdrawn(lang), date(lang, on)),
        (Some(on), None) => t::resolution_adopted_meta(lang, form, date(lang, on)),
        (None, None) => format!("{form}. {}", t::resolution_draft(lang)),
    };
    let vote = resolution.vote.map(|vote| vote_words(lang, vote));
    let body = resolution.body.lines().filter(|line| !line.trim().is_empty());
    let body = body.map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    view! { <p class="meta">{state}{vote.map(|vote| format!(". {vote}"))}</p> {body} }
}

fn vote_words(lang: Lang, vote: Vote) -> String {
    let percent = number(lang, vote.percent().unwrap_or(0));
    t::vote_result(lang, number(lang, vote.approve), number(lang, vote.voters), percent)
}

fn task_text(lang: Lang, task: &Task, roster: &Roster, today: Date) -> impl IntoView + use<> {
    let who: Vec<_> =
        task.assignees.iter().filter_map(|id| roster.members.get(id)).map(|m| m.name.as_str()).collect();
    let due = task.due_on.map(|due| date(lang, due)).unwrap_or_default();
    let (kind, word) = match task.state_on(today) {
        TaskState::Open => ("draft", t::task_state_open(lang)),
        TaskState::Overdue => ("late", t::task_state_overdue(lang)),
        TaskState::DoneOnTime => ("ok", t::task_state_done(lang)),
        TaskState::DoneLate => ("late", t::task_state_done_late(lang)),
        TaskState::Cancelled => ("missing", t::task_state_cancelled(lang)),
    };
    let lines = task.progress_by_day().into_iter().map(|(_, line)| {
        let day = line.on.map(|on| (on.to_string(), date(lang, on))).unwrap_or_default();
        let words = t::task_line(lang, number(lang, line.percent), &line.note);
        view! { <li class:is-done=line.percent == 100><time class="meta" datetime=day.0>{day.1}</time>{words}</li> }
    });
    let lines: Vec<_> = lines.collect();
    let product = (!task.product.is_empty()).then(|| format!("{}: {}", t::task_product(lang), task.product));
    let done = task.done_on.map(|on| format!("{}: {}", t::task_done_on(lang), date(lang, on)));
    let beyond = task.beyond.as_ref().map(|beyond| format!("{}: {beyond}", t::task_beyond(lang)));
    view! {
        <p class="meta">{t::task_due_by(lang, who.join(", "), due)}</p>
        <p><span class="badge" data-kind=kind>{word}</span></p>
        {[product, done, beyond].into_iter().flatten().map(|line| view! { <p>{line}</p> }).collect_view()}
        {(!lines.is_empty()).then(|| view! { <ul class="progress-line" role="list">{lines}</ul> })}
    }
}

fn contribution_text(lang: Lang, contribution: &Contribution) -> impl IntoView + use<> {
    let words = |amount: Option<Amount>| {
        let (unit, amount) = contribution.unit.zip(amount)?;
        Some(amount_words(lang, unit, amount.number().into()))
    };
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let known = [
        (t::field_amount(lang), words(contribution.amount)),
        (t::field_pledged(lang), words(contribution.pledged)),
        (t::field_giver(lang), contribution.source.map(|source| giver_word(lang, source).to_owned())),
        (t::field_givers(lang), contribution.givers.map(|givers| number(lang, givers))),
        (t::field_project(lang), text(&contribution.project)),
        (t::field_purpose(lang), text(&contribution.purpose)),
        (t::field_given_on(lang), contribution.given_on.map(|on| date(lang, on))),
        (t::field_not_counted(lang), contribution.cancelled.clone()),
    ];
    view! { {lines(known)} {written(&contribution.note)} }
}

fn registration_text(lang: Lang, registration: &Registration) -> impl IntoView + use<> {
    let title = registration.title_sought.map(|title| four_good_word(lang, title).to_owned());
    let grade =
        proposed_word(lang, None, registration.grade_sought, registration.own_grade_sought.as_deref());
    let known = [
        (t::field_title_sought(lang), title),
        (t::field_grade_sought(lang), grade),
        (t::field_registered_on(lang), registration.registered_on.map(|on| date(lang, on))),
        (t::field_withdrawn(lang), registration.withdrawn.clone()),
    ];
    view! { {lines(known)} {written(&registration.targets)} }
}

fn review_text(lang: Lang, review: &Review) -> impl IntoView + use<> {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let known = [
        (t::field_grade(lang), proposed_word(lang, None, review.grade, review.own_grade.as_deref())),
        (t::review_vote(lang), review.vote.map(|vote| vote_words(lang, vote))),
        (t::assess_submitted_on(lang), review.submitted_on.map(|on| date(lang, on))),
        (t::assess_shortcomings(lang), text(&review.shortcomings)),
        (t::field_causes(lang), text(&review.causes)),
        (t::field_next_year(lang), text(&review.measures)),
    ];
    let draft = review.submitted_on.is_none();
    let draft =
        draft.then(|| view! { <p><span class="badge" data-kind="draft">{t::paper_draft(lang)}</span></p> });
    view! { {draft} {lines(known)} {written(&review.strengths)} }
}

/// What a record says, each under its name; what it does not say is left out.
fn lines<const N: usize>(known: [(&'static str, Option<String>); N]) -> impl IntoView + use<N> {
    let known = known.into_iter().filter_map(|(word, value)| Some((word, value?)));
    let known = known.map(|(word, value)| view! { <dt>{word}</dt><dd>{value}</dd> });
    let known: Vec<_> = known.collect();
    (!known.is_empty()).then(|| view! { <dl class="kv">{known}</dl> })
}

fn written(text: &str) -> Option<impl IntoView + use<>> {
    (!text.is_empty()).then(|| view! { <p class="written">{text.to_owned()}</p> })
}

fn assessment_text(lang: Lang, assessment: &Assessment) -> impl IntoView + use<> {
    let state = match assessment.submitted_on {
        Some(on) => t::ward_assessment_submitted(lang, date(lang, on)),
        None => t::ward_assessment_draft(lang).to_owned(),
    };
    let line = |text: &str, write: fn(Lang, &str) -> String| (!text.is_empty()).then(|| write(lang, text));
    let shortcomings = line(&assessment.shortcomings, |lang, text| t::ward_shortcomings(lang, text));
    let measures = line(&assessment.measures, |lang, text| t::ward_measures(lang, text));
    view! {
        <p class="meta">{state}</p>
        {[shortcomings, measures].into_iter().flatten().map(|line| view! { <p>{line}</p> }).collect_view()}
    }
}
