//! Text in the markup of `view!`.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Attributes that people read or hear.
const READ: [&str; 4] = ["label", "title", "placeholder", "alt"];

/// Every piece of text in the markup of the code, with its line.
pub fn texts(code: TokenStream) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    search(code, &mut found);
    found
}

/// Looks for markup.
fn search(code: TokenStream, found: &mut Vec<(usize, String)>) {
    let trees: Vec<_> = code.into_iter().collect();
    for (place, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else { continue };
        let before = place.checked_sub(2).map_or(&[][..], |begin| &trees[begin..place]);
        if let [TokenTree::Ident(name), TokenTree::Punct(bang)] = before
            && name == "view"
            && bang.as_char() == '!'
        {
            markup(group.stream(), found);
        }
        search(group.stream(), found);
    }
}

/// Walks through markup: what stands outside of tags and braces is text.
fn markup(stream: TokenStream, found: &mut Vec<(usize, String)>) {
    let trees: Vec<_> = stream.into_iter().collect();
    let mut in_tag = false;
    for (place, tree) in trees.iter().enumerate() {
        let before = |back: usize| place.checked_sub(back).and_then(|place| trees.get(place));
        let line = tree.span().start().line;
        match tree {
            TokenTree::Punct(sign) if sign.as_char() == '<' && !in_tag => in_tag = true,
            TokenTree::Punct(sign) if sign.as_char() == '>' && in_tag => {
                // Not the end of an arrow.
                in_tag = matches!(before(1), Some(TokenTree::Punct(p))
                    if matches!(p.as_char(), '-' | '=') && p.spacing() == Spacing::Joint);
            }
            TokenTree::Ident(name) if !in_tag => found.push((line, name.to_string())),
            TokenTree::Literal(literal) if !in_tag => push_words(line, &literal.to_string(), found),
            TokenTree::Literal(literal) => {
                if let (Some(TokenTree::Ident(name)), Some(TokenTree::Punct(_))) = (before(2), before(1))
                    && READ.iter().any(|read| name == read)
                {
                    push_words(line, &literal.to_string(), found);
                }
            }
            TokenTree::Group(group) if !in_tag && group.delimiter() != Delimiter::Brace => {
                found.push((line, group.to_string()));
            }
            TokenTree::Punct(_) | TokenTree::Ident(_) | TokenTree::Group(_) => {}
        }
    }
}

fn push_words(line: usize, literal: &str, found: &mut Vec<(usize, String)>) {
    if literal.chars().any(char::is_alphabetic) {
        found.push((line, literal.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_from_tags_and_code() {
        fn check(code: &str, expect: &[&str]) {
            let found: Vec<_> = texts(code.parse().unwrap()).into_iter().map(|(_, text)| text).collect();
            assert_eq!(found, expect, "{code}");
        }
        check("view! { <p class=\"row\" on:click=move |_| a()>{t::home(lang)}</p> }", &[]);
        check("view! { <p>Lưu</p> }", &["Lưu"]);
        check("view! { <p>{a}<b>\"Lưu\"</b></p> }", &["\"Lưu\""]);
        check("view! { <a aria-label=\"Save\" href=\"/cell\">\"–\"</a> }", &["\"Save\""]);
        check("view! { <ul>{rows.map(|r| view! { <li>Row {r}</li> })}</ul> }", &["Row"]);
        check("view! { <Show when=move || a() fallback=|| -> X { b }>{c}</Show> }", &[]);
    }
}
