//! What people gave to a common work: money, work-days, land.
//!
//! One document each. Public money is recorded beside what people gave and is
//! never added to it (domain §4.4).
//!
//! A contribution may be a **pledge**: an amount that was promised, of which
//! nothing or a part was given with it. What is given later is a contribution of
//! its own that names the pledge, so that two phones never write one sum.

use minicbor::{Decode, Encode};

use crate::amount::Amount;
use crate::date::Date;
use crate::id::DocumentId;
use crate::month::Month;
use crate::named::named;

named! {
    /// In what a contribution is counted.
    Unit {
        /// Vietnamese dong, whole.
        #[n(0)]
        Vnd = "vnd",
        /// Days of work (ngày công).
        #[n(1)]
        WorkDays = "work_days",
        /// Land in square metres (hiến đất).
        #[n(2)]
        LandM2 = "land_m2",
        /// Length in metres: road, wall, fence, canal.
        #[n(3)]
        LengthM = "length_m",
        /// Things: cameras, trees, lamps.
        #[n(4)]
        Items = "items",
        /// Households that took part.
        #[n(5)]
        Households = "households",
    }
}

named! {
    /// From whom it comes.
    Source {
        /// Members of the cell.
        #[n(0)]
        Members = "members",
        /// People of the area.
        #[n(1)]
        People = "people",
        /// Organisations and associations.
        #[n(2)]
        Organisations = "organisations",
        /// Businesses.
        #[n(3)]
        Businesses = "businesses",
        /// The public budget (ngân sách), kept apart from what people gave.
        #[n(4)]
        PublicBudget = "public_budget",
    }
}

/// A contribution.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Contribution {
    /// In what it is counted.
    #[n(0)]
    pub unit: Option<Unit>,
    /// How much.
    #[n(1)]
    pub amount: Option<Amount>,
    /// For what it was given.
    #[n(2)]
    pub purpose: String,
    /// The work it belongs to, such as a road.
    #[n(3)]
    pub project: String,
    /// The day it was given, or pledged where nothing was given with it.
    #[n(4)]
    pub given_on: Option<Date>,
    /// From whom it comes.
    #[n(5)]
    pub source: Option<Source>,
    /// How many gave.
    #[n(6)]
    pub givers: Option<u16>,
    /// The resolution it follows.
    #[n(7)]
    pub resolution: Option<DocumentId>,
    /// A remark.
    #[n(8)]
    pub note: String,
    /// Why it does not count after all.
    #[n(9)]
    pub cancelled: Option<String>,
    /// How much was pledged, where it is a pledge; what was given so far is
    /// [`Self::amount`] and the gifts against it.
    #[n(10)]
    pub pledged: Option<Amount>,
    /// The pledge it is given against.
    #[n(11)]
    pub against: Option<DocumentId>,
}

impl Contribution {
    /// The month in which it was given or pledged.
    pub fn month(&self) -> Option<Month> {
        self.given_on.map(Month::of)
    }
}
