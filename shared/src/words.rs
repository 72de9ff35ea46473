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
    /// Nothing that can be seen was written.
    #[error("nothing is written here")]
    Empty,
    /// More was written than the field holds.
    #[error("at most {most} characters fit here")]
    TooLong {
        /// Characters that fit.
        most: usize,
    },
}

/// Whether nothing of `text` can be seen: white space, and signs that only join,
/// part, direct or vary others. Within words some of them are honest letters'
/// companions, as in Bengali, and stay.
pub fn is_blank(text: &str) -> bool {
    let is_invisible = |c: char| {
        matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
    };
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_invisible(c))
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
                if is_blank(text) {
                    return Err(WordsError::Empty);
                }
                if text.chars().nth(Self::MOST).is_some() {
                    return Err(WordsError::TooLong { most: Self::MOST });
                }
                Ok(Self(text.to_owned()))
            }

            /// The text, or nothing where nothing that can be seen was written.
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
        // What cannot be seen is nothing, alone and mixed with spaces.
        for blank in
            ["\u{200b}", "\u{200d}\u{200c}", "\u{feff} \u{2060}", "\u{ad}", "\u{0}\u{7f}", "\u{3164}"]
        {
            check(blank, Err(WordsError::Empty));
        }
        // Within words these are honest: Bengali joins and parts letters by them.
        for honest in
            ["র\u{200d}্যাব", "ক্\u{200c}ত", "উৎ\u{200c}সব \u{200b}২০২৪", "\u{200b}Ổn định", "❤\u{fe0f}"]
        {
            check(honest, Ok(honest));
        }
        check(&"ố".repeat(300), Ok(&"ố".repeat(300)));
        check(&"ố".repeat(301), Err(WordsError::TooLong { most: 300 }));
    }
}
