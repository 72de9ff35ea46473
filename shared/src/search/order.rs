//! The order of names in Vietnamese: by the alphabet, in which ă, â, đ, ê, ô, ơ
//! and ư are letters of their own; tones count only where the letters are equal.

use super::fold::{VOWELS, fold};

/// The alphabet, with the letters of foreign names in their places.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// A key by which names are sorted.
pub fn alphabetical(text: &str) -> (Vec<(bool, u32)>, Vec<usize>) {
    let mut folded = String::new();
    fold(text, &mut folded);
    let marked = folded.chars().map(|letter| {
        let vowel = VOWELS.iter().find_map(|row| {
            let tone = row.iter().position(|one| *one == letter)?;
            Some((*row.first()?, tone))
        });
        vowel.unwrap_or((letter, 0))
    });
    marked
        .map(|(letter, tone)| {
            let place = ALPHABET.chars().position(|one| one == letter);
            // Spaces and digits stand before the letters.
            let place = place.and_then(|place| u32::try_from(place).ok());
            (place.map_or((false, u32::from(letter)), |place| (true, place)), tone)
        })
        .unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_alphabet() {
        let names = [
            "khu 4",
            "khu Ao Sen",
            "khu Ăn",
            "khu Âm",
            "khu Bến Đò",
            "khu Biểu Nghi",
            "khu Cửa Đình",
            "khu Dứa",
            "khu Đầu Cầu",
            "khu đồng Muối",
            "khu La",
            "khu Là",
            "khu Lá",
            "khu Lan",
            "khu Ô Tô",
            "khu Ơn",
            "khu Trại Dứa",
            "khu Ước",
        ];
        assert!(names.map(alphabetical).is_sorted());
        assert_eq!(alphabetical("ĐỒNG MUỐI"), alphabetical("đồng muối"));
        assert!(alphabetical("") < alphabetical("a"));
    }
}
