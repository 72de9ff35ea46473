//! The ground on which hostile chunks are tried: a document of each kind that
//! two phones filled apart, an honest third one that goes on from there, and
//! what must hold of whatever enters.

use automerge::{Automerge, Change, ReadDoc};
use shared::document::Document;
use shared::document::admission::{Admission, Refusal, admit};
use shared::document::conflict::conflicts;
use shared::document::edit::{Edit, Path, Stamp, Value};
use shared::document::history::history;
use shared::document::read::read;
use shared::document::schema::{self, Key, Scalar, Shape};
use shared::id::{Actor, DeviceNumber};
use shared::moment::Moment;
use shared::record::Kind;
use shared::sorted_map::SortedMap;
use shared::sync::gate::{self, GateError};

use crate::phone::Phone;

/// The device that goes on, and in whose name the hostile chunks come.
pub const THIRD: DeviceNumber = DeviceNumber(2);

/// Two values that differ.
pub fn two(scalar: Scalar) -> [Value; 2] {
    let texts = |one: &str, other: &str| [Value::text(one), Value::text(other)];
    match scalar {
        Scalar::Text(_) => texts("một", "hai"),
        Scalar::Int(least, most) => [Value::Int(least), Value::Int(most)],
        Scalar::Bool => [Value::Bool(false), Value::Bool(true)],
        Scalar::Date | Scalar::LifeDate => texts("2024-11-07", "2024-11-08"),
        Scalar::Month => texts("2024-11", "2024-12"),
        Scalar::Time => texts("19:30", "20:00"),
        Scalar::Id => texts(&"ab".repeat(16), &"cd".repeat(16)),
        Scalar::Hash => texts(&"ab".repeat(32), &"cd".repeat(32)),
        Scalar::Form => texts("regular", "thematic"),
        Scalar::Membership => texts("full", "temporary"),
        Scalar::Office => texts("secretary", "member"),
        Scalar::Answer => texts("met", "p:3"),
        Scalar::Phones => texts("15", "15,16"),
        Scalar::OneOf(names) => texts(names[0], names[1]),
    }
}

fn key(key: Key) -> String {
    match key {
        Key::Id => "ef".repeat(16),
        Key::Item => "tasks.lead".to_owned(),
    }
}

/// Every scalar place of the kind.
pub fn places(kind: Kind) -> Vec<(Path, Scalar)> {
    let mut places = Vec::new();
    for (field, shape) in schema::fields(kind) {
        match shape {
            Shape::Scalar(scalar) => places.push((Path::field(field), *scalar)),
            Shape::LongText(_) => {}
            Shape::Scalars(keys, scalar) => places.push((Path::key(field, key(*keys)), *scalar)),
            Shape::Entries(keys, names) => {
                places.extend(names.iter().map(|(name, s)| (Path::entry(field, key(*keys), name), *s)));
            }
        }
    }
    places
}

/// Every long text of the kind.
pub fn texts(kind: Kind) -> impl Iterator<Item = &'static str> {
    let texts = schema::fields(kind).iter().filter(|(_, shape)| matches!(shape, Shape::LongText(_)));
    texts.map(|(field, _)| *field)
}

/// Edits of every field: its first or second value, and `text` into every long text.
pub fn everything(kind: Kind, value: usize, text: &str) -> Vec<Edit> {
    let scalars = places(kind).into_iter().map(|(path, scalar)| Edit::Put(path, two(scalar)[value].clone()));
    scalars.chain(texts(kind).map(|field| Edit::Rewrite(field, text.to_owned()))).collect()
}

/// A document that devices 1 and 3 filled without knowing of each other, and
/// what device 2 wrote on top of it, change by change.
pub struct Ground {
    pub server: Document,
    pub own: Vec<Vec<u8>>,
}

impl Ground {
    pub fn of(kind: Kind) -> Self {
        let [mut one, mut other, mut third] = [1, 3, 2].map(|device| Phone::new(kind, device));
        one.write(&everything(kind, 0, "một hai"));
        other.write(&everything(kind, 1, "ba bốn năm"));
        one.receive(&other);
        third.receive(&one);
        let (first, scalar) = places(kind).remove(0);
        third.write(&[Edit::Put(first.clone(), two(scalar)[0].clone())]);
        third.write(&everything(kind, 0, "một ba bốn"));
        third.write(&[Edit::Put(first, Value::Null)]);
        texts(kind).for_each(|field| drop(third.write(&[Edit::Rewrite(field, "ba".to_owned())])));
        Self { server: one.document, own: third.own }
    }

    /// Pushes a chunk in the place of the honest one with this number, after
    /// those that come before it, and asks of it all that must hold.
    pub fn push(&self, place: usize, chunk: &[u8]) -> Judged {
        let place = place % self.own.len();
        let before = &self.own[..place];
        let gated: Result<Vec<_>, _> =
            before.iter().map(Vec::as_slice).chain([chunk]).map(gate::check).collect();
        let gated = match gated {
            Ok(gated) => gated,
            Err(error) => return Judged::Stopped(error),
        };
        match admit(&self.server, &gated, THIRD) {
            Err(refused) => Judged::Refused(refused.why),
            Ok(Admission::Missing(_) | Admission::Stopped) => Judged::Waits,
            Ok(Admission::Admitted { new, .. }) if !new.contains(&place) => Judged::Waits,
            Ok(Admission::Admitted { twin, .. }) => {
                counted(chunk);
                sound(&self.server, &twin, &[before, &[chunk.to_vec()]].concat());
                Judged::Entered
            }
        }
    }
}

/// What became of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// The gate kept it out.
    Stopped(GateError),
    /// Admission refused it.
    Refused(Refusal),
    /// It, or what it builds on, is not there.
    Waits,
    /// It is in the document.
    Entered,
}

/// The gate counts of a chunk what Automerge counts.
pub fn counted(chunk: &[u8]) {
    let gated = gate::check(chunk).unwrap();
    let change = Change::from_bytes(chunk.to_vec()).unwrap();
    let decoded = change.decode();
    assert_eq!(automerge::ChangeHash::from(gated.hash), change.hash());
    assert_eq!(gated.operations, change.len());
    assert_eq!(gated.operations, decoded.operations.len());
    assert_eq!(gated.predecessors, decoded.operations.iter().map(|op| op.pred.len()).sum());
    assert_eq!(gated.actor.to_automerge(), *change.actor_id());
    let others: Vec<_> = gated.others.iter().map(|other| other.to_automerge()).collect();
    assert_eq!(others, change.other_actor_ids());
    let dependencies = gated.dependencies.iter().map(|hash| automerge::ChangeHash::from(*hash));
    assert_eq!(dependencies.collect::<Vec<_>>(), change.deps());
    assert_eq!((gated.seq, gated.start_op), (change.seq(), change.start_op().get()));
    assert_eq!(gated.seconds, change.timestamp());
}

/// What entered can be read, stored, opened again, handed on byte for byte, and
/// written on by a phone that knows nothing of it.
fn sound(server: &Document, twin: &Document, entered: &[Vec<u8>]) {
    let kind = twin.kind();
    for chunk in entered {
        let hash = gate::check(chunk).unwrap().hash.into();
        let handed_on = twin.automerge().get_change_by_hash(&hash).unwrap();
        assert_eq!(handed_on.raw_bytes(), chunk, "others would get other bytes");
    }
    read(twin);
    conflicts(twin);
    history(twin, &SortedMap::new(), usize::MAX);
    let everything = twin.automerge().get_changes(&[]);
    let mut reopened = Document::begin(kind).unwrap();
    reopened.absorb(everything.iter().map(Change::raw_bytes)).unwrap();
    assert_eq!(reopened.heads(), twin.heads());
    let loaded = Automerge::load(&twin.automerge().save()).unwrap();
    assert_eq!(loaded.get_heads(), twin.automerge().get_heads());
    // A phone that was away has written meanwhile; both come together and go on.
    let mut phone = server.clone();
    let stamp = |byte| Stamp { actor: Actor::new(DeviceNumber(9), [byte; 12]), at: Moment::from_millis(0) };
    phone.commit(&self::everything(kind, 0, "hai ba"), stamp(1)).unwrap();
    phone.absorb(entered.iter().map(Vec::as_slice)).unwrap();
    phone.commit(&self::everything(kind, 1, "năm"), stamp(2)).unwrap();
    assert_eq!(read(&phone).kind(), kind);
}
