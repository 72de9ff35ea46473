//! What differs between two texts, word by word.
//!
//! Own code, since the usual library stops comparing texts that have nothing in
//! common only by a clock, and this crate has none. Here a number of
//! differences is the limit.

/// Words that may differ at one place; two texts with more differences are
/// told as one text instead of the other from the first difference to the last.
const MOST: usize = 400;

/// A stretch of two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch<'a> {
    /// Both have it.
    Same(&'a str),
    /// Only the old text has it.
    Gone(&'a str),
    /// Only the new text has it.
    New(&'a str),
}

/// A stretch that both texts have: where it begins in each, and how many bytes it is long.
#[derive(Clone, Copy)]
struct Shared {
    old: usize,
    new: usize,
    length: usize,
}

/// The stretches of both texts in order; what went stands before what came in
/// its place. All but the new ones are the old text, all but the gone ones the new.
pub fn difference<'a>(old: &'a str, new: &'a str) -> Vec<Stretch<'a>> {
    let mut told = Vec::new();
    let (mut old_place, mut new_place) = (0, 0);
    let mut apart = |old_to: usize, new_to: usize, shared: Shared| {
        let gone = old.get(old_place..old_to).unwrap_or_default();
        let came = new.get(new_place..new_to).unwrap_or_default();
        let same = old.get(shared.old..shared.old + shared.length).unwrap_or_default();
        let all = [Stretch::Gone(gone), Stretch::New(came), Stretch::Same(same)];
        told.extend(all.into_iter().filter(|stretch| !stretch.text().is_empty()));
        (old_place, new_place) = (shared.old + shared.length, shared.new + shared.length);
    };
    for shared in shared(old, new) {
        apart(shared.old, shared.new, shared);
    }
    apart(old.len(), new.len(), Shared { old: old.len(), new: new.len(), length: 0 });
    told
}

impl<'a> Stretch<'a> {
    /// Its text.
    pub fn text(self) -> &'a str {
        match self {
            Self::Same(text) | Self::Gone(text) | Self::New(text) => text,
        }
    }
}

/// What both texts have, in order.
fn shared(old: &str, new: &str) -> Vec<Shared> {
    let (old_words, new_words) = (words(old), words(new));
    let before = old_words.iter().zip(&new_words).take_while(|(a, b)| a == b).count();
    let shorter = old_words.len().min(new_words.len()) - before;
    let ends = old_words.iter().rev().zip(new_words.iter().rev());
    let after = ends.take(shorter).take_while(|(a, b)| a == b).count();
    let (old_words, old_end) = middle(old_words, before, after);
    let (new_words, new_end) = middle(new_words, before, after);

    let mut found: Vec<Shared> = Vec::new();
    let mut add = |shared: Shared| match found.last_mut() {
        Some(last) if last.old + last.length == shared.old && last.new + last.length == shared.new => {
            last.length += shared.length;
        }
        _ => found.push(shared),
    };
    let begin = old_words.first().map_or(old_end, |(place, _)| *place);
    add(Shared { old: 0, new: 0, length: begin });
    for (a, b) in common(&old_words, &new_words).unwrap_or_default() {
        if let (Some((old, word)), Some((new, _))) = (old_words.get(a), new_words.get(b)) {
            add(Shared { old: *old, new: *new, length: word.len() });
        }
    }
    add(Shared { old: old_end, new: new_end, length: old.len() - old_end });
    // Two words in a row that differ are one difference: the space between is no news.
    found.retain(|shared| {
        let text = old.get(shared.old..shared.old + shared.length).unwrap_or_default();
        let inside = shared.old != 0 && shared.old + shared.length != old.len();
        !(inside && text.trim().is_empty() && !text.contains('\n'))
    });
    found
}

/// Words with where each begins.
type Placed<'a> = Vec<(usize, &'a str)>;

/// Words, marks of punctuation at their edges, and each white space by itself.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for run in text.split_inclusive(char::is_whitespace) {
        let word = run.trim_end_matches(char::is_whitespace);
        let space = run.get(word.len()..).unwrap_or_default();
        let mark = |c: char| c.is_ascii_punctuation();
        let behind = word.trim_start_matches(mark);
        let core = behind.trim_end_matches(mark);
        let head = word.get(..word.len() - behind.len()).unwrap_or_default();
        let tail = behind.get(core.len()..).unwrap_or_default();
        words.extend([head, core, tail, space].into_iter().filter(|part| !part.is_empty()));
    }
    words
}

/// The words but the first `before` and the last `after`, and where they end.
fn middle(words: Vec<&str>, before: usize, after: usize) -> (Placed<'_>, usize) {
    let most = words.len() - after;
    let mut place = 0;
    let mut placed = Vec::new();
    for (index, word) in words.into_iter().enumerate().take(most) {
        if before <= index {
            placed.push((place, word));
        }
        place += word.len();
    }
    (placed, place)
}

/// The places of the words that both have, as many as can be in the same
/// order; none where more than [`MOST`] differ.
///
/// After Myers, "An O(ND) difference algorithm" (1986). `rows` holds for each
/// number of differences how far into the old text one comes on each diagonal;
/// entry `i` of row `d` is the diagonal `2i - d`.
fn common(old: &[(usize, &str)], new: &[(usize, &str)]) -> Option<Vec<(usize, usize)>> {
    let mut rows: Vec<Vec<Option<usize>>> = Vec::new();
    let is_same = |a: usize, b: usize| match (old.get(a), new.get(b)) {
        (Some((_, a)), Some((_, b))) => a == b,
        _ => false,
    };
    // Where entry `i` of row `d` begins: a word further in the new text, or in the old.
    let begin = |last: Option<&Vec<Option<usize>>>, d: usize, i: usize| -> (Option<usize>, Option<usize>) {
        let Some(last) = last else { return (Some(0), None) };
        let entry = |i: Option<usize>| i.and_then(|i| last.get(i).copied().flatten());
        let came = entry(Some(i)).filter(|a| a + d - 2 * i <= new.len());
        let gone = entry(i.checked_sub(1)).map(|a| a + 1).filter(|a| *a <= old.len());
        (came, gone)
    };
    for d in 0..=MOST {
        let mut row = Vec::new();
        for i in 0..=d {
            let (came, gone) = begin(rows.last(), d, i);
            let far = came.max(gone).map(|start| {
                let mut a = start;
                while is_same(a, a + d - 2 * i) {
                    a += 1;
                }
                a
            });
            row.push(far);
        }
        let end = row
            .iter()
            .zip(0..)
            .find(|(far, i)| **far == Some(old.len()) && old.len() + d - 2 * i == new.len());
        let Some((_, end)) = end else {
            rows.push(row);
            continue;
        };
        // Back from the end, from row to row.
        let mut found = Vec::new();
        let (mut d, mut i, mut a) = (d, end, old.len());
        loop {
            let last = d.checked_sub(1).and_then(|d| rows.get(d));
            let (came, gone) = begin(last, d, i);
            let start = came.max(gone)?;
            found.extend((start..a).rev().map(|a| (a, a + d - 2 * i)));
            if last.is_none() {
                found.reverse();
                return Some(found);
            }
            if gone <= came {
                a = start;
            } else {
                a = start - 1;
                i -= 1;
            }
            d -= 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Stretch::{Gone, New, Same};
    use super::*;

    #[test]
    fn differences_are_told_in_words() {
        fn check(old: &str, new: &str, expect: &[Stretch<'_>]) {
            assert_eq!(difference(old, new), expect, "{old:?} {new:?}");
        }
        check("", "", &[]);
        check("như cũ", "như cũ", &[Same("như cũ")]);
        check("", "mới", &[New("mới")]);
        check("cũ", "", &[Gone("cũ")]);
        check(
            "thu hoạch 50 tấn.",
            "thu hoạch 70 tấn.",
            &[Same("thu hoạch "), Gone("50"), New("70"), Same(" tấn.")],
        );
        // The mark stays where only the word before it differs.
        check("trực đê, gác", "trực ban, gác", &[Same("trực "), Gone("đê"), New("ban"), Same(", gác")]);
        // Neighbours that differ are one difference, on each line.
        check("a b c d", "a x y d", &[Same("a "), Gone("b c"), New("x y"), Same(" d")]);
        check("b\nc", "x\ny", &[Gone("b"), New("x"), Same("\n"), Gone("c"), New("y")]);
        check(
            "1. Gieo ngô\n2. Trực đê",
            "1. Gieo ngô\n2. Thu gom rác\n3. Trực đê",
            &[Same("1. Gieo ngô\n2. "), New("Thu gom rác\n3. "), Same("Trực đê")],
        );
    }

    #[test]
    fn texts_with_nothing_in_common_are_told_whole() {
        let (old, new) = ("cũ ".repeat(3_000), "mới ".repeat(3_000));
        assert_eq!(difference(&old, &new).len(), 3);
    }

    /// The old and the new text, as the stretches tell them.
    fn both(told: &[Stretch<'_>]) -> (String, String) {
        let old = told.iter().filter(|s| !matches!(s, New(_))).map(|s| s.text()).collect();
        (old, told.iter().filter(|s| !matches!(s, Gone(_))).map(|s| s.text()).collect())
    }

    proptest! {
        #[test]
        fn stretches_give_both_texts_back(old in "[aâb .,\n]{0,40}", new in "[aâb .,\n]{0,40}") {
            let told = difference(&old, &new);
            prop_assert_eq!(both(&told), (old.clone(), new.clone()));
            // Neighbours are of different sorts.
            let sort = |s: &Stretch<'_>| match s { Same(_) => 0, Gone(_) => 1, New(_) => 2 };
            prop_assert!(told.windows(2).all(|pair| sort(&pair[0]) != sort(&pair[1])));
            prop_assert!(told.iter().all(|s| !s.text().is_empty()));
        }

        /// As many words as possible stay.
        #[test]
        fn no_longer_common_words_exist(old in "[abc]{0,12}", new in "[abc]{0,12}") {
            let placed = |all: &str| -> Placed<'static> {
                all.chars().map(|c| match c { 'a' => "a", 'b' => "b", _ => "c" }).map(|w| (0, w)).collect()
            };
            let (a, b) = (placed(&old), placed(&new));
            let found = common(&a, &b).unwrap();
            prop_assert!(found.iter().all(|(x, y)| a[*x].1 == b[*y].1));
            prop_assert!(found.windows(2).all(|p| p[0].0 < p[1].0 && p[0].1 < p[1].1));
            // The longest common subsequence, by its definition.
            let mut most = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
            for x in 0..a.len() {
                for y in 0..b.len() {
                    most[x + 1][y + 1] = if a[x].1 == b[y].1 {
                        most[x][y] + 1
                    } else {
                        most[x][y + 1].max(most[x + 1][y])
                    };
                }
            }
            prop_assert_eq!(found.len(), most[a.len()][b.len()]);
        }
    }
}
