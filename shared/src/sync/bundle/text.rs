//! A small file as letters, for the address that a QR code holds: base64 as in
//! RFC 4648, section 5, without padding.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The bytes as letters.
pub fn to_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 2);
    for three in bytes.chunks(3) {
        let word =
            three.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            let letter = usize::try_from(word >> (18 - 6 * place) & 63).ok();
            text.push(
                letter.and_then(|letter| LETTERS.get(letter)).map_or('A', |letter| char::from(*letter)),
            );
        }
    }
    text
}

/// The bytes that these letters are; none where they are none.
pub fn from_text(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for four in text.as_bytes().chunks(4) {
        let mut word = 0_u32;
        for letter in four {
            let value = LETTERS.iter().position(|known| known == letter)?;
            word = word << 6 | u32::try_from(value).ok()?;
        }
        // Two letters are a byte, three are two; one is nothing.
        let [_, all @ ..] = (word << (6 * (4 - four.len()))).to_be_bytes();
        let whole = four.len().checked_sub(1).filter(|whole| *whole != 0)?;
        bytes.extend(all.get(..whole)?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn letters_are_the_bytes_again(bytes: Vec<u8>) {
            let text = to_text(&bytes);
            prop_assert_eq!(text.len(), (bytes.len() * 8).div_ceil(6));
            prop_assert_eq!(from_text(&text), Some(bytes));
        }
    }

    #[test]
    fn as_others_write_it() {
        fn check(bytes: &[u8], text: &str) {
            assert_eq!((to_text(bytes).as_str(), from_text(text).as_deref()), (text, Some(bytes)));
        }
        check(b"", "");
        check(b"f", "Zg");
        check(b"fo", "Zm8");
        check(b"foobar", "Zm9vYmFy");
        check(&[0xfb, 0xff], "-_8");
        for none in ["Z", "Zm9vY", "Zm=8", "Zm 8", "é"] {
            assert_eq!(from_text(none), None, "{none}");
        }
    }
}
