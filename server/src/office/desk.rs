//! The ward as the office works on it.

use std::collections::HashMap;

use app::ward::Desk;
use shared::id::OrganisationId;
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Code, Ward};
use shared::ruling::RuledWard;
use shared::standing::facts::Fact;
use shared::words::Title;
use shared::year::Year;

use crate::store::rulings::Signed;
use crate::store::{Reading, StoreError};

/// The ward's rulings, folded and one by one.
#[derive(Debug, Clone)]
pub struct Ruled {
    /// What they amount to.
    pub ward: RuledWard,
    /// The rulings with who made them and when, in order.
    pub signed: Vec<Signed>,
}

impl Ruled {
    /// The rulings of the ward.
    pub fn read(reading: &Reading<'_>, ward: &Code) -> Result<Self, StoreError> {
        let signed = reading.signed_rulings(ward, 0)?;
        let mut folded = RuledWard::default();
        for one in &signed {
            folded.apply(one.ruled.clone());
        }
        Ok(Self { ward: folded, signed })
    }

    /// The month the ward works on: the opened one, else the present one.
    pub fn month(&self, now: Moment) -> Month {
        let present = || now.date_in_vietnam().map_or(Month::FIRST, Month::of);
        self.ward.month.unwrap_or_else(present)
    }

    /// Who sits at the ward's desk, and on what the page rests.
    pub fn desk(&self, ward: Ward, official: Option<&Title>, now: Moment) -> Desk {
        let official = official.map(ToString::to_string);
        Desk { ward, official, year: year_of(self.month(now)), seen: self.ward.seq }
    }
}

/// The year a month lies in.
pub fn year_of(month: Month) -> Year {
    Year::of(month.last_day())
}

/// The facts that bear on `year`, by organisation.
pub fn facts_of(
    reading: &Reading<'_>,
    ward: &Code,
    year: Year,
) -> Result<HashMap<OrganisationId, Vec<Fact>>, StoreError> {
    let last = year.months().last().unwrap_or(Month::FIRST);
    let mut facts: HashMap<OrganisationId, Vec<Fact>> = HashMap::new();
    for (organisation, fact) in reading.facts(ward, last)? {
        facts.entry(organisation).or_default().push(fact);
    }
    Ok(facts)
}
