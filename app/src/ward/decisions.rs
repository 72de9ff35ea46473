//! The decisions on a case, and whether the records say something else by now.

use leptos::prelude::*;
use shared::lang::Lang;
use shared::scheme::Scheme;

use super::case::{Case, Whence};
use super::desk::Desk;
use super::words::{by_whom, grade_word};
use crate::format::date;
use crate::standings::Reader;
use crate::t;

impl Case {
    /// The grade that follows by now, where it is another than was decided and
    /// people set none: what was found later re-opens the year it happened in
    /// (Nghệ An, QĐ 26-QĐ/TU 2023).
    pub fn reopened(&self) -> Option<&str> {
        let decided = self.decisions.last()?;
        let scheme = self.scheme.as_ref().filter(|scheme| scheme.id == decided.decided.decided.scheme)?;
        // Who is not graded by now has nothing to revise.
        let (grade, whence) = self.following().filter(|_| self.exclusion.is_none())?;
        let word = |(scheme, place): (&Scheme, u8)| {
            scheme.grades.get(usize::from(place)).map(|grade| grade.text.clone())
        };
        // Another version may call the same grade by another id.
        let now = scheme.place(grade).and_then(|place| word((scheme, place)));
        let same = now == decided.decided.in_force().and_then(word);
        (whence != Whence::People && grade != decided.decided.decided.grade && !same).then_some(grade)
    }
}

/// Whether the reader may learn why a grade is what it is: of a member that may be a
/// measure of discipline, which is for officials.
pub fn reads_reasons(reader: Reader, case: &Case) -> bool {
    reader == Reader::Official || case.member.is_none()
}

/// Whether the reader may learn what the records come to by now. Of a member a
/// viewer reads what was decided: another grade would tell that something was found.
pub fn is_told(reader: Reader, case: &Case) -> bool {
    reads_reasons(reader, case) || case.reopened().is_none()
}

/// That the records say something else than was decided.
pub fn reopened(lang: Lang, desk: &Desk, case: &Case) -> Option<impl IntoView + use<>> {
    let grade = case.reopened().filter(|_| is_told(desk.reader(), case))?;
    let words = t::yearend_reopened(lang, grade_word(lang, case.scheme.as_ref(), grade));
    Some(view! { <div class="banner" data-kind="warn" id="reopened"><p>{words}</p></div> })
}

/// What was decided and when; that nothing was.
pub fn decision_words(lang: Lang, case: &Case) -> String {
    let both = case.decided_word(lang).zip(case.decision());
    let decided = both.map(|(word, decided)| t::yearend_decided(lang, word, date(lang, decided.on)));
    decided.unwrap_or_else(|| t::yearend_not_decided(lang).to_owned())
}

/// Every decision, the latest first.
pub fn decisions(lang: Lang, case: &Case) -> impl IntoView + use<> {
    let rows = case.decisions.iter().rev().map(|decision| {
        let decided = &decision.decided.decided;
        let words = t::yearend_decided(lang, decision.decided.word(lang), date(lang, decided.on));
        let number = (!decided.number.is_empty()).then(|| t::yearend_number(lang, &decided.number));
        let revises = decided.revises.as_ref().map(|reason| t::yearend_revises(lang, reason));
        view! {
            <li class="card stack tight">
                <p class="title">{words}</p>
                {[number, revises].into_iter().flatten().map(|line| view! { <p>{line}</p> }).collect_view()}
                <p class="meta">{by_whom(lang, decision.official.as_deref(), decision.at)}</p>
            </li>
        }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty())
        .then(|| view! { <h2>{t::yearend_decisions(lang)}</h2><ul class="list" role="list">{rows}</ul> })
}
