//! Documents of every released schema open for ever and read the same.
//!
//! A golden file holds the chunks of one document as a store keeps them: a
//! CBOR array of byte strings. It is written once, with its release, and never
//! again; only a new kind, new fields or a new schema version add files.

mod meeting;
mod year;

use minicbor::bytes::ByteVec;
use shared::document::Document;
use shared::document::command::assessment::{self, answer};
use shared::document::command::resolution::{self, Adoption, Wording};
use shared::document::command::roster::{MemberEntry, enter_member, record_discipline, record_leaving};
use shared::document::command::task::{self, Assignment, Report};
use shared::document::conflict::{Conflict, conflicts};
use shared::document::edit::Edit;
use shared::document::read::read;
use shared::id::{DocumentId, EntryId, MemberId};
use shared::record::assessment::{Answer, Assessment};
use shared::record::resolution::{Form, Resolution, Vote};
use shared::record::roster::{Membership, Office};
use shared::record::task::Task;
use shared::record::{Kind, Record};
use shared::words::{Body, Note, Title};

use crate::phone::Phone;

fn title(text: &str) -> Title {
    Title::new(text).unwrap()
}

fn note(text: &str) -> Note {
    Note::new(text).unwrap()
}

fn member(number: u8) -> MemberId {
    MemberId::from_bytes([number; 16])
}

/// Two phones that meet once in the middle and once at the end: what they wrote
/// apart in the second half is in conflict.
fn two_phones(kind: Kind, common: &[Vec<Edit>], one: &[Vec<Edit>], other: &[Vec<Edit>]) -> Phone {
    let (mut first, mut second) = (Phone::new(kind, 1), Phone::new(kind, 2));
    for edits in common {
        first.write(edits);
    }
    second.receive(&first);
    for edits in one {
        first.write(edits);
    }
    for edits in other {
        second.write(edits);
    }
    first.receive(&second);
    first
}

fn roster() -> Phone {
    let entry =
        |name: &str, membership, office, group| MemberEntry { name: title(name), membership, office, group };
    let common = [
        enter_member(member(1), &entry("Đ/c Mẫu 01", Membership::Full, Office::Secretary, None)),
        enter_member(member(2), &entry("Đ/c Mẫu 02", Membership::Exempt, Office::Member, Some(1))),
        enter_member(member(3), &entry("Đ/c Mẫu 03", Membership::Temporary, Office::Member, Some(2))),
    ];
    let one = [
        enter_member(member(2), &entry("Đ/c Mẫu 02", Membership::Full, Office::GroupLeader, Some(1))),
        enter_member(member(4), &entry("Đ/c Mẫu 04", Membership::Probationary, Office::Member, None)),
    ];
    let other = [
        enter_member(member(2), &entry("Đ/c Mẫu 02", Membership::Full, Office::DeputySecretary, None)),
        record_leaving(member(3), "2024-07-01".parse().unwrap()),
    ];
    two_phones(Kind::Roster, &common, &one, &other)
}

/// Measures that two phones entered apart, and one that each changed.
fn discipline() -> Phone {
    let measure = |entry, text: &str| {
        record_discipline(member(1), EntryId::from_bytes([entry; 16]), &text.parse().unwrap())
    };
    let name = Title::new("Đ/c Mẫu 01").unwrap();
    let first = MemberEntry { name, membership: Membership::Full, office: Office::Secretary, group: None };
    two_phones(
        Kind::Roster,
        &[
            enter_member(member(1), &first),
            measure(1, "reprimand 2024-05-02 2023 secretary by_others stands QĐ 12-QĐ/UBKT"),
        ],
        &[
            measure(1, "reprimand 2024-05-02 2023 secretary by_others withdrawn QĐ 12-QĐ/UBKT"),
            measure(2, "dismissal 2024-06-02 2024 secretary by_others stands"),
        ],
        &[
            measure(1, "warning 2024-05-02 2023 secretary self_remedied stands"),
            measure(3, "expulsion 2024-07-02 2024 member by_others stands"),
        ],
    )
}

fn resolution() -> Phone {
    let wording = |name: &str, body: &str| Wording {
        form: Form::Thematic,
        title: title(name),
        body: Body::optional(body).unwrap(),
        month: "2024-11".parse().unwrap(),
    };
    let adoption = |day: &str, approve| Adoption {
        on: day.parse().unwrap(),
        vote: Vote::new(20, approve, 0, 20 - approve).unwrap(),
        number: title("04-NQ/CĐ-CB"),
    };
    let draft = Resolution::default();
    let write = |name, body| resolution::write(&draft, &wording(name, body)).unwrap();
    let adopt = |day, approve| resolution::adopt(&draft, &adoption(day, approve)).unwrap();
    two_phones(
        Kind::Resolution,
        &[write("Khôi phục sản xuất", "1. Gieo trồng vụ đông.\n2. Khơi thông kênh mương.")],
        &[
            write(
                "Khôi phục sản xuất sau bão số 3",
                "1. Gieo trồng vụ đông đúng lịch.\n2. Khơi thông kênh mương.",
            ),
            adopt("2024-11-07", 20),
        ],
        &[
            write(
                "Khôi phục sản xuất",
                "1. Gieo trồng vụ đông.\n2. Khơi thông kênh mương.\n3. Vệ sinh môi trường.",
            ),
            adopt("2024-11-07", 19),
        ],
    )
}

fn task() -> Phone {
    let assignment = |due: &str, members: &[u8]| Assignment {
        resolution: Some(DocumentId::from_bytes([9; 16])),
        what: title("Vận động các hộ thu gom rác thải đồng ruộng"),
        product: Some(title("Số hộ tham gia, khối lượng thu gom")),
        assignees: members.iter().copied().map(member).collect(),
        assigned_on: "2024-11-07".parse().unwrap(),
        due_on: due.parse().unwrap(),
    };
    let report = |line, day: &str, percent, text| {
        let report = Report { on: day.parse().unwrap(), percent, note: note(text) };
        task::report(&Task::default(), EntryId::from_bytes([line; 16]), &report).unwrap()
    };
    let current = Task { assignees: [member(1), member(2)].into(), ..Task::default() };
    two_phones(
        Kind::Task,
        &[task::assign(&Task::default(), &assignment("2024-11-25", &[1, 2])).unwrap()],
        &[
            report(1, "2024-11-12", 40, "Đã vận động 2 nhóm hộ."),
            task::assign(&current, &assignment("2024-11-25", &[1, 3])).unwrap(),
            task::finish(&current, "2024-11-24".parse().unwrap(), Some(&note("Thêm 12 hộ ngoài kế hoạch")))
                .unwrap(),
        ],
        &[
            report(2, "2024-11-15", 70, "Gom được 1,5 tấn."),
            task::move_deadline(&current, "2024-11-28".parse().unwrap()).unwrap(),
            task::finish(&current, "2024-11-26".parse().unwrap(), None).unwrap(),
        ],
    )
}

fn month_assessment() -> Phone {
    let draft = Assessment::default();
    let answer = |item, value| answer(&draft, item, Some(value)).unwrap();
    two_phones(
        Kind::Assessment,
        &[
            assessment::begin(&draft, "2024-11".parse().unwrap(), "monthly-checklist").unwrap(),
            answer("tasks.study", Answer::Met),
            answer("tasks.members", Answer::NotApplicable),
        ],
        &[
            answer("meetings.attendance-85", Answer::Met),
            answer("members.model", Answer::Points(6)),
            assessment::remark(&draft, "meetings.attendance-85", Some(&note("20/22 đồng chí dự"))).unwrap(),
            assessment::submit(&draft, 0, "2024-12-02".parse().unwrap(), Vote::new(20, 20, 0, 0).unwrap())
                .unwrap(),
        ],
        &[
            answer("meetings.attendance-85", Answer::NotMet),
            assessment::conclude(
                &draft,
                Some(&note("Còn 2 nhiệm vụ chậm")),
                Some(&note("Đôn đốc hằng tuần")),
            )
            .unwrap(),
        ],
    )
}

/// Set `BONTOT_WRITE_GOLDEN` to write the files of a new kind or version.
fn stored(name: &str, build: fn() -> Phone) -> Vec<ByteVec> {
    let path = format!("{}/tests/golden/{name}.1.bin", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("BONTOT_WRITE_GOLDEN").is_some() && !std::fs::exists(&path).unwrap() {
        let chunks: Vec<_> = build().chunks.into_iter().map(ByteVec::from).collect();
        std::fs::write(&path, minicbor::to_vec(&chunks).unwrap()).unwrap();
    }
    minicbor::decode(&std::fs::read(path).unwrap()).unwrap()
}

fn opened(kind: Kind, build: fn() -> Phone) -> (Record, Vec<Conflict>) {
    opened_as(kind.name(), kind, build)
}

/// A document with fields that were added to its kind, by its own name.
fn opened_as(name: &str, kind: Kind, build: fn() -> Phone) -> (Record, Vec<Conflict>) {
    let chunks = stored(name, build);
    let document = Document::open(kind, chunks.iter().map(|chunk| chunk.as_slice())).unwrap();
    (read(&document), conflicts(&document))
}

#[test]
fn a_roster_of_version_1_opens() {
    insta::assert_debug_snapshot!(opened(Kind::Roster, roster));
}

#[test]
fn discipline_in_a_roster_of_version_1_opens() {
    insta::assert_debug_snapshot!(opened_as("discipline", Kind::Roster, discipline));
}

#[test]
fn a_resolution_of_version_1_opens() {
    insta::assert_debug_snapshot!(opened(Kind::Resolution, resolution));
}

#[test]
fn a_task_of_version_1_opens() {
    insta::assert_debug_snapshot!(opened(Kind::Task, task));
}

#[test]
fn an_assessment_of_version_1_opens() {
    insta::assert_debug_snapshot!(opened(Kind::Assessment, month_assessment));
}
