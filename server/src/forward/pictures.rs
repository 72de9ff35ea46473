//! Pictures that phones brought to a relay go to the town piece by piece, as
//! from a phone, once the text is there.

use shared::sync::photos::MOST_PIECE_BYTES;
use shared::sync::wire::PhotoStatus;

use super::BringError;
use super::take::TakeError;
use crate::auth::secret::Secret;
use crate::store::Store;
use crate::store::town::PictureForTown;

/// Brings what the town has not confirmed, and says how many pictures that were.
/// `ask` puts a piece to an address, or asks there without one; it answers none
/// where the town knows no photo that names the picture.
///
/// # Errors
/// Where the way ends; what was brought stays there.
pub fn bring<E>(
    store: &Store,
    mut ask: impl FnMut(&Secret, &str, Option<&[u8]>) -> Result<Option<PhotoStatus>, E>,
) -> Result<usize, BringError<E>> {
    let (token, pictures) = store.read_blocking(|reading| {
        let town = reading.town()?.ok_or(TakeError::NoRelay)?;
        Ok::<_, TakeError>((town.token, reading.pictures_for_town()?))
    })?;
    let mut brought = 0;
    for PictureForTown { organisation, hash, stored } in pictures {
        let bytes = store.read_blocking(|reading| reading.photo_bytes(stored))?;
        let mut ask =
            |path: String, piece: Option<&[u8]>| ask(&token, &path, piece).map_err(BringError::Road);
        let mut known = ask(format!("/api/v1/photos/{hash}/status?organisation={organisation}"), None)?;
        while let Some(status) = known.filter(|status| !status.complete) {
            let begins = usize::try_from(status.held).unwrap_or(usize::MAX);
            let ends = bytes.len().min(begins.saturating_add(MOST_PIECE_BYTES as usize));
            let Some(piece) = bytes.get(begins..ends).filter(|piece| !piece.is_empty()) else { break };
            let path = format!("/api/v1/photos/{hash}?offset={}&organisation={organisation}", status.held);
            known = ask(path, Some(piece))?.filter(|next| next.complete || status.held < next.held);
        }
        if known.is_some_and(|status| status.complete) {
            store.write_blocking(move |writing| writing.picture_is_at_town(stored.key))?;
            brought += 1;
        }
    }
    Ok(brought)
}
