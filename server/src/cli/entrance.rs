//! Under which addresses a server is reached.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::tls::authority::Found;
use crate::tls::machine;
use crate::tls::name::HostName;
use crate::tls::own::Own;

/// Where people come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entrance {
    /// The address to type first.
    pub origin: String,
    /// Further addresses of the same server.
    pub others: Vec<String>,
    /// How a phone learns to trust it; none where it need not be told.
    pub trust: Option<Trust>,
}

/// What people need so that a phone trusts a server that is its own authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// The address of the page that tells how.
    pub page: String,
    /// What people compare.
    pub fingerprint: String,
    /// Whether no phone can trust it yet.
    pub is_new: bool,
}

impl Entrance {
    /// Of a server without TLS. One that listens on every network is on this
    /// machine, too, and only there may a phone's program be installed without TLS.
    pub fn plain(address: SocketAddr) -> Self {
        Self::alone("http", address)
    }

    /// Of a server with a certificate that its operator was given. For which
    /// name it is, the operator knows.
    pub fn given(address: SocketAddr) -> Self {
        Self::alone("https", address)
    }

    fn alone(scheme: &str, address: SocketAddr) -> Self {
        let host = if address.ip().is_unspecified() { Ipv4Addr::LOCALHOST.into() } else { address.ip() };
        Self { origin: origin(scheme, &host_of(host), address.port()), others: Vec::new(), trust: None }
    }

    /// Of a server that is its own authority and listens on `address`, for
    /// `names`, with the page that tells how to trust it on `page`.
    pub fn own(
        address: SocketAddr,
        names: &[HostName],
        page: SocketAddr,
        (own, found): (&Own, Found),
    ) -> Self {
        let mut hosts: Vec<_> = names.iter().map(ToString::to_string).collect();
        hosts.extend(reached(address.ip()).into_iter().map(host_of));
        if address.ip().is_unspecified() {
            hosts.extend(machine::local_name().map(|name| name.to_string()));
        }
        let mut origins = hosts.iter().map(|host| origin("https", host, address.port()));
        let of_page = reached(page.ip()).first().copied().map_or_else(|| "localhost".to_owned(), host_of);
        Self {
            origin: origins.next().unwrap_or_else(|| origin("https", "localhost", address.port())),
            others: origins.collect(),
            trust: Some(Trust {
                page: format!("{}/", origin("http", &of_page, page.port())),
                fingerprint: own.authority().fingerprint(),
                is_new: found == Found::Made,
            }),
        }
    }

    /// Whether another machine's camera has any use for the first address.
    pub fn is_reachable(&self) -> bool {
        let host = self.origin.split_once("://").map_or("", |(_, host)| host);
        !["127.", "localhost", "[::1]"].iter().any(|own| host.starts_with(own))
    }
}

/// The addresses by which others reach what listens on `address`.
fn reached(address: IpAddr) -> Vec<IpAddr> {
    if !address.is_unspecified() {
        return vec![address];
    }
    let own = machine::addresses().into_iter().filter(|own| !own.is_loopback());
    own.filter(|own| address.is_ipv6() || own.is_ipv4()).collect()
}

fn host_of(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => format!("[{v6}]"),
    }
}

fn origin(scheme: &str, host: &str, port: u16) -> String {
    match (scheme, port) {
        ("https", 443) | ("http", 80) => format!("{scheme}://{host}"),
        _ => format!("{scheme}://{host}:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_can_be_typed() {
        fn check(listen: &str, expect: &str) {
            assert_eq!(Entrance::plain(listen.parse().unwrap()).origin, expect);
        }
        check("127.0.0.1:8080", "http://127.0.0.1:8080");
        check("0.0.0.0:8080", "http://127.0.0.1:8080");
        check("0.0.0.0:80", "http://127.0.0.1");
        check("[::1]:8080", "http://[::1]:8080");
        check("192.168.1.5:8080", "http://192.168.1.5:8080");
        assert_eq!(Entrance::given("10.0.0.1:443".parse().unwrap()).origin, "https://10.0.0.1");
    }

    #[test]
    fn a_camera_has_no_use_for_an_address_of_this_machine_alone() {
        fn check(listen: &str, expect: bool) {
            assert_eq!(Entrance::plain(listen.parse().unwrap()).is_reachable(), expect, "{listen}");
        }
        check("127.0.0.1:8080", false);
        check("[::1]:8080", false);
        check("0.0.0.0:8080", false);
        check("192.168.1.5:8080", true);
    }
}
