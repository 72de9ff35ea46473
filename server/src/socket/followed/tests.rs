use automerge::ReadDoc;
use shared::document::Document;
use shared::document::genesis;
use shared::record::Kind;
use shared::sync::gate;
use shared::sync::socket::message;

use super::*;

/// The other end: a library as it comes, with its own document.
struct Peer {
    doc: Automerge,
    state: State,
}

impl Peer {
    fn new(kind: Option<Kind>) -> Self {
        let mut doc = Automerge::new();
        if let Some(kind) = kind {
            doc.load_incremental(genesis::chunk(kind)).unwrap();
        }
        Self { doc, state: State::new() }
    }

    fn say(&mut self) -> Option<Vec<u8>> {
        self.doc.generate_sync_message(&mut self.state).map(Message::encode)
    }

    fn hear(&mut self, message: &[u8]) {
        let message = Message::decode(message).unwrap();
        self.doc.receive_sync_message(&mut self.state, message).unwrap();
    }
}

/// The server's end, on a document that takes everything that comes.
struct End {
    doc: Automerge,
    followed: Followed,
}

impl End {
    /// Takes a message, and says how many plain changes it brought.
    fn hear(&mut self, bytes: &[u8]) -> usize {
        let checked = message::check(bytes).unwrap();
        for chunk in &checked.chunks {
            gate::check(chunk).unwrap();
            self.doc.load_incremental(chunk).unwrap();
        }
        let brought = if checked.chunks.is_empty() { Brought::Nothing } else { Brought::Changes };
        let heard = Heard { message: checked.without_changes(), heads: checked.heads.clone(), brought };
        self.followed.hear(&self.doc, heard).unwrap();
        checked.chunks.len()
    }

    fn say(&mut self) -> Option<Vec<u8>> {
        self.followed.say(&self.doc).unwrap()
    }
}

/// Both talk in turn until neither has anything to say: the changes that the
/// server was brought, and the messages of both.
fn talk(peer: &mut Peer, end: &mut End) -> (usize, usize) {
    let (mut brought, mut messages) = (0, 0);
    loop {
        let says = peer.say();
        brought += says.as_ref().map_or(0, |message| end.hear(message));
        let answer = end.say();
        answer.iter().for_each(|message| peer.hear(message));
        if says.is_none() && answer.is_none() {
            return (brought, messages);
        }
        messages += says.iter().len() + answer.iter().len();
        assert!(messages < 20, "they go in circles");
    }
}

fn end(takes: Takes, doc: Automerge) -> End {
    End { doc, followed: Followed::new(takes) }
}

fn write(doc: &mut Automerge, what: &str) {
    use automerge::transaction::Transactable;
    let written = doc.transact::<_, _, automerge::AutomergeError>(|tx| tx.put(automerge::ROOT, "what", what));
    written.unwrap();
}

#[test]
fn a_new_document_comes_as_plain_changes_with_its_genesis_first() {
    let mut peer = Peer::new(Some(Kind::Task));
    write(&mut peer.doc, "Gieo ngô đông");
    let mut end = end(Takes::Changes, Automerge::new());
    let (brought, messages) = talk(&mut peer, &mut end);
    assert_eq!(brought, 2);
    assert_eq!(end.doc.get_heads(), peer.doc.get_heads());
    // The peer was told: it knows that the server has all of it.
    assert_eq!(peer.state.their_heads, Some(peer.doc.get_heads()));
    assert!(messages < 8, "{messages}");
}

#[test]
fn a_document_is_found_and_later_changes_of_both_sides_are_told() {
    let mut document = Document::begin(Kind::Task).unwrap().automerge().clone();
    write(&mut document, "Gieo ngô đông");
    let (mut peer, mut end) = (Peer::new(None), end(Takes::Changes, document));
    assert_eq!(talk(&mut peer, &mut end).0, 0);
    assert_eq!(end.doc.get_heads(), peer.doc.get_heads());
    write(&mut end.doc, "Gieo lạc");
    write(&mut peer.doc, "Gieo đậu");
    assert_eq!(talk(&mut peer, &mut end).0, 1);
    assert_eq!((end.doc.get_heads(), end.doc.get_heads().len()), (peer.doc.get_heads(), 2));
}

#[test]
fn who_may_only_read_is_told_so_and_brings_nothing() {
    let document = Document::begin(Kind::Task).unwrap().automerge().clone();
    let (mut peer, mut end) = (Peer::new(None), end(Takes::Nothing, document));
    talk(&mut peer, &mut end);
    assert!(peer.state.peer_read_only);
    write(&mut peer.doc, "Gieo đậu");
    assert_eq!(talk(&mut peer, &mut end).0, 0);
    assert_eq!(end.doc.get(automerge::ROOT, "what").unwrap(), None);
}

#[test]
fn a_repeated_message_goes_in_circles_and_another_one_does_not() {
    let (mut peer, mut end) = (Peer::new(Some(Kind::Task)), end(Takes::Changes, Automerge::new()));
    let message = peer.say().unwrap();
    for _ in 0..=MOST_FRUITLESS {
        end.hear(&message);
        assert!(!end.followed.goes_in_circles());
    }
    end.hear(&message);
    assert!(end.followed.goes_in_circles());
    write(&mut peer.doc, "Gieo đậu");
    end.hear(&peer.say().unwrap());
    assert!(!end.followed.goes_in_circles());
}
