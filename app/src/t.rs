//! Every text a person reads, generated from `app/locales`.

use std::fmt::Display;

use shared::lang::Lang;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
