//! The same phone one step at a time, for whoever lets other things happen in
//! between: another tab, a crash, an answer that overtakes.

use shared::moment::Moment;
use shared::sync::engine::{Effect, Event};
use shared::sync::wire::{SyncRequest, SyncResponse};

use super::{DiskFault, Phone};

impl Phone {
    /// Tells the engine what happened, and gives what it wants done.
    pub fn tell(&mut self, event: Event) -> Option<Effect> {
        self.engine.handle(event)
    }

    /// Whether a sync is under way.
    pub fn is_busy(&self) -> bool {
        self.engine.is_busy()
    }

    /// Sets the phone's clock.
    pub fn set_clock(&mut self, now: Moment) {
        self.clock = now;
    }

    /// Lets this happen to the next transaction; `None` for nothing.
    pub fn disk(&mut self, fault: Option<DiskFault>) {
        self.tables.fault = fault;
    }

    /// Whether it was enrolled.
    pub fn is_enrolled(&self) -> bool {
        self.memory.identity.is_some()
    }

    /// Another tab of the same browser: it reads what is stored and has no disk
    /// at hand until it is lent one.
    pub fn other_tab(&self, seed: u64) -> Self {
        let mut tab = self.copy(seed);
        tab.tables = super::Tables::default();
        tab.sealing = self.sealing.clone();
        tab
    }

    /// Lays down the key by which the phone seals, where a copy is made of the
    /// browser's whole store, in which it lies.
    pub fn seal_as(&mut self, other: &Self) {
        self.sealing = other.sealing.clone();
    }

    /// The request as it goes: with the phone's key until the ward was told it in
    /// the present epoch.
    pub fn with_key(&self, mut request: SyncRequest) -> SyncRequest {
        if request.point.epoch.is_none() || self.told != request.point.epoch {
            request.key = Some(self.sealing_key());
        }
        request
    }

    /// The ward answered: it was told the key.
    pub fn has_told(&mut self, answer: &SyncResponse) {
        self.told = answer.point.epoch;
    }

    /// Changes disks with another tab of the same browser, of which one has it.
    pub fn swap_disk(&mut self, other: &mut Self) {
        std::mem::swap(&mut self.tables, &mut other.tables);
    }

    /// Becomes the tab that writes: what the tab before it wrote is read again.
    pub fn take_over(&mut self) {
        self.memory = self.remember();
        self.actor = None;
    }
}
