//! What came by the wire and was not read yet.
//!
//! A phone stores and passes on schemes and rulings from its first start, but
//! reads them only where something follows from them. What it does not read it
//! need not understand either: a ruling or a scheme that this program is too old
//! for stops no sync, and is there for the program that comes after it.

use std::marker::PhantomData;

use minicbor::decode::Error as DecodeError;
use minicbor::encode::{Error as EncodeError, Write};
use minicbor::{Decode, Decoder, Encode, Encoder};

/// The bytes of a `T`, which stand in every value as the `T` itself would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed<T> {
    bytes: Vec<u8>,
    of: PhantomData<fn() -> T>,
}

impl<T> Sealed<T> {
    /// Seals a value.
    pub fn of(value: &T) -> Self
    where
        T: Encode<()>,
    {
        Self { bytes: crate::replica::encode(value), of: PhantomData }
    }

    /// Reads the value; none where this program does not understand it.
    pub fn read(&self) -> Option<T>
    where
        T: for<'b> Decode<'b, ()>,
    {
        self.read_as()
    }

    /// Reads the value as a type that knows some of what a `T` may be; none
    /// where it is something else.
    pub fn read_as<U: for<'b> Decode<'b, ()>>(&self) -> Option<U> {
        minicbor::decode(&self.bytes).ok()
    }
}

impl<T, C> Encode<C> for Sealed<T> {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.writer_mut().write_all(&self.bytes).map_err(EncodeError::write)
    }
}

impl<'b, T, C> Decode<'b, C> for Sealed<T> {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        let from = d.position();
        d.skip()?;
        let bytes = d.input().get(from..d.position()).unwrap_or_default();
        Ok(Self { bytes: bytes.to_vec(), of: PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::replica::encode;
    use crate::scheme::Scheme;

    #[test]
    fn what_is_not_understood_is_kept_and_read_by_nobody() {
        let sealed: Sealed<Scheme> = minicbor::decode(&[0x82, 0x01, 0x61, b'x']).unwrap();
        assert_eq!((sealed.read(), encode(&sealed)), (None, vec![0x82, 0x01, 0x61, b'x']));
    }

    #[test]
    fn half_a_value_is_none() {
        for bytes in [&[][..], &[0x82, 0x01], &[0x9f, 0x01], &[0x5f, 0x01]] {
            assert!(minicbor::decode::<Sealed<Scheme>>(bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn a_sealed_value_stands_as_the_value_would() {
        let of = (7_u64, "tháng".to_owned());
        let sealed = Sealed::of(&of);
        assert_eq!(encode(&vec![sealed.clone()]), encode(&vec![of.clone()]));
        assert_eq!((sealed.read(), sealed.read_as::<String>()), (Some(of), None));
    }
}
