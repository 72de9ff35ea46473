//! One way to the town and back, page by page.

use shared::id::RequestId;

use super::Page;
use super::outbox;
use super::take::Taken;
use crate::store::{Reading, StoreError};
use crate::store::town::Town;

/// Passes through what is left: what one brings may be what the next one waited for.
const MOST_PASSES: u32 = 4;

/// A run: which pages go, and whether it is over. It does no IO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Run {
    /// The number behind which the present pass goes on.
    after: u64,
    passes: u32,
    /// What the present pass came to.
    pass: Taken,
    /// What all of it came to.
    all: Taken,
}

/// Whether there is more to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Another page.
    Page,
    /// Nothing for now.
    Rest,
}

impl Run {
    /// The next page.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn page(&self, reading: &Reading<'_>, town: &Town, request: RequestId) -> Result<Page, StoreError> {
        outbox::next(reading, town, self.after, request)
    }

    /// Goes on after the answer to `page` was stored.
    pub fn took(&mut self, page: &Page, taken: Taken) -> Next {
        self.pass = self.pass.and(taken);
        self.all = self.all.and(taken);
        self.after = page.last().unwrap_or(self.after);
        if taken.anew {
            // Everything goes again.
            *self = Self { all: self.all, ..Self::default() };
            return Next::Page;
        }
        if page.more || taken.more {
            return Next::Page;
        }
        let moved = self.pass.confirmed != 0 || self.pass.news != 0;
        let left = self.pass.waiting != 0 || self.pass.refused != 0;
        self.passes += 1;
        if moved && left && self.passes < MOST_PASSES {
            (self.after, self.pass) = (0, Taken::default());
            return Next::Page;
        }
        Next::Rest
    }

    /// What all pages came to.
    pub fn all(&self) -> Taken {
        self.all
    }
}

impl Taken {
    /// Both together; what is left is what the last one left.
    fn and(self, next: Self) -> Self {
        Self {
            confirmed: self.confirmed + next.confirmed,
            refused: self.refused + next.refused,
            waiting: self.waiting + next.waiting,
            news: self.news + next.news,
            lost: self.lost + next.lost,
            rulings: self.rulings + next.rulings,
            anew: self.anew || next.anew,
            more: next.more,
        }
    }
}
