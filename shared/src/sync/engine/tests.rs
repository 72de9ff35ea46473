use super::*;
use crate::document::admission::Refusal;
use crate::id::ChangeHash;
use crate::moment::Moment;
use crate::sync::wire::Epoch;

/// The name of the request in tests that have but one.
const REQUEST: RequestId = RequestId::from_bytes([1; 16]);

fn unsent(document: u8, bytes: usize) -> Unsent {
    Unsent {
        document: DocumentId::from_bytes([document; 16]),
        kind: Kind::Task,
        commit: Commit { hash: ChangeHash::from_bytes([document; 32]), chunk: vec![0; bytes] },
    }
}

fn receipt(hash: u8) -> Receipt {
    Receipt { hash: ChangeHash::from_bytes([hash; 32]), seq: 5, at: Moment::default() }
}

fn outbox(unsent: Vec<Unsent>) -> Event {
    Event::Outbox { unsent, point: SyncPoint::default(), request: REQUEST }
}

fn read_all() -> Option<Effect> {
    Some(Effect::ReadOutbox { without: SortedSet::new() })
}

fn answer(outcomes: Vec<Outcome>, epoch: u64) -> SyncResponse {
    let point = SyncPoint { epoch: Some(Epoch(epoch)), cursor: 5 };
    SyncResponse {
        outcomes,
        pulled: vec![],
        rulings: vec![],
        point,
        more: false,
        now: Moment::default(),
        request: REQUEST,
        custody: None,
        seal: None,
        role: None,
    }
}

fn sent(effect: Option<Effect>) -> Vec<Push> {
    match effect {
        Some(Effect::Send(request)) => request.push,
        other => panic!("nothing was sent: {other:?}"),
    }
}

#[test]
fn one_request_carries_every_document() {
    let mut engine = Engine::default();
    assert_eq!(engine.handle(Event::Wake), read_all());
    let push = sent(engine.handle(outbox(vec![unsent(1, 10), unsent(2, 10), unsent(1, 10)])));
    assert_eq!(push.iter().map(|p| p.chunks.len()).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn a_full_page_is_followed_by_another() {
    let mut engine = Engine::default();
    engine.handle(Event::Wake);
    let push = sent(engine.handle(outbox(vec![unsent(1, MOST_PUSHED_BYTES), unsent(2, 1)])));
    assert_eq!(push.len(), 1);
    let effect = engine.handle(Event::Answer(answer(vec![Outcome::Stored(vec![receipt(1)])], 1)));
    assert!(matches!(effect, Some(Effect::Store(_))));
    assert_eq!(engine.handle(Event::Stored), read_all());
}

/// A page is full, too, when it names as many documents or changes as a request may.
#[test]
fn a_request_is_within_its_limits() {
    fn check(unsent: impl Iterator<Item = Unsent>, pushes: usize, changes: usize) {
        let mut engine = Engine::default();
        engine.handle(Event::Wake);
        let Some(Effect::Send(request)) = engine.handle(outbox(unsent.collect())) else { panic!() };
        assert!(request.is_within_limits());
        let sent: usize = request.push.iter().map(|push| push.chunks.len()).sum();
        assert_eq!((request.push.len(), sent), (pushes, changes));
        let outcomes =
            request.push.iter().map(|push| Outcome::Stored(push.chunks.iter().map(|_| receipt(1)).collect()));
        assert!(engine.handle(Event::Answer(answer(outcomes.collect(), 1))).is_some());
        // The rest goes with the next page.
        assert_eq!(engine.handle(Event::Stored), read_all());
    }
    let document = |number: usize| {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&number.to_be_bytes());
        Unsent { document: DocumentId::from_bytes(id), ..unsent(1, 1) }
    };
    check((0..=MOST_PUSHES).map(document), MOST_PUSHES, MOST_PUSHES);
    check((0..=MOST_PUSHED_CHANGES).map(|_| unsent(1, 1)), 1, MOST_PUSHED_CHANGES);
    let both = (0..=MOST_PUSHED_CHANGES).map(|number| document(number % MOST_PUSHES));
    check(both, MOST_PUSHES, MOST_PUSHED_CHANGES);
}

#[test]
fn outcomes_are_told_apart_by_document() {
    let mut engine = Engine::default();
    engine.handle(Event::Wake);
    engine.handle(outbox(vec![unsent(1, 1), unsent(2, 1), unsent(3, 1)]));
    let receipt = receipt(1);
    let sent = vec![unsent(2, 1).commit.hash];
    let refused = Refused { why: Refusal::NotAllowed, at: sent.clone() };
    let outcomes = vec![Outcome::Stored(vec![receipt]), refused.clone().into(), Outcome::Missing(vec![])];
    let Some(Effect::Store(news)) = engine.handle(Event::Answer(answer(outcomes, 1))) else { panic!() };
    assert_eq!(news.receipts, [(DocumentId::from_bytes([1; 16]), receipt)]);
    let document = DocumentId::from_bytes([2; 16]);
    assert_eq!(news.refused, [RefusedPush { document, pushed: sent, refused }]);
    assert_eq!(news.resend, [DocumentId::from_bytes([3; 16])]);
    assert!(!news.resend_all);
}

#[test]
fn what_is_stored_whole_has_a_receipt_for_each_change() {
    let mut engine = Engine::default();
    engine.handle(Event::Wake);
    engine.handle(outbox(vec![unsent(1, 1), unsent(1, 2), unsent(2, 1)]));
    let at = Moment::from_millis(7);
    let outcomes = vec![Outcome::Whole { first: 4, at }, Outcome::Stored(vec![])];
    let Some(Effect::Store(news)) = engine.handle(Event::Answer(answer(outcomes, 1))) else { panic!() };
    let one = DocumentId::from_bytes([1; 16]);
    let receipt = |seq, change: Unsent| (one, Receipt { hash: change.commit.hash, seq, at });
    assert_eq!(news.receipts, [receipt(4, unsent(1, 1)), receipt(5, unsent(1, 2))]);
}

#[test]
fn only_what_is_stored_whole_and_in_order_is_said_in_one_word() {
    let at = Moment::from_millis(7);
    let hashes: Vec<_> = (1..4).map(|byte| ChangeHash::from_bytes([byte; 32])).collect();
    let stored = |seqs: &[u64]| {
        let receipts = seqs.iter().zip(&hashes).map(|(seq, hash)| Receipt { hash: *hash, seq: *seq, at });
        Outcome::Stored(receipts.collect())
    };
    let check = |seqs: &[u64], changes: usize, is_short: bool| {
        let short = stored(seqs).shortened(changes);
        assert_eq!(matches!(short, Outcome::Whole { .. }), is_short, "{seqs:?} of {changes}");
        assert_eq!(short.in_full(&hashes[..changes]), stored(seqs));
    };
    check(&[], 0, false);
    check(&[8], 1, true);
    check(&[8, 9, 10], 3, true);
    check(&[8, 9], 3, false);
    check(&[8, 10, 11], 3, false);
    check(&[9, 8], 2, false);
    check(&[8, 8], 2, false);
    let mut later = stored(&[8, 9]);
    if let Outcome::Stored(receipts) = &mut later {
        receipts[1].at = Moment::from_millis(8);
    }
    assert_eq!(later.clone().shortened(2), later);
}

#[test]
fn a_new_epoch_sends_everything_again() {
    let mut engine = Engine::default();
    engine.handle(Event::Wake);
    let point = SyncPoint { epoch: Some(Epoch(1)), cursor: 99 };
    engine.handle(Event::Outbox { unsent: vec![unsent(1, 10)], point, request: REQUEST });
    let missing = answer(vec![Outcome::Missing(vec![])], 2);
    let Some(Effect::Store(news)) = engine.handle(Event::Answer(missing)) else { panic!() };
    assert!(news.resend_all);
    assert_eq!(news.point.cursor, 5);
    // At once, the document that lacked something as well, and then no more.
    assert_eq!(engine.handle(Event::Stored), read_all());
    engine.handle(Event::Outbox { unsent: vec![], point: news.point, request: REQUEST });
    engine.handle(Event::Answer(answer(vec![], 2)));
    assert_eq!(engine.handle(Event::Stored), Some(Effect::Rest(REST_MS)));
}

#[test]
fn failures_wait_longer_each_time_and_success_forgets_them() {
    let mut engine = Engine::default();
    let fail = |engine: &mut Engine| {
        engine.handle(Event::Wake);
        engine.handle(Event::Failed(Failure::NoRoad))
    };
    assert_eq!(fail(&mut engine), Some(Effect::Retry(5_000)));
    assert_eq!(fail(&mut engine), Some(Effect::Retry(10_000)));
    for _ in 0..10 {
        fail(&mut engine);
    }
    assert_eq!(fail(&mut engine), Some(Effect::Retry(REST_MS)));
    engine.handle(Event::Wake);
    engine.handle(outbox(vec![]));
    engine.handle(Event::Answer(answer(vec![], 1)));
    assert_eq!(engine.handle(Event::Stored), Some(Effect::Rest(REST_MS)));
    assert_eq!(fail(&mut engine), Some(Effect::Retry(5_000)));
}

#[test]
fn a_wake_during_a_sync_is_not_forgotten() {
    let mut engine = Engine::default();
    engine.handle(Event::Wake);
    engine.handle(outbox(vec![]));
    assert_eq!(engine.handle(Event::Wake), None);
    engine.handle(Event::Answer(answer(vec![], 1)));
    assert_eq!(engine.handle(Event::Stored), read_all());
}

#[test]
fn events_out_of_place_change_nothing() {
    let mut engine = Engine::default();
    assert_eq!(engine.handle(Event::Stored), None);
    assert_eq!(engine.handle(Event::Answer(answer(vec![], 1))), None);
    assert_eq!(engine.handle(Event::Failed(Failure::Store)), None);
    engine.handle(Event::Wake);
    engine.handle(outbox(vec![unsent(1, 1)]));
    // An answer to another request is no answer to this one, which is still waited for.
    let late =
        SyncResponse { request: RequestId::from_bytes([2; 16]), ..answer(vec![Outcome::Stored(vec![])], 1) };
    assert_eq!(engine.handle(Event::Answer(late)), None);
    assert!(engine.is_busy());
    // One with other outcomes than were asked for is no answer at all.
    assert_eq!(engine.handle(Event::Answer(answer(vec![], 1))), Some(Effect::Retry(5_000)));
    assert!(!engine.is_busy());
}

#[test]
fn what_waits_for_others_is_left_out_for_the_rest_of_the_run() {
    let receipt = receipt(1);
    let mut engine = Engine::default();
    engine.handle(Event::Wake);
    let large = MOST_PUSHED_BYTES / 3;
    let push = sent(engine.handle(outbox(vec![
        unsent(1, large),
        unsent(2, large),
        unsent(3, large),
        unsent(1, 0),
        unsent(4, large),
    ])));
    assert_eq!(push.len(), 3);
    // One waits in part, one as a whole, one is refused and so is gone.
    let outcomes =
        vec![Outcome::Stored(vec![receipt]), Outcome::Missing(vec![]), Outcome::from(Refusal::NotAllowed)];
    engine.handle(Event::Answer(answer(outcomes, 1)));
    let without = [1, 2].map(|document| DocumentId::from_bytes([document; 16])).into();
    assert_eq!(engine.handle(Event::Stored), Some(Effect::ReadOutbox { without }));
    assert_eq!(sent(engine.handle(outbox(vec![unsent(4, large)]))).len(), 1);
    engine.handle(Event::Answer(answer(vec![Outcome::Stored(vec![receipt])], 1)));
    assert_eq!(engine.handle(Event::Stored), Some(Effect::Rest(REST_MS)));
    // The next run tries all of it again.
    assert_eq!(engine.handle(Event::Wake), read_all());
}
