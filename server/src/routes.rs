//! What each address does, one file for each: `routes/<noun>/<verb>.rs`.
//! `router.rs` lists them all.

pub mod asset;
pub mod automerge;
pub mod body;
pub mod bundle;
pub mod cbor;
pub mod changes;
pub mod custody;
pub mod desk;
pub mod device;
pub mod form;
pub mod headers;
pub mod health;
pub mod home;
pub mod news;
pub mod pages;
pub mod period;
pub mod phones;
pub mod photo;
pub mod query;
pub mod register;
pub mod registration;
pub mod relay;
pub mod ruling;
pub mod scheme;
pub mod session;
pub mod shell;
pub mod standings;
pub mod ticket;
pub mod trust;
pub mod visit;
pub mod ward;
pub mod year;
