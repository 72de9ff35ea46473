//! What people mean to do with the registration and the review of a year.

use proptest::prelude::*;
use shared::document::command::CommandError;
use shared::document::command::registration::{self, Aims};
use shared::document::command::review::{self, Findings};
use shared::document::edit::Edit;
use shared::id::EntryId;
use shared::record::registration::{FourGood, Registration};
use shared::record::review::{Review, YearGrade};
use shared::words::{Note, Title};
use shared::year::Year;

use super::{day, item, member, note, title, vote};

#[derive(Debug, Clone)]
pub enum RegistrationMeant {
    Draft(Aims),
    Specialise(u8, Option<Note>, Option<Title>),
    Gather(u8, u8, Option<Note>),
    Register(u8, u16),
    Withdraw(Note),
    BeginAnew,
}

fn year() -> impl Strategy<Value = Year> {
    (2024..=2025_u16).prop_map(|number| Year::new(number).unwrap())
}

fn grade() -> impl Strategy<Value = Option<YearGrade>> {
    prop::option::of(prop::sample::select(YearGrade::ALL.to_vec()))
}

fn own_grade() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop::sample::select(vec!["p.model".to_owned(), "good".to_owned()]))
}

pub fn registering() -> BoxedStrategy<RegistrationMeant> {
    use RegistrationMeant as M;
    let id = || 0..3_u8;
    let some_note = || prop::option::of(note());
    let sought = prop::option::of(prop::sample::select(FourGood::ALL.to_vec()));
    let aims = (year(), sought, grade(), own_grade(), some_note()).prop_map(
        |(year, title_sought, grade_sought, own_grade_sought, targets)| Aims {
            year,
            title_sought,
            grade_sought,
            own_grade_sought,
            targets,
        },
    );
    prop_oneof![
        4 => aims.prop_map(M::Draft),
        4 => (id(), some_note(), prop::option::of(title())).prop_map(|(i, n, t)| M::Specialise(i, n, t)),
        3 => (id(), id(), some_note()).prop_map(|(i, by, text)| M::Gather(i, by, text)),
        2 => (1..=5_u8, 0..=22_u16).prop_map(|(on, approve)| M::Register(on, approve)),
        1 => note().prop_map(M::Withdraw),
        1 => Just(M::BeginAnew),
    ]
    .boxed()
}

pub fn registration_edits(
    current: &Registration,
    meant: &RegistrationMeant,
) -> Result<Vec<Edit>, CommandError> {
    use RegistrationMeant as M;
    match meant {
        M::Draft(aims) => registration::draft(current, aims),
        M::Specialise(number, text, target) => {
            registration::specialise(current, &item(*number), text.as_ref(), target.as_ref())
        }
        M::Gather(id, by, text) => {
            let id = EntryId::from_bytes([*id; 16]);
            registration::gather_opinion(current, id, member(*by), text.as_ref())
        }
        M::Register(on, approve) => registration::register(current, day(*on), vote(*approve)),
        M::Withdraw(reason) => registration::withdraw(current, reason),
        M::BeginAnew => Ok(registration::begin_anew()),
    }
}

#[derive(Debug, Clone)]
pub enum ReviewMeant {
    Write(Findings),
    Submit(u8, u16),
    TakeBack,
}

pub fn reviewing() -> BoxedStrategy<ReviewMeant> {
    use ReviewMeant as M;
    let some_note = || prop::option::of(note());
    let findings = (year(), grade(), own_grade(), some_note(), some_note(), some_note()).prop_map(
        |(year, grade, own_grade, strengths, shortcomings, measures)| Findings {
            year,
            grade,
            own_grade,
            strengths,
            causes: shortcomings.clone(),
            shortcomings,
            measures,
        },
    );
    prop_oneof![
        5 => findings.prop_map(M::Write),
        2 => (1..=5_u8, 0..=22_u16).prop_map(|(on, approve)| M::Submit(on, approve)),
        1 => Just(M::TakeBack),
    ]
    .boxed()
}

pub fn review_edits(current: &Review, meant: &ReviewMeant) -> Result<Vec<Edit>, CommandError> {
    match meant {
        ReviewMeant::Write(findings) => review::write(current, findings),
        ReviewMeant::Submit(on, approve) => review::submit(current, day(*on), vote(*approve)),
        ReviewMeant::TakeBack => Ok(review::take_back()),
    }
}
