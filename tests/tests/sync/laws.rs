//! Whatever people write, and whatever happens on the road: once it is calm,
//! everybody has everything, and every disagreement is shown.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shared::document::conflict::Conflict;
use shared::document::edit::{Edit, Path, Value};
use shared::id::{ChangeHash, DocumentId};
use shared::record::Kind;
use shared::sorted_map::SortedMap;
use tests::network::Mishap;
use tests::phone::Phone;
use tests::town::Backup;

use super::cell::Cell;

/// Something that happens in the cell. Numbers of phones count around.
#[derive(Debug, Clone)]
enum Step {
    /// A person writes on a phone.
    Write(usize, Word),
    /// A phone syncs, and this happens to its requests.
    Sync(usize, Vec<Mishap>),
    /// The same, while a person writes on it.
    SyncAndWrite(usize, Vec<Mishap>, Word),
    /// A phone is closed, in the middle of a sync, and opened again.
    SyncAndClose(usize, Vec<Mishap>),
    /// The server is killed and starts again.
    Kill,
    /// Somebody copies the data file.
    Backup,
    /// The newest copy is put in the place of the data file.
    PutBack,
}

/// What a person writes: a place, and one of a few values for it.
#[derive(Debug, Clone, Copy)]
struct Word {
    place: usize,
    value: usize,
}

/// Every place that is written in these tests: two in each kind of container,
/// so that phones often meet in one.
fn places() -> Vec<(&'static str, Kind, Path)> {
    let (first, second) = ("1".repeat(32), "2".repeat(32));
    vec![
        ("task", Kind::Task, Path::field("what")),
        ("task", Kind::Task, Path::field("due_on")),
        ("task", Kind::Task, Path::key("assignees", &first)),
        ("task", Kind::Task, Path::entry("progress", &first, "percent")),
        ("task", Kind::Task, Path::entry("progress", &first, "note")),
        ("roster", Kind::Roster, Path::entry("members", &first, "name")),
        ("roster", Kind::Roster, Path::entry("members", &second, "name")),
        ("assessment/2024-11", Kind::Assessment, Path::key("answers", "meetings.held")),
        ("assessment/2024-11", Kind::Assessment, Path::field("shortcomings")),
        ("resolution", Kind::Resolution, Path::field("adopted_on")),
        ("resolution", Kind::Resolution, Path::field("body")),
    ]
}

/// One of three values that may stand at the path; the first one is nothing
/// where a field can be cleared.
fn value(path: &Path, choice: usize) -> Value {
    let texts = match (path.field.as_str(), path.name.as_deref()) {
        ("assignees", _) => return Value::Bool(choice == 1),
        (_, Some("percent")) => return Value::Int([0, 40, 100][choice]),
        (_, Some(_)) => ["Một", "Hai", "Ba"],
        ("due_on" | "adopted_on", _) => ["", "2024-11-20", "2024-11-25"],
        ("answers", _) => ["", "met", "not_met"],
        _ => ["", "Gieo ngô đông", "Thu gom rác"],
    };
    if texts[choice].is_empty() { Value::Null } else { Value::text(texts[choice]) }
}

/// A write as it counts for conflicts.
struct Written {
    document: DocumentId,
    path: Path,
    value: Value,
    hash: ChangeHash,
    /// What the writer's phone had of the document.
    seen: BTreeSet<ChangeHash>,
}

/// The cell, and everything that was written in it.
struct Story {
    cell: Cell,
    written: Vec<Written>,
    accepted: BTreeSet<ChangeHash>,
    backup: Backup,
}

/// The document in which a phone writes. Tasks and resolutions are known to
/// all phones from the beginning, which is harder than in life.
fn document(phone: &Phone, name: &str) -> DocumentId {
    match name {
        "task" => DocumentId::from_bytes([1; 16]),
        "resolution" => DocumentId::from_bytes([2; 16]),
        natural => phone.natural(natural),
    }
}

fn write(phone: &mut Phone, word: Word) -> Option<Written> {
    let (name, kind, path) = places().swap_remove(word.place);
    let document = document(phone, name);
    let seen = phone.changes(document).into_iter().map(|change| change.hash).collect();
    let value = value(&path, word.value);
    let edit = match (path.field.as_str(), &value) {
        ("body", Value::Text(text)) => Edit::Rewrite("body", format!("{text}. Sau bão số 3.")),
        ("body", _) => Edit::Rewrite("body", String::new()),
        _ => Edit::Put(path.clone(), value.clone()),
    };
    let hash = phone.put(document, kind, edit)?;
    Some(Written { document, path, value, hash, seen })
}

impl Story {
    fn begin(phones: u64) -> Self {
        let cell = Cell::with_phones(phones);
        let backup = cell.network.server.backup();
        Self { cell, written: Vec::new(), accepted: BTreeSet::new(), backup }
    }

    fn note(&mut self, written: Option<Written>) {
        if let Some(written) = written {
            self.accepted.insert(written.hash);
            self.written.push(written);
        }
    }

    fn happen(&mut self, step: Step) {
        let count = self.cell.phones.len();
        let network = &mut self.cell.network;
        match step {
            Step::Write(phone, word) => {
                let written = write(&mut self.cell.phones[phone % count], word);
                self.note(written);
            }
            Step::Sync(phone, mishaps) => {
                network.suffer(mishaps);
                self.cell.phones[phone % count].sync(network);
            }
            Step::SyncAndWrite(phone, mishaps, word) => {
                network.suffer(mishaps);
                let mut written = Vec::new();
                let phone = &mut self.cell.phones[phone % count];
                phone.sync_while(network, |phone| written.push(write(phone, word)));
                written.into_iter().for_each(|written| self.note(written));
            }
            Step::SyncAndClose(phone, mishaps) => {
                network.suffer(mishaps);
                self.cell.phones[phone % count].sync_while(network, Phone::restart);
            }
            Step::Kill => network.server.kill(),
            Step::Backup => self.backup = network.server.backup(),
            Step::PutBack => {
                network.server.put_back(&self.backup);
                network.server.begin_epoch();
            }
        }
        self.cell.network.calm();
        self.cell.phones.iter().for_each(Phone::check);
    }

    /// Ends the mishaps and lets all sync until nothing is left to be sent. After
    /// a backup was put back that takes a round for each time that one phone
    /// wrote upon what another one had written.
    fn settle(&mut self) {
        self.cell.settle();
        for _ in 0..self.written.len() {
            if self.cell.phones.iter().all(|phone| phone.unsent().is_empty()) {
                break;
            }
            self.cell.settle();
        }
        self.cell.settle();
    }

    /// Which values stand where, by what was written alone: each that nobody
    /// who had seen it wrote over, where there is more than one.
    fn disagreements(&self) -> SortedMap<(DocumentId, Path), BTreeSet<Value>> {
        let mut standing: SortedMap<_, BTreeSet<Value>> = SortedMap::new();
        for one in self.written.iter().filter(|one| one.path.field != "body") {
            let over = |other: &Written| {
                other.document == one.document && other.path == one.path && other.seen.contains(&one.hash)
            };
            if !self.written.iter().any(over) {
                let place = (one.document, one.path.clone());
                standing.entry(place).or_default().insert(one.value.clone());
            }
        }
        standing.retain(|_, values| 1 < values.len());
        standing
    }

    /// Everything has arrived everywhere, and what was written apart is listed.
    fn check(&self) {
        self.cell.check_settled();
        let stored = self.cell.network.server.log(super::cell::CELL);
        let stored: BTreeSet<_> = stored.iter().map(|change| change.receipt.hash).collect();
        assert_eq!(stored, self.accepted, "other changes are stored than were written");
        let expect = self.disagreements();
        for phone in &self.cell.phones {
            let listed =
                phone.rows().keys().flat_map(|id| phone.conflicts(*id).into_iter().map(|c| (*id, c)));
            // A long text is listed with each writer's whole text; shared's own tests hold that.
            let listed = listed.filter(|(_, c)| !["body", "minutes"].contains(&c.path.field.as_str()));
            let listed: SortedMap<_, _> = listed.map(|(id, c)| ((id, c.path.clone()), values(&c))).collect();
            assert_eq!(listed, expect);
        }
    }

    /// Somebody chooses in every conflict; then there is none.
    fn choose(&mut self, choices: &[usize]) {
        let count = self.cell.phones.len();
        let ids: Vec<_> = self.cell.phones[0].rows().keys().copied().collect();
        let conflicts = ids.iter().flat_map(|id| {
            let found = self.cell.phones[0].conflicts(*id);
            found.into_iter().map(|conflict| (*id, conflict))
        });
        let conflicts: Vec<_> = conflicts.collect();
        let mut chosen = Vec::new();
        for ((document, conflict), choice) in conflicts.into_iter().zip(choices.iter().cycle()) {
            let alternative = &conflict.alternatives[choice % conflict.alternatives.len()];
            assert_eq!(conflict.alternatives.iter().filter(|other| other.stands).count(), 1);
            let phone = &mut self.cell.phones[choice % count];
            let kind = phone.record(document).unwrap().kind();
            let edit = conflict.choose(alternative.value.clone());
            let seen = phone.changes(document).into_iter().map(|change| change.hash).collect();
            let hash = phone.put(document, kind, edit.clone()).unwrap();
            let (path, value) = (conflict.path.clone(), alternative.value.clone());
            self.note(Some(Written { document, path, value, hash, seen }));
            chosen.push((document, kind, edit));
        }
        self.settle();
        self.check();
        for phone in &mut self.cell.phones {
            assert!(phone.rows().keys().all(|id| phone.conflicts(*id).is_empty()));
            for (document, kind, edit) in &chosen {
                assert_eq!(phone.put(*document, *kind, edit.clone()), None, "something else stands");
            }
        }
    }
}

fn values(conflict: &Conflict) -> BTreeSet<Value> {
    conflict.alternatives.iter().map(|alternative| alternative.value.clone()).collect()
}

fn mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        4 => Just(Mishap::None),
        1 => Just(Mishap::RequestLost),
        1 => Just(Mishap::RequestLate),
        1 => Just(Mishap::RequestTwice),
        1 => (0..1000_u16).prop_map(Mishap::RequestCut),
        2 => Just(Mishap::ResponseLost),
        1 => (1..4_u8).prop_map(Mishap::ResponseLate),
        1 => Just(Mishap::ResponseTwice),
        1 => (0..1000_u16).prop_map(Mishap::ResponseCut),
        1 => Just(Mishap::KilledBefore),
        1 => Just(Mishap::KilledAfter),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let word = || (0..places().len(), 0..3_usize).prop_map(|(place, value)| Word { place, value });
    let mishaps = || prop::collection::vec(mishap(), 1..3);
    let phone = || 0..6_usize;
    prop_oneof![
        10 => (phone(), word()).prop_map(|(phone, word)| Step::Write(phone, word)),
        8 => (phone(), mishaps()).prop_map(|(phone, mishaps)| Step::Sync(phone, mishaps)),
        2 => (phone(), mishaps(), word()).prop_map(|(p, mishaps, word)| Step::SyncAndWrite(p, mishaps, word)),
        1 => (phone(), mishaps()).prop_map(|(phone, mishaps)| Step::SyncAndClose(phone, mishaps)),
        1 => Just(Step::Kill),
        1 => Just(Step::Backup),
        1 => Just(Step::PutBack),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_the_end_everybody_has_everything(
        phones in 2..4_u64,
        steps in prop::collection::vec(step(), 1..24),
        choices in prop::collection::vec(0..6_usize, 4),
    ) {
        let mut story = Story::begin(phones);
        steps.into_iter().for_each(|step| story.happen(step));
        story.settle();
        story.check();
        story.choose(&choices);
    }
}
