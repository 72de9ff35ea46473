//! Programs of others, by the protocol of automerge-repo.

pub mod connect;
