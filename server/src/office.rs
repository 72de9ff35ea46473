//! What the ward office's pages show, read from the store.
//!
//! Everything here is a function of one consistent view of the data file; what
//! follows from records and rulings is computed by `shared`.

pub mod as_of;
pub mod cases;
pub mod custody;
pub mod desk;
pub mod devices;
pub mod periods;
pub mod registrations;
pub mod rule;
pub mod schemes;
pub mod waiting;
