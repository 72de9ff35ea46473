//! Pieces of pages: functions of signals, with no store behind them.

pub mod badge;
pub mod draft;
pub mod failed;
pub mod field;
pub mod goods;
pub mod icon;
pub mod layout;
pub mod message;
pub mod photos;
pub mod picture;
pub mod savestate;
pub mod typed;
pub mod vote;
