//! HTTPS by the server itself, as phones meet it: over real sockets, and by the
//! program.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use server::auth::secret::{Purpose, Secret};
use server::store::Store;
use server::tls::provider;
use shared::id::RequestId;
use shared::moment::Moment;
use shared::sync::wire::{SyncPoint, SyncRequest, SyncResponse, VERSION};

use super::harness::{BEGIN, cell};
use super::program::{Running, bontot, check_refusal, founded};

/// A client that trusts the certificates in a file, and nothing else.
fn trusting(file: &Path) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(file).unwrap()).unwrap();
    let builder = ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions();
    builder.unwrap().with_root_certificates(roots).with_no_client_auth()
}

/// Asks for something by TLS: the head of the answer and its body.
fn ask(
    host: &str,
    name: &str,
    config: ClientConfig,
    request: &str,
    body: &[u8],
) -> std::io::Result<(String, Vec<u8>)> {
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).map_err(std::io::Error::other)?;
    let mut stream = StreamOwned::new(connection, TcpStream::connect(host)?);
    write!(
        stream,
        "{request}\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let body = answer.split_off(end + 4);
    Ok((String::from_utf8(answer).unwrap(), body))
}

#[test]
fn a_phone_that_trusts_the_authority_syncs_and_no_other_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    founded(&path);
    let token = Secret::draw().unwrap();
    let (hash, cell, at) = (token.hash(Purpose::Token), cell("bieu-nghi").id, Moment::from_millis(BEGIN));
    let store = Store::open(&path).unwrap();
    store.write_blocking(move |writing| writing.put_device(cell, Some(&hash), at)).unwrap();
    drop(store);

    let server = Running::start_with(&path, &["--tls"], Stdio::null());
    assert!(server.said.contains("it was made now"), "{}", server.said);
    let authority = folder.path().join("bontot.db.ca.pem");
    let (request, point) = (RequestId::from_bytes([7; 16]), SyncPoint::default());
    let body = minicbor::to_vec(SyncRequest {
        version: VERSION,
        request,
        point,
        push: vec![],
        key: None,
        reads: None,
    })
    .unwrap();
    let head = format!("POST /api/v1/sync HTTP/1.1\r\nAuthorization: Bearer {}", token.reveal());
    for name in ["localhost", "127.0.0.1"] {
        let (head, answer) = ask(&server.host, name, trusting(&authority), &head, &body).unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        // The page about trust is on the same host over plain HTTP.
        assert!(!head.to_lowercase().contains("strict-transport-security"), "{head}");
        let answer: SyncResponse = minicbor::decode(&answer).unwrap();
        assert_eq!((answer.request, answer.rulings.len()), (request, 1));
    }
    // Somebody else's name, and somebody else's authority.
    assert!(ask(&server.host, "bank.example", trusting(&authority), &head, &body).is_err());
    let other = tempfile::tempdir().unwrap();
    let stranger = other.path().join("bontot.db");
    founded(&stranger);
    let second = Running::start_with(&stranger, &["--tls"], Stdio::null());
    let elsewhere = other.path().join("bontot.db.ca.pem");
    assert!(ask(&server.host, "localhost", trusting(&elsewhere), &head, &body).is_err());
    assert!(ask(&second.host, "localhost", trusting(&elsewhere), &head, &body).is_ok());
    assert!(second.end("-TERM").success());

    // The page about trust gives the authority, and none of the program.
    let page = server.page.clone().unwrap();
    let (status, download) = server.send_to(&page, "GET /bon-tot.crt HTTP/1.1", b"");
    let kept = CertificateDer::from_pem_file(&authority).unwrap();
    assert_eq!((status, download.as_slice()), (200, kept.as_ref()));
    let (status, shown) = server.send_to(&page, "GET /?lang=en HTTP/1.1", b"");
    let shown = String::from_utf8(shown).unwrap();
    assert_eq!(status, 200);
    assert!(shown.contains("Making a phone trust this server") && shown.contains("/bon-tot.crt"), "{shown}");
    let fingerprint = server.said.lines().find(|line| line.matches(':').count() == 31).unwrap().trim();
    for part in fingerprint.split(':').collect::<Vec<_>>().chunks(8) {
        assert!(shown.contains(&part.join(":")), "{fingerprint} in {shown}");
    }
    for path in ["/cell", "/api/v1/sync", "/enter", "/standings/dong-mai", "/sw.js", "/healthz"] {
        assert_eq!(server.send_to(&page, &format!("GET {path} HTTP/1.1"), b"").0, 404, "{path}");
    }
    assert!(server.end("-TERM").success());

    // Started again, it is the same authority.
    let server = Running::start_with(&path, &["--tls"], Stdio::null());
    assert_eq!(CertificateDer::from_pem_file(&authority).unwrap(), kept);
    assert!(ask(&server.host, "localhost", trusting(&authority), &head, &body).is_ok());
    assert!(!server.said.contains("it was made now"), "{}", server.said);
    assert!(server.end("-TERM").success());
}

#[test]
fn who_comes_without_tls_or_says_nothing_holds_nobody_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    founded(&path);
    let server = Running::start_with(&path, &["--tls"], Stdio::null());
    let mut plain = TcpStream::connect(&server.host).unwrap();
    plain.write_all(b"GET /healthz HTTP/1.1\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    plain.read_to_end(&mut answer).ok();
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
    let silent = TcpStream::connect(&server.host).unwrap();
    let authority = folder.path().join("bontot.db.ca.pem");
    let asked = ask(&server.host, "localhost", trusting(&authority), "GET /healthz HTTP/1.1", b"");
    assert_eq!(asked.unwrap().1, b"ok\n");
    // Nor does it hold up the end.
    let begin = std::time::Instant::now();
    assert!(server.end("-TERM").success());
    assert!(begin.elapsed().as_secs() < 8);
    drop(silent);
}

/// A certificate from somebody else: here, from another server's authority.
struct Theirs {
    certificate: String,
    key: String,
    root: std::path::PathBuf,
}

fn theirs(folder: &Path, days: i64) -> Theirs {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap();
    let now = time::OffsetDateTime::now_utc();
    params.not_before = now - time::Duration::days(400);
    params.not_after = now + time::Duration::days(days);
    let made = params.self_signed(&key).unwrap();
    let (certificate, private) = (folder.join("cert.pem"), folder.join("key.pem"));
    fs::write(&certificate, made.pem()).unwrap();
    fs::write(&private, key.serialize_pem()).unwrap();
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    Theirs { certificate: text(&certificate), key: text(&private), root: certificate }
}

#[test]
fn a_certificate_that_is_given_is_used_and_renewed_while_it_runs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    founded(&path);
    let given = theirs(folder.path(), 30);
    let arguments = ["--tls-cert", &given.certificate, "--tls-key", &given.key];
    let server = Running::start_with(&path, &arguments, Stdio::null());
    let asked = || ask(&server.host, "localhost", trusting(&given.root), "GET /healthz HTTP/1.1", b"");
    let (head, _) = asked().unwrap();
    assert!(head.to_lowercase().contains("strict-transport-security: max-age"), "{head}");
    assert_eq!(server.page, None);
    // The first certificate is not the second one's root.
    theirs(folder.path(), 60);
    assert!(asked().is_ok());
    assert!(server.end("-TERM").success());
}

#[test]
fn what_is_wrong_with_a_certificate_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    founded(&path);
    let given = theirs(folder.path(), 30);
    let refused = |certificate: &str, key: &str, expect: &str| {
        let data = path.to_str().unwrap();
        let serve = ["serve", "--listen", "127.0.0.1:0", "--data", data, "--tls-cert", certificate];
        check_refusal(
            &[&serve[..], &["--tls-key", key]].concat(),
            &format!("HTTPS cannot be served: {expect}"),
        );
    };
    let missing = folder.path().join("missing.pem").to_str().unwrap().to_owned();
    let unreadable = format!(
        "{missing} cannot be read; it must be a file that the user of this program may read: \
         No such file or directory (os error 2)"
    );
    refused(&given.certificate, &missing, &unreadable);
    refused(&missing, &given.key, &unreadable);
    refused(
        &given.key,
        &given.key,
        &format!(
            "{} has no certificate; it must begin with the server's own, in PEM form (-----BEGIN CERTIFICATE-----)",
            given.key
        ),
    );
    refused(
        &given.certificate,
        &given.certificate,
        &format!(
            "{} has no private key; it must be one in PEM form, and not locked by a password",
            given.certificate
        ),
    );
    let other = tempfile::tempdir().unwrap();
    let stranger = theirs(other.path(), 30);
    refused(
        &given.certificate,
        &stranger.key,
        &format!("the key in {} does not belong to the certificate in {}", stranger.key, given.certificate),
    );
    let over = theirs(other.path(), -1);
    refused(
        &over.certificate,
        &over.key,
        &format!("the certificate in {} has expired; get another one", over.certificate),
    );
    // The authority's own file: one that cannot be read, and one that is something else.
    let authority = folder.path().join("bontot.db.ca.pem");
    let (data, shown) = (path.to_str().unwrap(), authority.to_str().unwrap());
    let own = ["serve", "--listen", "127.0.0.1:0", "--data", data, "--tls"];
    fs::create_dir(&authority).unwrap();
    check_refusal(
        &own,
        &format!(
            "HTTPS cannot be served: {shown} cannot be read; it must be a file that the user of this program may read: \
             Is a directory (os error 21)"
        ),
    );
    fs::remove_dir(&authority).unwrap();
    fs::write(&authority, "notes").unwrap();
    check_refusal(
        &own,
        &format!(
            "HTTPS cannot be served: {shown} is not what this program wrote; move it away, and another authority is made, \
             which phones must be told to trust anew"
        ),
    );
    let both =
        bontot(&["serve", "--data", data, "--tls", "--tls-cert", &given.certificate]).output().unwrap();
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn a_session_begun_by_tls_goes_by_tls_alone() {
    use server::auth::code::AccessCode;
    use server::store::codes::{NewCode, Opens, Shown};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bontot.db");
    founded(&path);
    let code = AccessCode::draw().unwrap();
    let new = NewCode {
        code: code.clone(),
        ward: super::harness::ward().code,
        opens: Opens::Standings,
        expires_at: Moment::from_millis(i64::MAX),
        shown: Shown::Never,
    };
    Store::open(&path).unwrap().add_code(&new).unwrap();
    let server = Running::start_with(&path, &["--tls"], Stdio::null());
    let authority = folder.path().join("bontot.db.ca.pem");
    let request = "POST /enter HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded";
    let body = format!("code={code}&next=/");
    let (head, _) = ask(&server.host, "localhost", trusting(&authority), request, body.as_bytes()).unwrap();
    let cookie =
        head.lines().find(|line| line.to_lowercase().starts_with("set-cookie: bontot_viewer=")).unwrap();
    assert!(cookie.ends_with("; Secure"), "{cookie}");
    assert!(server.end("-TERM").success());
}
