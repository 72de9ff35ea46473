//! Codes that people hand to one another: eight characters, `K7QM-2X4P`.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::secret::SecretHash;

/// Digits and letters without I, L, O and U, so that nothing is mistaken when
/// it is read aloud or off paper (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 8;

/// Why a text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a code has eight digits and letters, such as K7QM-2X4P")]
pub struct AccessCodeError;

/// A code, in its one spelling.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessCode([u8; LENGTH]);

impl AccessCode {
    /// A fresh code: 40 random bits.
    pub fn draw() -> Result<Self, getrandom::Error> {
        let mut code = [0; LENGTH];
        getrandom::fill(&mut code)?;
        for byte in &mut code {
            // 256 is a multiple of 32, so every letter is as likely.
            *byte = ALPHABET.get(usize::from(*byte % 32)).copied().unwrap_or(b'0');
        }
        Ok(Self(code))
    }

    /// The hash by which the store knows it.
    pub fn hash(&self) -> SecretHash {
        SecretHash::of("bontot code", &self.0)
    }
}

impl FromStr for AccessCode {
    type Err = AccessCodeError;

    /// Reads a code in either case, with or without spaces and hyphens, and
    /// with the letters that people take for digits.
    fn from_str(text: &str) -> Result<Self, AccessCodeError> {
        let mut letters = text.chars().filter(|c| !c.is_whitespace() && !"-‐‑‒–—".contains(*c));
        let mut code = [0; LENGTH];
        for byte in &mut code {
            let letter = match letters.next().ok_or(AccessCodeError)?.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            *byte = u8::try_from(letter).ok().filter(|b| ALPHABET.contains(b)).ok_or(AccessCodeError)?;
        }
        if letters.next().is_some() { Err(AccessCodeError) } else { Ok(Self(code)) }
    }
}

impl fmt::Display for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g, h, i] = self.0.map(char::from);
        write!(f, "{a}{b}{c}{d}-{e}{g}{h}{i}")
    }
}

impl fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_write_them() {
        fn check(text: &str, expect: Result<&str, AccessCodeError>) {
            let read = text.parse::<AccessCode>().map(|code| code.to_string());
            assert_eq!(read.as_deref().map_err(|e| *e), expect, "{text:?}");
        }
        check("K7QM-2X4P", Ok("K7QM-2X4P"));
        check("k7qm2x4p", Ok("K7QM-2X4P"));
        check(" k7 qm – 2x 4p\n", Ok("K7QM-2X4P"));
        check("oO0i-IlL1", Ok("0001-1111"));
        check("K7QM-2X4", Err(AccessCodeError));
        check("K7QM-2X4PP", Err(AccessCodeError));
        check("K7QM-2X4U", Err(AccessCodeError));
        check("K7QM-2X4ơ", Err(AccessCodeError));
        check("", Err(AccessCodeError));
    }

    #[test]
    fn drawn_codes_are_read_back() {
        for _ in 0..100 {
            let code = AccessCode::draw().unwrap();
            assert_eq!(code.to_string().parse(), Ok(code));
        }
    }
}
