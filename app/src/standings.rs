//! The ward's standings: whole pages, rendered by the server.
//!
//! What an official does here are links and a form, so that any browser shows
//! them at once and they print as they stand (docs/decisions/0002). One small
//! script draws a page anew when there is news (docs/decisions/0021).

pub mod address;
mod behind;
pub mod cells;
pub mod closed;
pub mod committee;
pub mod decided;
pub mod effects;
pub mod evidence;
pub mod frame;
pub mod home;
pub mod message;
pub mod organisation;
pub mod organisation_year;
pub mod query;
pub mod reader;
pub mod record;
pub mod roll;
pub mod sheet;
pub mod sorting;
pub mod trust;
pub mod ward;
pub mod year;

pub use frame::{Frame, Live};
pub use reader::Reader;
