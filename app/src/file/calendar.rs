//! Meetings and deadlines as a calendar file (iCalendar, RFC 5545).

use shared::date::Date;
use shared::id::DocumentId;
use shared::moment::Moment;
use shared::time_of_day::Time;

/// The clock of the cell. Vietnam has had one offset and no summer time since 1975.
const ZONE: &str = "BEGIN:VTIMEZONE\nTZID:Asia/Ho_Chi_Minh\nBEGIN:STANDARD\nDTSTART:19750613T000000\n\
                    TZOFFSETFROM:+0700\nTZOFFSETTO:+0700\nTZNAME:+07\nEND:STANDARD\nEND:VTIMEZONE";

/// Minutes that a meeting takes where its end is not known.
const USUAL: u16 = shared::standing::meeting_doubt::LEAST_MINUTES;

/// Something that happens on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The record it comes from: whoever reads the file again changes the
    /// event and does not add another.
    pub document: DocumentId,
    /// Which of the record's events, where it has several; else empty.
    pub which: &'static str,
    /// What it is.
    pub title: String,
    /// More about it.
    pub text: String,
    /// Where.
    pub place: String,
    /// The day.
    pub on: Date,
    /// From when to when; none for the whole day. Without an end it takes as
    /// long as a meeting should.
    pub at: Option<(Time, Option<Time>)>,
    /// Whether it was called off.
    pub cancelled: bool,
}

/// The file of these events, written at `now`.
pub fn calendar(events: &[Event], now: Moment) -> Vec<u8> {
    let mut lines: Vec<String> = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bon Tot//Cell book//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    .map(str::to_owned)
    .to_vec();
    lines.extend(ZONE.lines().map(str::to_owned));
    for event in events {
        push_event(&mut lines, event, now);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect::<String>().into_bytes()
}

fn push_event(lines: &mut Vec<String>, event: &Event, now: Moment) {
    lines.push("BEGIN:VEVENT".to_owned());
    let dash = if event.which.is_empty() { "" } else { "-" };
    lines.push(format!("UID:{}{dash}{}@bontot", event.document, event.which));
    lines.push(format!("DTSTAMP:{}", utc(now)));
    let day = compact(event.on);
    match event.at {
        Some((from, until)) => {
            lines.push(format!("DTSTART;TZID=Asia/Ho_Chi_Minh:{day}T{}", clock(from)));
            match until.filter(|until| from < *until) {
                Some(until) => lines.push(format!("DTEND;TZID=Asia/Ho_Chi_Minh:{day}T{}", clock(until))),
                None => lines.push(format!("DURATION:PT{USUAL}M")),
            }
        }
        None => {
            lines.push(format!("DTSTART;VALUE=DATE:{day}"));
            lines.push(format!("DTEND;VALUE=DATE:{}", compact(event.on.plus_days(1))));
            // A deadline takes nobody's time.
            lines.push("TRANSP:TRANSPARENT".to_owned());
        }
    }
    for (name, text) in [("SUMMARY", &event.title), ("LOCATION", &event.place), ("DESCRIPTION", &event.text)]
    {
        if !text.is_empty() {
            lines.push(format!("{name}:{}", escaped(text)));
        }
    }
    if event.cancelled {
        lines.push("STATUS:CANCELLED".to_owned());
    } else {
        lines.extend(["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P1D"].map(str::to_owned));
        lines.push(format!("DESCRIPTION:{}", escaped(&event.title)));
        lines.push("END:VALARM".to_owned());
    }
    lines.push("END:VEVENT".to_owned());
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

fn clock(time: Time) -> String {
    format!("{:02}{:02}00", time.hour(), time.minute())
}

/// A moment in universal time. The book knows Vietnam's clock only, which is
/// seven hours ahead.
fn utc(moment: Moment) -> String {
    let there = moment.plus_millis(-7 * 3_600_000);
    let (clock, day) = (there.clock_in_vietnam(), there.date_in_vietnam());
    let seconds = moment.seconds().rem_euclid(60);
    let day = day.map(compact).unwrap_or_default();
    format!("{day}T{:02}{:02}{seconds:02}Z", clock.hour, clock.minute)
}

/// A text with the signs of the format written out.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => written.extend(['\\', c]),
            '\n' => written.push_str("\\n"),
            c if c.is_control() => {}
            c => written.push(c),
        }
    }
    written
}

/// A line of at most 75 octets; what is left follows in lines that begin with
/// a space. No character is cut in two.
fn folded(line: &str) -> String {
    let mut written = String::with_capacity(line.len() + 2);
    let mut octets = 0;
    for c in line.chars() {
        if 75 < octets + c.len_utf8() {
            written.push_str("\r\n ");
            octets = 1;
        }
        written.push(c);
        octets += c.len_utf8();
    }
    written.push_str("\r\n");
    written
}

#[cfg(test)]
mod tests;
