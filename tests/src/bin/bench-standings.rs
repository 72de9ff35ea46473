//! `cargo xtask bench standings`: how long it takes in a province from a changed
//! record to new standings, and to all standings anew.
//!
//! The province is generated straight into a store: wards of 50 cells, and each
//! cell with 100 records a month. `BENCH_WARDS` makes it smaller than the 100
//! wards that the aims are for. The change is durable, its cell's year is
//! computed and kept, the cap of its group and the totals follow. The floor of
//! a change is the durable change alone; the floor of the rebuild is reading
//! every record with as many threads.

#![expect(clippy::expect_used, reason = "a bench that cannot go on stops")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use server::standings::projection::{bring_up, rebuild};
use server::store::{Store, StoreError};
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
    let store = Store::open(&folder.path().join("province.db")).expect("the store can be made");
    let mut province = Province::new(&store);
    province.found(0);
    let (alone, _) = province.changes(1);
    for number in 1..wards {
        province.found(number);
    }
    eprintln!("{} cells, {} records", wards * CELLS, wards * CELLS * 12 * RECORDS);
    let begin = Instant::now();
    rebuild(&store, year()).expect("everything can be computed");
    let rebuilt = begin.elapsed();
    let peak = peak_kib();
    let read = province.read_all(wards);
    let (change, plain) = province.changes(wards);
    let size = wards * CELLS;
    let print = |figure: &str, value: u128, unit: &str, aim: Value, floor: Value| {
        println!(
            "{}",
            json!({ "figure": figure, "value": value, "unit": unit, "aim": aim, "floor": floor, "organisations": size })
        );
    };
    print("standing_one_change", change.as_micros(), "us", json!(5_000), json!(plain.as_micros()));
    print("standing_one_change_in_one_ward", alone.as_micros(), "us", Value::Null, Value::Null);
    print("standing_full_rebuild", rebuilt.as_millis(), "ms", json!(30_000), json!(read.as_millis()));
    print("standing_rebuild_memory", u128::from(peak), "KiB", Value::Null, Value::Null);
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
    dice: Dice,
    schemes: Vec<Scheme>,
}

impl<'a> Province<'a> {
    fn new(store: &'a Store) -> Self {
        let named = ["monthly-checklist", "meeting-phu-tho", "qd-124"];
        let schemes = named.map(|name| {
            let (_, read) = shipped::ALL.into_iter().find(|(id, _)| *id == name).expect("it is shipped");
            read().expect("it is a scheme")
        });
        Self { store, dice: Dice::new(4), schemes: schemes.into() }
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
        self.store.write_blocking(found).expect("the ward can be founded");
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
            self.store.write_blocking(put).expect("the year can be written");
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

    /// The median time from a changed record to new standings, and that of the
    /// durable change alone. The changes are spread over the wards.
    fn changes(&mut self, wards: usize) -> (Duration, Duration) {
        bring_up(self.store, &code("ward-0"), year()).expect("the ward can be computed");
        let (mut whole, mut plain) = (Vec::new(), Vec::new());
        for turn in 0..CHANGES {
            let ward = code(&format!("ward-{}", turn * 7 % wards));
            let cell = cell_of(&ward, turn * 11 % CELLS);
            let facts = self.store.read_blocking(|reading| reading.facts_of_year(cell.id, year()));
            let facts = facts.expect("the cell can be read");
            let tasks: Vec<_> = facts.into_iter().filter(|fact| fact.record.kind() == Kind::Task).collect();
            let mut changed = tasks.get(turn % tasks.len()).expect("there are tasks").clone();
            if let Record::Task(task) = &mut changed.record {
                task.done_on = if task.done_on.is_some() { None } else { task.due_on };
            }
            let begin = Instant::now();
            let of = ward.clone();
            let put = move |writing: &server::store::Writing<'_>| -> Result<(), StoreError> {
                let stored = writing.reading().document(&of, changed.document)?.expect("it is stored");
                writing.put_fact(stored.key, &of, cell.id, &changed)
            };
            self.store.write_blocking(put).expect("the change can be written");
            plain.push(begin.elapsed());
            bring_up(self.store, &ward, year()).expect("the ward can be computed");
            let read = |reading: &server::store::Reading<'_>| -> Result<usize, StoreError> {
                Ok(reading.summaries(&ward, year())?.len() + reading.totals(year())?.len())
            };
            let seen = self.store.read_blocking(read).expect("the standings can be read");
            whole.push(begin.elapsed());
            assert!(CELLS < seen, "{seen}");
        }
        (median(whole), median(plain))
    }

    /// How long it takes to read every record, with as many threads as compute.
    fn read_all(&self, wards: usize) -> Duration {
        let begin = Instant::now();
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if wards <= number {
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
