//! An organisation's year, drawn from a seed: more things go wrong in it than
//! in any real one.

use shared::date::Date;
use shared::id::{DocumentId, MemberId};
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Organisation, OrganisationKind};
use shared::record::Record;
use shared::record::assessment::{Answer, Assessment};
use shared::record::contribution::{Contribution, Source, Unit};
use shared::record::registration::Registration;
use shared::record::resolution::{Form, Resolution};
use shared::record::review::{Review, YearGrade};
use shared::record::task::Task;
use shared::ruling::{Appraisal, Judged, RuledWard, SchemeChoice, Term};
use shared::scheme::{Need, Scheme, Trigger};
use shared::share::Share;
use shared::sorted_map::SortedMap;
use shared::standing::facts::{CellGrade, Fact};
use shared::year::Year;

use crate::dice::Dice;
use crate::{meetings, people};

/// What a seed gives beside its rulings.
pub struct Made {
    pub organisation: Organisation,
    pub year: Year,
    pub facts: Vec<Fact>,
    pub cells: Vec<CellGrade>,
}

/// Draws.
pub struct Draw(pub Dice);

impl Draw {
    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0.roll() % end
    }

    pub fn small(&mut self, end: u8) -> u8 {
        u8::try_from(self.below(end.into())).unwrap_or_default()
    }

    /// Whether something happens that happens so many times in a hundred.
    pub fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let place = self.0.roll() % of.len() as u64;
        of.get(usize::try_from(place).unwrap_or_default()).expect("there is something to draw")
    }

    pub fn day(&mut self, month: Month) -> Date {
        month.first_day().plus_days(self.small(28).into())
    }

    pub fn document(&mut self) -> DocumentId {
        DocumentId::from_bytes(self.0.bytes())
    }
}

/// The organisation-year of this seed. What people ruled about it takes the
/// place of what was ruled before; the ward's schemes stay.
pub fn organisation_year(seed: u32, ward: &mut RuledWard) -> Made {
    let mut draw = Draw(Dice::new(u64::from(seed)));
    let kind = if draw.happens(90) { OrganisationKind::Cell } else { OrganisationKind::Committee };
    let code = "dong-mai".parse().expect("the code is good");
    let own = format!("c-{seed}").parse().expect("the code is good");
    let organisation = Organisation::new(&code, own, "Chi bộ", kind);
    let year = Year::new(2023 + u16::from(draw.small(4))).expect("the year is in the calendar");
    let roster = people::roster(&mut draw, year);
    let members: Vec<MemberId> = roster.members.keys().copied().collect();
    rule(&mut draw, ward, &organisation, year, &members);

    let mut records = vec![Record::Roster(roster)];
    let mut tasks = Vec::new();
    for month in year.months() {
        let scheme = ward.scheme_for(&organisation, month);
        if draw.happens(80) {
            records.push(Record::Assessment(assessment(&mut draw, month, scheme)));
        }
        for _ in 0..draw.below(3) {
            records.push(Record::Task(task(&mut draw, month, &members)));
        }
        for _ in 0..draw.below(3) {
            records.push(Record::Resolution(resolution(&mut draw, month)));
        }
        if draw.happens(40) {
            records.push(Record::Contribution(contribution(&mut draw, month)));
        }
        let sheet = ward.meeting_sheet_for(&organisation, month);
        for _ in 0..draw.below(3) {
            let meeting = meetings::meeting(&mut draw, month, &members, &tasks, sheet);
            records.push(Record::Meeting(Box::new(meeting)));
        }
        tasks.push(draw.document());
    }
    if draw.happens(80) {
        let registered_on = draw.happens(90).then(|| draw.day(year.months().next().unwrap_or(Month::FIRST)));
        records.push(Record::Registration(Registration {
            year: Some(year),
            registered_on,
            ..Registration::default()
        }));
    }
    if draw.happens(80) {
        let grade = Some(*draw.one_of(&YearGrade::ALL));
        let submitted_on = draw.happens(80).then(|| draw.day(year.months().last().unwrap_or(Month::FIRST)));
        records.push(Record::Review(Review { year: Some(year), grade, submitted_on, ..Review::default() }));
    }
    let mut facts: Vec<_> = records.into_iter().map(|record| fact(&mut draw, record)).collect();
    keep_pledges(&mut draw, &mut facts);
    let cells = (0..draw.below(6)).map(|_| cell(&mut draw)).collect();
    Made { organisation, year, facts, cells }
}

fn fact(draw: &mut Draw, record: Record) -> Fact {
    let written_at = Moment::from_millis(i64::from(draw.0.roll() as u32));
    Fact {
        document: draw.document(),
        record,
        conflicts: if draw.happens(5) { 1 } else { 0 },
        written_at,
        received_at: draw.happens(90).then(|| written_at.plus_millis(1_000)),
    }
}

/// Lets most contributions be given against one of the pledges.
fn keep_pledges(draw: &mut Draw, facts: &mut [Fact]) {
    let pledged = |fact: &&Fact| matches!(&fact.record, Record::Contribution(one) if one.pledged.is_some());
    let pledges: Vec<_> = facts.iter().filter(pledged).map(|fact| fact.document).collect();
    for fact in facts {
        if let Record::Contribution(gift) = &mut fact.record
            && !pledges.is_empty()
            && draw.happens(60)
        {
            gift.against = Some(*draw.one_of(&pledges));
        }
    }
}

fn cell(draw: &mut Draw) -> CellGrade {
    let code = format!("cell-{}", draw.below(5)).parse().expect("the code is good");
    let ward = "dong-mai".parse().expect("the code is good");
    let organisation = Organisation::new(&ward, code, "Chi bộ", OrganisationKind::Cell).id;
    let document = draw.happens(80).then(|| draw.document());
    let grade = draw.happens(80).then(|| draw.small(5));
    let whole = u32::from(draw.small(44));
    let covered = Share { part: u32::from(draw.small(44)).min(whole), whole };
    CellGrade { organisation, document, grade, covered }
}

/// Chooses among the schemes and answers for the committee.
fn rule(
    draw: &mut Draw,
    ward: &mut RuledWard,
    organisation: &Organisation,
    year: Year,
    members: &[MemberId],
) {
    let choices = (0..draw.below(4)).map(|_| {
        let scheme = draw.one_of(&ward.schemes);
        SchemeChoice {
            subject: scheme.subject,
            kind: organisation.kind,
            year: draw.happens(50).then_some(year),
            scheme: scheme.id.clone(),
            version: scheme.version,
            from: if draw.happens(30) { Month::new(year.number(), 1 + draw.small(12)).ok() } else { None },
        }
    });
    ward.choices = choices.collect();
    let judged = |member| Judged { organisation: organisation.id, term: Term::Year(year), member };
    let mut appraisals = Vec::new();
    if let Some(scheme) = ward.year_scheme_for(organisation, year).filter(|_| draw.happens(80)) {
        appraisals.push(appraisal(draw, judged(None), scheme));
    }
    if let Some(scheme) = ward.member_scheme_for(organisation, year) {
        for member in members {
            if draw.happens(60) {
                appraisals.push(appraisal(draw, judged(Some(*member)), scheme));
            }
        }
    }
    ward.appraisals = appraisals;
}

fn appraisal(draw: &mut Draw, judged: Judged, scheme: &Scheme) -> Appraisal {
    let gates = scheme.gates.iter().filter(|gate| gate.when == Trigger::Answered).map(|gate| &gate.id);
    let questions = scheme.grades.iter().flat_map(|grade| &grade.needs).filter_map(|need| match need {
        Need::Answered { id, .. } => Some(id),
        _ => None,
    });
    let asked: Vec<&String> = gates.chain(questions).collect();
    let mut answers = answers(draw, scheme);
    for id in asked {
        if draw.happens(90) {
            let answer = if draw.happens(70) { Answer::Met } else { Answer::NotMet };
            answers.insert(id.clone(), answer);
        }
    }
    let remarks = remarks(draw, &answers);
    Appraisal { judged, scheme: scheme.id.clone(), answers, remarks, by: "Đảng ủy".to_owned() }
}

/// Answers to most items; some of them are no answers to their item.
pub fn answers(draw: &mut Draw, scheme: &Scheme) -> SortedMap<String, Answer> {
    let care = draw.below(100);
    scheme
        .items()
        .filter_map(|item| {
            let answer = match draw.below(10) {
                0 => return None,
                1 => Answer::NotApplicable,
                2 => Answer::NotMet,
                3 => {
                    Answer::Points(u16::try_from(draw.below(u64::from(item.most()) + 2)).unwrap_or_default())
                }
                4 => Answer::Level(draw.small(5)),
                _ => match &item.rule {
                    shared::scheme::Rule::Level { .. } => Answer::Level(draw.small(3)),
                    _ if item.most() == 0 => Answer::Met,
                    _ if draw.below(100) < care => Answer::Points(item.most()),
                    _ => Answer::Met,
                },
            };
            Some((item.id.clone(), answer))
        })
        .collect()
}

pub fn remarks(draw: &mut Draw, answers: &SortedMap<String, Answer>) -> SortedMap<String, String> {
    answers.keys().filter(|_| draw.happens(20)).map(|id| (id.clone(), "Có lý do".to_owned())).collect()
}

fn assessment(draw: &mut Draw, month: Month, scheme: Option<&Scheme>) -> Assessment {
    let answers = scheme.map(|scheme| answers(draw, scheme)).unwrap_or_default();
    let notes = remarks(draw, &answers);
    let submitted_on = draw.happens(80).then(|| draw.day(month.next()));
    let scheme = scheme.map(|scheme| scheme.id.clone());
    Assessment { month: Some(month), scheme, answers, notes, submitted_on, ..Assessment::default() }
}

fn task(draw: &mut Draw, month: Month, members: &[MemberId]) -> Task {
    let due_on = draw.day(month);
    let assignees = members.iter().copied().filter(|_| draw.happens(30)).collect();
    let done_in = if draw.happens(85) { month } else { month.next() };
    let done_on = draw.happens(85).then(|| draw.day(done_in));
    Task {
        what: "Gieo trồng cây vụ đông".to_owned(),
        product: if draw.happens(90) { "Diện tích đã trồng".to_owned() } else { String::new() },
        assignees,
        due_on: draw.happens(95).then_some(due_on),
        done_on,
        beyond: draw.happens(30).then(|| "Vượt".to_owned()),
        cancelled: draw.happens(5).then(|| "Bão".to_owned()),
        ..Task::default()
    }
}

fn resolution(draw: &mut Draw, month: Month) -> Resolution {
    let day = |draw: &mut Draw| draw.happens(85).then(|| draw.day(month));
    Resolution {
        form: Some(*draw.one_of(&Form::ALL)),
        month: Some(month),
        adopted_on: day(draw),
        withdrawn_on: draw.happens(3).then(|| draw.day(month)),
        posted_on: day(draw),
        reported_on: day(draw),
        ..Resolution::default()
    }
}

fn contribution(draw: &mut Draw, month: Month) -> Contribution {
    Contribution {
        unit: draw.happens(95).then(|| *draw.one_of(&[Unit::Vnd, Unit::WorkDays])),
        amount: draw.below(1_000_000).to_string().parse().ok(),
        purpose: if draw.happens(90) { "Làm đường".to_owned() } else { String::new() },
        given_on: Some(draw.day(month)),
        source: draw.happens(95).then_some(Source::People),
        cancelled: draw.happens(5).then(|| "Ghi trùng".to_owned()),
        pledged: if draw.happens(40) { draw.below(1_000_000).to_string().parse().ok() } else { None },
        ..Contribution::default()
    }
}
