//! What the phone knows, as signals, and how it is changed.

pub mod aside;
pub mod book;
pub mod boot;
pub mod carrying;
pub mod derived;
pub mod enrolling;
pub mod judging;
pub mod meetings;
pub mod pictures;
pub mod record;
pub mod restoring;
pub mod saving;
pub mod seen;
pub mod sources;
pub mod syncing;
pub mod task_filter;
pub mod uploading;
pub mod writing;
