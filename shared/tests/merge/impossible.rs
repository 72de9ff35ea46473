//! What cannot be is refused with its cause; what merely breaks a rule is not.

use shared::date::Date;
use shared::document::command::CommandError;
use shared::document::command::meeting as holding;
use shared::document::command::meeting::{agenda, roll, score};
use shared::document::command::resolution::{self as resolving, publish};
use shared::document::command::{contribution, photo, registration, review, task};
use shared::document::edit::Edit;
use shared::document::read::read;
use shared::id::{DocumentId, EntryId, MemberId, PhotoHash};
use shared::record::contribution::Contribution;
use shared::record::meeting::{Meeting, Presence};
use shared::record::photo::Photo;
use shared::record::registration::Registration;
use shared::record::resolution::number::OfficialNumber;
use shared::record::resolution::{Resolution, Vote};
use shared::record::review::{Review, YearGrade};
use shared::record::task::Task;
use shared::record::{Kind, Record};
use shared::time_of_day::Time;
use shared::words::{Note, Title};

use crate::phone::Phone;

type Edits = Result<Vec<Edit>, CommandError>;

fn check(done: Edits, expect: Option<CommandError>) {
    assert_eq!(done.err(), expect);
}

fn day(number: u8) -> Date {
    Date::new(2024, 11, number).unwrap()
}

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

fn note() -> Note {
    Note::new("mưa bão").unwrap()
}

fn vote(approve: u16) -> Vote {
    Vote::new(22, approve, 0, 0).unwrap()
}

#[test]
fn a_meeting_ends_after_it_began_and_is_adopted_after_it_was_held() {
    let planned = Meeting::default();
    let held = Meeting { held_on: Some(day(7)), started_at: Some(time("19:30")), ..Meeting::default() };
    let ended = Meeting { ended_at: Some(time("21:00")), ..held.clone() };
    check(holding::close(&planned, time("21:00")), Some(CommandError::NotHeld));
    check(holding::close(&held, time("19:29")), Some(CommandError::EndedBeforeStarted));
    check(holding::close(&held, time("19:30")), None);
    check(holding::open(&ended, day(7), time("21:01")), Some(CommandError::EndedBeforeStarted));
    check(holding::adopt_minutes(&planned, day(7)), Some(CommandError::NotHeld));
    check(holding::adopt_minutes(&held, day(6)), Some(CommandError::BeforeTheMeeting));
    check(holding::adopt_minutes(&held, day(7)), None);
}

#[test]
fn adopted_minutes_and_a_cancelled_meeting_stay_as_they_are() {
    fn check_all(meeting: &Meeting, expect: Option<CommandError>) {
        let (entry, member) = (EntryId::from_bytes([1; 16]), MemberId::from_bytes([1; 16]));
        check(holding::lead(meeting, Some(member), None), expect);
        check(holding::open(meeting, day(7), time("19:30")), expect);
        check(holding::close(meeting, time("21:00")), expect);
        check(holding::assess_last_month(meeting, Some(&note())), expect);
        check(holding::conclude(meeting, Some(&note()), None), expect);
        check(holding::write_minutes(meeting, None), expect);
        check(holding::adopt_minutes(meeting, day(7)), expect);
        check(holding::cancel(meeting, &note()), expect);
        check(roll::call_one(meeting, member, Some(Presence::Present), None), expect);
        check(roll::call_many(meeting, [member], Presence::Present), expect);
        check(roll::enter_guest(meeting, entry, &Title::new("Khách").unwrap(), None), expect);
        check(roll::drop_guest(meeting, entry), expect);
        check(agenda::arrange(meeting, &[entry]), expect);
        check(agenda::drop_item(meeting, entry), expect);
        check(agenda::conclude_item(meeting, entry, None, None), expect);
        check(agenda::record_opinion(meeting, entry, None, member, None), expect);
        check(score::review_task(meeting, DocumentId::from_bytes([1; 16]), None, None), expect);
        check(score::score_by(meeting, "an-phu-2025"), expect);
        check(score::score(meeting, "time", None), expect);
        check(score::remark(meeting, "time", None), expect);
    }
    let held = Meeting { held_on: Some(day(7)), started_at: Some(time("19:30")), ..Meeting::default() };
    check_all(&held, None);
    check_all(&Meeting { adopted_on: Some(day(7)), ..held.clone() }, Some(CommandError::MinutesAdopted));
    check_all(&Meeting { cancelled: Some("bão".to_owned()), ..held }, Some(CommandError::Withdrawn));
}

#[test]
fn a_resolution_is_published_after_it_was_adopted() {
    let draft = Resolution::default();
    let adopted = Resolution { adopted_on: Some(day(7)), ..Resolution::default() };
    let withdrawn = Resolution { withdrawn_on: Some(day(9)), ..adopted.clone() };
    let issued = Resolution { official_number: OfficialNumber::new(5).ok(), ..adopted.clone() };
    let number = OfficialNumber::new(6).unwrap();
    let symbol = Title::new("NQ/CB").unwrap();
    let issue = |of: &Resolution, on| publish::issue(of, on, number, &symbol);
    for (of, on, expect) in [
        (&draft, day(7), Some(CommandError::NotAdopted)),
        (&adopted, day(6), Some(CommandError::BeforeAdoption)),
        (&withdrawn, day(9), Some(CommandError::Withdrawn)),
        (&adopted, day(7), None),
    ] {
        check(issue(of, on), expect);
        check(publish::post(of, on), expect);
        check(publish::report(of, on), expect);
    }
    check(issue(&issued, day(8)), Some(CommandError::AlreadyIssued));
    check(publish::renumber(&issued, number), None);
    check(publish::renumber(&adopted, number), Some(CommandError::NotAdopted));
    check(publish::supersede(&draft, None), Some(CommandError::NotAdopted));
    check(resolving::discuss(&adopted, day(7), None), Some(CommandError::AlreadyAdopted));
    check(resolving::discuss(&draft, day(7), None), None);
    check(resolving::withdraw(&adopted, day(6), &note()), Some(CommandError::BeforeAdoption));
    check(resolving::withdraw(&adopted, day(7), &note()), None);
    check(resolving::withdraw(&withdrawn, day(9), &note()), Some(CommandError::Withdrawn));
}

/// What a record is after `edits`.
fn after(kind: Kind, changes: &[Vec<Edit>]) -> Record {
    let mut phone = Phone::new(kind, 1);
    for edits in changes {
        phone.write(edits);
    }
    read(&phone.document)
}

#[test]
fn what_was_ended_can_go_on() {
    let resolution = Resolution { adopted_on: Some(day(7)), ..Resolution::default() };
    let withdrawn = resolving::withdraw(&resolution, day(8), &note()).unwrap();
    let Record::Resolution(found) = after(Kind::Resolution, std::slice::from_ref(&withdrawn)) else {
        panic!()
    };
    assert_eq!((found.withdrawn_on, found.withdrawn_why.is_some()), (Some(day(8)), true));
    let back = after(Kind::Resolution, &[withdrawn, resolving::restore()]);
    assert_eq!(back, Record::Resolution(Resolution::default()));

    let cancelled = task::cancel(&Task::default(), &note()).unwrap();
    let back = after(Kind::Task, &[cancelled, task::take_up()]);
    assert_eq!(back, Record::Task(Task::default()));
}

#[test]
fn a_new_item_finds_its_place_on_the_agenda() {
    let entry = |number: u8| EntryId::from_bytes([number; 16]);
    let title = |text: &str| Title::new(text).unwrap();
    let first = [(entry(9), Some(title("Mở đầu"))), (entry(1), Some(title("Bế mạc")))];
    let first = agenda::lay_out(&Meeting::default(), &first).unwrap();
    let Record::Meeting(planned) = after(Kind::Meeting, std::slice::from_ref(&first)) else { panic!() };
    let more = [(entry(9), None), (entry(5), Some(title("Thu quỹ"))), (entry(1), None)];
    let more = agenda::lay_out(&planned, &more).unwrap();
    let Record::Meeting(found) = after(Kind::Meeting, &[first, more]) else { panic!() };
    let titles: Vec<_> = found.agenda_in_order().iter().map(|(_, item)| item.title.clone()).collect();
    assert_eq!(titles, ["Mở đầu", "Thu quỹ", "Bế mạc"]);
}

#[test]
fn a_year_is_registered_and_reviewed_once() {
    let draft = Registration::default();
    let registered = Registration { registered_on: Some(day(7)), ..Registration::default() };
    let withdrawn = Registration { withdrawn: Some("nhầm".to_owned()), ..registered.clone() };
    check(registration::register(&draft, day(7), vote(11)), Some(CommandError::NotCarried));
    check(registration::register(&draft, day(7), vote(12)), None);
    check(registration::register(&registered, day(8), vote(22)), Some(CommandError::AlreadyRegistered));
    check(registration::specialise(&registered, "a", None, None), Some(CommandError::AlreadyRegistered));
    check(registration::register(&withdrawn, day(8), vote(22)), Some(CommandError::Withdrawn));
    check(registration::withdraw(&withdrawn, &note()), Some(CommandError::Withdrawn));

    let open = Review::default();
    let graded = Review { grade: Some(YearGrade::Good), ..Review::default() };
    let submitted = Review { submitted_on: Some(day(7)), ..graded.clone() };
    check(review::submit(&open, day(7), vote(22)), Some(CommandError::NoGrade));
    check(review::submit(&graded, day(7), vote(11)), Some(CommandError::NotCarried));
    check(review::submit(&graded, day(7), vote(22)), None);
    let own = Review { own_grade: Some("p.model".to_owned()), ..Review::default() };
    check(review::submit(&own, day(7), vote(22)), None);
    check(review::submit(&submitted, day(7), vote(22)), Some(CommandError::AlreadySubmitted));
}

#[test]
fn what_was_cancelled_or_attached_stays() {
    let cancelled = Contribution { cancelled: Some("ghi trùng".to_owned()), ..Contribution::default() };
    check(contribution::cancel(&Contribution::default(), &note()), None);
    check(contribution::cancel(&cancelled, &note()), Some(CommandError::Withdrawn));

    let picture = photo::Picture {
        of: DocumentId::from_bytes([1; 16]),
        hash: PhotoHash::from_bytes([2; 32]),
        bytes: 1,
        width: 1,
        height: 1,
        taken_on: None,
    };
    let attached = Photo { hash: Some(picture.hash), ..Photo::default() };
    let removed = Photo { removed: Some("mờ".to_owned()), ..attached.clone() };
    check(photo::attach(&Photo::default(), &picture, None), None);
    check(photo::attach(&attached, &picture, None), Some(CommandError::AlreadyAttached));
    check(photo::describe(&removed, None), Some(CommandError::Withdrawn));
    check(photo::remove(&removed, &note()), Some(CommandError::Withdrawn));
    check(photo::remove(&attached, &note()), None);
}
