//! What people do in a history.

#![expect(clippy::indexing_slicing, reason = "a phone is named by its place in the list")]

use std::collections::BTreeSet;

use shared::document::edit::Edit;
use shared::id::{ChangeHash, DocumentId};
use shared::record::Kind;
use shared::replica::aside::standing;
use shared::sync::role::Role;

use super::device::Form;
use super::ledger::Written;
use super::weather::Odds;
use super::words::{Spot, Word, word};
use super::world::World;
use crate::phone::DiskError;

impl World {
    /// One thing that somebody does.
    pub(super) fn event(&mut self) {
        let device = self.chance.place(self.devices.len());
        let Odds { closes, tabs, partitions, clocks, backups, revokes, copies, newcomers } =
            self.weather.odds;
        let weights = [40, 8, 8, 4, 2, closes, tabs, partitions, clocks, backups, revokes, copies, newcomers];
        let mut left = self.chance.below(weights.iter().sum());
        let event = weights.iter().position(|weight| {
            let here = left < *weight;
            left = left.saturating_sub(*weight);
            here
        });
        let usable = self.devices[device].is_open && self.devices[device].writer.phone.is_enrolled();
        match event {
            Some(9) => self.back_up(),
            Some(4) => self.rule(),
            Some(12) => {
                self.tally.newcomers += 1;
                self.newcomer(self.devices[device].cell);
            }
            _ if !usable => {}
            Some(0) => self.write_word(device),
            Some(1) => self.form(device),
            Some(2) => self.wake(device),
            Some(3) => self.choose(device),
            Some(5) => self.crash(device),
            Some(6) => self.hand_over(device),
            Some(7) => {
                self.tally.partitions += 1;
                self.devices[device].out_until = self.now + self.chance.millis(30_000, 900_000);
            }
            Some(8) => {
                self.tally.clocks += 1;
                self.devices[device].skew = self.chance.millis(-86_400_000, 86_400_000);
            }
            Some(10) => self.revoke(device),
            Some(11) => self.copy(device),
            _ => {}
        }
    }

    fn word(&mut self, device: usize) -> Word {
        let phone = &self.devices[device];
        word(&mut self.chance, &phone.writer.phone, phone.cell)
    }

    fn had(&self, device: usize, document: DocumentId) -> BTreeSet<ChangeHash> {
        let changes = self.devices[device].writer.phone.changes(document);
        changes.into_iter().map(|change| change.hash).collect()
    }

    /// What the record is made of that a person sees: not what lies aside.
    fn seen(&self, device: usize, document: DocumentId) -> BTreeSet<ChangeHash> {
        let changes = self.devices[device].writer.phone.changes(document);
        standing(&changes).into_iter().map(|change| change.hash).collect()
    }

    fn write_word(&mut self, device: usize) {
        let Word { document, kind, spot, edit } = self.word(device);
        self.write(device, document, kind, spot, edit, None);
    }

    /// Begins a form, or saves the one that is open.
    fn form(&mut self, device: usize) {
        match self.devices[device].form.take() {
            Some(Form { document, kind, spot, edit, heads, seen }) => {
                self.write(device, document, kind, spot, edit, Some((heads, seen)));
            }
            None => {
                let Word { document, kind, spot, edit } = self.word(device);
                let heads = self.devices[device].writer.phone.heads(document);
                let seen = self.seen(device, document);
                self.devices[device].form = Some(Form { document, kind, spot, edit, heads, seen });
            }
        }
    }

    /// Chooses in one of the conflicts that the phone lists.
    fn choose(&mut self, device: usize) {
        let phone = &self.devices[device].writer.phone;
        let listed = phone.rows().iter().filter(|(_, row)| 0 < row.fact.conflicts);
        let listed: Vec<_> = listed.map(|(id, row)| (*id, row.fact.record.kind())).collect();
        if listed.is_empty() {
            return;
        }
        let (document, kind) = listed[self.chance.place(listed.len())];
        let conflicts = phone.conflicts(document);
        let conflict = &conflicts[self.chance.place(conflicts.len())];
        let value = conflict.alternatives[self.chance.place(conflict.alternatives.len())].value.clone();
        let spot = Spot { path: conflict.path.clone(), value: value.clone() };
        self.write(device, document, kind, spot, conflict.choose(value), None);
    }

    fn write(
        &mut self,
        device: usize,
        document: DocumentId,
        kind: Kind,
        spot: Spot,
        edit: Edit,
        form: Option<(Vec<ChangeHash>, BTreeSet<ChangeHash>)>,
    ) {
        if self.devices[device].writer.phone.role() == Role::Reader {
            // The page says so, and its person goes on with something else.
            self.tally.only_read += 1;
            return;
        }
        let fault = self.disk_fault();
        let (before, stood) = (self.had(device, document), self.seen(device, document));
        let (life, cell) = (self.devices[device].writer.life, self.devices[device].cell);
        let written = self.with_tab(device, life, |tab, _| {
            tab.phone.disk(fault);
            let heads = form.as_ref().map(|(heads, _)| heads.as_slice());
            let written = tab.phone.try_write(document, kind, heads, &[edit]);
            tab.phone.disk(None);
            written
        });
        // What stands on the disk counts, whatever the phone was told.
        let hash = self.had(device, document).difference(&before).copied().next();
        self.note(format_args!("phone {device} writes {} into {document}: {hash:?} {fault:?}", spot.path));
        if let Some(hash) = hash {
            let seen = form.map_or(stood, |(_, seen)| seen);
            self.ledger.written.push(Written { device, cell, document, spot, hash, seen });
            self.tally.changes += 1;
        }
        match written {
            Some(Ok(_)) => self.wake(device),
            Some(Err(DiskError::Died)) => self.crash(device),
            Some(Err(DiskError::Failed)) | None => {}
        }
    }
}
