//! This machine: the addresses and the name by which others reach it.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::name::HostName;

/// The networks whose addresses an authority may name, as address and length of
/// its prefix. They lead to nobody on the internet, so that a phone that trusts
/// the authority of a laptop does not trust it with any other site.
pub const NETWORKS: [(IpAddr, u8); 7] = [
    (IpAddr::V4(Ipv4Addr::new(10, 0, 0, 0)), 8),
    (IpAddr::V4(Ipv4Addr::new(172, 16, 0, 0)), 12),
    (IpAddr::V4(Ipv4Addr::new(192, 168, 0, 0)), 16),
    (IpAddr::V4(Ipv4Addr::new(169, 254, 0, 0)), 16),
    (IpAddr::V4(Ipv4Addr::new(127, 0, 0, 0)), 8),
    (IpAddr::V6(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0)), 7),
    (IpAddr::V6(Ipv6Addr::LOCALHOST), 128),
];

/// Whether an authority may name the address.
pub fn is_within_networks(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private() || v4.is_link_local() || v4.is_loopback(),
        IpAddr::V6(v6) => v6.is_unique_local() || v6.is_loopback(),
    }
}

/// The addresses that this machine has now and that an authority may name.
pub fn addresses() -> BTreeSet<IpAddr> {
    let found = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::warn!(%error, "this machine's addresses are not told");
        Vec::new()
    });
    let own = found.into_iter().map(|interface| interface.ip()).filter(|ip| is_within_networks(*ip));
    own.chain([Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]).collect()
}

/// The name of this machine on its own network, where it has one: systems that
/// answer to it by themselves (mDNS) end it in `.local`.
pub fn local_name() -> Option<HostName> {
    let files = ["/proc/sys/kernel/hostname", "/etc/hostname"];
    let from_file = files.iter().find_map(|path| std::fs::read_to_string(path).ok());
    let name = from_file
        .or_else(|| ["COMPUTERNAME", "HOSTNAME"].iter().find_map(|name| std::env::var(name).ok()))?;
    let first = name.trim().split('.').next()?;
    format!("{first}.local").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_lead_to_nobody_on_the_internet_are_named() {
        fn check(address: &str, expect: bool) {
            assert_eq!(is_within_networks(address.parse().unwrap()), expect, "{address}");
        }
        check("10.42.0.1", true);
        check("172.31.255.255", true);
        check("172.32.0.1", false);
        check("192.168.137.1", true);
        check("169.254.1.1", true);
        check("127.0.0.1", true);
        check("8.8.8.8", false);
        check("fd12::1", true);
        check("::1", true);
        check("2001:db8::1", false);
        check("fe80::1", false);
    }

    #[test]
    fn this_machine_is_reached_by_its_own_loopback() {
        assert!(addresses().contains(&Ipv4Addr::LOCALHOST.into()));
        assert!(addresses().into_iter().all(is_within_networks));
    }
}
