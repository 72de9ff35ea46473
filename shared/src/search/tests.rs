use super::*;
use crate::record::contribution::Contribution;
use crate::record::meeting::Meeting;
use crate::record::resolution::Resolution;
use crate::standing::sample::{date, month, resolution, task};

#[test]
fn words_match_with_the_marks_they_have() {
    fn check(query: &str, text: &str, expect: bool) {
        let key = SearchKey::of_texts([text]);
        assert_eq!(Query::new(query).matches(&key), expect, "{query:?} in {text:?}");
    }
    let text = "Đông Mai: Ổn định sản xuất sau bão số 3";
    check("", text, true);
    check("  ", text, true);
    check("on dinh", text, true);
    check("BAO SO 3", text, true);
    check("xuat dong", text, true);
    check("ổn định", text, true);
    check("Ổn", text, true);
    check("bão", text, true);
    check("bao", text, true);
    check("báo", text, false);
    check("bảo", text, false);
    check("đong", text, true);
    check("dông", text, true);
    check("đổng", text, false);
    check("xuất", text, true);
    check("xuât", text, false);
    check("so\u{302}\u{301}", text, true);
    check("s\u{f4}", text, false);
    check("dinhsan", text, false);
    check("khong", text, false);
    // The first place that the bare letters fit may not be the one that is meant.
    check("tốt", "tột cùng tốt", true);
    check("aá", "aaá", true);
    check("বাংলা", "আমার বাংলা", true);
}

#[test]
fn words_do_not_run_over_from_text_to_text() {
    let key = SearchKey::of_texts(["chi bộ", "tốt"]);
    assert!(Query::new("bo tot").matches(&key));
    assert!(!Query::new("botot").matches(&key));
}

#[test]
fn records_are_found_by_what_stands_in_them() {
    fn check(record: Record, query: &str) {
        assert!(Query::new(query).matches(&SearchKey::of(&record)), "{query}");
        assert!(!Query::new("không có đâu").matches(&SearchKey::of(&record)), "{query}");
    }
    let title = "Khôi phục sản xuất".to_owned();
    check(task(1, "2024-11-20", None).record, "cay vu dong");
    check(Record::Resolution(Resolution { title: title.clone(), ..Resolution::default() }), "khoi phuc");
    let meeting = Meeting { theme: title.clone(), ..Meeting::default() };
    check(Record::Meeting(Box::new(meeting)), "sản xuất");
    check(Record::Contribution(Contribution { project: title, ..Contribution::default() }), "khôi phuc");
}

#[test]
fn filters_are_all_kept() {
    fn check(change: impl FnOnce(&mut Filter), expect: bool) {
        let mut filter = Filter::default();
        change(&mut filter);
        let record = task(1, "2024-11-20", None).record;
        assert_eq!(filter.allows(&record, date("2024-11-21")), expect, "{filter:?}");
    }
    check(|_| (), true);
    check(|f| f.kind = Some(Kind::Task), true);
    check(|f| f.kind = Some(Kind::Meeting), false);
    check(|f| f.month = Some(month("2024-11")), true);
    check(|f| f.month = Some(month("2024-10")), false);
    check(|f| f.member = Some(MemberId::from_bytes([1; 16])), true);
    check(|f| f.member = Some(MemberId::from_bytes([2; 16])), false);
    check(|f| f.state = Some(State::Overdue), true);
    check(|f| f.state = Some(State::Open), false);
    check(|f| (f.kind, f.state) = (Some(Kind::Task), Some(State::Done)), false);
}

#[test]
fn every_kind_with_an_end_has_a_state() {
    use crate::record::resolution::Form;
    let day = date("2024-11-21");
    // Adopted on the first and not posted since.
    assert_eq!(resolution(1, Form::Regular, "2024-11").record.state_on(day), Some(State::Overdue));
    assert_eq!(task(1, "2024-11-20", Some("2024-11-20")).record.state_on(day), Some(State::Done));
    let meeting = |planned: &str| {
        let meeting = Meeting { planned_on: Some(date(planned)), ..Meeting::default() };
        Record::Meeting(Box::new(meeting)).state_on(day)
    };
    assert_eq!(meeting("2024-11-20"), Some(State::Overdue));
    assert_eq!(meeting("2024-11-21"), Some(State::Draft));
}

#[test]
fn names_are_sorted_by_their_last_word() {
    let mut names = ["Trần Văn Đông", "Lê Thị Ánh", "Nguyễn Văn An", "Đỗ Văn Dân", "Bùi Thị Ân"];
    names.sort_by_cached_key(|name| name_order(name));
    assert_eq!(names, ["Nguyễn Văn An", "Bùi Thị Ân", "Lê Thị Ánh", "Đỗ Văn Dân", "Trần Văn Đông"]);
}

proptest::proptest! {
    /// However it is searched, a word is found exactly where each of its letters fits.
    #[test]
    fn a_word_is_found_where_its_letters_fit(text in "[aáâấbđd ]{0,12}", word in "[aáâấbđd]{1,4}") {
        let (text_letters, letters): (Vec<_>, Vec<_>) = (text.chars().collect(), word.chars().collect());
        let fits = |here: &[char]| here.iter().zip(&letters).all(|(h, a)| h == a || *a == bare(*h));
        let expect = text_letters.windows(letters.len()).any(fits);
        let found = Query::new(&word).matches(&SearchKey::of_texts([text.as_str()]));
        proptest::prop_assert_eq!(found, expect);
    }
}
