//! Bringing what other phones sealed, as `app/src/state/carrying.rs` does when a
//! sync has come to rest: one part after the other, each by its own request.

use std::collections::{BTreeSet, VecDeque};

use shared::id::ChangeHash;
use shared::sync::bundle;
use shared::sync::engine::Failure;
use shared::sync::gate;
use shared::sync::wire::{BundleResponse, Epoch};

use super::device::{Life, Role};
use super::road::Purpose;
use super::world::World;
use crate::phone::{DiskError, Heard, Phone};
use crate::town::Packed;

/// The rest of the parts that a tab brings now.
pub struct Run {
    /// The part that is on its way.
    part: Vec<u8>,
    /// The epoch in which it went.
    epoch: Option<Epoch>,
    left: VecDeque<(String, Vec<u8>)>,
    /// Whether the ward is done with one of them, on which other changes may have waited.
    progress: bool,
}

impl World {
    /// A sync has come to rest: the tab that writes brings its parts.
    pub(super) fn bring(&mut self, device: usize, life: Life) {
        let parts = self.with_tab(device, life, |tab, role| match role {
            Role::Writes => tab.phone.parts(),
            Role::Reads => Vec::new(),
        });
        self.bring_next(device, life, parts.unwrap_or_default().into(), false);
    }

    fn bring_next(
        &mut self,
        device: usize,
        life: Life,
        mut left: VecDeque<(String, Vec<u8>)>,
        progress: bool,
    ) {
        let token = self.with_tab(device, life, |tab, _| {
            // What the ward refused is brought again when the program begins anew.
            left.retain(|(name, _)| !tab.refused_parts.contains(name));
            tab.phone.is_enrolled().then(|| tab.phone.identity().token.clone())
        });
        let Some(Some(token)) = token else { return };
        let Some((name, part)) = left.pop_front() else {
            if progress {
                self.wake(device);
            }
            return;
        };
        let body = Packed { gzip: false, bytes: bundle::file(&[&part]) };
        self.note(format_args!("phone {device} brings part {name}"));
        let number = self.send(device, life, Purpose::Part(name), Some(token), body);
        self.with_tab(device, life, |tab, _| {
            let epoch = tab.phone.point().epoch;
            tab.brings.insert(number, Run { part, epoch, left, progress })
        });
    }

    /// The ward answered to a part, or did not.
    pub(super) fn take_word(
        &mut self,
        device: usize,
        life: Life,
        number: u64,
        answer: Result<BundleResponse, Failure>,
    ) {
        let run = self.with_tab(device, life, |tab, _| tab.brings.remove(&number)).flatten();
        let Some(Run { part, epoch, left, progress }) = run else { return };
        let fault = self.disk_fault();
        let failed = answer.as_ref().err().copied();
        let receipts = answer.clone().ok();
        let heard = self.with_tab(device, life, |tab, role| {
            if role == Role::Reads || tab.phone.point().epoch != epoch {
                return Ok(Heard::Nothing);
            }
            tab.phone.disk(fault);
            let heard = tab.phone.hear_of(&part, answer);
            tab.phone.disk(None);
            heard
        });
        self.note(format_args!("phone {device} hears of a part: {heard:?} {failed:?} {fault:?}"));
        match heard {
            // What could not be brought or noted stays, and is brought after the next sync.
            Some(Ok(Heard::Nothing) | Err(DiskError::Failed)) | None => {}
            Some(Err(DiskError::Died)) => self.crash(device),
            Some(Ok(heard)) => {
                self.note_receipts(receipts);
                self.tally.brought += u64::from(heard == Heard::Done);
                if heard == Heard::Refused {
                    let name = name_of(&part);
                    self.with_tab(device, life, |tab, _| tab.refused_parts.insert(name));
                }
                self.bring_next(device, life, left, progress || heard == Heard::Done);
            }
        }
    }

    /// What a phone still carries in the end has something in it that is not at
    /// the ward.
    ///
    /// # Panics
    /// Where all of a part is there.
    pub(super) fn check_parts(&self, device: usize, phone: &Phone, stored: &BTreeSet<ChangeHash>) {
        for (name, part) in phone.parts() {
            let file = bundle::file(&[&part]);
            let opened = bundle::parts(&file).ok().and_then(|parts| parts.first()?.bundle().ok());
            let pushes = opened.map(|opened| opened.push).unwrap_or_default();
            let chunks = pushes.iter().flat_map(|push| &push.chunks);
            let mut hashes = chunks.filter_map(|chunk| gate::head(chunk).ok()).map(|chunk| chunk.hash);
            assert!(!hashes.all(|hash| stored.contains(&hash)), "phone {device} carries {name} for nothing");
        }
    }

    fn note_receipts(&mut self, answer: Option<BundleResponse>) {
        use shared::sync::wire::Outcome;
        for outcome in answer.into_iter().flat_map(|answer| answer.outcomes) {
            if let Outcome::Stored(receipts) = outcome {
                self.ledger.receipted.extend(receipts.into_iter().map(|receipt| receipt.hash));
            }
        }
    }
}

fn name_of(part: &[u8]) -> String {
    let file = bundle::file(&[part]);
    bundle::parts(&file).ok().and_then(|parts| Some(parts.first()?.name())).unwrap_or_default()
}
