//! What `bontot serve` prints when it is ready.

use std::fmt::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use fast_qr::QRBuilder;
use shared::moment::Moment;

use crate::demo::cell_to_begin_with;
use crate::store::codes::Opens;
use crate::store::{Reading, Store, StoreError};

/// Whether the first enrolment address is drawn for a phone's camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// It is drawn with characters.
    Drawn,
    /// It is not: nobody looks at a log.
    None,
}

/// The addresses, and the codes of a demonstration that were not used yet.
pub fn banner(
    store: &Store,
    address: SocketAddr,
    picture: Picture,
    now: Moment,
) -> Result<String, StoreError> {
    store.read_blocking(|reading| {
        let origin = origin(address);
        let mut text = format!("Bốn Tốt is ready. Stop it with Ctrl-C.\n\n  Phone      {origin}/cell\n");
        for ward in reading.wards()? {
            line(&mut text, format_args!("  Standings  {origin}/standings/{}   {}", ward.code, ward.name));
        }
        codes(reading, &mut text, &origin, picture, now)?;
        Ok(text)
    })
}

fn codes(
    reading: &Reading<'_>,
    text: &mut String,
    origin: &str,
    picture: Picture,
    now: Moment,
) -> Result<(), StoreError> {
    let shown = reading.shown_codes(now)?;
    let mut enrolments = Vec::new();
    let mut viewings = Vec::new();
    let mut offices = Vec::new();
    for (given, code) in shown {
        match given.opens {
            Opens::Cell(organisation) => {
                let found = reading.organisation(organisation)?;
                let name = found.map(|(_, organisation)| organisation.name).unwrap_or_default();
                enrolments.push((organisation, format!("{origin}/cell/enrol#{code}"), name));
            }
            Opens::Standings => viewings.push((code, given.ward)),
            Opens::Office(official) => offices.push((code, given.ward, official)),
        }
    }
    // A sort that keeps the order of the others.
    enrolments.sort_by_key(|(organisation, ..)| Some(*organisation) != cell_to_begin_with());
    if !enrolments.is_empty() {
        line(
            text,
            format_args!("\nPhones to enrol for the demonstration, each once: open the address, or type"),
        );
        line(text, format_args!("the code behind its # at {origin}/cell:"));
        for (_, address, name) in &enrolments {
            line(text, format_args!("  {address}   {name}"));
        }
    }
    if !viewings.is_empty() {
        line(text, format_args!("\nCodes to see the standings:"));
        for (code, ward) in &viewings {
            line(text, format_args!("  {code}   {origin}/standings/{ward}"));
        }
    }
    if !offices.is_empty() {
        line(text, format_args!("\nCodes to rule for the ward, each under a name:"));
        for (code, ward, official) in &offices {
            line(text, format_args!("  {code}   {origin}/ward/{ward}   {official}"));
        }
    }
    if let (Picture::Drawn, Some((_, address, name))) = (picture, enrolments.first())
        && let Ok(code) = QRBuilder::new(address.as_str()).build()
    {
        line(text, format_args!("\nFor the camera of a phone of {name}:\n{}", code.to_str()));
    }
    Ok(())
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    writeln!(text, "{line}").ok();
}

/// The address to type. A server that listens on every network is on this
/// machine, too, and only there may a phone's program be installed without TLS.
fn origin(address: SocketAddr) -> String {
    let host = if address.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { address.ip() };
    format!("http://{}", SocketAddr::new(host, address.port()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_can_be_typed() {
        fn check(listen: &str, expect: &str) {
            assert_eq!(origin(listen.parse().unwrap()), expect);
        }
        check("127.0.0.1:8080", "http://127.0.0.1:8080");
        check("0.0.0.0:80", "http://127.0.0.1:80");
        check("[::1]:8080", "http://[::1]:8080");
        check("[::]:8080", "http://127.0.0.1:8080");
    }
}
