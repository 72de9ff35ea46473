//! One meeting: a calm road from its notice to its adopted minutes.

mod agenda;
mod doubts;
mod form;
mod frame;
mod holding;
mod page;
mod steps;

pub use agenda::AgendaPage;
pub use form::{EditMeeting, NewMeeting};
pub use holding::HoldingPage;
pub use page::MeetingPage;
