//! The word for each field of each kind.

use shared::lang::Lang;
use shared::record::Kind;
use shared::record::roster::Discipline;

use crate::t;

/// What a field is called, or a part of an entry of it; none where the schema has no such field.
pub fn field_name(lang: Lang, kind: Kind, field: &str, part: Option<&str>) -> Option<&'static str> {
    match kind {
        Kind::Roster => member(lang, part?),
        Kind::Resolution => resolution(lang, field).or_else(|| vote(lang, field)),
        Kind::Task => task(lang, field, part),
        Kind::Assessment => assessment(lang, field).or_else(|| vote(lang, field)),
        Kind::Meeting => meeting(lang, field, part).or_else(|| vote(lang, part.unwrap_or(field))),
        Kind::Contribution => contribution(lang, field),
        Kind::Registration => registration(lang, field, part).or_else(|| vote(lang, field)),
        Kind::Review => review(lang, field).or_else(|| vote(lang, field)),
        Kind::Photo => photo(lang, field),
    }
}

fn vote(lang: Lang, field: &str) -> Option<&'static str> {
    Some(match field {
        "voters" => t::vote_voters(lang),
        "approve" => t::vote_approve(lang),
        "against" => t::vote_against(lang),
        "abstain" => t::vote_abstain(lang),
        _ => return None,
    })
}

fn member(lang: Lang, part: &str) -> Option<&'static str> {
    Some(match part {
        "name" => t::member_name(lang),
        "membership" => t::member_membership(lang),
        "office" => t::member_office(lang),
        "group" => t::member_group(lang),
        "left_on" => t::field_left_on(lang),
        "left_why" => t::field_left_why(lang),
        "joined_on" => t::field_joined_on(lang),
        "official_on" => t::field_official_on(lang),
        "returned_on" => t::field_returned_on(lang),
        "exempt_from" => t::field_exempt_from(lang),
        "exempt_until" => t::field_exempt_until(lang),
        "away_from" => t::field_away_from(lang),
        "away_until" => t::field_away_until(lang),
        "households" => t::field_households(lang),
        "phones" => t::field_phones(lang),
        _ if Discipline::is_named(part) => t::discipline_title(lang),
        _ => return None,
    })
}

fn resolution(lang: Lang, field: &str) -> Option<&'static str> {
    Some(match field {
        "form" => t::resolution_form(lang),
        "title" => t::resolution_title(lang),
        "body" => t::resolution_body(lang),
        "month" => t::resolution_month(lang),
        "number" => t::resolution_number(lang),
        "adopted_on" => t::resolution_adopted_on(lang),
        "withdrawn_on" => t::field_withdrawn_on(lang),
        "withdrawn_why" => t::field_withdrawn_why(lang),
        "meeting" => t::field_meeting(lang),
        "discussed_on" => t::field_discussed_on(lang),
        "amended_on" => t::field_amended_on(lang),
        "superseded_by" => t::field_superseded_by(lang),
        "symbol" => t::field_symbol(lang),
        "official_number" => t::field_official_number(lang),
        "issued_on" => t::field_issued_on(lang),
        "posted_on" => t::field_posted_on(lang),
        "reported_on" => t::field_reported_on(lang),
        _ => return None,
    })
}

fn task(lang: Lang, field: &str, part: Option<&str>) -> Option<&'static str> {
    Some(match (field, part) {
        ("resolution", _) => t::task_of_resolution(lang),
        ("what", _) => t::task_what(lang),
        ("product", _) => t::task_product(lang),
        ("assignees", _) => t::task_who(lang),
        ("assigned_on", _) => t::task_assigned_on(lang),
        ("due_on", _) => t::task_due_on(lang),
        ("progress", Some("on")) => t::field_progress_on(lang),
        ("progress", Some("percent")) => t::task_percent(lang),
        ("progress", Some("note")) => t::task_report(lang),
        ("progress", Some("taken_back")) => t::field_taken_back(lang),
        ("done_on", _) => t::task_done_on(lang),
        ("beyond", _) => t::task_beyond(lang),
        ("cancelled", _) => t::task_cancelled_because(lang),
        ("how", _) => t::field_how(lang),
        ("responsibility", _) => t::field_responsibility(lang),
        ("source", _) => t::field_task_source(lang),
        ("source_text", _) => t::field_source_text(lang),
        ("meeting", _) => t::field_assigning_meeting(lang),
        ("evidence", _) => t::field_evidence(lang),
        _ => return None,
    })
}

fn assessment(lang: Lang, field: &str) -> Option<&'static str> {
    Some(match field {
        "month" => t::field_month(lang),
        "scheme" => t::field_scheme(lang),
        "answers" => t::field_answer(lang),
        "notes" => t::field_note(lang),
        "shortcomings" => t::assess_shortcomings(lang),
        "measures" => t::assess_measures(lang),
        "submitted_on" => t::assess_submitted_on(lang),
        _ => return None,
    })
}

fn meeting(lang: Lang, field: &str, part: Option<&str>) -> Option<&'static str> {
    Some(match (field, part) {
        ("form", _) => t::field_meeting_form(lang),
        ("month", _) => t::field_month(lang),
        ("theme", _) => t::field_theme(lang),
        ("group", _) => t::member_group(lang),
        ("notified_on", _) => t::field_notified_on(lang),
        ("planned_on", _) => t::field_planned_on(lang),
        ("planned_at", _) => t::field_planned_at(lang),
        ("place", _) => t::field_place(lang),
        ("held_on", _) => t::field_held_on(lang),
        ("started_at", _) => t::field_started_at(lang),
        ("ended_at", _) => t::field_ended_at(lang),
        ("chair", _) => t::field_chair(lang),
        ("scribe", _) => t::field_scribe(lang),
        ("roll", Some("presence")) => t::field_presence(lang),
        ("roll", Some("reason")) => t::field_absence_reason(lang),
        ("guests", Some("name")) => t::field_guest_name(lang),
        ("guests", Some("role")) => t::field_guest_role(lang),
        ("guests" | "agenda", Some("dropped")) => t::field_dropped(lang),
        ("agenda", Some("order")) => t::field_order(lang),
        ("agenda", Some("title")) => t::field_item_title(lang),
        ("agenda", Some("presenter")) => t::field_presenter(lang),
        ("agenda", Some("content")) => t::field_content(lang),
        ("agenda", Some("conclusion")) | ("conclusion", _) => t::field_conclusion(lang),
        ("opinions", Some("item")) => t::field_opinion_item(lang),
        ("opinions", Some("member")) => t::field_opinion_member(lang),
        ("opinions", Some("text")) => t::field_opinion(lang),
        ("reviews", Some("verdict")) => t::field_verdict(lang),
        ("reviews", Some("note")) => t::field_note(lang),
        ("last_month", _) => t::field_last_month(lang),
        ("quality_scheme", _) => t::field_quality_scheme(lang),
        ("quality", _) => t::field_quality(lang),
        ("quality_notes", _) => t::field_note(lang),
        ("minutes", _) => t::field_minutes(lang),
        ("adopted_on", _) => t::field_minutes_adopted_on(lang),
        ("cancelled", _) => t::field_meeting_cancelled(lang),
        _ => return None,
    })
}

fn contribution(lang: Lang, field: &str) -> Option<&'static str> {
    Some(match field {
        "unit" => t::field_unit(lang),
        "amount" => t::field_amount(lang),
        "pledged" => t::field_pledged(lang),
        "against" => t::field_against(lang),
        "purpose" => t::field_purpose(lang),
        "project" => t::field_project(lang),
        "given_on" => t::field_given_on(lang),
        "source" => t::field_giver(lang),
        "givers" => t::field_givers(lang),
        "resolution" => t::field_by_resolution(lang),
        "note" => t::field_note(lang),
        "cancelled" => t::field_not_counted(lang),
        _ => return None,
    })
}

fn registration(lang: Lang, field: &str, part: Option<&str>) -> Option<&'static str> {
    Some(match (field, part) {
        ("year", _) => t::field_year(lang),
        ("title_sought", _) => t::field_title_sought(lang),
        ("grade_sought" | "own_grade_sought", _) => t::field_grade_sought(lang),
        ("targets", _) => t::field_targets(lang),
        ("criteria", Some("text")) => t::field_own_criterion(lang),
        ("criteria", Some("target")) => t::field_own_target(lang),
        ("opinions", Some("member")) => t::field_opinion_member(lang),
        ("opinions", Some("text")) => t::field_opinion(lang),
        ("registered_on", _) => t::field_registered_on(lang),
        ("withdrawn", _) => t::field_withdrawn(lang),
        _ => return None,
    })
}

fn review(lang: Lang, field: &str) -> Option<&'static str> {
    Some(match field {
        "year" => t::field_year(lang),
        "grade" => t::field_grade(lang),
        "own_grade" => t::field_own_grade(lang),
        "strengths" => t::field_strengths(lang),
        "shortcomings" => t::assess_shortcomings(lang),
        "causes" => t::field_causes(lang),
        "measures" => t::field_next_year(lang),
        "submitted_on" => t::assess_submitted_on(lang),
        _ => return None,
    })
}

fn photo(lang: Lang, field: &str) -> Option<&'static str> {
    Some(match field {
        "of" => t::field_photo_of(lang),
        "hash" => t::field_photo_hash(lang),
        "bytes" => t::field_photo_bytes(lang),
        "width" => t::field_photo_width(lang),
        "height" => t::field_photo_height(lang),
        "caption" => t::field_caption(lang),
        "taken_on" => t::field_taken_on(lang),
        "removed" => t::field_removed(lang),
        _ => return None,
    })
}
