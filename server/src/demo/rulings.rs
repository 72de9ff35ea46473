//! What the ward office ruled about the year: the yearly schemes, its appraisal
//! of the cells that sent their review and of one cell's members, and grades set
//! against the cap.
//!
//! Who rules is an office, not a person.

use shared::date::Date;
use shared::moment::Moment;
use shared::org::Organisation;
use shared::record::assessment::Answer;
use shared::ruling::{Appraisal, Judged, Overridden, Ruling, Suspension, Term};
use shared::scheme::Scheme;
use shared::scheme::shipped;
use shared::year::Year;

use super::DemoError;
use super::members::Members;
use super::phone::at;
use super::quality::Quality;
use super::wards::{CellPlan, Story};

/// The schemes of years and of the committee, those of 2025 as well.
pub fn yearly_schemes() -> Result<[Scheme; 6], DemoError> {
    Ok([
        shipped::qd_124()?,
        shipped::qd_124_member()?,
        shipped::qd_366()?,
        shipped::qd_366_member()?,
        shipped::committee_checklist()?,
        shipped::committee_year()?,
    ])
}

/// The levels that the committee gives: four of building the Party, two of results.
struct Levels {
    given: [u8; 6],
    /// Whether the cell is a model for others.
    outstanding: Answer,
}

const ITEMS: [&str; 6] = [
    "qd-124.ideology",
    "qd-124.centralism",
    "qd-124.organisation",
    "qd-124.inspection",
    "qd-124.targets",
    "qd-124.remedy",
];

/// What is found of a cell; nothing of one whose review has not come.
fn levels(cell: &CellPlan) -> Option<Levels> {
    if cell.story == Story::OpenNovember {
        return None;
    }
    let (given, outstanding) = match (cell.quality, cell.code) {
        (Quality::Excellent, _) => ([0, 0, 0, 1, 0, 0], Answer::Met),
        // A good year, and a model of how to fight a storm.
        (Quality::Good, "go-cao") => ([0, 1, 0, 1, 0, 0], Answer::Met),
        (Quality::Good, _) => ([0, 1, 1, 1, 0, 1], Answer::NotMet),
        (Quality::Average, _) => ([1, 1, 2, 2, 1, 1], Answer::NotMet),
        (Quality::Poor | Quality::Silent, _) => return None,
    };
    Some(Levels { given, outstanding })
}

/// The rulings at the year's end, each with its moment.
pub fn year_end(cells: &[(&CellPlan, Organisation)]) -> Result<Vec<(Moment, Ruling)>, DemoError> {
    let year = Year::new(2024)?;
    let appraised = at(Date::new(2024, 12, 20)?, 14 * 60);
    let set = at(Date::new(2024, 12, 24)?, 9 * 60 + 30);
    let mut rulings = Vec::new();
    for (cell, organisation) in cells {
        let judged = Judged { organisation: organisation.id, term: Term::Year(year), member: None };
        let Some(Levels { given, outstanding }) = levels(cell) else { continue };
        let levels = ITEMS.iter().zip(given).map(|(item, level)| ((*item).to_owned(), Answer::Level(level)));
        let asked = [
            ("qd-124.outstanding", outstanding),
            ("qd-124.undisciplined", Answer::Met),
            ("qd-124.discipline", Answer::NotMet),
        ];
        let asked = asked.into_iter().map(|(item, answer)| (item.to_owned(), answer));
        let appraisal = Appraisal {
            judged: judged.clone(),
            scheme: "qd-124".to_owned(),
            answers: levels.chain(asked).collect(),
            remarks: [].into(),
            by: "Đảng ủy phường".to_owned(),
        };
        rulings.push((appraised, Ruling::Appraised(appraisal)));
        if cell.code == "cua-dinh" {
            let overridden = Overridden {
                judged,
                grade: Some("excellent".to_owned()),
                reason:
                    "Tỷ lệ 20% chưa đủ một suất vì còn tổ chức chưa xếp loại; thống nhất giữ đơn vị dẫn đầu."
                        .to_owned(),
                by: "Ban Thường vụ Đảng ủy phường".to_owned(),
            };
            rulings.push((set, Ruling::Overridden(overridden)));
        }
    }
    Ok(rulings)
}

/// What is found of one cell's members at the year's end: most are good, some
/// have completed their tasks, one is put before the cap, one is suspended.
pub fn of_members(
    cell: &CellPlan,
    organisation: &Organisation,
    members: &Members,
) -> Result<Vec<(Moment, Ruling)>, DemoError> {
    if cell.code != "go-cao" {
        return Ok(Vec::new());
    }
    let year = Year::new(2024)?;
    let appraised = at(Date::new(2024, 12, 21)?, 15 * 60);
    let mut rulings = Vec::new();
    for (number, member) in (1_u8..).zip(members.active_on(Date::new(2024, 12, 20)?)) {
        let judged = Judged { organisation: organisation.id, term: Term::Year(year), member: Some(member) };
        if number == 12 {
            let suspension = Suspension {
                organisation: organisation.id,
                member,
                from: Date::new(2024, 11, 1)?,
                until: None,
                number: "07-QĐ/ĐU".to_owned(),
                by: "Đảng ủy phường".to_owned(),
            };
            rulings.push((at(Date::new(2024, 11, 1)?, 9 * 60), Ruling::Suspended(suspension)));
            continue;
        }
        let given = match number {
            1 | 2 => [0, 0, 0],
            _ if number % 9 == 0 => [1, 2, 2],
            _ => [1, 1, 1],
        };
        let items = ["thought", "morals", "tasks"].into_iter().zip(given);
        let items = items.map(|(item, level)| (format!("qd-124-member.{item}"), Answer::Level(level)));
        let appraisal = Appraisal {
            judged: judged.clone(),
            scheme: "qd-124-member".to_owned(),
            answers: items.collect(),
            remarks: [].into(),
            by: "Đảng ủy phường".to_owned(),
        };
        rulings.push((appraised, Ruling::Appraised(appraisal)));
        if number == 1 {
            let overridden = Overridden {
                judged,
                grade: Some("excellent".to_owned()),
                reason: "Chỉ đạo phòng, chống bão số 3 và khôi phục sản xuất, vượt yêu cầu đề ra.".to_owned(),
                by: "Ban Thường vụ Đảng ủy phường".to_owned(),
            };
            rulings.push((at(Date::new(2024, 12, 24)?, 10 * 60), Ruling::Overridden(overridden)));
        }
    }
    Ok(rulings)
}
