//! The word that there is news.

pub mod listen;
