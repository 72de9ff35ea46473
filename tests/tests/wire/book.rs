//! Rows of the complete record book, as a phone keeps them.

use shared::amount::Amount;
use shared::date::Date;
use shared::id::{EntryId, MemberId, PhotoHash};
use shared::record::Record;
use shared::record::assessment::Answer;
use shared::record::contribution::{Contribution, Source, Unit};
use shared::record::meeting::{
    AgendaItem, Guest, Meeting, MeetingForm, Opinion, Presence, RollEntry, TaskReview, Verdict,
};
use shared::record::opinion::MemberOpinion;
use shared::record::photo::Photo;
use shared::record::registration::{FourGood, OwnCriterion, Registration};
use shared::record::resolution::number::OfficialNumber;
use shared::record::resolution::{Resolution, Vote};
use shared::record::review::{Review, YearGrade};
use shared::record::roster::{Leaving, Member, Roster};
use shared::record::task::{Task, TaskSource};
use shared::replica::Row;
use shared::sorted_map::SortedMap;
use shared::standing::facts::Fact;
use shared::year::Year;

use crate::golden::check;
use crate::values::{NOON, document};

fn check_row(name: &str, record: Record) {
    let fact = Fact { document: document(3), record, conflicts: 0, written_at: NOON, received_at: None };
    check(&format!("phone/row-{name}"), &Row { fact, unsent: 0, refused: None, heads: None, custody: None });
}

fn day(number: u8) -> Option<Date> {
    Date::new(2024, 11, number).ok()
}

fn member(number: u8) -> MemberId {
    MemberId::from_bytes([number; 16])
}

fn entry(number: u8) -> EntryId {
    EntryId::from_bytes([number; 16])
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn meetings_are_as_they_were() {
    let roll = (1..).zip(Presence::ALL).map(|(number, presence)| {
        (member(number), RollEntry { presence: Some(presence), reason: text("Đi viện") })
    });
    let reviews = (1..).zip(Verdict::ALL).map(|(number, verdict)| {
        (document(number), TaskReview { verdict: Some(verdict), note: "chậm 2 ngày".to_owned() })
    });
    let item = AgendaItem {
        order: 3,
        title: "Vụ đông".to_owned(),
        presenter: Some(member(1)),
        content: "Lịch gieo".to_owned(),
        conclusion: "Nhất trí".to_owned(),
        vote: Vote::new(22, 20, 1, 1),
        dropped: true,
    };
    let guest =
        Guest { name: "Đ/c Mẫu 90".to_owned(), role: "Đảng ủy viên".to_owned(), dropped: false };
    let opinion = Opinion { item: Some(entry(1)), member: Some(member(2)), text: "Nên sớm".to_owned() };
    let meeting = Meeting {
        form: Some(MeetingForm::Group),
        month: "2024-11".parse().ok(),
        theme: "Khôi phục sản xuất".to_owned(),
        group: Some(2),
        notified_on: day(4),
        planned_on: day(6),
        planned_at: "19:30".parse().ok(),
        place: "Nhà văn hóa".to_owned(),
        held_on: day(7),
        started_at: "19:35".parse().ok(),
        ended_at: "21:05".parse().ok(),
        chair: Some(member(1)),
        scribe: Some(member(2)),
        conclusion: "Ra nghị quyết".to_owned(),
        vote: Vote::new(22, 22, 0, 0),
        adopted_on: day(8),
        cancelled: text("bão"),
        last_month: "Tốt".to_owned(),
        quality_scheme: text("an-phu-2025"),
        roll: roll.collect(),
        guests: SortedMap::from([(entry(4), guest)]),
        agenda: SortedMap::from([(entry(1), item)]),
        opinions: SortedMap::from([(entry(5), opinion)]),
        reviews: reviews.collect(),
        quality: SortedMap::from([("time".to_owned(), Answer::Points(5))]),
        quality_notes: SortedMap::from([("time".to_owned(), "95 phút".to_owned())]),
        minutes: "Khai mạc 19:35.".to_owned(),
    };
    check_row("meeting", Record::Meeting(Box::new(meeting)));
}

#[test]
fn contributions_are_as_they_were() {
    let contribution = Contribution {
        unit: Some(Unit::Households),
        amount: Amount::new(Amount::MOST).ok(),
        purpose: "Mở rộng đường".to_owned(),
        project: "Đường Vũ Tướng".to_owned(),
        given_on: day(7),
        source: Some(Source::PublicBudget),
        givers: Some(100),
        resolution: Some(document(2)),
        note: "Theo danh sách".to_owned(),
        cancelled: text("Ghi trùng"),
        ..Contribution::default()
    };
    check_row("contribution", Record::Contribution(contribution));
    let pledge = Contribution {
        unit: Some(Unit::WorkDays),
        purpose: "Mở rộng đường".to_owned(),
        given_on: day(5),
        source: Some(Source::People),
        pledged: Amount::new(640).ok(),
        against: Some(document(8)),
        ..Contribution::default()
    };
    check_row("contribution-2", Record::Contribution(pledge));
}

#[test]
fn years_are_as_they_were() {
    let own = OwnCriterion { text: "Dự họp đủ".to_owned(), target: "95 %".to_owned() };
    let opinion = MemberOpinion { member: Some(member(1)), text: "Nhất trí".to_owned() };
    let registration = Registration {
        year: Year::new(2024).ok(),
        title_sought: Some(FourGood::Committee),
        grade_sought: Some(YearGrade::Good),
        targets: "Giữ vững".to_owned(),
        criteria: SortedMap::from([("tasks.lead".to_owned(), own)]),
        opinions: SortedMap::from([(entry(1), opinion)]),
        vote: Vote::new(22, 22, 0, 0),
        registered_on: day(5),
        withdrawn: text("nhầm"),
        own_grade_sought: None,
    };
    let own = Registration { own_grade_sought: text("p.model"), ..registration.clone() };
    check_row("registration", Record::Registration(registration));
    check_row("registration-2", Record::Registration(own));
    let review = Review {
        year: Year::new(2024).ok(),
        grade: Some(YearGrade::NotCompleted),
        strengths: "Đoàn kết".to_owned(),
        shortcomings: "Họp muộn".to_owned(),
        causes: "Mất điện".to_owned(),
        measures: "Họp sớm".to_owned(),
        vote: Vote::new(22, 12, 5, 5),
        submitted_on: day(30),
        ..Review::default()
    };
    let own = Review { grade: None, own_grade: text("p.model"), ..review.clone() };
    check_row("review", Record::Review(review));
    check_row("review-2", Record::Review(own));
}

#[test]
fn photos_are_as_they_were() {
    let photo = Photo {
        of: Some(document(2)),
        hash: Some(PhotoHash::from_bytes([0xab; 32])),
        bytes: Some(240_000),
        width: Some(1600),
        height: Some(1200),
        caption: "Đường mới".to_owned(),
        taken_on: day(7),
        removed: text("mờ"),
    };
    check_row("photo", Record::Photo(photo));
}

/// What the record book added to the first kinds.
#[test]
fn the_first_kinds_are_as_they_became() {
    let one = Member {
        name: "Đ/c Mẫu 01".to_owned(),
        joined_on: day(1),
        official_on: day(2),
        left_why: Some(Leaving::Died),
        returned_on: day(3),
        exempt_from: day(4),
        exempt_until: day(5),
        away_from: day(6),
        away_until: day(7),
        households: text("Ngõ 3, 12 hộ"),
        ..Member::default()
    };
    check_row("roster-2", Record::Roster(Roster { members: SortedMap::from([(member(1), one)]) }));
    let resolution = Resolution {
        meeting: Some(document(4)),
        discussed_on: day(6),
        amended_on: day(8),
        superseded_by: Some(document(5)),
        symbol: text("NQ/CB"),
        official_number: OfficialNumber::new(5).ok(),
        issued_on: day(7),
        posted_on: day(8),
        reported_on: day(9),
        ..Resolution::default()
    };
    check_row("resolution-2", Record::Resolution(resolution));
    let task = Task {
        how: text("Đến từng nhà"),
        responsibility: text("Trước chi bộ"),
        source: Some(TaskSource::Meeting),
        source_text: text("Chương trình năm"),
        meeting: Some(document(4)),
        evidence: text("Danh sách ký"),
        ..Task::default()
    };
    check_row("task-2", Record::Task(task));
}
