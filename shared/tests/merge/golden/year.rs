//! Registration, review, contribution and photo as version 1 stores them.

use shared::amount::Amount;
use shared::document::command::contribution::{self, Gift, Much};
use shared::document::command::photo::{self, Picture};
use shared::document::command::registration::{self, Aims};
use shared::document::command::review::{self, Findings};
use shared::id::{DocumentId, EntryId, PhotoHash};
use shared::record::Kind;
use shared::record::contribution::{Contribution, Source, Unit};
use shared::record::photo::Photo;
use shared::record::registration::{FourGood, Registration};
use shared::record::resolution::Vote;
use shared::record::review::{Review, YearGrade};
use shared::year::Year;

use super::{member, note, opened, opened_as, title, two_phones};
use crate::phone::Phone;

fn year_registration() -> Phone {
    let draft = Registration::default();
    let aims = |targets| Aims {
        year: Year::new(2024).unwrap(),
        title_sought: Some(FourGood::Cell),
        grade_sought: Some(YearGrade::Good),
        own_grade_sought: None,
        targets: Some(note(targets)),
    };
    let opinion = |id, by, text| {
        registration::gather_opinion(&draft, EntryId::from_bytes([id; 16]), member(by), Some(&note(text)))
    };
    let vote = |approve| Vote::new(22, approve, 0, 22 - approve).unwrap();
    let own = |target| {
        let text = note("Đảng viên dự họp đủ");
        registration::specialise(&draft, "meetings.attendance-85", Some(&text), Some(&title(target)))
    };
    two_phones(
        Kind::Registration,
        &[registration::draft(&draft, &aims("Giữ vững 4 tốt")).unwrap()],
        &[
            own("90 %").unwrap(),
            opinion(1, 1, "Nhất trí").unwrap(),
            registration::register(&draft, "2024-01-05".parse().unwrap(), vote(22)).unwrap(),
        ],
        &[
            own("95 %").unwrap(),
            opinion(2, 3, "Thêm chỉ tiêu vệ sinh").unwrap(),
            registration::register(&draft, "2024-01-05".parse().unwrap(), vote(21)).unwrap(),
            registration::withdraw(&draft, &note("Đăng ký lại")).unwrap(),
        ],
    )
}

fn year_review() -> Phone {
    let findings = |grade, measures| Findings {
        year: Year::new(2024).unwrap(),
        grade: Some(grade),
        own_grade: None,
        strengths: Some(note("Khắc phục bão số 3 sớm")),
        shortcomings: Some(note("Còn 2 việc chậm")),
        causes: Some(note("Thiếu người")),
        measures: Some(note(measures)),
    };
    let draft = Review::default();
    let graded = Review { grade: Some(YearGrade::Good), ..Review::default() };
    two_phones(
        Kind::Review,
        &[review::write(&draft, &findings(YearGrade::Good, "Đôn đốc")).unwrap()],
        &[
            review::write(&draft, &findings(YearGrade::Excellent, "Đôn đốc hằng tuần")).unwrap(),
            review::submit(&graded, "2024-12-10".parse().unwrap(), Vote::new(22, 22, 0, 0).unwrap()).unwrap(),
        ],
        &[review::write(&draft, &findings(YearGrade::Completed, "Phân công lại")).unwrap()],
    )
}

fn one_contribution() -> Phone {
    let gift = |amount, source| Gift {
        unit: Unit::Vnd,
        much: Much::Given(Amount::new(amount).unwrap()),
        purpose: title("Mở rộng đường nội khu"),
        project: Some(title("Đường Vũ Tướng")),
        given_on: "2024-11-07".parse().unwrap(),
        source,
        givers: Some(100),
        resolution: Some(DocumentId::from_bytes([9; 16])),
        against: None,
        note: Some(note("Theo danh sách")),
    };
    let draft = Contribution::default();
    two_phones(
        Kind::Contribution,
        &[contribution::record(&draft, &gift(1_700_000_000, Source::People)).unwrap()],
        &[contribution::record(&draft, &gift(1_000_000_000_000, Source::People)).unwrap()],
        &[
            contribution::record(&draft, &gift(1_750_000_000, Source::Businesses)).unwrap(),
            contribution::cancel(&draft, &note("Ghi trùng")).unwrap(),
        ],
    )
}

fn one_pledge() -> Phone {
    let amount = |number| Amount::new(number).unwrap();
    let pledge = |pledged, given: Option<u64>| Gift {
        unit: Unit::WorkDays,
        much: Much::Pledged(amount(pledged), given.map(amount)),
        purpose: title("Ngày công mở rộng đường"),
        project: None,
        given_on: "2024-11-05".parse().unwrap(),
        source: Source::People,
        givers: None,
        resolution: None,
        against: Some(DocumentId::from_bytes([8; 16])),
        note: None,
    };
    let draft = Contribution::default();
    two_phones(
        Kind::Contribution,
        &[contribution::record(&draft, &pledge(640, None)).unwrap()],
        &[contribution::record(&draft, &pledge(700, Some(40))).unwrap()],
        &[contribution::record(&draft, &pledge(720, None)).unwrap()],
    )
}

fn one_photo() -> Phone {
    let picture = Picture {
        of: DocumentId::from_bytes([9; 16]),
        hash: PhotoHash::from_bytes([0xab; 32]),
        bytes: 240_000,
        width: 1600,
        height: 1200,
        taken_on: "2024-11-07".parse().ok(),
    };
    let draft = Photo::default();
    two_phones(
        Kind::Photo,
        &[photo::attach(&draft, &picture, Some(&title("Đường mới"))).unwrap()],
        &[photo::describe(&draft, Some(&title("Đường Vũ Tướng"))).unwrap()],
        &[photo::describe(&draft, None).unwrap(), photo::remove(&draft, &note("Ảnh mờ")).unwrap()],
    )
}

#[test]
fn a_registration_of_version_1_opens() {
    insta::assert_debug_snapshot!(opened(Kind::Registration, year_registration));
}

#[test]
fn a_review_of_version_1_opens() {
    insta::assert_debug_snapshot!(opened(Kind::Review, year_review));
}

#[test]
fn a_contribution_of_version_1_opens() {
    insta::assert_debug_snapshot!(opened(Kind::Contribution, one_contribution));
}

#[test]
fn a_pledge_of_version_1_opens() {
    insta::assert_debug_snapshot!(opened_as("pledge", Kind::Contribution, one_pledge));
}

#[test]
fn a_photo_of_version_1_opens() {
    insta::assert_debug_snapshot!(opened(Kind::Photo, one_photo));
}
