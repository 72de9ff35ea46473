//! The year 2024 of one cell.

use shared::date::Date;
use shared::id::DocumentId;
use shared::month::Month;
use shared::org::Organisation;
use shared::record::meeting::MeetingForm;
use shared::scheme::{Scheme, shipped};

use super::DemoError;
use super::assessment::{Assessed, last_day};
use super::generator::Generator;
use super::gifts;
use super::meeting::{Calling, Meeting};
use super::members::Members;
use super::phone::Phone;
use super::proceedings::{Adopted, Finding, Matter, Proceedings};
use super::quality::Quality;
use super::registration::Registering;
use super::resolutions::Draft;
use super::review;
use super::roll::Rolls;
use super::small;
use super::subjects::{AUTUMN_FESTIVAL, Season, season};
use super::themes::{self, Theme};
use super::wards::{CellPlan, Story};
use super::work::{Assigned, Planned, Source};

const YEAR: u16 = 2024;

/// The month in which wards with another scheme try the one of points out.
const TRIED_IN: u8 = 11;

/// A cell, and the phones that write for it.
pub struct Year<'a> {
    pub cell: &'a CellPlan,
    pub organisation: &'a Organisation,
    /// The ward's scheme for the month.
    pub scheme: &'a Scheme,
    /// The ward's scheme for meetings.
    pub sheet: &'a Scheme,
    /// The secretary's phone.
    pub phone: &'a mut Phone,
    /// Another one, where the cell's story needs it.
    pub other: Option<&'a mut Phone>,
    pub generator: &'a mut Generator,
    /// Who stayed away last time.
    pub rolls: Rolls,
    /// The tasks of the months before.
    pub tasks: Vec<Assigned>,
    /// How many resolutions were issued, regular and thematic ones.
    pub issued: (u16, u16),
}

impl Year<'_> {
    /// Writes everything that the cell recorded, and gives its members.
    pub fn write(&mut self) -> Result<Members, DemoError> {
        let members = Members::of(self.cell, self.generator)?;
        members.write(self.phone, self.organisation.id)?;
        for month in Month::of_year(YEAR) {
            let open = self.cell.story == Story::OpenNovember && 11 <= month.number();
            if self.cell.quality.is_heard(month.number()) && !(open && month.number() == 12) {
                self.month(month, &members)?;
            }
        }
        Ok(members)
    }

    /// One month, from its regular meeting to its assessment.
    fn month(&mut self, month: Month, members: &Members) -> Result<(), DemoError> {
        let open = self.cell.story == Story::OpenNovember && 11 <= month.number();
        // No meeting asks about what was done before the last month.
        self.tasks.retain(|task| task.done_on.is_none_or(|done| month.previous().first_day() <= done));
        let days = u8::try_from(self.generator.between(0, 2)).unwrap_or(0);
        let day = Date::new(YEAR, month.number(), 3 + days)?;
        let calling = self.calling(members, MeetingForm::Regular, month, day);
        let meeting = calling.hold(&mut self.rolls, self.generator)?;
        let season = season(month.number());
        let planned = if open { november(season)? } else { self.plan(month, season)? };
        let mut resolution = None;
        if self.cell.quality.adopts(self.generator) {
            self.issued.0 += 1;
            let draft = Draft::regular(month, season, &planned, self.issued.0);
            resolution = Some(draft.adopt(self.cell, self.phone, &meeting, self.generator)?);
        }
        if self.cell.keeps_committee_minutes() {
            small::committee(&calling, meeting.told_on, season, self.phone)?;
        }
        self.book(members, &meeting, Matter::Month(season, &planned), resolution)?;
        let mut tasks = self.assign(&planned, members, &meeting, resolution)?;
        if month.number() == 1 && self.theme(1).is_none() {
            self.register(members, &meeting)?;
        }
        if open {
            if let Some(first) = tasks.first_mut() {
                first.report_midway(self.phone, self.generator)?;
            }
            return gifts::record(self.cell, month.number(), resolution, self.phone);
        }
        self.carry_out(month, &mut tasks)?;
        if let Some(theme) = self.theme(month.number()) {
            let (thematic, more) = self.take_up(month, theme, members)?;
            resolution = Some(thematic);
            tasks.extend(more);
        }
        if month.number() == 11 {
            small::groups(&calling, season, self.phone)?;
        }
        gifts::record(self.cell, month.number(), resolution, self.phone)?;
        if month.number() == 12 {
            review::look_back(self.organisation.id, (self.cell.quality, None), &meeting, self.phone)?;
        }
        let quality = self.cell.quality;
        let (scheme, organisation) = (self.scheme, self.organisation.id);
        let hundred = shipped::hundred_points()?;
        // The ward tried the scheme of points out in November beside its own.
        let tried = Some(&hundred).filter(|tried| month.number() == TRIED_IN && tried.id != scheme.id);
        Assessed { organisation, scheme, month, meeting: &meeting, tasks: &tasks, quality, tried }
            .write(self.phone, self.generator)?;
        self.tasks.extend(tasks);
        Ok(())
    }

    fn calling<'m>(&self, members: &'m Members, form: MeetingForm, month: Month, day: Date) -> Calling<'m>
    where
        Self: 'm,
    {
        Calling { cell: self.cell, organisation: self.organisation.id, members, form, month, day }
    }

    /// Writes the book of a meeting of the whole cell.
    fn book(
        &mut self,
        members: &Members,
        meeting: &Meeting,
        matter: Matter<'_>,
        resolution: Option<DocumentId>,
    ) -> Result<(), DemoError> {
        let findings = match meeting.form {
            MeetingForm::Regular => Finding::of(meeting, &self.tasks),
            _ => Vec::new(),
        };
        Proceedings {
            meeting,
            seats: &members.seats_on(meeting.day),
            place: self.cell.place(),
            matter,
            findings: &findings,
            adopted: if resolution.is_some() { Adopted::Resolution } else { Adopted::Conclusion },
            quality: self.cell.quality,
            sheet: Some(self.sheet),
        }
        .write(self.phone)
    }

    fn register(&mut self, members: &Members, meeting: &Meeting) -> Result<(), DemoError> {
        let (organisation, scheme) = (self.organisation.id, self.scheme);
        let (quality, seats) = (self.cell.quality, &members.seats_on(meeting.day));
        Registering { organisation, scheme, quality, meeting, seats }.write(self.phone)
    }

    /// Three to five tasks of the season, due in the second half of the month.
    fn plan(&mut self, month: Month, season: &Season) -> Result<Vec<Planned>, DemoError> {
        let count = usize::from(self.generator.between(3, 5));
        let last = last_day(month)?.day();
        let subjects = self.generator.choose(&season.subjects, count);
        let mut planned = Vec::with_capacity(count);
        for subject in subjects {
            let day = self.generator.between(14, u16::from(last) - 1);
            let due_on = Date::new(month.year(), month.number(), u8::try_from(day).unwrap_or(last))?;
            planned.push(Planned::new(*subject, due_on));
        }
        Ok(planned)
    }

    fn assign(
        &mut self,
        planned: &[Planned],
        members: &Members,
        meeting: &Meeting,
        resolution: Option<DocumentId>,
    ) -> Result<Vec<Assigned>, DemoError> {
        let active = members.active_on(meeting.day);
        let source = Source { resolution, meeting: meeting.id, day: meeting.day, members: &active };
        (0..)
            .zip(planned)
            .map(|(place, task)| Assigned::assign(self.phone, task, &source, place, self.generator))
            .collect()
    }

    fn carry_out(&mut self, month: Month, tasks: &mut [Assigned]) -> Result<(), DemoError> {
        for (place, task) in (0..).zip(tasks) {
            if task.what() == AUTUMN_FESTIVAL {
                let day = Date::new(YEAR, 9, themes::STORM.day)?;
                task.call_off(self.phone, day, "Dừng tổ chức, chuyển kinh phí sang cứu trợ sau bão số 3.")?;
                continue;
            }
            match self.other.as_deref_mut().filter(|_| month.number() == 10 && place == 0) {
                Some(other) => task.finish_on_two_phones(self.phone, other, self.generator)?,
                None => task.carry_out(self.phone, self.cell.quality, self.generator)?,
            }
        }
        Ok(())
    }

    /// The theme of this month, where the cell has a thematic meeting.
    fn theme(&self, month: u8) -> Option<&'static Theme> {
        let first = if self.cell.quality == Quality::Excellent {
            &themes::REGISTRATION
        } else {
            &themes::ENVIRONMENT
        };
        let last =
            if self.cell.story == Story::Mobilisation { &themes::MOBILISATION } else { &themes::WINTER };
        (1..)
            .zip([first, &themes::EXAMPLE, &themes::STORM, last])
            .find(|(quarter, theme)| theme.month == month && self.cell.quality.holds_thematic(*quarter))
            .map(|(_, theme)| theme)
    }

    /// Holds a thematic meeting, and carries out what it assigns.
    fn take_up(
        &mut self,
        month: Month,
        theme: &Theme,
        members: &Members,
    ) -> Result<(DocumentId, Vec<Assigned>), DemoError> {
        let day = Date::new(month.year(), month.number(), theme.day)?;
        let calling = self.calling(members, MeetingForm::Thematic, month, day);
        let meeting = calling.hold(&mut self.rolls, self.generator)?;
        self.issued.1 += 1;
        let draft = Draft::thematic(month, theme, self.issued.1);
        let resolution = draft.adopt(self.cell, self.phone, &meeting, self.generator)?;
        self.book(members, &meeting, Matter::Theme(theme), Some(resolution))?;
        if month.number() == 1 {
            self.register(members, &meeting)?;
        }
        let planned = theme
            .tasks
            .iter()
            .map(|(day, subject)| Ok(Planned::new(*subject, Date::new(month.year(), month.number(), *day)?)))
            .collect::<Result<Vec<_>, DemoError>>()?;
        let mut tasks = self.assign(&planned, members, &meeting, Some(resolution))?;
        // What a whole meeting was about gets done.
        let quality = match self.cell.story {
            Story::Mobilisation => Quality::Excellent,
            _ => self.cell.quality,
        };
        for task in &mut tasks {
            task.carry_out(self.phone, quality, self.generator)?;
        }
        Ok((resolution, tasks))
    }
}

/// What Biểu Nghi assigned in November, all of it still open.
fn november(season: &Season) -> Result<Vec<Planned>, DemoError> {
    season
        .subjects
        .iter()
        .zip([18, 25, 28])
        .map(|(subject, day)| Ok(Planned::new(*subject, Date::new(YEAR, 11, day)?)))
        .collect()
}
