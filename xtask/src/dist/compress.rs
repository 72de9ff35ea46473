//! Compression ahead of time, at its highest: the server only picks a file.

use std::io::Write;

use anyhow::Result;
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

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &parameters)?;
    Ok(packed)
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
