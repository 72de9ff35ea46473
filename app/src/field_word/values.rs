//! Values of fields as people read them.

use shared::document::edit::{Path, Value};
use shared::document::schema::Scalar;
use shared::lang::Lang;
use shared::record::assessment::Answer;
use shared::record::contribution::{Source, Unit};
use shared::record::meeting::agenda::AgendaStep;
use shared::record::meeting::{MeetingForm, Presence, Verdict};
use shared::record::registration::FourGood;
use shared::record::resolution::Form;
use shared::record::review::YearGrade;
use shared::record::roster::{Leaving, Membership, Office};
use shared::record::task::TaskSource;
use shared::record::{Kind, Record};

use super::discipline::discipline_line;
use crate::explain::answer_word;
use crate::format::{date, digits, grouped, month, number};
use crate::record_word::meeting_form_word;
use crate::t;

/// A value whose field gives it no other meaning.
pub fn plain_word(lang: Lang, value: &Value) -> String {
    match value {
        Value::Null => t::conflict_nothing(lang).to_owned(),
        Value::Int(n) => number(lang, *n),
        Value::Bool(true) => t::common_yes(lang).to_owned(),
        Value::Bool(false) => t::common_no(lang).to_owned(),
        Value::Text(text) if text.is_empty() => t::conflict_nothing(lang).to_owned(),
        Value::Text(text) => text.clone(),
    }
}

/// A value of a field that may hold such a scalar.
pub fn named_word(lang: Lang, record: &Record, path: &Path, scalar: Scalar, value: &Value) -> String {
    let word = match value {
        Value::Text(text) => text_word(lang, record.kind(), path, scalar, text),
        Value::Int(n) => counted_word(lang, record, path, *n),
        Value::Null | Value::Bool(_) => None,
    };
    word.unwrap_or_else(|| plain_word(lang, value))
}

/// A number with what is counted.
fn counted_word(lang: Lang, record: &Record, path: &Path, n: i64) -> Option<String> {
    Some(match (record, path.field.as_str(), path.name.as_deref()) {
        (Record::Contribution(contribution), "amount" | "pledged", _) => {
            let n = u128::try_from(n).ok()?;
            contribution.unit.map_or_else(|| grouped(lang, n), |unit| amount_words(lang, unit, n))
        }
        (Record::Task(_), "progress", Some("percent")) => t::common_percent(lang, number(lang, n)),
        (Record::Photo(_), "bytes", _) => t::field_bytes(lang, grouped(lang, u128::try_from(n).ok()?)),
        (Record::Photo(_), "width" | "height", _) => t::field_pixels(lang, number(lang, n)),
        (_, "voters" | "approve" | "against" | "abstain", _)
        | (_, _, Some("voters" | "approve" | "against" | "abstain")) => {
            t::member_people(lang, number(lang, n))
        }
        _ => return None,
    })
}

fn text_word(lang: Lang, kind: Kind, path: &Path, scalar: Scalar, text: &str) -> Option<String> {
    Some(match scalar {
        Scalar::Date | Scalar::LifeDate => date(lang, text.parse().ok()?),
        Scalar::Month => month(lang, text.parse().ok()?),
        Scalar::Time | Scalar::Phones => digits(lang, text),
        Scalar::Form => form_word(lang, Form::from_name(text)?).to_owned(),
        Scalar::Membership => membership_word(lang, Membership::from_name(text)?).to_owned(),
        Scalar::Office => office_word(lang, Office::from_name(text)?).to_owned(),
        Scalar::Answer => answer_word(lang, text.parse::<Answer>().ok()?),
        Scalar::Discipline => discipline_line(lang, &text.parse().ok()?),
        Scalar::OneOf(_) => chosen_word(lang, kind, path, text)?.to_owned(),
        Scalar::Hash => text.get(..8)?.to_owned(),
        Scalar::Text(_) | Scalar::Int(..) | Scalar::Bool | Scalar::Id | Scalar::Grade => return None,
    })
}

/// The word for a name out of a closed set.
fn chosen_word(lang: Lang, kind: Kind, path: &Path, name: &str) -> Option<&'static str> {
    Some(match (kind, path.field.as_str(), path.name.as_deref()) {
        (Kind::Roster, _, Some("left_why")) => leaving_word(lang, Leaving::from_name(name)?),
        (Kind::Task, "source", _) => task_source_word(lang, TaskSource::from_name(name)?),
        (Kind::Meeting, "form", _) => meeting_form_word(lang, MeetingForm::from_name(name)?),
        (Kind::Meeting, "roll", _) => presence_word(lang, Presence::from_name(name)?),
        (Kind::Meeting, "reviews", _) => verdict_word(lang, Verdict::from_name(name)?),
        (Kind::Contribution, "unit", _) => unit_word(lang, Unit::from_name(name)?),
        (Kind::Contribution, "source", _) => giver_word(lang, Source::from_name(name)?),
        (Kind::Registration, "title_sought", _) => four_good_word(lang, FourGood::from_name(name)?),
        (Kind::Registration | Kind::Review, _, _) => year_grade_word(lang, YearGrade::from_name(name)?),
        _ => return None,
    })
}

/// The word for a resolution's form.
pub fn form_word(lang: Lang, form: Form) -> &'static str {
    match form {
        Form::Regular => t::resolution_regular(lang),
        Form::Thematic => t::resolution_thematic(lang),
    }
}

/// The word for a way of belonging.
pub fn membership_word(lang: Lang, membership: Membership) -> &'static str {
    match membership {
        Membership::Full => t::member_full(lang),
        Membership::Probationary => t::member_probationary(lang),
        Membership::Temporary => t::member_temporary(lang),
        Membership::Exempt => t::member_exempt(lang),
    }
}

/// The word for an office.
pub fn office_word(lang: Lang, office: Office) -> &'static str {
    match office {
        Office::Secretary => t::office_secretary(lang),
        Office::DeputySecretary => t::office_deputy(lang),
        Office::CommitteeMember => t::office_committee(lang),
        Office::GroupLeader => t::office_group_leader(lang),
        Office::Member => t::office_member(lang),
    }
}

/// The word for why somebody left.
pub fn leaving_word(lang: Lang, leaving: Leaving) -> &'static str {
    match leaving {
        Leaving::TransferredOut => t::choice_transferred_out(lang),
        Leaving::WentBack => t::choice_went_back(lang),
        Leaving::Expelled => t::choice_expelled(lang),
        Leaving::StruckOff => t::choice_struck_off(lang),
        Leaving::Resigned => t::choice_resigned(lang),
        Leaving::Died => t::choice_died(lang),
    }
}

/// The word for whence a task comes.
pub fn task_source_word(lang: Lang, source: TaskSource) -> &'static str {
    match source {
        TaskSource::Resolution => t::choice_from_resolution(lang),
        TaskSource::WardRuling => t::choice_from_ward(lang),
        TaskSource::Programme => t::choice_from_programme(lang),
        TaskSource::Meeting => t::choice_from_meeting(lang),
    }
}

/// The word for whether somebody was there.
pub fn presence_word(lang: Lang, presence: Presence) -> &'static str {
    match presence {
        Presence::Present => t::choice_present(lang),
        Presence::Excused => t::choice_excused(lang),
        Presence::Absent => t::choice_absent(lang),
    }
}

/// The word for what a meeting found about a task.
pub fn verdict_word(lang: Lang, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Done => t::choice_verdict_done(lang),
        Verdict::OnTrack => t::choice_verdict_on_track(lang),
        Verdict::Late => t::choice_verdict_late(lang),
        Verdict::Dropped => t::choice_verdict_dropped(lang),
    }
}

/// The word for a unit.
pub fn unit_word(lang: Lang, unit: Unit) -> &'static str {
    match unit {
        Unit::Vnd => t::choice_unit_vnd(lang),
        Unit::WorkDays => t::choice_unit_work_days(lang),
        Unit::LandM2 => t::choice_unit_land(lang),
        Unit::LengthM => t::choice_unit_length(lang),
        Unit::Items => t::choice_unit_items(lang),
        Unit::Households => t::choice_unit_households(lang),
    }
}

/// An amount with its unit.
pub fn amount_words(lang: Lang, unit: Unit, amount: u128) -> String {
    let amount = grouped(lang, amount);
    match unit {
        Unit::Vnd => t::contribution_vnd(lang, amount),
        Unit::WorkDays => t::contribution_work_days(lang, amount),
        Unit::LandM2 => t::contribution_land(lang, amount),
        Unit::LengthM => t::contribution_length(lang, amount),
        Unit::Items => t::contribution_items(lang, amount),
        Unit::Households => t::contribution_households(lang, amount),
    }
}

/// The word for who gave.
pub fn giver_word(lang: Lang, source: Source) -> &'static str {
    match source {
        Source::Members => t::choice_giver_members(lang),
        Source::People => t::choice_giver_people(lang),
        Source::Organisations => t::choice_giver_organisations(lang),
        Source::Businesses => t::choice_giver_businesses(lang),
        Source::PublicBudget => t::choice_giver_budget(lang),
    }
}

/// The word for the title of the model.
pub fn four_good_word(lang: Lang, title: FourGood) -> &'static str {
    match title {
        FourGood::Cell => t::choice_four_good_cell(lang),
        FourGood::Committee => t::choice_four_good_committee(lang),
    }
}

/// The word for a grade of the yearly classification.
pub fn year_grade_word(lang: Lang, grade: YearGrade) -> &'static str {
    match grade {
        YearGrade::Excellent => t::choice_grade_excellent(lang),
        YearGrade::Good => t::choice_grade_good(lang),
        YearGrade::Completed => t::choice_grade_completed(lang),
        YearGrade::NotCompleted => t::choice_grade_not_completed(lang),
    }
}

/// The step of the official order that an item's title names, in whatever
/// language the phone spoke that set it on the agenda.
pub fn agenda_step_of(title: &str) -> Option<AgendaStep> {
    let names = |step: &AgendaStep| Lang::ALL.iter().any(|lang| agenda_step_word(*lang, *step) == title);
    AgendaStep::ALL.into_iter().find(names)
}

/// The title of an agenda's item: a step of the official order in the reader's
/// language, everything else as it was written.
pub fn agenda_title(lang: Lang, title: &str) -> &str {
    agenda_step_of(title).map_or(title, |step| agenda_step_word(lang, step))
}

/// The title of a step of the official order.
pub fn agenda_step_word(lang: Lang, step: AgendaStep) -> &'static str {
    match step {
        AgendaStep::Opening => t::agenda_step_opening(lang),
        AgendaStep::Scribe => t::agenda_step_scribe(lang),
        AgendaStep::Roll => t::agenda_step_roll(lang),
        AgendaStep::Dues => t::agenda_step_dues(lang),
        AgendaStep::Agenda => t::agenda_step_agenda(lang),
        AgendaStep::Report => t::agenda_step_report(lang),
        AgendaStep::MembersTasks => t::agenda_step_members_tasks(lang),
        AgendaStep::Documents => t::agenda_step_documents(lang),
        AgendaStep::Theme => t::agenda_step_theme(lang),
        AgendaStep::Orientation => t::agenda_step_orientation(lang),
        AgendaStep::Discussion => t::agenda_step_discussion(lang),
        AgendaStep::Criticism => t::agenda_step_criticism(lang),
        AgendaStep::Delegate => t::agenda_step_delegate(lang),
        AgendaStep::Assignment => t::agenda_step_assignment(lang),
        AgendaStep::Vote => t::agenda_step_vote(lang),
        AgendaStep::Candidates => t::agenda_step_candidates(lang),
        AgendaStep::Score => t::agenda_step_score(lang),
        AgendaStep::Minutes => t::agenda_step_minutes(lang),
        AgendaStep::Closing => t::agenda_step_closing(lang),
    }
}
