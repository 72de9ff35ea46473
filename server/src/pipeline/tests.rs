use std::cell::RefCell;
use std::time::Duration;

use shared::document::admission::Refusal;
use shared::id::DocumentId;
use shared::record::Kind;

use super::*;

fn pushes(documents: u8) -> Vec<Push> {
    let push = |number| Push {
        document: DocumentId::from_bytes([number; 16]),
        kind: Kind::Task,
        chunks: vec![vec![number].into()],
    };
    (0..documents).map(push).collect()
}

/// What a request whose time ends during its second push does not reach is
/// neither judged nor refused.
#[test]
fn what_the_time_does_not_reach_stays_in_the_outbox() {
    let refused = || Outcome::Refused(Refusal::NotAllowed);
    let seen = RefCell::new(Vec::new());
    let take = |push: &Push, budget: &mut Budget| {
        seen.borrow_mut().push(push.document);
        if seen.borrow().len() == 2 {
            *budget = Budget::of_time(Duration::ZERO);
        }
        Ok(refused().into())
    };
    let (outcomes, kept) = taken(&pushes(4), Budget::default(), take).unwrap();
    let left = || Outcome::Stored(Vec::new());
    assert_eq!(outcomes, [refused(), refused(), left(), left()]);
    assert_eq!((kept, seen.into_inner().len()), (Vec::new(), 2));
}

#[test]
fn time_passes() {
    let budget = Budget::of_time(Duration::from_millis(1));
    std::thread::sleep(Duration::from_millis(2));
    assert!(budget.time_is_over() && !Budget::default().time_is_over());
}
