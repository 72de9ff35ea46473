//! What a month asks of a cell, or of a committee, in the order in which it is done, and how far
//! each step has come.

use super::attendance::{attendance, has_committee};
use super::calendar::Quarter;
use super::facts::Fact;
use crate::date::Date;
use crate::id::DocumentId;
use crate::month::Month;
use crate::org::OrganisationKind;
use crate::record::Record;
use crate::record::assessment::Assessment;
use crate::record::meeting::{Meeting, MeetingForm};
use crate::record::resolution::{Form, Resolution};
use crate::record::roster::Roster;
use crate::record::task::{Task, TaskState};

/// A step of a month's work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// To register for the year.
    Register,
    /// To prepare the regular meeting in the cell's committee, where it has one.
    PrepareInCommittee,
    /// To give notice of the regular meeting.
    GiveNotice,
    /// To call the roll.
    CallRoll,
    /// To adopt the minutes.
    AdoptMinutes,
    /// To hold the quarter's thematic meeting, in its last month.
    HoldThematic,
    /// To call the roll and adopt the minutes of another meeting that was held.
    Complete,
    /// To adopt the month's regular resolution.
    AdoptResolution,
    /// To issue the month's resolutions under their numbers.
    Issue,
    /// To post them for the members.
    Post,
    /// To report them to the ward's committee.
    Report,
    /// To assign tasks.
    Assign,
    /// To finish the tasks that are due by the end of the month.
    Finish,
    /// To answer the assessment's items.
    Answer,
    /// To submit the assessment.
    Submit,
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepState {
    /// Nothing is left of it.
    Done,
    /// It is to be done.
    Open,
    /// It is to be done, and its day is past.
    Late,
}

/// A step, and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which step.
    pub kind: StepKind,
    /// How far it has come.
    pub state: StepState,
    /// The record it is about, where one was begun: the meeting, or the first
    /// resolution of which something is left.
    pub document: Option<DocumentId>,
    /// The day by which it is to be done, where there is one.
    pub due_on: Option<Date>,
    /// How many things are left: names to call, resolutions, tasks, items.
    /// Nothing to begin with is 0 as well.
    pub left: u32,
}

/// The records of a month that its steps look at.
#[derive(Default)]
struct Seen<'a> {
    registered: bool,
    roster: Option<&'a Roster>,
    meeting: Option<(DocumentId, &'a Meeting)>,
    /// The furthest of the month's meetings of the committee.
    committee: Option<(DocumentId, &'a Meeting)>,
    /// The furthest of the quarter's thematic meetings.
    thematic: Option<(DocumentId, &'a Meeting)>,
    /// The month's other meetings that were held.
    others: Vec<(DocumentId, &'a Meeting)>,
    resolutions: Vec<(DocumentId, &'a Resolution)>,
    tasks: Vec<&'a Task>,
    assessment: Option<&'a Assessment>,
}

/// The steps of `month` as they stand on `day`. `unanswered` are the items of
/// the scheme that have no answer; without a scheme nothing is to be answered.
/// Tasks are to be finished where there are some. What HD 12-HD/BTCTW 06/7/2018
/// asks of cells alone is asked of a committee only where it was begun.
pub fn month_steps<'a>(
    kind: OrganisationKind,
    month: Month,
    day: Date,
    facts: impl IntoIterator<Item = &'a Fact>,
    unanswered: Option<u32>,
) -> Vec<Step> {
    let seen = Seen::of(month, facts);
    let asked = |step: &Step| match step.kind {
        _ if kind == OrganisationKind::Cell => true,
        StepKind::PrepareInCommittee | StepKind::HoldThematic => step.document.is_some(),
        // The committee is who the cells report to.
        StepKind::Report => false,
        _ => true,
    };
    let mut steps = vec![step(StepKind::Register, seen.registered)];
    steps.extend(seen.committee_step(month, day));
    steps.extend(seen.meeting_steps(day));
    steps.extend(seen.thematic_step(month, day));
    steps.extend(seen.others.iter().map(|(id, meeting)| seen.complete_step(*id, meeting)));
    steps.extend(seen.resolution_steps(day));
    steps.extend(seen.task_steps(month, day));
    let submitted = seen.assessment.is_some_and(|assessment| assessment.submitted_on.is_some());
    if let Some(left) = unanswered {
        steps.push(Step { left, ..step(StepKind::Answer, left == 0) });
        steps.push(step(StepKind::Submit, submitted));
    }
    steps.retain(asked);
    steps
}

fn step(kind: StepKind, done: bool) -> Step {
    let state = if done { StepState::Done } else { StepState::Open };
    Step { kind, state, document: None, due_on: None, left: 0 }
}

/// A step that is done once `meeting` was held; `by` is its day where no other was planned.
fn held_step(kind: StepKind, meeting: Option<(DocumentId, &Meeting)>, by: Option<Date>, day: Date) -> Step {
    let held = meeting.is_some_and(|(_, meeting)| meeting.was_held());
    let planned = meeting.and_then(|(_, meeting)| meeting.planned_on);
    Step { document: meeting.map(|(id, _)| id), ..step(kind, held) }.due(planned.or(by), day)
}

impl Step {
    /// The step with the day by which it is to be done.
    fn due(mut self, due_on: Option<Date>, day: Date) -> Self {
        if self.state != StepState::Done {
            self.due_on = due_on;
            if due_on.is_some_and(|due| due < day) {
                self.state = StepState::Late;
            }
        }
        self
    }
}

impl<'a> Seen<'a> {
    fn of(month: Month, facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        let mut seen = Self::default();
        for fact in facts {
            match &fact.record {
                Record::Roster(roster) => seen.roster = Some(roster),
                Record::Registration(registration) => {
                    let year = registration.year.is_some_and(|year| year.number() == month.year());
                    seen.registered |= year && registration.in_force();
                }
                Record::Meeting(meeting) if meeting.cancelled.is_none() => {
                    seen.see_meeting(month, fact.document, meeting);
                }
                Record::Resolution(resolution)
                    if resolution.month == Some(month)
                        && resolution.withdrawn_on.is_none()
                        && resolution.superseded_by.is_none() =>
                {
                    seen.resolutions.push((fact.document, resolution));
                }
                Record::Task(task) if task.cancelled.is_none() => seen.tasks.push(task),
                Record::Assessment(assessment) if assessment.month == Some(month) => {
                    seen.assessment = Some(assessment);
                }
                _ => {}
            }
        }
        seen
    }

    fn see_meeting(&mut self, month: Month, id: DocumentId, meeting: &'a Meeting) {
        let Some((form, of)) = meeting.form.zip(meeting.month) else { return };
        let place = match form {
            MeetingForm::Regular if of == month => Some(&mut self.meeting),
            MeetingForm::Committee if of == month => Some(&mut self.committee),
            MeetingForm::Thematic if Quarter::of(of) == Quarter::of(month) => Some(&mut self.thematic),
            _ => None,
        };
        if let Some(place) = place
            && place.is_none_or(|(_, known)| known.state() < meeting.state())
        {
            *place = Some((id, meeting));
        }
        if of == month && form != MeetingForm::Regular && meeting.was_held() {
            self.others.push((id, meeting));
        }
    }

    /// Asked of cells that have a committee beside the secretary, for as long
    /// as there is something to prepare.
    fn committee_step(&self, month: Month, day: Date) -> Option<Step> {
        let asked = self.roster.is_some_and(|roster| has_committee(roster, month.last_day()))
            && !self.meeting.is_some_and(|(_, meeting)| meeting.was_held());
        (asked || self.committee.is_some()).then(|| {
            let planned = self.meeting.and_then(|(_, meeting)| meeting.planned_on);
            held_step(StepKind::PrepareInCommittee, self.committee, planned, day)
        })
    }

    /// Asked in the last month of the quarter, or as soon as one is planned.
    fn thematic_step(&self, month: Month, day: Date) -> Option<Step> {
        let last = Quarter::of(month).last();
        let of_month = self.thematic.is_some_and(|(_, meeting)| meeting.month == Some(month));
        (last == month || of_month)
            .then(|| held_step(StepKind::HoldThematic, self.thematic, Some(last.last_day()), day))
    }

    fn complete_step(&self, id: DocumentId, meeting: &Meeting) -> Step {
        let called = self.roster.is_none_or(|roster| attendance(meeting, roster).unmarked.is_empty());
        let left = u32::from(!called) + u32::from(meeting.adopted_on.is_none());
        Step { document: Some(id), left, ..step(StepKind::Complete, left == 0) }
    }

    fn meeting_steps(&self, day: Date) -> [Step; 3] {
        let document = self.meeting.map(|(id, _)| id);
        let meeting = self.meeting.map(|(_, meeting)| meeting);
        let held = meeting.filter(|meeting| meeting.was_held());
        let noticed = held.is_some() || meeting.is_some_and(|meeting| meeting.notified_on.is_some());
        let roll = held.zip(self.roster).map(|(held, roster)| attendance(held, roster));
        let unmarked = roll.as_ref().map_or(0, |roll| roll.unmarked.len());
        let called = roll.is_some_and(|roll| !roll.expected.is_empty() && roll.unmarked.is_empty());
        let adopted = held.is_some_and(|held| held.adopted_on.is_some());
        let planned = meeting.and_then(|meeting| meeting.planned_on);
        let left = u32::try_from(unmarked).unwrap_or(u32::MAX);
        [
            Step { document, ..step(StepKind::GiveNotice, noticed) }.due(planned, day),
            Step { document, left, ..step(StepKind::CallRoll, called) }.due(planned, day),
            Step { document, ..step(StepKind::AdoptMinutes, adopted) },
        ]
    }

    fn resolution_steps(&self, day: Date) -> [Step; 4] {
        let regular =
            self.resolutions.iter().filter(|(_, resolution)| resolution.form == Some(Form::Regular));
        let draft = regular.clone().find(|(_, resolution)| !resolution.in_force()).map(|(id, _)| *id);
        let adopted = regular.clone().any(|(_, resolution)| resolution.in_force());
        let after = |kind, done: fn(&Resolution) -> bool| {
            let mut in_force = self.resolutions.iter().filter(|(_, r)| r.in_force()).peekable();
            let begun = in_force.peek().is_some();
            let open: Vec<_> = in_force.filter(|(_, resolution)| !done(resolution)).collect();
            let due = open.iter().filter_map(|(_, resolution)| resolution.publish_by()).min();
            Step {
                document: open.first().map(|(id, _)| *id),
                left: u32::try_from(open.len()).unwrap_or(u32::MAX),
                ..step(kind, begun && open.is_empty())
            }
            .due(due, day)
        };
        [
            Step { document: draft, ..step(StepKind::AdoptResolution, adopted) },
            after(StepKind::Issue, |resolution| resolution.official_number.is_some()),
            after(StepKind::Post, |resolution| resolution.posted_on.is_some()),
            after(StepKind::Report, |resolution| resolution.reported_on.is_some()),
        ]
    }

    fn task_steps(&self, month: Month, day: Date) -> impl Iterator<Item = Step> {
        let own = |task: &&&Task| {
            let meeting = self.meeting.is_some_and(|(id, _)| task.meeting == Some(id));
            let resolution = self.resolutions.iter().any(|(id, _)| task.resolution == Some(*id));
            meeting || resolution || task.due_on.is_some_and(|due| month.contains(due))
        };
        let assigned = self.tasks.iter().any(|task| own(&task));
        let document = self.resolutions.iter().find(|(_, r)| r.in_force()).map(|(id, _)| *id);
        let assign = Step { document, ..step(StepKind::Assign, assigned) };
        let due: Vec<_> = self
            .tasks
            .iter()
            .filter_map(|task| Some((task.due_on.filter(|due| *due <= month.last_day())?, task)))
            .collect();
        let open =
            due.iter().filter(|(_, task)| matches!(task.state_on(day), TaskState::Open | TaskState::Overdue));
        let open: Vec<Date> = open.map(|(due, _)| *due).collect();
        let any = !open.is_empty() || due.iter().any(|(due, _)| month.contains(*due));
        let left = u32::try_from(open.len()).unwrap_or(u32::MAX);
        let finish = Step { left, ..step(StepKind::Finish, left == 0) };
        let finish = finish.due(open.into_iter().min(), day);
        std::iter::once(assign).chain(any.then_some(finish))
    }
}

#[cfg(test)]
mod tests;
