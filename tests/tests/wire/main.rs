//! The wire of version 1, and the phone's store: bytes that others keep or
//! send, and that must mean the same for ever.

mod broken;
mod golden;
mod stored;
mod values;
