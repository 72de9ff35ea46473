//! Pieces of pages: functions of signals, with no store behind them.

pub mod badge;
pub mod compared;
pub mod conflicted;
pub mod doubt;
pub mod draft;
pub mod failed;
pub mod field;
pub mod finder;
pub mod folded;
pub mod goods;
pub mod icon;
pub mod layout;
pub mod long_list;
pub mod message;
pub mod offered;
pub mod paper_link;
pub mod paper_view;
pub mod photos;
pub mod pick;
pub mod picture;
pub mod savestate;
pub mod show;
pub mod typed;
pub mod typed_optional;
pub mod vote;
pub mod year_choice;
