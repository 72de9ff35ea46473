//! Why the ward keeps changes that it did not take.

/// Why changes are kept for a person to decide, and not in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The device that brought them was revoked.
    Revoked,
    /// Another device wrote them than the one that brought them.
    OtherAuthor,
    /// The document is another organisation's.
    OtherOrganisation,
}

impl Cause {
    /// Every cause with its name in stores.
    const NAMED: [(Self, &str); 3] = [
        (Self::Revoked, "revoked"),
        (Self::OtherAuthor, "other-author"),
        (Self::OtherOrganisation, "other-organisation"),
    ];

    /// Its name in stores.
    pub fn name(self) -> &'static str {
        Self::NAMED.iter().find(|(cause, _)| *cause == self).map_or("", |(_, name)| name)
    }

    /// The cause with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(_, known)| *known == name).map(|(cause, _)| *cause)
    }
}
