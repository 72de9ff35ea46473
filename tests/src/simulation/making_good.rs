//! The office makes good what its server forgot when it was put back: everybody
//! may write again, people send again what lies aside, and what the ward keeps is
//! accepted. Then everything that was written must be everywhere.

#![expect(clippy::indexing_slicing, reason = "a phone is named by its place in the list")]

use server::pipeline::custody::Verdict;
use shared::sync::engine::REST_MS;
use shared::sync::role::Role;

use super::world::World;

/// Syncs of each phone after which whatever can come has come.
const SYNCS: i64 = 6;

impl World {
    /// Makes good what the server forgot.
    ///
    /// # Panics
    /// Where a phone says that the ward keeps what it forgot.
    pub(super) fn make_good(&mut self) {
        self.let_come();
        let kept = self.kept();
        for device in 0..self.devices.len() {
            self.check_said(device, &self.devices[device].writer.phone, &kept);
        }
        for number in self.readers.clone() {
            self.server.give_role(number, Role::Writer);
        }
        self.let_come();
        // What is accepted may be what others wait for.
        for _ in 0..3 {
            self.send_all_again();
            self.let_come();
            self.accept_all();
            self.let_come();
        }
        self.made_good = true;
    }

    fn let_come(&mut self) {
        self.pass(i64::from(REST_MS) * SYNCS);
    }

    fn send_all_again(&mut self) {
        for device in 0..self.devices.len() {
            let rows = self.devices[device].writer.phone.rows().iter();
            let aside = rows.filter(|(_, row)| row.refused.is_some()).map(|(document, _)| *document);
            for document in aside.collect::<Vec<_>>() {
                self.retry(device, document);
            }
        }
    }

    fn accept_all(&mut self) {
        for case in self.server.custody().into_iter().filter(|case| case.decision.is_none()) {
            let decided = self.server.decide(case.document, Verdict::Accept);
            self.note(format_args!("the office accepts what it keeps of {}: {decided:?}", case.document));
        }
    }
}
