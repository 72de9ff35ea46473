//! Running text: what people typed, taken apart into blocks; marks of lists.

use shared::lang::Lang;

use super::{Block, Item};
use crate::format::roman;
use crate::t;

/// Lines of typed text as blocks: lines that begin with a dash or a plus are
/// items, lines that begin with a Roman number are headings.
pub fn typed(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let item = ["- ", "+ ", "– ", "• "].iter().find_map(|mark| Some((mark, line.strip_prefix(mark)?)));
        match (item, blocks.last_mut()) {
            (Some((mark, text)), Some(Block::Items(items))) => items.push(item_of(mark, text)),
            (Some((mark, text)), _) => blocks.push(Block::Items(vec![item_of(mark, text)])),
            (None, _) if is_heading(line) => blocks.push(Block::Heading(line.to_owned())),
            (None, _) => blocks.push(Block::Paragraph(line.to_owned())),
        }
    }
    blocks
}

fn item_of(mark: &str, text: &str) -> Item {
    Item { mark: mark.trim().to_owned(), text: text.trim().to_owned() }
}

fn is_heading(line: &str) -> bool {
    let number = line.split_once(". ").map(|(number, _)| number);
    number.is_some_and(|number| !number.is_empty() && number.chars().all(|c| "IVX".contains(c)))
}

/// Items with the letters of the language: a, b, c, d, đ, e, g in Vietnamese.
/// Beyond the last letter they begin again, doubled.
pub fn lettered(lang: Lang, texts: impl IntoIterator<Item = String>) -> Block {
    let letters: Vec<_> = t::paper_letters(lang).split(' ').collect();
    let items = texts.into_iter().enumerate().map(|(place, text)| {
        let letter = letters.get(place % letters.len().max(1)).copied().unwrap_or_default();
        let times = place.checked_div(letters.len()).unwrap_or(0) + 1;
        Item { mark: t::paper_lettered(lang, letter.repeat(times)), text }
    });
    Block::Items(items.collect())
}

/// A paragraph, where there is something to say.
pub fn paragraph(text: impl Into<String>) -> Option<Block> {
    let text = text.into();
    (!text.trim().is_empty()).then_some(Block::Paragraph(text))
}

/// A text under its heading; nothing where nobody wrote any.
pub fn section(heading: impl Into<String>, text: &str) -> Vec<Block> {
    let blocks = typed(text);
    if blocks.is_empty() {
        return blocks;
    }
    std::iter::once(Block::Heading(heading.into())).chain(blocks).collect()
}

/// The numbers of sections: I, II, III, ….
#[derive(Debug, Default)]
pub struct Sections(usize);

impl Sections {
    /// The next section's heading.
    pub fn next(&mut self, lang: Lang, title: &str) -> String {
        self.0 += 1;
        t::paper_section(lang, roman(self.0), title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_follow_the_vietnamese_order() {
        let Block::Items(items) = lettered(Lang::Vi, (0..26).map(|n| n.to_string())) else { panic!() };
        let marks: Vec<_> = items.iter().map(|item| item.mark.as_str()).collect();
        assert_eq!(marks[..11].join(" "), "a) b) c) d) đ) e) g) h) i) k) l)");
        assert_eq!(marks[22..].join(" "), "y) aa) bb) cc)");
    }

    #[test]
    fn typed_lines_become_headings_items_and_paragraphs() {
        let text = "I. Đánh giá\nMột.\n\n- hai\n- ba\nI thì không.\n-5 độ\n";
        let item = |text: &str| Item { mark: "-".to_owned(), text: text.to_owned() };
        let expect = [
            Block::Heading("I. Đánh giá".to_owned()),
            Block::Paragraph("Một.".to_owned()),
            Block::Items(vec![item("hai"), item("ba")]),
            Block::Paragraph("I thì không.".to_owned()),
            Block::Paragraph("-5 độ".to_owned()),
        ];
        assert_eq!(typed(text), expect);
    }
}
