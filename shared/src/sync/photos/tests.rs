//! The uploads against a model of the server and a road with mishaps.

use proptest::prelude::*;

use super::*;

use crate::sorted_map::SortedMap;

const EPOCH: Epoch = Epoch(7);

/// The server: the bytes it has of each picture, and which are whole.
#[derive(Debug, Default)]
struct Ward {
    held: SortedMap<PhotoHash, (Vec<u8>, bool)>,
}

impl Ward {
    /// Takes a piece of a picture that has so many bytes.
    fn take(&mut self, picture: Pending, offset: u32, piece: &[u8]) -> PhotoStatus {
        let (held, complete) = self.held.entry(picture.hash).or_default();
        if held.len() == offset as usize && !*complete {
            held.extend_from_slice(piece);
        }
        if held.len() == picture.bytes as usize {
            *complete = PhotoHash::of(held) == picture.hash;
            if !*complete {
                held.clear();
            }
        }
        let held_bytes = u32::try_from(held.len()).unwrap();
        PhotoStatus { hash: picture.hash, held: held_bytes, complete: *complete, epoch: EPOCH }
    }
}

/// What happens to one request.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Arrives,
    Lost,
    Twice,
    /// So many bytes of the piece arrive, and no answer.
    Cut(usize),
    AnswerLost,
    AnswerTwice,
    /// A text is saved meanwhile.
    Text,
    /// Another phone brings a piece of its own at the same place.
    Foreign(u8),
}

struct Phone {
    pictures: SortedMap<PhotoHash, Vec<u8>>,
    at_ward: SortedMap<PhotoHash, Epoch>,
    uploads: Uploads,
}

impl Phone {
    fn of(pictures: &[Vec<u8>]) -> Self {
        let pictures = pictures.iter().map(|bytes| (PhotoHash::of(bytes), bytes.clone())).collect();
        Self { pictures, at_ward: SortedMap::new(), uploads: Uploads::default() }
    }

    fn pending(&self) -> Vec<Pending> {
        let lacking = self.pictures.iter().filter(|(hash, _)| !self.at_ward.contains_key(*hash));
        let pending = |(hash, bytes): (&PhotoHash, &Vec<u8>)| Pending {
            hash: *hash,
            bytes: u32::try_from(bytes.len()).unwrap(),
        };
        lacking.map(pending).collect()
    }

    /// One run, with a fate for each of its requests; then none.
    fn run(&mut self, ward: &mut Ward, fates: &mut impl Iterator<Item = Fate>) {
        let mut events = VecDeque::from([Event::Wake(self.pending())]);
        let mut requests = 0;
        while let Some(event) = events.pop_front() {
            let (hash, offset, length) = match self.uploads.handle(event) {
                None | Some(Effect::Rest | Effect::Retry(_)) => continue,
                Some(Effect::Keep(hash, epoch)) => {
                    self.at_ward.insert(hash, epoch);
                    events.push_front(Event::Kept);
                    continue;
                }
                Some(Effect::Ask(hash)) => (hash, 0, 0),
                Some(Effect::Send { hash, offset, length }) => (hash, offset as usize, length as usize),
            };
            requests += 1;
            assert!(requests < 500, "the phone sends for ever");
            let bytes = &self.pictures[&hash];
            let picture = Pending { hash, bytes: u32::try_from(bytes.len()).unwrap() };
            let piece = &bytes[offset..offset + length];
            let at = u32::try_from(offset).unwrap();
            let mut take = |piece: &[u8]| Event::Status(ward.take(picture, at, piece));
            match fates.next().unwrap_or(Fate::Arrives) {
                Fate::Arrives => events.push_back(take(piece)),
                Fate::Lost => events.push_back(Event::Failed(Failure::NoRoad)),
                Fate::Twice => {
                    take(piece);
                    events.push_back(take(piece));
                }
                Fate::Cut(most) => {
                    take(&piece[..most.min(length)]);
                    events.push_back(Event::Failed(Failure::NoRoad));
                }
                Fate::AnswerLost => {
                    take(piece);
                    events.push_back(Event::Failed(Failure::NoRoad));
                }
                Fate::AnswerTwice => {
                    let answer = take(piece);
                    events.extend([answer.clone(), answer]);
                }
                Fate::Text => {
                    take(piece);
                    events.push_back(Event::TextFirst);
                }
                Fate::Foreign(byte) => {
                    take(&vec![byte; length]);
                    events.push_back(take(piece));
                }
            }
        }
        assert!(!self.uploads.is_busy(), "the uploads wait for something that never comes");
    }
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        4 => Just(Fate::Arrives),
        1 => Just(Fate::Lost),
        1 => Just(Fate::Twice),
        1 => (0..70_000_usize).prop_map(Fate::Cut),
        1 => Just(Fate::AnswerLost),
        1 => Just(Fate::AnswerTwice),
        1 => Just(Fate::Text),
        1 => any::<u8>().prop_map(Fate::Foreign),
    ]
}

fn picture() -> impl Strategy<Value = Vec<u8>> {
    let most = MOST_PIECE_BYTES as usize;
    let length = prop_oneof![1..10_usize, most - 2..most + 2, Just(2 * most), 1..4 * most];
    (length, any::<u8>()).prop_map(|(length, first)| {
        // Every byte depends on its place, so that none can stand for another.
        (0..length).map(|place| (place / 251 + place % 251) as u8 ^ first).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_ward_ends_with_the_same_bytes(
        pictures in prop::collection::vec(picture(), 1..4),
        fates in prop::collection::vec(fate(), 0..40),
    ) {
        let mut phone = Phone::of(&pictures);
        let mut ward = Ward::default();
        let mut fates = fates.into_iter().peekable();
        while fates.peek().is_some() && !phone.pending().is_empty() {
            phone.run(&mut ward, &mut fates);
            for (hash, (held, complete)) in &ward.held {
                prop_assert_eq!(*complete, held == &phone.pictures[hash], "complete is what is whole");
            }
        }
        // Once for what is left, and once where another phone's bytes were at its beginning.
        phone.run(&mut ward, &mut std::iter::empty());
        phone.run(&mut ward, &mut std::iter::empty());
        prop_assert_eq!(phone.pending(), vec![]);
        for (hash, bytes) in &phone.pictures {
            prop_assert_eq!(&ward.held[hash], &(bytes.clone(), true));
        }
    }

    #[test]
    fn no_picture_is_sent_before_it_is_asked_for_nor_beyond_its_end(pictures in prop::collection::vec(picture(), 1..4)) {
        let mut phone = Phone::of(&pictures);
        let mut ward = Ward::default();
        phone.run(&mut ward, &mut std::iter::empty());
        prop_assert_eq!(phone.at_ward.len(), phone.pictures.len());
        // What is there already costs one question, and no piece.
        phone.at_ward.clear();
        let (mut asked, mut sent) = (0, 0);
        let mut event = Some(Event::Wake(phone.pending()));
        while let Some(now) = event.take() {
            event = match phone.uploads.handle(now) {
                Some(Effect::Ask(hash)) => {
                    asked += 1;
                    let held = u32::try_from(phone.pictures[&hash].len()).unwrap();
                    Some(Event::Status(PhotoStatus { hash, held, complete: true, epoch: EPOCH }))
                }
                Some(Effect::Send { .. }) => { sent += 1; None }
                Some(Effect::Keep(..)) => Some(Event::Kept),
                Some(Effect::Rest | Effect::Retry(_)) | None => None,
            };
        }
        prop_assert_eq!((asked, sent), (phone.pictures.len(), 0));
    }
}

fn pending(byte: u8) -> Pending {
    Pending { hash: PhotoHash::from_bytes([byte; 32]), bytes: 10 }
}

#[test]
fn a_picture_that_the_ward_will_not_have_does_not_hold_up_the_others() {
    fn check(refused: Event) {
        let mut uploads = Uploads::default();
        let ask = uploads.handle(Event::Wake(vec![pending(1), pending(2)]));
        assert_eq!(ask, Some(Effect::Ask(pending(1).hash)));
        assert_eq!(uploads.handle(refused), Some(Effect::Ask(pending(2).hash)));
    }
    check(Event::Failed(Failure::Fault(Fault::UnknownPhoto)));
    check(Event::Failed(Failure::Fault(Fault::TooLarge)));
    // Its bytes cannot be read here.
    check(Event::Failed(Failure::Store));
    let longer = PhotoStatus { hash: pending(1).hash, held: 11, complete: false, epoch: EPOCH };
    check(Event::Status(longer));
}

#[test]
fn a_picture_whose_bytes_are_wrong_is_left_after_a_few_times() {
    let mut uploads = Uploads::default();
    let mut effect = uploads.handle(Event::Wake(vec![pending(1)]));
    let mut sent = 0;
    while effect != Some(Effect::Rest) {
        sent += u32::from(matches!(effect, Some(Effect::Send { .. })));
        // The server drops what it has, again and again.
        let nothing = PhotoStatus { hash: pending(1).hash, held: 0, complete: false, epoch: EPOCH };
        effect = uploads.handle(Event::Status(nothing));
    }
    assert_eq!(sent, MOST_STALLS);
    assert!(!uploads.is_busy());
}

#[test]
fn failures_are_tried_again_ever_later_and_an_unknown_phone_stops() {
    let mut uploads = Uploads::default();
    let mut fail = |failure: Failure| {
        uploads.handle(Event::Wake(vec![pending(1), pending(2)]));
        uploads.handle(Event::Failed(failure))
    };
    let first = fail(Failure::NoRoad);
    let second = fail(Failure::Fault(Fault::UnknownDevice));
    assert_eq!((first, second), (Some(Effect::Retry(5_000)), Some(Effect::Retry(10_000))));
}

#[test]
fn answers_about_other_pictures_and_late_ones_are_ignored() {
    let mut uploads = Uploads::default();
    let old = Event::Status(PhotoStatus { hash: pending(9).hash, held: 3, complete: true, epoch: EPOCH });
    assert_eq!(uploads.handle(old.clone()), None);
    assert_eq!(uploads.handle(Event::Kept), None);
    uploads.handle(Event::Wake(vec![pending(1)]));
    assert_eq!(uploads.handle(old), None);
    assert_eq!(uploads.handle(Event::Kept), None);
    assert_eq!(uploads.handle(Event::TextFirst), Some(Effect::Rest));
    assert_eq!(uploads.handle(Event::TextFirst), None);
}
