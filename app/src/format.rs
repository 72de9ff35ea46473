//! Dates and numbers as each language writes them.

use shared::date::Date;
use shared::lang::Lang;
use shared::letter::capital;
use shared::moment::Moment;
use shared::month::Month;

use crate::t;

/// A whole number with the language's digits and no grouping.
pub fn number(lang: Lang, n: impl TryInto<i64>) -> String {
    let n = n.try_into().unwrap_or(i64::MAX);
    digits(lang, &n.to_string())
}

/// A whole number in groups, as the language writes them: 1.700.000 in
/// Vietnamese, 1,700,000 in English, lakhs and crores in Bengali.
pub fn grouped(lang: Lang, n: u128) -> String {
    let (sign, next) = match lang {
        Lang::Vi => ('.', 3),
        Lang::En => (',', 3),
        Lang::Bn => (',', 2),
    };
    let plain = n.to_string();
    let mut written = String::new();
    for (place, digit) in plain.chars().enumerate() {
        let left = plain.len() - place;
        if place != 0 && left >= 3 && (left - 3).is_multiple_of(next) {
            written.push(sign);
        }
        written.push(digit);
    }
    digits(lang, &written)
}

/// A small Roman number.
pub fn roman(mut number: usize) -> String {
    let mut written = String::new();
    for (value, digits) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while value <= number {
            written.push_str(digits);
            number -= value;
        }
    }
    written
}

/// Western digits replaced by the language's own.
pub fn digits(lang: Lang, text: &str) -> String {
    if lang != Lang::Bn {
        return text.to_owned();
    }
    let bengali = |c: char| c.to_digit(10).and_then(|d| char::from_u32(0x09e6 + d)).unwrap_or(c);
    text.chars().map(bengali).collect()
}

/// Any language's digits as western ones.
pub fn western_digits(text: &str) -> String {
    let western = |c: char| {
        let digit = u32::from(c).checked_sub(0x09e6).and_then(|digit| char::from_digit(digit, 10));
        digit.unwrap_or(c)
    };
    text.chars().map(western).collect()
}

/// A day: 07/11/2024.
pub fn date(lang: Lang, date: Date) -> String {
    digits(lang, &format!("{:02}/{:02}/{:04}", date.day(), date.month_number(), date.year()))
}

/// A day with its day of the week: thứ năm, 07/11/2024.
pub fn weekday_and_date(lang: Lang, day: Date) -> String {
    let weekday = match day.weekday() {
        0 => t::common_monday(lang),
        1 => t::common_tuesday(lang),
        2 => t::common_wednesday(lang),
        3 => t::common_thursday(lang),
        4 => t::common_friday(lang),
        5 => t::common_saturday(lang),
        _ => t::common_sunday(lang),
    };
    format!("{weekday}, {}", date(lang, day))
}

/// A moment: 07/11/2024 19:30, in Vietnam.
pub fn moment(lang: Lang, moment: Moment) -> String {
    let clock = moment.clock_in_vietnam();
    match moment.date_in_vietnam() {
        Some(day) => digits(lang, &format!("{} {:02}:{:02}", date(Lang::En, day), clock.hour, clock.minute)),
        None => t::common_unknown(lang).to_owned(),
    }
}

/// A month: tháng 11/2024.
pub fn month(lang: Lang, month: Month) -> String {
    let year = digits(lang, &month.year().to_string());
    t::common_month(lang, number(lang, month.number()), year)
}

/// The words with a capital, as a heading or a line begins.
pub fn as_heading(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(capital).into_iter().chain(letters).collect()
}

/// How long ago something was, in the largest fitting unit.
pub fn age(lang: Lang, then: Moment, now: Moment) -> String {
    let minutes = now.since(then) / 60_000;
    let n = |n: u64| number(lang, n);
    match minutes {
        0 => t::age_now(lang).to_owned(),
        1..60 => t::age_minutes(lang, n(minutes)),
        60..1_440 => t::age_hours(lang, n(minutes / 60)),
        1_440..44_640 => t::age_days(lang, n(minutes / 1_440)),
        _ => moment(lang, then),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_digits() {
        let day: Date = "2024-11-07".parse().unwrap();
        assert_eq!(date(Lang::Vi, day), "07/11/2024");
        assert_eq!(date(Lang::Bn, day), "০৭/১১/২০২৪");
        assert_eq!(weekday_and_date(Lang::Vi, day), "thứ năm, 07/11/2024");
        assert_eq!(number(Lang::Vi, 116), "116");
        assert_eq!(number(Lang::Bn, 116), "১১৬");
    }

    #[test]
    fn large_numbers_stand_in_groups() {
        fn check(n: u128, expect: [&str; 3]) {
            assert_eq!([Lang::Vi, Lang::En, Lang::Bn].map(|lang| grouped(lang, n)), expect);
        }
        check(0, ["0", "0", "০"]);
        check(999, ["999", "999", "৯৯৯"]);
        check(1_000, ["1.000", "1,000", "১,০০০"]);
        check(120_000, ["120.000", "120,000", "১,২০,০০০"]);
        let most = ["1.000.000.000.000", "1,000,000,000,000", "১০,০০,০০,০০,০০,০০০"];
        check(1_000_000_000_000, most);
    }

    #[test]
    fn roman_numbers_are_written_out() {
        assert_eq!([1, 3, 4, 5, 8, 9, 14].map(roman), ["I", "III", "IV", "V", "VIII", "IX", "XIV"]);
    }

    #[test]
    fn ages_are_told_in_the_largest_unit() {
        let now = Moment::from_millis(1_732_000_000_000);
        fn check(now: Moment, minutes: i64, expect: &str) {
            assert_eq!(age(Lang::En, now.plus_millis(-minutes * 60_000), now), expect);
        }
        check(now, 0, t::age_now(Lang::En));
        check(now, 59, &t::age_minutes(Lang::En, 59));
        check(now, 60, &t::age_hours(Lang::En, 1));
        check(now, 1_440 * 3, &t::age_days(Lang::En, 3));
        check(now, -5, t::age_now(Lang::En));
    }
}
