//! A small cell with one record of each kind, for tests.

use shared::amount::Amount;
use shared::date::Date;
use shared::id::{DocumentId, EntryId, MemberId};
use shared::lang::{Lang, Text3};
use shared::moment::Moment;
use shared::org::{Organisation, OrganisationKind, Ward};
use shared::record::Record;
use shared::record::assessment::{Answer, Assessment};
use shared::record::contribution::{Contribution, Source, Unit};
use shared::record::meeting::{
    AgendaItem, Guest, Meeting, MeetingForm, Opinion, Presence, RollEntry, TaskReview, Verdict,
};
use shared::record::opinion::MemberOpinion;
use shared::record::registration::{FourGood, OwnCriterion, Registration};
use shared::record::resolution::{Form, Resolution, Vote, number::OfficialNumber};
use shared::record::review::{Review, YearGrade};
use shared::record::roster::{Member, Membership, Office, Roster};
use shared::record::task::{Progress, Task, TaskSource};
use shared::ruling::{Ruled, RuledWard, Ruling};
use shared::scheme::{Certainty, Effect, Gate, Trigger, shipped};
use shared::standing::facts::Fact;

use crate::paper::Sources;

/// The documents of the sample.
pub const ROSTER: u8 = 1;
pub const MEETING: u8 = 2;
pub const RESOLUTION: u8 = 3;
pub const TASK: u8 = 4;
pub const LATE_TASK: u8 = 5;
pub const ASSESSMENT: u8 = 6;
pub const REGISTRATION: u8 = 7;
pub const REVIEW: u8 = 8;
pub const MONEY: u8 = 9;
pub const LAND: u8 = 10;
pub const BUDGET: u8 = 11;

pub fn id(number: u8) -> DocumentId {
    DocumentId::from_bytes([number; 16])
}

pub fn member(number: u8) -> MemberId {
    MemberId::from_bytes([number; 16])
}

fn entry(number: u8) -> EntryId {
    EntryId::from_bytes([number; 16])
}

pub fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// What a test looks at.
pub struct Sample {
    ward: Ward,
    organisation: Organisation,
    ruled: RuledWard,
    facts: Vec<Fact>,
}

impl Sample {
    /// The sources, on 30 November 2024.
    pub fn sources(&self, lang: Lang) -> Sources<'_> {
        let facts = self.facts.iter().collect();
        Sources::new(lang, &self.ward, &self.organisation, &self.ruled, facts, day("2024-11-30").unwrap())
    }

    /// Moves the last criterion of every scheme into its first one.
    pub fn nest_criteria(&mut self) {
        for scheme in self.ruled.schemes.iter_mut().filter(|scheme| 1 < scheme.criteria.len()) {
            let last = scheme.criteria.pop().unwrap();
            scheme.criteria[0].criteria.push(last);
        }
    }

    /// Lets every scheme ask whether something bars its best grade.
    pub fn add_gates(&mut self) {
        for scheme in &mut self.ruled.schemes {
            scheme.gates.push(Gate {
                id: "asked".to_owned(),
                text: Text3 { vi: "Có đảng viên vi phạm".to_owned(), ..Text3::default() },
                when: Trigger::Answered,
                effect: Effect::NotGraded,
                certainty: Certainty::Sample,
                source: None,
            });
        }
        for fact in &mut self.facts {
            let answers = match &mut fact.record {
                Record::Assessment(assessment) => &mut assessment.answers,
                Record::Meeting(meeting) => &mut meeting.quality,
                _ => continue,
            };
            answers.insert("asked".to_owned(), Answer::NotMet);
        }
    }

    /// Changes the resolution.
    pub fn change_resolution(&mut self, change: fn(&mut Resolution)) {
        for fact in &mut self.facts {
            if let Record::Resolution(resolution) = &mut fact.record {
                change(resolution);
            }
        }
    }

    /// Writes the text of the meeting's minutes.
    pub fn write_minutes(&mut self, text: &str) {
        for fact in &mut self.facts {
            if let Record::Meeting(meeting) = &mut fact.record {
                text.clone_into(&mut meeting.minutes);
            }
        }
    }
}

pub fn sample() -> Sample {
    let code = "dong-mai".parse().unwrap();
    let organisation = Organisation::new(
        &code,
        "bieu-nghi".parse().unwrap(),
        "Chi bộ khu Biểu Nghi",
        OrganisationKind::Cell,
    );
    let ward = Ward { code, name: "Phường Đông Mai".to_owned(), town: "TX Quảng Yên".to_owned() };
    let mut ruled = RuledWard::default();
    for (seq, scheme) in (1..).zip(shipped::ALL.iter().filter(|one| one.id != "hundred-points")) {
        ruled.apply(Ruled { seq, ruling: Ruling::SchemeApplied(scheme.scheme().unwrap()) });
    }
    let records = [
        (ROSTER, Record::Roster(roster())),
        (MEETING, Record::Meeting(Box::new(meeting()))),
        (RESOLUTION, Record::Resolution(resolution())),
        (TASK, Record::Task(task())),
        (LATE_TASK, Record::Task(late_task())),
        (ASSESSMENT, Record::Assessment(assessment())),
        (REGISTRATION, Record::Registration(registration())),
        (REVIEW, Record::Review(review())),
        (MONEY, gift(Unit::Vnd, 1_700_000_000, Source::People, "2024-11-10")),
        (LAND, gift(Unit::LandM2, 400, Source::People, "2024-11-12")),
        (BUDGET, gift(Unit::Vnd, 500_000_000, Source::PublicBudget, "2024-11-20")),
    ];
    let fact = |(number, record)| Fact {
        document: id(number),
        record,
        conflicts: 0,
        written_at: Moment::from_millis(0),
        received_at: None,
    };
    Sample { ward, organisation, ruled, facts: records.into_iter().map(fact).collect() }
}

fn roster() -> Roster {
    let person = |number: u8, name: &str, office, membership| {
        (member(number), Member { name: name.to_owned(), office, membership, ..Member::default() })
    };
    let mut roster = Roster {
        members: [
            person(1, "Nguyễn Văn Thành", Office::Secretary, Membership::Full),
            person(2, "Vũ Thị Hường", Office::DeputySecretary, Membership::Full),
            person(3, "Lê Minh <Tuấn>", Office::Member, Membership::Full),
            person(4, "Phạm Thị Lan", Office::Member, Membership::Probationary),
            person(5, "Đỗ Văn Cường", Office::Member, Membership::Exempt),
        ]
        .into(),
    };
    let secretary = roster.members.get_mut(&member(1)).unwrap();
    (secretary.official_on, secretary.households) = (day("2001-02-03"), text("Xóm 1, 12 hộ"));
    roster
}

fn meeting() -> Meeting {
    let roll = |number: u8, presence, reason: Option<&str>| {
        let entry = RollEntry { presence: Some(presence), reason: reason.map(str::to_owned) };
        (member(number), entry)
    };
    let sheet = shipped::meeting_phu_tho().unwrap();
    Meeting {
        form: Some(MeetingForm::Regular),
        month: "2024-11".parse().ok(),
        theme: "Khôi phục sản xuất sau bão số 3".to_owned(),
        place: "Nhà văn hóa khu Biểu Nghi".to_owned(),
        held_on: day("2024-11-03"),
        started_at: "19:30".parse().ok(),
        ended_at: "21:05".parse().ok(),
        chair: Some(member(1)),
        scribe: Some(member(2)),
        last_month: "Chi bộ hoàn thành 4/5 nhiệm vụ.".to_owned(),
        conclusion: "- Gieo trồng xong trước ngày 20/11/2024\n- Khơi mương xóm 2".to_owned(),
        vote: Vote::new(3, 2, 0, 1),
        adopted_on: day("2024-11-03"),
        roll: [
            roll(1, Presence::Present, None),
            roll(2, Presence::Present, None),
            roll(3, Presence::Excused, Some("đi viện")),
            roll(4, Presence::Absent, None),
        ]
        .into(),
        guests: [(
            entry(1),
            Guest {
                name: "Trần Văn Bình".to_owned(),
                role: "Đảng ủy viên phụ trách".to_owned(),
                dropped: false,
            },
        )]
        .into(),
        agenda: [(
            entry(2),
            AgendaItem {
                title: "Lịch gieo trồng vụ đông".to_owned(),
                presenter: Some(member(2)),
                content: "Trình bày dự thảo.".to_owned(),
                conclusion: "Thống nhất lịch gieo trồng.".to_owned(),
                vote: Vote::new(3, 3, 0, 0),
                ..AgendaItem::default()
            },
        )]
        .into(),
        opinions: (1..=6)
            .map(|number| {
                let said = Opinion {
                    item: Some(entry(2)),
                    member: Some(member(1)),
                    text: format!("Ý kiến {number}"),
                };
                (entry(10 + number), said)
            })
            .collect(),
        reviews: [(
            id(LATE_TASK),
            TaskReview { verdict: Some(Verdict::Late), note: "mưa kéo dài".to_owned() },
        )]
        .into(),
        quality_scheme: Some(sheet.id.clone()),
        quality: sheet.items().map(|item| (item.id.clone(), Answer::Points(item.most()))).collect(),
        ..Meeting::default()
    }
}

fn resolution() -> Resolution {
    Resolution {
        form: Some(Form::Thematic),
        title: "Lãnh đạo khôi phục sản xuất sau bão số 3".to_owned(),
        body: "Chi bộ yêu cầu:\n- Tuyên truyền lịch gieo trồng\n- Thu gom rác đồng ruộng".to_owned(),
        month: "2024-11".parse().ok(),
        adopted_on: day("2024-11-03"),
        vote: Vote::new(3, 3, 0, 0),
        meeting: Some(id(MEETING)),
        symbol: text("NQ/CB"),
        official_number: OfficialNumber::new(5).ok(),
        issued_on: day("2024-11-04"),
        ..Resolution::default()
    }
}

fn task() -> Task {
    Task {
        resolution: Some(id(RESOLUTION)),
        meeting: Some(id(MEETING)),
        source: Some(TaskSource::Resolution),
        what: "Khơi mương nội đồng xóm 2".to_owned(),
        product: "800 m mương thông".to_owned(),
        assignees: [member(3)].into(),
        assigned_on: day("2024-11-03"),
        due_on: day("2024-11-20"),
        how: text("Huy động mỗi hộ một ngày công"),
        responsibility: text("Báo cáo tại hội nghị tháng 12"),
        progress: [(
            entry(1),
            Progress {
                on: day("2024-11-12"),
                percent: 60,
                note: "Khơi xong 500 m".to_owned(),
                ..Progress::default()
            },
        )]
        .into(),
        done_on: day("2024-11-19"),
        beyond: text("Thêm 100 m"),
        ..Task::default()
    }
}

fn late_task() -> Task {
    Task {
        what: "Phát lịch gieo trồng".to_owned(),
        product: "=120 tờ".to_owned(),
        assignees: [member(1), member(2)].into(),
        due_on: day("2024-11-15"),
        ..Task::default()
    }
}

fn assessment() -> Assessment {
    let scheme = shipped::monthly_checklist().unwrap();
    let answers = scheme.items().map(|item| (item.id.clone(), Answer::Met)).collect();
    Assessment {
        month: "2024-11".parse().ok(),
        scheme: Some(scheme.id),
        answers,
        shortcomings: "Một việc chậm hạn.".to_owned(),
        measures: "Phân công lại.".to_owned(),
        vote: Vote::new(3, 3, 0, 0),
        submitted_on: day("2024-11-28"),
        ..Assessment::default()
    }
}

fn registration() -> Registration {
    let scheme = shipped::monthly_checklist().unwrap();
    let first = scheme.items().next().unwrap().id.clone();
    Registration {
        year: "2024".parse().ok(),
        title_sought: Some(FourGood::Cell),
        grade_sought: Some(YearGrade::Good),
        targets: "100% đảng viên hoàn thành tốt nhiệm vụ".to_owned(),
        criteria: [(
            first,
            OwnCriterion {
                text: "Học tập đủ các chuyên đề".to_owned(), target: "5/5".to_owned()
            },
        )]
        .into(),
        opinions: [(entry(1), MemberOpinion { member: Some(member(3)), text: "Nhất trí".to_owned() })].into(),
        vote: Vote::new(3, 3, 0, 0),
        registered_on: day("2024-01-05"),
        ..Registration::default()
    }
}

fn review() -> Review {
    Review {
        year: "2024".parse().ok(),
        grade: Some(YearGrade::Good),
        strengths: "Giữ nền nếp sinh hoạt.".to_owned(),
        shortcomings: "Còn việc chậm.".to_owned(),
        causes: "Ảnh hưởng bão số 3.".to_owned(),
        measures: "Giao việc sớm hơn.".to_owned(),
        vote: Vote::new(3, 3, 0, 0),
        submitted_on: day("2024-12-10"),
        ..Review::default()
    }
}

fn gift(unit: Unit, amount: u64, source: Source, on: &str) -> Record {
    Record::Contribution(Contribution {
        unit: Some(unit),
        amount: Amount::new(amount).ok(),
        purpose: "Mở rộng đường nội khu".to_owned(),
        project: "Đường khu Biểu Nghi".to_owned(),
        given_on: day(on),
        source: Some(source),
        givers: Some(30),
        ..Contribution::default()
    })
}
