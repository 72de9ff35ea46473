//! The ward's phones, as a person reads them.

use app::ward::devices::{Phone, Right, Word};
use shared::id::DeviceNumber;
use shared::org::Code;
use shared::ruling::RuledWard;

use super::custody::users_of;
use crate::store::devices::{self, Registered};
use crate::store::{Reading, StoreError};

/// The phones, organisation by organisation in the order of the register.
pub fn devices(reading: &Reading<'_>, ward: &Code, ruled: &RuledWard) -> Result<Vec<Phone>, StoreError> {
    let registered = reading.devices(ward)?;
    let mut phones = Vec::new();
    for organisation in &ruled.organisations {
        let own = registered.iter().filter(|one| one.device.organisation == organisation.id);
        for Registered { device, enrolled_at, role_given, revoked } in own {
            phones.push(Phone {
                number: device.number,
                organisation: organisation.clone(),
                users: users_of(reading, organisation.id, device.number)?,
                enrolled_at: *enrolled_at,
                last_sent: reading.last_sent(organisation.id, device.number)?,
                role: device.role,
                role_given: role_given.as_ref().map(told),
                revoked: revoked.as_ref().map(told),
            });
        }
    }
    Ok(phones)
}

/// What a phone may do now.
pub fn right_of(reading: &Reading<'_>, number: DeviceNumber) -> Result<Right, StoreError> {
    Ok(Right::of(reading.device(number)?.map(|device| device.role)))
}

fn told(devices::Word { at, official, why }: &devices::Word) -> Word {
    Word { at: *at, official: official.as_ref().map(ToString::to_string), why: why.clone() }
}
