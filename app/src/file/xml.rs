//! Text as it may stand in XML.

/// The first line of every part.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The text with the signs of XML written out, and without the control
/// characters that no XML file may hold.
pub fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\t' | '\n' => written.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_written_out_and_control_characters_dropped() {
        assert_eq!(escaped("a<b & \"c\">\u{0}\u{b}\r\u{fffe}đ\tx\n"), "a&lt;b &amp; &quot;c&quot;&gt;đ\tx\n");
    }
}
