//! The phone's store: IndexedDB, written in single strict transactions.
//!
//! IndexedDB commits a transaction by itself as soon as control returns to the
//! browser with no request pending. Every function therefore issues all of its
//! requests at once and then waits for the whole, and a write has happened
//! only when the transaction says `complete`: strict, so it is on the disk.

mod connection;
mod doubt;
mod mark;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use shared::replica::{SEALING, Table, Write};
use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::{BrowserError, drafts};
use connection::{begin, completed, connect};
use doubt::Doubt;

/// The open store. Clones share one connection.
#[derive(Clone)]
pub struct Database(Rc<Shared>);

struct Shared {
    connection: RefCell<IdbDatabase>,
    /// By what the store is known again.
    mark: RefCell<Option<Vec<u8>>>,
    /// Whether another store stands in its place.
    replaced: Cell<bool>,
    /// How many stores this page has had before this one.
    life: Cell<u32>,
    /// Whom to tell of it.
    on_replaced: RefCell<Option<Rc<dyn Fn()>>>,
    doubt: Doubt,
}

impl Database {
    /// Opens the store, and makes its tables the first time.
    pub async fn open() -> Result<Self, BrowserError> {
        let connection = connect().await?;
        // A store that cannot be marked now is none the worse; a loss of it goes unnoticed.
        let mark = mark::make(&connection).await.ok().flatten();
        Ok(Self(Rc::new(Shared {
            connection: RefCell::new(connection),
            mark: RefCell::new(mark),
            replaced: Cell::new(false),
            life: Cell::new(0),
            on_replaced: RefCell::new(None),
            doubt: Doubt::begin(),
        })))
    }

    /// Calls `then` whenever it turns out that another store, most likely an
    /// empty one, stands in the place of the one that was opened. Nothing can be
    /// read or written from then on, until [`Database::take_new`].
    pub fn on_replaced(&self, then: impl Fn() + 'static) {
        self.0.on_replaced.replace(Some(Rc::new(then)));
    }

    /// Whether another store stands in the place of the one that was opened.
    pub fn is_replaced(&self) -> bool {
        self.0.replaced.get()
    }

    /// Which store of this page it is: counts up with [`Database::take_new`].
    pub fn life(&self) -> u32 {
        self.0.life.get()
    }

    /// Goes on with the store that stands in the place of the old one, and makes
    /// the first `writes` to it.
    pub async fn take_new(&self, writes: &[Write]) -> Result<(), BrowserError> {
        let connection = connect().await?;
        let mark = mark::make(&connection).await?;
        self.0.connection.replace(connection);
        self.0.mark.replace(mark);
        self.0.replaced.set(false);
        if let Err(error) = self.write(writes).await {
            self.0.replaced.set(true);
            return Err(error);
        }
        self.0.life.set(self.life() + 1);
        drafts::write_again();
        Ok(())
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

    /// The pair of keys by which this phone seals files, if it has one.
    pub async fn sealing_key(&self) -> Result<Option<JsValue>, BrowserError> {
        let transaction = self.begin(&[Table::Settings], "readonly").await?;
        let request = transaction.object_store(Table::Settings.name())?.get(&SEALING.into())?;
        completed(&transaction).await?;
        Ok(Some(request.result()?).filter(|pair| !pair.is_undefined()))
    }

    /// Keeps that pair, unless there is one, and gives the one that is there.
    pub async fn put_sealing_key(&self, pair: &JsValue) -> Result<JsValue, BrowserError> {
        let transaction = self.begin(&[Table::Settings], "readwrite").await?;
        transaction.object_store(Table::Settings.name())?.add_with_key(pair, &SEALING.into())?;
        let added = completed(&transaction).await;
        match self.sealing_key().await? {
            Some(pair) => Ok(pair),
            None => Err(added.err().unwrap_or_else(|| BrowserError("the key is not there".to_owned()))),
        }
    }

    /// Makes all of `writes`, or none of them. After a failure the store has to
    /// prove itself: the next write counts only once it was read back by
    /// another connection.
    pub async fn write(&self, writes: &[Write]) -> Result<(), BrowserError> {
        self.write_to(&Table::BOOK, writes).await
    }

    /// As [`Database::write`], for drafts: in a transaction that waits for no
    /// save, and for which no save waits.
    pub async fn write_drafts(&self, writes: &[Write]) -> Result<(), BrowserError> {
        self.write_to(&[Table::Drafts], writes).await
    }

    async fn write_to(&self, tables: &[Table], writes: &[Write]) -> Result<(), BrowserError> {
        let doubtful = self.0.doubt.is_there();
        let written = async {
            if doubtful {
                self.renew().await?;
            }
            self.write_once(tables, writes).await?;
            // Another write may have failed meanwhile, and this one stand behind it.
            if !doubtful && self.0.doubt.is_there() {
                self.renew().await?;
            }
            if self.0.doubt.is_there() {
                self.close();
                self.read_back(writes).await?;
            }
            Ok(())
        };
        let written = written.await;
        match &written {
            Ok(()) if doubtful => self.0.doubt.end(),
            Err(_) if !self.is_replaced() => {
                self.0.doubt.rise();
                self.close();
            }
            Ok(()) | Err(_) => {}
        }
        written
    }

    /// Makes the browser begin a new log.
    async fn renew(&self) -> Result<(), BrowserError> {
        // Opens the store again, if that is what it takes.
        drop(self.begin(&[Table::Settings], "readonly").await?);
        let connection = self.0.connection.borrow().clone();
        doubt::renew(&connection).await
    }

    async fn write_once(&self, tables: &[Table], writes: &[Write]) -> Result<(), BrowserError> {
        let transaction = self.begin(tables, "readwrite").await?;
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
        // A page that is closed now has said all it has to say; a browser that
        // does not know the word commits by itself.
        #[expect(deprecated, reason = "web-sys takes what the standard has for a proposal")]
        let _ = transaction.commit();
        completed(&transaction).await
    }

    async fn read_back(&self, writes: &[Write]) -> Result<(), BrowserError> {
        for write in writes {
            if let Write::Put(table, key, value) = write
                && self.read_keys(*table, std::slice::from_ref(key)).await?.first() != Some(value)
            {
                return Err(BrowserError("what was written is not there".to_owned()));
            }
        }
        Ok(())
    }

    /// Closes the connection; whatever comes next opens another one.
    fn close(&self) {
        self.0.connection.borrow().close();
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
        let connection = self.0.connection.borrow().clone();
        if !self.is_replaced() {
            if let Ok(transaction) = begin(&connection, tables, mode) {
                return Ok(transaction);
            }
            let fresh = connect().await?;
            let mark = mark::read(&fresh).await?;
            let other = self.0.mark.borrow().as_ref().is_some_and(|own| mark.as_ref() != Some(own));
            if !other {
                self.0.connection.replace(fresh.clone());
                return begin(&fresh, tables, mode);
            }
            fresh.close();
            self.0.replaced.set(true);
        }
        if let Some(tell) = self.0.on_replaced.borrow().clone() {
            tell();
        }
        Err(BrowserError("the store was cleared".to_owned()))
    }
}
