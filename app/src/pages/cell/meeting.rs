//! One meeting: a calm road from its notice to its adopted minutes.

mod agenda;
mod conclusion;
mod doubts;
mod followed;
mod form;
mod frame;
mod holding;
mod item;
mod minutes;
mod opinions;
mod page;
mod quality;
mod review;
mod roll;
mod steps;

pub use agenda::AgendaPage;
pub use conclusion::ConclusionPage;
pub use form::{EditMeeting, NewMeeting};
pub use holding::HoldingPage;
pub use item::ItemPage;
pub use minutes::MinutesPage;
pub use page::MeetingPage;
pub use quality::QualityPage;
pub use review::ReviewPage;
pub use roll::RollPage;
