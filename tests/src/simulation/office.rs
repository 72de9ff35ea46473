//! What the office does in a history, and who waits for it: phones get other
//! roles, what the ward keeps is decided, and a person sends again what lies aside.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a phone is named by its place in the list; a case that cannot be decided ends the history"
)]

use server::pipeline::custody::{DecideError, Verdict};
use shared::sync::role::Role;

use super::world::World;

impl World {
    /// An official lets a phone only read, or write again.
    pub(super) fn give_role(&mut self) {
        let device = self.besides.place(self.devices.len());
        let phone = &self.devices[device].writer.phone;
        if !phone.is_enrolled() {
            return;
        }
        let number = phone.device();
        let roles = [Role::Reader, Role::Writer];
        // Whichever it does not have; a device that was revoked gets none.
        if let Some(role) = roles.into_iter().find(|role| self.server.give_role(number, *role)) {
            self.tally.roles += 1;
            self.readers.insert(number);
            self.note(format_args!("phone {device}, number {number}, is a {role:?}"));
        }
    }

    /// An official decides one of the cases that wait.
    pub(super) fn decide(&mut self) {
        let mut waiting = self.server.custody();
        waiting.retain(|case| case.decision.is_none());
        if waiting.is_empty() {
            return;
        }
        let case = waiting.swap_remove(self.besides.place(waiting.len()));
        let accepts = self.besides.happens(600);
        let reason = ["Máy đã báo mất", "Đồng chí viết lại"][self.besides.place(2)];
        let verdict = if accepts { Verdict::Accept } else { Verdict::Decline(reason.to_owned()) };
        let document = case.document;
        let decided = self.server.decide(document, verdict);
        self.note(format_args!("the office decides on {document}: accepts {accepts}, {decided:?}"));
        match decided {
            Ok(()) if accepts => {
                self.tally.accepted += 1;
                self.ledger.accepted.extend(self.server.changes_of(&case));
            }
            Ok(()) => self.tally.declined += 1,
            // It builds on what nobody has brought yet, and waits on.
            Err(DecideError::Incomplete) => {}
            Err(error) => panic!("a case of {document} cannot be decided: {error}"),
        }
    }

    /// A person sends again what lies aside of one record.
    pub(super) fn send_again(&mut self) {
        let device = self.besides.place(self.devices.len());
        let phone = &self.devices[device].writer.phone;
        let aside = phone.rows().iter().filter(|(_, row)| row.refused.is_some()).map(|(id, _)| *id);
        let aside: Vec<_> = aside.collect();
        if !self.devices[device].is_open || aside.is_empty() {
            return;
        }
        let document = aside[self.besides.place(aside.len())];
        self.retry(device, document);
    }

    pub(super) fn retry(&mut self, device: usize, document: shared::id::DocumentId) {
        self.note(format_args!("phone {device} sends again what lies aside of {document}"));
        self.tally.sent_again += 1;
        self.devices[device].writer.phone.retry(document);
        self.wake(device);
    }
}
