//! For which kinds of organisations a scheme is written.

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decode, Decoder, Encode, Encoder};

use crate::org::OrganisationKind;

/// One kind of organisation, or several, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kinds {
    /// The kind that is named first.
    pub first: OrganisationKind,
    others: Vec<OrganisationKind>,
}

impl Kinds {
    /// One kind.
    pub const fn of(kind: OrganisationKind) -> Self {
        Self { first: kind, others: Vec::new() }
    }

    /// The same kinds and this one.
    #[must_use]
    pub fn and(mut self, kind: OrganisationKind) -> Self {
        if !self.has(kind) {
            self.others.push(kind);
        }
        self
    }

    /// Whether this is one of them.
    pub fn has(&self, kind: OrganisationKind) -> bool {
        self.all().any(|one| one == kind)
    }

    /// All of them, in the order in which they are named.
    pub fn all(&self) -> impl Iterator<Item = OrganisationKind> + use<'_> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }
}

/// One kind stands as it always did, `[kind, []]`. Others stand in the place of
/// its fields: programs that knew only one kind skip them and read the first.
impl<C> Encode<C> for Kinds {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, context: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.array(2)?.u8(index(self.first))?;
        self.others.encode(e, context)
    }
}

impl<'b, C> Decode<'b, C> for Kinds {
    fn decode(d: &mut Decoder<'b>, context: &mut C) -> Result<Self, DecodeError> {
        let first = OrganisationKind::decode(&mut d.clone(), context)?;
        d.array()?;
        d.skip()?;
        let others: Vec<OrganisationKind> = Vec::decode(d, context)?;
        Ok(others.into_iter().fold(Self::of(first), Self::and))
    }
}

const fn index(kind: OrganisationKind) -> u8 {
    match kind {
        OrganisationKind::Cell => 0,
        OrganisationKind::Committee => 1,
    }
}

#[cfg(feature = "scheme-files")]
impl<'de> serde::Deserialize<'de> for Kinds {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Named)
    }
}

/// Reads `"cell"` as well as `["cell", "committee"]`.
#[cfg(feature = "scheme-files")]
struct Named;

#[cfg(feature = "scheme-files")]
impl<'de> serde::de::Visitor<'de> for Named {
    type Value = Kinds;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a kind of organisation, or a list of kinds")
    }

    fn visit_str<E: serde::de::Error>(self, kind: &str) -> Result<Kinds, E> {
        use serde::Deserialize as _;
        OrganisationKind::deserialize(serde::de::value::StrDeserializer::new(kind)).map(Kinds::of)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut kinds: A) -> Result<Kinds, A::Error> {
        let first = kinds.next_element()?.ok_or_else(|| serde::de::Error::invalid_length(0, &self))?;
        let mut found = Kinds::of(first);
        while let Some(kind) = kinds.next_element()? {
            if found.has(kind) {
                return Err(serde::de::Error::custom("each kind of organisation stands once"));
            }
            found = found.and(kind);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use OrganisationKind::{Cell, Committee};

    use super::*;
    use crate::replica::encode;

    #[test]
    fn one_kind_stands_as_it_always_did() {
        for kind in [Cell, Committee] {
            let bytes = encode(&kind);
            assert_eq!(encode(&Kinds::of(kind)), bytes);
            assert_eq!(minicbor::decode::<Kinds>(&bytes).unwrap(), Kinds::of(kind));
        }
    }

    /// A program of before this one knows one kind, and reads the first.
    #[test]
    fn several_kinds_are_the_first_one_to_programs_that_know_one() {
        let both = Kinds::of(Committee).and(Cell).and(Committee);
        let bytes = encode(&both);
        assert_eq!(minicbor::decode::<Kinds>(&bytes).unwrap(), both);
        assert_eq!(minicbor::decode::<OrganisationKind>(&bytes).unwrap(), Committee);
        assert_eq!(both.all().collect::<Vec<_>>(), [Committee, Cell]);
        let follows = encode(&(both.clone(), 7_u8));
        assert_eq!(minicbor::decode::<(Kinds, u8)>(&follows).unwrap(), (both, 7));
    }
}
