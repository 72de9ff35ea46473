//! Names by which phones reach a server.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// Characters of a name, and of one of its parts.
const MOST_LETTERS: usize = 253;
const MOST_IN_PART: usize = 63;

/// Why a text names no host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a host's name has letters, digits and hyphens between its dots, such as bontot.example")]
pub struct HostNameError;

/// The name of a host, in small letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HostName(String);

impl HostName {
    /// This machine, as it names itself.
    pub fn localhost() -> Self {
        Self("localhost".to_owned())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for HostName {
    type Err = HostNameError;

    fn from_str(text: &str) -> Result<Self, HostNameError> {
        let name = text.to_ascii_lowercase();
        let is_part = |part: &str| {
            let letters = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            letters
                && (1..=MOST_IN_PART).contains(&part.len())
                && !part.starts_with('-')
                && !part.ends_with('-')
        };
        // What ends in a number is an address.
        let is_address = name.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
        let is_name = name.len() <= MOST_LETTERS && name.split('.').all(is_part) && !is_address;
        if is_name { Ok(Self(name)) } else { Err(HostNameError) }
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_other_texts() {
        fn check(text: &str, expect: Option<&str>) {
            let name = text.parse::<HostName>().ok();
            assert_eq!(name.as_ref().map(HostName::as_str), expect, "{text:?}");
        }
        check("bontot.example", Some("bontot.example"));
        check("May-Tinh.local", Some("may-tinh.local"));
        check("localhost", Some("localhost"));
        check("10.42.0.1", None);
        check("::1", None);
        check("", None);
        check("a..b", None);
        check("-a.b", None);
        check("a_b", None);
        check("máy.local", None);
        check("*.example", None);
        check("bontot.example:8443", None);
        check(&"a".repeat(64), None);
    }
}
