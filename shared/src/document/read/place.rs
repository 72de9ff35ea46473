//! A map of a document, and how its fields are read.

use std::str::FromStr;

use automerge::{Automerge, ObjId, ReadDoc};

use super::super::conflict::objects;
use crate::record::resolution::Vote;
use crate::sorted_map::SortedMap;
use crate::sorted_set::SortedSet;

/// A map of the document, and how its fields are read.
pub(super) struct Place<'a> {
    pub(super) doc: &'a Automerge,
    /// The map; several copies where two phones began it at the same time, the
    /// standing one first. What only another copy says is read from there.
    pub(super) copies: Vec<ObjId>,
}

impl<'a> Place<'a> {
    pub(super) fn scalar(&self, key: &str) -> Option<automerge::ScalarValue> {
        match self.copies.iter().find_map(|copy| self.doc.get(copy, key).ok().flatten())? {
            (automerge::Value::Scalar(value), _) => Some(value.into_owned()),
            (automerge::Value::Object(_), _) => None,
        }
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        match self.scalar(key)? {
            automerge::ScalarValue::Str(text) => Some(text.to_string()),
            _ => None,
        }
    }

    pub(super) fn parse<T: FromStr>(&self, key: &str) -> Option<T> {
        self.text(key)?.parse().ok()
    }

    pub(super) fn number(&self, key: &str) -> Option<i64> {
        match self.scalar(key)? {
            automerge::ScalarValue::Int(n) => Some(n),
            _ => None,
        }
    }

    pub(super) fn inner(&self, key: &str) -> Option<Self> {
        let copies = self.copies.iter().flat_map(|copy| objects(self.doc, copy, key).into_iter().rev());
        let copies: Vec<_> = copies.collect();
        (!copies.is_empty()).then_some(Place { doc: self.doc, copies })
    }

    pub(super) fn keys(&self) -> SortedSet<String> {
        self.copies.iter().flat_map(|copy| self.doc.keys(copy)).collect()
    }

    pub(super) fn long_text(&self, key: &str) -> String {
        let place = self.inner(key);
        let object = place.iter().flat_map(|place| &place.copies).next();
        object.and_then(|object| self.doc.text(object).ok()).unwrap_or_default()
    }

    pub(super) fn scalars(
        &self,
        field: &str,
    ) -> impl Iterator<Item = (String, automerge::ScalarValue)> + use<'a> {
        self.inner(field).into_iter().flat_map(|map| {
            map.keys().into_iter().filter_map(move |key| {
                let value = map.scalar(&key)?;
                Some((key, value))
            })
        })
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
        self.text(key).and_then(|name| from_name(&name))
    }

    /// The number at `key`, where it fits.
    pub(super) fn count<T: TryFrom<i64>>(&self, key: &str) -> Option<T> {
        self.number(key).and_then(|n| T::try_from(n).ok())
    }

    /// Whether `key` is marked.
    pub(super) fn marked(&self, key: &str) -> bool {
        matches!(self.scalar(key), Some(automerge::ScalarValue::Boolean(true)))
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
        self.scalars(field).filter_map(|(key, value)| match value {
            automerge::ScalarValue::Str(text) => Some((key, text.to_string())),
            _ => None,
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
