//! The official heading, signatures and recipients (HD 36-HD/VPTW 03/4/2018).

use shared::date::Date;
use shared::id::MemberId;
use shared::lang::Lang;
use shared::letter::in_capitals;
use shared::org::OrganisationKind;
use shared::record::roster::Office;

use super::{Heading, Signature, Sources};
use crate::format::digits;
use crate::t;

/// The heading of a paper of `day`.
pub fn heading(sources: &Sources<'_>, number: Option<String>, day: Option<Date>) -> Heading {
    let lang = sources.lang;
    let above = match sources.organisation.kind {
        OrganisationKind::Cell => t::paper_committee(lang, &sources.ward.name),
        OrganisationKind::Committee => sources.ward.town.clone(),
    };
    Heading {
        above: in_capitals(&above),
        issuer: in_capitals(&sources.organisation.name),
        number: number.map(|number| t::paper_number(lang, number)),
        party: t::paper_party(lang).to_owned(),
        place_and_day: place_and_day(sources, day),
    }
}

/// Place and day; the day is left open where there is none yet.
fn place_and_day(sources: &Sources<'_>, day: Option<Date>) -> String {
    let (lang, place) = (sources.lang, place(sources));
    match day {
        None => t::paper_place_open(lang, place),
        Some(day) => {
            // Days below 10 and the first two months have a zero before them.
            let month = day.month_number();
            let month = if month < 3 { format!("{month:02}") } else { month.to_string() };
            let [day, month, year] = [format!("{:02}", day.day()), month, day.year().to_string()]
                .map(|number| digits(lang, &number));
            t::paper_place_and_day(lang, place, day, month, year)
        }
    }
}

/// The ward's name without the word for what it is.
fn place<'a>(sources: &'a Sources<'_>) -> &'a str {
    let name = sources.ward.name.as_str();
    let units = t::paper_units(sources.lang).split('~');
    units.filter_map(|unit| name.strip_prefix(unit)).map(str::trim).next().unwrap_or(name)
}

/// The secretary's signature for the cell, or for its committee where it has one.
pub fn secretary(sources: &Sources<'_>, day: Option<Date>) -> Signature {
    let lang = sources.lang;
    let day = day.unwrap_or(sources.day);
    let committee = sources.roster.on(day).iter().any(|(_, m)| m.office == Office::CommitteeMember);
    let for_whom = match sources.organisation.kind {
        OrganisationKind::Cell if committee => t::paper_for_committee(lang),
        OrganisationKind::Cell => t::paper_for_cell(lang),
        OrganisationKind::Committee => t::paper_for_ward(lang),
    };
    Signature {
        for_whom: for_whom.to_owned(),
        role: t::paper_secretary(lang).to_owned(),
        name: sources.secretary(day),
    }
}

/// The signature of somebody in a role.
pub fn person(sources: &Sources<'_>, role: &str, member: Option<MemberId>) -> Signature {
    let name = member.map(|member| sources.name(member)).unwrap_or_default();
    Signature { for_whom: String::new(), role: role.to_owned(), name }
}

/// Who receives a resolution (HD 42-HD/BTCTW 28/10/2025).
pub fn recipients_of_resolution(lang: Lang) -> Vec<String> {
    [
        t::paper_to_committee(lang),
        t::paper_to_in_charge(lang),
        t::paper_to_front(lang),
        t::paper_to_members(lang),
        t::paper_to_handbook(lang),
        t::paper_to_archive(lang),
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Who receives what else the cell issues.
pub fn recipients(lang: Lang) -> Vec<String> {
    [t::paper_to_committee(lang), t::paper_to_members(lang), t::paper_to_archive(lang)]
        .map(str::to_owned)
        .to_vec()
}
