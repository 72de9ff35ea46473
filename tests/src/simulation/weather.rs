//! Which faults a history has, and how often. Each history has only some of
//! them: where everything fails at once, little happens that could go wrong.

use super::chance::Chance;

/// How often what happens, in a thousand, and how large the history is.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    /// Phones of the first cell.
    pub phones: usize,
    /// Phones of the second cell, which shares the ward's sequence.
    pub neighbours: usize,
    /// Things that people and machines do.
    pub events: usize,
    /// A request, or an answer, is lost.
    pub lost: u64,
    /// It arrives twice.
    pub doubled: u64,
    /// It is cut.
    pub cut: u64,
    /// It takes minutes, and others overtake it.
    pub late: u64,
    /// The server dies at a request: before, during or after its commit.
    pub killed: u64,
    /// A phone's transaction fails, or the phone dies with it.
    pub disk: u64,
    /// Parts of a hundred among the events, see [`Weather::of`].
    pub odds: Odds,
}

/// How much weight an event has beside writing, which has 40.
#[derive(Debug, Clone, Copy)]
pub struct Odds {
    /// A phone is closed in the middle of whatever it does, and opened later.
    pub closes: u64,
    /// Another tab takes the writer's lock.
    pub tabs: u64,
    /// A phone has no signal for minutes.
    pub partitions: u64,
    /// A phone's clock is set.
    pub clocks: u64,
    /// Somebody copies the data file, or puts an old copy back and begins an epoch.
    pub backups: u64,
    /// The ward revokes a device, whose person gets a new code.
    pub revokes: u64,
    /// A phone is put back from an older copy of itself.
    pub copies: u64,
    /// Another phone of the cell is enrolled.
    pub newcomers: u64,
}

impl Weather {
    /// Nothing happens any more but what people do.
    pub fn calm(self) -> Self {
        Self { lost: 0, doubled: 0, cut: 0, late: 0, killed: 0, disk: 0, ..self }
    }

    /// The weather of a history.
    ///
    /// A server that is put back forgets what it knew, and a phone that is put
    /// back or whose device is revoked may be the only one that could bring it
    /// again. Both at once lose what nobody can prove any more, so a history has
    /// the one or the other.
    pub fn of(chance: &mut Chance) -> Self {
        fn some(chance: &mut Chance, most: u64) -> u64 {
            if chance.happens(500) { 1 + chance.below(most) } else { 0 }
        }
        let backups = chance.happens(400);
        Self {
            phones: 2 + chance.place(3),
            neighbours: chance.place(2),
            events: 8 + chance.place(32),
            lost: some(chance, 300),
            doubled: some(chance, 200),
            cut: some(chance, 150),
            late: some(chance, 200),
            killed: some(chance, 120),
            disk: some(chance, 120),
            odds: Odds {
                closes: some(chance, 10),
                tabs: some(chance, 8),
                partitions: some(chance, 8),
                clocks: some(chance, 4),
                backups: if backups { 2 + chance.below(6) } else { 0 },
                revokes: if backups { 0 } else { some(chance, 4) },
                copies: if backups { 0 } else { some(chance, 4) },
                newcomers: if backups { 0 } else { some(chance, 3) },
            },
        }
    }
}
