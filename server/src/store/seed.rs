//! One-step jobs for those who fill a data file: the command line, the
//! demonstration and tests.

use shared::id::{DeviceNumber, OrganisationId};
use shared::moment::Moment;
use shared::org::{Code, Ward};
use shared::ruling::Ruling;

use super::codes::NewCode;
use super::{Store, StoreError};

impl Store {
    /// Whether no ward is founded yet.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        self.read_blocking(|reading| Ok(reading.wards()?.is_empty()))
    }

    /// Founds a ward.
    pub fn found_ward(&self, ward: &Ward) -> Result<(), StoreError> {
        let ward = ward.clone();
        self.write_blocking(move |writing| writing.put_ward(&ward))
    }

    /// Rules, and gives the ruling's number in the ward's sequence.
    pub fn rule(&self, ward: &Code, ruling: &Ruling, at: Moment) -> Result<u64, StoreError> {
        let (ward, ruling) = (ward.clone(), ruling.clone());
        self.write_blocking(move |writing| writing.put_ruling(&ward, &ruling, at))
    }

    /// Enrols a device whose token nobody has: only its number is used, to
    /// write changes by it.
    pub fn enrol_directly(
        &self,
        organisation: OrganisationId,
        at: Moment,
    ) -> Result<DeviceNumber, StoreError> {
        self.write_blocking(move |writing| writing.put_device(organisation, None, at))
    }

    /// Gives out a code.
    pub fn add_code(&self, code: &NewCode) -> Result<(), StoreError> {
        let code = code.clone();
        self.write_blocking(move |writing| writing.put_code(&code))
    }
}
