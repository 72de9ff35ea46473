//! The ward office's pages, where an official makes rulings: whole pages,
//! rendered by the server, without a script (docs/decisions/0002).
//!
//! Every page is a function of what it shows and of what was **typed** into its
//! form. A form that cannot be taken comes back with everything that was typed
//! and what is wrong with it.

pub mod appraisal;
pub mod bundles;
pub mod case;
pub mod choose;
pub mod contents;
pub mod contested;
pub mod custody;
pub mod custody_case;
pub mod decision;
pub mod decisions;
pub mod desk;
pub mod devices;
pub mod escaped;
pub mod explained;
pub mod form;
pub mod group;
pub mod overview;
pub mod paths;
pub mod period;
pub mod periods;
pub mod publish;
pub mod recognition;
pub mod register;
pub mod registration;
pub mod registrations;
pub mod rulings;
pub mod schemes;
pub mod setting;
mod shape;
pub mod suspension;
pub mod typed;
pub mod waiting;
pub mod words;
pub mod years;

pub use desk::Desk;
pub use typed::Typed;
