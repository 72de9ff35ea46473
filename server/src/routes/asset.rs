//! Files of the site.

pub mod show;
