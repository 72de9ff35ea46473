//! Sets of a record: a few values, in their order.
//!
//! A sorted vector for the same reason as [`crate::sorted_map`]: a phone
//! downloads a copy of a B-tree's code for every type of value.

use std::fmt::{Debug, Formatter, Result as FmtResult};
use std::ops::Deref;

use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};

/// A set in the order of its values. Written in CBOR as an array.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortedSet<T>(Vec<T>);

impl<T> SortedSet<T> {
    /// No value.
    pub const fn new() -> Self {
        Self(Vec::new())
    }
}

impl<T: Debug> Debug for SortedSet<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> FmtResult {
        to.debug_set().entries(&self.0).finish()
    }
}

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// The values in their order.
impl<T> Deref for SortedSet<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T: Ord> SortedSet<T> {
    /// Whether it holds the value.
    pub fn contains(&self, value: &T) -> bool {
        self.0.binary_search(value).is_ok()
    }

    /// Puts a value in; says whether it was not there.
    #[inline(never)]
    pub fn insert(&mut self, value: T) -> bool {
        // Most come in order.
        let place = match self.0.last() {
            Some(last) if value <= *last => self.0.binary_search(&value),
            _ => Err(self.0.len()),
        };
        match place {
            Ok(_) => false,
            Err(place) => {
                self.0.insert(place, value);
                true
            }
        }
    }

    /// Takes every value out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes a value out; says whether it was there.
    pub fn remove(&mut self, value: &T) -> bool {
        self.0.binary_search(value).map(|place| self.0.remove(place)).is_ok()
    }
}

impl<T: Ord> Extend<T> for SortedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        self.0.extend(values);
        self.0.sort_unstable();
        self.0.dedup();
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut set = Self::new();
        set.extend(values);
        set
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for SortedSet<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<T> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a SortedSet<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<C, T: Encode<C>> Encode<C> for SortedSet<T> {
    fn encode<W: Write>(&self, to: &mut Encoder<W>, context: &mut C) -> Result<(), EncodeError<W::Error>> {
        self.0.encode(to, context)
    }
}

impl<'b, C, T: Decode<'b, C> + Ord> Decode<'b, C> for SortedSet<T> {
    fn decode(from: &mut Decoder<'b>, context: &mut C) -> Result<Self, DecodeError> {
        Ok(Vec::decode(from, context)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::SortedSet;

    proptest! {
        /// It holds, gives and writes what a B-tree does.
        #[test]
        fn is_as_a_b_tree(values: Vec<u8>, more: Vec<u8>, one_by_one: Vec<u8>, gone: Vec<u8>) {
            let mut sorted: SortedSet<_> = values.iter().copied().collect();
            let mut tree: BTreeSet<_> = values.iter().copied().collect();
            sorted.extend(more.iter().copied());
            tree.extend(more);
            for value in one_by_one {
                prop_assert_eq!(sorted.insert(value), tree.insert(value));
            }
            for value in &gone {
                prop_assert_eq!(sorted.remove(value), tree.remove(value));
            }
            for value in 0..=u8::MAX {
                prop_assert_eq!(sorted.contains(&value), tree.contains(&value));
            }
            let bytes = minicbor::to_vec(&sorted).unwrap();
            prop_assert_eq!(&bytes, &minicbor::to_vec(&tree).unwrap());
            prop_assert_eq!(minicbor::decode::<SortedSet<u8>>(&bytes).unwrap(), sorted.clone());
            prop_assert!(sorted.into_iter().eq(tree));
        }
    }
}
