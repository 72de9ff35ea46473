//! Numbers of resolutions: provisional ones on the phone, official ones by term.
//!
//! Official numbers run from 01 without a gap per form within one term of
//! office, counted from the day after the congress closes (HD 36-HD/VPTW
//! 03/4/2018 II.1.3). Number and symbol are two fields, since suffixes vary
//! from place to place ("05-NQ/CB", "03-NQ/CĐ-CB").

use std::fmt;

use minicbor::{Decode, Encode};
use thiserror::Error;

use super::{Form, Resolution};
use crate::date::Date;
use crate::id::{DeviceNumber, DocumentId};
use crate::month::Month;
use crate::period::Period;

/// Why something is not an official number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an official number is a whole number from 1 to 9999")]
pub struct NumberError;

/// A number of a term, from 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct OfficialNumber(#[n(0)] u16);

impl OfficialNumber {
    /// The first number of a term.
    pub const FIRST: Self = Self(1);
    /// The last number there is.
    pub const MOST: u16 = 9_999;

    /// The number, if it is in range.
    pub fn new(number: u16) -> Result<Self, NumberError> {
        if (1..=Self::MOST).contains(&number) { Ok(Self(number)) } else { Err(NumberError) }
    }

    /// The number.
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// Writes it with two digits at least, as on paper.
impl fmt::Display for OfficialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

/// The provisional number of a resolution: the number of the device that made
/// it and eight digits of its document's id, such as `7-3f2a91bc`. Two phones
/// have two numbers, and one phone draws each id anew, so that no two
/// resolutions share one after merging.
pub fn provisional_number(device: DeviceNumber, document: DocumentId) -> String {
    let digits = document.to_string();
    format!("{device}-{}", digits.get(24..).unwrap_or_default())
}

/// The number that the next resolution of `form` gets in `term`: the one after
/// the highest that was given, withdrawn ones included. `None` where the last
/// one was given.
pub fn next_official<'a>(
    resolutions: impl IntoIterator<Item = &'a Resolution>,
    form: Form,
    term: Period,
) -> Option<OfficialNumber> {
    let highest = resolutions.into_iter().filter_map(|r| issued(r, term)).filter(|(of, _)| *of == form).max();
    match highest {
        None => Some(OfficialNumber::FIRST),
        Some((_, number)) => OfficialNumber::new(number.0.saturating_add(1)).ok(),
    }
}

/// Days after which a first number begins another term. Cells' terms are longer
/// (Quảng Ninh 2022–2025, Huế 2025–2030); within a year it was given twice.
const SHORTEST_TERM: i64 = 365;

/// The terms of office, the earliest first, as the numbers of `form` tell them.
///
/// No record names a term, but each begins the numbers anew: a 01 begins a
/// term, unless the last one began less than a year before; two such are a
/// number given twice. Before the first 01 there is a term without a beginning.
fn terms<'a>(resolutions: impl IntoIterator<Item = &'a Resolution>, form: Form) -> Vec<Period> {
    let first = |r: &&Resolution| r.form == Some(form) && r.official_number == Some(OfficialNumber::FIRST);
    let mut firsts: Vec<Date> = resolutions.into_iter().filter(first).filter_map(|r| r.issued_on).collect();
    firsts.sort_unstable();
    let mut begin = Date::first_of(Month::FIRST);
    let mut terms = Vec::new();
    let mut last = None;
    for first in firsts {
        if last.is_some_and(|last| first.days_since(last) < SHORTEST_TERM) {
            continue;
        }
        terms.extend(Period::new(begin, Some(first.day_before())));
        begin = first;
        last = Some(first);
    }
    terms.push(Period::open(begin));
    terms
}

/// The term of office in which `day` lies, as the numbers of `form` tell it: a
/// 01 begins one, unless the last began less than a year before.
pub fn term_of<'a>(resolutions: impl IntoIterator<Item = &'a Resolution>, form: Form, day: Date) -> Period {
    let found = terms(resolutions, form).into_iter().find(|term| term.contains(day));
    found.unwrap_or(Period::open(Date::first_of(Month::FIRST)))
}

/// A number of a term that stands on more than one resolution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The form whose series it is.
    pub form: Form,
    /// The number.
    pub number: OfficialNumber,
    /// The resolutions that have it, by id.
    pub documents: Vec<DocumentId>,
}

/// The numbers that two phones gave in one term, by form and number.
pub fn duplicates(resolutions: &[(DocumentId, &Resolution)]) -> Vec<Duplicate> {
    let numbered = resolutions.iter().filter_map(|(of, r)| Some((r.form?, r.official_number?, *of)));
    let mut numbered: Vec<_> = numbered.collect();
    numbered.sort_unstable();
    let shared = numbered.chunk_by(|(form, number, _), next| (*form, *number) == (next.0, next.1));
    let shared = shared.filter(|same| 1 < same.len()).flatten();
    let found = shared.filter_map(|(_, _, of)| {
        // Each but once: under the first of its documents.
        duplicate(*of, resolutions).filter(|found| found.documents.first() == Some(of))
    });
    found.collect()
}

/// The number of `document`, if two phones that did not know of each other gave
/// it twice in one term.
pub fn duplicate(document: DocumentId, resolutions: &[(DocumentId, &Resolution)]) -> Option<Duplicate> {
    let (_, own) = resolutions.iter().find(|(of, _)| *of == document)?;
    let (form, number, day) = (own.form?, own.official_number?, own.issued_on?);
    let same = |r: &Resolution| r.form == Some(form) && r.official_number == Some(number);
    let mut same: Vec<_> = resolutions.iter().filter(|(_, r)| same(r)).collect();
    // Nearly always: nobody has to be asked where terms begin.
    if same.len() < 2 {
        return None;
    }
    let term = term_of(resolutions.iter().map(|(_, resolution)| *resolution), form, day);
    same.retain(|(_, r)| r.issued_on.is_some_and(|day| term.contains(day)));
    let mut documents: Vec<_> = same.into_iter().map(|(of, _)| *of).collect();
    documents.sort_unstable();
    (1 < documents.len()).then_some(Duplicate { form, number, documents })
}

/// Form and number of a resolution that was issued in `term`.
fn issued(resolution: &Resolution, term: Period) -> Option<(Form, OfficialNumber)> {
    resolution.issued_on.filter(|day| term.contains(*day))?;
    Some((resolution.form?, resolution.official_number?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standing::sample::id;

    fn resolution(form: Form, number: u16, day: &str) -> Resolution {
        Resolution {
            form: Some(form),
            official_number: OfficialNumber::new(number).ok(),
            issued_on: day.parse().ok(),
            ..Resolution::default()
        }
    }

    fn term() -> Period {
        Period::new("2022-07-04".parse().unwrap(), "2025-07-03".parse().ok()).unwrap()
    }

    #[test]
    fn numbers_run_on_by_form_within_a_term() {
        fn check(given: &[(Form, u16, &str)], expect: Option<u16>) {
            let given: Vec<_> = given.iter().map(|(f, n, day)| resolution(*f, *n, day)).collect();
            let next = next_official(&given, Regular, term());
            assert_eq!(next.map(OfficialNumber::number), expect, "{given:?}");
        }
        use Form::{Regular, Thematic};
        check(&[], Some(1));
        check(&[(Regular, 4, "2024-10-07"), (Regular, 2, "2024-11-07")], Some(5));
        check(&[(Thematic, 4, "2024-10-07")], Some(1));
        check(&[(Regular, 40, "2022-07-03"), (Regular, 1, "2022-07-04")], Some(2));
        check(&[(Regular, 9_999, "2024-11-07")], None);
    }

    #[test]
    fn numbers_given_twice_are_found() {
        let given = [
            resolution(Form::Regular, 5, "2024-11-07"),
            resolution(Form::Thematic, 5, "2024-11-07"),
            resolution(Form::Regular, 5, "2024-11-08"),
            resolution(Form::Regular, 6, "2024-11-08"),
            Resolution { issued_on: None, ..resolution(Form::Regular, 6, "2024-11-08") },
        ];
        let given: Vec<_> = (1..).map(id).zip(&given).collect();
        let number = OfficialNumber::new(5).unwrap();
        let twice = Duplicate { form: Form::Regular, number, documents: vec![id(1), id(3)] };
        assert_eq!(duplicate(id(1), &given), Some(twice.clone()));
        assert_eq!(duplicate(id(3), &given), Some(twice.clone()));
        assert_eq!(duplicates(&given), [twice]);
        for alone in [2, 4, 5, 6] {
            assert_eq!(duplicate(id(alone), &given), None, "{alone}");
        }
        // The next term begins with 01, and may give the same numbers.
        let given = [
            resolution(Form::Regular, 5, "2024-11-07"),
            resolution(Form::Regular, 1, "2025-07-04"),
            resolution(Form::Regular, 5, "2025-11-07"),
        ];
        let given: Vec<_> = (1..).map(id).zip(&given).collect();
        assert_eq!(duplicates(&given), []);
        assert_eq!(duplicate(id(3), &given), None);
    }

    #[test]
    fn a_term_begins_with_its_first_number() {
        fn check(firsts: &[&str], day: &str, from: &str, until: Option<&str>) {
            let firsts: Vec<_> = firsts.iter().map(|day| resolution(Form::Regular, 1, day)).collect();
            let parsed = |day: &str| day.parse::<Date>().unwrap();
            let term = term_of(&firsts, Form::Regular, parsed(day));
            assert_eq!((term.from(), term.until()), (parsed(from), until.map(parsed)), "{day}");
        }
        check(&[], "2024-11-07", "2000-01-01", None);
        check(&["2022-07-10"], "2024-11-07", "2022-07-10", None);
        check(&["2025-03-10", "2022-07-10"], "2024-11-07", "2022-07-10", Some("2025-03-09"));
        check(&["2025-03-10", "2022-07-10"], "2025-03-10", "2025-03-10", None);
        check(&["2022-07-10"], "2022-07-09", "2000-01-01", Some("2022-07-09"));
        // Two phones gave the same first number.
        check(&["2022-07-10", "2022-08-02"], "2024-11-07", "2022-07-10", None);
        let other = [resolution(Form::Thematic, 1, "2024-01-01")];
        let term = term_of(&other, Form::Regular, "2024-11-07".parse().unwrap());
        assert_eq!(term.from(), Date::first_of(Month::FIRST));
    }

    #[test]
    fn provisional_numbers_tell_device_and_document() {
        let one = provisional_number(DeviceNumber(7), id(0x3f));
        assert_eq!(one, "7-3f3f3f3f");
        assert_ne!(one, provisional_number(DeviceNumber(8), id(0x3f)));
        assert_ne!(one, provisional_number(DeviceNumber(7), id(0x40)));
        assert_eq!(OfficialNumber::FIRST.to_string(), "01");
    }
}
