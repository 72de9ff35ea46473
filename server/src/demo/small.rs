//! Smaller meetings: of the committee before the cell meets, and of the party
//! groups of a large cell.

use shared::date::Date;
use shared::record::meeting::MeetingForm;
use shared::record::roster::Office;

use super::DemoError;
use super::generator::Generator;
use super::meeting::{Calling, Meeting};
use super::members::Seat;
use super::phone::Phone;
use super::proceedings::{Adopted, Matter, Proceedings};
use super::subjects::Season;

/// The committee prepares the regular meeting in the afternoon before its notice.
pub fn committee(
    regular: &Calling<'_>,
    day: Date,
    season: &Season,
    phone: &mut Phone,
) -> Result<(), DemoError> {
    let calling = Calling { form: MeetingForm::Committee, day, ..*regular };
    let mut seats = calling.members.seats_on(day);
    seats.retain(|seat| {
        matches!(seat.office, Office::Secretary | Office::DeputySecretary | Office::CommitteeMember)
    });
    let meeting = calling.hold_small(&seats, None, (16 * 60 + 45, 0))?;
    book(&calling, &meeting, &seats, Matter::Preparing(season), phone)
}

/// Each party group meets once, on evenings of its own.
pub fn groups(regular: &Calling<'_>, season: &Season, phone: &mut Phone) -> Result<(), DemoError> {
    for (group, evening) in (1..).zip(0..regular.cell.groups.len()) {
        let evenings = u16::try_from(evening).unwrap_or(0);
        let day = regular.day.plus_days(3 + evenings);
        let calling = Calling { form: MeetingForm::Group, day, ..*regular };
        let mut seats = calling.members.seats_on(day);
        seats.retain(|seat| seat.group == Some(group));
        // Its leader leads it, and an ordinary member writes.
        seats.sort_by_key(|seat| match seat.office {
            Office::GroupLeader => 0,
            Office::Member => 1,
            _ => 2,
        });
        let excused = Generator::of(&format!("{}/{day}", calling.cell.code)).between(0, 2);
        let meeting = calling.hold_small(&seats, Some(group), (19 * 60 + 30, excused.into()))?;
        book(&calling, &meeting, &seats, Matter::Group(season), phone)?;
    }
    Ok(())
}

fn book(
    calling: &Calling<'_>,
    meeting: &Meeting,
    seats: &[Seat<'_>],
    matter: Matter<'_>,
    phone: &mut Phone,
) -> Result<(), DemoError> {
    Proceedings {
        meeting,
        seats,
        place: calling.cell.place(),
        matter,
        findings: &[],
        adopted: Adopted::Conclusion,
        quality: calling.cell.quality,
        sheet: None,
    }
    .write(phone)
}
