//! Where a fault stands in the file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::Fault;

/// The number of a line, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(pub usize);

/// A fault and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// Where it stands; none where it is of the file as a whole.
    pub line: Option<Line>,
    /// What is wrong.
    pub fault: Fault,
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(Line(line)) => write!(f, "line {line}: {}", self.fault),
            None => self.fault.fmt(f),
        }
    }
}

/// What faults name, and at which byte it stands; and what could not be read of it.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The bytes at which lines begin.
    begins: Vec<usize>,
    known: BTreeMap<String, usize>,
    unread: BTreeSet<String>,
}

impl Places {
    pub(super) fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let begins = breaks.map(|(at, _)| at.saturating_add(1)).collect();
        Self { begins, ..Self::default() }
    }

    pub(super) fn line(&self, at: usize) -> Line {
        Line(self.begins.partition_point(|begin| *begin <= at).saturating_add(1))
    }

    /// Notes where `place` stands; of two of one name it is the later.
    pub(super) fn note(&mut self, place: impl Into<String>, at: usize) {
        self.known.insert(place.into(), at);
    }

    /// Notes that `place` could not be read, so that nothing can be said about it.
    pub(super) fn unread(&mut self, place: impl Into<String>) {
        self.unread.insert(place.into());
    }

    /// The fault with its line; none where it only follows from what could not be read.
    pub(super) fn located(&self, fault: Fault) -> Option<Located> {
        let Some(place) = fault.place() else { return Some(Located { line: None, fault }) };
        if self.unread.contains(&place) || fault.rests_on().iter().any(|place| self.unread.contains(*place)) {
            return None;
        }
        // "id, case 2#rule" is at that rule, else at the case, else at the item.
        let last = place.rsplit_once('#').map(|(name, _)| name);
        let shorter = ["#", ", ", " ("].into_iter().filter_map(|end| Some(place.split_once(end)?.0));
        let at = std::iter::once(place.as_str()).chain(last).chain(shorter);
        let at = at.into_iter().find_map(|name| self.known.get(name));
        Some(Located { line: at.map(|at| self.line(*at)), fault })
    }
}
