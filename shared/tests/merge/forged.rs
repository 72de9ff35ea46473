//! Changes as no honest program writes them.

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{Change, ExpandedChange, ObjId, ROOT, ReadDoc};
use shared::document::Document;
use shared::document::admission::Refusal;
use shared::document::edit::{Edit, Value};
use shared::id::{ChangeHash, DeviceNumber};
use shared::record::Kind;

use crate::admission::{DEVICE, actor, begun, push};

/// One operation after another by device 2, as no honest program writes them.
struct Forger {
    server: Document,
    body: OpId,
    title: OpId,
}

impl Forger {
    fn new() -> Self {
        let server = begun(Kind::Resolution).document;
        let id = |field: &str| match server.automerge().get(ROOT, field).unwrap().unwrap().1 {
            ObjId::Id(counter, actor, _) => OpId::new(counter, &actor),
            ObjId::Root => panic!("{field} is not the root"),
        };
        let (body, title) = (id("body"), id("title"));
        Self { server, body, title }
    }

    /// The counter that the next operation must have.
    fn next(&self) -> u64 {
        self.server.automerge().get_changes_meta(&[]).iter().map(|meta| meta.max_op).max().unwrap() + 1
    }

    fn own(&self, counter: u64) -> OpId {
        OpId::new(counter, &actor(DEVICE).to_automerge())
    }

    fn change(&self, seq: u64, start: u64, deps: &[ChangeHash], operations: Vec<Op>) -> Change {
        Change::from(ExpandedChange {
            operations,
            actor_id: actor(DEVICE).to_automerge(),
            hash: None,
            seq,
            start_op: start.try_into().unwrap(),
            time: 0,
            message: None,
            deps: deps.iter().copied().map(automerge::ChangeHash::from).collect(),
            extra_bytes: Vec::new(),
            author: None,
        })
    }

    fn check_changes(&self, changes: &[Change], expect: Option<Refusal>) {
        let chunks: Vec<_> = changes.iter().map(|change| change.raw_bytes().to_vec()).collect();
        assert_eq!(
            push(&self.server, &chunks, DEVICE).err(),
            expect,
            "{:?}",
            changes.last().unwrap().decode()
        );
    }

    fn check(&self, operation: Op, expect: Option<Refusal>) {
        self.check_changes(&[self.change(1, self.next(), &self.server.heads(), vec![operation])], expect);
    }

    fn put_title(&self, pred: &[OpId]) -> Op {
        Op {
            action: OpType::Put("B".into()),
            obj: ObjectId::Root,
            key: Key::Map("title".into()),
            pred: pred.to_vec().into(),
            insert: false,
        }
    }

    fn in_body(&self, action: OpType, element: ElementId, pred: &[OpId]) -> Op {
        let insert = action != OpType::Delete;
        let obj = ObjectId::Id(self.body.clone());
        Op { action, obj, key: Key::Seq(element), pred: pred.to_vec().into(), insert }
    }

    fn insert(&self, text: &str, after: ElementId) -> Op {
        self.in_body(OpType::Put(text.into()), after, &[])
    }
}

/// Automerge takes these or panics on them; some would make a field unreadable.
#[test]
fn operations_build_only_on_what_is_theirs() {
    let forger = Forger::new();
    let next = forger.next();
    let refused = Some(Refusal::NotAllowed);
    let absent = OpId::new(next + 50, &actor(DEVICE).to_automerge());
    let stranger = OpId::new(3, &actor(DeviceNumber(55)).to_automerge());
    let past_the_end = OpId::new(next + 50, forger.title.actor());
    // A put supersedes values of its own field.
    forger.check(forger.put_title(&[]), None);
    forger.check(forger.put_title(std::slice::from_ref(&forger.title)), None);
    for pred in [&forger.body, &absent, &stranger, &past_the_end, &forger.own(next)] {
        forger.check(forger.put_title(std::slice::from_ref(pred)), refused);
    }
    forger.check(Op { insert: true, ..forger.put_title(&[]) }, refused);
    // A character follows one of its own text.
    forger.check(forger.insert("x", ElementId::Head), None);
    for text in ["", "xy"] {
        forger.check(forger.insert(text, ElementId::Head), refused);
    }
    for after in [&forger.title, &forger.body, &absent, &stranger, &forger.own(next)] {
        forger.check(forger.insert("x", ElementId::Id(after.clone())), refused);
    }
    // A deletion is of one character of its own text.
    let first_character = OpId::new(forger.title.counter() + 1, forger.title.actor());
    let delete = |id: &OpId, pred: &[OpId]| forger.in_body(OpType::Delete, ElementId::Id(id.clone()), pred);
    forger.check(delete(&first_character, std::slice::from_ref(&first_character)), None);
    forger.check(delete(&first_character, &[]), refused);
    forger.check(delete(&first_character, std::slice::from_ref(&forger.title)), refused);
    for id in [&forger.title, &forger.body, &absent] {
        forger.check(delete(id, std::slice::from_ref(id)), refused);
    }
    // An object is one that exists.
    for object in [&forger.title, &first_character, &absent, &stranger] {
        let obj = ObjectId::Id(object.clone());
        forger.check(Op { obj, ..forger.put_title(&[]) }, refused);
    }
}

#[test]
fn counters_neither_leap_nor_repeat() {
    let forger = Forger::new();
    let (next, heads) = (forger.next(), forger.server.heads());
    let broken = Some(Refusal::BrokenSequence);
    let put = || vec![forger.put_title(&[])];
    forger.check_changes(&[forger.change(1, next, &heads, put())], None);
    for start in [1, next - 1, next + 1, u64::from(u32::MAX) - 10] {
        forger.check_changes(&[forger.change(1, start, &heads, put())], broken);
    }
    for seq in [2, 9] {
        forger.check_changes(&[forger.change(seq, next, &heads, put())], broken);
    }
    // The second change neither forgets nor repeats the first.
    let first = forger.change(1, next, &heads, put());
    let hash = ChangeHash::from(first.hash());
    forger.check_changes(&[first.clone(), forger.change(2, next + 1, &[hash], put())], None);
    forger.check_changes(&[first.clone(), forger.change(2, next, &heads, put())], broken);
    forger.check_changes(&[first.clone(), forger.change(2, next, &[hash], put())], broken);
    forger.check_changes(&[first, forger.change(3, next + 1, &[hash], put())], broken);
}

/// A change may not name what its writer cannot have seen: phones that receive
/// it before the other would fail.
#[test]
fn operations_build_only_on_their_past() {
    let forger = Forger::new();
    let (next, heads) = (forger.next(), forger.server.heads());
    let mut phone = begun(Kind::Resolution);
    phone.write(&[Edit::field("title", Value::text("Vụ xuân"))]);
    let server = phone.document;
    let (_, ObjId::Id(counter, writer, _)) = server.automerge().get(ROOT, "title").unwrap().unwrap() else {
        panic!("a field is not the root");
    };
    let unseen = OpId::new(counter, &writer);
    let check = |pred: &OpId, expect| {
        let change = forger.change(1, next, &heads, vec![forger.put_title(std::slice::from_ref(pred))]);
        assert_eq!(push(&server, &[change.raw_bytes().to_vec()], DEVICE).err(), expect);
    };
    check(&forger.title, None);
    check(&unseen, Some(Refusal::NotAllowed));
}
