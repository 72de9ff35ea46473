//! Pictures of the phone, as `app/src/state/{pictures,uploading}.rs` keep and bring them.

use std::collections::VecDeque;

use shared::document::command::photo::{Picture, attach};
use shared::id::{DocumentId, PhotoHash};
use shared::record::Kind;
use shared::record::photo::Photo;
use shared::replica::Table;
use shared::replica::photo::{HeldPhoto, hold, pending, put_held};
use shared::sync::photos::{Effect, Event, Pending};
use shared::sync::wire::PhotoStatus;

use super::{Phone, SOUND};
use crate::network::Network;

/// Requests after which a run is taken to go on for ever.
const MOST_REQUESTS: usize = 500;

impl Phone {
    /// Attaches a picture to the record `of`, and gives the photo's document.
    pub fn attach(&mut self, of: DocumentId, bytes: &[u8]) -> DocumentId {
        let hash = PhotoHash::of(bytes);
        let length = u32::try_from(bytes.len()).expect("a picture of a test is small");
        let picture = Picture { of, hash, bytes: length, width: 1_600, height: 1_200, taken_on: None };
        let edits = attach(&Photo::default(), &picture, None).expect("a new photo takes its picture");
        let known = self.memory.held.get(&hash).copied();
        let held = known.unwrap_or(HeldPhoto { bytes: length, saved_at: self.clock, at_ward: None });
        let document = self.new_document();
        self.write_with(document, Kind::Photo, None, &edits, &hold(hash, bytes.to_vec(), held)).expect(SOUND);
        self.memory.held.insert(hash, held);
        document
    }

    /// The bytes of a picture, where this phone has them.
    pub fn picture(&self, hash: PhotoHash) -> Option<Vec<u8>> {
        self.tables.get(Table::Photos, &hash.to_string()).map(<[u8]>::to_vec)
    }

    /// The pictures that could be brought to the ward now.
    pub fn pending(&self) -> Vec<Pending> {
        pending(self.memory.rows.values(), &self.memory.held, self.point().epoch)
    }

    /// The picture from this phone, or else from the ward; what came is kept.
    pub fn show(&mut self, hash: PhotoHash, network: &mut Network) -> Option<Vec<u8>> {
        if let Some(bytes) = self.picture(hash) {
            return Some(bytes);
        }
        let token = self.identity().token.clone();
        let bytes = network.file(&format!("/api/v1/photos/{hash}"), &token)?;
        let length = u32::try_from(bytes.len()).expect("a picture of a test is small");
        let held = HeldPhoto { bytes: length, saved_at: self.clock, at_ward: self.point().epoch };
        self.commit(&hold(hash, bytes.clone(), held)).expect(SOUND);
        self.memory.held.insert(hash, held);
        Some(bytes)
    }

    /// Brings pictures until the uploads rest.
    pub(super) fn bring_pictures(&mut self, network: &mut Network) {
        let mut events = VecDeque::from([Event::Wake(self.pending())]);
        let mut requests = 0;
        while let Some(event) = events.pop_front() {
            let answers: Vec<Result<PhotoStatus, _>> = match self.uploads.handle(event) {
                None | Some(Effect::Rest | Effect::Retry(_)) => continue,
                Some(Effect::Ask(hash)) => {
                    network.get(&format!("/api/v1/photos/{hash}/status"), &self.identity().token)
                }
                Some(Effect::Send { hash, offset, length }) => {
                    let from = usize::try_from(offset).expect("it fits");
                    let to = from + usize::try_from(length).expect("it fits");
                    let bytes = self.picture(hash).unwrap_or_default();
                    let piece = bytes.get(from..to).expect("a piece of the picture");
                    let path = format!("/api/v1/photos/{hash}?offset={offset}");
                    network.put(&path, &self.identity().token, piece)
                }
                Some(Effect::Keep(hash, epoch)) => {
                    if let Some(held) = self.memory.held.get_mut(&hash) {
                        held.at_ward = Some(epoch);
                        let held = put_held(hash, *held);
                        self.commit(&[held]).expect(SOUND);
                    }
                    events.push_front(Event::Kept);
                    continue;
                }
            };
            requests += 1;
            assert!(requests <= MOST_REQUESTS, "the phone sends pictures for ever");
            events.extend(answers.into_iter().map(|answer| answer.map_or_else(Event::Failed, Event::Status)));
        }
        assert!(!self.uploads.is_busy(), "the uploads wait for something that never comes");
    }
}
