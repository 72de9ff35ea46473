//! What falls out by chance in a history, all of it from one seed.

use vectors::dice::Dice;

/// A stream of chances.
#[derive(Debug, Clone)]
pub struct Chance(Dice);

impl Chance {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        Self(Dice::new(seed))
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0.roll().checked_rem(end).unwrap_or(0)
    }

    /// A place in a list of so many.
    pub fn place(&mut self, count: usize) -> usize {
        usize::try_from(self.below(count as u64)).unwrap_or(0)
    }

    /// From the first to the second, in milliseconds.
    pub fn millis(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1).unsigned_abs()).cast_signed()
    }

    /// Whether what happens so many times in a thousand happens now.
    pub fn happens(&mut self, thousandths: u64) -> bool {
        self.below(1_000) < thousandths
    }

    /// A seed for a stream of its own.
    pub fn seed(&mut self) -> u64 {
        self.0.roll()
    }
}
