//! Pictures follow the text, piece by piece, whatever happens on the road.

use shared::document::command::photo::{put_back, remove};
use shared::id::{DocumentId, PhotoHash};
use shared::record::photo::Photo;
use shared::record::{Kind, Record};
use shared::sync::photos::MOST_PIECE_BYTES;
use shared::words::Note;
use tests::network::Mishap;
use tests::phone::Phone;

use super::cell::Cell;

/// A picture of so many pieces and a bit, unlike every other.
fn picture(number: u8, pieces: u32) -> Vec<u8> {
    let length = pieces * MOST_PIECE_BYTES + 1_000;
    (0..length).map(|place| (place / 253 + place % 253) as u8 ^ number).collect()
}

/// Two phones that know a task, and two pictures that one of them took of it.
fn with_pictures() -> (Cell, DocumentId, [Vec<u8>; 2]) {
    let mut cell = Cell::with_phones(2);
    let task = cell.begin_task(0, "Khơi mương nội đồng");
    cell.settle();
    let pictures = [picture(1, 2), picture(2, 0)];
    for bytes in &pictures {
        cell.phones[0].attach(task, bytes);
    }
    cell.phones[0].check();
    (cell, task, pictures)
}

/// The other phone shows what the first one brought.
fn check_shown(cell: &mut Cell, pictures: &[Vec<u8>]) {
    assert_eq!(cell.phones[0].pending(), []);
    cell.check_settled();
    for bytes in pictures {
        let hash = PhotoHash::of(bytes);
        let shown = cell.phones[1].show(hash, &mut cell.network);
        assert!(shown.as_ref() == Some(bytes), "the other phone shows another picture");
        cell.phones[1].check();
    }
}

#[test]
fn the_text_goes_first_and_the_pictures_follow_in_pieces() {
    let (mut cell, _, pictures) = with_pictures();
    assert_eq!(cell.phones[0].pending(), [], "no picture goes before its record");
    let before = cell.network.requests();
    cell.sync(0);
    // One for the text; a question and the pieces for each picture.
    assert_eq!(cell.network.requests() - before, 1 + (1 + 3) + (1 + 1));
    cell.settle();
    check_shown(&mut cell, &pictures);
    // All is known to be there, and nothing more is asked.
    let before = cell.network.requests();
    cell.sync(0);
    assert_eq!(cell.network.requests() - before, 1);
}

#[test]
fn a_picture_that_is_not_at_the_ward_yet_is_not_shown_elsewhere() {
    let (mut cell, _, pictures) = with_pictures();
    // The text arrives, and then the road ends.
    cell.network.suffer([Mishap::None, Mishap::None, Mishap::None, Mishap::RequestLost]);
    cell.phones[0].sync(&mut cell.network);
    cell.network.calm();
    cell.sync(1);
    let hash = PhotoHash::of(&pictures[0]);
    assert_eq!(cell.phones[1].show(hash, &mut cell.network), None);
    assert_eq!(cell.phones[0].pending().len(), 2);
    // It goes on where it was.
    let before = cell.network.requests();
    cell.sync(0);
    assert_eq!(cell.network.requests() - before, 1 + (1 + 2) + (1 + 1));
    check_shown(&mut cell, &pictures);
}

/// With `mishap` at the question, at the first, a middle and the last piece, the
/// end is the same.
fn check(mishap: Mishap) {
    for place in 1..5 {
        let (mut cell, _, pictures) = with_pictures();
        cell.network.suffer((0..place).map(|_| Mishap::None).chain([mishap]));
        cell.phones[0].sync(&mut cell.network);
        cell.phones[0].check();
        cell.network.calm();
        cell.settle();
        check_shown(&mut cell, &pictures);
    }
}

#[test]
fn a_piece_that_is_lost_late_or_sent_twice_changes_nothing_in_the_end() {
    [Mishap::RequestLost, Mishap::RequestLate, Mishap::RequestTwice].into_iter().for_each(check);
}

#[test]
fn a_piece_cut_in_the_middle_changes_nothing_in_the_end() {
    [0, 500, 999].map(Mishap::RequestCut).into_iter().for_each(check);
}

#[test]
fn an_answer_that_is_lost_late_cut_or_comes_twice_changes_nothing_in_the_end() {
    [Mishap::ResponseLost, Mishap::ResponseLate(1), Mishap::ResponseCut(500), Mishap::ResponseTwice]
        .into_iter()
        .for_each(check);
}

#[test]
fn a_server_killed_before_or_after_it_commits_changes_nothing_in_the_end() {
    [Mishap::KilledBefore, Mishap::KilledAfter].into_iter().for_each(check);
}

#[test]
fn a_phone_that_is_closed_in_the_middle_goes_on_where_it_was() {
    let (mut cell, _, pictures) = with_pictures();
    cell.network.suffer([Mishap::None, Mishap::None, Mishap::None, Mishap::ResponseLost]);
    cell.phones[0].sync(&mut cell.network);
    cell.phones[0].restart();
    cell.network.calm();
    cell.settle();
    check_shown(&mut cell, &pictures);
}

#[test]
fn a_picture_whose_record_a_backup_lacks_waits_for_it() {
    let (mut cell, _, pictures) = with_pictures();
    let backup = cell.network.server.backup();
    cell.settle();
    check_shown(&mut cell, &pictures);
    cell.network.server.put_back(&backup);
    cell.network.server.begin_epoch();
    // The phone that wrote the records is away; the other one has only seen them.
    let writer = cell.phones.remove(0);
    cell.sync(0);
    assert_eq!(cell.phones[0].pending().len(), 2);
    cell.phones.insert(0, writer);
    cell.settle();
    cell.settle();
    check_shown(&mut cell, &pictures);
    assert_eq!(cell.phones[1].pending(), []);
}

#[test]
fn pictures_survive_a_backup_that_knows_their_records() {
    let (mut cell, _, pictures) = with_pictures();
    // The text is there, of the pictures nothing.
    cell.network.suffer([Mishap::None, Mishap::RequestLost]);
    cell.phones[0].sync(&mut cell.network);
    cell.network.calm();
    let backup = cell.network.server.backup();
    cell.settle();
    check_shown(&mut cell, &pictures);
    cell.network.server.put_back(&backup);
    cell.network.server.begin_epoch();
    let mut other = cell.phones.swap_remove(1);
    other.sync(&mut cell.network);
    other.sync(&mut cell.network);
    for bytes in &pictures {
        let path = format!("/api/v1/photos/{}", PhotoHash::of(bytes));
        let token = other.identity().token.clone();
        assert!(cell.network.file(&path, &token).as_ref() == Some(bytes));
    }
    assert_eq!(other.pending(), []);
}

#[test]
fn a_photo_that_was_removed_stays_on_its_phone_until_it_is_put_back() {
    let (mut cell, _, pictures) = with_pictures();
    let photo = |phone: &Phone, bytes: &[u8]| {
        let named =
            |record: &Record| matches!(record, Record::Photo(p) if p.hash == Some(PhotoHash::of(bytes)));
        *phone.rows().iter().find(|(_, row)| named(&row.fact.record)).unwrap().0
    };
    let wrong = photo(&cell.phones[0], &pictures[0]);
    let reason = Note::new("Chụp nhầm").unwrap();
    cell.phones[0].write(wrong, Kind::Photo, &remove(&Photo::default(), &reason).unwrap()).unwrap();
    cell.settle();
    check_shown(&mut cell, &pictures[1..]);
    assert_eq!(cell.phones[1].show(PhotoHash::of(&pictures[0]), &mut cell.network), None);
    cell.phones[0].write(wrong, Kind::Photo, &put_back()).unwrap();
    cell.settle();
    check_shown(&mut cell, &pictures);
}
