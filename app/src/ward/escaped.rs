//! Text inside of a `<textarea>`.

/// What stands between the tags of a `<textarea>` so that the field holds
/// exactly `text`: the renderer writes such content as it is, and what was typed
/// must come back as text and never as markup. A browser swallows one line
/// break behind the opening tag, so a text that begins with one gets another.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    if text.starts_with(['\n', '\r']) {
        html.push('\n');
    }
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_text() {
        fn check(text: &str, expect: &str) {
            assert_eq!(escaped(text), expect, "{text:?}");
        }
        check("Đúng hạn", "Đúng hạn");
        check("</textarea><script>", "&lt;/textarea&gt;&lt;script&gt;");
        check("&lt;", "&amp;lt;");
        check("\nHai", "\n\nHai");
        check("\r\nHai", "\n\r\nHai");
        check("Một\n", "Một\n");
    }
}
