//! Meetings: when they were held, who came, and how they voted.

use shared::date::Date;
use shared::id::{DocumentId, MemberId, OrganisationId};
use shared::month::Month;
use shared::record::meeting::{MeetingForm, regular_key};
use shared::record::resolution::Vote;
use shared::time_of_day::Time;

use super::DemoError;
use super::generator::Generator;
use super::incidents;
use super::members::{Members, Seat};
use super::phone::at;
use super::roll::{Absence, Roll, Rolls};
use super::wards::CellPlan;

/// What a meeting is held for.
#[derive(Debug, Clone, Copy)]
pub struct Calling<'a> {
    /// The cell.
    pub cell: &'a CellPlan,
    /// Its id.
    pub organisation: OrganisationId,
    /// Its members over the year.
    pub members: &'a Members,
    /// The sort of meeting.
    pub form: MeetingForm,
    /// The month it belongs to.
    pub month: Month,
    /// The day.
    pub day: Date,
}

/// A meeting that was held.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Its document.
    pub id: DocumentId,
    /// The sort of meeting.
    pub form: MeetingForm,
    /// The party group that met.
    pub group: Option<u8>,
    /// The month it belongs to.
    pub month: Month,
    /// The day members were told of it.
    pub told_on: Date,
    /// The day.
    pub day: Date,
    /// Minutes after midnight at which it began.
    pub begins: u16,
    /// Minutes after midnight at which it ended.
    pub ends: u16,
    /// Who led it.
    pub chair: Option<MemberId>,
    /// Who wrote its minutes.
    pub scribe: Option<MemberId>,
    /// Who came.
    pub roll: Roll,
    /// Their vote.
    pub vote: Vote,
}

impl Calling<'_> {
    /// Holds a meeting of the whole cell, so that it votes for what is brought before it.
    pub fn hold(&self, rolls: &mut Rolls, generator: &mut Generator) -> Result<Meeting, DemoError> {
        let mut own = self.generator("");
        let seats = self.members.seats_on(self.day);
        let invited = u16::try_from(seats.len()).unwrap_or(u16::MAX);
        let share = self.cell.quality.attendance(generator);
        let watch = incidents::watch_at_the_dyke(self.cell, self.form, self.month);
        let came = (invited * watch.unwrap_or(share)).div_ceil(100).min(invited);
        let illness = incidents::illness(self.cell);
        let absence = Absence {
            count: invited - came,
            illness: illness.as_ref(),
            month: self.month.number(),
            quality: self.cell.quality,
            watch,
        };
        let roll = rolls.call(&seats, &absence, &mut own);
        let abstain = if generator.chance(12) { generator.between(1, 2).min(roll.voters / 4) } else { 0 };
        let minutes = incidents::cut_short(self.cell, self.form, self.month);
        let minutes = minutes.unwrap_or_else(|| own.between(92, 112));
        self.held(&seats, roll, abstain, (19 * 60 + own.between(0, 2) * 5, minutes), &mut own)
    }

    /// Holds a smaller meeting, of the committee or of one party group.
    pub fn hold_small(
        &self,
        seats: &[Seat<'_>],
        group: Option<u8>,
        (begins, excused): (u16, usize),
    ) -> Result<Meeting, DemoError> {
        let mut own = self.generator(&format!("{group:?}"));
        let roll = Roll::small(seats, excused, &mut own);
        let minutes = own.between(45, 65);
        Ok(Meeting { group, ..self.held(seats, roll, 0, (begins, minutes), &mut own)? })
    }

    /// Holds the month's meeting of a ward's committee, on an afternoon; so many are excused.
    pub fn hold_committee(&self, excused: usize) -> Result<Meeting, DemoError> {
        let mut own = self.generator("");
        let seats = self.members.seats_on(self.day);
        let roll = Roll::small(&seats, excused, &mut own);
        let minutes = own.between(95, 130);
        self.held(&seats, roll, 0, (14 * 60, minutes), &mut own)
    }

    fn held(
        &self,
        seats: &[Seat<'_>],
        roll: Roll,
        abstain: u16,
        (begins, minutes): (u16, u16),
        own: &mut Generator,
    ) -> Result<Meeting, DemoError> {
        let told_on = self.told_on()?;
        let id = match self.form {
            MeetingForm::Regular => DocumentId::natural(self.organisation, &regular_key(self.month)),
            _ => DocumentId::new(at(told_on, 16 * 60), own.bytes()),
        };
        let voters = roll.voters;
        let there = |place: usize| seats.get(place).map(|seat| seat.id);
        let vote = Vote { voters, approve: voters - abstain, against: 0, abstain };
        Ok(Meeting {
            id,
            form: self.form,
            group: None,
            month: self.month,
            told_on,
            day: self.day,
            begins,
            ends: begins + minutes,
            chair: there(0),
            // The deputy writes where there are but two.
            scribe: if self.form == MeetingForm::Group { there(1) } else { there(2).or(there(1)) },
            roll,
            vote,
        })
    }

    /// Two days before, or one where it is urgent; in January not before the phone was there.
    fn told_on(&self) -> Result<Date, DemoError> {
        let before = self.day.day_before();
        let told_on = match self.form {
            MeetingForm::Regular => before.day_before(),
            MeetingForm::Committee => self.day,
            _ => before,
        };
        Ok(told_on.max(Date::new(2024, 1, 2)?))
    }

    /// Numbers of this meeting's own, so that no other record hangs on them.
    fn generator(&self, part: &str) -> Generator {
        Generator::of(&format!("{}/{}/{}{part}", self.cell.code, self.form.name(), self.day))
    }
}

/// The time of day so many minutes after midnight.
pub fn time(minutes: u16) -> Option<Time> {
    Time::new(u8::try_from(minutes / 60).ok()?, u8::try_from(minutes % 60).ok()?).ok()
}
