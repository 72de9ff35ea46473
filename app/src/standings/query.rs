//! What a table of organisations shows and in which order, as its address says it.

mod encoding;

use shared::org::{Organisation, OrganisationKind};

use encoding::decoded;
pub use encoding::encoded;

/// By what the rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By the result, group by group, with the cap's line.
    #[default]
    Result,
    /// In the order of the register.
    Register,
    /// By name.
    Name,
    /// By how much of what is expected is there.
    Coverage,
    /// By how old the news is.
    News,
    /// By how many fields people have to choose.
    Conflicts,
    /// By how much is missing.
    Missing,
}

/// In which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// As one looks for it: the best, the newest, the most first.
    #[default]
    Forth,
    /// The other way round.
    Back,
}

/// Which rows are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Only {
    /// All of them.
    #[default]
    All,
    /// Those of which something is missing.
    Missing,
}

/// What stands in an address behind the question mark. Whatever is unknown there is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The order.
    pub sort: Sort,
    /// Its direction.
    pub direction: Direction,
    /// Organisations of this kind.
    pub kind: Option<OrganisationKind>,
    /// Organisations of this group of the register.
    pub group: Option<String>,
    /// Those with this grade, by its id, or with none.
    pub grade: Option<GradeIs>,
    /// Those of which something is missing.
    pub only: Only,
}

/// A grade that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GradeIs {
    /// There is none yet.
    None,
    /// One of the grades with these ids: schemes may call theirs by the same word.
    OneOf(Vec<String>),
}

const SORTS: [(Sort, &str); 7] = [
    (Sort::Result, "result"),
    (Sort::Register, "register"),
    (Sort::Name, "name"),
    (Sort::Coverage, "coverage"),
    (Sort::News, "news"),
    (Sort::Conflicts, "conflicts"),
    (Sort::Missing, "missing"),
];
const KINDS: [(OrganisationKind, &str); 2] =
    [(OrganisationKind::Cell, "cell"), (OrganisationKind::Committee, "committee")];
/// Longer than the id of any grade.
const MOST_ID: usize = 60;

impl Query {
    /// The query in `text`, as it stands behind the question mark.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for (key, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            match key {
                "sort" => query.sort = found(&SORTS, value).unwrap_or_default(),
                "order" if value == "back" => query.direction = Direction::Back,
                "kind" => query.kind = found(&KINDS, value),
                "group" => query.group = decoded(value).filter(|name| !name.is_empty()),
                "grade" if value == "none" => query.grade = Some(GradeIs::None),
                "grade" if are_ids(value) => {
                    query.grade = Some(GradeIs::OneOf(value.split(BETWEEN).map(str::to_owned).collect()));
                }
                "only" if value == "missing" => query.only = Only::Missing,
                _ => {}
            }
        }
        query
    }

    /// The address that asks for it at `path`.
    pub fn href(&self, path: &str) -> String {
        let mut pairs = Vec::new();
        let name = |sort| SORTS.iter().find(|(known, _)| *known == sort).map(|(_, name)| *name);
        if let Some(name) = name(self.sort).filter(|_| self.sort != Sort::default()) {
            pairs.push(format!("sort={name}"));
        }
        if self.direction == Direction::Back {
            pairs.push("order=back".to_owned());
        }
        if let Some((_, name)) = KINDS.iter().find(|(kind, _)| Some(*kind) == self.kind) {
            pairs.push(format!("kind={name}"));
        }
        pairs.extend(self.group.as_ref().map(|name| format!("group={}", encoded(name))));
        match &self.grade {
            Some(GradeIs::None) => pairs.push("grade=none".to_owned()),
            Some(GradeIs::OneOf(ids)) => pairs.push(format!("grade={}", ids.join(BETWEEN))),
            None => {}
        }
        if self.only == Only::Missing {
            pairs.push("only=missing".to_owned());
        }
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    /// The same rows sorted by `sort`; once more, the other way round.
    #[must_use]
    pub fn sorted(&self, sort: Sort) -> Self {
        let direction = match (self.sort == sort, self.direction) {
            (true, Direction::Forth) => Direction::Back,
            _ => Direction::Forth,
        };
        Self { sort, direction, ..self.clone() }
    }

    /// Whether a row of this organisation, with the grade of this id and so much
    /// missing, is shown.
    pub fn shows(&self, organisation: &Organisation, grade: Option<&str>, missing: usize) -> bool {
        let graded = match &self.grade {
            None => true,
            Some(GradeIs::None) => grade.is_none(),
            Some(GradeIs::OneOf(ids)) => grade.is_some_and(|grade| ids.iter().any(|id| id == grade)),
        };
        let of_kind = self.kind.is_none_or(|wanted| wanted == organisation.kind);
        let in_group = self.group.is_none() || self.group == organisation.group;
        graded && of_kind && in_group && (self.only == Only::All || missing != 0)
    }

    /// Whether rows may be left out.
    pub fn is_filtering(&self) -> bool {
        self.kind.is_some() || self.group.is_some() || self.grade.is_some() || self.only != Only::All
    }
}

fn found<T: Copy>(known: &[(T, &str)], name: &str) -> Option<T> {
    known.iter().find(|(_, known)| *known == name).map(|(value, _)| *value)
}

/// What stands between the ids of grades; no id has it.
const BETWEEN: &str = "~";
/// More grades than are called by one word.
const MOST_IDS: usize = 8;

fn are_ids(text: &str) -> bool {
    text.split(BETWEEN).count() <= MOST_IDS && text.split(BETWEEN).all(is_id)
}

/// Ids of grades need no escaping in an address.
fn is_id(text: &str) -> bool {
    (1..=MOST_ID).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_written() {
        fn check(text: &str, again: &str) {
            assert_eq!(Query::parse(text).href("/x"), format!("/x{again}"), "{text}");
        }
        check("", "");
        check("sort=news&order=back", "?sort=news&order=back");
        check("only=missing&kind=cell&grade=none", "?kind=cell&grade=none&only=missing");
        check("grade=committee.four-good&sort=result", "?grade=committee.four-good");
        check("grade=four-good~committee.four-good", "?grade=four-good~committee.four-good");
        check("grade=a~", "");
        check(&format!("grade={}", ["a"; 9].join("~")), "");
        check("lang=en&sort=<b>&kind=x&grade=%22&order=up&only=", "");
        check(&format!("grade={}", "a".repeat(61)), "");
        check("group=Khu%20d%C3%A2n%20c%C6%B0&kind=cell", "?kind=cell&group=Khu%20d%C3%A2n%20c%C6%B0");
        check("group=Khu+ph%E1%BB%91", "?group=Khu%20ph%E1%BB%91");
        // Neither half a character nor half an escape is a name.
        check("group=%C3&only=missing", "?only=missing");
        check("group=%C", "");
    }

    #[test]
    fn sorting_once_more_turns_the_order_round() {
        let query = Query::default().sorted(Sort::News);
        assert_eq!((query.sort, query.direction), (Sort::News, Direction::Forth));
        assert_eq!(query.sorted(Sort::News).direction, Direction::Back);
        assert_eq!(query.sorted(Sort::News).sorted(Sort::Name).direction, Direction::Forth);
    }

    #[test]
    fn rows_are_shown_by_every_filter() {
        fn check(text: &str, expect: [bool; 3]) {
            let query = Query::parse(text);
            let ward = "dong-mai".parse().unwrap();
            let cell = Organisation::new(&ward, "bieu-nghi".parse().unwrap(), "", OrganisationKind::Cell);
            let cell = Organisation { group: Some("Khu phố".to_owned()), ..cell };
            let found =
                [(Some("good"), 0), (None, 0), (Some("fair"), 2)].map(|(g, m)| query.shows(&cell, g, m));
            assert_eq!(found, expect, "{text}");
        }
        check("", [true, true, true]);
        check("grade=good", [true, false, false]);
        check("grade=good~fair", [true, false, true]);
        check("grade=none", [false, true, false]);
        check("only=missing", [false, false, true]);
        check("kind=committee", [false, false, false]);
        check("group=Khu%20ph%E1%BB%91", [true, true, true]);
        check("group=Khu", [false, false, false]);
        check("group=Khu%20ph%E1%BB%91&only=missing", [false, false, true]);
        check("kind=cell&only=missing&grade=good", [false, false, false]);
    }
}
