//! Stories in a real browser against the real program, on the built product.

#![expect(clippy::expect_used, reason = "a story that cannot go on stops")]

mod accessibility;
mod bad_input;
mod carried;
mod cleared;
mod deep_scheme;
mod enrolling_anew;
mod failing_store;
mod keyboard;
mod killed;
mod large_cell;
mod later_part;
mod live;
mod november;
mod photos;
mod print;
mod reader;
mod refused;
mod road;
mod schemes;
mod second_thoughts;
mod standings;
mod two_phones;
mod two_tabs;
mod ways_back;
mod while_typing;
