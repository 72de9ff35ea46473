//! The schemes by which the pages judge. Only the later part may ask for them:
//! what reads schemes and evaluates records is a tenth of the whole program.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use shared::month::Month;
use shared::ruling::{RuledWard, SealedWard};
use shared::scheme::Scheme;
use shared::scheme::next::{NextGrade, NextPoint, next_grade, next_points};
use shared::standing::facts::MonthFacts;
use shared::standing::month::{MonthStanding, standing_on};
use shared::year::Year;

use super::book::Book;

thread_local! {
    /// The rulings that were read last, as they came and as they were read:
    /// a page asks for them once per item.
    static READ: RefCell<Option<(SealedWard, Rc<RuledWard>)>> = const { RefCell::new(None) };
}

impl Book {
    /// What the ward ruled, with its schemes read.
    pub fn opened(&self) -> Rc<RuledWard> {
        self.ruled.with(|sealed| {
            READ.with_borrow_mut(|read| match read {
                Some((known, opened)) if known == sealed => Rc::clone(opened),
                _ => {
                    let opened = Rc::new(sealed.opened());
                    *read = Some((sealed.clone(), Rc::clone(&opened)));
                    opened
                }
            })
        })
    }

    /// The scheme in force for this organisation in `month`.
    pub fn scheme(&self, month: Month) -> Option<Scheme> {
        let organisation = self.organisation()?;
        self.opened().scheme_for(&organisation, month).cloned()
    }

    /// The scheme by which this organisation's `year` is classified.
    pub fn year_scheme(&self, year: Year) -> Option<Scheme> {
        let organisation = self.organisation()?;
        self.opened().year_scheme_for(&organisation, year).cloned()
    }

    /// The sheet by which this organisation scores its meetings of `month`.
    pub fn meeting_sheet(&self, month: Month) -> Option<Scheme> {
        let organisation = self.organisation()?;
        self.opened().meeting_sheet_for(&organisation, month).cloned()
    }

    /// The standing of this organisation, computed from what the phone holds.
    pub fn standing(&self, month: Month) -> Option<(Scheme, MonthStanding)> {
        Some((self.scheme(month)?, self.with_facts(month, standing_on)?))
    }

    /// What the next point of each item of `month` would take, the cheapest first.
    pub fn next_points(&self, month: Month) -> Vec<NextPoint> {
        self.with_facts(month, next_points).unwrap_or_default()
    }

    /// What the next better grade of `month` would take.
    pub fn next_grade(&self, month: Month) -> Option<NextGrade> {
        self.with_facts(month, next_grade).flatten()
    }

    fn with_facts<T>(&self, month: Month, of: impl FnOnce(&Scheme, &MonthFacts<'_>) -> T) -> Option<T> {
        let scheme = self.scheme(month)?;
        let kind = self.organisation()?.kind;
        Some(
            self.rows
                .with(|rows| of(&scheme, &MonthFacts::new(kind, month, rows.values().map(|row| &row.fact)))),
        )
    }
}
