use super::*;
use crate::id::{EntryId, OrganisationId};
use crate::lang::Text3;
use crate::moment::Moment;
use crate::record::opinion::MemberOpinion;
use crate::record::registration::{FourGood, Registration};
use crate::scheme::Decision;

pub(super) fn organisation() -> Organisation {
    Organisation {
        id: OrganisationId::derive("dong-mai", "bieu-nghi"),
        code: "bieu-nghi".parse().unwrap(),
        name: "Chi bộ khu Biểu Nghi".to_owned(),
        kind: OrganisationKind::Cell,
        group: None,
    }
}

pub(super) fn scheme(id: &str) -> Scheme {
    Scheme {
        id: id.to_owned(),
        version: 1,
        title: Text3::default(),
        source: Text3::default(),
        organisations: crate::scheme::Kinds::of(OrganisationKind::Cell),
        valid_from: "2023-01".parse().unwrap(),
        valid_until: None,
        criteria: Vec::new(),
        decision: Decision::Needs,
        grades: Vec::new(),
        subject: Subject::Year,
        scales: Vec::new(),
        gates: Vec::new(),
        cap: None,
        note: None,
    }
}

fn year(number: u16) -> Year {
    Year::new(number).unwrap()
}

pub(super) fn judged(of: u16) -> Judged {
    Judged { organisation: organisation().id, term: Term::Year(year(of)), member: None }
}

fn ward(rulings: impl IntoIterator<Item = Ruling>) -> RuledWard {
    let mut ward = RuledWard::default();
    for (seq, ruling) in (1..).zip(rulings) {
        ward.apply(Ruled { seq, ruling });
    }
    ward
}

#[test]
fn a_choice_goes_before_the_last_applied_scheme() {
    fn check(choices: &[(Option<u16>, &str)], of: u16, expect: &str) {
        let choices = choices.iter().map(|(of, scheme)| {
            let (subject, kind) = (Subject::Year, OrganisationKind::Cell);
            let year = of.map(year);
            Ruling::SchemeChosen(SchemeChoice {
                subject,
                kind,
                year,
                scheme: (*scheme).to_owned(),
                version: 1,
                from: None,
            })
        });
        let applied = ["a", "b", "c"].map(|id| Ruling::SchemeApplied(scheme(id)));
        let ward = ward(applied.into_iter().chain(choices));
        let found = ward.year_scheme_for(&organisation(), year(of)).map(|scheme| scheme.id.as_str());
        assert_eq!(found, Some(expect), "{of}");
    }
    check(&[], 2024, "c");
    check(&[(None, "a")], 2024, "a");
    check(&[(Some(2024), "b"), (None, "a")], 2024, "b");
    check(&[(Some(2024), "b"), (None, "a")], 2025, "a");
    check(&[(Some(2024), "b"), (Some(2024), "a")], 2024, "a");
    // A scheme that was never applied cannot be chosen.
    check(&[(None, "z")], 2024, "c");
}

#[test]
fn a_choice_from_a_month_on_holds_until_another_begins() {
    fn check(choices: &[(ChoiceSpan, &str)], of: &str, expect: &str) {
        let choices = choices.iter().map(|(span, scheme)| {
            let (year, from) = span.parts();
            let (subject, kind) = (Subject::Month, OrganisationKind::Cell);
            let scheme = (*scheme).to_owned();
            Ruling::SchemeChosen(SchemeChoice { subject, kind, year, scheme, version: 1, from })
        });
        let applied = ["a", "b", "c"].map(|id| Scheme { subject: Subject::Month, ..scheme(id) });
        let ward = ward(applied.map(Ruling::SchemeApplied).into_iter().chain(choices));
        let month = of.parse().unwrap();
        let found = ward.scheme_for(&organisation(), month).map(|scheme| scheme.id.as_str());
        assert_eq!(found, Some(expect), "{of}");
    }
    use ChoiceSpan::{EveryYear, From, Year};
    let from = |month: &str| From(month.parse().unwrap());
    let july = [(from("2024-07"), "a")];
    check(&july, "2024-06", "c");
    check(&july, "2024-07", "a");
    check(&july, "2025-03", "a");
    // The one that begins last holds, whichever was ruled first.
    let two = [(from("2024-11"), "b"), (from("2024-07"), "a")];
    check(&two, "2024-10", "a");
    check(&two, "2024-11", "b");
    // Of a year and a month the later ruling holds; every year gives way to both.
    let year_first = [(Year(year(2024)), "b"), (from("2024-07"), "a"), (EveryYear, "c")];
    check(&year_first, "2024-06", "b");
    check(&year_first, "2024-07", "a");
    check(&year_first, "2023-12", "c");
    let year_last = [(from("2024-07"), "a"), (Year(year(2024)), "b")];
    check(&year_last, "2024-12", "b");
    check(&year_last, "2025-01", "a");
    // The same month again stands in the place of what was chosen before.
    check(&[(from("2024-07"), "a"), (from("2024-07"), "b")], "2024-08", "b");
}

/// A meeting is scored by the version of its sheet that was chosen, on the phone
/// as at the ward; by another sheet, in its latest version.
#[test]
fn a_sheet_is_read_in_the_version_in_force() {
    let sheet = |id: &str, version| Scheme { subject: Subject::Meeting, version, ..scheme(id) };
    let (subject, kind) = (Subject::Meeting, OrganisationKind::Cell);
    let chosen = SchemeChoice { subject, kind, year: None, scheme: "a".to_owned(), version: 1, from: None };
    let check = |choice: Option<&SchemeChoice>, id: &str, expect: Option<u16>| {
        let applied = [sheet("b", 1), sheet("a", 1), sheet("b", 2), sheet("a", 2)];
        let rulings = applied.into_iter().map(Ruling::SchemeApplied);
        let ward = ward(rulings.chain(choice.cloned().map(Ruling::SchemeChosen)));
        let found = ward.sheet_named(&organisation(), "2024-11".parse().unwrap(), id);
        assert_eq!(found.map(|sheet| sheet.version), expect, "{id}");
    };
    check(None, "a", Some(2));
    check(Some(&chosen), "a", Some(1));
    check(Some(&chosen), "b", Some(2));
    check(Some(&chosen), "c", None);
}

#[cfg(feature = "scheme-files")]
#[test]
fn what_only_sums_up_meetings_judges_no_year() {
    let sum = || crate::scheme::shipped::meeting_year_phu_tho().unwrap();
    let chosen = Ruling::SchemeChosen(SchemeChoice {
        subject: Subject::Year,
        kind: OrganisationKind::Cell,
        year: None,
        scheme: sum().id,
        version: sum().version,
        from: None,
    });
    let check = |rulings: &[Ruling], classifies: Option<&str>, sums: Option<&str>| {
        let ward = ward(rulings.iter().cloned());
        let of = |scheme: Option<&Scheme>| scheme.map(|scheme| scheme.id.clone());
        let found = [
            of(ward.year_scheme_for(&organisation(), year(2024))),
            of(ward.roll_up_for(&organisation(), year(2024))),
        ];
        assert_eq!(found, [classifies, sums].map(|id| id.map(str::to_owned)));
    };
    let (a, phu_tho) = (Ruling::SchemeApplied(scheme("a")), Ruling::SchemeApplied(sum()));
    let id = "meeting-year-phu-tho";
    check(std::slice::from_ref(&phu_tho), None, Some(id));
    check(&[a.clone(), phu_tho.clone()], Some("a"), Some(id));
    check(std::slice::from_ref(&a), Some("a"), None);
    // A choice that people made before there was this difference stands.
    check(&[a, phu_tho, chosen], Some(id), Some(id));
}

#[test]
fn overrides_stay_until_they_are_taken_back() {
    let set = |grade: Option<&str>| {
        let (reason, by) = ("Thành tích nổi bật".to_owned(), "Ban Thường vụ".to_owned());
        Ruling::Overridden(Overridden { judged: judged(2024), grade: grade.map(str::to_owned), reason, by })
    };
    let grade = |ward: &RuledWard| ward.override_of(&judged(2024)).and_then(|found| found.grade.clone());
    assert_eq!(grade(&ward([set(Some("good"))])), Some("good".to_owned()));
    assert_eq!(grade(&ward([set(Some("good")), set(Some("excellent"))])), Some("excellent".to_owned()));
    assert_eq!(ward([set(Some("good")), set(None)]).overrides, []);
    assert_eq!(ward([set(Some("good"))]).override_of(&judged(2025)), None);
}

#[test]
fn decisions_keep_their_revisions() {
    let decided = |grade: &str, revises: Option<&str>| {
        Ruling::Decided(Decided {
            judged: judged(2024),
            grade: grade.to_owned(),
            scheme: "a".to_owned(),
            version: 1,
            on: "2024-12-20".parse().unwrap(),
            number: "12-QĐ/ĐU".to_owned(),
            by: "Ban Thường vụ".to_owned(),
            revises: revises.map(str::to_owned),
        })
    };
    let ward = ward([decided("good", None), decided("not-completed", Some("Vi phạm phát hiện sau"))]);
    let found: Vec<_> = ward.decisions_on(&judged(2024)).map(|r| (r.seq, r.decided.grade.as_str())).collect();
    assert_eq!(found, [(1, "good"), (2, "not-completed")]);
}

#[test]
fn titles_and_periods_have_one_state() {
    let recognised = |refused: Option<&str>| {
        Ruling::Recognised(Recognition {
            organisation: organisation().id,
            year: year(2024),
            title: FourGood::Cell,
            on: "2024-12-28".parse().unwrap(),
            number: String::new(),
            by: "Đảng ủy".to_owned(),
            refused: refused.map(str::to_owned),
        })
    };
    let twice = ward([recognised(None), recognised(Some("Vi phạm"))]);
    assert_eq!(
        twice.recognitions.iter().map(|r| r.refused.as_deref()).collect::<Vec<_>>(),
        [Some("Vi phạm")]
    );
    let term = Term::Month("2024-11".parse().unwrap());
    let close = |mark| {
        Ruling::Closed(Closing { term, mark, at: Moment::from_millis(0), by: "Văn phòng".to_owned() })
    };
    let open =
        Ruling::Reopened(Reopening { term, reason: "Ghi sót".to_owned(), by: "Văn phòng".to_owned() });
    assert_eq!(ward([close(5)]).closing_of(term).map(|closing| closing.mark), Some(5));
    assert_eq!(ward([close(5), open.clone()]).closing_of(term), None);
    assert_eq!(ward([close(5), open, close(9)]).closing_of(term).map(|closing| closing.mark), Some(9));
}

#[test]
fn what_is_folded_is_read_back() {
    let closing = Closing {
        term: Term::Year(year(2024)),
        mark: 7,
        at: Moment::from_millis(3),
        by: "Văn phòng".to_owned(),
    };
    let ward = ward([Ruling::SchemeApplied(scheme("a")), Ruling::Closed(closing)]);
    let bytes = minicbor::to_vec(&ward).unwrap();
    assert_eq!(minicbor::decode::<RuledWard>(&bytes).unwrap(), ward);
}

fn verdict(registration: &Registration, sent_back: Option<&str>) -> Ruling {
    Ruling::RegistrationJudged(RegistrationVerdict {
        organisation: organisation().id,
        year: year(2024),
        digest: RegistrationDigest::of(registration),
        sent_back: sent_back.map(str::to_owned),
        on: "2024-01-10".parse().unwrap(),
        by: "Văn phòng".to_owned(),
    })
}

#[test]
fn the_wards_word_is_about_the_registration_as_it_was_read() {
    let registration = Registration { targets: "12 tháng".to_owned(), ..Registration::default() };
    let opinion = (EntryId::from_bytes([1; 16]), MemberOpinion::default());
    let heard = Registration { opinions: [opinion].into(), ..registration.clone() };
    let other = Registration { targets: "11 tháng".to_owned(), ..registration.clone() };
    let state = |ward: &RuledWard, registration: &Registration| {
        let verdict = ward.registration_verdict(organisation().id, year(2024));
        match registration_state(registration, verdict) {
            RegistrationState::Waiting => "waiting",
            RegistrationState::Approved(_) => "approved",
            RegistrationState::SentBack(_) => "sent back",
            RegistrationState::Changed(_) => "changed",
        }
    };
    let approved = ward([verdict(&registration, None)]);
    assert_eq!(state(&RuledWard::default(), &registration), "waiting");
    assert_eq!(state(&approved, &registration), "approved");
    assert_eq!(state(&approved, &heard), "approved");
    assert_eq!(state(&approved, &other), "changed");
    let twice = ward([verdict(&registration, None), verdict(&other, Some("Ghi rõ"))]);
    assert_eq!((state(&twice, &registration), state(&twice, &other)), ("changed", "sent back"));
    assert_eq!(twice.registrations.len(), 1);
    assert_eq!(minicbor::decode::<RuledWard>(&minicbor::to_vec(&twice).unwrap()).unwrap(), twice);
}

#[test]
fn rulings_on_one_matter_are_known_as_such() {
    let set = Ruling::Overridden(Overridden {
        judged: judged(2024),
        grade: None,
        reason: String::new(),
        by: String::new(),
    });
    let appraised = |of: u16| {
        Ruling::Appraised(Appraisal {
            judged: judged(of),
            scheme: "a".to_owned(),
            answers: [].into(),
            remarks: [].into(),
            by: String::new(),
        })
    };
    let term = Term::Year(year(2024));
    let closed = Ruling::Closed(Closing { term, mark: 1, at: Moment::from_millis(0), by: String::new() });
    let reopened = Ruling::Reopened(Reopening { term, reason: String::new(), by: String::new() });
    assert_eq!(set.matter(), appraised(2024).matter());
    assert_ne!(set.matter(), appraised(2025).matter());
    assert_eq!(closed.matter(), reopened.matter());
    assert_ne!(closed.matter(), set.matter());
}

#[test]
fn a_suspension_holds_from_its_first_day_to_its_last() {
    fn check(until: &[Option<&str>], expect: [bool; 4]) {
        let member = MemberId::from_bytes([7; 16]);
        let suspended = until.iter().map(|until| {
            Ruling::Suspended(Suspension {
                organisation: organisation().id,
                member,
                from: "2024-10-01".parse().unwrap(),
                until: until.map(|until| until.parse().unwrap()),
                number: "05-QĐ/UBKT".to_owned(),
                by: "Đảng ủy phường".to_owned(),
            })
        });
        let ward = ward(suspended);
        assert!(ward.suspensions.len() <= 1);
        let days = ["2024-09-30", "2024-10-01", "2024-11-30", "2024-12-31"];
        let found =
            days.map(|day| ward.suspended_on(organisation().id, day.parse().unwrap()).contains(&member));
        assert_eq!(found, expect, "{until:?}");
        let other = OrganisationId::derive("dong-mai", "cua-dinh");
        assert!(ward.suspended_on(other, "2024-11-30".parse().unwrap()).is_empty());
    }
    check(&[], [false; 4]);
    check(&[None], [false, true, true, true]);
    // The end is entered later, and stands in the place of what was entered first.
    check(&[None, Some("2024-11-30")], [false, true, true, false]);
}
