//! The code of a source file as a flat row of tokens, without comments.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::source::Source;

/// One token and the line it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub line: usize,
    pub seen: Seen,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// A name or keyword.
    Name(String),
    /// A literal as it is written, quotes and all.
    Literal(String),
    /// A sign, or the beginning or end of a group.
    Sign(char),
}

/// Which part of the code is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What is built into the program.
    Program,
    /// That and its tests.
    All,
}

/// The tokens of a file.
pub fn tokens(source: &Source, part: Part) -> Vec<Token> {
    if part == Part::Program && is_test(&source.path) {
        return Vec::new();
    }
    let stream: TokenStream = source.text.parse().unwrap_or_else(|error| panic!("{}: {error}", source.path));
    let mut tokens = Vec::new();
    flatten(stream, part, &mut tokens);
    tokens
}

/// Whether the file holds nothing but tests.
fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("/tests.rs")
}

fn flatten(stream: TokenStream, part: Part, tokens: &mut Vec<Token>) {
    let trees: Vec<_> = stream.into_iter().collect();
    let mut rest = trees.as_slice();
    while let [tree, after @ ..] = rest {
        rest = after;
        if let Some((attribute, behind)) = attribute(tree, after) {
            let text = attribute.to_string().replace(' ', "");
            if text.starts_with("doc=") {
                rest = behind;
                continue;
            }
            if part == Part::Program && text == "cfg(test)" {
                rest = behind_item(behind);
                continue;
            }
        }
        let line = tree.span().start().line;
        match tree {
            TokenTree::Ident(name) => tokens.push(Token { line, seen: Seen::Name(name.to_string()) }),
            TokenTree::Literal(literal) => {
                tokens.push(Token { line, seen: Seen::Literal(literal.to_string()) });
            }
            TokenTree::Punct(sign) => tokens.push(Token { line, seen: Seen::Sign(sign.as_char()) }),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::Parenthesis | Delimiter::None => ('(', ')'),
                };
                tokens.push(Token { line, seen: Seen::Sign(open) });
                flatten(group.stream(), part, tokens);
                tokens.push(Token { line: group.span_close().end().line, seen: Seen::Sign(close) });
            }
        }
    }
}

/// The content of the attribute that begins here, and what stands behind it.
fn attribute<'a>(tree: &TokenTree, after: &'a [TokenTree]) -> Option<(TokenStream, &'a [TokenTree])> {
    let TokenTree::Punct(hash) = tree else { return None };
    let after = match after {
        [TokenTree::Punct(inner), after @ ..] if inner.as_char() == '!' => after,
        other => other,
    };
    match after {
        [TokenTree::Group(group), behind @ ..]
            if hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
        {
            Some((group.stream(), behind))
        }
        _ => None,
    }
}

/// What stands behind the item that begins here.
fn behind_item(mut rest: &[TokenTree]) -> &[TokenTree] {
    while let [tree, after @ ..] = rest {
        rest = after;
        let ends = match tree {
            TokenTree::Punct(sign) => sign.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        if ends {
            break;
        }
    }
    rest
}

impl Token {
    /// The name, if it is one.
    pub fn name(&self) -> Option<&str> {
        match &self.seen {
            Seen::Name(name) => Some(name),
            Seen::Literal(_) | Seen::Sign(_) => None,
        }
    }

    /// Whether it is this sign.
    pub fn is(&self, sign: char) -> bool {
        self.seen == Seen::Sign(sign)
    }
}

/// The lines in which the tokens hold this piece of code, such as `Instant::now`.
pub fn lines_with(tokens: &[Token], piece: &str) -> Vec<usize> {
    let mut wanted = Vec::new();
    flatten(piece.parse().unwrap(), Part::All, &mut wanted);
    let fits = |window: &&[Token]| window.iter().zip(&wanted).all(|(token, want)| token.seen == want.seen);
    tokens.windows(wanted.len()).filter(fits).map(|window| window[0].line).collect()
}

/// The lines in which one of these names stands, with the name.
pub fn names<'a>(tokens: &'a [Token], wanted: &'a [&str]) -> impl Iterator<Item = (usize, &'a str)> {
    tokens
        .iter()
        .filter_map(|token| Some((token.line, token.name()?)))
        .filter(|(_, name)| wanted.contains(name))
}

/// The modules of `std` that are named, with their lines: `std::fs`, and
/// `fs` and `time` in `use std::{fs, time::Instant}`.
pub fn std_modules(tokens: &[Token]) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (place, window) in tokens.windows(4).enumerate() {
        let [first, a, b, next] = window else { continue };
        if first.name() != Some("std") || !a.is(':') || !b.is(':') {
            continue;
        }
        if let Some(name) = next.name() {
            found.push((next.line, name));
            continue;
        }
        let mut depth = 0;
        for pair in tokens[place + 3..].windows(2) {
            match pair[0].seen {
                Seen::Sign('{') => depth += 1,
                Seen::Sign('}') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            let begins = pair[0].is('{') || pair[0].is(',');
            if let Some(name) = pair[1].name().filter(|_| depth == 1 && begins) {
                found.push((pair[1].line, name));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { path: "shared/src/x.rs".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn comments_texts_and_tests_are_not_code() {
        let source = source(
            "//! fs\n/// fs\nfn a() { \"fs\"; /* fs */ }\n#[cfg(test)]\nmod tests { fn b() { fs } }\nfn fs() {}\n",
        );
        let lines = |part| names(&tokens(&source, part), &["fs"]).map(|(line, _)| line).collect::<Vec<_>>();
        assert_eq!(lines(Part::Program), [6]);
        assert_eq!(lines(Part::All), [5, 6]);
    }

    #[test]
    fn modules_of_std_are_found_however_they_are_named() {
        let text = "use std::{fs, collections::{BTreeMap, env}, time::Instant};\nfn a() { std::net::x }\n";
        let source = source(text);
        let tokens = tokens(&source, Part::Program);
        assert_eq!(std_modules(&tokens), [(1, "fs"), (1, "collections"), (1, "time"), (2, "net")]);
    }

    #[test]
    fn pieces_of_code_are_found_over_line_ends() {
        let source = source("fn a() {\n    b\n        .route(x)\n}\n");
        assert_eq!(lines_with(&tokens(&source, Part::All), ".route"), [3]);
    }
}
