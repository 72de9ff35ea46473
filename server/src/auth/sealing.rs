//! The seals of bundles: whether the device whose key stands in a part signed it.

use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use shared::sync::bundle::Part;
use shared::sync::wire::DeviceKey;

/// Whether anything can be sealed by it: it is a point of the curve.
pub fn is_key(key: &DeviceKey) -> bool {
    VerifyingKey::from_sec1_bytes(&key.0).is_ok()
}

/// Whether the part was signed by the key that stands in it, and is as it was
/// then. Whose key that is, the store knows.
pub fn is_sealed(part: &Part<'_>) -> bool {
    let key = VerifyingKey::from_sec1_bytes(&part.key.0);
    let signature = Signature::from_slice(&part.signature);
    match (key, signature) {
        (Ok(key), Ok(signature)) => key.verify(&part.signed(), &signature).is_ok(),
        (Err(_), _) | (_, Err(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use p256::ecdsa::SigningKey;
    use p256::ecdsa::signature::Signer;
    use shared::id::DeviceNumber;
    use shared::moment::Moment;
    use shared::org::{Organisation, OrganisationKind};
    use shared::sync::bundle::{Bundle, file, parts, to_sign};
    use shared::sync::wire::DeviceKey;

    use super::*;

    fn part(signer: u8, named: u8) -> Vec<u8> {
        let [signer, named] = [signer, named].map(|byte| SigningKey::from_slice(&[byte; 32]).unwrap());
        let [ward, cell] = ["dong-mai", "bieu-nghi"].map(|code| code.parse().unwrap());
        let organisation = Organisation::new(&ward, cell, "Chi bộ", OrganisationKind::Cell);
        let bundle = Bundle {
            version: 1,
            organisation,
            device: DeviceNumber(3),
            made_at: Moment::default(),
            push: vec![],
        };
        let key = named.verifying_key().to_sec1_point(false);
        let mut part = bundle.unsigned(&DeviceKey(key.as_bytes().try_into().unwrap()));
        let signature: Signature = signer.sign(&to_sign(&part));
        part.extend(signature.to_bytes());
        part
    }

    #[test]
    fn a_key_is_a_point_of_the_curve() {
        let of = |byte: u8| SigningKey::from_slice(&[byte; 32]).unwrap();
        let mut key: [u8; 65] = of(1).verifying_key().to_sec1_point(false).as_bytes().try_into().unwrap();
        assert!(is_key(&DeviceKey(key)));
        key[64] ^= 1;
        assert!(!is_key(&DeviceKey(key)));
        assert!(!is_key(&DeviceKey([0; 65])));
    }

    #[test]
    fn only_what_the_named_key_signed_is_sealed() {
        let sealed = |file: &[u8]| parts(file).is_ok_and(|parts| parts.iter().all(is_sealed));
        let good = file(&[part(1, 1)]);
        assert!(sealed(&good));
        assert!(!sealed(&file(&[part(1, 2)])));
        for place in 16..good.len() {
            let mut other = good.clone();
            other[place] ^= 1;
            assert!(!sealed(&other), "byte {place}");
        }
    }
}
