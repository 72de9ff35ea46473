//! What happened in how many histories.

use std::ops::AddAssign;

/// Counts over one history or many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Histories.
    pub histories: u64,
    /// Changes that were written.
    pub changes: u64,
    /// Requests that phones sent.
    pub requests: u64,
    /// Requests and answers that were lost, no signal included.
    pub lost: u64,
    /// Requests and answers that arrived twice.
    pub doubled: u64,
    /// Requests and answers that were cut.
    pub cut: u64,
    /// Requests and answers that took minutes.
    pub late: u64,
    /// Requests that were given up after two minutes.
    pub given_up: u64,
    /// Deaths of the server before, during and after a commit.
    pub server_kills: u64,
    /// Old copies of the data file that were put back.
    pub put_back: u64,
    /// Transactions of a phone that failed.
    pub disk_faults: u64,
    /// Phones that died or were closed.
    pub crashes: u64,
    /// Times that another tab took over.
    pub handovers: u64,
    /// Phones that were put back from an older copy.
    pub copies: u64,
    /// Times that a phone had no signal for minutes.
    pub partitions: u64,
    /// Clocks that were set wrong.
    pub clocks: u64,
    /// Phones that were enrolled beside the first ones.
    pub newcomers: u64,
    /// Devices that were revoked.
    pub revoked: u64,
    /// Phones that were enrolled anew, with their book.
    pub enrolled_anew: u64,
    /// Files that phones sealed.
    pub files: u64,
    /// Files that the office took in.
    pub imported: u64,
    /// Files that other phones took in, or the phone itself.
    pub taken_in: u64,
    /// Damaged copies that were refused whole.
    pub damaged: u64,
    /// Parts that a phone brought to the ward for another one.
    pub brought: u64,
    /// Times that a phone got another role.
    pub roles: u64,
    /// Saves that a phone refused since it may only read.
    pub only_read: u64,
    /// Cases that the ward accepted.
    pub accepted: u64,
    /// Cases that the ward declined with a reason.
    pub declined: u64,
    /// Times that a person sent again what lay aside.
    pub sent_again: u64,
    /// Changes that stay on their phone, refused with a reason.
    pub refused: u64,
    /// Conflicts that all phones list in the end.
    pub conflicts: u64,
    /// Changes that stand in a pack on some phone in the end.
    pub packed: u64,
    /// The most rounds of three minutes until all was settled: the largest, not the sum.
    pub most_rounds: u64,
}

impl Tally {
    /// Every count with its name.
    pub fn named(&self) -> [(&'static str, u64); 33] {
        [
            ("histories", self.histories),
            ("changes", self.changes),
            ("requests", self.requests),
            ("lost", self.lost),
            ("doubled", self.doubled),
            ("cut", self.cut),
            ("late", self.late),
            ("given_up", self.given_up),
            ("server_kills", self.server_kills),
            ("put_back", self.put_back),
            ("disk_faults", self.disk_faults),
            ("crashes", self.crashes),
            ("handovers", self.handovers),
            ("copies", self.copies),
            ("partitions", self.partitions),
            ("clocks", self.clocks),
            ("newcomers", self.newcomers),
            ("revoked", self.revoked),
            ("enrolled_anew", self.enrolled_anew),
            ("files", self.files),
            ("imported", self.imported),
            ("taken_in", self.taken_in),
            ("damaged", self.damaged),
            ("brought", self.brought),
            ("roles", self.roles),
            ("only_read", self.only_read),
            ("accepted", self.accepted),
            ("declined", self.declined),
            ("sent_again", self.sent_again),
            ("refused", self.refused),
            ("conflicts", self.conflicts),
            ("packed", self.packed),
            ("most_rounds", self.most_rounds),
        ]
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.histories += other.histories;
        self.changes += other.changes;
        self.requests += other.requests;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.cut += other.cut;
        self.late += other.late;
        self.given_up += other.given_up;
        self.server_kills += other.server_kills;
        self.put_back += other.put_back;
        self.disk_faults += other.disk_faults;
        self.crashes += other.crashes;
        self.handovers += other.handovers;
        self.copies += other.copies;
        self.partitions += other.partitions;
        self.clocks += other.clocks;
        self.newcomers += other.newcomers;
        self.revoked += other.revoked;
        self.enrolled_anew += other.enrolled_anew;
        self.files += other.files;
        self.imported += other.imported;
        self.taken_in += other.taken_in;
        self.damaged += other.damaged;
        self.brought += other.brought;
        self.roles += other.roles;
        self.only_read += other.only_read;
        self.accepted += other.accepted;
        self.declined += other.declined;
        self.sent_again += other.sent_again;
        self.refused += other.refused;
        self.conflicts += other.conflicts;
        self.packed += other.packed;
        self.most_rounds = self.most_rounds.max(other.most_rounds);
    }
}
