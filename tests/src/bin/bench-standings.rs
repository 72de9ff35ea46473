//! `cargo xtask bench standings`: how long it takes in a province from a changed
//! record to new standings, and to all standings anew.
//!
//! Two provinces are generated straight into stores, wards of 50 cells, and each
//! cell with 100 records a month: one of a single ward, and one of the 100 wards
//! that the aims are for. `BENCH_WARDS` makes the latter smaller. Changes are made
//! in both by turns, so that `peer`, the figure of the small one, was taken under
//! the same load: what a change costs does not depend on the organisations outside
//! its group.
//!
//! A change is durable, its cell's year is computed and kept, the cap of its group
//! and the totals follow; its `floor` is the durable change alone. The page of a
//! ward's year is drawn after such a change; its `floor` is reading what is kept.
//! The `floor` of the rebuild is reading every record with as many threads.

#![expect(clippy::expect_used, reason = "a bench that cannot go on stops")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use server::standings::projection::{bring_up, rebuild};
use server::standings::year::ward_year;
use server::store::{Reading, Store, StoreError};
use shared::document::Document;
use shared::id::{DocumentId, EntryId, MemberId};
use shared::moment::Moment;
use shared::month::Month;
use shared::org::{Code, Organisation, OrganisationKind, Ward};
use shared::record::assessment::{Answer, Assessment};
use shared::record::contribution::{Contribution, Source, Unit};
use shared::record::meeting::{Meeting, MeetingForm, Opinion, Presence, RollEntry};
use shared::record::photo::Photo;
use shared::record::resolution::{Form, Resolution};
use shared::record::roster::{Member, Roster};
use shared::record::task::Task;
use shared::record::{Kind, Record};
use shared::ruling::Ruling;
use shared::scheme::{Scheme, shipped};
use shared::sorted_map::SortedMap;
use shared::standing::facts::Fact;
use shared::year::Year;
use tests::dice::Dice;

/// Cells of a ward: they are one group.
const CELLS: usize = 50;
/// Records of a cell in a month.
const RECORDS: usize = 100;
/// Changes of which the median is given.
const CHANGES: usize = 101;

fn main() {
    let wards = std::env::var("BENCH_WARDS").map_or(Ok(100), |text| text.parse()).expect("a number of wards");
    let folder = tempfile::TempDir::new().expect("a folder can be made");
    let open = |name: &str| Store::open(&folder.path().join(name)).expect("the store can be made");
    let (small, large) = (open("small.db"), open("large.db"));
    let (small, large) = (Province::founded(&small, 1), Province::founded(&large, wards));
    let organisations = wards * CELLS;
    eprintln!("{organisations} cells, {} records", organisations * 12 * RECORDS);
    let anew = |province: &Province<'_>| {
        let begin = Instant::now();
        rebuild(province.store, year()).expect("everything can be computed");
        (begin.elapsed(), peak_kib())
    };
    let (_, peer_peak) = anew(&small);
    let (rebuilt, peak) = anew(&large);
    let read = large.read_all();
    let changed: Vec<_> = (0..CHANGES).map(|turn| (small.change(turn), large.change(turn))).collect();
    let median = |of: fn(&(Change, Change)) -> Duration| median(changed.iter().map(of).collect()).as_micros();
    let print = |figure: &str, value: u128, unit: &str, aim: Value, peer: Value, floor: Value| {
        let line = json!({
            "figure": figure, "value": value, "unit": unit, "aim": aim, "peer": peer, "floor": floor,
            "organisations": organisations,
        });
        println!("{line}");
    };
    print(
        "standing_one_change",
        median(|(_, large)| large.standings),
        "us",
        json!(5_000),
        json!(median(|(small, _)| small.standings)),
        json!(median(|(_, large)| large.durable)),
    );
    print(
        "standing_year_page",
        median(|(_, large)| large.page),
        "us",
        Value::Null,
        json!(median(|(small, _)| small.page)),
        json!(median(|(_, large)| large.kept)),
    );
    let aim = json!(30_000);
    print("standing_full_rebuild", rebuilt.as_millis(), "ms", aim, Value::Null, json!(read.as_millis()));
    print("standing_rebuild_memory", u128::from(peak), "KiB", Value::Null, json!(peer_peak), Value::Null);
}

fn year() -> Year {
    Year::new(2024).expect("the year is in the calendar")
}

/// The most memory this program has had, as the system counts it.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse().unwrap_or_default()
}

struct Province<'a> {
    store: &'a Store,
    wards: usize,
    dice: Dice,
    schemes: Vec<Scheme>,
}

/// What one change took.
struct Change {
    /// Until it was durable.
    durable: Duration,
    /// Until the standings of its group and the totals could be read.
    standings: Duration,
    /// Reading what the page of the ward's year is drawn from, with everything kept.
    kept: Duration,
    /// The same after another change, what that takes away computed anew.
    page: Duration,
}

impl<'a> Province<'a> {
    fn founded(store: &'a Store, wards: usize) -> Self {
        let named = ["monthly-checklist", "meeting-phu-tho", "qd-124"];
        let schemes = named.map(|name| {
            let shipped = shipped::named(name).expect("it is shipped");
            shipped.scheme().expect("it is a scheme")
        });
        let mut province = Self { store, wards, dice: Dice::new(4), schemes: schemes.into() };
        for number in 0..wards {
            province.found(number);
        }
        province
    }

    /// Founds a ward and writes the year of its cells.
    fn found(&mut self, number: usize) {
        let ward = code(&format!("ward-{number}"));
        let schemes = self.schemes.clone();
        let founded = ward.clone();
        let cells: Vec<_> = (0..CELLS).map(|cell| cell_of(&ward, cell)).collect();
        let registered = cells.clone();
        let found = move |writing: &server::store::Writing<'_>| -> Result<(), StoreError> {
            writing.put_ward(&Ward {
                code: founded.clone(),
                name: "Phường".to_owned(),
                town: String::new(),
            })?;
            let now = Moment::default();
            for cell in registered {
                writing.put_ruling(&founded, &Ruling::Registered(cell), now)?;
            }
            for scheme in schemes {
                writing.put_ruling(&founded, &Ruling::SchemeApplied(scheme), now)?;
            }
            Ok(())
        };
        self.store.write_remade(found).expect("the ward can be founded");
        for cell in cells {
            let facts = self.year_of();
            let ward = ward.clone();
            let put = move |writing: &server::store::Writing<'_>| -> Result<(), StoreError> {
                let mut empty: SortedMap<Kind, Document> = SortedMap::new();
                for fact in &facts {
                    let kind = fact.record.kind();
                    let document =
                        empty.entry(kind).or_insert_with(|| Document::begin(kind).expect("a genesis"));
                    let key = writing.put_document(&ward, fact.document, cell.id, document)?;
                    writing.put_fact(key, &ward, cell.id, fact)?;
                }
                Ok(())
            };
            self.store.write_remade(put).expect("the year can be written");
        }
    }

    fn below(&mut self, end: u64) -> u64 {
        self.dice.roll() % end
    }

    /// The records of one cell's year.
    fn year_of(&mut self) -> Vec<Fact> {
        let members: Vec<MemberId> = (0..22).map(|_| MemberId::from_bytes(self.dice.bytes())).collect();
        let roster =
            members.iter().map(|id| (*id, Member { name: "Đ/c Mẫu".to_owned(), ..Member::default() }));
        let mut records = vec![Record::Roster(Roster { members: roster.collect() })];
        for month in year().months() {
            records.push(Record::Meeting(Box::new(self.meeting(month, &members))));
            records.push(Record::Assessment(self.assessment(month)));
            for form in Form::ALL {
                records.push(Record::Resolution(resolution(month, form)));
            }
            for _ in 0..40 {
                records.push(Record::Task(self.task(month, &members)));
            }
            for _ in 0..20 {
                records.push(Record::Contribution(self.contribution(month)));
            }
            while records.len() < usize::from(month.number()) * RECORDS {
                let taken_on = Some(month.first_day());
                records.push(Record::Photo(Photo {
                    taken_on,
                    caption: "Ra quân".to_owned(),
                    ..Photo::default()
                }));
            }
        }
        records
            .into_iter()
            .map(|record| Fact {
                document: DocumentId::from_bytes(self.dice.bytes()),
                record,
                conflicts: 0,
                written_at: Moment::default(),
                received_at: Some(Moment::default()),
            })
            .collect()
    }

    fn meeting(&mut self, month: Month, members: &[MemberId]) -> Meeting {
        let day = month.first_day().plus_days(6);
        let roll = members.iter().map(|member| {
            let presence = if self.below(10) == 0 { Presence::Excused } else { Presence::Present };
            (*member, RollEntry { presence: Some(presence), reason: None })
        });
        let roll = roll.collect();
        let opinions = members.iter().take(8).map(|member| {
            let opinion =
                Opinion {
                    item: None, member: Some(*member), text: "Nhất trí với dự thảo".to_owned()
                };
            (EntryId::from_bytes(self.dice.bytes()), opinion)
        });
        let opinions = opinions.collect();
        Meeting {
            form: Some(MeetingForm::Regular),
            month: Some(month),
            notified_on: Some(month.first_day()),
            held_on: Some(day),
            started_at: "19:00".parse().ok(),
            ended_at: "20:40".parse().ok(),
            adopted_on: Some(day),
            conclusion: "Chi bộ thống nhất các nhiệm vụ trọng tâm của tháng.".to_owned(),
            roll,
            opinions,
            ..Meeting::default()
        }
    }

    fn assessment(&mut self, month: Month) -> Assessment {
        let scheme = self.schemes.first().expect("there is a scheme").clone();
        let answers = scheme.items().map(|item| {
            let answer = if self.below(30) == 0 { Answer::NotMet } else { Answer::Met };
            (item.id.clone(), answer)
        });
        Assessment {
            month: Some(month),
            answers: answers.collect(),
            scheme: Some(scheme.id.clone()),
            submitted_on: Some(month.last_day()),
            ..Assessment::default()
        }
    }

    fn task(&mut self, month: Month, members: &[MemberId]) -> Task {
        let days = u16::try_from(self.below(27)).unwrap_or_default();
        let due = month.first_day().plus_days(days);
        let assignee = members.get(usize::try_from(self.below(22)).unwrap_or_default());
        Task {
            what: "Gieo trồng cây vụ đông theo kế hoạch của phường".to_owned(),
            product: "Diện tích đã trồng".to_owned(),
            assignees: assignee.into_iter().copied().collect(),
            assigned_on: Some(month.first_day()),
            due_on: Some(due),
            done_on: (self.below(20) != 0).then_some(due),
            ..Task::default()
        }
    }

    fn contribution(&mut self, month: Month) -> Contribution {
        Contribution {
            unit: Some(Unit::Vnd),
            amount: self.below(5_000_000).to_string().parse().ok(),
            purpose: "Làm đường giao thông nông thôn".to_owned(),
            given_on: Some(month.first_day()),
            source: Some(Source::People),
            ..Contribution::default()
        }
    }

    /// Changes a task, and then another one of the same ward. The changes are
    /// spread over the wards and their cells.
    fn change(&self, turn: usize) -> Change {
        let ward = code(&format!("ward-{}", turn * 7 % self.wards));
        let (begin, durable) = self.put(&ward, turn);
        bring_up(self.store, &ward, year()).expect("the ward can be computed");
        let read = |reading: &Reading<'_>| -> Result<usize, StoreError> {
            Ok(reading.summaries(&ward, year())?.len() + reading.totals(year())?.len())
        };
        let seen = self.store.read_blocking(read).expect("the standings can be read");
        let standings = begin.elapsed();
        assert!(CELLS < seen, "{seen}");
        let page = || {
            let begin = Instant::now();
            bring_up(self.store, &ward, year()).expect("the ward can be computed");
            let day = year().months().last().expect("a year has months").last_day();
            let drawn = self.store.read_blocking(|reading| ward_year(reading, &ward, year(), day));
            assert_eq!(drawn.expect("the year can be read").rows.len(), CELLS);
            begin.elapsed()
        };
        let kept = page();
        self.put(&ward, turn + 1);
        Change { durable, standings, kept, page: page() }
    }

    /// Writes a change of one task; gives when it began, and how long it took.
    fn put(&self, ward: &Code, turn: usize) -> (Instant, Duration) {
        let cell = cell_of(ward, turn * 11 % CELLS);
        let facts = self.store.read_blocking(|reading| reading.facts_of_year(cell.id, year()));
        let facts = facts.expect("the cell can be read");
        let tasks: Vec<_> = facts.into_iter().filter(|fact| fact.record.kind() == Kind::Task).collect();
        let mut changed = tasks.get(turn % tasks.len()).expect("there are tasks").clone();
        if let Record::Task(task) = &mut changed.record {
            task.done_on = if task.done_on.is_some() { None } else { task.due_on };
        }
        let of = ward.clone();
        let put = move |writing: &server::store::Writing<'_>| -> Result<(), StoreError> {
            let stored = writing.reading().document(&of, changed.document)?.expect("it is stored");
            writing.put_fact(stored.key, &of, cell.id, &changed)
        };
        let begin = Instant::now();
        self.store.write_blocking(put).expect("the change can be written");
        (begin, begin.elapsed())
    }

    /// How long it takes to read every record, with as many threads as compute.
    fn read_all(&self) -> Duration {
        let begin = Instant::now();
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if self.wards <= number {
                            break;
                        }
                        let ward = code(&format!("ward-{number}"));
                        for cell in 0..CELLS {
                            let id = cell_of(&ward, cell).id;
                            let facts = self.store.read_blocking(|reading| reading.facts_of_year(id, year()));
                            assert_eq!(facts.expect("the cell can be read").len(), 12 * RECORDS);
                        }
                    }
                });
            }
        });
        begin.elapsed()
    }
}

fn code(text: &str) -> Code {
    text.parse().expect("the code is good")
}

fn cell_of(ward: &Code, number: usize) -> Organisation {
    Organisation::new(ward, code(&format!("cell-{number}")), "Chi bộ khu", OrganisationKind::Cell)
}

fn resolution(month: Month, form: Form) -> Resolution {
    let day = month.first_day().plus_days(6);
    Resolution {
        form: Some(form),
        title: "Nghị quyết sinh hoạt tháng".to_owned(),
        body: "Chi bộ lãnh đạo hoàn thành các nhiệm vụ trọng tâm của tháng; giao từng đảng viên phụ trách."
            .to_owned(),
        month: Some(month),
        adopted_on: Some(day),
        posted_on: Some(day),
        reported_on: Some(day),
        ..Resolution::default()
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
