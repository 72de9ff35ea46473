//! Stories in a real browser against the real program, on the built product.

mod accessibility;
mod bad_input;
mod road;
mod story;
mod two_phones;
mod two_tabs;
