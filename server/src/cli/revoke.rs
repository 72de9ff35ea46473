//! `bontot revoke`: takes a phone's right to write.

use std::path::Path;

use shared::id::DeviceNumber;
use shared::org::Code;
use shared::words::Note;

use super::CliError;
use super::code::find_ward;
use super::error::{data_error, open};
use crate::state::system_clock;
use crate::store::devices::Word;
use crate::store::{IfMissing, StoreError};

/// Revokes the device with this number. What it still brings is kept for a decision.
pub fn revoke(path: &Path, ward: &Code, device: u32, reason: &Note) -> Result<String, CliError> {
    let store = open(path, IfMissing::Fail)?;
    let ward = find_ward(&store, path, ward)?;
    let number = DeviceNumber(device);
    let revoked = Word { at: system_clock(), official: None, why: Some(reason.to_string()) };
    let code = ward.code.clone();
    let done = store.write_blocking(move |writing| {
        let done = writing.revoke_device(&code, number, &revoked)?;
        let active = writing.reading().devices(&code)?.into_iter().filter(|one| one.revoked.is_none());
        Ok::<_, StoreError>((done, active.map(|one| one.device.number).collect::<Vec<_>>()))
    });
    let (done, active) = done.map_err(data_error(path))?;
    if !done {
        return Err(CliError::UnknownDevice { ward: ward.code, device: number, known: active });
    }
    Ok(format!(
        "Phone {number} of {} can send and receive no more. What it still brings is kept: \
         the ward office decides at /ward/{}/custody.\n",
        ward.name, ward.code
    ))
}
