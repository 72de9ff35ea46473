use std::net::Ipv4Addr;

use super::*;

/// 2026-11-29 in Vietnam.
const NOW: Moment = Moment::from_millis(1_795_910_400_000);

fn days(count: i64) -> Moment {
    NOW.plus_millis(count * DAY_MS)
}

fn name(text: &str) -> HostName {
    text.parse().unwrap()
}

struct Kept {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn kept() -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db.ca.pem");
    Kept { _folder: folder, path }
}

fn certificate(issued: &Issued) -> CertificateDer<'static> {
    issued.key.cert[0].clone()
}

#[test]
fn an_authority_is_kept_and_known_again() {
    let kept = kept();
    let (made, found) = Authority::open(&kept.path, &[], NOW).unwrap();
    assert_eq!(found, Found::Made);
    let (known, found) = Authority::open(&kept.path, &[], days(300)).unwrap();
    assert_eq!((found, known.fingerprint()), (Found::Known, made.fingerprint()));
    assert_eq!(known.certificate(), made.certificate());
    // What the one that was read makes is good before who trusts the one that was made.
    let issued = known.issue(&[], &[], days(300)).unwrap();
    let seen = look(&certificate(&issued), made.certificate(), &HostName::localhost(), days(300));
    assert_eq!(seen, Ok(()));
    assert_eq!(made.fingerprint().split(':').count(), 32);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&kept.path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn two_authorities_do_not_speak_for_each_other() {
    let (one, _) = Authority::open(&kept().path, &[], NOW).unwrap();
    let (other, _) = Authority::open(&kept().path, &[], NOW).unwrap();
    assert_ne!(one.fingerprint(), other.fingerprint());
    let issued = one.issue(&[], &[], NOW).unwrap();
    let seen = look(&certificate(&issued), other.certificate(), &HostName::localhost(), NOW);
    assert_eq!(seen, Err(Flaw::Other));
}

#[test]
fn an_authority_whose_time_is_nearly_over_makes_way_for_another_one() {
    let kept = kept();
    let (first, _) = Authority::open(&kept.path, &[], NOW).unwrap();
    let (still, found) =
        Authority::open(&kept.path, &[], days(AUTHORITY_DAYS - CERTIFICATE_DAYS - 1)).unwrap();
    assert_eq!((found, still.fingerprint()), (Found::Known, first.fingerprint()));
    let (next, found) =
        Authority::open(&kept.path, &[], days(AUTHORITY_DAYS - CERTIFICATE_DAYS + 1)).unwrap();
    assert_eq!(found, Found::Made);
    assert_ne!(next.fingerprint(), first.fingerprint());
}

#[test]
fn a_clock_that_was_set_back_makes_no_new_authority() {
    let kept = kept();
    Authority::open(&kept.path, &[], NOW).unwrap();
    let before = fs::read(&kept.path).unwrap();
    let opened = Authority::open(&kept.path, &[], days(-3));
    assert!(matches!(opened, Err(TlsError::ClockBehind(_))), "{opened:?}");
    assert_eq!(fs::read(&kept.path).unwrap(), before);
}

#[test]
fn a_file_that_is_something_else_is_left_alone() {
    let other = kept();
    Authority::open(&other.path, &[], NOW).unwrap();
    let other = fs::read_to_string(&other.path).unwrap();
    let kept = kept();
    Authority::open(&kept.path, &[], NOW).unwrap();
    let whole = fs::read_to_string(&kept.path).unwrap();
    let (key, certificate) = whole.split_at(whole.find("-----BEGIN CERT").unwrap());
    let stranger = other.split_at(other.find("-----BEGIN CERT").unwrap()).1;
    for text in ["", "Sổ tay", key, certificate, &whole[..whole.len() / 2], &format!("{key}{stranger}")] {
        fs::write(&kept.path, text).unwrap();
        let opened = Authority::open(&kept.path, &[], NOW);
        assert!(matches!(opened, Err(TlsError::BrokenAuthority(_))), "{text:?} {opened:?}");
        assert_eq!(fs::read_to_string(&kept.path).unwrap(), text);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_an_error_and_not_a_reason_for_another_authority() {
    let kept = kept();
    // Even a user who may read every file cannot read a folder as one.
    fs::create_dir(&kept.path).unwrap();
    let opened = Authority::open(&kept.path, &[], NOW);
    assert!(matches!(opened, Err(TlsError::Unreadable { .. })), "{opened:?}");
    let nowhere = kept.path.join("missing/ca.pem");
    let opened = Authority::open(&nowhere, &[], NOW);
    assert!(matches!(opened, Err(TlsError::Unwritable { .. })), "{opened:?}");
}

#[test]
fn names_beyond_the_machine_are_only_those_that_it_was_made_for() {
    let kept = kept();
    let (authority, _) = Authority::open(&kept.path, &[name("bontot.example")], NOW).unwrap();
    let check = |host: &str, expect: Result<(), Flaw>| {
        let host = name(host);
        assert_eq!(authority.may_name(&host, NOW).unwrap(), expect, "{host}");
    };
    check("may-tinh.local", Ok(()));
    check("bontot.example", Ok(()));
    check("bank.example", Err(Flaw::Other));
    check("example", Err(Flaw::Other));
    let known = [name("bontot.example")];
    assert!(Authority::open(&kept.path, &known, NOW).is_ok());
    let opened = Authority::open(&kept.path, &[name("other.example")], NOW);
    let Err(TlsError::NameOutside { name: outside, .. }) = opened else { panic!("{opened:?}") };
    assert_eq!(outside.as_str(), "other.example");
}

#[test]
fn addresses_beyond_its_networks_are_not_believed() {
    let (authority, _) = Authority::open(&kept().path, &[], NOW).unwrap();
    let seen = |address: Ipv4Addr| {
        let issued = authority.issue(&[address.into()], &[], NOW).unwrap();
        look(&certificate(&issued), authority.certificate(), &HostName::localhost(), NOW)
    };
    assert_eq!(seen(Ipv4Addr::new(10, 42, 0, 1)), Ok(()));
    assert_eq!(seen(Ipv4Addr::new(8, 8, 8, 8)), Err(Flaw::Other));
}

#[test]
fn a_certificate_is_good_from_before_it_was_made_until_after_it_is_renewed() {
    let (authority, _) = Authority::open(&kept().path, &[], NOW).unwrap();
    let issued = authority.issue(&[], &[], NOW).unwrap();
    let seen = |now| look(&certificate(&issued), authority.certificate(), &HostName::localhost(), now);
    assert_eq!(seen(days(-1)), Ok(()));
    assert_eq!(seen(days(-3)), Err(Flaw::NotYet));
    assert_eq!(seen(issued.renew_at.plus_millis(20 * DAY_MS)), Ok(()));
    assert_eq!(seen(days(CERTIFICATE_DAYS + 1)), Err(Flaw::Over));
}
