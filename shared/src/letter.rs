//! Capital and small letters.
//!
//! A table of our own, as for marks ([`crate::search`]): those of the standard
//! library know every script of the world, and cost a phone nine kilobytes of
//! its download. These know the Latin letters of Europe and of Vietnamese;
//! Bengali has no capitals.

/// Whether a capital and its small letter follow one another here, the capital
/// at an even number.
fn is_paired(letter: char) -> bool {
    matches!(letter, '\u{100}'..='\u{12f}' | '\u{14a}'..='\u{177}' | '\u{1a0}' | '\u{1a1}'
        | '\u{1e00}'..='\u{1e95}' | '\u{1ea0}'..='\u{1eff}')
}

/// The small letter; what is none or has none stays as it is.
pub fn small(letter: char) -> char {
    let number = u32::from(letter);
    let small = match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => number + 32,
        'Ư' => number + 1,
        _ if is_paired(letter) => number | 1,
        _ => number,
    };
    char::from_u32(small).unwrap_or(letter)
}

/// The capital; what is none or has none stays as it is.
pub fn capital(letter: char) -> char {
    let number = u32::from(letter);
    let capital = match letter {
        'a'..='z' | 'à'..='ö' | 'ø'..='þ' => number - 32,
        'ư' => number - 1,
        _ if is_paired(letter) => number & !1,
        _ => number,
    };
    char::from_u32(capital).unwrap_or(letter)
}

/// Whether it is a capital.
pub fn is_capital(letter: char) -> bool {
    small(letter) != letter
}

/// A text in small letters.
pub fn in_small(text: &str) -> String {
    text.chars().map(small).collect()
}

/// A text in capitals.
pub fn in_capitals(text: &str) -> String {
    text.chars().map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_standard_library() {
        let here =
            |c: &char| c.is_ascii() || ('à'..='þ').contains(c) || ('À'..='Þ').contains(c) || is_paired(*c);
        let mut seen = 0;
        for c in ('\0'..='\u{1eff}').filter(|c| here(c) || matches!(c, 'ư' | 'Ư')) {
            assert!(c.to_lowercase().eq([small(c)]), "{c}");
            assert!(c.to_uppercase().eq([capital(c)]), "{c}");
            assert_eq!(c.is_uppercase(), is_capital(c), "{c}");
            seen += 1;
        }
        assert!(400 < seen, "{seen}");
    }

    #[test]
    fn what_has_no_capital_stays() {
        assert_eq!(in_capitals("Chi bộ 3, phường Đông Mai × বাংলা ß"), "CHI BỘ 3, PHƯỜNG ĐÔNG MAI × বাংলা ß");
        assert_eq!(in_small("ĐẢNG ỦY Ơ Ư NQ/CĐ ÷"), "đảng ủy ơ ư nq/cđ ÷");
    }
}
