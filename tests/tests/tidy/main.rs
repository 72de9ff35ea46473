//! The plan of the house (`docs/ARCHITECTURE.md`, section 2), held against the
//! sources themselves.

mod code;
mod files;
mod manifests;
mod markup;
mod rooms;
mod source;
mod texts;
