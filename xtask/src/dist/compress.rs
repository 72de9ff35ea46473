//! Compression ahead of time, at its highest: the server only picks a file.

use std::io::Write;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
use flate2::Compression;
use flate2::write::GzEncoder;

/// A content in the encodings that make it smaller.
pub struct Compressed {
    /// Brotli 11, if smaller than the content.
    pub brotli: Option<Vec<u8>>,
    /// Gzip 9, if smaller than the content.
    pub gzip: Option<Vec<u8>>,
}

/// Compresses one content.
pub fn compress(content: &[u8]) -> Result<Compressed> {
    let smaller = |packed: Vec<u8>| (packed.len() < content.len()).then_some(packed);
    Ok(Compressed { brotli: smaller(brotli(content)?), gzip: smaller(gzip(content)?) })
}

/// Two ways to look at a content, of which now the one and now the other makes it
/// smaller, by some hundred bytes: with blocks of 64 KiB, or with distances coded
/// as those of fonts, whose tables a program's code resembles.
const WAYS: [(BrotliEncoderMode, i32); 2] =
    [(BrotliEncoderMode::BROTLI_MODE_GENERIC, 16), (BrotliEncoderMode::BROTLI_MODE_FONT, 0)];

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut smallest: Option<Vec<u8>> = None;
    for (mode, lgblock) in WAYS {
        let size_hint = content.len();
        let parameters =
            BrotliEncoderParams { quality: 11, lgwin: 24, mode, lgblock, size_hint, ..Default::default() };
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut &*content, &mut packed, &parameters)?;
        if smallest.as_ref().is_none_or(|smallest| packed.len() < smallest.len()) {
            smallest = Some(packed);
        }
    }
    Ok(smallest.unwrap_or_default())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_shrink_stays_as_it_is() {
        let packed = compress(b"x").unwrap();
        assert!(packed.brotli.is_none() && packed.gzip.is_none());
    }

    #[test]
    fn brotli_gives_the_content_back() {
        let content = b"four good ".repeat(100);
        let packed = compress(&content).unwrap().brotli.unwrap();
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut back).unwrap();
        assert_eq!(back, content);
    }
}
