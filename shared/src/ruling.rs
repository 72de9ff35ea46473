//! Rulings: what the ward office decided, in one order, never edited.
//!
//! A later ruling on the same matter supersedes an earlier one. Phones receive
//! rulings read-only and fold them into a [`RuledWard`].

use minicbor::{Decode, Encode};

use crate::id::OrganisationId;
use crate::month::Month;
use crate::org::Organisation;
use crate::scheme::{Scheme, Subject};

/// One decision of the ward office.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Ruling {
    /// The organisation is in the ward's register, with this name.
    #[n(0)]
    Registered(#[n(0)] Organisation),
    /// The scheme applies to organisations of its kind within its validity.
    #[n(1)]
    SchemeApplied(#[n(0)] Scheme),
    /// The month is the one the ward works on now.
    #[n(2)]
    MonthOpened(#[n(0)] Month),
}

/// A ruling with its place in the ward's order.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Ruled {
    /// Its number in the ward's sequence.
    #[n(0)]
    pub seq: u64,
    /// What was decided.
    #[n(1)]
    pub ruling: Ruling,
}

/// What the rulings seen so far amount to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct RuledWard {
    /// The register, in the order of registration.
    #[n(0)]
    pub organisations: Vec<Organisation>,
    /// The schemes, in the order in which they were applied.
    #[n(1)]
    pub schemes: Vec<Scheme>,
    /// The month the ward works on.
    #[n(2)]
    pub month: Option<Month>,
    /// The number of the last ruling that was folded in.
    #[n(3)]
    pub seq: u64,
}

impl RuledWard {
    /// Folds a ruling in. One that was folded in before makes no difference.
    pub fn apply(&mut self, ruled: Ruled) {
        if ruled.seq <= self.seq {
            return;
        }
        self.seq = ruled.seq;
        match ruled.ruling {
            Ruling::Registered(organisation) => {
                match self.organisations.iter_mut().find(|o| o.id == organisation.id) {
                    Some(known) => *known = organisation,
                    None => self.organisations.push(organisation),
                }
            }
            Ruling::SchemeApplied(scheme) => {
                self.schemes.retain(|known| *known != scheme);
                self.schemes.push(scheme);
            }
            Ruling::MonthOpened(month) => self.month = Some(month),
        }
    }

    /// The registered organisation `id`.
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.iter().find(|organisation| organisation.id == id)
    }

    /// The scheme in force for `organisation` in `month`: the last applied one that fits.
    pub fn scheme_for(&self, organisation: &Organisation, month: Month) -> Option<&Scheme> {
        self.applied(Subject::Month, organisation, month)
    }

    /// The sheet by which `organisation` scores its meetings of `month`.
    pub fn meeting_sheet_for(&self, organisation: &Organisation, month: Month) -> Option<&Scheme> {
        self.applied(Subject::Meeting, organisation, month)
    }

    fn applied(&self, subject: Subject, organisation: &Organisation, month: Month) -> Option<&Scheme> {
        self.schemes.iter().rev().find(|scheme| scheme.applies(subject, organisation.kind, month))
    }
}
