//! A ZIP archive of a few small parts, as office files are.
//!
//! The parts are stored as they are (APPNOTE 6.3.10, method 0): a paper has
//! some ten thousand bytes, and what would make it smaller would make the
//! program larger. Every part has the same day, so that equal papers are equal
//! files.

/// One file of the archive.
pub struct Part {
    /// Its path in the archive, in plain letters.
    pub path: &'static str,
    /// What is in it.
    pub text: String,
}

const VERSION: u16 = 20;
/// 1 January 1980, the first day of the format.
const DAY: u16 = 0x0021;

/// The archive of `parts`.
pub fn archive(parts: &[Part]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    let mut count: u16 = 0;
    for part in parts {
        let begin = size(bytes.len());
        let header = header(part);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&header);
        bytes.extend(part.path.as_bytes());
        bytes.extend(part.text.as_bytes());
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&header);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(begin.to_le_bytes());
        directory.extend(part.path.as_bytes());
        count = count.saturating_add(1);
    }
    let begin = size(bytes.len());
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06");
    bytes.extend([0; 4]);
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(size(directory.len()).to_le_bytes());
    bytes.extend(begin.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

/// What stands about a part before it, and again in the directory.
fn header(part: &Part) -> Vec<u8> {
    let mut header = Vec::new();
    // No flags; stored; midnight.
    for number in [VERSION, 0, 0, 0, DAY] {
        header.extend(number.to_le_bytes());
    }
    for number in [checksum(part.text.as_bytes()), size(part.text.len()), size(part.text.len())] {
        header.extend(number.to_le_bytes());
    }
    header.extend(u16::try_from(part.path.len()).unwrap_or(u16::MAX).to_le_bytes());
    header.extend([0; 2]);
    header
}

/// No paper comes near four gigabytes.
fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// CRC-32 as the format asks, bit by bit: a paper is small.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_known_one() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(b""), 0);
    }
}
