//! What a member said to a record.

use minicbor::{Decode, Encode};

use crate::id::MemberId;

/// What a member said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct MemberOpinion {
    /// Who said it.
    #[n(0)]
    pub member: Option<MemberId>,
    /// What was said; empty where it was taken back.
    #[n(1)]
    pub text: String,
}
