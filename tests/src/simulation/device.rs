//! A phone with its tabs, as the simulation knows it.

use std::collections::{BTreeMap, BTreeSet};

use shared::document::edit::Edit;
use shared::id::{ChangeHash, DocumentId};
use shared::moment::Moment;
use shared::record::Kind;

use super::carrying::Run;
use super::words::Spot;
use crate::phone::Phone;

/// One life of a tab: what was on its way to an earlier one finds nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Life(pub u64);

/// A tab of the phone's browser.
pub struct Tab {
    /// The app in it.
    pub phone: Phone,
    /// Which life it is.
    pub life: Life,
    /// The request whose answer it waits for.
    pub waits: Option<u64>,
    /// The same of a request to be enrolled.
    pub asks: Option<u64>,
    /// The clock that wakes it; older ones wake nobody.
    pub timer: u64,
    /// The parts that it brings, by the requests whose answers it waits for.
    pub brings: BTreeMap<u64, Run>,
    /// Parts that the ward refused, which are not brought again in this life.
    pub refused_parts: BTreeSet<String>,
}

impl Tab {
    /// A tab that was just opened.
    pub fn new(phone: Phone, life: Life) -> Self {
        let (brings, refused_parts) = (BTreeMap::new(), BTreeSet::new());
        Self { phone, life, waits: None, asks: None, timer: 0, brings, refused_parts }
    }
}

/// A form that was begun and is not saved: what it is about to write, and what
/// its person saw.
pub struct Form {
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub kind: Kind,
    /// The place and the value.
    pub spot: Spot,
    /// The edit that writes it.
    pub edit: Edit,
    /// The document's heads as the form saw them.
    pub heads: Vec<ChangeHash>,
    /// The changes beneath them.
    pub seen: BTreeSet<ChangeHash>,
}

/// Whether a tab may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It holds the lock, and the disk.
    Writes,
    /// Another tab does.
    Reads,
}

/// A phone of a cell.
pub struct Device {
    /// The cell, by its place in [`crate::town::CELLS`].
    pub cell: usize,
    /// The tab that writes.
    pub writer: Tab,
    /// Another tab.
    pub reader: Option<Tab>,
    /// Whether the app is open.
    pub is_open: bool,
    /// By how much its clock is wrong.
    pub skew: i64,
    /// Until when it has no signal.
    pub out_until: i64,
    /// The code that its person was given and types in now.
    pub code: Option<String>,
    /// A form that is open on it.
    pub form: Option<Form>,
    /// An older copy of it.
    pub copy: Option<Phone>,
}

impl Device {
    /// Lets a tab do something, with the disk at hand; `None` where it is gone.
    pub fn with_tab<T>(
        &mut self,
        life: Life,
        now: Moment,
        work: impl FnOnce(&mut Tab, Role) -> T,
    ) -> Option<T> {
        if !self.is_open {
            return None;
        }
        let now = now.plus_millis(self.skew);
        if self.writer.life == life {
            self.writer.phone.set_clock(now);
            return Some(work(&mut self.writer, Role::Writes));
        }
        let reader = self.reader.as_mut().filter(|tab| tab.life == life)?;
        reader.phone.set_clock(now);
        reader.phone.swap_disk(&mut self.writer.phone);
        let done = work(reader, Role::Reads);
        reader.phone.swap_disk(&mut self.writer.phone);
        Some(done)
    }
}
