//! Documents that several phones write: merging, conflicts, admission, and
//! documents of earlier releases.

mod admission;
mod conflicts;
//mod golden;
mod laws;
mod meant;
mod phone;
