//! Maps of a record: a few entries, in the order of their keys.
//!
//! A record holds tens of entries, at most some hundred, and the rows of a
//! phone come out of its store in order. For that a sorted vector does what a
//! B-tree does, and its code is a fifth of it; there is a copy of it for every
//! pair of key and value that a phone downloads.

use std::fmt::{Debug, Formatter, Result as FmtResult};
use std::ops::{Deref, DerefMut};

use litemap::LiteMap;
use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};

/// A map in the order of its keys. Written in CBOR as a map.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortedMap<K, V>(LiteMap<K, V>);

impl<K, V> SortedMap<K, V> {
    /// No entry.
    pub const fn new() -> Self {
        Self(LiteMap::new_vec())
    }

    /// The values in the order of their keys.
    pub fn into_values(self) -> impl DoubleEndedIterator<Item = V> {
        self.0.into_tuple_vec().into_iter().map(|(_, value)| value)
    }

    /// The keys in their order.
    pub fn into_keys(self) -> impl DoubleEndedIterator<Item = K> {
        self.0.into_tuple_vec().into_iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }
}

impl<K: Debug, V: Debug> Debug for SortedMap<K, V> {
    fn fmt(&self, to: &mut Formatter<'_>) -> FmtResult {
        to.debug_map().entries(self).finish()
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> Deref for SortedMap<K, V> {
    type Target = LiteMap<K, V>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<K, V> DerefMut for SortedMap<K, V> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// Puts one of many entries. It is not copied into each loop that does, for
    /// the same reason for which this map is here.
    #[inline(never)]
    fn put(&mut self, key: K, value: V) {
        if let Some((key, value)) = self.0.try_append(key, value) {
            self.0.insert(key, value);
        }
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    /// The last of several values of one key stays. Entries that come in order cost no search.
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.put(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SortedMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_tuple_vec().into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a SortedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = <&'a LiteMap<K, V> as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (&self.0).into_iter()
    }
}

impl<C, K: Encode<C>, V: Encode<C>> Encode<C> for SortedMap<K, V> {
    fn encode<W: Write>(&self, to: &mut Encoder<W>, context: &mut C) -> Result<(), EncodeError<W::Error>> {
        to.map(self.0.len() as u64)?;
        for (key, value) in self {
            key.encode(to, context)?;
            value.encode(to, context)?;
        }
        Ok(())
    }
}

impl<'b, C, K: Decode<'b, C> + Ord, V: Decode<'b, C>> Decode<'b, C> for SortedMap<K, V> {
    fn decode(from: &mut Decoder<'b>, context: &mut C) -> Result<Self, DecodeError> {
        let mut map = Self::new();
        for entry in from.map_iter_with(context)? {
            let (key, value) = entry?;
            map.put(key, value);
        }
        Ok(map)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::SortedMap;

    proptest! {
        /// It holds, gives and writes what a B-tree does.
        #[test]
        fn is_as_a_b_tree(
            entries: Vec<(u8, u16)>,
            more: Vec<(u8, u16)>,
            gone: Vec<u8>,
        ) {
            let mut sorted: SortedMap<_, _> = entries.iter().copied().collect();
            let mut tree: BTreeMap<_, _> = entries.iter().copied().collect();
            sorted.extend(more.iter().copied());
            tree.extend(more);
            for key in &gone {
                prop_assert_eq!(sorted.remove(key), tree.remove(key));
            }
            for key in 0..=u8::MAX {
                prop_assert_eq!(sorted.get(&key), tree.get(&key));
            }
            let bytes = minicbor::to_vec(&sorted).unwrap();
            prop_assert_eq!(&bytes, &minicbor::to_vec(&tree).unwrap());
            prop_assert_eq!(minicbor::decode::<SortedMap<u8, u16>>(&bytes).unwrap(), sorted.clone());
            prop_assert!(sorted.into_iter().eq(tree));
        }
    }
}
