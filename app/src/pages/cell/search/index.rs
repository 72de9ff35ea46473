//! The keys by which records are searched, each computed once.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use shared::date::Date;
use shared::id::{DocumentId, MemberId};
use shared::lang::Lang;
use shared::month::Month;
use shared::record::roster::Roster;
use shared::record::{Kind, Record};
use shared::replica::Row;
use shared::search::{Filter, Query, SearchKey, figures, name_order, texts};
use shared::sorted_map::SortedMap;
use shared::sorted_set::SortedSet;

use crate::record_word::record_title;

/// Something that a search finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Found {
    /// A member, of whom no record of their own tells.
    Member(MemberId),
    /// A record.
    Record(DocumentId),
}

thread_local! {
    /// Keys by what they were made of, for as long as the app is open: a book
    /// of ten thousand records is not folded anew when the page is opened.
    static KEYS: RefCell<SortedMap<Found, (u64, Arc<SearchKey>)>> = const { RefCell::new(SortedMap::new()) };
}

/// All that can be found, the newest first; members before records, by name.
#[derive(Clone)]
pub struct Index {
    entries: Vec<(Found, Arc<SearchKey>)>,
    months: Vec<Month>,
}

impl Index {
    /// The index of a book.
    pub fn of(lang: Lang, rows: &SortedMap<DocumentId, Row>) -> Self {
        let roster = rows.values().find_map(|row| match &row.fact.record {
            Record::Roster(roster) => Some(roster),
            _ => None,
        });
        let mut months = SortedSet::new();
        let mut records: Vec<&Row> = Vec::new();
        for row in rows.values() {
            months.extend(row.fact.record.month());
            if row.fact.record.kind() != Kind::Roster {
                records.push(row);
            }
        }
        records.sort_by_cached_key(|row| Reverse((newest(&row.fact.record), row.fact.written_at)));
        let entries = KEYS.with_borrow_mut(|keys| {
            let mut members: Vec<_> = roster.iter().flat_map(|roster| &roster.members).collect();
            members.sort_by_cached_key(|(_, member)| name_order(&member.name));
            let members = members.into_iter().map(|(id, member)| {
                let households = member.households.as_deref().unwrap_or_default();
                (Found::Member(*id), key(keys, Found::Member(*id), &[member.name.as_str(), households]))
            });
            let mut entries: Vec<_> = members.collect();
            entries.extend(records.into_iter().map(|row| {
                let found = Found::Record(row.fact.document);
                let title = record_title(lang, &row.fact.record);
                let figures = figures(&row.fact.record);
                let mut texts = texts(&row.fact.record);
                let number = shown_number(&row.fact.record);
                texts.push(&title);
                texts.extend(figures.iter().map(String::as_str));
                texts.extend(number.as_deref());
                texts.extend(roster.into_iter().flat_map(|roster| names(roster, &row.fact.record)));
                (found, key(keys, found, &texts))
            }));
            entries
        });
        Self { entries, months: months.into_iter().rev().collect() }
    }

    /// The months of which there are records, the newest first.
    pub fn months(&self) -> Vec<Month> {
        self.months.clone()
    }

    /// What `query` finds of what `filter` lets through on `day`.
    pub fn search(
        &self,
        rows: &SortedMap<DocumentId, Row>,
        query: &Query,
        filter: &Filter,
        day: Date,
    ) -> Vec<Found> {
        let allowed = |found: Found| match found {
            Found::Record(id) => rows.get(&id).is_some_and(|row| filter.allows(&row.fact.record, day)),
            Found::Member(id) => {
                filter.kind.is_none_or(|kind| kind == Kind::Roster)
                    && filter.member.is_none_or(|member| member == id)
                    && filter.month.is_none()
                    && filter.state.is_none()
            }
        };
        let entries = self.entries.iter().filter(|(found, key)| allowed(*found) && query.matches(key));
        entries.map(|(found, _)| *found).collect()
    }
}

/// The key of these texts, made only where they changed.
fn key(keys: &mut SortedMap<Found, (u64, Arc<SearchKey>)>, found: Found, texts: &[&str]) -> Arc<SearchKey> {
    let mut hasher = DefaultHasher::new();
    texts.hash(&mut hasher);
    let sum = hasher.finish();
    match keys.get(&found) {
        Some((known, key)) if *known == sum => Arc::clone(key),
        _ => {
            let key = Arc::new(SearchKey::of_texts(texts.iter().copied()));
            keys.insert(found, (sum, Arc::clone(&key)));
            key
        }
    }
}

/// Number and symbol as they stand on paper.
fn shown_number(record: &Record) -> Option<String> {
    match record {
        Record::Resolution(resolution) => resolution.shown_number(),
        _ => None,
    }
}

/// The names of those who do the task.
fn names<'a>(roster: &'a Roster, record: &Record) -> Vec<&'a str> {
    match record {
        Record::Task(task) => {
            let members = task.assignees.iter().filter_map(|id| roster.members.get(id));
            members.map(|member| member.name.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// The day by which a record is put in order.
fn newest(record: &Record) -> Option<Date> {
    day(record).or_else(|| record.month().map(Month::last_day))
}

/// The day a record tells of.
pub fn day(record: &Record) -> Option<Date> {
    match record {
        Record::Roster(_) => None,
        Record::Resolution(resolution) => resolution.adopted_on,
        Record::Task(task) => task.due_on,
        Record::Assessment(assessment) => assessment.submitted_on,
        Record::Meeting(meeting) => meeting.day(),
        Record::Contribution(contribution) => contribution.given_on,
        Record::Registration(registration) => registration.registered_on,
        Record::Review(review) => review.submitted_on,
        Record::Photo(photo) => photo.taken_on,
    }
}
