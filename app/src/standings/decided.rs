//! A decision with the grade that was decided.

use std::sync::Arc;

use shared::lang::Lang;
use shared::ruling::{Decided, Overridden, Recognition, RuledWard};
use shared::scheme::Scheme;

use super::year::grade_words;
use crate::field_word::four_good_word;
use crate::format::date;
use crate::t;

/// A decision, and the grade with the scheme that it was decided by: another one
/// may be in force by now, and the decision stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedGrade {
    /// The decision.
    pub decided: Decided,
    /// The scheme and the grade's place in it; none where the ward has it no more.
    pub grade: Option<(Arc<Scheme>, u8)>,
}

impl DecidedGrade {
    /// The decision with the scheme that it names.
    pub fn of(ruled: &RuledWard, decided: &Decided) -> Self {
        let by = ruled.scheme_named(&decided.scheme, decided.version);
        let grade = by.and_then(|scheme| Some((Arc::new(scheme.clone()), scheme.place(&decided.grade)?)));
        Self { decided: decided.clone(), grade }
    }

    /// The scheme and the grade's place in it.
    pub fn in_force(&self) -> Option<(&Scheme, u8)> {
        self.grade.as_ref().map(|(scheme, place)| (scheme.as_ref(), *place))
    }

    /// The grade in words.
    pub fn word(&self, lang: Lang) -> String {
        let known = self.in_force().and_then(|(scheme, place)| grade_words(lang, scheme, place));
        known.unwrap_or_else(|| self.decided.grade.clone())
    }

    /// What there is to say about it, a line each.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let on = date(lang, self.decided.on);
        let decided = match self.decided.number.as_str() {
            "" => t::heat_decided(lang, on),
            number => t::heat_decided_by(lang, number, on),
        };
        let revised = self.decided.revises.as_ref().map(|why| t::heat_revised(lang, why));
        std::iter::once(decided).chain(revised).collect()
    }
}

/// Whether the title was recognised, and when or why not.
pub fn recognition_words(lang: Lang, recognition: &Recognition) -> String {
    let title = four_good_word(lang, recognition.title);
    match &recognition.refused {
        None => t::yearend_recognised(lang, title, date(lang, recognition.on)),
        Some(reason) => t::yearend_refused(lang, title, reason),
    }
}

/// What people set against `scheme`; that it counts no more where the grade is
/// another scheme's.
pub fn overridden_words(lang: Lang, scheme: &Scheme, set: &Overridden) -> String {
    if counts(scheme, set) {
        t::heat_overridden(lang, &set.by, &set.reason)
    } else {
        t::heat_overridden_foreign(lang, &set.by, &set.reason)
    }
}

/// Whether the grade that people set is one of `scheme`'s.
pub fn counts(scheme: &Scheme, set: &Overridden) -> bool {
    set.grade.as_deref().is_some_and(|grade| scheme.place(grade).is_some())
}
