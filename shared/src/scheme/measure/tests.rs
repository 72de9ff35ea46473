use super::*;
use crate::org::OrganisationKind;
use crate::record::Record;
use crate::record::resolution::Form;
use crate::record::task::Task;
use crate::standing::facts::Fact;
use crate::standing::sample::{date, fact, id, month, resolution, task};

/// Checks the share and the numbers of the records behind it, not what is pending.
fn check(measured: Measure, of: &str, facts: &[Fact], share: (u64, u64), counted: &[u8], rest: &[u8]) {
    let figure = measure(measured, &MonthFacts::new(OrganisationKind::Cell, month(of), facts));
    let ids = |numbers: &[u8]| numbers.iter().copied().map(id).collect::<Vec<_>>();
    let expect =
        Figure { part: share.0, whole: share.1, counted: ids(counted), not_counted: ids(rest), pending: 0 };
    assert_eq!(Figure { pending: 0, ..figure }, expect, "{measured:?} of {of}");
}

fn change(mut fact: Fact, change: impl FnOnce(&mut Task)) -> Fact {
    if let Record::Task(task) = &mut fact.record {
        change(task);
    }
    fact
}

#[test]
fn tasks_are_counted_in_the_month_in_which_they_are_due() {
    let facts = [
        task(1, "2024-11-10", Some("2024-11-10")),
        task(2, "2024-11-10", Some("2024-11-11")),
        task(3, "2024-11-30", Some("2024-12-02")),
        task(4, "2024-11-30", None),
        task(5, "2024-12-01", Some("2024-11-20")),
        change(task(6, "2024-11-15", None), |task| task.cancelled = Some("Gộp vào nhiệm vụ khác".into())),
        change(task(7, "2024-11-15", None), |task| task.due_on = None),
    ];
    check(Measure::TasksDone, "2024-11", &facts, (3, 4), &[1, 2, 3], &[4]);
    check(Measure::TasksOnTime, "2024-11", &facts, (1, 4), &[1], &[2, 3, 4]);
    check(Measure::TasksOnTime, "2024-12", &facts, (1, 1), &[5], &[]);
    check(Measure::TasksDone, "2024-10", &facts, (0, 0), &[], &[]);
}

#[test]
fn a_clear_task_has_somebody_and_a_product() {
    let facts = [
        task(1, "2024-11-10", None),
        change(task(2, "2024-11-10", None), |task| task.assignees.clear()),
        change(task(3, "2024-11-10", None), |task| task.product.clear()),
    ];
    check(Measure::TasksAssignedClearly, "2024-11", &facts, (1, 3), &[1], &[2, 3]);
    check(Measure::TasksAssignedClearly, "2024-12", &facts, (0, 0), &[], &[]);
}

#[test]
fn a_month_needs_a_regular_resolution_in_force() {
    let withdrawn = {
        let mut fact = resolution(4, Form::Regular, "2024-08");
        if let Record::Resolution(resolution) = &mut fact.record {
            resolution.withdrawn_on = Some(date("2024-08-09"));
        }
        fact
    };
    let draft = fact(
        5,
        Record::Resolution(crate::record::resolution::Resolution {
            form: Some(Form::Regular),
            month: Some(month("2024-09")),
            ..Default::default()
        }),
    );
    let facts = [
        resolution(1, Form::Regular, "2024-11"),
        resolution(2, Form::Thematic, "2024-11"),
        resolution(3, Form::Thematic, "2024-10"),
        withdrawn,
        draft,
    ];
    check(Measure::ResolutionAdopted, "2024-11", &facts, (1, 1), &[1], &[]);
    for month in ["2024-10", "2024-09", "2024-08", "2024-07"] {
        check(Measure::ResolutionAdopted, month, &facts, (0, 1), &[], &[]);
    }
}

#[test]
fn a_quarter_needs_a_thematic_resolution_by_its_last_month() {
    let facts = [resolution(1, Form::Thematic, "2024-05"), resolution(2, Form::Regular, "2024-09")];
    // Nothing is asked before the quarter's last month.
    check(Measure::ThematicInQuarter, "2024-04", &facts, (0, 0), &[], &[]);
    check(Measure::ThematicInQuarter, "2024-05", &facts, (1, 1), &[1], &[]);
    check(Measure::ThematicInQuarter, "2024-06", &facts, (1, 1), &[1], &[]);
    check(Measure::ThematicInQuarter, "2024-07", &facts, (0, 0), &[], &[]);
    check(Measure::ThematicInQuarter, "2024-08", &facts, (0, 0), &[], &[]);
    check(Measure::ThematicInQuarter, "2024-09", &facts, (0, 1), &[], &[]);
    check(Measure::ThematicInQuarter, "2025-03", &facts, (0, 1), &[], &[]);
}

#[test]
fn shares_are_compared_without_rounding() {
    fn check_share(part: u64, whole: u64, percent: u16, expect: Option<bool>) {
        let figure = Figure { part, whole, ..Figure::default() };
        assert_eq!(figure.reaches(percent), expect, "{part}/{whole} {percent}");
    }
    check_share(2, 3, 66, Some(true));
    check_share(2, 3, 67, Some(false));
    check_share(17, 20, 85, Some(true));
    check_share(0, 5, 0, Some(true));
    check_share(0, 0, 0, None);
    check_share(u64::MAX, u64::MAX, 100, Some(true));
    check_share(u64::MAX - 1, u64::MAX, 100, Some(false));
}

mod beyond_tasks;
mod discipline;
