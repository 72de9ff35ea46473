//! Anything at all comes as a body or as a file: reading it never panics, and
//! what was read is written and read again as the same.
#![no_main]

use std::fmt::Debug;

use libfuzzer_sys::fuzz_target;
use minicbor::{Decode, Encode};
use shared::sync::bundle::{self, Bundle};
use shared::sync::relay::{RelayRequest, RelayResponse};
use shared::sync::wire::{BundleResponse, EnrolRequest, Enrolled, SyncRequest, SyncResponse};

fn check<T: for<'b> Decode<'b, ()> + Encode<()> + PartialEq + Debug>(body: &[u8]) {
    let Ok(read) = minicbor::decode::<T>(body) else { return };
    let written = minicbor::to_vec(&read).expect("what was read can be written");
    assert_eq!(minicbor::decode::<T>(&written).expect("and read"), read);
}

fuzz_target!(|input: &[u8]| {
    check::<SyncRequest>(input);
    check::<SyncResponse>(input);
    check::<EnrolRequest>(input);
    check::<Enrolled>(input);
    check::<RelayRequest>(input);
    check::<RelayResponse>(input);
    check::<BundleResponse>(input);
    check::<Bundle>(input);
    // A file: its lengths come from whoever made it.
    let Ok(parts) = bundle::parts(input) else { return };
    for part in parts {
        drop(part.bundle());
    }
});
