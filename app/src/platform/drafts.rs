//! Half-filled forms, kept in the phone's store beside the book.
//!
//! Nothing here is a record. What is typed is in memory at once, and a moment
//! later in a table of its own, in transactions that wait for no save and for
//! which no save waits; one that fails is tried again, and only keeps the state
//! of saving from saying that the draft is kept.
//!
//! Every tab writes what is typed in it, whichever tab holds the writer's lock.
//! Where two type into the same field, each goes on showing its own, and the
//! store keeps what was typed last; what one saves it takes out of the store.

mod older;

use std::cell::RefCell;
use std::rc::Rc;

use shared::replica::{Table, Write};
use shared::sorted_map::SortedMap;
use shared::sorted_set::SortedSet;

use super::database::Database;
use super::{spawn, wake};

/// How long what is typed waits for more, in milliseconds.
const PAUSE: u32 = 300;
/// How long a write that failed waits for better times, in milliseconds.
const RETRY: u32 = 10_000;

thread_local! {
    static DRAFTS: RefCell<Drafts> = RefCell::default();
}

#[derive(Default)]
struct Drafts {
    database: Option<Database>,
    /// What the store held when it was read.
    found: SortedMap<String, String>,
    /// What was typed since the page was opened.
    typed: SortedMap<String, String>,
    /// The keys that the store does not hold as they are here.
    unwritten: SortedSet<String>,
    /// Whether a clock is running at whose end they are written.
    waiting: bool,
    /// Whether somebody opened a form on this page.
    begun: bool,
    /// Whom to tell that everything typed is written.
    on_kept: Option<Rc<dyn Fn()>>,
}

impl Drafts {
    fn value(&self, key: &str) -> Option<&String> {
        self.typed.get(key).or_else(|| self.found.get(key))
    }

    fn writes(&self) -> Vec<Write> {
        let write = |key: &String| match self.value(key) {
            Some(text) => Write::Put(Table::Drafts, key.clone(), text.clone().into_bytes()),
            None => Write::Delete(Table::Drafts, key.clone()),
        };
        self.unwritten.iter().map(write).collect()
    }
}

/// Reads what the store holds. A store that cannot be read now keeps it.
pub async fn find(database: &Database) {
    let found = database.read_all(Table::Drafts).await;
    DRAFTS.with_borrow_mut(|drafts| {
        drafts.database = Some(database.clone());
        if let Ok(found) = found {
            let texts =
                found.into_iter().filter_map(|(key, text)| Some((key, String::from_utf8(text).ok()?)));
            drafts.found = texts.filter(|(key, _)| !drafts.unwritten.contains(key)).collect();
        }
    });
}

/// Calls `then` whenever everything that was typed is on the phone's disk.
pub fn on_kept(then: impl Fn() + 'static) {
    DRAFTS.with_borrow_mut(|drafts| drafts.on_kept = Some(Rc::new(then)));
}

/// What was typed into the field `name` of the form at `place`.
pub fn read(place: &str, name: &str) -> Option<String> {
    if DRAFTS.with_borrow_mut(|drafts| !std::mem::replace(&mut drafts.begun, true)) {
        wake::on_leaving(write_now);
        take_over();
    }
    DRAFTS.with_borrow(|drafts| drafts.value(&format!("{place}/{name}")).cloned())
}

/// Keeps what is typed.
pub fn write(place: &str, name: &str, text: &str) {
    let key = format!("{place}/{name}");
    DRAFTS.with_borrow_mut(|drafts| {
        drafts.unwritten.insert(key.clone());
        drafts.typed.insert(key, text.to_owned());
    });
    write_in(PAUSE);
}

/// Forgets the form at `place`; forms at places below it keep what they have.
pub fn forget(place: &str) {
    let prefix = format!("{place}/");
    let of_form = |key: &str| key.strip_prefix(&prefix).is_some_and(|name| !name.contains('/'));
    DRAFTS.with_borrow_mut(|drafts| {
        let Drafts { found, typed, unwritten, .. } = drafts;
        for texts in [found, typed] {
            texts.retain(|key, _| {
                let goes = of_form(key);
                if goes {
                    unwritten.insert(key.clone());
                }
                !goes
            });
        }
    });
    write_now();
}

/// The store is another one: everything is written again, with whatever is
/// typed or left next.
pub fn write_again() {
    DRAFTS.with_borrow_mut(|drafts| {
        let Drafts { found, typed, unwritten, .. } = drafts;
        unwritten.extend(found.keys().chain(typed.keys()).cloned());
    });
}

/// Takes over what an older program kept, where the store has nothing newer.
fn take_over() {
    let older = older::all();
    let (database, writes) = DRAFTS.with_borrow_mut(|drafts| {
        let mut writes = Vec::new();
        for (key, text) in &older {
            if drafts.value(key).is_none() {
                drafts.found.insert(key.clone(), text.clone());
                writes.push(Write::Put(Table::Drafts, key.clone(), text.clone().into_bytes()));
            }
        }
        (drafts.database.clone(), writes)
    });
    let Some(database) = database.filter(|_| !older.is_empty()) else { return };
    spawn(async move {
        // Where that fails, it stays where it was for the next time.
        if writes.is_empty() || database.write_drafts(&writes).await.is_ok() {
            older.iter().for_each(|(key, _)| older::remove(key));
        }
    });
}

/// Writes after this many milliseconds, unless that is to happen already.
fn write_in(millis: u32) {
    if DRAFTS.with_borrow_mut(|drafts| !std::mem::replace(&mut drafts.waiting, true)) {
        wake::after(millis, || {
            DRAFTS.with_borrow_mut(|drafts| drafts.waiting = false);
            write_now();
        });
    }
}

/// Writes what the store does not hold yet.
fn write_now() {
    let (database, writes) = DRAFTS.with_borrow(|drafts| (drafts.database.clone(), drafts.writes()));
    let Some(database) = database.filter(|_| !writes.is_empty()) else { return };
    spawn(async move {
        if database.write_drafts(&writes).await.is_err() {
            return write_in(RETRY);
        }
        let kept = DRAFTS.with_borrow_mut(|drafts| {
            // What was typed meanwhile is not written yet.
            let now = drafts.writes();
            for write in writes.into_iter().filter(|write| now.contains(write)) {
                let (Write::Put(_, key, _) | Write::Delete(_, key)) = write;
                drafts.unwritten.remove(&key);
            }
            drafts.unwritten.is_empty().then(|| drafts.on_kept.clone())
        });
        match kept {
            Some(tell) => tell.iter().for_each(|tell| tell()),
            None => write_in(PAUSE),
        }
    });
}
