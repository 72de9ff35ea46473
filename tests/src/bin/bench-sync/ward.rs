//! A ward with its phones, enrolled in the data file before the server starts.

use std::path::Path;

use server::auth::secret::{Purpose, Secret};
use server::store::{Store, StoreError};
use shared::id::{DeviceNumber, OrganisationId};
use shared::org::{Code, Organisation, OrganisationKind, Ward as Founded};
use shared::ruling::Ruling;

use crate::workload::NOON;

/// Phones that push at the same time, for each cell.
const CROWD: usize = 5;

/// A phone.
pub struct Device {
    pub number: DeviceNumber,
    pub organisation: OrganisationId,
    pub token: String,
}

/// A ward with a phone in each cell, one that has yet to pull, and a crowd.
pub struct Ward {
    pub code: Code,
    pub devices: Vec<Device>,
    pub newcomers: Vec<Device>,
    pub crowd: Vec<Device>,
}

impl Ward {
    /// Makes the data file.
    pub fn found(path: &Path, cells: usize) -> Self {
        let store = Store::open(path).expect("the store can be made");
        let code: Code = "ward".parse().expect("a code");
        let founded =
            Founded { code: code.clone(), name: "Phường".to_owned(), town: "Thị xã".to_owned() };
        store.found_ward(&founded).expect("the ward is founded");
        let mut ward = Self { code, devices: Vec::new(), newcomers: Vec::new(), crowd: Vec::new() };
        for place in 0..cells {
            let code = format!("cell-{place}").parse().expect("a code");
            let cell = Organisation::new(&ward.code, code, "Chi bộ", OrganisationKind::Cell);
            store.rule(&ward.code, &Ruling::Registered(cell.clone()), NOON).expect("it is registered");
            ward.devices.push(enrolled(&store, cell.id));
            ward.newcomers.push(enrolled(&store, cell.id));
            ward.crowd.extend((0..CROWD).map(|_| enrolled(&store, cell.id)));
        }
        ward
    }
}

fn enrolled(store: &Store, organisation: OrganisationId) -> Device {
    let token = Secret::draw().expect("randomness");
    let hash = token.hash(Purpose::Token);
    let number = store.write_blocking(move |writing| writing.put_device(organisation, Some(&hash), NOON));
    let number: Result<_, StoreError> = number;
    Device { number: number.expect("it is enrolled"), organisation, token: token.reveal() }
}
