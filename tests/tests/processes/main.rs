//! The real server program, killed under a real load; two of them, and what
//! goes between them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod relay;

use tests::kills::{Kills, kill_servers};

/// Deaths in every run; `cargo xtask soak --kills` lets it die more often.
const KILLS: u64 = 25;

#[test]
fn what_a_killed_server_acknowledged_is_there_when_it_is_back() {
    let sum = kill_servers(KILLS, 1, |_| ());
    let Kills { kills, acknowledged, unanswered, lost, .. } = sum;
    assert_eq!((kills, lost), (KILLS, 0), "{sum:?}");
    // It died at work.
    assert!(0 < acknowledged && 0 < unanswered, "{sum:?}");
}
