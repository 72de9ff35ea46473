//! A scheme as it was published, not read yet.
//!
//! A phone stores and passes on schemes from its first start, but reads one
//! only where something is judged by it. What it does not read it need not
//! understand either: a scheme with a rule that this program is too old for
//! stops no sync.

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decode, Decoder, Encode, Encoder};

use super::Scheme;

/// The bytes of a [`Scheme`], which stand in every value as the scheme itself would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedScheme(Vec<u8>);

impl SealedScheme {
    /// Seals a scheme.
    pub fn of(scheme: &Scheme) -> Self {
        Self(crate::replica::encode(scheme))
    }

    /// Reads the scheme; none where this program does not understand it.
    pub fn read(&self) -> Option<Scheme> {
        minicbor::decode(&self.0).ok()
    }
}

impl<C> Encode<C> for SealedScheme {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.writer_mut().write_all(&self.0).map_err(EncodeError::write)
    }
}

impl<'b, C> Decode<'b, C> for SealedScheme {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        let from = d.position();
        d.skip()?;
        let bytes = d.input().get(from..d.position()).unwrap_or_default();
        Ok(Self(bytes.to_vec()))
    }
}

#[cfg(test)]
#[cfg(feature = "scheme-files")]
mod tests {
    use super::*;
    use crate::replica::encode;
    use crate::ruling::{Ruled, RuledWard, Ruling, SealedWard};
    use crate::scheme::shipped;

    #[test]
    fn a_sealed_scheme_stands_as_the_scheme_would() {
        for (name, read) in shipped::ALL {
            let scheme = read().unwrap();
            let ruling = Ruling::SchemeApplied(scheme.clone());
            let bytes = encode(&Ruled { seq: 1, ruling });
            let sealed: Ruled<SealedScheme> = minicbor::decode(&bytes).unwrap();
            assert_eq!(encode(&sealed), bytes, "{name}");
            assert_eq!(sealed.ruling, Ruling::SchemeApplied(SealedScheme::of(&scheme)), "{name}");
            let mut ward = SealedWard::default();
            ward.apply(sealed);
            let opened = RuledWard { schemes: vec![scheme], seq: 1, ..RuledWard::default() };
            assert_eq!((ward.opened(), encode(&ward)), (opened.clone(), encode(&opened)), "{name}");
        }
    }

    #[test]
    fn what_is_not_understood_is_kept_and_applied_by_nobody() {
        let sealed: SealedScheme = minicbor::decode(&[0x82, 0x01, 0x61, b'x']).unwrap();
        assert_eq!((sealed.read(), encode(&sealed)), (None, vec![0x82, 0x01, 0x61, b'x']));
        let ward = SealedWard { schemes: vec![sealed], ..SealedWard::default() };
        assert_eq!(ward.opened().schemes, []);
    }

    #[test]
    fn half_a_scheme_is_none() {
        for bytes in [&[][..], &[0x82, 0x01], &[0x9f, 0x01], &[0x5f, 0x01]] {
            assert!(minicbor::decode::<SealedScheme>(bytes).is_err(), "{bytes:?}");
        }
    }
}
