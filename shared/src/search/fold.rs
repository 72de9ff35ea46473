//! Letters of Vietnamese, with and without their marks.
//!
//! A table of our own: Vietnamese has twelve vowels with six tones, and đ. A
//! library for all of Unicode would bring some hundred kilobytes to a phone
//! for the sake of these 74 letters. Marks that are typed as characters of
//! their own, as some keyboards do, are put on their letter here.

use crate::letter::{capital, is_capital, small};

/// Each vowel without tone, then grave, hook, tilde, acute and dot below.
pub(super) const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// The letter without marks.
pub fn bare(letter: char) -> char {
    match letter {
        'à' | 'ả' | 'ã' | 'á' | 'ạ' => 'a',
        'ă' | 'ằ' | 'ẳ' | 'ẵ' | 'ắ' | 'ặ' => 'a',
        'â' | 'ầ' | 'ẩ' | 'ẫ' | 'ấ' | 'ậ' => 'a',
        'è' | 'ẻ' | 'ẽ' | 'é' | 'ẹ' => 'e',
        'ê' | 'ề' | 'ể' | 'ễ' | 'ế' | 'ệ' => 'e',
        'ì' | 'ỉ' | 'ĩ' | 'í' | 'ị' => 'i',
        'ò' | 'ỏ' | 'õ' | 'ó' | 'ọ' => 'o',
        'ô' | 'ồ' | 'ổ' | 'ỗ' | 'ố' | 'ộ' => 'o',
        'ơ' | 'ờ' | 'ở' | 'ỡ' | 'ớ' | 'ợ' => 'o',
        'ù' | 'ủ' | 'ũ' | 'ú' | 'ụ' => 'u',
        'ư' | 'ừ' | 'ử' | 'ữ' | 'ứ' | 'ự' => 'u',
        'ỳ' | 'ỷ' | 'ỹ' | 'ý' | 'ỵ' => 'y',
        'đ' => 'd',
        other => other,
    }
}

/// Appends `text` in lower case, each letter with its marks as one character.
/// Marks that no letter of Vietnamese bears are left out.
pub fn fold(text: &str, folded: &mut String) {
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else if ('\u{300}'..='\u{36f}').contains(&c) {
            let marked = folded.chars().next_back().and_then(|letter| with_mark(letter, c));
            if let Some(marked) = marked {
                folded.pop();
                folded.push(marked);
            }
        } else {
            match c {
                // Nearly every letter that is not ASCII: in the first block the small
                // letter follows the capital, in the second there are only small ones.
                '\u{1ea0}'..='\u{1ef9}' => folded.push(char::from_u32(u32::from(c) | 1).unwrap_or(c)),
                'à'..='ý' => folded.push(c),
                // Bengali digits are digits.
                '\u{9e6}'..='\u{9ef}' => folded.extend(char::from_digit(u32::from(c) - 0x9e6, 10)),
                _ => folded.push(small(c)),
            }
        }
    }
}

/// The text without the marks of its letters; capitals stay capitals.
pub fn unmarked(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut one = String::new();
    for c in text.chars() {
        one.clear();
        fold(c.encode_utf8(&mut [0; 4]), &mut one);
        let letters = one.chars().map(bare);
        if is_capital(c) {
            written.extend(letters.map(capital));
        } else {
            written.extend(letters);
        }
    }
    written
}

/// The letter with a mark more, if Vietnamese has it.
fn with_mark(letter: char, mark: char) -> Option<char> {
    let place = |vowel: &[char; 6]| vowel.iter().position(|c| *c == letter);
    let (row, tone) = VOWELS.iter().zip(0_usize..).find_map(|(vowel, row)| Some((row, place(vowel)?)))?;
    let (row, tone) = match (mark, row, tone) {
        ('\u{300}', _, 0) => (row, 1),
        ('\u{309}', _, 0) => (row, 2),
        ('\u{303}', _, 0) => (row, 3),
        ('\u{301}', _, 0) => (row, 4),
        ('\u{323}', _, 0) => (row, 5),
        // The breve on a; the circumflex on a, e and o; the horn on o and u.
        ('\u{306}', 0, _) => (1, tone),
        ('\u{302}', 0, _) => (2, tone),
        ('\u{302}', 3, _) => (4, tone),
        ('\u{302}', 6, _) => (7, tone),
        ('\u{31b}', 6, _) => (8, tone),
        ('\u{31b}', 9, _) => (10, tone),
        _ => return None,
    };
    VOWELS.get(row)?.get(tone).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let mut folded = String::new();
        fold(text, &mut folded);
        folded
    }

    #[test]
    fn every_vowel_has_one_bare_letter() {
        for (vowel, letter) in VOWELS.iter().zip("aaaeeiooouuy".chars()) {
            assert!(vowel.iter().all(|c| bare(*c) == letter), "{vowel:?}");
        }
        let upper: String = VOWELS.iter().flatten().flat_map(|c| c.to_uppercase()).collect();
        assert_eq!(folded(&upper), VOWELS.iter().flatten().collect::<String>());
    }

    #[test]
    fn capitals_lose_only_their_marks() {
        assert_eq!(unmarked("Đỗ Văn Cường, NQ/CĐ-CB"), "Do Van Cuong, NQ/CD-CB");
        assert_eq!(unmarked("Đo\u{302}\u{303} \u{995}"), "Do \u{995}");
    }

    #[test]
    fn marks_of_their_own_are_put_on_their_letter() {
        fn check(apart: &str, together: &str) {
            assert_eq!(folded(apart), together);
        }
        check("TO\u{302}\u{301}T", "tốt");
        check("to\u{301}\u{302}t", "tốt");
        check("Đa\u{323}\u{302}t", "đật");
        check("Đa\u{302}\u{323}t", "đật");
        check("thu\u{31b}\u{309}", "thử");
        check("thu\u{309}\u{31b}", "thử");
        check("n\u{303}", "n");
        check("\u{301}x", "x");
        check("বাংলা", "বাংলা");
    }
}
