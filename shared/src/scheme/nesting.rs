//! A guard before values that contain values of their own kind are decoded.
//!
//! Decoding such values goes as deep as the bytes say; bytes that somebody
//! forged would exhaust the stack. So the depth is looked at first.

use minicbor::data::Type;
use minicbor::decode::Error;
use minicbor::{Decode, Decoder};

/// The deepest nesting of arrays that is decoded. A criterion takes two, and
/// its items up to ten; [`super::file`] admits fewer.
const MOST: usize = 48;

/// Decodes a list unless it is nested deeper than any scheme.
pub(super) fn shallow<'b, C, T: Decode<'b, C>>(
    decoder: &mut Decoder<'b>,
    context: &mut C,
) -> Result<Vec<T>, Error> {
    if is_shallow(decoder)? {
        Vec::decode(decoder, context)
    } else {
        Err(Error::message("criteria are nested too deeply").at(decoder.position()))
    }
}

fn is_shallow(decoder: &Decoder<'_>) -> Result<bool, Error> {
    let mut ahead = decoder.clone();
    // For each value that was begun, how many parts are still to come; none where it ends by a break.
    let mut open = vec![Some(1_u64)];
    while let Some(left) = open.last_mut() {
        match left {
            Some(0) => {
                open.pop();
                continue;
            }
            Some(left) => *left -= 1,
            None => {}
        }
        match ahead.datatype()? {
            Type::Array | Type::ArrayIndef => open.push(ahead.array()?),
            Type::Map | Type::MapIndef => open.push(ahead.map()?.map(|pairs| pairs.saturating_mul(2))),
            Type::Tag => {
                ahead.tag()?;
                open.push(Some(1));
            }
            Type::Break => {
                ahead.set_position(ahead.position().saturating_add(1));
                open.pop();
            }
            _ => ahead.skip()?,
        }
        if MOST < open.len() {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_values_are_told_from_shallow_ones() {
        fn check(bytes: &[u8], expect: Option<bool>) {
            assert_eq!(is_shallow(&Decoder::new(bytes)).ok(), expect, "{} bytes", bytes.len());
        }
        check(&[0x80], Some(true));
        check(&[0x82, 0x01, 0x81, 0x61, b'a'], Some(true));
        check(&[0x9f, 0x01, 0xbf, 0x01, 0x02, 0xff, 0xff], Some(true));
        check(&[0xc1, 0x80], Some(true));
        check(&[0x81], None);
        for (depth, expect) in [(40, Some(true)), (60, Some(false)), (1_000_000, Some(false))] {
            check(&[vec![0x81; depth], vec![0x01]].concat(), expect);
            check(&[vec![0x9f; depth], vec![0xff; depth]].concat(), expect);
        }
    }
}
