//! Disciplinary measures that were taken against a member (kỷ luật).

use std::fmt;
use std::str::FromStr;

use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};
use thiserror::Error;

use super::Office;
use crate::date::Date;
use crate::named::named;
use crate::words::Title;
use crate::year::Year;

named! {
    /// The form of a measure against a member (domain §7).
    Sanction {
        /// Reprimand (khiển trách).
        #[n(0)]
        Reprimand = "reprimand",
        /// Warning (cảnh cáo).
        #[n(1)]
        Warning = "warning",
        /// Dismissal from an office (cách chức).
        #[n(2)]
        Dismissal = "dismissal",
        /// Expulsion (khai trừ).
        #[n(3)]
        Expulsion = "expulsion",
    }
}

named! {
    /// Who found the violation; QĐ 124-QĐ/TW 04/10/2023 excepts what was
    /// discovered by those concerned, with its consequences remedied.
    Finding {
        /// Others found it, or its consequences are not remedied.
        #[n(0)]
        ByOthers = "by_others",
        /// The cell found it, and its consequences are remedied.
        #[n(1)]
        SelfRemedied = "self_remedied",
    }
}

named! {
    /// Whether an entry counts.
    Validity {
        /// It does.
        #[n(0)]
        Stands = "stands",
        /// It was entered by mistake, and stays to be seen.
        #[n(1)]
        Withdrawn = "withdrawn",
    }
}

/// Why something is no disciplinary measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DisciplineError {
    /// The violation would lie after the decision about it.
    #[error("the violation lies after the decision")]
    ViolatedAfterDecision,
    /// The decision lies outside of what the book can tell of.
    #[error("the day of the decision is none of the book")]
    Decision,
    /// The text is not written as one.
    #[error("this is not written as a disciplinary measure")]
    Unreadable,
}

/// One disciplinary measure. In the roster it is one text, so that what two
/// phones write about it differs as a whole and is never mixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discipline {
    /// Its form.
    pub sanction: Sanction,
    /// The day of the decision.
    decided_on: Date,
    /// The year of the violation, at the latest that of the decision.
    violated_in: Year,
    /// The office that the member held when it happened: a dismissal ends it.
    pub office: Office,
    /// Who found it.
    pub finding: Finding,
    /// Whether it counts.
    pub validity: Validity,
    /// The number of the decision, or a word about it.
    pub note: Option<Title>,
}

impl Discipline {
    /// How its names within a member begin; the entry's id follows.
    pub const PART: &str = "discipline.";

    /// Whether it stands and its violation is of `year`, whose grade it bears on.
    pub fn counts_in(&self, year: Year) -> bool {
        self.stands() && self.violated_in() == year
    }

    /// Whether a name within a member is one of a measure.
    pub fn is_named(name: &str) -> bool {
        name.starts_with(Self::PART)
    }

    /// A measure that stands, decided on a day of the book; without another
    /// year the violation is of the year of the decision.
    ///
    /// # Errors
    /// If the decision is none of the book, or lies before the violation.
    pub fn new(
        sanction: Sanction,
        decided_on: Date,
        violated_in: Option<Year>,
        office: Office,
        finding: Finding,
        note: Option<Title>,
    ) -> Result<Self, DisciplineError> {
        let decided_on = decided_on.in_book().map_err(|_| DisciplineError::Decision)?;
        let violated_in = violated_in.unwrap_or(Year::of(decided_on));
        if Year::of(decided_on) < violated_in {
            return Err(DisciplineError::ViolatedAfterDecision);
        }
        let validity = Validity::Stands;
        Ok(Self { sanction, decided_on, violated_in, office, finding, validity, note })
    }

    /// The day of the decision.
    pub const fn decided_on(&self) -> Date {
        self.decided_on
    }

    /// The year for which it counts: that in which the violation happened
    /// (Nghệ An QĐ 26-QĐ/TU 2023).
    pub const fn violated_in(&self) -> Year {
        self.violated_in
    }

    /// Whether the violation is of another year than the decision.
    pub fn is_of_another_year(&self) -> bool {
        self.violated_in != Year::of(self.decided_on)
    }

    /// Whether it counts.
    pub fn stands(&self) -> bool {
        self.validity == Validity::Stands
    }
}

/// The parts with a space between each, and the note, if there is one, last.
impl fmt::Display for Discipline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (office, finding) = (self.office.name(), self.finding.name());
        let (sanction, validity) = (self.sanction.name(), self.validity.name());
        write!(f, "{sanction} {} {} {office} {finding} {validity}", self.decided_on, self.violated_in)?;
        self.note.iter().try_for_each(|note| write!(f, " {note}"))
    }
}

impl FromStr for Discipline {
    type Err = DisciplineError;

    fn from_str(text: &str) -> Result<Self, DisciplineError> {
        let mut parts = text.splitn(7, ' ');
        let mut next = || parts.next().ok_or(DisciplineError::Unreadable);
        let none = DisciplineError::Unreadable;
        let sanction = Sanction::from_name(next()?).ok_or(none)?;
        let decided_on = next()?.parse().map_err(|_| none)?;
        let violated_in = next()?.parse().map_err(|_| none)?;
        let office = Office::from_name(next()?).ok_or(none)?;
        let finding = Finding::from_name(next()?).ok_or(none)?;
        let validity = Validity::from_name(next()?).ok_or(none)?;
        let note = parts.next().map(|note| Title::new(note).map_err(|_| none)).transpose()?;
        let read = Self::new(sanction, decided_on, Some(violated_in), office, finding, note)?;
        let read = Self { validity, ..read };
        // It is written in one way, so that equal measures are no conflict.
        if read.to_string() == text { Ok(read) } else { Err(none) }
    }
}

impl<C> Encode<C> for Discipline {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.str(&self.to_string())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Discipline {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        d.str()?.parse().map_err(|_| DecodeError::message("not a disciplinary measure"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_measure_is_written_in_one_way() {
        fn check(text: &str, expect: Result<(), DisciplineError>) {
            assert_eq!(text.parse::<Discipline>().map(|_| ()), expect, "{text}");
        }
        use DisciplineError::*;
        check("warning 2024-05-02 2023 secretary by_others stands", Ok(()));
        check("expulsion 2024-05-02 2024 member self_remedied withdrawn QĐ 12-QĐ/UBKT", Ok(()));
        check("warning 2024-05-02 2025 member by_others stands", Err(ViolatedAfterDecision));
        check("warning 1999-05-02 1999 member by_others stands", Err(Unreadable));
        check("warning 2024-05-02 1999 member by_others stands", Err(Unreadable));
        check("warning 2024-05-32 2024 member by_others stands", Err(Unreadable));
        check("fine 2024-05-02 2024 member by_others stands", Err(Unreadable));
        check("warning 2024-05-02 2024 member by_others", Err(Unreadable));
        check("warning 2024-05-02 2024 member by_others stands ", Err(Unreadable));
        check("warning 2024-05-02 2024 member by_others stands  QĐ 12", Err(Unreadable));
        check("warning 2024-05-02 02024 member by_others stands", Err(Unreadable));
        check("warning  2024-05-02 2024 member by_others stands", Err(Unreadable));
        check(
            &format!("warning 2024-05-02 2024 member by_others stands {}", "a".repeat(301)),
            Err(Unreadable),
        );
        check("", Err(Unreadable));
    }

    /// Any measure.
    fn any_measure() -> impl Strategy<Value = Discipline> {
        let of = |all: &[&'static str]| prop::sample::select(all.to_vec());
        let days = (2000..=2030_u16, 1..=12_u8, 1..=28_u8, 0..4_u16);
        let offices = prop::sample::select(Office::ALL.to_vec());
        let names = (of(Sanction::NAMES), of(Finding::NAMES), of(Validity::NAMES));
        (days, offices, names, prop::option::of("[a-zđ] {0,3}[0-9]")).prop_map(
            |((year, month, day, before), office, (sanction, finding, validity), note)| {
                let measure = Discipline::new(
                    Sanction::from_name(sanction).unwrap(),
                    Date::new(year, month, day).unwrap(),
                    Year::new(year - before).ok(),
                    office,
                    Finding::from_name(finding).unwrap(),
                    note.map(|note| Title::new(&note).unwrap()),
                );
                Discipline { validity: Validity::from_name(validity).unwrap(), ..measure.unwrap() }
            },
        )
    }

    proptest! {
        #[test]
        fn measures_read_what_they_print(measure in any_measure()) {
            prop_assert_eq!(measure.to_string().parse(), Ok(measure.clone()));
            let bytes = minicbor::to_vec(&measure).unwrap();
            prop_assert_eq!(minicbor::decode::<Discipline>(&bytes).unwrap(), measure);
        }

        #[test]
        fn whatever_reads_is_printed_again(text in "(warning|fine) 20[0-3][0-9]-0[1-9]-[0-2][0-9] 20[0-3][0-9] (member|x) by_others stands( .{0,8})?") {
            if let Ok(measure) = text.parse::<Discipline>() {
                prop_assert_eq!(measure.to_string(), text);
            }
        }
    }
}
