//! Opening the store, and its transactions.

use js_sys::{Array, Object, Promise, Reflect};
use shared::replica::Table;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbTransaction};

use crate::platform::{BrowserError, window};

const NAME: &str = "bontot";
/// Counts up when a table is added; tables are never taken away.
const VERSION: u32 = 4;

/// Begins a strict transaction over `tables`.
pub fn begin(connection: &IdbDatabase, tables: &[Table], mode: &str) -> Result<IdbTransaction, BrowserError> {
    let names: Array = tables.iter().map(|table| JsValue::from(table.name())).collect();
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: js_sys::Function = Reflect::get(connection, &"transaction".into())?.dyn_into()?;
    Ok(begin.call3(connection, &names, &mode.into(), &options)?.dyn_into()?)
}

/// Waits until the transaction is durable, or says why it is not.
pub async fn completed(transaction: &IdbTransaction) -> Result<(), BrowserError> {
    let done = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(done).await {
        Ok(_) => Ok(()),
        Err(event) => {
            let reason = transaction.error().map_or(event, JsValue::from);
            Err(reason.into())
        }
    }
}

/// Opens the store, and makes its tables where there are none.
pub async fn connect() -> Result<IdbDatabase, BrowserError> {
    let factory =
        window()?.indexed_db()?.ok_or_else(|| BrowserError("IndexedDB is switched off".to_owned()))?;
    let request: IdbOpenDbRequest = factory.open_with_u32(NAME, VERSION)?;
    let upgrading = request.clone();
    let upgrade = Closure::once(move |_: JsValue| {
        if let Ok(database) = upgrading.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
            make_tables(&database);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let opened = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    if let Err(event) = JsFuture::from(opened).await {
        return Err(request.error().ok().flatten().map_or(event, JsValue::from).into());
    }
    let database: IdbDatabase = request.result()?.dyn_into()?;
    // A newer version in another tab needs this connection to go.
    let closing = database.clone();
    let close = Closure::<dyn FnMut()>::new(move || closing.close());
    database.set_onversionchange(Some(close.as_ref().unchecked_ref()));
    close.forget();
    Ok(database)
}

fn make_tables(database: &IdbDatabase) {
    let names = database.object_store_names();
    for table in Table::ALL {
        if !names.contains(table.name()) {
            // A failure aborts the upgrade, and opening reports it.
            let _ = database.create_object_store(table.name());
        }
    }
}
