//! The demonstration is whole, and its projections come out of its log bit by bit.

use super::standings::{Copy, ward, year};
use super::*;
use crate::standings::projection::bring_up;
use crate::store::health::inspect;
use crate::store::standings::OrganisationYear;
use crate::upkeep::finding::Finding;
use crate::upkeep::rebuild::rebuild;
use crate::upkeep::verify::verify;

#[test]
fn standings_are_verified_against_the_records_and_made_anew_as_they_were() {
    let copy = Copy::new();
    let (ward, year) = (ward(), year());
    bring_up(&copy.store, &ward, year).unwrap();
    let (kept, facts) = (copy.kept(), DEMO.facts("dong-mai"));
    let report = || inspect(&copy.data(), verify).unwrap();
    assert_eq!(report().findings, []);
    assert_eq!(report().years, kept.len());

    // One year says something else.
    let first = copy.ruled().organisations.remove(0).id;
    let (code, summary) = (ward.clone(), copy.summaries().remove(&first).unwrap());
    let empty = OrganisationYear { months: Vec::new(), year: None, lacking: Vec::new(), review: None };
    let put = copy.store.write_blocking(move |writing| {
        let seq = writing.reading().last_seq(&code)?;
        writing.put_standing(&code, first, year, seq, (&summary, &empty))
    });
    assert_eq!(put, Ok(true));
    assert_eq!(report().findings, [Finding::Standing { organisation: first, year }]);

    let rebuilt = rebuild(&copy.store).unwrap();
    assert_eq!((rebuilt.documents, rebuilt.years), (report().documents, 1));
    assert_eq!(copy.kept(), kept);
    assert_eq!(report().findings, []);
    let december = "2024-12".parse().unwrap();
    let mut now: SortedMap<OrganisationId, Vec<Fact>> = SortedMap::new();
    for (organisation, fact) in copy.read(|reading| reading.facts(&ward, december)) {
        now.entry(organisation).or_default().push(fact);
    }
    now.values_mut().for_each(|facts| facts.sort_by_key(|fact| fact.document));
    assert_eq!(now, facts);
}
