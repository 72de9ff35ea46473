//! A map of a document, and how its fields are read.

use std::str::FromStr;

use automerge::iter::MapRangeItem;
use automerge::{Automerge, ObjId, ROOT, ReadDoc, ScalarValueRef, ValueRef};

use super::super::conflict::objects;
use crate::record::resolution::Vote;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// A map of the document, and how its fields are read.
pub(super) struct Place<'a> {
    doc: &'a Automerge,
    /// The map; several copies where two phones began it at the same time, the
    /// standing one first. What only another copy says is read from there.
    copies: Vec<Copy<'a>>,
}

/// One map. Its values are walked once, since Automerge seeks each that is asked for.
struct Copy<'a> {
    object: ObjId,
    /// By key, as Automerge orders them.
    items: Vec<MapRangeItem<'a>>,
}

impl<'a> Copy<'a> {
    fn item(&self, key: &str) -> Option<&MapRangeItem<'a>> {
        let place = self.items.binary_search_by(|item| item.key.as_ref().cmp(key)).ok()?;
        self.items.get(place)
    }

    /// Every object at `key`, the standing one first.
    fn objects(&self, doc: &Automerge, key: &str) -> Vec<ObjId> {
        match self.item(key) {
            Some(item) if item.conflict => objects(doc, &self.object, key).into_iter().rev().collect(),
            Some(item) if matches!(item.value, ValueRef::Object(_)) => vec![item.id()],
            Some(_) | None => Vec::new(),
        }
    }
}

impl<'a> Place<'a> {
    /// The map that the document is.
    pub(super) fn root(doc: &'a Automerge) -> Self {
        Self::of(doc, vec![ROOT])
    }

    fn of(doc: &'a Automerge, objects: Vec<ObjId>) -> Self {
        let copy = |object| Copy { items: doc.map_range(&object, ..).collect(), object };
        Self { doc, copies: objects.into_iter().map(copy).collect() }
    }

    fn scalar(&self, key: &str) -> Option<&ScalarValueRef<'a>> {
        match &self.copies.iter().find_map(|copy| copy.item(key))?.value {
            ValueRef::Scalar(value) => Some(value),
            ValueRef::Object(_) => None,
        }
    }

    fn str(&self, key: &str) -> Option<&str> {
        match self.scalar(key)? {
            ScalarValueRef::Str(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.str(key).map(str::to_owned)
    }

    pub(super) fn parse<T: FromStr>(&self, key: &str) -> Option<T> {
        self.str(key)?.parse().ok()
    }

    /// What stands under the names that begin with `known`, by the id in the name.
    pub(super) fn many<K: FromStr + Ord, V: FromStr>(&self, known: &str) -> SortedMap<K, V> {
        let names = self.copies.iter().flat_map(|copy| &copy.items).map(|item| item.key.as_ref());
        let found =
            names.filter_map(|name| Some((name.strip_prefix(known)?.parse().ok()?, self.parse(name)?)));
        found.collect()
    }

    pub(super) fn number(&self, key: &str) -> Option<i64> {
        match self.scalar(key)? {
            ScalarValueRef::Int(n) => Some(*n),
            _ => None,
        }
    }

    /// Every object at `key` of every copy, the standing one first.
    fn objects(&self, key: &str) -> Vec<ObjId> {
        self.copies.iter().flat_map(|copy| copy.objects(self.doc, key)).collect()
    }

    fn inner(&self, key: &str) -> Option<Self> {
        let copies = self.objects(key);
        (!copies.is_empty()).then(|| Self::of(self.doc, copies))
    }

    fn keys(&self) -> SortedSet<String> {
        self.copies.iter().flat_map(|copy| &copy.items).map(|item| item.key.clone().into_owned()).collect()
    }

    pub(super) fn long_text(&self, key: &str) -> String {
        let object = self.objects(key).into_iter().next();
        object.and_then(|object| self.doc.text(object).ok()).unwrap_or_default()
    }

    /// The keys of a field that are marked.
    pub(super) fn marks(&self, field: &str) -> impl Iterator<Item = String> + use<'a> {
        self.inner(field)
            .into_iter()
            .flat_map(|map| map.keys().into_iter().filter(move |key| map.marked(key)))
    }

    pub(super) fn entries(&self, field: &str) -> impl Iterator<Item = (String, Self)> + use<'a> {
        self.inner(field).into_iter().flat_map(|map| {
            map.keys().into_iter().filter_map(move |key| {
                let entry = map.inner(&key)?;
                Some((key, entry))
            })
        })
    }

    /// The text at `key`, empty where there is none.
    pub(super) fn words(&self, key: &str) -> String {
        self.text(key).unwrap_or_default()
    }

    /// What stands at `key` by its name.
    pub(super) fn named<T>(&self, key: &str, from_name: impl Fn(&str) -> Option<T>) -> Option<T> {
        from_name(self.str(key)?)
    }

    /// The number at `key`, where it fits.
    pub(super) fn count<T: TryFrom<i64>>(&self, key: &str) -> Option<T> {
        self.number(key).and_then(|n| T::try_from(n).ok())
    }

    /// Whether `key` is marked.
    pub(super) fn marked(&self, key: &str) -> bool {
        matches!(self.scalar(key), Some(ScalarValueRef::Boolean(true)))
    }

    /// The vote whose counts stand here, unless they do not fit each other.
    pub(super) fn vote(&self) -> Option<Vote> {
        Vote::new(
            self.count("voters")?,
            self.count("approve")?,
            self.count("against").unwrap_or(0),
            self.count("abstain").unwrap_or(0),
        )
    }

    /// The texts of a field by key.
    pub(super) fn texts(&self, field: &str) -> impl Iterator<Item = (String, String)> + use<'a> {
        self.inner(field).into_iter().flat_map(|map| {
            map.keys().into_iter().filter_map(move |key| {
                let text = map.text(&key)?;
                Some((key, text))
            })
        })
    }

    /// The entries of a field by key, each read by `read`.
    pub(super) fn collected<K: FromStr + Ord, V>(
        &self,
        field: &str,
        read: impl Fn(&Self) -> V,
    ) -> SortedMap<K, V> {
        self.entries(field).filter_map(|(key, entry)| Some((key.parse().ok()?, read(&entry)))).collect()
    }
}
