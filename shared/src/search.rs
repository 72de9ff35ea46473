//! Search: records by words, typed with or without diacritics.
//!
//! Vietnamese is typed without diacritics in haste, and with them on purpose.
//! A letter of the query that has none matches every form of the letter ("tot"
//! finds "tốt"); one that has some matches only itself ("tôt" does not). A
//! record matches when each word of the query stands somewhere in its texts.
//!
//! A [`SearchKey`] is folded once per record and kept; a search is then plain
//! search of bytes.

mod fold;
mod order;
mod texts;

pub use order::alphabetical;
pub use texts::texts;

use crate::date::Date;
use crate::id::MemberId;
use crate::month::Month;
use crate::record::state::State;
use crate::record::{Kind, Record};
use fold::{bare, fold};

/// The texts of a record, folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchKey {
    /// In lower case, each letter with its marks as one character.
    marked: String,
    /// The same without marks, character by character.
    bare: String,
}

impl SearchKey {
    /// The key of a record.
    pub fn of(record: &Record) -> Self {
        Self::of_texts(texts(record))
    }

    /// The key of some texts, such as a record's and the names of its members.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut marked = String::new();
        for text in texts {
            fold(text, &mut marked);
            marked.push('\n');
        }
        let bare = marked.chars().map(bare).collect();
        Self { marked, bare }
    }

    fn has(&self, word: &Word) -> bool {
        if !word.has_marks || self.marked.contains(&word.marked) {
            return self.bare.contains(&word.bare);
        }
        // Some letters of the word have marks and others may have more in the
        // text: both keys are walked together, character by character.
        let (mut rest, mut here) = (self.bare.as_str(), self.marked.chars());
        while let Some((before, _)) = rest.split_once(word.bare.as_str()) {
            for _ in before.chars() {
                here.next();
            }
            if here.clone().zip(word.marked.chars()).all(|(here, asked)| here == asked || asked == bare(here))
            {
                return true;
            }
            here.next();
            let mut behind = rest.get(before.len()..).unwrap_or_default().chars();
            behind.next();
            rest = behind.as_str();
        }
        false
    }
}

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    marked: String,
    bare: String,
    has_marks: bool,
}

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    words: Vec<Word>,
}

impl Query {
    /// The query for all words of `text`; an empty one matches everything.
    pub fn new(text: &str) -> Self {
        let mut folded = String::new();
        fold(text, &mut folded);
        let words = folded.split_whitespace().map(|marked| {
            let bare: String = marked.chars().map(bare).collect();
            Word { marked: marked.to_owned(), has_marks: bare != marked, bare }
        });
        Self { words: words.collect() }
    }

    /// Whether each word stands in `key`.
    pub fn matches(&self, key: &SearchKey) -> bool {
        self.words.iter().all(|word| key.has(word))
    }
}

/// What is looked at; an empty filter lets everything through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only records of this kind.
    pub kind: Option<Kind>,
    /// Only records that belong to this month.
    pub month: Option<Month>,
    /// Only records that this member has to do with.
    pub member: Option<MemberId>,
    /// Only records that are in this state.
    pub state: Option<State>,
}

impl Filter {
    /// Whether it lets `record` through on `day`.
    pub fn allows(&self, record: &Record, day: Date) -> bool {
        self.kind.is_none_or(|kind| record.kind() == kind)
            && self.month.is_none_or(|month| record.month() == Some(month))
            && self.member.is_none_or(|member| concerns(record, member))
            && self.state.is_none_or(|state| record.state_on(day) == Some(state))
    }
}

/// Whether `member` has to do with the record: does the task, led or wrote the
/// meeting, stands on its roll, presents or spoke, gave an opinion.
pub fn concerns(record: &Record, member: MemberId) -> bool {
    match record {
        Record::Roster(roster) => roster.members.contains_key(&member),
        Record::Task(task) => task.assignees.contains(&member),
        Record::Meeting(meeting) => {
            meeting.chair == Some(member)
                || meeting.scribe == Some(member)
                || meeting.roll.contains_key(&member)
                || meeting.agenda.values().any(|item| item.presenter == Some(member))
                || meeting.opinions.values().any(|opinion| opinion.member == Some(member))
        }
        Record::Registration(registration) => {
            registration.opinions.values().any(|opinion| opinion.member == Some(member))
        }
        Record::Resolution(_)
        | Record::Assessment(_)
        | Record::Contribution(_)
        | Record::Review(_)
        | Record::Photo(_) => false,
    }
}

#[cfg(test)]
mod tests;
