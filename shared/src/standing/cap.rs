//! The cap applied: who keeps the best grade within each comparable group.
//!
//! A pure function of grades and rank keys. The order in which contenders are
//! listed makes no difference; those who tie on the line are shown, not chosen among.

use std::collections::BTreeSet;

use crate::scheme::Scheme;
use crate::scheme::cap::Standing;
use crate::sorted_map::SortedMap;
use crate::standing::rank::{Place, places};

/// Somebody who stands for a grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contender<K, R> {
    /// Who: an organisation, a member. Each stands once.
    pub key: K,
    /// The group within which they are compared.
    pub group: String,
    /// The grade's place before the cap; none where there is none yet.
    pub grade: Option<u8>,
    /// By what they are ranked; the greater, the better.
    pub rank: R,
}

/// A decision of people that goes before the cap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapOverride {
    /// What was decided.
    pub keeps: Keeps,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: String,
}

/// Whether somebody keeps the capped grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keeps {
    /// They do.
    Kept,
    /// They do not.
    Lowered,
}

/// What the cap says about a contender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CapVerdict {
    /// Their grade is not the capped one.
    NotConcerned,
    /// They keep it.
    Kept,
    /// There is no place for them: they have the good grade.
    Lowered,
    /// They tie with others for the last places; people decide.
    Tied,
    /// People decided.
    Overridden(CapOverride),
}

/// A contender with what the cap says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapLine<K, R> {
    /// The contender.
    pub contender: Contender<K, R>,
    /// The verdict.
    pub verdict: CapVerdict,
    /// The grade's place after the cap; none where it is not settled.
    pub grade: Option<u8>,
    /// The contender's place in the group, by [`Self::stands_for`].
    pub place: Option<Place>,
}

impl<K, R> CapLine<K, R> {
    /// The grade's place after the cap; of a tie on the line that for which they tie.
    pub fn stands_for(&self) -> Option<u8> {
        self.grade.or_else(|| self.contender.grade.filter(|_| self.verdict == CapVerdict::Tied))
    }
}

/// One group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapGroup<K, R> {
    /// Its key.
    pub group: String,
    /// Whether it counts as outstanding.
    pub standing: Standing,
    /// How many have the capped grade or the good one before the cap.
    pub candidates: u32,
    /// How many may have the capped grade.
    pub places: u32,
    /// How many have the capped grade in the end, ties left out.
    pub kept: u32,
    /// How many have no grade yet: with theirs, there may be more places.
    pub ungraded: u32,
    /// Its contenders: by grade, then by rank, then by key.
    pub lines: Vec<CapLine<K, R>>,
}

impl<K, R> CapGroup<K, R> {
    /// Whether decisions of people go beyond the cap.
    pub fn is_exceeded(&self) -> bool {
        self.places < self.kept
    }
}

/// Applies the cap of `scheme` to each group; without a cap everybody keeps their grade.
///
/// `exceptional` are the groups with outstanding results. Of contenders with
/// the same key, the one with the least rank and grade counts.
pub fn cap<K: Ord + Clone, R: Ord + Clone>(
    scheme: &Scheme,
    contenders: impl IntoIterator<Item = Contender<K, R>>,
    exceptional: &BTreeSet<String>,
    overrides: &SortedMap<K, CapOverride>,
) -> Vec<CapGroup<K, R>> {
    let mut groups: SortedMap<String, Vec<Contender<K, R>>> = SortedMap::new();
    let mut all: Vec<_> = contenders.into_iter().collect();
    all.sort_by(|a, b| (&a.key, &a.rank, b.grade, &a.group).cmp(&(&b.key, &b.rank, a.grade, &b.group)));
    all.dedup_by(|a, b| a.key == b.key);
    for contender in all {
        groups.entry(contender.group.clone()).or_default().push(contender);
    }
    let of_group = |(group, contenders)| {
        let standing = if exceptional.contains(&group) { Standing::Exceptional } else { Standing::Usual };
        cap_group(scheme, group, contenders, standing, overrides)
    };
    groups.into_iter().map(of_group).collect()
}

fn cap_group<K: Ord + Clone, R: Ord + Clone>(
    scheme: &Scheme,
    group: String,
    mut contenders: Vec<Contender<K, R>>,
    standing: Standing,
    overrides: &SortedMap<K, CapOverride>,
) -> CapGroup<K, R> {
    contenders.sort_by(|a, b| {
        (a.grade.is_none(), a.grade, &b.rank, &a.key).cmp(&(b.grade.is_none(), b.grade, &a.rank, &b.key))
    });
    let rule = scheme.cap.as_ref();
    let places_of =
        |rule: &crate::scheme::cap::CapRule| Some((scheme.place(&rule.grade)?, scheme.place(&rule.good)?));
    let capped = rule.and_then(|rule| Some((rule, places_of(rule)?)));
    let size = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let ungraded = size(contenders.iter().filter(|c| c.grade.is_none()).count());
    let Some((rule, (best, good))) = capped else {
        let lines = contenders.into_iter().map(|contender| CapLine {
            grade: contender.grade,
            verdict: CapVerdict::NotConcerned,
            place: None,
            contender,
        });
        let lines = placed(lines.collect());
        let places = size(lines.len());
        return CapGroup { group, standing, candidates: 0, places, kept: 0, ungraded, lines };
    };
    let is = |contender: &Contender<K, R>, place: u8| contender.grade == Some(place);
    let candidates = size(contenders.iter().filter(|c| is(c, best) || is(c, good)).count());
    let places = rule.places(candidates, standing);
    // Who keeps the grade by decision takes a place; the others share the rest by rank.
    let decided = contenders.iter().filter(|c| is(c, best)).filter_map(|c| overrides.get(&c.key));
    let taken = size(decided.filter(|decided| decided.keeps == Keeps::Kept).count());
    let ranked = contenders.iter().filter(|c| is(c, best) && !overrides.contains_key(&c.key));
    let ranks: Vec<_> = ranked.map(|contender| contender.rank.clone()).collect();
    let free = usize::try_from(places.saturating_sub(taken)).unwrap_or(usize::MAX);
    let by_rank = |rank: &R| {
        let better = ranks.iter().filter(|other| rank < other).count();
        let alike = ranks.iter().filter(|other| rank == *other).count();
        if better.saturating_add(alike) <= free {
            CapVerdict::Kept
        } else if free <= better {
            CapVerdict::Lowered
        } else {
            CapVerdict::Tied
        }
    };
    let lines = contenders.into_iter().map(|contender| {
        let verdict = if is(&contender, best) {
            overrides
                .get(&contender.key)
                .cloned()
                .map_or_else(|| by_rank(&contender.rank), CapVerdict::Overridden)
        } else {
            CapVerdict::NotConcerned
        };
        let grade = match &verdict {
            CapVerdict::NotConcerned | CapVerdict::Kept => contender.grade,
            CapVerdict::Lowered => Some(good),
            CapVerdict::Tied => None,
            CapVerdict::Overridden(decided) => Some(if decided.keeps == Keeps::Kept { best } else { good }),
        };
        CapLine { contender, verdict, grade, place: None }
    });
    let lines = placed(lines.collect());
    let keeps = |line: &&CapLine<K, R>| match &line.verdict {
        CapVerdict::Kept => true,
        CapVerdict::Overridden(decided) => decided.keeps == Keeps::Kept,
        CapVerdict::NotConcerned | CapVerdict::Lowered | CapVerdict::Tied => false,
    };
    let kept = size(lines.iter().filter(keeps).count());
    CapGroup { group, standing, candidates, places, kept, ungraded, lines }
}

/// The lines with their places.
fn placed<K, R: Ord + Clone>(mut lines: Vec<CapLine<K, R>>) -> Vec<CapLine<K, R>> {
    let results: Vec<_> =
        lines.iter().map(|line| Some((line.stands_for()?, line.contender.rank.clone()))).collect();
    for (line, place) in lines.iter_mut().zip(places(&results)) {
        line.place = place;
    }
    lines
}

#[cfg(test)]
mod tests;
