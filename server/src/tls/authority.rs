//! The authority of one server: what phones are told to trust.
//!
//! Its key and certificate lie in one file beside the data file, which only the
//! user of this program may read: whoever has it can pass for any server of the
//! networks of [`super::machine::NETWORKS`] before the phones that trust it,
//! and for no other site.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::sign::CertifiedKey;
use sha2::{Digest, Sha256};
use shared::moment::Moment;
use time::{Duration, OffsetDateTime};

use super::TlsError;
use super::machine::NETWORKS;
use super::name::HostName;
use super::provider;
use super::verdict::{Flaw, look, look_at_time};

/// How long phones need not be told anew whom to trust.
const AUTHORITY_DAYS: i64 = 10 * 365;
/// How long one certificate is good: far below the 825 days that phones allow.
const CERTIFICATE_DAYS: i64 = 60;
/// A phone's clock may be behind this machine's by so much.
const BEHIND_DAYS: i64 = 2;
/// A certificate is replaced when so much of its time is left, or the clock was set back.
const RENEW_DAYS: i64 = 30;
const DAY_MS: i64 = 86_400_000;

/// Names that every authority may name beside those that it was made for.
const LOCAL_NAMES: [&str; 2] = ["localhost", "local"];

/// The authority.
pub struct Authority {
    path: PathBuf,
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
}

/// A certificate that the authority made.
#[derive(Debug)]
pub struct Issued {
    /// It, and its key.
    pub key: CertifiedKey,
    /// It counts from this moment on.
    pub from: Moment,
    /// Another one is made from this moment on.
    pub renew_at: Moment,
}

/// Whether an authority was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// It was: phones that trust it still do.
    Known,
    /// It was made now, and no phone trusts it yet.
    Made,
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authority({})", self.path.display())
    }
}

impl Authority {
    /// The authority that is kept at `path`, or a new one where there is none or
    /// its time is nearly over. It may name hosts below `names`.
    ///
    /// # Errors
    /// Where the file cannot be read or written or is broken, or its authority
    /// was made without one of `names`.
    pub fn open(path: &Path, names: &[HostName], now: Moment) -> Result<(Self, Found), TlsError> {
        let made = || Ok((Self::make(path, names, now)?, Found::Made));
        let pem = match fs::read(path) {
            Ok(pem) => pem,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return made(),
            Err(source) => return Err(TlsError::Unreadable { path: path.to_owned(), source }),
        };
        let broken = || TlsError::BrokenAuthority(path.to_owned());
        let key = PrivatePkcs8KeyDer::from_pem_slice(&pem).map_err(|_| broken())?;
        let certificate = CertificateDer::from_pem_slice(&pem).map_err(|_| broken())?;
        let key = KeyPair::try_from(&key).map_err(|_| broken())?;
        let issuer = Issuer::new(params(&key, names, now), key);
        let known = Self { path: path.to_owned(), issuer, certificate };
        // A certificate that it makes is not to outlive it.
        let until = now.plus_millis(CERTIFICATE_DAYS * DAY_MS);
        if look_at_time(&known.certificate, until) == Err(Flaw::Over) {
            return made();
        }
        match known.may_name(&HostName::localhost(), now)? {
            Ok(()) => {}
            Err(Flaw::NotYet) => return Err(TlsError::ClockBehind(path.to_owned())),
            Err(Flaw::Over | Flaw::Other) => return Err(broken()),
        }
        for name in names {
            if known.may_name(name, now)?.is_err() {
                return Err(TlsError::NameOutside { path: path.to_owned(), name: name.clone() });
            }
        }
        Ok((known, Found::Known))
    }

    /// Whether phones that trust this authority accept what it makes for `name`.
    fn may_name(&self, name: &HostName, now: Moment) -> Result<Result<(), Flaw>, TlsError> {
        if let Err(flaw) = look_at_time(&self.certificate, now) {
            return Ok(Err(flaw));
        }
        let issued = self.issue(&[], std::slice::from_ref(name), now)?;
        let seen = |own| look(own, &self.certificate, name, now);
        Ok(issued.key.cert.first().map_or(Err(Flaw::Other), seen))
    }

    fn make(path: &Path, names: &[HostName], now: Moment) -> Result<Self, TlsError> {
        let key = KeyPair::generate()?;
        let params = params(&key, names, now);
        let certificate = params.self_signed(&key)?;
        let pem = format!("{}{}", key.serialize_pem(), certificate.pem());
        write_secret(path, pem.as_bytes())
            .map_err(|source| TlsError::Unwritable { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), issuer: Issuer::new(params, key), certificate: certificate.into() })
    }

    /// The certificate that phones are to trust.
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// What people compare: SHA-256 of the certificate, as phones show it.
    pub fn fingerprint(&self) -> String {
        let hash = Sha256::digest(&self.certificate);
        hash.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
    }

    /// Makes a certificate for this machine by these addresses and names.
    ///
    /// # Errors
    /// Where the library fails.
    pub fn issue(&self, addresses: &[IpAddr], names: &[HostName], now: Moment) -> Result<Issued, TlsError> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::default();
        params.not_before = at(now, -BEHIND_DAYS);
        params.not_after = at(now, CERTIFICATE_DAYS);
        params.distinguished_name = called("Bon Tot");
        let names: BTreeSet<_> = names.iter().cloned().chain([HostName::localhost()]).collect();
        for name in names {
            params.subject_alt_names.push(SanType::DnsName(name.as_str().try_into()?));
        }
        params.subject_alt_names.extend(addresses.iter().map(|address| SanType::IpAddress(*address)));
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&key, &self.issuer)?;
        let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        Ok(Issued {
            key: CertifiedKey::from_der(vec![certificate.into()], private, &provider())?,
            from: now.plus_millis(-BEHIND_DAYS * DAY_MS),
            renew_at: now.plus_millis((CERTIFICATE_DAYS - RENEW_DAYS) * DAY_MS),
        })
    }
}

/// The authority with this key. Its name follows from the key, so that an
/// authority is known again by the key alone, and two are told apart.
fn params(key: &KeyPair, names: &[HostName], now: Moment) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.not_before = at(now, -BEHIND_DAYS);
    params.not_after = at(now, AUTHORITY_DAYS);
    let [a, b, c, d, ..] = <[u8; 32]>::from(Sha256::digest(key.public_key_raw()));
    params.distinguished_name = called(&format!("Bon Tot {a:02X}{b:02X}-{c:02X}{d:02X}"));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let hosts = LOCAL_NAMES.into_iter().chain(names.iter().map(HostName::as_str));
    let hosts = hosts.map(|name| GeneralSubtree::DnsName(name.to_owned()));
    let networks =
        NETWORKS.into_iter().map(|(address, prefix)| CidrSubnet::from_addr_prefix(address, prefix));
    let permitted_subtrees = hosts.chain(networks.map(GeneralSubtree::IpAddress)).collect();
    params.name_constraints = Some(NameConstraints { permitted_subtrees, excluded_subtrees: Vec::new() });
    params
}

fn called(name: &str) -> DistinguishedName {
    let mut called = DistinguishedName::new();
    called.push(DnType::CommonName, name);
    called
}

/// So many days from `now`, as certificates write it.
fn at(now: Moment, days: i64) -> OffsetDateTime {
    let now = OffsetDateTime::from_unix_timestamp(now.millis().div_euclid(1000));
    now.unwrap_or(OffsetDateTime::UNIX_EPOCH).saturating_add(Duration::days(days))
}

/// Writes a file that only this user may read. It has its name only once it is whole.
fn write_secret(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    // What an attempt that was cut left behind.
    fs::remove_file(&part).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })?;
    let mut file = create_secret(&part)?;
    file.write_all(content).and_then(|()| file.sync_all())?;
    fs::rename(&part, path)
}

#[cfg(unix)]
fn create_secret(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Other systems keep a user's files from other users by their folder.
#[cfg(not(unix))]
fn create_secret(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(test)]
mod tests;
