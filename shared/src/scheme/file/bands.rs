//! Faults of bands: order, gaps, overlaps, points, reach.

use super::Fault;
use crate::scheme::measure::Measure;
use crate::scheme::{Band, Edge, Reading, Subject};

pub(super) fn check(
    faults: &mut Vec<Fault>,
    place: &str,
    subject: Subject,
    (measure, by): (Measure, Reading),
    bands: &[Band],
) {
    let most = most(subject, measure, by);
    if bands.is_empty() {
        faults.push(Fault::Nothing(place.to_owned()));
    }
    if bands.iter().any(|band| is_out_of_reach(most, band)) {
        faults.push(Fault::BandOutOfReach(place.to_owned()));
    }
    if let Some((top, below)) = bands.first().and_then(|top| Some((top, top.below?))) {
        // What lies above the highest band would give nothing.
        if below <= top.from {
            faults.push(Fault::BandOrder(place.to_owned()));
        } else if !measure.less_is_better() && most.is_none_or(|most| below <= most) {
            faults.push(Fault::BandTop { place: place.to_owned(), from: below });
        }
    }
    // Where less is better, nothing at all is the best.
    let low = bands.last().filter(|low| measure.less_is_better() && (low.from, low.edge) != (0, Edge::At));
    if let Some(low) = low {
        faults.push(Fault::BandGap { place: place.to_owned(), from: 0, below: low.from });
    }
    for (higher, lower) in bands.iter().zip(bands.iter().skip(1)) {
        pair(faults, place, measure, higher, lower);
    }
}

fn pair(faults: &mut Vec<Fault>, place: &str, measure: Measure, higher: &Band, lower: &Band) {
    if (higher.from, higher.edge) <= (lower.from, lower.edge) {
        faults.push(Fault::BandOrder(place.to_owned()));
    } else if let Some(end) = lower.below {
        let place = place.to_owned();
        let gap = end < higher.from || (end == higher.from && higher.edge == Edge::Above);
        if end <= lower.from {
            faults.push(Fault::BandOrder(place));
        } else if gap {
            faults.push(Fault::BandGap { place, from: end, below: higher.from });
        } else if higher.from < end {
            faults.push(Fault::BandOverlap { place, from: higher.from, below: end });
        }
    }
    let (better, worse) = if measure.less_is_better() { (lower, higher) } else { (higher, lower) };
    if better.points < worse.points || (worse.met && !better.met) {
        faults.push(Fault::BandPoints(place.to_owned()));
    }
}

/// The most that can be measured of what a scheme judges, in percent or in
/// number; none where that is not known beforehand.
pub(super) fn most(subject: Subject, measure: Measure, by: Reading) -> Option<u16> {
    match (by, subject) {
        // A meeting may take longer than it has to.
        (Reading::Share, _) if measure.counts_minutes() => None,
        (Reading::Share, _) => Some(100),
        // What stands once in a month or a quarter is one of them there.
        (Reading::Number, Subject::Month | Subject::Meeting) => measure.most_of_year().map(|_| 1),
        (Reading::Number, Subject::Year | Subject::Member) => measure.most_of_year(),
    }
}

fn is_out_of_reach(most: Option<u16>, band: &Band) -> bool {
    most.is_some_and(|most| most < band.from || (most == band.from && band.edge == Edge::Above))
}
