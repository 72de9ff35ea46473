//! The year's end of organisations and of their members.

pub mod appraise;
pub mod decide;
pub mod list;
pub mod members;
pub mod rank_group;
pub mod recognise;
pub mod set_grade;
pub mod show;
pub mod suspend;

use app::ward::Desk;
use app::ward::case::Case;

use super::desk::{AtDesk, Away};
use super::pages::Message;
use crate::office::cases::{case, member_cases};
use crate::standings::year::Rulings;

/// The case that the address names: an organisation's, or one of its members'.
async fn find(at: &AtDesk) -> Result<(Desk, Case), Away> {
    let (year, organisation, member) = (at.year()?, at.organisation()?, at.member()?);
    let day = at.state.today();
    let found = at.read_year(year, move |reading, ward, ruled| {
        let Some(member) = member else {
            return case(reading, ward, (ruled, Rulings::Made), (year, day), &organisation);
        };
        let organisation = ruled.ward.organisations.iter().find(|known| known.code == organisation);
        let Some(organisation) = organisation else { return Ok(None) };
        let cases = member_cases(reading, ruled, year, organisation)?;
        Ok(cases.into_iter().find(|case| case.member_id() == Some(member)))
    });
    let (desk, found) = found.await?;
    Ok((desk, found.ok_or(Away::Message(Message::UnknownOrganisation))?))
}

/// As [`find`], for forms: only who is graded by a scheme has any.
async fn find_graded(at: &AtDesk) -> Result<(Desk, Case), Away> {
    let (desk, case) = find(at).await?;
    if case.scheme.is_none() || case.exclusion.is_some() {
        return Err(Away::Message(Message::NoScheme));
    }
    Ok((desk, case))
}
