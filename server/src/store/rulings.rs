//! The ward's rulings, in its order, each with who ruled and when.

use minicbor::Decode;
use shared::moment::Moment;
use shared::org::Code;
use shared::ruling::{Ruled, RuledWard, Ruling};
use shared::words::Title;

use super::codes::official_named;
use super::transaction::{from_cbor, to_cbor};
use super::{Reading, StoreError, Writing};

/// A ruling as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The ruling and its number.
    pub ruled: Ruled,
    /// When it was made.
    pub at: Moment,
    /// Who made it; none where it was the command line.
    pub official: Option<Title>,
}

impl Reading<'_> {
    /// The ward's rulings after `cursor` with who made them, in order.
    pub fn signed_rulings(&self, ward: &Code, cursor: u64) -> Result<Vec<Signed>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT seq, body, at, official FROM rulings WHERE ward = ?1 AND seq > ?2 ORDER BY seq",
        )?;
        let mut rows = statement.query((ward.as_str(), within_database(cursor)))?;
        let mut signed = Vec::new();
        while let Some(row) = rows.next()? {
            let official = row.get::<_, Option<String>>(3)?;
            signed.push(Signed {
                ruled: Ruled { seq: row.get(0)?, ruling: from_cbor(&row.get::<_, Vec<u8>>(1)?)? },
                at: Moment::from_millis(row.get(2)?),
                official: official.map(|name| official_named(&name)).transpose()?,
            });
        }
        Ok(signed)
    }

    /// Gives every ruling of the ward after `cursor` to `take`, in order, until
    /// it says that it has enough. They come read or sealed, as it asks.
    pub fn each_ruling<R: for<'b> Decode<'b, ()>>(
        &self,
        ward: &Code,
        cursor: u64,
        mut take: impl FnMut(Ruled<R>, usize) -> More,
    ) -> Result<(), StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT seq, body FROM rulings WHERE ward = ?1 AND seq > ?2 ORDER BY seq")?;
        let mut rows = statement.query((ward.as_str(), within_database(cursor)))?;
        while let Some(row) = rows.next()? {
            let body: Vec<u8> = row.get(1)?;
            let ruled = Ruled { seq: row.get(0)?, ruling: from_cbor(&body)? };
            if take(ruled, body.len()) == More::Enough {
                break;
            }
        }
        Ok(())
    }

    /// What the ward's rulings amount to.
    pub fn ruled_ward(&self, ward: &Code) -> Result<RuledWard, StoreError> {
        let mut ruled_ward = RuledWard::default();
        self.each_ruling(ward, 0, |ruled, _| {
            ruled_ward.apply(ruled);
            More::Please
        })?;
        Ok(ruled_ward)
    }
}

/// Whether a listing goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum More {
    /// The next one, too.
    Please,
    /// No more.
    Enough,
}

/// A cursor from the wire, held within what the database can compare.
pub(super) fn within_database(cursor: u64) -> i64 {
    i64::try_from(cursor).unwrap_or(i64::MAX)
}

impl Writing<'_> {
    /// Puts a ruling at the end of the ward's order and gives its number.
    pub fn put_ruling(&self, ward: &Code, ruling: &Ruling, at: Moment) -> Result<u64, StoreError> {
        self.put_signed_ruling(ward, ruling, None, at)
    }

    /// As [`Writing::put_ruling`], with the official who made it.
    ///
    /// # Errors
    /// [`StoreError::Relay`] in the data file of a relay, which makes no rulings.
    pub fn put_signed_ruling(
        &self,
        ward: &Code,
        ruling: &Ruling,
        official: Option<&Title>,
        at: Moment,
    ) -> Result<u64, StoreError> {
        self.only_at_town()?;
        self.put_ruling_of_town(ward, ruling, official, at)
    }

    /// As [`Writing::put_signed_ruling`], of a ruling that the town's server made.
    pub fn put_ruling_of_town(
        &self,
        ward: &Code,
        ruling: &Ruling,
        official: Option<&Title>,
        at: Moment,
    ) -> Result<u64, StoreError> {
        let seq = self.take_seq(ward)?;
        if let Ruling::Registered(organisation) = ruling {
            self.put_organisation(ward, organisation)?;
        }
        self.forget_standings_ruled(ward, ruling)?;
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO rulings (ward, seq, at, official, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let official = official.map(Title::as_str);
        statement.execute((ward.as_str(), seq, at.millis(), official, to_cbor(ruling)?))?;
        Ok(seq)
    }
}
