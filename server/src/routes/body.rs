//! Reading the body of a request, however slow, large or compressed it is.

use std::io::Read;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use flate2::read::GzDecoder;
use shared::sync::wire::Fault;

/// How long a body may take. A page of changes takes a weak signal a minute.
const PATIENCE: Duration = Duration::from_secs(300);

/// The request's body, inflated where it is gzip.
///
/// # Errors
/// [`Fault::TooLarge`] where it has more than `most` bytes, as sent or
/// inflated; [`Fault::Malformed`] where it is cut, or compressed otherwise.
pub async fn read_body(headers: &HeaderMap, body: Body, most: usize) -> Result<Bytes, Fault> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| most < length) {
        return Err(Fault::TooLarge);
    }
    let reading = tokio::time::timeout(PATIENCE, to_bytes(body, most));
    // A connection that breaks ends here, too, and then nobody reads the fault.
    let body = reading.await.map_err(|_| Fault::Malformed)?.map_err(|_| Fault::TooLarge)?;
    match headers.get(CONTENT_ENCODING).map(|encoding| encoding.as_bytes()) {
        None | Some(b"identity") => Ok(body),
        Some(b"gzip") => inflate(&body, most).map(Bytes::from),
        Some(_) => Err(Fault::Malformed),
    }
}

/// Inflates at most `most` bytes and never holds more.
fn inflate(body: &[u8], most: usize) -> Result<Vec<u8>, Fault> {
    let mut inflated = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    GzDecoder::new(body).take(limit).read_to_end(&mut inflated).map_err(|_| Fault::Malformed)?;
    if most < inflated.len() { Err(Fault::TooLarge) } else { Ok(inflated) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_inflates_beyond_the_limit_is_too_large() {
        assert_eq!(inflate(&gzip(&[0; 1000]), 1000), Ok(vec![0; 1000]));
        assert_eq!(inflate(&gzip(&[0; 1001]), 1000), Err(Fault::TooLarge));
        let bomb = gzip(&vec![0; 10_000_000]);
        assert!(bomb.len() < 20_000);
        assert_eq!(inflate(&bomb, 1000), Err(Fault::TooLarge));
    }

    #[test]
    fn what_is_not_gzip_is_malformed() {
        assert_eq!(inflate(b"plain", 1000), Err(Fault::Malformed));
        let whole = gzip(b"Bon Tot");
        assert_eq!(inflate(&whole[..whole.len() - 9], 1000), Err(Fault::Malformed));
    }
}
