//! What `bontot serve` prints when it is ready.

use std::fmt::Write;

use fast_qr::QRBuilder;
use shared::moment::Moment;

use super::entrance::{Entrance, Trust};
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
    entrance: &Entrance,
    picture: Picture,
    now: Moment,
) -> Result<String, StoreError> {
    store.read_blocking(|reading| {
        let origin = &entrance.origin;
        let mut text = format!("Bốn Tốt is ready. Stop it with Ctrl-C.\n\n  Phone      {origin}/cell\n");
        match reading.town()? {
            Some(town) => line(
                &mut text,
                format_args!("  Relay      `bontot forward` brings what comes to {}", town.url),
            ),
            None => {
                for ward in reading.wards()? {
                    line(
                        &mut text,
                        format_args!("  Standings  {origin}/standings/{}   {}", ward.code, ward.name),
                    );
                }
            }
        }
        if !entrance.others.is_empty() {
            line(&mut text, format_args!("  Also       {}", entrance.others.join("   ")));
        }
        if let Some(trust) = &entrance.trust {
            trusting(&mut text, trust, picture);
        }
        codes(reading, &mut text, origin, picture, now)?;
        Ok(text)
    })
}

/// How a phone learns to trust this server.
fn trusting(text: &mut String, trust: &Trust, picture: Picture) {
    line(
        text,
        format_args!(
            "\nThis server makes its own certificate, which each phone must be told to trust, once:"
        ),
    );
    if trust.is_new {
        line(
            text,
            format_args!(
                "(it was made now, so no phone trusts it yet, not even one that trusted another before)"
            ),
        );
    }
    line(text, format_args!("open this on the phone and follow it"));
    line(text, format_args!("  {}", trust.page));
    line(text, format_args!("and compare what the phone shows as the certificate's SHA-256 with this:"));
    line(text, format_args!("  {}", trust.fingerprint));
    drawn(text, picture, "For the camera of a phone that is to trust it:", &trust.page);
}

fn drawn(text: &mut String, picture: Picture, what: &str, address: &str) {
    if let (Picture::Drawn, Ok(code)) = (picture, QRBuilder::new(address).build()) {
        line(text, format_args!("\n{what}\n{}", code.to_str()));
    }
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
    if let Some((_, address, name)) = enrolments.first() {
        drawn(text, picture, &format!("For the camera of a phone of {name}:"), address);
    }
    Ok(())
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    writeln!(text, "{line}").ok();
}
