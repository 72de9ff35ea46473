//! Becoming a cell's phone.

use shared::sync::engine::Failure;
use shared::sync::wire::Fault;
use tests::network::{Mishap, Network};
use tests::phone::{Ended, Phone};
use tests::town::CELLS;

use super::cell::CELL;

#[test]
fn a_code_whose_request_was_lost_still_enrols() {
    for mishap in [Mishap::RequestLost, Mishap::RequestCut(500), Mishap::KilledBefore] {
        let mut network = Network::new();
        let code = network.server.code(CELL);
        network.suffer([mishap]);
        let mut phone = Phone::new(1);
        assert_eq!(phone.enrol(&code, &mut network), Err(Failure::NoRoad), "{mishap:?}");
        assert_eq!(phone.enrol(&code, &mut network), Ok(()), "{mishap:?}");
        assert_eq!(phone.sync(&mut network), Ended::Done, "{mishap:?}");
        assert_eq!(phone.ruled(), network.server.ruled(), "{mishap:?}");
    }
}

/// A code works once, but the phone that used it may ask again for the answer,
/// even after it was closed.
#[test]
fn a_code_whose_answer_was_lost_still_enrols_the_phone_that_sent_it() {
    for mishap in [Mishap::ResponseLost, Mishap::ResponseCut(500), Mishap::KilledAfter] {
        let mut network = Network::new();
        let code = network.server.code(CELL);
        network.suffer([mishap]);
        let mut phone = Phone::new(1);
        assert_eq!(phone.enrol(&code, &mut network), Err(Failure::NoRoad), "{mishap:?}");
        phone.restart();
        let other = Phone::new(2).enrol(&code, &mut network);
        assert_eq!(other, Err(Failure::Fault(Fault::CodeUsed)), "{mishap:?}");
        network.server.pass(86_400_000);
        assert_eq!(phone.enrol(&code.to_lowercase(), &mut network), Ok(()), "{mishap:?}");
        assert_eq!(phone.device().0, 1, "{mishap:?}");
        assert_eq!(phone.sync(&mut network), Ended::Done, "{mishap:?}");
    }
}

#[test]
fn a_code_that_is_sent_twice_enrols_one_phone() {
    let mut network = Network::new();
    let code = network.server.code(CELL);
    network.suffer([Mishap::RequestTwice]);
    let mut phone = Phone::new(1);
    assert_eq!(phone.enrol(&code, &mut network), Ok(()));
    assert_eq!(phone.device().0, 1);
    assert_eq!(Phone::of(CELL, 2, &mut network).device().0, 2);
}

#[test]
fn wrong_used_and_expired_codes_are_told_apart() {
    let mut network = Network::new();
    let (used, expired) = (network.server.code(CELL), network.server.code(CELL));
    Phone::new(1).enrol(&used, &mut network).unwrap();
    let mut phone = Phone::new(2);
    let mut check = |code: &str, fault: Fault| {
        assert_eq!(phone.enrol(code, &mut network), Err(Failure::Fault(fault)), "{code}");
    };
    check("0000-0000", Fault::CodeUnknown);
    check("xin chào", Fault::CodeUnknown);
    check(&used, Fault::CodeUsed);
    network.server.pass(86_400_000);
    let mut check = |code: &str, fault: Fault| {
        assert_eq!(phone.enrol(code, &mut network), Err(Failure::Fault(fault)), "{code}");
    };
    check(&expired, Fault::CodeExpired);
}

#[test]
fn a_phone_opened_again_is_still_enrolled() {
    let mut network = Network::new();
    let mut phone = Phone::of(CELLS[1], 1, &mut network);
    let identity = phone.identity().clone();
    phone.restart();
    assert_eq!(phone.identity(), &identity);
    assert_eq!(identity.organisation.code.as_str(), CELLS[1]);
    assert_eq!(phone.sync(&mut network), Ended::Done);
}
