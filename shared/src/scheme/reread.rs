//! Whether a scheme would read answers of before as other levels.
//!
//! What a person answered on a scale is stored as the place of the level. So the
//! places of an item's levels belong to the answers that are there, and a scheme
//! that puts another level in such a place would change what people said.

use super::{Item, Rule, Scheme, Subject};

/// An item whose answers of before would be read as other levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reread {
    /// The item.
    pub item: String,
    /// The scale on which it was answered.
    pub scale: String,
    /// The id of the scheme by which it was.
    pub id: String,
    /// Its version.
    pub version: u16,
}

impl Scheme {
    /// The first item whose answers under `before` this scheme would read as other
    /// levels; none where levels were only added at the end.
    pub fn rereads(&self, before: &Self) -> Option<Reread> {
        if !self.reads_answers_of(before) {
            return None;
        }
        let reread = |item: &Item| {
            let then = before.items().find(|one| one.id == item.id)?;
            let scale = reread_scale(before, then, self, item)?;
            let (item, scale) = (item.id.clone(), scale.to_owned());
            Some(Reread { item, scale, id: before.id.clone(), version: before.version })
        };
        self.items().find_map(reread)
    }

    /// Whether what was answered under `before` counts under this scheme: of a month
    /// and of a meeting by the item alone, of a year only under the same id.
    fn reads_answers_of(&self, before: &Self) -> bool {
        let by_item = matches!(self.subject, Subject::Month | Subject::Meeting);
        let starts =
            |scheme: &Self, other: &Self| other.valid_until.is_none_or(|last| scheme.valid_from <= last);
        self.subject == before.subject
            && (by_item || self.id == before.id)
            && self.organisations.all().any(|kind| before.organisations.has(kind))
            && starts(self, before)
            && starts(before, self)
    }
}

/// The first scale of before on which an answer would be read as another level:
/// of rules that still stand for the same organisations each by its own, else by
/// any that there is now. Where no level is chosen any more, an answer of before
/// is none.
fn reread_scale<'b>(before: &Scheme, then: &'b Item, after: &Scheme, now: &Item) -> Option<&'b str> {
    let moved = |scale: &&'b str, other: &str| !goes_on(before, scale, after, other);
    let when = |item: &Item| item.cases.iter().map(|case| case.when.clone()).collect::<Vec<_>>();
    if when(then) == when(now) {
        let pairs = rules(then).zip(rules(now));
        let pairs = pairs.filter_map(|(then, now)| scale_of(then).zip(scale_of(now)));
        return pairs.into_iter().find(|(then, now)| moved(then, now)).map(|(then, _)| then);
    }
    scales(then).into_iter().find(|scale| scales(now).iter().any(|now| moved(scale, now)))
}

fn rules(item: &Item) -> impl Iterator<Item = &Rule> {
    std::iter::once(&item.rule).chain(item.cases.iter().map(|case| &case.rule))
}

fn scale_of(rule: &Rule) -> Option<&str> {
    match rule {
        Rule::Level { scale } => Some(scale.as_str()),
        Rule::Met { .. } | Rule::UpTo { .. } | Rule::Measured { .. } => None,
    }
}

/// The scales on which the item may be answered, whatever the organisation.
fn scales(item: &Item) -> Vec<&str> {
    rules(item).filter_map(scale_of).collect()
}

/// Whether the levels of a scale of before stand in the same places on the other.
fn goes_on(before: &Scheme, scale: &str, after: &Scheme, other: &str) -> bool {
    let (levels, others) = (before.scale(scale), after.scale(other));
    levels.len() <= others.len() && levels.iter().zip(others).all(|(level, other)| level.id == other.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::month::Month;
    use crate::org::OrganisationKind;
    use crate::scheme::shipped::qd_124;
    use crate::scheme::{Case, Condition, Kinds, Level, Scale};

    const TOP: &str = "top";

    fn level(id: &str) -> Level {
        Level { id: id.to_owned(), ..Level::default() }
    }

    fn first_scale(scheme: &mut Scheme) -> &mut Scale {
        scheme.scales.first_mut().unwrap()
    }

    #[test]
    fn levels_may_only_be_added_at_the_end() {
        fn check(change: impl FnOnce(&mut Scheme), rereads: bool) {
            let before = qd_124().unwrap();
            let mut after = before.clone();
            after.version += 1;
            change(&mut after);
            let found = after.rereads(&before);
            assert_eq!(found.is_some(), rereads, "{found:?}");
            if let Some(found) = found {
                let item = before.items().next().unwrap();
                let expect = (item.id.as_str(), scales(item)[0], "qd-124", before.version);
                assert_eq!((found.item.as_str(), found.scale.as_str(), &*found.id, found.version), expect);
            }
        }
        check(|_| {}, false);
        check(|s| first_scale(s).levels.push(level(TOP)), false);
        check(|s| first_scale(s).levels[0].text.en.push('!'), false);
        check(|s| first_scale(s).levels.insert(0, level(TOP)), true);
        check(|s| first_scale(s).levels.swap(0, 1), true);
        check(|s| drop(first_scale(s).levels.pop()), true);
        check(|s| first_scale(s).levels[0] = level(TOP), true);
        // Another scale for the same items reads the same answers.
        let renamed = |levels: fn(&mut Vec<Level>)| {
            move |s: &mut Scheme| {
                let mut scale = first_scale(s).clone();
                scale.id.push_str("-new");
                levels(&mut scale.levels);
                let rule = Rule::Level { scale: scale.id.clone() };
                let items = s.criteria.iter_mut().flat_map(|criterion| &mut criterion.items);
                items.for_each(|item| item.rule = rule.clone());
                s.scales.push(scale);
            }
        };
        check(renamed(|_| {}), false);
        check(renamed(|levels| levels.insert(0, level(TOP))), true);
        // Each rule is compared with the one that stands in its place.
        let by_case = |base: &'static str, case: &'static str| {
            move |s: &mut Scheme| {
                let mut other = first_scale(s).clone();
                other.id = "other".to_owned();
                other.levels.reverse();
                let first = first_scale(s).id.clone();
                s.scales.push(other);
                let scale = |name: &str| Rule::Level {
                    scale: if name == "first" { first.clone() } else { "other".to_owned() },
                };
                let cases = vec![Case { when: vec![Condition::Thematic], rule: scale(case) }];
                let items = s.criteria.iter_mut().flat_map(|criterion| &mut criterion.items);
                items.for_each(|item| (item.rule, item.cases) = (scale(base), cases.clone()));
            }
        };
        check(by_case("first", "first"), false);
        check(by_case("other", "first"), true);
        check(by_case("first", "other"), true);
        let mut before = qd_124().unwrap();
        by_case("first", "other")(&mut before);
        assert_eq!(before.clone().rereads(&before), None);
        let mut swapped = qd_124().unwrap();
        by_case("other", "first")(&mut swapped);
        assert!(swapped.rereads(&before).is_some());
        // Of what is never judged at one time, or of one kind, nothing is read again.
        let year = |number| Month::new(number, 1).unwrap();
        let swap = |s: &mut Scheme| first_scale(s).levels.swap(0, 1);
        check(|s| (swap(s), s.valid_from = year(2030)).1, false);
        check(|s| (swap(s), s.organisations = Kinds::of(OrganisationKind::Committee)).1, false);
        // Other items are answered anew, and so are other rules.
        let items = |change: fn(&mut Item)| {
            move |s: &mut Scheme| {
                first_scale(s).levels.insert(0, level(TOP));
                s.criteria.iter_mut().flat_map(|criterion| &mut criterion.items).for_each(change);
            }
        };
        check(items(|item| item.id.push_str("-new")), false);
        check(items(|item| item.rule = Rule::Met { points: 0 }), false);
    }

    #[test]
    fn answers_of_a_year_are_those_of_the_id_and_of_a_month_those_of_the_item() {
        let check = |subject: Subject, id: &str, rereads: bool| {
            let before = Scheme { subject, ..qd_124().unwrap() };
            let mut after = Scheme { id: id.to_owned(), ..before.clone() };
            first_scale(&mut after).levels.swap(0, 1);
            assert_eq!(after.rereads(&before).is_some(), rereads, "{subject:?} {id}");
        };
        check(Subject::Year, "qd-124", true);
        check(Subject::Year, "other", false);
        check(Subject::Member, "other", false);
        check(Subject::Month, "other", true);
        check(Subject::Meeting, "other", true);
        let year = qd_124().unwrap();
        let mut month = Scheme { subject: Subject::Month, ..year.clone() };
        first_scale(&mut month).levels.swap(0, 1);
        assert_eq!(month.rereads(&year), None);
    }
}
