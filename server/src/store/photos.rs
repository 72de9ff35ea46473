//! Pictures, piece by piece, and the photos that name them.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row};
use sha2::{Digest, Sha256};
use shared::id::{OrganisationId, PhotoHash};
use shared::moment::Moment;
use shared::org::Code;
use shared::record::photo::Photo;
use shared::record::{Kind, Record};
use shared::standing::facts::Fact;

use super::transaction::from_cbor;
use super::{Reading, StoreError, Writing};

/// The store's own number of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoKey(pub(super) i64);

/// What the store has of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredPhoto {
    /// The store's number.
    pub key: PhotoKey,
    /// How many of its first bytes are here.
    pub held: u32,
    /// Whether that is all of it, and its hash is right.
    pub complete: bool,
}

impl Reading<'_> {
    /// Every photo of the organisation, those that were removed included.
    pub fn photos(&self, organisation: OrganisationId) -> Result<Vec<Photo>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT fact FROM records WHERE organisation = ?1 AND kind = ?2")?;
        let mut rows = statement.query((organisation.as_bytes(), Kind::Photo.name()))?;
        let mut photos = Vec::new();
        while let Some(row) = rows.next()? {
            photos.extend(photo(row)?);
        }
        Ok(photos)
    }

    /// The organisations of the ward of which a photo, not removed, names the picture.
    pub fn showing(&self, ward: &Code, hash: PhotoHash) -> Result<Vec<OrganisationId>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT p.organisation FROM photos p JOIN organisations o ON o.id = p.organisation
             WHERE o.ward = ?1 AND p.hash = ?2 AND p.completed_at IS NOT NULL",
        )?;
        let rows = statement.query_map((ward.as_str(), hash.as_bytes()), |row| row.get(0))?;
        let mut showing = Vec::new();
        for organisation in rows {
            let organisation = OrganisationId::from_bytes(organisation?);
            let photos = self.photos(organisation)?;
            if photos.iter().any(|photo| photo.hash == Some(hash) && photo.removed.is_none()) {
                showing.push(organisation);
            }
        }
        Ok(showing)
    }

    /// What is here of a picture of the organisation, if any of it is.
    pub fn photo(
        &self,
        organisation: OrganisationId,
        hash: PhotoHash,
    ) -> Result<Option<StoredPhoto>, StoreError> {
        let mut statement = self.connection().prepare_cached(
            "SELECT key, held, completed_at IS NOT NULL FROM photos WHERE organisation = ?1 AND hash = ?2",
        )?;
        let found = statement.query_row((organisation.as_bytes(), hash.as_bytes()), |row| {
            Ok(StoredPhoto { key: PhotoKey(row.get(0)?), held: row.get(1)?, complete: row.get(2)? })
        });
        Ok(found.optional()?)
    }

    /// The pictures of the organisation that are whole.
    pub fn whole_photos(&self, organisation: OrganisationId) -> Result<BTreeSet<PhotoHash>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT hash FROM photos WHERE organisation = ?1 AND completed_at IS NOT NULL")?;
        let rows = statement.query_map([organisation.as_bytes()], |row| row.get(0))?;
        rows.map(|hash| Ok(PhotoHash::from_bytes(hash?))).collect()
    }

    /// The bytes of a picture that are here.
    pub fn photo_bytes(&self, photo: StoredPhoto) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::with_capacity(usize::try_from(photo.held).unwrap_or_default());
        self.each_piece(photo.key, |piece| bytes.extend_from_slice(piece))?;
        Ok(bytes)
    }

    /// The hash of what is here of a picture.
    pub fn photo_hash(&self, photo: PhotoKey) -> Result<PhotoHash, StoreError> {
        let mut hash = Sha256::new();
        self.each_piece(photo, |piece| hash.update(piece))?;
        Ok(PhotoHash::from_bytes(hash.finalize().into()))
    }

    fn each_piece(&self, photo: PhotoKey, mut take: impl FnMut(&[u8])) -> Result<(), StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT bytes FROM photo_pieces WHERE photo = ?1 ORDER BY start")?;
        let mut rows = statement.query([photo.0])?;
        while let Some(row) = rows.next()? {
            let piece = row.get_ref(0)?.as_blob();
            take(piece.map_err(|error| StoreError::Damaged(error.to_string()))?);
        }
        Ok(())
    }
}

/// The photo in a row of facts.
fn photo(row: &Row<'_>) -> Result<Option<Photo>, StoreError> {
    let fact: Fact = from_cbor(&row.get::<_, Vec<u8>>(0)?)?;
    match fact.record {
        Record::Photo(photo) => Ok(Some(photo)),
        _ => Ok(None),
    }
}

impl Writing<'_> {
    /// Puts a piece behind what is here of the picture, and gives what is here then.
    pub fn put_piece(
        &self,
        organisation: OrganisationId,
        hash: PhotoHash,
        piece: &[u8],
    ) -> Result<StoredPhoto, StoreError> {
        let length = u32::try_from(piece.len()).unwrap_or(u32::MAX);
        let mut statement = self.connection().prepare_cached(
            "INSERT INTO photos (organisation, hash, held) VALUES (?1, ?2, ?3)
             ON CONFLICT (organisation, hash) DO UPDATE SET held = held + ?3 RETURNING key, held",
        )?;
        let (key, held): (i64, u32) = statement
            .query_row((organisation.as_bytes(), hash.as_bytes(), length), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let mut statement = self
            .connection()
            .prepare_cached("INSERT INTO photo_pieces (photo, start, bytes) VALUES (?1, ?2, ?3)")?;
        statement.execute((key, held.saturating_sub(length), piece))?;
        Ok(StoredPhoto { key: PhotoKey(key), held, complete: false })
    }

    /// Notes that a picture is whole and its hash is right.
    pub fn complete_photo(&self, photo: PhotoKey, at: Moment) -> Result<(), StoreError> {
        let mut statement =
            self.connection().prepare_cached("UPDATE photos SET completed_at = ?2 WHERE key = ?1")?;
        statement.execute((photo.0, at.millis()))?;
        Ok(())
    }

    /// Drops what is here of a picture, since it is something else.
    pub fn drop_photo(&self, photo: PhotoKey) -> Result<(), StoreError> {
        self.connection().execute("DELETE FROM photo_pieces WHERE photo = ?1", [photo.0])?;
        self.connection().execute("DELETE FROM photos WHERE key = ?1", [photo.0])?;
        Ok(())
    }
}
