//! Changes as stores keep them.

use minicbor::{Decode, Encode};

use crate::id::ChangeHash;

/// A change just made: its name and its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Commit {
    /// The change's hash.
    #[n(0)]
    pub hash: ChangeHash,
    /// The change as an uncompressed chunk.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub chunk: Vec<u8>,
}
