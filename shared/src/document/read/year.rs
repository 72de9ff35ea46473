//! Reading the records of a year.

use super::place::Place;
use crate::record::opinion::MemberOpinion;
use crate::record::registration::{FourGood, OwnCriterion, Registration};
use crate::record::review::{Review, YearGrade};
use crate::year::Year;

fn year(root: &Place<'_>) -> Option<Year> {
    root.count("year").and_then(|number| Year::new(number).ok())
}

pub(super) fn registration(root: &Place<'_>) -> Registration {
    Registration {
        year: year(root),
        title_sought: root.named("title_sought", FourGood::from_name),
        grade_sought: root.named("grade_sought", YearGrade::from_name),
        targets: root.words("targets"),
        criteria: root.collected("criteria", |entry| OwnCriterion {
            text: entry.words("text"),
            target: entry.words("target"),
        }),
        opinions: root.collected("opinions", |entry| MemberOpinion {
            member: entry.parse("member"),
            text: entry.words("text"),
        }),
        vote: root.vote(),
        registered_on: root.parse("registered_on"),
        withdrawn: root.text("withdrawn"),
        own_grade_sought: root.text("own_grade_sought"),
    }
}

pub(super) fn review(root: &Place<'_>) -> Review {
    Review {
        year: year(root),
        grade: root.named("grade", YearGrade::from_name),
        strengths: root.words("strengths"),
        shortcomings: root.words("shortcomings"),
        causes: root.words("causes"),
        measures: root.words("measures"),
        vote: root.vote(),
        submitted_on: root.parse("submitted_on"),
        own_grade: root.text("own_grade"),
    }
}
