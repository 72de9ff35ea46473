//! Pictures on this phone: attaching them to records, and showing them.

use leptos::prelude::*;
use shared::document::command::photo::{Picture, attach};
use shared::id::{DocumentId, PhotoHash};
use shared::record::photo::{MOST_BYTES, Photo};
use shared::record::{Kind, Record};
use shared::replica::photo::{HeldPhoto, hold, shown};
use shared::sorted_map::SortedMap;
use shared::sync::engine::Failure;
use shared::sync::wire::Fault;

use super::book::Book;
use super::saving::SaveError;
use super::syncing::token;
use super::writing::Writer;
use crate::platform::picture::{PictureUrl, Scaled};
use crate::platform::{BrowserError, clock, http};
use crate::state::derived::Derived;

/// By record, how many of its pictures are on this phone and not at the ward.
#[derive(Clone, Copy)]
struct Waiting(Derived<SortedMap<DocumentId, usize>>);

/// Begins to watch which records wait for their evidence.
pub fn watch(book: Book) {
    provide_context(Waiting(Derived::new(move || {
        let epoch = book.epoch.get();
        let mut waiting = SortedMap::new();
        book.rows.with(|rows| {
            book.held.with(|held| {
                for (_, photo, _, held) in shown(rows.values(), held) {
                    if let Some(of) = photo.of.filter(|_| !held.is_at_ward(epoch)) {
                        *waiting.entry(of).or_default() += 1;
                    }
                }
            });
        });
        waiting
    })));
}

/// By record, how many of its pictures are on this phone and not at the ward.
pub fn use_waiting() -> Derived<SortedMap<DocumentId, usize>> {
    expect_context::<Waiting>().0
}

/// Why a picture cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// It is at the ward, and there is no road.
    NoRoad,
    /// It is on the phone that took it.
    NotAtWard,
    /// This phone cannot read it.
    Unreadable,
}

impl Book {
    /// Attaches a picture to the record `of`. Bytes and record are stored
    /// together or not at all.
    pub async fn attach(self, of: DocumentId, scaled: Scaled) -> Result<DocumentId, SaveError> {
        let Scaled { bytes, width, height, made_on } = scaled;
        let length = u32::try_from(bytes.len()).ok().filter(|length| (1..=MOST_BYTES).contains(length));
        let length = length.ok_or_else(|| SaveError::Picture(format!("{} bytes", bytes.len())))?;
        let hash = PhotoHash::of(&bytes);
        // A file can be older than the day on which someone thinks of it, not newer.
        let taken_on = made_on.min(clock::now().date_in_vietnam());
        let picture = Picture { of, hash, bytes: length, width, height, taken_on };
        let edits = attach(&Photo::default(), &picture, None)?;
        let known = self.held.with_untracked(|held| held.get(&hash).copied());
        let held = known.unwrap_or(HeldPhoto { bytes: length, saved_at: clock::now(), at_ward: None });
        let id = DocumentId::new(clock::now(), clock::random()?);
        self.save_with(id, Kind::Photo, edits, hold(hash, bytes, held).into()).await?;
        self.held.update(|all| {
            all.insert(hash, held);
        });
        Ok(id)
    }

    /// The photos of the record `of`, in the order in which they were attached.
    pub fn photos(self, of: DocumentId) -> Vec<(DocumentId, Photo)> {
        self.rows.with(|rows| {
            let photos = rows.iter().filter_map(|(id, row)| match &row.fact.record {
                Record::Photo(photo) if photo.of == Some(of) && photo.hash.is_some() => {
                    Some((*id, photo.clone()))
                }
                _ => None,
            });
            photos.collect()
        })
    }

    /// Of the pictures on this phone, how many are at the ward, and how many there are.
    pub fn pictures_at_ward(self) -> (usize, usize) {
        self.over_pictures((0, 0), |(there, all), at_ward, _| (there + usize::from(at_ward), all + 1))
    }

    /// Bytes that the ward has yet to get: of changes, as far as they are known, and of pictures.
    pub fn unsent_bytes(self) -> u64 {
        let changes = self.outbox.with(|outbox| outbox.values().filter_map(|entry| entry.bytes).fold(0, add));
        self.over_pictures(changes, |sum, at_ward, bytes| if at_ward { sum } else { add(sum, bytes) })
    }

    /// Folds over the pictures on this phone: whether each is at the ward, and its bytes.
    fn over_pictures<T>(self, from: T, with: impl Fn(T, bool, u32) -> T) -> T {
        let epoch = self.epoch.get();
        self.rows.with(|rows| {
            self.held.with(|held| {
                let all = shown(rows.values(), held);
                all.fold(from, |sum, (.., held)| with(sum, held.is_at_ward(epoch), held.bytes))
            })
        })
    }

    /// The picture, from this phone or else from the ward; what came is kept.
    pub async fn picture(self, hash: PhotoHash) -> Result<PictureUrl, Absent> {
        let bytes = match self.stored_picture(hash).await {
            Ok(Some(bytes)) => bytes,
            Ok(None) => self.fetch(hash).await?,
            Err(_) => return Err(Absent::Unreadable),
        };
        PictureUrl::of(&bytes).map_err(|_| Absent::Unreadable)
    }

    async fn fetch(self, hash: PhotoHash) -> Result<Vec<u8>, Absent> {
        let token = token(self).map_err(|_| Absent::NoRoad)?;
        let bytes = http::get_bytes(&format!("/api/v1/photos/{hash}"), &token).await;
        let bytes = bytes.map_err(|failure| match failure {
            Failure::Fault(Fault::UnknownPhoto) => Absent::NotAtWard,
            Failure::NoRoad | Failure::Fault(_) | Failure::Store => Absent::NoRoad,
        })?;
        if PhotoHash::of(&bytes) != hash {
            // It was cut on the way.
            return Err(Absent::NoRoad);
        }
        // What cannot be kept is fetched again when it is shown again.
        let _ = self.keep_fetched(hash, &bytes).await;
        Ok(bytes)
    }

    async fn keep_fetched(self, hash: PhotoHash, bytes: &[u8]) -> Result<(), BrowserError> {
        let inner = self.inner.get_value();
        let _turn = inner.turn.lock().await;
        if self.writer.get_untracked() != Writer::Here
            || self.held.with_untracked(|held| held.contains_key(&hash))
        {
            return Ok(());
        }
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let at_ward = self.epoch.get_untracked();
        let held = HeldPhoto { bytes: length, saved_at: clock::now(), at_ward };
        self.write(&hold(hash, bytes.to_vec(), held)).await?;
        self.held.update(|all| {
            all.insert(hash, held);
        });
        Ok(())
    }
}

fn add(sum: u64, bytes: u32) -> u64 {
    sum.saturating_add(bytes.into())
}
