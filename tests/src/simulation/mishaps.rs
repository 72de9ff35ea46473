//! What happens to phones and to the ward beside the road.

#![expect(clippy::indexing_slicing, reason = "a phone is named by its place in the list")]

use shared::ruling::Ruling;
use shared::sync::engine::Failure;
use shared::sync::wire::{Enrolled, Fault};

use super::device::{Life, Tab};
use super::road::Purpose;
use super::world::{Happening, World};
use crate::network::pack;
use crate::phone::DiskError;
use crate::town::CELLS;
use shared::replica::encode;

/// Copies of the data file that are kept.
const MOST_BACKUPS: usize = 3;

impl World {
    /// The phone dies, or only the tab that writes, and another one takes over.
    pub(super) fn crash(&mut self, device: usize) {
        self.tally.crashes += 1;
        self.note(format_args!("phone {device} dies"));
        let only_tab = self.chance.happens(500);
        let keeps_form = self.chance.happens(500);
        let later = self.chance.millis(1_000, 300_000);
        let dead = &mut self.devices[device];
        if !keeps_form {
            dead.form = None;
        }
        match dead.reader.take().filter(|_| only_tab) {
            Some(mut reader) => {
                reader.phone.swap_disk(&mut dead.writer.phone);
                reader.phone.take_over();
                dead.writer = reader;
                // What the dead tab asked is asked again.
                if dead.code.is_some() {
                    self.seek_code(device);
                }
                self.wake(device);
            }
            None => {
                dead.is_open = false;
                self.at(later, Happening::Opens(device));
            }
        }
    }

    /// A person opens the app that was closed.
    pub(super) fn open(&mut self, device: usize) {
        let life = Life(self.number());
        let opened = &mut self.devices[device];
        if opened.is_open {
            return;
        }
        opened.is_open = true;
        opened.writer.phone.restart();
        let Tab { phone, timer, .. } = take_tab(opened);
        opened.writer = Tab { timer, ..Tab::new(phone, life) };
        self.note(format_args!("phone {device} is opened"));
        if self.devices[device].writer.phone.is_enrolled() && self.devices[device].code.is_none() {
            self.wake(device);
        } else {
            self.seek_code(device);
        }
    }

    /// Another tab is opened, or takes the lock.
    pub(super) fn hand_over(&mut self, device: usize) {
        let (seed, life) = (self.chance.seed(), Life(self.number()));
        let phone = &mut self.devices[device];
        match phone.reader.as_mut() {
            None => phone.reader = Some(Tab::new(phone.writer.phone.other_tab(seed), life)),
            Some(reader) => {
                reader.phone.swap_disk(&mut phone.writer.phone);
                reader.phone.take_over();
                std::mem::swap(reader, &mut phone.writer);
                self.tally.handovers += 1;
                self.note(format_args!("another tab of phone {device} writes"));
                self.wake(device);
            }
        }
    }

    /// A copy of the phone is made, or put back in its place.
    pub(super) fn copy(&mut self, device: usize) {
        let (seed, life) = (self.chance.seed(), Life(self.number()));
        let phone = &mut self.devices[device];
        let Some(copy) = phone.copy.take() else {
            let mut copy = phone.writer.phone.copy(seed);
            // What is copied is the browser's whole store, in which its key lies.
            copy.seal_as(&phone.writer.phone);
            phone.copy = Some(copy);
            return;
        };
        // What only this phone had is gone, unless it is on its way.
        let known = |hash| copy.rows().keys().any(|document| copy.has(*document, hash));
        let lost = phone.writer.phone.without_receipt().into_iter();
        let lost: Vec<_> = lost.filter(|hash| self.ledger.is_by(*hash, device) && !known(*hash)).collect();
        self.ledger.doubtful.extend(lost);
        let former = &phone.writer.phone;
        if copy.is_enrolled() && former.is_enrolled() && copy.identity().token != former.identity().token {
            self.outdated.insert(copy.device());
        }
        phone.writer = Tab::new(copy, life);
        (phone.reader, phone.form) = (None, None);
        self.tally.copies += 1;
        self.note(format_args!("phone {device} is put back"));
        self.wake(device);
    }

    /// Somebody copies the data file, or puts a copy back as the handbook says.
    pub(super) fn back_up(&mut self) {
        if self.backups.is_empty() || self.chance.happens(500) {
            self.backups.push(self.server.backup());
            if MOST_BACKUPS < self.backups.len() {
                self.backups.remove(0);
            }
            return;
        }
        let place = self.chance.place(self.backups.len());
        self.server.put_back(&self.backups[place]);
        self.server.begin_epoch();
        // What was accepted meanwhile is brought again by whoever wrote it.
        self.ledger.accepted.clear();
        self.tally.put_back += 1;
        self.note(format_args!("backup {place} is put back"));
    }

    /// The ward revokes a device.
    pub(super) fn revoke(&mut self, device: usize) {
        let phone = &self.devices[device].writer.phone;
        if phone.is_enrolled() {
            self.server.revoke(phone.device());
            self.revoked.insert(phone.device());
            self.tally.revoked += 1;
            self.note(format_args!("phone {device} is revoked"));
        }
    }

    /// The ward works on another month.
    pub(super) fn rule(&mut self) {
        let month = ["2024-11", "2024-12", "2025-01"][self.chance.place(3)];
        let month = month.parse().unwrap_or_else(|_| unreachable!("a month"));
        self.server.rule(&Ruling::MonthOpened(month));
    }

    /// The person of a phone that is not enrolled asks the office for a code.
    pub(super) fn seek_code(&mut self, device: usize) {
        let later = self.chance.millis(1_000, 20_000);
        self.at(later, Happening::TypesCode(device));
    }

    /// A person types in the code that they have, or a new one.
    pub(super) fn type_code(&mut self, device: usize) {
        let other = self.chance.happens(200);
        let fault = self.disk_fault();
        let phone = &mut self.devices[device];
        if !phone.is_open || phone.writer.asks.is_some() {
            return;
        }
        let known = phone.code.take().filter(|_| !other);
        let code = known.unwrap_or_else(|| self.server.code(CELLS[phone.cell]));
        phone.code = Some(code.clone());
        let life = phone.writer.life;
        let request = self.with_tab(device, life, |tab, _| {
            tab.phone.disk(fault);
            let request = tab.phone.ask_to_enrol(&code);
            tab.phone.disk(None);
            request
        });
        self.note(format_args!("phone {device} asks to be enrolled"));
        match request {
            Some(Ok(request)) => {
                let number = self.send(device, life, Purpose::Enrol, None, pack(&encode(&request)));
                self.with_tab(device, life, |tab, _| tab.asks = Some(number));
            }
            Some(Err(DiskError::Failed)) => self.seek_code(device),
            Some(Err(DiskError::Died)) => self.crash(device),
            None => {}
        }
    }

    /// The ward answered whether it takes the phone, or did not.
    pub(super) fn take_enrolment(&mut self, device: usize, life: Life, answer: Result<Enrolled, Failure>) {
        let enrolled = match answer {
            Ok(enrolled) => enrolled,
            Err(failure) => {
                use Fault::{CodeExpired, CodeUnknown, CodeUsed};
                if matches!(failure, Failure::Fault(CodeUnknown | CodeUsed | CodeExpired)) {
                    self.devices[device].code = None;
                }
                self.note(format_args!("phone {device} is not enrolled: {failure:?}"));
                self.seek_code(device);
                return;
            }
        };
        let fault = self.disk_fault();
        let taken = self.with_tab(device, life, |tab, role| {
            if role == super::device::Role::Reads {
                return Err(DiskError::Failed);
            }
            tab.phone.disk(fault);
            let anew = tab.phone.is_enrolled();
            let taken = tab.phone.take_identity(enrolled);
            tab.phone.disk(None);
            taken.map(|taken| (taken, anew))
        });
        match taken {
            Some(Ok((taken, anew))) => {
                assert_eq!(taken, Ok(()), "the code was of the phone's own cell");
                self.devices[device].code = None;
                self.tally.enrolled_anew += u64::from(anew);
                let number = self.devices[device].writer.phone.device();
                self.note(format_args!("phone {device} is enrolled as {number}"));
                self.wake(device);
            }
            Some(Err(DiskError::Failed)) => self.seek_code(device),
            Some(Err(DiskError::Died)) => self.crash(device),
            None => {}
        }
    }
}

fn take_tab(device: &mut super::device::Device) -> Tab {
    let life = device.writer.life;
    std::mem::replace(&mut device.writer, Tab::new(crate::phone::Phone::new(0), life))
}
