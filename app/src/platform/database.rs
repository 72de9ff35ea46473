//! The phone's store: IndexedDB, written in single strict transactions.
//!
//! IndexedDB commits a transaction by itself as soon as control returns to the
//! browser with no request pending. Every function therefore issues all of its
//! requests at once and then waits for the whole, and a write has happened
//! only when the transaction says `complete`: strict, so it is on the disk.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use shared::replica::{Table, Write};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::{BrowserError, window};

const NAME: &str = "bontot";
/// Counts up when a table is added; tables are never taken away.
const VERSION: u32 = 2;

/// The open store. Clones share one connection.
#[derive(Clone)]
pub struct Database {
    connection: Rc<RefCell<IdbDatabase>>,
}

impl Database {
    /// Opens the store, and makes its tables the first time.
    pub async fn open() -> Result<Self, BrowserError> {
        Ok(Self { connection: Rc::new(RefCell::new(connect().await?)) })
    }

    /// Every key and value of a table, in the order of the keys.
    pub async fn read_all(&self, table: Table) -> Result<Vec<(String, Vec<u8>)>, BrowserError> {
        self.read(table, &JsValue::UNDEFINED).await
    }

    /// Every key and value whose key begins with `prefix` and a slash.
    pub async fn read_under(
        &self,
        table: Table,
        prefix: &str,
    ) -> Result<Vec<(String, Vec<u8>)>, BrowserError> {
        // In ASCII the digit zero is the character after the slash.
        let range = IdbKeyRange::bound_with_lower_open_and_upper_open(
            &format!("{prefix}/").into(),
            &format!("{prefix}0").into(),
            false,
            true,
        )?;
        self.read(table, &range).await
    }

    /// The values of these keys, in their order; absent ones are left out.
    pub async fn read_keys(&self, table: Table, keys: &[String]) -> Result<Vec<Vec<u8>>, BrowserError> {
        let transaction = self.begin(&[table], "readonly").await?;
        let store = transaction.object_store(table.name())?;
        let requests = keys.iter().map(|key| store.get(&key.into())).collect::<Result<Vec<_>, _>>()?;
        completed(&transaction).await?;
        let mut values = Vec::new();
        for request in requests {
            let value = request.result()?;
            if !value.is_undefined() {
                values.push(Uint8Array::new(&value).to_vec());
            }
        }
        Ok(values)
    }

    /// Makes all of `writes`, or none of them.
    pub async fn write(&self, writes: &[Write]) -> Result<(), BrowserError> {
        let transaction = self.begin(&Table::ALL, "readwrite").await?;
        for write in writes {
            match write {
                Write::Put(table, key, value) => {
                    let value = Uint8Array::from(value.as_slice());
                    transaction.object_store(table.name())?.put_with_key(&value, &key.into())?;
                }
                Write::Delete(table, key) => {
                    transaction.object_store(table.name())?.delete(&key.into())?;
                }
            }
        }
        completed(&transaction).await
    }

    async fn read(&self, table: Table, range: &JsValue) -> Result<Vec<(String, Vec<u8>)>, BrowserError> {
        let transaction = self.begin(&[table], "readonly").await?;
        let store: IdbObjectStore = transaction.object_store(table.name())?;
        let keys: IdbRequest = store.get_all_keys_with_key(range)?;
        let values: IdbRequest = store.get_all_with_key(range)?;
        completed(&transaction).await?;
        let keys = Array::from(&keys.result()?);
        let values = Array::from(&values.result()?);
        let pairs = keys.iter().zip(values.iter());
        Ok(pairs
            .filter_map(|(key, value)| Some((key.as_string()?, Uint8Array::new(&value).to_vec())))
            .collect())
    }

    /// Begins a transaction; a connection that the browser dropped in the
    /// background is opened again, once.
    async fn begin(&self, tables: &[Table], mode: &str) -> Result<IdbTransaction, BrowserError> {
        let connection = self.connection.borrow().clone();
        match begin(&connection, tables, mode) {
            Ok(transaction) => Ok(transaction),
            Err(_) => {
                let fresh = connect().await?;
                self.connection.replace(fresh.clone());
                begin(&fresh, tables, mode)
            }
        }
    }
}

fn begin(connection: &IdbDatabase, tables: &[Table], mode: &str) -> Result<IdbTransaction, BrowserError> {
    let names: Array = tables.iter().map(|table| JsValue::from(table.name())).collect();
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: js_sys::Function = Reflect::get(connection, &"transaction".into())?.dyn_into()?;
    Ok(begin.call3(connection, &names, &mode.into(), &options)?.dyn_into()?)
}

/// Waits until the transaction is durable, or says why it is not.
async fn completed(transaction: &IdbTransaction) -> Result<(), BrowserError> {
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

async fn connect() -> Result<IdbDatabase, BrowserError> {
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
