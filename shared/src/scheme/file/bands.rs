//! Faults of bands: order, gaps, overlaps, points, reach.

use super::Fault;
use crate::scheme::measure::Measure;
use crate::scheme::{Band, Edge, Reading};

pub(super) fn check(faults: &mut Vec<Fault>, place: &str, measure: Measure, bands: &[Band], by: Reading) {
    if bands.is_empty() {
        faults.push(Fault::Nothing(place.to_owned()));
    }
    if bands.iter().any(|band| is_out_of_reach(measure, by, band)) {
        faults.push(Fault::BandOutOfReach(place.to_owned()));
    }
    if let Some((top, below)) = bands.first().and_then(|top| Some((top, top.below?))) {
        // What lies above the highest band would give nothing.
        if below <= top.from {
            faults.push(Fault::BandOrder(place.to_owned()));
        } else if !measure.less_is_better() {
            faults.push(Fault::BandGap { place: place.to_owned(), from: below, below: u16::MAX });
        }
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

fn is_out_of_reach(measure: Measure, by: Reading, band: &Band) -> bool {
    let most = match by {
        // A meeting may take longer than it has to.
        Reading::Share if measure.counts_minutes() => None,
        Reading::Share => Some(100),
        Reading::Number => measure.most(),
    };
    most.is_some_and(|most| most < band.from || (most == band.from && band.edge == Edge::Above))
}
