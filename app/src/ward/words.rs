//! Rulings in words.

use shared::id::OrganisationId;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::org::{Organisation, OrganisationKind};
use shared::ruling::{Judged, Ruling, Term};
use shared::scheme::{Certainty, Scheme, Subject};

use crate::field_word::four_good_word;
use crate::format::{date, digits, moment, month, number};
use crate::standings::sorting::kind_word;
use crate::t;

/// Who ruled and when.
pub fn by_whom(lang: Lang, official: Option<&str>, at: Moment) -> String {
    let official = official.unwrap_or_else(|| t::desk_command_line(lang));
    t::desk_by(lang, official, moment(lang, at))
}

/// A period, as it stands within a sentence.
pub fn term_word(lang: Lang, term: Term) -> String {
    match term {
        Term::Month(of) => month(lang, of),
        Term::Year(year) => t::paper_year(lang, digits(lang, &year.to_string())),
    }
}

/// What a scheme judges, and of whom.
pub fn judges_word(lang: Lang, subject: Subject, kind: OrganisationKind) -> &'static str {
    use OrganisationKind::{Cell, Committee};
    match (subject, kind) {
        (Subject::Month, Cell) => t::criteria_month_cell(lang),
        (Subject::Month, Committee) => t::criteria_month_committee(lang),
        (Subject::Meeting, Cell) => t::criteria_meeting_cell(lang),
        (Subject::Meeting, Committee) => t::criteria_meeting_committee(lang),
        (Subject::Year, Cell) => t::criteria_year_cell(lang),
        (Subject::Year, Committee) => t::criteria_year_committee(lang),
        (Subject::Member, Cell) => t::criteria_member_cell(lang),
        (Subject::Member, Committee) => t::criteria_member_committee(lang),
    }
}

/// From when to when a scheme may be applied.
pub fn validity_word(lang: Lang, scheme: &Scheme) -> String {
    let from = month(lang, scheme.valid_from);
    match scheme.valid_until {
        Some(until) => t::criteria_valid_between(lang, from, month(lang, until)),
        None => t::criteria_valid_from(lang, from),
    }
}

/// How sure its texts are: how many of its items are as the source has them,
/// transcribed, or our sample.
pub fn certainty_word(lang: Lang, scheme: &Scheme) -> String {
    let of = |certainty| scheme.items().filter(|item| item.certainty == certainty).count() as u64;
    let [source, transcribed, sample] =
        [Certainty::Source, Certainty::Transcribed, Certainty::Sample].map(of);
    let n = |count| number(lang, count);
    t::criteria_certainty(lang, n(source), n(transcribed), n(sample))
}

/// The word of the grade `id` by `scheme`; the id where the scheme has no such grade.
pub fn grade_word(lang: Lang, scheme: Option<&Scheme>, id: &str) -> String {
    let grade = scheme.and_then(|scheme| scheme.grades.iter().find(|grade| grade.id == id));
    grade.map_or_else(|| id.to_owned(), |grade| grade.text.get(lang).to_owned())
}

/// A ruling as one sentence. Grades stand by their ids where no scheme is at hand.
pub fn ruling_words(lang: Lang, register: &[Organisation], ruling: &Ruling) -> String {
    let name = |id: OrganisationId| {
        let found = register.iter().find(|organisation| organisation.id == id);
        found.map_or_else(|| t::common_unknown(lang).to_owned(), |found| found.name.clone())
    };
    let whose = |judged: &Judged| {
        let (name, term) = (name(judged.organisation), term_word(lang, judged.term));
        match judged.member {
            None => t::rulings_whose(lang, name, term),
            Some(_) => t::rulings_member_of(lang, name, term),
        }
    };
    let with = |words: String, reason: Option<&str>| match reason {
        Some(reason) => t::rulings_because(lang, words, reason),
        None => words,
    };
    match ruling {
        Ruling::Registered(organisation) => t::rulings_registered(lang, &organisation.name),
        Ruling::SchemeApplied(scheme) => {
            t::rulings_scheme_applied(lang, scheme.title.get(lang), number(lang, scheme.version))
        }
        Ruling::MonthOpened(of) => t::rulings_month_opened(lang, month(lang, *of)),
        Ruling::SchemeChosen(choice) => {
            let judges = judges_word(lang, choice.subject, choice.kind);
            let when = match choice.year {
                Some(year) => t::paper_year(lang, digits(lang, &year.to_string())),
                None => t::criteria_every_year(lang).to_owned(),
            };
            t::rulings_scheme_chosen(lang, judges, &choice.scheme, when)
        }
        Ruling::Overridden(overridden) => match &overridden.grade {
            Some(grade) => {
                with(t::rulings_overridden(lang, whose(&overridden.judged), grade), Some(&overridden.reason))
            }
            None => {
                with(t::rulings_override_ended(lang, whose(&overridden.judged)), Some(&overridden.reason))
            }
        },
        Ruling::Decided(decided) => {
            with(t::rulings_decided(lang, whose(&decided.judged), &decided.grade), decided.revises.as_deref())
        }
        Ruling::Recognised(title) => {
            let year = digits(lang, &title.year.to_string());
            let word = four_good_word(lang, title.title);
            match &title.refused {
                None => t::rulings_recognised(lang, name(title.organisation), word, year),
                Some(reason) => {
                    with(t::rulings_not_recognised(lang, name(title.organisation), word, year), Some(reason))
                }
            }
        }
        Ruling::Closed(closing) => {
            t::rulings_closed(lang, term_word(lang, closing.term), number(lang, closing.mark))
        }
        Ruling::Reopened(reopening) => {
            with(t::rulings_reopened(lang, term_word(lang, reopening.term)), Some(&reopening.reason))
        }
        Ruling::Suspended(suspension) => {
            let (name, from) = (name(suspension.organisation), date(lang, suspension.from));
            match suspension.until {
                None => t::rulings_suspended(lang, name, from, &suspension.number),
                Some(until) => {
                    t::rulings_suspended_until(lang, name, from, date(lang, until), &suspension.number)
                }
            }
        }
        Ruling::Outstanding(outstanding) => {
            let kind = kind_word(lang, outstanding.kind);
            let year = digits(lang, &outstanding.year.to_string());
            match &outstanding.reason {
                Some(reason) => with(t::rulings_outstanding(lang, kind, year), Some(reason)),
                None => t::rulings_not_outstanding(lang, kind, year),
            }
        }
        Ruling::Appraised(appraisal) => {
            let answers = number(lang, appraisal.answers.len() as u64);
            t::rulings_appraised(lang, whose(&appraisal.judged), answers)
        }
        Ruling::RegistrationJudged(verdict) => {
            let (name, year) = (name(verdict.organisation), digits(lang, &verdict.year.to_string()));
            match &verdict.sent_back {
                None => t::rulings_registration_approved(lang, name, year),
                Some(reason) => with(t::rulings_registration_sent_back(lang, name, year), Some(reason)),
            }
        }
    }
}
