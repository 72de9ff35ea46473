//! A ward with two servers, the town's and a relay on a laptop: wherever a
//! phone goes, and whatever happens between the two, all end with the same.

use std::collections::BTreeSet;

use server::auth::secret::Secret;
use server::forward::take::TakeError;
use server::pipeline::custody::Verdict;
use shared::document::edit::{Edit, Value};
use shared::id::PhotoHash;
use shared::record::{Kind, Record};
use shared::ruling::Ruling;
use shared::sync::engine::Failure;
use shared::sync::wire::Fault;
use tests::network::Network;
use tests::phone::{Ended, Phone};
use tests::town::{CELLS, Lost, OnTheWay, TestServer};
use vectors::dice::Dice;

use super::cell::text;
use super::two_servers::At::{Laptop, Town};
use super::two_servers::TwoServers;

const MISHAPS: [OnTheWay; 6] = [
    OnTheWay::RequestLost,
    OnTheWay::RequestTwice,
    OnTheWay::AnswerLost,
    OnTheWay::Overtaken,
    OnTheWay::RelayKilled,
    OnTheWay::TownKilled,
];

#[test]
fn phones_that_go_to_different_servers_see_the_same() {
    let mut two = TwoServers::with_phones(&[Laptop, Town]);
    let task = two.task(0, "Gieo ngô đông");
    two.sync(0, Laptop);
    two.sync(1, Town);
    assert_eq!(two.phones[1].record(task), None);
    two.forward();
    two.sync(1, Town);
    let Some(Record::Task(read)) = two.phones[1].record(task) else { panic!() };
    assert_eq!(read.what, "Gieo ngô đông");
    // Both go on with it without knowing of each other.
    two.put(0, task, "product", "3 ha");
    two.put(1, task, "product", "4 ha");
    let other = two.task(1, "Thu gom rác");
    two.settle(&[Laptop, Town]);
    for phone in &two.phones {
        assert_eq!(phone.conflicts(task).len(), 1);
        assert!(phone.record(other).is_some());
    }
}

#[test]
fn going_twice_changes_nothing() {
    let mut two = TwoServers::with_phones(&[Laptop, Town]);
    for number in 0..5 {
        two.task(number % 2, &format!("Việc {number}"));
    }
    two.settle(&[Laptop, Town]);
    let (log, point) = (two.log(Town), two.town.server.point());
    for _ in 0..3 {
        let again = two.laptop.server.forward(&mut two.town.server);
        assert_eq!((again.confirmed, again.news, again.rulings), (0, 0, 0));
    }
    assert_eq!((two.log(Town), two.town.server.point()), (log, point));
}

/// More than one page each way, and each of them meets everything.
#[test]
fn whatever_happens_between_the_servers_they_end_with_the_same() {
    let begin = || {
        let mut two = TwoServers::with_phones(&[Laptop, Town]);
        for phone in 0..2 {
            let task = two.task(phone, "Gieo ngô đông");
            for number in 0..70 {
                let line = two.phones[phone].new_entry();
                let note = format!("{number}: {}", "đã gieo thêm một thửa ".repeat(175));
                let edit = Edit::entry("progress", line, "note", Value::text(note));
                two.phones[phone].put(task, Kind::Task, edit).unwrap();
            }
        }
        two.sync(0, Laptop);
        two.sync(1, Town);
        two
    };
    let whole = {
        let mut two = begin();
        two.settle(&[Laptop, Town]);
        two.log(Town).len()
    };
    assert_eq!(whole, 142);
    for mishap in MISHAPS {
        for place in 0..2 {
            let mut two = begin();
            let happens = |page| if page == place { mishap } else { OnTheWay::Whole };
            let ended = two.laptop.server.forward_through(&mut two.town.server, happens);
            let lost = match mishap {
                OnTheWay::RequestTwice | OnTheWay::TownKilled => None,
                OnTheWay::Overtaken => Some(Lost::Take(TakeError::Stale)),
                _ => Some(Lost::Road(Failure::NoRoad)),
            };
            assert_eq!(ended.err(), lost, "{mishap:?} of page {place}");
            two.settle(&[Laptop, Town]);
            assert_eq!(two.log(Town).len(), whole, "{mishap:?} of page {place}");
        }
    }
}

#[test]
fn in_whatever_order_people_go_all_end_with_the_same() {
    for seed in 0..24 {
        let mut dice = Dice::new(seed);
        let mut two = TwoServers::with_phones(&[Laptop, Town, Laptop]);
        let mut tasks = vec![two.task(0, "Gieo ngô đông")];
        for step in 0..40 {
            let phone = usize::try_from(dice.roll() % 3).unwrap();
            let task = tasks[usize::try_from(dice.roll()).unwrap() % tasks.len()];
            match dice.roll() % 9 {
                0 => tasks.push(two.task(phone, &format!("Việc {step}"))),
                1 | 2 if two.phones[phone].record(task).is_some() => {
                    two.put(phone, task, "product", &format!("{step} ha"));
                }
                3 | 4 => two.sync(phone, Laptop),
                5 | 6 => two.sync(phone, Town),
                7 => {
                    let happens = MISHAPS[usize::try_from(dice.roll()).unwrap() % MISHAPS.len()];
                    let happens = |page| if page == 0 { happens } else { OnTheWay::Whole };
                    two.laptop.server.forward_through(&mut two.town.server, happens).ok();
                }
                _ => two.forward(),
            }
        }
        two.settle(&[Town, Laptop, Town]);
        assert!(tasks.iter().all(|task| two.phones[0].record(*task).is_some()), "seed {seed}");
    }
}

#[test]
fn a_phone_that_goes_now_here_now_there_loses_nothing() {
    for order in [[Laptop, Town, Laptop, Town], [Town, Laptop, Laptop, Town], [Town, Town, Laptop, Laptop]] {
        for between in [true, false] {
            let mut two = TwoServers::with_phones(&[Town, Laptop]);
            let task = two.task(0, "Gieo ngô đông");
            for (number, at) in order.into_iter().enumerate() {
                two.put(0, task, "product", &format!("{number} ha"));
                two.sync(0, at);
                assert_eq!(two.phones[0].unsent(), [], "{order:?}");
                if between {
                    two.forward();
                }
            }
            two.settle(&[Town, Laptop]);
            let Some(Record::Task(read)) = two.phones[1].record(task) else { panic!() };
            assert_eq!(read.product, "3 ha");
        }
    }
}

#[test]
fn what_only_a_lost_laptop_had_comes_to_the_town_by_the_phone() {
    let mut two = TwoServers::with_phones(&[Laptop, Town]);
    let task = two.task(0, "Gieo ngô đông");
    two.sync(0, Laptop);
    assert_eq!(two.phones[0].unsent(), []);
    // It is lost on the way to the town; another one takes its place.
    let relay = TestServer::relay_of(&mut two.town.server);
    two.laptop = Network::to(relay);
    two.sync(0, Town);
    assert_eq!(two.town.server.heads(task), two.phones[0].heads(task));
    two.settle(&[Laptop, Town]);
}

#[test]
fn numbers_that_both_servers_give_out_never_clash() {
    let mut town = Network::new();
    let first = Phone::of(CELLS[0], 1, &mut town);
    let relay = TestServer::relay_of(&mut town.server);
    let other = TestServer::relay_of(&mut town.server);
    let (mut laptop, mut second) = (Network::to(relay), Network::to(other));
    let mut numbers = BTreeSet::from([first.device()]);
    for seed in 2..8 {
        for road in [&mut town, &mut laptop, &mut second] {
            let phone = Phone::of(CELLS[(seed % 2) as usize], seed, road);
            assert!(numbers.insert(phone.device()), "{:?} twice", phone.device());
        }
        if seed % 3 == 0 {
            laptop.server.forward(&mut town.server);
            second.server.forward(&mut town.server);
        }
    }
    // Also where the laptop was put back from a backup that does not know what it gave out.
    let backup = laptop.server.backup();
    let known = Phone::of(CELLS[0], 20, &mut laptop);
    laptop.server.forward(&mut town.server);
    laptop.server.put_back(&backup);
    laptop.server.begin_epoch();
    laptop.server.forward(&mut town.server);
    let next = Phone::of(CELLS[0], 21, &mut laptop);
    assert_ne!(next.device(), known.device());
}

/// A phone is known where it was enrolled, and everywhere once the servers met.
#[test]
fn a_phone_that_one_server_does_not_know_yet_keeps_everything() {
    let mut two = TwoServers::with_phones(&[]);
    for (seed, at, elsewhere) in [(9, Laptop, Town), (10, Town, Laptop)] {
        let mut phone = Phone::of(CELLS[0], seed, two.road(at));
        let task = phone.new_document();
        phone.put(task, Kind::Task, text("what", "Thu gom rác")).unwrap();
        let refused = phone.sync(two.road(elsewhere));
        assert_eq!(refused, Ended::Failed(Failure::Fault(Fault::UnknownDevice)), "{at:?}");
        assert_eq!(phone.unsent().len(), 1);
        two.forward();
        assert_eq!(phone.sync(two.road(elsewhere)), Ended::Done, "{at:?}");
        assert_eq!(phone.unsent(), []);
    }
}

/// A phone with a code of the laptop, which does not know that the town knows it.
#[test]
fn a_phone_that_enrols_anew_at_the_laptop_keeps_its_number() {
    let mut two = TwoServers::with_phones(&[]);
    let mut phone = Phone::of(CELLS[0], 9, &mut two.town);
    let number = phone.device();
    let task = phone.new_document();
    phone.put(task, Kind::Task, text("what", "Thu gom rác")).unwrap();
    let code = two.laptop.server.code(CELLS[0]);
    assert_eq!(phone.enrol(&code, &mut two.laptop), Ok(()));
    assert_eq!(phone.device(), number);
    assert_eq!(phone.sync(&mut two.laptop), Ended::Done);
    two.forward();
    assert_eq!(phone.sync(&mut two.town), Ended::Done);
    assert_eq!(phone.unsent(), []);
    two.phones.push(phone);
    two.settle(&[Laptop]);
}

#[test]
fn a_revoked_phone_is_revoked_at_the_laptop_once_the_servers_met() {
    let mut two = TwoServers::with_phones(&[Laptop, Town]);
    two.town.server.revoke(two.phones[0].device());
    // The laptop cannot know it yet: what it takes is the ward's.
    let before = two.task(0, "Gieo ngô đông");
    two.sync(0, Laptop);
    two.forward();
    assert_eq!(two.town.server.heads(before), two.phones[0].heads(before));
    let after = two.task(0, "Thu gom rác");
    let ended = two.phones[0].sync(&mut two.laptop);
    assert_eq!(ended, Ended::Failed(Failure::Fault(Fault::UnknownDevice)));
    // Nobody decides at the laptop, so it waits on the phone, and at the town a person does.
    assert_eq!((two.phones[0].unsent().len(), two.phones[0].refused()), (1, vec![]));
    assert_eq!(two.laptop.server.custody(), []);
    two.phones[0].sync(&mut two.town);
    assert_eq!(two.town.server.custody().len(), 1);
    assert_eq!(two.town.server.decide(after, Verdict::Accept), Ok(()));
    two.forward();
    assert_eq!(two.laptop.server.heads(after), two.town.server.heads(after));
}

#[test]
fn a_town_that_was_put_back_from_a_backup_gets_everything_from_the_laptop() {
    let mut two = TwoServers::with_phones(&[Laptop, Town]);
    let backup = two.town.server.backup();
    let late = Phone::of(CELLS[0], 9, &mut two.town);
    two.phones.push(late);
    two.forward();
    for number in 0..6 {
        let task = two.task(number % 3, &format!("Việc {number}"));
        two.settle(&[Laptop, Town, Town]);
        two.put((number + 1) % 3, task, "product", "3 ha");
    }
    two.town.server.rule(&Ruling::MonthOpened("2024-12".parse().unwrap()));
    two.settle(&[Laptop, Town, Town]);
    let whole = two.log(Town);
    two.town.server.put_back(&backup);
    two.town.server.rule(&Ruling::MonthOpened("2025-01".parse().unwrap()));
    two.town.server.begin_epoch();
    // No phone has to come: what the laptop has is enough, and so is whom it knows.
    two.forward();
    assert_eq!(two.log(Town), whole);
    two.settle(&[Laptop, Town, Town]);
}

#[test]
fn a_laptop_that_was_put_back_from_a_backup_gets_everything_back() {
    let mut two = TwoServers::with_phones(&[Laptop, Town]);
    two.task(0, "Gieo ngô đông");
    two.settle(&[Laptop, Town]);
    let backup = two.laptop.server.backup();
    two.task(1, "Thu gom rác");
    two.settle(&[Laptop, Town]);
    two.task(0, "Việc chưa tới thị xã");
    two.sync(0, Laptop);
    two.laptop.server.put_back(&backup);
    two.laptop.server.begin_epoch();
    two.settle(&[Laptop, Town]);
    assert_eq!(two.log(Town).len(), 3);
}

#[test]
fn pictures_follow_the_text_to_the_town() {
    let mut two = TwoServers::with_phones(&[Laptop, Town]);
    let task = two.task(0, "Khơi mương nội đồng");
    let picture: Vec<u8> = (0..150_000_u32).map(|place| (place / 251) as u8).collect();
    two.phones[0].attach(task, &picture);
    two.sync(0, Laptop);
    let go = |two: &mut TwoServers| two.laptop.server.forward_pictures(&mut two.town.server);
    assert_eq!(go(&mut two), 0, "the town has no photo that names it");
    two.forward();
    assert_eq!((go(&mut two), go(&mut two)), (1, 0));
    two.sync(1, Town);
    let shown = two.phones[1].show(PhotoHash::of(&picture), &mut two.town);
    assert!(shown == Some(picture));
}

#[test]
fn what_the_town_rules_comes_to_the_phones_of_a_relay() {
    let mut two = TwoServers::with_phones(&[Laptop]);
    two.town.server.rule(&Ruling::MonthOpened("2024-12".parse().unwrap()));
    two.settle(&[Laptop]);
    assert_eq!(two.phones[0].ruled().month, Some("2024-12".parse().unwrap()));
}

#[test]
fn a_code_lets_one_relay_join_and_the_same_one_again() {
    let mut town = TestServer::start();
    let code = town.relay_code();
    let mut relay = TestServer::nobodys_relay(&town);
    let (one, other) = (Secret::draw().unwrap(), Secret::draw().unwrap());
    let joined = relay.join_by(&town, &code, &one).unwrap();
    // The answer may have been lost.
    assert_eq!(relay.join_by(&town, &code, &one), Ok(joined));
    let refused = |fault| Err(Failure::Fault(fault));
    assert_eq!(relay.join_by(&town, &code, &other), refused(Fault::CodeUsed));
    let late = town.relay_code();
    town.pass(86_400_000);
    assert_eq!(relay.join_by(&town, &late, &other), refused(Fault::CodeExpired));
    let cell: server::auth::code::AccessCode = town.code(CELLS[0]).parse().unwrap();
    assert_eq!(relay.join_by(&town, &cell, &other), refused(Fault::CodeUnknown));
}

#[test]
fn a_revoked_relay_brings_nothing_and_keeps_everything() {
    let mut two = TwoServers::with_phones(&[Laptop]);
    two.task(0, "Gieo ngô đông");
    two.sync(0, Laptop);
    two.town.server.revoke_relays();
    let ended = two.laptop.server.forward_through(&mut two.town.server, |_| OnTheWay::Whole);
    assert_eq!(ended.map(|_| ()), Err(Lost::Road(Failure::Fault(Fault::UnknownDevice))));
    assert_eq!((two.log(Town).len(), two.log(Laptop).len()), (0, 1));
    // With another code it brings what it kept.
    two.laptop.server.join(&mut two.town.server).unwrap();
    two.settle(&[Laptop]);
    assert_eq!(two.log(Town).len(), 1);
}

/// A laptop in wrong hands can write in the name of the ward's phones, until it
/// is revoked; not into another organisation's records by a phone's number.
#[test]
fn an_author_of_another_organisation_is_refused_at_the_town() {
    let mut two = TwoServers::with_phones(&[Laptop]);
    let backup = two.laptop.server.backup();
    let lost = Phone::of(CELLS[1], 30, &mut two.laptop);
    two.forward();
    // A laptop put back from a backup gives the number out again before it meets the town.
    two.laptop.server.put_back(&backup);
    let mut again = Phone::of(CELLS[0], 31, &mut two.laptop);
    assert_eq!(again.device(), lost.device());
    let task = again.new_document();
    again.put(task, Kind::Task, text("what", "Thu gom rác")).unwrap();
    assert_eq!(again.sync(&mut two.laptop), Ended::Done);
    two.forward();
    assert_eq!(two.town.server.heads(task), []);
    let refused = two.laptop.server.refused_by_town();
    assert_eq!(refused.iter().map(|one| (one.document, one.changes)).collect::<Vec<_>>(), [(task, 1)]);
    // The number is the other phone's; this one enrols anew and brings it to a person.
    assert_eq!(again.sync(&mut two.town), Ended::Failed(Failure::Fault(Fault::UnknownDevice)));
    let code = two.town.server.code(CELLS[0]);
    again.enrol(&code, &mut two.town).unwrap();
    assert_ne!(again.device(), lost.device());
    again.sync(&mut two.town);
    assert_eq!(two.town.server.decide(task, Verdict::Accept), Ok(()));
    two.forward();
    assert_eq!(two.laptop.server.refused_by_town(), []);
    assert_eq!(two.town.server.heads(task), two.laptop.server.heads(task));
}
