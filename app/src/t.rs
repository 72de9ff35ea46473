//! Every text a person reads, generated from `app/locales/*.toml`.

use std::fmt::Display;

use shared::lang::Lang;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
