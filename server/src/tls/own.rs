//! Certificates that the server makes itself, for the addresses it has.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::ServerConfig;
use shared::moment::Moment;

use super::authority::Authority;
use super::name::HostName;
use super::{TlsError, machine, speaks_as};

/// The certificates that an authority makes for this machine.
///
/// A laptop's addresses change while it runs: its hotspot begins, a network
/// goes. The certificate is made anew when somebody comes by an address that it
/// does not name, and before its time is over; its key is in memory alone.
#[derive(Debug)]
pub struct Own {
    authority: Authority,
    names: Vec<HostName>,
    present: Mutex<Option<Present>>,
}

#[derive(Debug)]
struct Present {
    addresses: BTreeSet<IpAddr>,
    from: Moment,
    renew_at: Moment,
    config: Arc<ServerConfig>,
}

impl Own {
    /// What `authority` makes for this machine and for `names`.
    pub fn new(authority: Authority, names: Vec<HostName>) -> Self {
        Self { authority, names, present: Mutex::new(None) }
    }

    /// Whom phones are to trust.
    pub fn authority(&self) -> &Authority {
        &self.authority
    }

    /// What a connection to `local` is told.
    ///
    /// # Errors
    /// Where no certificate can be made.
    pub fn config(&self, local: IpAddr, now: Moment) -> Result<Arc<ServerConfig>, TlsError> {
        let local = local.to_canonical();
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(present) = present.as_ref().filter(|present| present.is_good(local, now)) {
            return Ok(Arc::clone(&present.config));
        }
        let mut addresses = machine::addresses();
        // It is an address of this machine, whatever the list says.
        addresses.extend(Some(local).filter(|local| machine::is_within_networks(*local)));
        let listed: Vec<_> = addresses.iter().copied().collect();
        let issued = self.authority.issue(&listed, &self.names, now)?;
        let config = speaks_as(issued.key)?;
        tracing::info!(addresses = listed.len(), "a certificate was made");
        let made = Present { addresses, from: issued.from, renew_at: issued.renew_at, config };
        let config = Arc::clone(&made.config);
        *present = Some(made);
        Ok(config)
    }
}

impl Present {
    fn is_good(&self, local: IpAddr, now: Moment) -> bool {
        // An address that the authority may not name is in no certificate.
        let named = self.addresses.contains(&local) || !machine::is_within_networks(local);
        named && self.from <= now && now < self.renew_at
    }
}
