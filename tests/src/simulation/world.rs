//! One history: a ward, its phones, and everything that is about to happen, in
//! the order of a clock that nobody waits for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use shared::id::{DeviceNumber, DocumentId};
use shared::moment::Moment;
use shared::sorted_set::SortedSet;
use shared::sync::engine::{Effect, Event, Failure, News};
use shared::sync::wire::Fault;

use super::affairs::{self, Affairs, Scope};
use super::chance::Chance;
use super::device::{Device, Life, Role, Tab};
use super::files::File;
use super::ledger::Ledger;
use super::road::{Letter, Purpose};
use super::tally::Tally;
use super::weather::Weather;
use crate::network::pack;
use crate::phone::{DiskError, DiskFault, Phone};
use crate::town::{Answer, BEGIN, Backup, TestServer};
use shared::replica::encode;

/// Something that is about to happen.
pub enum Happening {
    /// A timer or a chance wakes a tab.
    Wakes(usize, Life, u64),
    /// A tab reads its outbox.
    Reads(usize, Life, SortedSet<DocumentId>),
    /// A tab stores what came.
    Keeps(usize, Life, Box<News>),
    /// A request reaches the server.
    Arrives(Box<Letter>),
    /// An answer reaches the phone.
    Answers(Box<Letter>, Answer),
    /// A tab learns at once that there is no road.
    NoRoad(usize, Life, u64),
    /// A tab waits no longer.
    GivesUp(usize, Life, u64),
    /// A person types in a code.
    TypesCode(usize),
    /// A person opens the app again.
    Opens(usize),
}

/// The ward and its phones.
pub struct World {
    pub(super) chance: Chance,
    pub(super) weather: Weather,
    /// What falls out about affairs.
    pub(super) besides: Chance,
    pub(super) affairs: Affairs,
    pub(super) files: Vec<File>,
    pub(super) server: TestServer,
    pub(super) devices: Vec<Device>,
    pub(super) ledger: Ledger,
    pub(super) tally: Tally,
    pub(super) backups: Vec<Backup>,
    pub(super) revoked: BTreeSet<DeviceNumber>,
    /// Numbers that might only read for a while, or may only read now.
    pub(super) readers: BTreeSet<DeviceNumber>,
    /// Whether the office made good what its server forgot.
    pub(super) made_good: bool,
    /// What was sent again in the end, lest it be for ever.
    pub(super) taken_up: BTreeSet<(usize, DocumentId)>,
    /// Phones that were begun anew in the end.
    pub(super) begun_again: BTreeSet<usize>,
    /// Numbers whose token was replaced since the copy was made from which a phone was put back.
    pub(super) outdated: BTreeSet<DeviceNumber>,
    pub(super) now: i64,
    queue: BTreeMap<(i64, u64), Happening>,
    numbers: u64,
    told: DefaultHasher,
    aloud: bool,
}

impl World {
    /// The world of this seed, with its phones enrolled.
    pub(super) fn new(seed: u64, scope: Scope) -> Self {
        let (mut chance, mut besides) = (Chance::new(seed), affairs::stream(seed));
        let weather = Weather::of(&mut chance);
        let affairs = Affairs::of(&mut besides, scope);
        let mut world = Self {
            chance,
            weather: weather.calm(),
            besides,
            affairs,
            files: Vec::new(),
            server: TestServer::start_founded(),
            devices: Vec::new(),
            ledger: Ledger::default(),
            tally: Tally { histories: 1, ..Tally::default() },
            backups: Vec::new(),
            revoked: BTreeSet::new(),
            readers: BTreeSet::new(),
            made_good: false,
            taken_up: BTreeSet::new(),
            begun_again: BTreeSet::new(),
            outdated: BTreeSet::new(),
            now: BEGIN.millis(),
            queue: BTreeMap::new(),
            numbers: 0,
            told: DefaultHasher::new(),
            aloud: std::env::var_os("TELL_HISTORY").is_some(),
        };
        world.note(format_args!("{weather:?} {affairs:?}"));
        for cell in (0..weather.phones).map(|_| 0).chain((0..weather.neighbours).map(|_| 1)) {
            world.newcomer(cell);
        }
        world.pass(60_000);
        world.weather = weather;
        world
    }

    /// Notes what happens: it is what tells two runs of a seed apart.
    pub(super) fn note(&mut self, what: fmt::Arguments<'_>) {
        let line = format!("{:>9} {what}", self.now - BEGIN.millis());
        if self.aloud {
            eprintln!("{line}");
        }
        line.hash(&mut self.told);
    }

    /// What was noted, in one number.
    pub(super) fn told(&self) -> u64 {
        self.told.finish()
    }

    /// A number that nothing else has.
    pub(super) fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// Lets something happen so many milliseconds later.
    pub(super) fn at(&mut self, later: i64, what: Happening) {
        let tie = self.number();
        self.queue.insert((self.now + later, tie), what);
    }

    /// Lets time pass, and all happen that is due.
    pub(super) fn pass(&mut self, millis: i64) {
        let end = self.now + millis;
        while let Some(entry) = self.queue.first_entry().filter(|entry| entry.key().0 <= end) {
            self.now = self.now.max(entry.key().0);
            let what = entry.remove();
            self.server.set_clock(Moment::from_millis(self.now));
            self.happen(what);
        }
        self.now = end;
        self.server.set_clock(Moment::from_millis(self.now));
    }

    fn happen(&mut self, what: Happening) {
        match what {
            Happening::Wakes(device, life, timer) => {
                let due = self.with_tab(device, life, |tab, role| {
                    role == Role::Writes && tab.timer == timer && tab.phone.is_enrolled()
                });
                if due == Some(true) {
                    self.tell(device, life, Event::Wake);
                }
            }
            Happening::Reads(device, life, without) => {
                let event = self.with_tab(device, life, |tab, _| tab.phone.read_outbox(&without));
                if let Some(event) = event {
                    self.tell(device, life, event);
                }
            }
            Happening::Keeps(device, life, news) => self.keep(device, life, &news),
            Happening::Arrives(letter) => self.arrive(&letter),
            Happening::Answers(letter, answer) => self.take_answer(&letter, &answer),
            Happening::NoRoad(device, life, number) | Happening::GivesUp(device, life, number) => {
                self.give_up(device, life, number);
            }
            Happening::TypesCode(device) => self.type_code(device),
            Happening::Opens(device) => self.open(device),
        }
    }

    /// Lets a tab do something, if it is still there.
    pub(super) fn with_tab<T>(
        &mut self,
        device: usize,
        life: Life,
        work: impl FnOnce(&mut Tab, Role) -> T,
    ) -> Option<T> {
        let now = Moment::from_millis(self.now);
        self.devices.get_mut(device)?.with_tab(life, now, work)
    }

    /// Whether a phone has no signal.
    pub(super) fn is_out(&self, device: usize) -> bool {
        self.devices.get(device).is_some_and(|device| self.now < device.out_until)
    }

    /// Wakes the tab that writes, as a save or a signal does.
    pub(super) fn wake(&mut self, device: usize) {
        let Some(writer) = self.devices.get(device).map(|device| &device.writer) else { return };
        let (life, timer) = (writer.life, writer.timer);
        self.at(1, Happening::Wakes(device, life, timer));
    }

    /// Tells a tab's engine what happened, and lets what it wants be done.
    pub(super) fn tell(&mut self, device: usize, life: Life, event: Event) {
        let failure = match &event {
            Event::Failed(failure) => Some(*failure),
            _ => None,
        };
        let effect = self.with_tab(device, life, |tab, _| {
            let effect = tab.phone.tell(event);
            if matches!(effect, Some(Effect::Rest(_) | Effect::Retry(_))) {
                tab.timer += 1;
            }
            (effect, tab.timer, tab.phone.is_enrolled().then(|| tab.phone.identity().token.clone()))
        });
        let Some((Some(effect), timer, token)) = effect else { return };
        match effect {
            Effect::ReadOutbox { without } => {
                let later = self.chance.millis(1, 60);
                self.at(later, Happening::Reads(device, life, without));
            }
            Effect::Send(request) => {
                self.note(format_args!("phone {device} asks with {} pushes", request.push.len()));
                let request = self.with_tab(device, life, |tab, _| encode(&tab.phone.with_key(request)));
                let body = pack(&request.unwrap_or_default());
                let number = self.send(device, life, Purpose::Sync, token, body);
                self.with_tab(device, life, |tab, _| tab.waits = Some(number));
            }
            Effect::Store(news) => {
                let later = self.chance.millis(1, 300);
                self.at(later, Happening::Keeps(device, life, Box::new(news)));
            }
            Effect::Rest(millis) => {
                self.at(i64::from(millis), Happening::Wakes(device, life, timer));
                self.bring(device, life);
            }
            Effect::Retry(millis) => {
                self.note(format_args!("phone {device} fails: {failure:?}"));
                self.at(i64::from(millis), Happening::Wakes(device, life, timer));
                if failure == Some(Failure::Fault(Fault::UnknownDevice)) {
                    self.seek_code(device);
                }
            }
        }
    }

    /// Stores what came, in the tab that may.
    fn keep(&mut self, device: usize, life: Life, news: &News) {
        let fault = self.disk_fault();
        let kept = self.with_tab(device, life, |tab, role| {
            if role == Role::Reads {
                return Ok(Event::Failed(Failure::Store));
            }
            tab.phone.disk(fault);
            let kept = tab.phone.keep(news);
            tab.phone.disk(None);
            kept
        });
        match kept {
            None => {}
            Some(Ok(event)) => {
                if matches!(event, Event::Stored) {
                    self.note(format_args!("phone {device} keeps {} receipts", news.receipts.len()));
                    self.ledger.receipted.extend(news.receipts.iter().map(|(_, receipt)| receipt.hash));
                }
                self.tell(device, life, event);
            }
            Some(Err(error)) => {
                self.note(format_args!("phone {device} cannot keep: {fault:?}"));
                match error {
                    DiskError::Failed => self.tell(device, life, Event::Failed(Failure::Store)),
                    DiskError::Died => self.crash(device),
                }
            }
        }
    }

    /// What becomes of the next transaction of a phone.
    pub(super) fn disk_fault(&mut self) -> Option<DiskFault> {
        if !self.chance.happens(self.weather.disk) {
            return None;
        }
        self.tally.disk_faults += 1;
        Some(match self.chance.below(4) {
            0 => DiskFault::Refuses,
            1 => DiskFault::Doubts,
            2 => DiskFault::DiesBefore,
            _ => DiskFault::DiesAfter,
        })
    }

    /// A phone of a cell that is enrolled by and by.
    pub(super) fn newcomer(&mut self, cell: usize) {
        let seed = self.chance.seed();
        let skew = self.chance.millis(-86_400_000, 86_400_000);
        let life = Life(self.number());
        self.devices.push(Device {
            cell,
            writer: Tab::new(Phone::new(seed), life),
            reader: None,
            is_open: true,
            skew,
            out_until: 0,
            code: None,
            form: None,
            copy: None,
        });
        self.seek_code(self.devices.len() - 1);
    }
}
