//! Rulings in words.

use shared::id::OrganisationId;
use shared::lang::Lang;
use shared::moment::Moment;
use shared::org::OrganisationKind;
use shared::record::review::YearGrade;
use shared::ruling::{ChoiceSpan, Judged, RuledWard, Ruling, SchemeChoice, Term};
use shared::scheme::{Certainty, Scheme, Subject};

use crate::explain::rule::kind_word;
use crate::field_word::{four_good_word, year_grade_word};
use crate::format::{date, digits, moment, month, number};
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

/// The word of the grade `id` of `judged`: by the scheme of this id and version
/// where the ruling names one, else by the one that judges in the period; where
/// neither has it, in the words of the yearly classification, or by the latest
/// scheme that has such a grade.
fn judged_grade(
    lang: Lang,
    ward: &RuledWard,
    judged: &Judged,
    named: Option<(&str, u16)>,
    id: &str,
) -> String {
    let organisation = ward.organisation(judged.organisation);
    let judging = || match (judged.term, judged.member) {
        (Term::Month(month), _) => ward.scheme_for(organisation?, month),
        (Term::Year(year), None) => ward.year_scheme_for(organisation?, year),
        (Term::Year(year), Some(_)) => ward.member_scheme_for(organisation?, year),
    };
    let named = named.and_then(|(id, version)| ward.scheme_named(id, version));
    let has = |scheme: &&Scheme| scheme.place(id).is_some();
    let scheme = named.or_else(judging).filter(has);
    let of_year = YearGrade::from_name(id).filter(|_| matches!(judged.term, Term::Year(_)));
    match (scheme, of_year) {
        (None, Some(grade)) => year_grade_word(lang, grade).to_owned(),
        _ => grade_word(lang, scheme.or_else(|| ward.schemes.iter().rev().find(has)), id),
    }
}

/// What a scheme is called: its title with its version, and its id as well where
/// another one `among` those it stands with is called the same.
pub fn scheme_words<'a>(lang: Lang, scheme: &Scheme, among: impl IntoIterator<Item = &'a Scheme>) -> String {
    let title = scheme.title.get(lang);
    let words = t::criteria_version(lang, title, number(lang, scheme.version));
    let same = |other: &Scheme| {
        other.id != scheme.id && (other.title.get(lang), other.version) == (title, scheme.version)
    };
    if among.into_iter().any(same) { format!("{words} · {}", scheme.id) } else { words }
}

/// The scheme that was chosen, with its version, and for when.
pub fn choice_words(lang: Lang, ward: &RuledWard, choice: &SchemeChoice) -> [String; 2] {
    let scheme = match ward.scheme_named(&choice.scheme, choice.version) {
        Some(scheme) => scheme_words(lang, scheme, &ward.schemes),
        None => t::criteria_version(lang, &choice.scheme, number(lang, choice.version)),
    };
    let when = match choice.span() {
        ChoiceSpan::Year(year) => t::year_of(lang, digits(lang, &year.to_string())),
        ChoiceSpan::EveryYear => t::criteria_every_year(lang).to_owned(),
        ChoiceSpan::From(from) => t::criteria_from(lang, month(lang, from)),
    };
    [scheme, when]
}

/// A ruling as one sentence, in the words of the register and the schemes that `ward` has.
pub fn ruling_words(lang: Lang, ward: &RuledWard, ruling: &Ruling) -> String {
    let name = |id: OrganisationId| {
        let found = ward.organisation(id);
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
        Ruling::Registered(organisation) => match &organisation.group {
            Some(group) => t::rulings_grouped(lang, &organisation.name, group),
            None => t::rulings_registered(lang, &organisation.name),
        },
        Ruling::SchemeApplied(scheme) => {
            t::rulings_scheme_applied(lang, scheme.title.get(lang), number(lang, scheme.version))
        }
        Ruling::MonthOpened(of) => t::rulings_month_opened(lang, month(lang, *of)),
        Ruling::SchemeChosen(choice) => {
            let judges = judges_word(lang, choice.subject, choice.kind);
            let [scheme, when] = choice_words(lang, ward, choice);
            t::rulings_scheme_chosen(lang, scheme, judges, when)
        }
        Ruling::Overridden(overridden) => match &overridden.grade {
            Some(grade) => {
                let grade = judged_grade(lang, ward, &overridden.judged, None, grade);
                with(t::rulings_overridden(lang, whose(&overridden.judged), grade), Some(&overridden.reason))
            }
            None => {
                with(t::rulings_override_ended(lang, whose(&overridden.judged)), Some(&overridden.reason))
            }
        },
        Ruling::Decided(decided) => {
            let named = Some((decided.scheme.as_str(), decided.version));
            let grade = judged_grade(lang, ward, &decided.judged, named, &decided.grade);
            with(t::rulings_decided(lang, whose(&decided.judged), grade), decided.revises.as_deref())
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
            let group = outstanding.group.iter().map(String::as_str);
            let kind: Vec<_> = std::iter::once(kind_word(lang, outstanding.kind)).chain(group).collect();
            let kind = kind.join(" · ");
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
                None => t::rulings_registration_approved(lang, year, name),
                Some(reason) => with(t::rulings_registration_sent_back(lang, year, name), Some(reason)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::org::Organisation;
    use shared::ruling::{Decided, Overridden, RegistrationDigest, RegistrationVerdict, Ruled};
    use shared::scheme::shipped::qd_124;

    use super::*;

    fn ward() -> RuledWard {
        let cell = Organisation {
            id: OrganisationId::from_bytes([1; 16]),
            code: "ben-do".parse().unwrap(),
            name: "Bến Đò".to_owned(),
            kind: OrganisationKind::Cell,
            group: None,
        };
        let mut ward = RuledWard::default();
        ward.apply(Ruled { seq: 1, ruling: Ruling::Registered(cell) });
        ward.apply(Ruled { seq: 2, ruling: Ruling::SchemeApplied(qd_124().unwrap()) });
        ward
    }

    fn judged() -> Judged {
        let organisation = OrganisationId::from_bytes([1; 16]);
        Judged { organisation, term: Term::Year("2024".parse().unwrap()), member: None }
    }

    #[test]
    fn the_organisation_and_the_year_stand_in_their_places() {
        fn check(lang: Lang, sent_back: Option<&str>, expect: &str) {
            let ruling = Ruling::RegistrationJudged(RegistrationVerdict {
                organisation: OrganisationId::from_bytes([1; 16]),
                year: "2024".parse().unwrap(),
                digest: RegistrationDigest::of(&shared::record::registration::Registration::default()),
                sent_back: sent_back.map(str::to_owned),
                on: "2024-02-01".parse().unwrap(),
                by: String::new(),
            });
            assert_eq!(ruling_words(lang, &ward(), &ruling), expect);
        }
        check(Lang::Vi, None, "Phê duyệt bản đăng ký năm 2024 của Bến Đò.");
        check(Lang::Vi, Some("Thiếu."), "Trả lại bản đăng ký năm 2024 của Bến Đò. Lý do: Thiếu.");
        check(Lang::En, None, "Approved the registration of 2024 of Bến Đò.");
        check(Lang::En, Some("Thiếu."), "Sent back the registration of 2024 of Bến Đò. Reason: Thiếu.");
        check(Lang::Bn, None, "Bến Đò-এর ২০২৪ সালের নিবন্ধন অনুমোদিত।");
        check(Lang::Bn, Some("Thiếu."), "Bến Đò-এর ২০২৪ সালের নিবন্ধন ফেরত। কারণ: Thiếu.");
    }

    #[test]
    fn schemes_of_one_title_are_told_apart() {
        let scheme = qd_124().unwrap();
        let newer = Scheme { version: scheme.version + 1, ..scheme.clone() };
        let other = Scheme { id: "phuong.qd-124".to_owned(), ..scheme.clone() };
        let called = |one: &Scheme| scheme_words(Lang::En, one, [&scheme, &newer, &other]);
        let title = scheme.title.get(Lang::En);
        assert_eq!(called(&scheme), format!("{title}, version 3 · qd-124"));
        assert_eq!(called(&newer), format!("{title}, version 4"));
        assert_eq!(called(&other), format!("{title}, version 3 · phuong.qd-124"));
        assert_eq!(scheme_words(Lang::En, &scheme, [&scheme]), format!("{title}, version 3"));
    }

    #[test]
    fn grades_and_schemes_stand_by_their_words() {
        let scheme = qd_124().unwrap();
        let best = scheme.grades.first().unwrap();
        let decided = Ruling::Decided(Decided {
            judged: judged(),
            grade: best.id.clone(),
            scheme: scheme.id.clone(),
            version: scheme.version,
            on: "2024-12-28".parse().unwrap(),
            number: String::new(),
            by: String::new(),
            revises: None,
        });
        let set = Ruling::Overridden(Overridden {
            judged: judged(),
            grade: Some(best.id.clone()),
            reason: "Vì dân.".to_owned(),
            by: String::new(),
        });
        let choice = SchemeChoice {
            subject: Subject::Year,
            kind: OrganisationKind::Cell,
            year: None,
            scheme: scheme.id.clone(),
            version: scheme.version,
            from: None,
        };
        let word = best.text.get(Lang::Vi);
        let (title, version) = (scheme.title.get(Lang::Vi), scheme.version);
        let words =
            [decided, set, Ruling::SchemeChosen(choice)].map(|one| ruling_words(Lang::Vi, &ward(), &one));
        let whose = "Bến Đò, năm 2024";
        assert_eq!(
            words,
            [
                format!("Quyết định xếp loại ({whose}): {word}."),
                format!("Xếp loại theo quyết định riêng ({whose}): {word}. Lý do: Vì dân."),
                format!(
                    "Chọn bộ tiêu chí {title}, bản {version} cho: Xếp loại chi bộ hằng năm. Thời gian: Mọi năm chưa chọn riêng."
                ),
            ]
        );
        // Without any scheme the grades of the year have words as well.
        let bare = RuledWard::default();
        let id = YearGrade::Good.name();
        assert_eq!(
            judged_grade(Lang::Vi, &bare, &judged(), None, id),
            year_grade_word(Lang::Vi, YearGrade::Good)
        );
    }
}
