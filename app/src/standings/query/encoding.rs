//! Names and addresses as values in an address: what has a meaning there, or is no
//! plain letter or digit, is written as its bytes.

use std::fmt::Write;

/// The name, or another address, as it stands in an address.
pub fn encoded(name: &str) -> String {
    let mut text = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing into a string does not fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// The name that stands in an address; none where that is no text.
pub fn decoded(text: &str) -> Option<String> {
    let mut name = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        name.push(match byte {
            b'%' => digit(bytes.next()?)? * 16 + digit(bytes.next()?)?,
            b'+' => b' ',
            plain => plain,
        });
    }
    String::from_utf8(name).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_an_address_is_read_again() {
        fn check(name: &str, expect: &str) {
            assert_eq!(encoded(name), expect);
            assert_eq!(decoded(expect).as_deref(), Some(name));
        }
        check("/ward/dong-mai/years/2024", "/ward/dong-mai/years/2024");
        check("/a?b=c&d=%ố", "/a%3Fb%3Dc%26d%3D%25%E1%BB%91");
        check("Khu phố 1+2", "Khu%20ph%E1%BB%91%201%2B2");
    }
}
