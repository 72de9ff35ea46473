//! Programs of others on a real server, by the protocol of automerge-repo: the
//! official client under Node, samod, and peers that mean no good.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod hostile;
mod node;
mod pages;
mod samod_peer;
mod served;
mod turned_away;
mod with_node;
