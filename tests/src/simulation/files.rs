//! Files in a history: what a phone seals, somebody takes in later, once or
//! several times, in any order.

#![expect(clippy::indexing_slicing, reason = "phones and files are named by their place in a list")]

use server::pipeline::bundle::ImportError;
use shared::sync::bundle;

use super::device::Role;
use super::world::World;
use crate::phone::{DiskError, NotTaken};

/// A file that somebody carries.
pub struct File {
    /// The cell whose it is.
    pub cell: usize,
    bytes: Vec<u8>,
}

impl World {
    /// A phone makes a file of what is unsent, or of its book.
    pub(super) fn make_file(&mut self) {
        let device = self.besides.place(self.devices.len());
        let of_book = self.besides.happens(250);
        let of = &self.devices[device];
        let phone = &of.writer.phone;
        if !of.is_open || !phone.is_enrolled() {
            return;
        }
        let bytes = if of_book { phone.file_of_book() } else { phone.file_of_unsent() };
        // A file without a part is none: there was nothing to carry.
        if bundle::parts(&bytes).is_err() {
            return;
        }
        let (number, cell) = (self.files.len(), of.cell);
        self.files.push(File { cell, bytes });
        self.tally.files += 1;
        let what = if of_book { "its book" } else { "what is unsent" };
        self.note(format_args!("phone {device} seals {what} in file {number}"));
    }

    /// Somebody takes a file in, or a damaged copy of it.
    pub(super) fn take_file(&mut self) {
        if self.files.is_empty() {
            return;
        }
        let number = self.besides.place(self.files.len());
        let is_damaged = self.besides.happens(self.affairs.damaged);
        let at_office = self.besides.happens(400);
        let device = self.besides.place(self.devices.len());
        match (at_office, is_damaged) {
            (true, false) => self.import(number),
            (true, true) => self.import_damaged(number),
            (false, false) => self.take_in(device, number),
            (false, true) => self.take_in_damaged(device, number),
        }
    }

    /// The office takes a file in; its server may die of it.
    fn import(&mut self, number: usize) {
        let bytes = self.files[number].bytes.clone();
        if self.besides.happens(self.weather.killed) {
            self.tally.server_kills += 1;
            let thousandths = u16::try_from(self.besides.below(1_000)).unwrap_or(0);
            self.note(format_args!("the server dies of file {number}"));
            self.server.kill_during(thousandths, |server| drop(server.import(&bytes)));
            return;
        }
        let imported = self.server.import(&bytes);
        match imported {
            Ok(parts) => {
                self.tally.imported += 1;
                let stored: usize = parts.iter().map(|part| part.stored()).sum();
                self.note(format_args!("the office takes file {number} in: {stored} are stored"));
            }
            Err(error) => unreachable!("file {number} is refused: {error}"),
        }
    }

    fn import_damaged(&mut self, number: usize) {
        let bytes = self.damaged(number);
        let kept = |world: &Self| (world.server.point(), world.server.custody());
        let before = kept(self);
        let refused = self.server.import(&bytes);
        assert!(matches!(refused, Err(ImportError::File(_))), "damaged file {number}: {refused:?}");
        assert_eq!(kept(self), before, "a damaged file changes nothing");
        self.tally.damaged += 1;
    }

    /// A phone of the cell takes a file in, to bring it to the ward.
    fn take_in(&mut self, device: usize, number: usize) {
        let Some((life, cell)) = self.at_hand(device) else { return };
        let file = &self.files[number];
        let (bytes, is_own) = (file.bytes.clone(), file.cell == cell);
        let fault = self.disk_fault();
        let taken = self.with_tab(device, life, |tab, role| {
            assert_eq!(role, Role::Writes, "the tab that writes takes files in");
            tab.phone.disk(fault);
            let taken = tab.phone.try_take_file(&bytes);
            tab.phone.disk(None);
            if matches!(taken, Ok(Ok(_))) {
                tab.refused_parts.clear();
            }
            taken
        });
        self.note(format_args!("phone {device} takes file {number} in: {taken:?} {fault:?}"));
        match taken {
            Some(Ok(Ok(_))) => {
                assert!(is_own, "a phone took in another cell's file");
                self.tally.taken_in += 1;
                self.wake(device);
            }
            Some(Ok(Err(why))) => {
                assert!(!is_own && why == NotTaken::OtherBook, "file {number} is not taken: {why:?}");
            }
            Some(Err(DiskError::Died)) => self.crash(device),
            Some(Err(DiskError::Failed)) | None => {}
        }
    }

    fn take_in_damaged(&mut self, device: usize, number: usize) {
        let Some((life, _)) = self.at_hand(device) else { return };
        let bytes = self.damaged(number);
        let refused = self.with_tab(device, life, |tab, _| {
            let before = (tab.phone.rows().clone(), tab.phone.unsent(), tab.phone.parts());
            let refused = tab.phone.try_take_file(&bytes);
            let after = (tab.phone.rows().clone(), tab.phone.unsent(), tab.phone.parts());
            assert_eq!(after, before, "a damaged file changes nothing");
            refused
        });
        let refused = refused.unwrap_or_else(|| unreachable!("the tab is open"));
        assert!(matches!(refused, Ok(Err(NotTaken::File(_)))), "damaged file {number}: {refused:?}");
        self.tally.damaged += 1;
    }

    /// The tab that writes on an enrolled phone that is open, and its cell.
    fn at_hand(&self, device: usize) -> Option<(super::device::Life, usize)> {
        let device = &self.devices[device];
        let is_at_hand = device.is_open && device.writer.phone.is_enrolled();
        is_at_hand.then_some((device.writer.life, device.cell))
    }

    /// A copy of a file that was cut, or in which a bit is another one.
    fn damaged(&mut self, number: usize) -> Vec<u8> {
        let mut bytes = self.files[number].bytes.clone();
        let place = self.besides.place(bytes.len());
        if self.besides.happens(500) {
            bytes.truncate(place);
        } else {
            bytes[place] ^= 1 << self.besides.below(8);
        }
        bytes
    }
}
