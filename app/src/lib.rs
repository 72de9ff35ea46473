//! The pages of Bốn Tốt.
//!
//! Two features, never both: `csr` is the phone, whose pages are mounted in the
//! browser and never rendered elsewhere; `ssr` is the server, which renders the
//! standings as plain pages without a script.

#[cfg(feature = "csr")]
pub mod components;
pub mod explain;
pub mod field_word;
pub mod file;
pub mod format;
pub mod outline;
#[cfg(feature = "csr")]
pub mod pages;
pub mod paper;
pub mod picture;
pub mod place;
#[cfg(feature = "csr")]
mod platform;
mod proposal;
pub mod record_word;
#[cfg(feature = "ssr")]
pub mod standings;
#[cfg(feature = "csr")]
pub mod state;
pub mod t;
#[cfg(feature = "ssr")]
pub mod ward;

#[cfg(feature = "csr")]
pub use pages::mount;
