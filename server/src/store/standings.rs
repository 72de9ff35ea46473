//! The projection of standings: years of organisations as they were computed
//! last, and the totals of wards.

use std::collections::HashMap;

use minicbor::{Decode, Encode};
use rusqlite::OptionalExtension;
use shared::id::{DocumentId, OrganisationId};
use shared::month::Month;
use shared::org::{Code, OrganisationKind};
use shared::ruling::{Ruling, Term};
use shared::scheme::range::GradeRange;
use shared::standing::coverage::Expected;
use shared::standing::facts::Fact;
use shared::standing::month::MonthStanding;
use shared::standing::rank::ResultRank;
use shared::standing::timeliness::Arrival;
use shared::standing::year::YearStanding;
use shared::year::Year;

use super::transaction::{from_cbor, to_cbor};
use super::{Reading, StoreError, Writing};

/// What groups, totals and a committee above need of an organisation's year.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Summary {
    /// What sort of organisation it is: the comparable group within its ward.
    #[n(0)]
    pub kind: OrganisationKind,
    /// The id of the scheme that classifies its year; none where none is in force.
    #[n(1)]
    pub scheme: Option<String>,
    /// The grade's place before the cap.
    #[n(2)]
    pub grade: Option<u8>,
    /// By what it is ranked within the grade.
    #[n(3)]
    pub rank: ResultRank,
    /// The year's review, once it was submitted.
    #[n(4)]
    pub review: Option<DocumentId>,
    /// The grades of the months, in order; none of a month in which no scheme is in force.
    #[n(5)]
    pub months: Vec<MonthGrade>,
}

/// The grade of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct MonthGrade {
    /// The month.
    #[n(0)]
    pub month: Month,
    /// The assessment's document, if there is one.
    #[n(1)]
    pub assessment: Option<DocumentId>,
    /// The grade's place; none where it has none yet.
    #[n(2)]
    pub grade: Option<u8>,
}

impl MonthGrade {
    /// The grade of a standing.
    pub fn of(standing: &MonthStanding) -> Self {
        Self { month: standing.month, assessment: standing.assessment, grade: standing.grade() }
    }
}

/// An organisation's year with its months: all that pages of a ward show of it,
/// but for what the day or a later ruling decides.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct OrganisationYear {
    /// The twelve months, in order.
    #[n(0)]
    pub months: Vec<KeptMonth>,
    /// The year, where a scheme is in force for it.
    #[n(1)]
    pub year: Option<YearStanding>,
    /// What is not there of the records that a whole year is expected to have.
    #[n(2)]
    pub lacking: Vec<Expected>,
    /// The year's review, once it was submitted.
    #[n(3)]
    pub review: Option<DocumentId>,
}

/// One month of an organisation's year.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct KeptMonth {
    /// The month.
    #[n(0)]
    pub month: Month,
    /// The standing, where a scheme is in force.
    #[n(1)]
    pub standing: Option<MonthStanding>,
    /// The grades that are still possible, where it has none yet.
    #[n(2)]
    pub range: Option<GradeRange>,
    /// When the assessment came, once it was submitted.
    #[n(3)]
    pub arrival: Option<Arrival>,
    /// How many members the organisation has on the last day.
    #[n(4)]
    pub members: u32,
}

impl OrganisationYear {
    /// The grade's place before the cap.
    pub fn grade(&self) -> Option<u8> {
        self.year.as_ref()?.evaluation.grade
    }

    /// What groups, totals and a committee above need of it.
    pub fn summary(&self, kind: OrganisationKind) -> Summary {
        let standings = self.months.iter().filter_map(|month| month.standing.as_ref());
        let months: Vec<_> = standings.map(MonthGrade::of).collect();
        let best = months.iter().filter(|month| month.grade == Some(0)).count();
        let best = u32::try_from(best).unwrap_or(u32::MAX);
        Summary {
            kind,
            scheme: self.year.as_ref().map(|year| year.scheme.clone()),
            grade: self.grade(),
            rank: self
                .year
                .as_ref()
                .map_or_else(ResultRank::default, |year| ResultRank::of(&year.evaluation, best)),
            review: self.review,
            months,
        }
    }
}

/// A count of organisations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The scheme's id.
    pub scheme: String,
    /// The grade's place after the cap; none where it is not settled.
    pub grade: Option<u8>,
    /// How many have it.
    pub count: u32,
}

impl Reading<'_> {
    /// Every fact that can bear on the organisation's year.
    pub fn facts_of_year(&self, organisation: OrganisationId, year: Year) -> Result<Vec<Fact>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT fact FROM records WHERE organisation = ?1 AND month IS NULL
             UNION ALL
             SELECT fact FROM records WHERE organisation = ?1 AND month BETWEEN ?2 AND ?3",
        )?;
        let (first, last) = (format!("{year}-01"), format!("{year}-12"));
        let mut rows = statement.query((organisation.as_bytes(), first, last))?;
        let mut facts = Vec::new();
        while let Some(row) = rows.next()? {
            facts.push(from_cbor(&row.get::<_, Vec<u8>>(0)?)?);
        }
        Ok(facts)
    }

    /// The organisation's year as it was computed last, unless something changed since.
    pub fn standing(
        &self,
        organisation: OrganisationId,
        year: Year,
    ) -> Result<Option<OrganisationYear>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT body FROM standings WHERE organisation = ?1 AND year = ?2")?;
        let body = statement
            .query_row((organisation.as_bytes(), year.number()), |row| row.get::<_, Vec<u8>>(0))
            .optional()?;
        body.map(|body| from_cbor(&body)).transpose()
    }

    /// The years of the ward's organisations that are kept.
    pub fn standings(
        &self,
        ward: &Code,
        year: Year,
    ) -> Result<HashMap<OrganisationId, OrganisationYear>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT organisation, body FROM standings WHERE ward = ?1 AND year = ?2")?;
        let mut rows = statement.query((ward.as_str(), year.number()))?;
        let mut standings = HashMap::new();
        while let Some(row) = rows.next()? {
            let body = from_cbor(&row.get::<_, Vec<u8>>(1)?)?;
            standings.insert(OrganisationId::from_bytes(row.get(0)?), body);
        }
        Ok(standings)
    }

    /// What is known of the ward's year, organisation by organisation.
    pub fn summaries(&self, ward: &Code, year: Year) -> Result<Vec<(OrganisationId, Summary)>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT organisation, summary FROM standings INDEXED BY standings_by_ward
             WHERE ward = ?1 AND year = ?2",
        )?;
        let mut rows = statement.query((ward.as_str(), year.number()))?;
        let mut summaries = Vec::new();
        while let Some(row) = rows.next()? {
            let summary = from_cbor(&row.get::<_, Vec<u8>>(1)?)?;
            summaries.push((OrganisationId::from_bytes(row.get(0)?), summary));
        }
        Ok(summaries)
    }

    /// The totals of the year over every ward, best grades first.
    pub fn totals(&self, year: Year) -> Result<Vec<Total>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT scheme, grade, sum(count) FROM standing_totals WHERE year = ?1
             GROUP BY scheme, grade ORDER BY scheme, grade",
        )?;
        let mut rows = statement.query([year.number()])?;
        let mut totals = Vec::new();
        while let Some(row) = rows.next()? {
            let grade = u8::try_from(row.get::<_, i64>(1)?).ok();
            totals.push(Total { scheme: row.get(0)?, grade, count: row.get(2)? });
        }
        Ok(totals)
    }
}

impl Writing<'_> {
    /// Keeps an organisation's year that was computed from what the ward had up
    /// to `seq`, unless something that bears on it came meanwhile; says whether it did keep it.
    pub fn put_standing(
        &self,
        ward: &Code,
        organisation: OrganisationId,
        year: Year,
        seq: u64,
        (summary, body): (&Summary, &OrganisationYear),
    ) -> Result<bool, StoreError> {
        let mut newer = self.connection().prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM changes WHERE organisation = ?1 AND seq > ?2)
                 OR EXISTS (SELECT 1 FROM rulings WHERE ward = ?3 AND seq > ?2)",
        )?;
        if newer.query_row((organisation.as_bytes(), seq, ward.as_str()), |row| row.get(0))? {
            return Ok(false);
        }
        let mut statement = self.connection().prepare_cached(
            "INSERT OR REPLACE INTO standings (organisation, year, ward, seq, summary, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let (summary, body) = (to_cbor(summary)?, to_cbor(body)?);
        statement.execute((organisation.as_bytes(), year.number(), ward.as_str(), seq, summary, body))?;
        Ok(true)
    }

    /// Writes the totals of a group anew.
    pub fn put_totals(
        &self,
        ward: &Code,
        year: Year,
        kind: OrganisationKind,
        totals: &[Total],
    ) -> Result<(), StoreError> {
        let kind = match kind {
            OrganisationKind::Cell => "cell",
            OrganisationKind::Committee => "committee",
        };
        self.connection()
            .prepare_cached("DELETE FROM standing_totals WHERE year = ?1 AND ward = ?2 AND kind = ?3")?
            .execute((year.number(), ward.as_str(), kind))?;
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO standing_totals (year, ward, kind, scheme, grade, count) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for total in totals {
            let grade = total.grade.map_or(-1, i64::from);
            statement.execute((year.number(), ward.as_str(), kind, &total.scheme, grade, total.count))?;
        }
        Ok(())
    }

    /// Takes away what a changed record of the organisation bears on: the years
    /// that it belonged to and belongs to; every year where it is of no month.
    pub fn forget_standings_of(
        &self,
        organisation: OrganisationId,
        months: &[Option<Month>],
    ) -> Result<(), StoreError> {
        let mut of_year = self
            .connection()
            .prepare_cached("DELETE FROM standings WHERE organisation = ?1 AND year = ?2")?;
        let mut of_all = self.connection().prepare_cached("DELETE FROM standings WHERE organisation = ?1")?;
        for month in months {
            match month {
                Some(month) => of_year.execute((organisation.as_bytes(), month.year()))?,
                None => of_all.execute([organisation.as_bytes()])?,
            };
        }
        Ok(())
    }

    /// Takes one organisation's year away, and says how many were there.
    pub fn forget_standing(&self, organisation: OrganisationId, year: Year) -> Result<usize, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("DELETE FROM standings WHERE organisation = ?1 AND year = ?2")?;
        Ok(statement.execute((organisation.as_bytes(), year.number()))?)
    }

    /// Takes a whole year away.
    pub fn forget_standings_in(&self, year: Year) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached("DELETE FROM standings WHERE year = ?1")?
            .execute([year.number()])?;
        Ok(())
    }

    /// Takes away what a ruling bears on.
    pub(super) fn forget_standings_ruled(&self, ward: &Code, ruling: &Ruling) -> Result<(), StoreError> {
        match ruling {
            Ruling::SchemeApplied(_) | Ruling::SchemeChosen(_) => {
                self.connection()
                    .prepare_cached("DELETE FROM standings WHERE ward = ?1")?
                    .execute([ward.as_str()])?;
            }
            Ruling::Registered(organisation) => self.forget_standings_of(organisation.id, &[None])?,
            Ruling::Appraised(appraisal) => {
                let month = match appraisal.judged.term {
                    Term::Month(month) => Some(month),
                    Term::Year(year) => year.months().next(),
                };
                self.forget_standings_of(appraisal.judged.organisation, &[month])?;
            }
            // These go before or after what is computed, and do not change it.
            _ => {}
        }
        Ok(())
    }
}
