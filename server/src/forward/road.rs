//! The way to the town's server, by HTTP or HTTPS.

use std::fs;
use std::io::{self, Read, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HOST};
use axum::http::{Request, StatusCode, Uri, request};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use minicbor::{Decode, Encode};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use shared::sync::wire::{Fault, MEDIA_TYPE};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::auth::secret::Secret;
use crate::tls::provider;

/// How long the other end may take to be reached.
const REACH: Duration = Duration::from_secs(30);
/// How long a request and its answer may take: a page takes a weak link a minute.
const PATIENCE: Duration = Duration::from_secs(300);
/// An answer with a page of changes, a register and rulings with whole schemes.
const MOST_ANSWER_BYTES: usize = 32 * 1024 * 1024;

/// Why no answer came.
#[derive(Debug, Error)]
pub enum RoadError {
    /// The address is none.
    #[error(
        "{0} is no address of a server; it begins with https:// (http:// is for this very machine) and has a name and nothing behind it"
    )]
    Address(String),
    /// A file with a certificate cannot be used.
    #[error("{0} has no certificate of an authority; it is a file of the town's server in PEM or DER form")]
    Trust(PathBuf),
    /// The server cannot be reached.
    #[error("{0} cannot be reached; is there a network, and does the server run?")]
    Unreachable(String, #[source] io::Error),
    /// Its certificate is not trusted here.
    #[error("{0} shows a certificate that is not trusted here; name that of its authority with --trust FILE")]
    Untrusted(String, #[source] io::Error),
    /// The connection broke off, or took too long.
    #[error("{0} gave no whole answer; nothing is lost, try again")]
    Cut(String),
    /// It answers something that is no answer of bontot.
    #[error("{0} answers as no server of bontot does (status {1})")]
    Foreign(String, StatusCode),
    /// The server refuses.
    #[error("{}", refused(.0, *.1))]
    Fault(String, Fault),
}

fn refused(origin: &str, fault: Fault) -> String {
    let why = match fault {
        Fault::UnknownDevice => {
            "does not know this relay, or it was revoked; make a code there with `bontot relay new`, then `bontot join` again: nothing that is here is lost"
        }
        Fault::CodeUnknown => "does not know this code; it must be one of `bontot relay new`",
        Fault::CodeUsed => "says that the code was used; make another with `bontot relay new`",
        Fault::CodeExpired => "says that the code has expired; make another with `bontot relay new`",
        Fault::TooManyAttempts => "has seen too many wrong codes; try again in a minute",
        Fault::Storage => "cannot store anything just now; its log says why. Nothing is lost, try again",
        Fault::Version => {
            "speaks another version of the protocol; install the same version of bontot on both"
        }
        _ => "refuses the request; install the same version of bontot on both",
    };
    format!("{origin} {why}")
}

/// The way to one server.
#[derive(Clone)]
pub struct Road {
    origin: String,
    host: String,
    port: u16,
    tls: Option<TlsConnector>,
}

impl Road {
    /// The way to the server at `url`; for HTTPS, `trust` names a further
    /// authority than those that this machine trusts.
    ///
    /// # Errors
    /// Where the address is none.
    pub fn to(url: &str, trust: Option<&[u8]>) -> Result<Self, RoadError> {
        let origin = url.trim_end_matches('/').to_owned();
        let wrong = || RoadError::Address(url.to_owned());
        let uri: Uri = origin.parse().map_err(|_| wrong())?;
        let host = uri.host().ok_or_else(wrong)?.to_owned();
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(wrong());
        }
        let (tls, usual) = match uri.scheme_str() {
            Some("https") => (Some(connector(trust).ok_or_else(wrong)?), 443),
            // The token and all records of the ward go that way.
            Some("http") if is_here(&host) => (None, 80),
            _ => return Err(wrong()),
        };
        Ok(Self { origin, host, port: uri.port_u16().unwrap_or(usual), tls })
    }

    /// The server's address.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Posts a body of the protocol and reads the answer.
    ///
    /// # Errors
    /// Where no answer came, or the server refuses.
    pub async fn post<Q, A>(&self, path: &str, token: Option<&Secret>, body: &Q) -> Result<A, RoadError>
    where
        Q: Encode<()>,
        A: for<'b> Decode<'b, ()>,
    {
        let packed = pack(&shared::replica::encode(body)).map_err(|_| self.cut())?;
        let request = Request::post(path).header(CONTENT_TYPE, MEDIA_TYPE).header(CONTENT_ENCODING, "gzip");
        self.ask(request, token, packed).await
    }

    /// Asks with bytes as they are, and reads the answer.
    ///
    /// # Errors
    /// Where no answer came, or the server refuses.
    pub async fn ask<A>(
        &self,
        request: request::Builder,
        token: Option<&Secret>,
        bytes: Vec<u8>,
    ) -> Result<A, RoadError>
    where
        A: for<'b> Decode<'b, ()>,
    {
        let mut request =
            request.header(HOST, format!("{}:{}", self.host, self.port)).header(ACCEPT_ENCODING, "gzip");
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {}", token.reveal()));
        }
        let request = request.body(Body::from(bytes)).map_err(|_| RoadError::Address(self.origin.clone()))?;
        let (status, bytes) =
            tokio::time::timeout(PATIENCE, self.send(request)).await.map_err(|_| self.cut())??;
        if status == StatusCode::OK {
            return minicbor::decode(&bytes).map_err(|_| self.cut());
        }
        Err(match minicbor::decode::<Fault>(&bytes) {
            Ok(fault) => RoadError::Fault(self.origin.clone(), fault),
            Err(_) => RoadError::Foreign(self.origin.clone(), status),
        })
    }

    fn cut(&self) -> RoadError {
        RoadError::Cut(self.origin.clone())
    }

    async fn send(&self, request: Request<Body>) -> Result<(StatusCode, Vec<u8>), RoadError> {
        let unreachable = |error| RoadError::Unreachable(self.origin.clone(), error);
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        let connecting = tokio::time::timeout(REACH, TcpStream::connect((host, self.port)));
        let late = |_| unreachable(io::Error::from(io::ErrorKind::TimedOut));
        let stream = connecting.await.map_err(late)?.map_err(unreachable)?;
        let Some(tls) = &self.tls else { return self.exchange(stream, request).await };
        let name = ServerName::try_from(host.to_owned());
        let name = name.map_err(|_| RoadError::Address(self.origin.clone()))?;
        let agreed = tokio::time::timeout(REACH, tls.connect(name, stream)).await.map_err(late)?;
        let stream = agreed.map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => RoadError::Untrusted(self.origin.clone(), error),
            _ => unreachable(error),
        })?;
        self.exchange(stream, request).await
    }

    async fn exchange<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
        &self,
        stream: S,
        request: Request<Body>,
    ) -> Result<(StatusCode, Vec<u8>), RoadError> {
        let (mut sender, connection) =
            http1::handshake(TokioIo::new(stream)).await.map_err(|_| self.cut())?;
        let driving = tokio::spawn(connection);
        let response = sender.send_request(request).await.map_err(|_| self.cut())?;
        let (head, body) = response.into_parts();
        let bytes = to_bytes(Body::new(body), MOST_ANSWER_BYTES).await.map_err(|_| self.cut())?;
        driving.abort();
        let gzip = head.headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding == "gzip");
        let bytes = if gzip { unpack(&bytes).map_err(|_| self.cut())? } else { bytes.to_vec() };
        Ok((head.status, bytes))
    }
}

fn pack(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body)?;
    encoder.finish()
}

fn unpack(body: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(body).take(MOST_ANSWER_BYTES as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_here(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// The certificate of an authority, to be trusted beside those of the machine.
///
/// # Errors
/// Where the file has none.
pub fn authority(path: &Path) -> Result<Vec<u8>, RoadError> {
    let wrong = || RoadError::Trust(path.to_owned());
    let bytes = fs::read(path).map_err(|_| wrong())?;
    let certificate = CertificateDer::from_pem_slice(&bytes).map_or(bytes, |found| found.to_vec());
    let added = RootCertStore::empty().add(CertificateDer::from(certificate.as_slice()));
    added.map(|()| certificate).map_err(|_| wrong())
}

fn connector(trust: Option<&[u8]>) -> Option<TlsConnector> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(found.certs.into_iter().chain(trust.map(|der| der.to_vec().into())));
    // The provider is part of the program and speaks them.
    let builder =
        ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().ok()?;
    Some(TlsConnector::from(Arc::new(builder.with_root_certificates(roots).with_no_client_auth())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_a_scheme_and_a_host() {
        fn check(url: &str, expect: Option<(&str, u16, bool)>) {
            let road = Road::to(url, None).ok();
            let found = road.as_ref().map(|road| (road.host.as_str(), road.port, road.tls.is_some()));
            assert_eq!(found, expect, "{url}");
        }
        check("https://bontot.example", Some(("bontot.example", 443, true)));
        check("https://bontot.example/", Some(("bontot.example", 443, true)));
        check("http://127.0.0.1:8080", Some(("127.0.0.1", 8080, false)));
        check("http://[::1]", Some(("[::1]", 80, false)));
        check("http://10.0.0.1:8080", None);
        check("http://bontot.example", None);
        check("https://[fd12::1]:8443", Some(("[fd12::1]", 8443, true)));
        check("bontot.example", None);
        check("ftp://bontot.example", None);
        check("https://bontot.example/cell", None);
        check("https://", None);
        check("", None);
    }
}
