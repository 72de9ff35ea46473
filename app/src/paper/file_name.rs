//! Names of files, in letters that every phone and disk can write.

use shared::letter::in_small;
use shared::search::unmarked;

/// The most letters of a person's words in a name.
const MOST: usize = 40;

/// A name of these parts: letters and digits of ASCII with single dashes
/// between them. Capitals stay, for they belong to a resolution's symbol.
pub fn file_name(parts: &[&str]) -> String {
    let mut name = String::new();
    for part in parts {
        name.push('-');
        for c in unmarked(part).chars() {
            if c.is_ascii_alphanumeric() {
                name.push(c);
            } else if !name.ends_with('-') {
                name.push('-');
            }
        }
        name.truncate(name.trim_end_matches('-').len());
    }
    name.trim_start_matches('-').to_owned()
}

/// What somebody wrote, small and short enough for a name, in whole words.
pub fn short(words: &str) -> String {
    let mut kept = String::new();
    for word in file_name(&[&in_small(words)]).split('-') {
        if !kept.is_empty() && MOST < kept.len() + 1 + word.len() {
            break;
        }
        if !kept.is_empty() {
            kept.push('-');
        }
        kept.extend(word.chars().take(MOST));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_marks_and_lose_no_letter() {
        fn check(parts: &[&str], expect: &str) {
            assert_eq!(file_name(parts), expect);
        }
        check(&["nghi-quyet", "04-NQ/CĐ-CB"], "nghi-quyet-04-NQ-CD-CB");
        check(&["giao-nhiem-vu", "2024-11", "Đỗ Văn Cường"], "giao-nhiem-vu-2024-11-Do-Van-Cuong");
        check(&["minutes", "", "  "], "minutes");
        check(&["task", "\u{995}\u{9be}\u{99c}", "x"], "task-x");
        check(&["a", "../b\\c"], "a-b-c");
    }

    #[test]
    fn words_are_cut_between_them() {
        let long = "Tuyên truyền, vận động 12 hộ xóm 2 khơi mương nội đồng";
        assert_eq!(short(long), "tuyen-truyen-van-dong-12-ho-xom-2-khoi");
        assert_eq!(short("Khơi mương!"), "khoi-muong");
        assert_eq!(short(&"a".repeat(60)).len(), MOST);
        assert_eq!(short(""), "");
    }
}
