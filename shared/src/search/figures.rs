//! Days, months and amounts, as people write them into a search.

use crate::date::Date;
use crate::month::Month;
use crate::record::Record;
use crate::record::contribution::Unit;

/// The days, months and amounts of a record as texts of a [`super::SearchKey`]:
/// `15/11/2024`, `11/2024`; `1250000`, `1.250.000`, `1,25 triệu`.
pub fn figures(record: &Record) -> Vec<String> {
    let days = days(record);
    let mut found: Vec<String> = days.iter().copied().flatten().map(day).collect();
    found.extend(record.month().map(month));
    if let Record::Contribution(contribution) = record {
        for amount in contribution.amount.into_iter().chain(contribution.pledged) {
            let number = amount.number();
            found.push(number.to_string());
            found.push(grouped(number));
            if contribution.unit == Some(Unit::Vnd) {
                found.extend(spoken(number));
            }
        }
    }
    found
}

/// The days that a record tells of.
fn days(record: &Record) -> Vec<Option<Date>> {
    match record {
        Record::Roster(_) => Vec::new(),
        Record::Resolution(resolution) => vec![
            resolution.discussed_on,
            resolution.adopted_on,
            resolution.amended_on,
            resolution.withdrawn_on,
            resolution.issued_on,
            resolution.posted_on,
            resolution.reported_on,
        ],
        Record::Task(task) => {
            let own = [task.assigned_on, task.due_on, task.done_on];
            own.into_iter().chain(task.progress.values().map(|line| line.on)).collect()
        }
        Record::Assessment(assessment) => vec![assessment.submitted_on],
        Record::Meeting(meeting) => {
            vec![meeting.notified_on, meeting.planned_on, meeting.held_on, meeting.adopted_on]
        }
        Record::Contribution(contribution) => vec![contribution.given_on],
        Record::Registration(registration) => vec![registration.registered_on],
        Record::Review(review) => vec![review.submitted_on],
        Record::Photo(photo) => vec![photo.taken_on],
    }
}

fn day(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month_number(), date.year())
}

fn month(month: Month) -> String {
    format!("{:02}/{}", month.number(), month.year())
}

/// In groups of three with points between them.
pub(super) fn grouped(number: u64) -> String {
    let plain = number.to_string();
    let mut written = String::new();
    for (place, digit) in plain.chars().enumerate() {
        if place != 0 && (plain.len() - place).is_multiple_of(3) {
            written.push('.');
        }
        written.push(digit);
    }
    written
}

/// An amount of dong as it is said: `12 triệu`, `1,7 tỷ`, exactly; none below a thousand.
fn spoken(number: u64) -> Option<String> {
    let units = [(1_000_000_000, "tỷ"), (1_000_000, "triệu"), (1_000, "nghìn")];
    let (unit, word) = units.into_iter().find(|(unit, _)| *unit <= number)?;
    // As many digits as the unit has noughts, without noughts at the end.
    let rest = (unit + number % unit).to_string();
    let rest = rest.get(1..).unwrap_or_default().trim_end_matches('0');
    let sign = if rest.is_empty() { "" } else { "," };
    Some(format!("{}{sign}{rest} {word}", number / unit))
}

/// Another way to write a word of a query: days with two digits for day and
/// month, amounts with points. None where there is no other.
pub(super) fn another(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if let Some((year, short)) = parts.split_last()
        && matches!(short.len(), 1 | 2)
        && parts.iter().all(digits)
        && short.iter().all(|part| part.len() < 3)
        && year.len() == 4
    {
        let short: Vec<_> = short.iter().map(|part| format!("{part:0>2}")).collect();
        return Some(format!("{}/{year}", short.join("/")));
    }
    let amount = word.contains(',').then(|| word.parse::<crate::amount::Amount>().ok());
    amount.flatten().map(|amount| grouped(amount.number()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Amount;
    use crate::record::contribution::Contribution;
    use crate::search::{Query, SearchKey};
    use crate::standing::sample::{date, task};

    /// Whether `record` is found by each of these words.
    fn check(record: &Record, query: &str, expect: bool) {
        let figures = figures(record);
        let key = SearchKey::of_texts(figures.iter().map(String::as_str));
        assert_eq!(Query::new(query).matches(&key), expect, "{query} in {figures:?}");
    }

    #[test]
    fn days_and_months_are_found_as_they_are_written() {
        let record = task(1, "2024-11-05", None).record;
        for query in
            ["05/11/2024", "5/11/2024", "5-11-2024", "5.11.2024", "11/2024", "05/11", "2024", "০৫/১১/২০২৪"]
        {
            check(&record, query, true);
        }
        for query in ["06/11/2024", "12/2024", "5/11/2023"] {
            check(&record, query, false);
        }
    }

    #[test]
    fn amounts_are_found_as_they_are_said() {
        let gift = |unit, number| {
            let amount = Amount::new(number).ok();
            Record::Contribution(Contribution {
                unit: Some(unit),
                amount,
                given_on: Some(date("2024-11-15")),
                ..Contribution::default()
            })
        };
        let found = [
            (1_250, ["1.250", "1250", "1,250", "1,25 nghìn"]),
            (12_000_000, ["12.000.000", "12000000", "12,000,000", "12 trieu"]),
            (1_700_000_000, ["1.700.000.000", "15/11/2024", "1,7 tỷ", "1,7 ty"]),
        ];
        for (amount, queries) in found {
            queries.iter().for_each(|query| check(&gift(Unit::Vnd, amount), query, true));
        }
        check(&gift(Unit::Vnd, 12_000_000), "13 triệu", false);
        check(&gift(Unit::WorkDays, 1_250), "1.250", true);
        check(&gift(Unit::WorkDays, 1_250), "nghìn", false);
    }
}
