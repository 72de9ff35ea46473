//! A thematic meeting as version 1 stores it.

use shared::document::command::meeting::agenda::{self, ItemPlan};
use shared::document::command::meeting::roll;
use shared::document::command::meeting::score;
use shared::document::command::meeting::{self as holding, Notice};
use shared::id::{DocumentId, EntryId};
use shared::record::Kind;
use shared::record::assessment::Answer;
use shared::record::meeting::{Meeting, MeetingForm, Presence, Verdict};
use shared::record::resolution::Vote;
use shared::words::Body;

use super::{member, note, opened, title, two_phones};
use crate::phone::Phone;

fn entry(number: u8) -> EntryId {
    EntryId::from_bytes([number; 16])
}

fn meeting() -> Phone {
    let plan = Meeting::default();
    let day = |text: &str| text.parse().unwrap();
    let notice = |place: &str| Notice {
        form: MeetingForm::Thematic,
        month: "2024-11".parse().unwrap(),
        theme: Some(title("Khôi phục sản xuất sau bão số 3")),
        group: None,
        notified_on: Some(day("2024-11-04")),
        planned_on: day("2024-11-07"),
        planned_at: "19:30".parse().ok(),
        place: Some(title(place)),
    };
    let item =
        |order, name| ItemPlan { order, title: title(name), presenter: Some(member(1)), content: None };
    let held =
        Meeting { held_on: Some(day("2024-11-07")), started_at: "19:30".parse().ok(), ..Meeting::default() };
    let minutes = |text| holding::write_minutes(&held, Body::optional(text).unwrap().as_ref()).unwrap();
    two_phones(
        Kind::Meeting,
        &[
            holding::call(&plan, &notice("Nhà văn hóa khu")).unwrap(),
            agenda::set_item(&plan, entry(1), &item(0, "Báo cáo thiệt hại")).unwrap(),
            agenda::set_item(&plan, entry(2), &item(1, "Lịch gieo trồng vụ đông")).unwrap(),
            holding::open(&plan, day("2024-11-07"), "19:30".parse().unwrap()).unwrap(),
            roll::call_many(&held, (1..=4).map(member), Presence::Present).unwrap(),
        ],
        &[
            holding::lead(&held, Some(member(1)), Some(member(2))).unwrap(),
            roll::call_one(&held, member(4), Some(Presence::Excused), Some(&note("Đi viện"))).unwrap(),
            roll::enter_guest(&held, entry(5), &title("Đ/c Mẫu 90"), Some(&title("Đảng ủy viên"))).unwrap(),
            agenda::record_opinion(&held, entry(6), Some(entry(2)), member(3), Some(&note("Nên gieo sớm")))
                .unwrap(),
            agenda::conclude_item(&held, entry(2), Some(&note("Nhất trí")), Vote::new(3, 3, 0, 0)).unwrap(),
            score::review_task(&held, DocumentId::from_bytes([9; 16]), Some(Verdict::Late), None).unwrap(),
            score::score_by(&held, "an-phu-2025").unwrap(),
            score::score(&held, "time", Some(Answer::Points(5))).unwrap(),
            score::remark(&held, "time", Some(&note("Đủ 95 phút"))).unwrap(),
            minutes("Khai mạc 19:30."),
            holding::close(&held, "21:05".parse().unwrap()).unwrap(),
            holding::adopt_minutes(&held, day("2024-11-07")).unwrap(),
        ],
        &[
            roll::call_one(&held, member(4), Some(Presence::Absent), None).unwrap(),
            agenda::drop_item(&held, entry(1)).unwrap(),
            agenda::conclude_item(&held, entry(2), Some(&note("Nhất trí")), Vote::new(3, 2, 0, 1)).unwrap(),
            score::review_task(&held, DocumentId::from_bytes([9; 16]), Some(Verdict::Done), None).unwrap(),
            holding::assess_last_month(&held, Some(&note("Còn 1 việc chậm"))).unwrap(),
            holding::conclude(&held, Some(&note("Ra nghị quyết")), Vote::new(3, 3, 0, 0)).unwrap(),
            holding::close(&held, "21:00".parse().unwrap()).unwrap(),
        ],
    )
}

#[test]
fn a_meeting_of_version_1_opens() {
    insta::assert_debug_snapshot!(opened(Kind::Meeting, meeting));
}
