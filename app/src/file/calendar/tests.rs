use super::*;

fn event() -> Event {
    Event {
        document: DocumentId::from_bytes([0xab; 16]),
        which: "",
        title: "Sinh hoạt chuyên đề; khôi phục sản xuất, thủy lợi sau bão số 3 \\ Biểu Nghi".to_owned(),
        text: "1. Điểm danh\n2. Nghị quyết".to_owned(),
        place: "Nhà văn hóa khu".to_owned(),
        on: "2024-11-07".parse().unwrap(),
        at: Some(("19:30".parse().unwrap(), "21:05".parse().ok())),
        cancelled: false,
    }
}

fn written(event: &Event) -> String {
    // 7 November 2024, 20:05:09 in Vietnam.
    let now = Moment::from_millis(1_730_984_709_000);
    String::from_utf8(calendar(std::slice::from_ref(event), now)).unwrap()
}

#[test]
fn lines_are_folded_at_75_octets_and_read_back() {
    let text = written(&event());
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{line}");
        assert!(!line.contains('\n'), "{line}");
    }
    let whole = text.replace("\r\n ", "");
    assert!(whole.contains(
        "SUMMARY:Sinh hoạt chuyên đề\\; khôi phục sản xuất\\, thủy lợi sau bão số 3 \\\\ Biểu Nghi\r\n"
    ));
    assert!(whole.contains("DESCRIPTION:1. Điểm danh\\n2. Nghị quyết\r\n"));
}

#[test]
fn a_line_of_75_octets_is_whole() {
    for (octets, lines) in [(75, 1), (76, 2), (149, 2), (150, 3)] {
        assert_eq!(folded(&"x".repeat(octets)).matches("\r\n").count(), lines, "{octets}");
    }
}

#[test]
fn times_are_of_vietnam_and_deadlines_of_the_whole_day() {
    fn check(change: fn(&mut Event), expect: &[&str], absent: &[&str]) {
        let mut event = event();
        change(&mut event);
        let text = written(&event);
        for line in expect {
            assert!(text.contains(&format!("{line}\r\n")), "{line}: {text}");
        }
        for part in absent {
            assert!(!text.contains(part), "{part}: {text}");
        }
    }
    let began = "DTSTART;TZID=Asia/Ho_Chi_Minh:20241107T193000";
    check(
        |_| (),
        &[
            began,
            "DTEND;TZID=Asia/Ho_Chi_Minh:20241107T210500",
            "DTSTAMP:20241107T130509Z",
            "UID:abababababababababababababababab@bontot",
            "TZOFFSETTO:+0700",
        ],
        &["DURATION", "STATUS"],
    );
    check(
        |event| event.at = event.at.map(|(from, _)| (from, None)),
        &[began, "DURATION:PT90M"],
        &["DTEND;T"],
    );
    // A clock that was set wrong gives no meeting that ends before it begins.
    check(
        |event| event.at = event.at.map(|(from, _)| (from, "18:00".parse().ok())),
        &["DURATION:PT90M"],
        &[],
    );
    check(
        |event| {
            event.at = None;
            event.on = "2024-12-31".parse().unwrap();
        },
        &["DTSTART;VALUE=DATE:20241231", "DTEND;VALUE=DATE:20250101", "TRANSP:TRANSPARENT"],
        &["DTSTART;TZID"],
    );
    check(|event| event.cancelled = true, &["STATUS:CANCELLED"], &["VALARM"]);
}

#[test]
fn two_events_of_one_record_stay_two() {
    fn check(which: &'static str, expect: &str) {
        let text = written(&Event { which, ..event() }).replace("\r\n ", "");
        assert!(text.contains(&format!("UID:{}{expect}@bontot\r\n", "ab".repeat(16))), "{text}");
    }
    check("", "");
    check("post", "-post");
    check("report", "-report");
}
