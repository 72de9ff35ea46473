//! Every text a person reads, generated from `app/locales`.

use std::fmt::{Display, Write};

use shared::lang::Lang;

/// The text of `lang` with its arguments in the places of their digits.
///
/// The generated functions are thin and this one is not among them: a `format!`
/// for each text in each language is 20 KB of the phone's program.
#[inline(never)]
fn fill(lang: Lang, texts: &[&'static str; 3], arguments: &[&dyn Display]) -> String {
    let [vi, en, bn] = texts;
    let text = match lang {
        Lang::Vi => vi,
        Lang::En => en,
        Lang::Bn => bn,
    };
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('}').unwrap_or_default();
        let argument = number.parse().ok().and_then(|number: usize| arguments.get(number));
        // Writing into a string does not fail.
        let _ = argument.map(|argument| write!(filled, "{argument}"));
        filled.push_str(rest);
    }
    filled
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_stand_where_each_language_wants_them() {
        fn check(lang: Lang, expected: &str) {
            let texts = ["{0} của {1}", "{1} of {0}", "{0}, {0}, {1}."];
            assert_eq!(fill(lang, &texts, &[&1, &"x{0}"]), expected);
        }
        check(Lang::Vi, "1 của x{0}");
        check(Lang::En, "x{0} of 1");
        check(Lang::Bn, "1, 1, x{0}.");
        assert_eq!(fill(Lang::Vi, &["", "", ""], &[]), "");
    }
}
