//! The pages of a cell: everything a secretary needs, with or without a signal.

pub mod assess;
pub mod assess_item;
pub mod assess_submit;
pub mod conflicts;
pub mod enrol;
pub mod home;
pub mod members;
pub mod not_found;
pub mod photo;
pub mod record_page;
pub mod resolution;
pub mod resolution_form;
pub mod resolutions;
pub mod settings;
pub mod shelf;
pub mod standing;
pub mod sync;
pub mod task;
pub mod task_form;
pub mod task_progress;
pub mod tasks;
