//! Whether a data file is whole: every change is the one that came, every
//! document comes of its changes, and what is computed from them is computed right.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use shared::org::Code;
use shared::sync::gate;

use super::finding::Finding;
use crate::standings::projection::recomputed;
use crate::store::log::LoggedDocument;
use crate::store::{Reading, StoreError};

/// What was looked at, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Wards.
    pub wards: usize,
    /// Documents.
    pub documents: usize,
    /// Changes.
    pub changes: usize,
    /// Pictures, or parts of them.
    pub pictures: usize,
    /// Years of organisations that are kept.
    pub years: usize,
    /// Everything that is not as it should be.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether something is wrong that only a backup mends.
    pub fn is_damaged(&self) -> bool {
        self.findings.iter().any(Finding::is_in_log)
    }

    fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Goes on after damage that ends one part of the work.
    fn survive(&mut self, done: Result<(), StoreError>) -> Result<(), StoreError> {
        match done {
            Err(StoreError::Damaged(why)) => {
                self.find(Finding::Row(why));
                Ok(())
            }
            done => done,
        }
    }
}

/// Looks at everything in one view.
///
/// # Errors
/// Only where the file cannot be read at all: what is wrong in it is a [`Finding`].
pub fn verify(reading: &Reading<'_>) -> Result<Report, StoreError> {
    let mut report = Report::default();
    report.findings.extend(reading.faults_of_database()?.into_iter().map(Finding::Database));
    let numbered = numbers(reading, &mut report);
    report.survive(numbered)?;
    let logged = reading.each_document(|logged| {
        match logged {
            Ok(logged) => document(reading, &logged, &mut report)?,
            Err(StoreError::Damaged(why)) => report.find(Finding::Row(why)),
            Err(error) => return Err(error),
        }
        Ok::<_, StoreError>(())
    });
    report.survive(logged)?;
    let pictures = reading.held_pictures(|picture| {
        report.pictures += 1;
        if !picture.sound {
            report.find(Finding::Picture(picture.hash));
        }
    });
    report.survive(pictures)?;
    // What rests on a broken log would only repeat what is known.
    if !report.is_damaged() {
        standings(reading, &mut report)?;
    }
    Ok(report)
}

fn numbers(reading: &Reading<'_>, report: &mut Report) -> Result<(), StoreError> {
    for ward in reading.wards()? {
        let ward = ward.code;
        report.wards += 1;
        let mut last = 0_u64;
        let mut broken = None;
        reading.numbers(&ward, |seq| {
            if seq != last + 1 && broken.is_none() {
                broken = Some((last, seq));
            }
            last = seq;
        })?;
        if let Some((after, found)) = broken {
            report.find(Finding::Numbers { ward: ward.clone(), after, found });
        }
        let counted = reading.last_seq(&ward)?;
        if counted != last {
            report.find(Finding::Counter { ward: ward.clone(), last, counted });
        }
        register(reading, &ward, report)?;
    }
    Ok(())
}

fn register(reading: &Reading<'_>, ward: &Code, report: &mut Report) -> Result<(), StoreError> {
    let ruled = reading.ruled_ward(ward)?.organisations;
    if !reading.has_register(ward, &ruled)? {
        report.find(Finding::Register(ward.clone()));
    }
    Ok(())
}

fn document(reading: &Reading<'_>, logged: &LoggedDocument, report: &mut Report) -> Result<(), StoreError> {
    report.documents += 1;
    let document = logged.document;
    let before = report.findings.len();
    let mut hashes = BTreeSet::new();
    for change in &logged.changes {
        report.changes += 1;
        let (seq, hash) = (change.seq, change.hash);
        if !hashes.insert(hash) {
            report.find(Finding::Twice { document, seq, hash });
        }
        match gate::head(&change.chunk) {
            Err(error) => report.find(Finding::Chunk { document, seq, why: error.to_string() }),
            Ok(head) if head.hash != hash => report.find(Finding::Hash { document, seq, hash }),
            Ok(_) => {}
        }
    }
    if report.findings.len() != before {
        return Ok(());
    }
    // Automerge has panicked on bytes that it did not write.
    let replayed = catch_unwind(AssertUnwindSafe(|| logged.replay()));
    let (open, fact) = match replayed.unwrap_or(Err(StoreError::Panicked)) {
        Ok(replayed) => replayed,
        Err(error) => {
            report.find(Finding::Unreadable { document, why: error.to_string() });
            return Ok(());
        }
    };
    if open.heads() != logged.heads {
        report.find(Finding::Heads(document));
    }
    let projected = match reading.projected(logged.key) {
        // A row that cannot be read is one that says something else.
        Err(StoreError::Damaged(_)) => None,
        other => other?,
    };
    let right = projected.is_some_and(|projected| {
        projected.ward == logged.ward.as_str()
            && projected.organisation == logged.organisation
            && projected.kind == fact.record.kind().name()
            && projected.month == fact.record.month().map(|month| month.to_string())
            && projected.fact == fact
    });
    if !right {
        report.find(Finding::Record(document));
    }
    Ok(())
}

fn standings(reading: &Reading<'_>, report: &mut Report) -> Result<(), StoreError> {
    for (ward, year, organisation) in reading.kept_years()? {
        report.years += 1;
        let kept = match reading.standing(organisation, year) {
            Err(StoreError::Damaged(_)) => None,
            other => other?,
        };
        // A committee's year is looked at only where its cells' are there.
        match recomputed(reading, &ward, organisation, year)? {
            Some(body) if kept.as_ref() != Some(&body) => {
                report.find(Finding::Standing { organisation, year });
            }
            _ => {}
        }
    }
    Ok(())
}
