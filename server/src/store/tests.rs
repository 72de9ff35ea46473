//! Tests of the store as a whole.

mod faults;
mod migrating;
mod opening;
mod phone;
mod story;
mod upkeep;
mod writing;

use shared::id::OrganisationId;
use shared::moment::Moment;
use shared::org::{Code, Organisation, OrganisationKind, Ward};
use shared::ruling::Ruling;

use super::*;

fn ward() -> Ward {
    Ward { code: code("dong-mai"), name: "Phường Đông Mai".to_owned(), town: "Quảng Yên".to_owned() }
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn cell() -> Organisation {
    Organisation::new(&ward().code, code("bieu-nghi"), "Chi bộ khu Biểu Nghi", OrganisationKind::Cell)
}

fn at(millis: i64) -> Moment {
    Moment::from_millis(millis)
}

/// A data file with one ward and one cell.
fn founded(path: &Path) -> (Store, OrganisationId) {
    let store = Store::open(path).unwrap();
    store.found_ward(&ward()).unwrap();
    store.rule(&ward().code, &Ruling::Registered(cell()), at(1)).unwrap();
    (store, cell().id)
}
