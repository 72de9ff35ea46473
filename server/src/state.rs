//! What every handler shares.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use shared::date::Date;
use shared::moment::Moment;
use shared::month::Month;
use tokio::sync::Semaphore;

use crate::assets::Site;
use crate::auth::attempts::Attempts;
use crate::auth::ticket::Tickets;
use crate::live::Live;
use crate::pipeline::exchange::MOST_AT_WORK;
use crate::pipeline::open_documents::OpenDocuments;
use crate::store::Store;

/// A clock that tells the present moment; tests bring their own.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// What every handler shares; clones are handles of the same.
#[derive(Clone)]
pub struct AppState {
    /// The data file.
    pub store: Store,
    /// The program and pictures that phones download.
    pub site: Arc<Site>,
    /// Documents that were opened lately.
    pub documents: Arc<OpenDocuments>,
    /// Places of requests that are worked on.
    pub at_work: Arc<Semaphore>,
    /// Wrong codes of the present minute.
    pub attempts: Arc<Attempts>,
    /// Tickets that stand for tokens.
    pub tickets: Arc<Tickets>,
    /// Connections that stay open.
    pub live: Arc<Live>,
    /// The clock.
    pub clock: Clock,
}

/// The day of the moment in Vietnam; the first of all where the calendar ends before it.
pub fn day_of(moment: Moment) -> Date {
    moment.date_in_vietnam().unwrap_or_else(|| Month::FIRST.first_day())
}

impl AppState {
    /// The state of a server on `store` that serves `site`, by the system's clock.
    pub fn new(store: Store, site: Site) -> Self {
        Self {
            store,
            site: Arc::new(site),
            documents: Arc::default(),
            at_work: Arc::new(Semaphore::new(MOST_AT_WORK)),
            attempts: Arc::default(),
            tickets: Arc::default(),
            live: Arc::default(),
            clock: Arc::new(system_clock),
        }
    }

    /// The present moment.
    pub fn now(&self) -> Moment {
        (self.clock)()
    }

    /// The present day in Vietnam.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }
}

/// The present moment by the system's clock.
pub fn system_clock() -> Moment {
    let millis = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    Moment::from_millis(i64::try_from(millis).unwrap_or(i64::MAX))
}
