//! Texts that people write into records, with the limits they must keep.
//!
//! Limits are counted in Unicode scalar values after trimming. They exist so
//! that a document stays small enough for a cheap phone; each is several times
//! what the paper forms hold.

use std::fmt;

use thiserror::Error;

/// Why a text cannot be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WordsError {
    /// Nothing but white space was written.
    #[error("nothing is written here")]
    Empty,
    /// More was written than the field holds.
    #[error("at most {most} characters fit here")]
    TooLong {
        /// Characters that fit.
        most: usize,
    },
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $most:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// Characters that fit.
            pub const MOST: usize = $most;

            /// The text, trimmed, if something is left and it fits.
            pub fn new(text: &str) -> Result<Self, WordsError> {
                let text = text.trim();
                if text.is_empty() {
                    return Err(WordsError::Empty);
                }
                if text.chars().nth(Self::MOST).is_some() {
                    return Err(WordsError::TooLong { most: Self::MOST });
                }
                Ok(Self(text.to_owned()))
            }

            /// The text, or nothing where only white space was written.
            pub fn optional(text: &str) -> Result<Option<Self>, WordsError> {
                match Self::new(text) {
                    Err(WordsError::Empty) => Ok(None),
                    other => other.map(Some),
                }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

words!(
    /// One line: a title, a name, what is to be done.
    Title,
    300
);
words!(
    /// A few sentences: a note of progress, a shortcoming, a reason.
    Note,
    4_000
);
words!(
    /// The body of a resolution.
    Body,
    20_000
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_trimmed_never_empty_and_bounded() {
        fn check(text: &str, expect: Result<&str, WordsError>) {
            assert_eq!(Title::new(text).as_ref().map(Title::as_str), expect.as_ref().copied(), "{text:?}");
        }
        check("  Ổn định sản xuất ", Ok("Ổn định sản xuất"));
        check("", Err(WordsError::Empty));
        check(" \n\t\u{a0}", Err(WordsError::Empty));
        check(&"ố".repeat(300), Ok(&"ố".repeat(300)));
        check(&"ố".repeat(301), Err(WordsError::TooLong { most: 300 }));
    }
}
