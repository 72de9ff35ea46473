//! What goes on in a history beside the road: files that people carry, and what
//! the office does with phones and with what it keeps.
//!
//! - An **affair** is one such thing. All that falls out about affairs comes from
//!   a stream of its own, so that a history without any is the one that its seed
//!   told before there were affairs.
//! - A **case** is what the ward keeps of a document until somebody decides.
//!
//! What a server that was put back forgot, only its author can bring again, and
//! one that may only read by now cannot: the others rightly show what the ward has
//! not. So where a backup was put back and roles were given, the office in the end
//! makes good what it forgot ([`super::making_good`]), and then everything must be
//! everywhere. Revokes stay apart from backups: nobody brings again what the ward
//! had of a number that was revoked and forgot, but somebody who carries a whole
//! book there, so nothing exact can be said of that end without one.

use super::chance::Chance;
use super::world::World;

/// Sets the stream of the affairs apart from the other one of the same seed.
const APART: u64 = 0x0005_eed0_faff_a125;

/// Which part of its life a history tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// What happens on the road, to phones and to the server.
    Road,
    /// That, and affairs.
    All,
}

/// How often, in a thousand events, each affair happens besides.
#[derive(Debug, Clone, Copy, Default)]
pub struct Affairs {
    /// A phone makes a file of what is unsent, or of its book.
    pub made: u64,
    /// Somebody takes one in, at the office or on another phone.
    pub taken: u64,
    /// The copy that is taken in is a damaged one.
    pub damaged: u64,
    /// An official gives a phone the other role.
    pub roles: u64,
    /// An official decides a case, where there is one.
    pub cases: u64,
    /// A person sends again what lies aside.
    pub again: u64,
}

impl Affairs {
    /// The affairs of a history.
    pub(super) fn of(chance: &mut Chance, scope: Scope) -> Self {
        if scope == Scope::Road {
            return Self::default();
        }
        let mut some = |least: u64, most: u64| {
            if chance.happens(600) { least + chance.below(most - least) } else { 0 }
        };
        let roles = some(20, 120);
        Self {
            made: some(60, 350),
            taken: some(100, 450),
            damaged: some(20, 300),
            roles,
            cases: some(50, 300),
            again: some(30, 200),
        }
    }
}

/// The stream of a seed's affairs.
pub(super) fn stream(seed: u64) -> Chance {
    Chance::new(seed ^ APART)
}

impl World {
    /// What somebody does besides, if anything.
    pub(super) fn affairs(&mut self) {
        let Affairs { made, taken, roles, cases, again, .. } = self.affairs;
        if self.besides.happens(made) {
            self.make_file();
        }
        if self.besides.happens(taken) {
            self.take_file();
        }
        if self.besides.happens(roles) {
            self.give_role();
        }
        if self.besides.happens(cases) {
            self.decide();
        }
        if self.besides.happens(again) {
            self.send_again();
        }
    }
}
