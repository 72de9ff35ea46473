pub(super) mod town;

use std::cell::RefCell;
use std::time::Duration;

use shared::document::Document;
use shared::document::admission::Refusal;
use shared::record::Kind;

use super::*;
use town::{AT, Town};

fn request(documents: u8) -> SyncRequest {
    town::request((0..documents).map(|number| town::push(number, &[vec![number]])).collect())
}

/// What a request whose time ends during its second push does not reach is
/// neither judged nor refused.
#[test]
fn what_the_time_does_not_reach_stays_in_the_outbox() {
    let refused = || Outcome::from(Refusal::NotAllowed);
    let seen = RefCell::new(Vec::new());
    let take = |(_, push): (usize, &Push), budget: &mut Budget| {
        seen.borrow_mut().push(push.document);
        if seen.borrow().len() == 2 {
            *budget = Budget::of_time(Duration::ZERO);
        }
        Ok(refused().into())
    };
    let (outcomes, kept) = taken(&request(4).push, Budget::default(), take).unwrap();
    let left = push::waits;
    assert_eq!(outcomes, [refused(), refused(), left(), left()]);
    assert_eq!((kept, seen.into_inner().len()), (Vec::new(), 2));
}

#[test]
fn time_passes() {
    let budget = Budget::of_time(Duration::from_millis(1));
    std::thread::sleep(Duration::from_millis(2));
    assert!(budget.time_is_over() && !Budget::default().time_is_over());
}

/// A push that a request has no room or no time for is judged when it comes
/// again; one that had all of the time would come for ever.
#[test]
fn what_does_not_fit_waits_and_what_never_will_is_refused() {
    let town = Town::new();
    let mut document = Document::begin(Kind::Task).unwrap();
    let push =
        town::push(1, &town::chunks(&mut document, town.devices[0].number, &["Gieo ngô", "Gieo khoai"]));
    let take = |mut budget: Budget| {
        let (device, push) = (town.devices[0].clone(), push.clone());
        let taken = town.store.write_blocking(move |writing| {
            push::take(writing, &OpenDocuments::default(), &device, &push, &mut budget, AT)
        });
        taken.unwrap().outcome
    };
    let spent = |mut budget: Budget, operations| {
        assert!(budget.takes(operations));
        budget
    };
    assert_eq!(take(Budget::of_time(Duration::ZERO)), Outcome::from(Refusal::TooLarge));
    assert_eq!(take(spent(Budget::of_time(Duration::ZERO), 1)), push::waits());
    assert_eq!(take(spent(Budget::default(), 500_000)), push::waits());
    assert_eq!(town.log(), []);
    assert!(matches!(take(spent(Budget::default(), 1)), Outcome::Stored(receipts) if receipts.len() == 2));
    assert_eq!(town.log().len(), 2);
}
