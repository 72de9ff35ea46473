//! Rulings: what the ward office decided, in one order, never edited.
//!
//! A later ruling on the same matter supersedes an earlier one. Phones receive
//! rulings read-only and fold them into a [`SealedWard`]: they store what they
//! need not have read.

mod elsewhere;
mod judged;
mod matter;
mod registration;
mod sealed_ward;

pub use judged::{
    Appraisal, ChoiceSpan, Closing, Decided, Judged, Outstanding, Overridden, Recognition, Reopening,
    Revision, SchemeChoice, Suspension, Term,
};
pub use matter::Matter;
pub use registration::{RegistrationDigest, RegistrationState, RegistrationVerdict, registration_state};
pub use sealed_ward::SealedWard;

use minicbor::{Decode, Encode};

use crate::date::Date;
use crate::id::{MemberId, OrganisationId};
use crate::month::Month;
use crate::org::{Organisation, OrganisationKind};
use crate::record::registration::FourGood;
use crate::scheme::{Scheme, Subject};
use crate::sorted_set::SortedSet;
use crate::year::Year;

/// One decision of the ward office.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cfg_attr(
    target_pointer_width = "64",
    expect(clippy::large_enum_variant, reason = "rulings are few, and folded as soon as they are read")
)]
pub enum Ruling {
    /// The organisation is in the ward's register, with this name.
    #[n(0)]
    Registered(#[n(0)] Organisation),
    /// The scheme applies to organisations of its kind within its validity.
    #[n(1)]
    SchemeApplied(#[n(0)] Scheme),
    /// The month is the one the ward works on now.
    #[n(2)]
    MonthOpened(#[n(0)] Month),
    /// Which of the applied schemes judges organisations of a kind.
    #[n(3)]
    SchemeChosen(#[n(0)] SchemeChoice),
    /// A grade is another one than the scheme and the cap give.
    #[n(4)]
    Overridden(#[n(0)] Overridden),
    /// A grade was decided.
    #[n(5)]
    Decided(#[n(0)] Decided),
    /// A title was recognised, or taken back.
    #[n(6)]
    Recognised(#[n(0)] Recognition),
    /// A period is closed: what arrives later is shown apart.
    #[n(7)]
    Closed(#[n(0)] Closing),
    /// A closed period is open again.
    #[n(8)]
    Reopened(#[n(0)] Reopening),
    /// What the committee answers to the items of a yearly scheme.
    #[n(9)]
    Appraised(#[n(0)] Appraisal),
    /// A cell's registration was approved, or sent back.
    #[n(10)]
    RegistrationJudged(#[n(0)] RegistrationVerdict),
    /// A member is suspended from party activities.
    #[n(11)]
    Suspended(#[n(0)] Suspension),
    /// A group has outstanding results, or has not.
    #[n(12)]
    Outstanding(#[n(0)] Outstanding),
}

/// A ruling with its place in the ward's order; sealed where it is passed on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Ruled<R = Ruling> {
    /// Its number in the ward's sequence.
    #[n(0)]
    pub seq: u64,
    /// What was decided.
    #[n(1)]
    pub ruling: R,
}

/// What the rulings seen so far amount to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct RuledWard {
    /// The register, in the order of registration.
    #[n(0)]
    pub organisations: Vec<Organisation>,
    /// The schemes, in the order in which they were applied.
    #[n(1)]
    pub schemes: Vec<Scheme>,
    /// The month the ward works on.
    #[n(2)]
    pub month: Option<Month>,
    /// The number of the last ruling that was folded in.
    #[n(3)]
    pub seq: u64,
    /// Which scheme judges what, the later choice last.
    #[n(4)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub choices: Vec<SchemeChoice>,
    /// Grades that people set against the scheme or the cap, in force.
    #[n(5)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub overrides: Vec<Overridden>,
    /// Decided grades with all their revisions, the latest last.
    #[n(6)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub decisions: Vec<Revision>,
    /// Recognised titles, those taken back as well.
    #[n(7)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub recognitions: Vec<Recognition>,
    /// Periods that are closed.
    #[n(8)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub closed: Vec<Closing>,
    /// What the committee answered about years.
    #[n(9)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub appraisals: Vec<Appraisal>,
    /// The ward's last word on each registration.
    #[n(10)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub registrations: Vec<RegistrationVerdict>,
    /// Suspensions of members, those that have ended as well.
    #[n(11)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub suspensions: Vec<Suspension>,
    /// Groups with outstanding results.
    #[n(12)]
    #[cbor(skip_if = "Vec::is_empty")]
    pub outstanding: Vec<Outstanding>,
}

/// Puts an organisation into the register, or its newer entry in its place.
fn register(organisations: &mut Vec<Organisation>, organisation: Organisation) {
    match organisations.iter_mut().find(|known| known.id == organisation.id) {
        Some(known) => *known = organisation,
        None => organisations.push(organisation),
    }
}

/// Puts a scheme after all others; applied again, it is the last one again.
fn apply_scheme<S: PartialEq>(schemes: &mut Vec<S>, scheme: S) {
    schemes.retain(|known| *known != scheme);
    schemes.push(scheme);
}

/// Puts a choice in the place of the one before it.
fn choose(choices: &mut Vec<SchemeChoice>, choice: SchemeChoice) {
    choices.retain(|known| !known.is_of_the_same(&choice));
    choices.push(choice);
}

impl RuledWard {
    /// Folds a ruling in. One that was folded in before makes no difference.
    pub fn apply(&mut self, ruled: Ruled) {
        if ruled.seq <= self.seq {
            return;
        }
        self.seq = ruled.seq;
        match ruled.ruling {
            Ruling::Registered(organisation) => register(&mut self.organisations, organisation),
            Ruling::SchemeApplied(scheme) => apply_scheme(&mut self.schemes, scheme),
            Ruling::MonthOpened(month) => self.month = Some(month),
            Ruling::SchemeChosen(choice) => choose(&mut self.choices, choice),
            Ruling::Overridden(overridden) => {
                self.overrides.retain(|known| known.judged != overridden.judged);
                if overridden.grade.is_some() {
                    self.overrides.push(overridden);
                }
            }
            Ruling::Decided(decided) => self.decisions.push(Revision { seq: ruled.seq, decided }),
            Ruling::Recognised(recognition) => {
                self.recognitions.retain(|known| !known.is_of_the_same(&recognition));
                self.recognitions.push(recognition);
            }
            Ruling::Closed(closing) => {
                self.closed.retain(|known| known.term != closing.term);
                self.closed.push(closing);
            }
            Ruling::Appraised(appraisal) => self.appraise(appraisal),
            Ruling::RegistrationJudged(verdict) => self.judge_registration(verdict),
            Ruling::Suspended(suspension) => {
                self.suspensions.retain(|known| !known.is_of_the_same(&suspension));
                self.suspensions.push(suspension);
            }
            Ruling::Outstanding(outstanding) => {
                self.outstanding.retain(|known| !known.is_of_the_same(&outstanding));
                if outstanding.reason.is_some() {
                    self.outstanding.push(outstanding);
                }
            }
            Ruling::Reopened(reopening) => self.closed.retain(|known| known.term != reopening.term),
        }
    }

    fn appraise(&mut self, appraisal: Appraisal) {
        self.appraisals.retain(|known| known.judged != appraisal.judged);
        self.appraisals.push(appraisal);
    }

    fn judge_registration(&mut self, verdict: RegistrationVerdict) {
        let of = |known: &RegistrationVerdict| (known.organisation, known.year);
        self.registrations.retain(|known| of(known) != of(&verdict));
        self.registrations.push(verdict);
    }

    /// The grade that people set for `judged`, if they did.
    pub fn override_of(&self, judged: &Judged) -> Option<&Overridden> {
        self.overrides.iter().find(|overridden| overridden.judged == *judged)
    }

    /// What the committee answered about `judged`, if it did.
    pub fn appraisal_of(&self, judged: &Judged) -> Option<&Appraisal> {
        self.appraisals.iter().find(|appraisal| appraisal.judged == *judged)
    }

    /// The decisions on `judged`, the one in force last.
    pub fn decisions_on(&self, judged: &Judged) -> impl Iterator<Item = &Revision> {
        self.decisions.iter().filter(move |revision| revision.decided.judged == *judged)
    }

    /// The closing of `term`, while it is closed.
    pub fn closing_of(&self, term: Term) -> Option<&Closing> {
        self.closed.iter().find(|closing| closing.term == term)
    }

    /// The members of `organisation` who are suspended on `day`.
    pub fn suspended_on(&self, organisation: OrganisationId, day: Date) -> SortedSet<MemberId> {
        let holds = |one: &&Suspension| one.organisation == organisation && one.holds_on(day);
        self.suspensions.iter().filter(holds).map(|one| one.member).collect()
    }

    /// The applied scheme of this id and version.
    pub fn scheme_named(&self, id: &str, version: u16) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| (scheme.id.as_str(), scheme.version) == (id, version))
    }

    /// Why the group of `kind`, or the register's group in it, has outstanding
    /// results in `year`, if it has.
    pub fn outstanding(
        &self,
        year: Year,
        kind: OrganisationKind,
        group: Option<&str>,
    ) -> Option<&Outstanding> {
        let of =
            |known: &&Outstanding| (known.year, known.kind, known.group.as_deref()) == (year, kind, group);
        self.outstanding.iter().find(of)
    }

    /// The ward's last word on the registration of `organisation` for `year`.
    pub fn registration_verdict(
        &self,
        organisation: OrganisationId,
        year: Year,
    ) -> Option<&RegistrationVerdict> {
        let of =
            |verdict: &&RegistrationVerdict| (verdict.organisation, verdict.year) == (organisation, year);
        self.registrations.iter().find(of)
    }

    /// The title `title` of `organisation`'s `year`, recognised or not.
    pub fn recognition(
        &self,
        organisation: OrganisationId,
        year: Year,
        title: FourGood,
    ) -> Option<&Recognition> {
        let of = |known: &&Recognition| {
            (known.organisation, known.year, known.title) == (organisation, year, title)
        };
        self.recognitions.iter().find(of)
    }

    /// The registered organisation `id`.
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.iter().find(|organisation| organisation.id == id)
    }
}

impl RuledWard {
    /// The scheme in force for `organisation` in `month`: the last applied one that fits.
    pub fn scheme_for(&self, organisation: &Organisation, month: Month) -> Option<&Scheme> {
        self.applied(Subject::Month, organisation.kind, month)
    }

    /// The sheet by which `organisation` scores its meetings of `month`.
    pub fn meeting_sheet_for(&self, organisation: &Organisation, month: Month) -> Option<&Scheme> {
        self.applied(Subject::Meeting, organisation.kind, month)
    }

    /// The sheet `id` by which a meeting of `month` was begun to be scored: in the
    /// version in force, where it is the sheet in force; else in the latest.
    pub fn sheet_named(&self, organisation: &Organisation, month: Month, id: &str) -> Option<&Scheme> {
        let in_force = self.meeting_sheet_for(organisation, month).filter(|sheet| sheet.id == id);
        in_force.or_else(|| self.schemes.iter().rfind(|scheme| scheme.id == id))
    }

    /// The scheme that classifies `organisation`'s `year`.
    pub fn year_scheme_for(&self, organisation: &Organisation, year: Year) -> Option<&Scheme> {
        self.applied(Subject::Year, organisation.kind, year.months().last()?)
    }

    /// The scheme that sums up the meetings of `organisation`'s `year`: the last applied one.
    pub fn roll_up_for(&self, organisation: &Organisation, year: Year) -> Option<&Scheme> {
        let last = year.months().last()?;
        let fits =
            |scheme: &&Scheme| scheme.is_roll_up() && scheme.applies(Subject::Year, organisation.kind, last);
        self.schemes.iter().rev().find(fits)
    }

    /// The scheme that classifies the members of `organisation` in `year`.
    pub fn member_scheme_for(&self, organisation: &Organisation, year: Year) -> Option<&Scheme> {
        self.applied(Subject::Member, organisation.kind, year.months().last()?)
    }

    /// The chosen scheme, if it was applied and fits; else the last applied one that fits.
    fn applied(&self, subject: Subject, kind: OrganisationKind, month: Month) -> Option<&Scheme> {
        let fits = |scheme: &&Scheme| scheme.applies(subject, kind, month);
        let chosen = self.chosen(subject, kind, month).and_then(|choice| {
            let same = |scheme: &&Scheme| scheme.id == choice.scheme && scheme.version == choice.version;
            self.schemes.iter().rev().filter(fits).find(same)
        });
        chosen.or_else(|| self.last_applied(subject, kind, month))
    }

    /// The last applied scheme that fits. One that only sums up meetings judges
    /// nothing unless a ruling of before there was this difference chose it.
    fn last_applied(&self, subject: Subject, kind: OrganisationKind, month: Month) -> Option<&Scheme> {
        let fits = |scheme: &&Scheme| scheme.applies(subject, kind, month) && !scheme.is_roll_up();
        self.schemes.iter().rev().find(fits)
    }

    /// The choice by which such a thing of such organisations is judged in `month`.
    ///
    /// One for the month's year, or from a month on that begins last by then, goes
    /// before one for every year; of the two the one that was ruled later.
    pub fn chosen(&self, subject: Subject, kind: OrganisationKind, month: Month) -> Option<&SchemeChoice> {
        let own = self.choices.iter().enumerate();
        let mut own = own.filter(|(_, choice)| choice.subject == subject && choice.kind == kind);
        let of_year = |choice: &SchemeChoice| match choice.span() {
            ChoiceSpan::Year(year) => year.number() == month.year(),
            ChoiceSpan::EveryYear | ChoiceSpan::From(_) => false,
        };
        let year = own.clone().rfind(|(_, choice)| of_year(choice));
        let begun = own.clone().filter(|(_, choice)| choice.from.is_some_and(|from| from <= month));
        let begun = begun.max_by_key(|(place, choice)| (choice.from, *place));
        let every = own.rfind(|(_, choice)| choice.span() == ChoiceSpan::EveryYear);
        year.into_iter().chain(begun).max_by_key(|(place, _)| *place).or(every).map(|(_, choice)| choice)
    }
}

#[cfg(test)]
mod tests;
