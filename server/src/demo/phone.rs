//! A phone of the demonstration: it writes records as a secretary's does, and
//! brings them to the ward when it comes to a road.

use minicbor::bytes::ByteVec;
use shared::date::Date;
use shared::document::Document;
use shared::document::command::CommandError;
use shared::document::edit::{Edit, Stamp};
use shared::document::read::read;
use shared::id::{Actor, DeviceNumber, DocumentId};
use shared::moment::Moment;
use shared::record::assessment::Assessment;
use shared::record::meeting::Meeting;
use shared::record::registration::Registration;
use shared::record::resolution::Resolution;
use shared::record::review::Review;
use shared::record::task::Task;
use shared::record::{Kind, Record};
use shared::sorted_map::SortedMap;
use shared::sync::wire::Push;

use super::DemoError;
use crate::pipeline::seed::Seeding;

/// A phone and what it wrote.
#[derive(Debug)]
pub struct Phone {
    device: DeviceNumber,
    actor: Actor,
    road: Road,
    seedings: Vec<Seeding>,
    /// Where the last news of a document stands in `seedings`.
    last: SortedMap<DocumentId, usize>,
}

/// One of its documents.
#[derive(Debug, Clone)]
pub struct Paper {
    id: DocumentId,
    document: Document,
}

impl Paper {
    /// A new document.
    pub fn begin(kind: Kind, id: DocumentId) -> Result<Self, DemoError> {
        Ok(Self { id, document: Document::begin(kind)? })
    }

    /// Its id.
    pub fn id(&self) -> DocumentId {
        self.id
    }

    /// The task it holds.
    pub fn task(&self) -> Task {
        match read(&self.document) {
            Record::Task(task) => task,
            _ => Task::default(),
        }
    }

    /// The resolution it holds.
    pub fn resolution(&self) -> Resolution {
        match read(&self.document) {
            Record::Resolution(resolution) => resolution,
            _ => Resolution::default(),
        }
    }

    /// The assessment it holds.
    pub fn assessment(&self) -> Assessment {
        match read(&self.document) {
            Record::Assessment(assessment) => assessment,
            _ => Assessment::default(),
        }
    }

    /// The meeting it holds.
    pub fn meeting(&self) -> Meeting {
        match read(&self.document) {
            Record::Meeting(meeting) => *meeting,
            _ => Meeting::default(),
        }
    }

    /// The registration it holds.
    pub fn registration(&self) -> Registration {
        match read(&self.document) {
            Record::Registration(registration) => registration,
            _ => Registration::default(),
        }
    }

    /// The year's review it holds.
    pub fn review(&self) -> Review {
        match read(&self.document) {
            Record::Review(review) => review,
            _ => Review::default(),
        }
    }
}

impl Phone {
    /// The phone enrolled as `device`.
    pub fn new(device: DeviceNumber, session: [u8; 12], road: Road) -> Self {
        Self {
            device,
            actor: Actor::new(device, session),
            road,
            seedings: Vec::new(),
            last: SortedMap::new(),
        }
    }

    /// The number under which it is enrolled.
    pub fn device(&self) -> DeviceNumber {
        self.device
    }

    /// Carries a command out as one change.
    pub fn write(
        &mut self,
        paper: &mut Paper,
        at: Moment,
        edits: Result<Vec<Edit>, CommandError>,
    ) -> Result<(), DemoError> {
        let stamp = Stamp { actor: self.actor, at };
        let Some(commit) = paper.document.commit(&edits?, stamp)? else { return Ok(()) };
        let (chunk, received_at) = (ByteVec::from(commit.chunk), self.road.arrival(at));
        // What it wrote about a document between two syncs it sends as one push.
        let last = self.last.get(&paper.id).and_then(|place| self.seedings.get_mut(*place));
        match last.filter(|last| last.received_at == received_at) {
            Some(last) => last.push.chunks.push(chunk),
            None => {
                self.last.insert(paper.id, self.seedings.len());
                let push = Push { document: paper.id, kind: paper.document.kind(), chunks: vec![chunk] };
                self.seedings.push(Seeding { device: self.device, received_at, push });
            }
        }
        Ok(())
    }

    /// Everything it brought to the ward.
    pub fn into_seedings(self) -> Vec<Seeding> {
        self.seedings
    }
}

/// When a phone comes to where it reaches the ward.
///
/// Arrivals never overtake one another: who writes later does not arrive earlier.
#[derive(Debug, Clone, Copy)]
pub struct Road {
    /// Minutes after the full hour at which it syncs.
    pub minutes: u16,
    /// It has a signal only on every so manieth day, from 1.
    pub every_days: u8,
}

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Storm no. 3 came ashore at noon on 7 September 2024.
const STORM: Moment = Moment::from_millis(1_725_685_200_000);
/// Ten days later the network was as before (nhandan.vn, 17/9/2024), at three
/// in the afternoon in this demonstration.
const NETWORK_RESTORED: Moment = Moment::from_millis(1_726_560_000_000);

impl Road {
    /// When the ward receives what was written at `written`.
    pub fn arrival(&self, written: Moment) -> Moment {
        let arrival = self.next_sync(written);
        if STORM <= arrival && arrival <= NETWORK_RESTORED {
            self.next_sync(NETWORK_RESTORED)
        } else {
            arrival
        }
    }

    fn next_sync(&self, written: Moment) -> Moment {
        let minutes = i64::from(self.minutes) * MINUTE_MS;
        let every = i64::from(self.every_days.max(1));
        if every == 1 {
            let hour = (written.millis() - minutes).div_euclid(HOUR_MS) + 1;
            Moment::from_millis(hour * HOUR_MS + minutes)
        } else {
            // At eight in the morning in Vietnam.
            let day = (written.millis() - HOUR_MS - minutes).div_euclid(DAY_MS * every) + 1;
            Moment::from_millis(day * every * DAY_MS + HOUR_MS + minutes)
        }
    }
}

/// So many minutes after midnight in Vietnam on `day`.
pub fn at(day: Date, minutes: u16) -> Moment {
    Moment::noon_of(day).plus_millis((i64::from(minutes) - 12 * 60) * MINUTE_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn news_arrive_at_the_next_sync_and_after_the_storm() {
        fn check(every_days: u8, written: Moment, expect: Moment) {
            assert_eq!(Road { minutes: 10, every_days }.arrival(written), expect);
        }
        check(1, at(day("2024-03-05"), 20 * 60), at(day("2024-03-05"), 20 * 60 + 10));
        check(1, at(day("2024-03-05"), 20 * 60 + 10), at(day("2024-03-05"), 21 * 60 + 10));
        check(1, at(day("2024-09-07"), 11 * 60), at(day("2024-09-07"), 11 * 60 + 10));
        check(1, at(day("2024-09-07"), 12 * 60), at(day("2024-09-17"), 15 * 60 + 10));
        check(1, at(day("2024-09-16"), 12 * 60), at(day("2024-09-17"), 15 * 60 + 10));
        check(1, at(day("2024-09-17"), 15 * 60), at(day("2024-09-17"), 15 * 60 + 10));
    }

    #[test]
    fn arrivals_keep_their_order() {
        for every_days in [1, 2, 5] {
            let road = Road { minutes: 37, every_days };
            let written = (0..4_000).map(|hour| at(day("2024-06-01"), 0).plus_millis(hour * HOUR_MS / 2));
            let arrivals: Vec<_> = written.clone().map(|moment| road.arrival(moment)).collect();
            assert!(arrivals.is_sorted());
            let five_days = u64::try_from(DAY_MS * 5).unwrap();
            let quiet = written.zip(arrivals).filter(|(_, arrival)| *arrival < STORM);
            assert!(
                quiet.into_iter().all(|(written, arrival)| (1..=five_days).contains(&arrival.since(written)))
            );
        }
    }
}
