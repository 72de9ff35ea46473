//! One connection to a real server: as little of HTTP as our own answers need,
//! so that nothing tries again by itself or hides that an answer never came.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use minicbor::{Decode, Encode};
use shared::replica::encode;
use shared::sync::wire::MEDIA_TYPE;

/// An answer of a dead server never comes; one of a living one comes sooner.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection that is kept open.
#[derive(Debug)]
pub struct Connection(BufReader<TcpStream>);

impl Connection {
    /// Connects to the server on this port of loopback.
    ///
    /// # Errors
    /// Where nothing listens there.
    pub fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port)))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Posts a body and reads the answer.
    ///
    /// # Errors
    /// Where no whole answer came, or another one than 200 with such a body.
    pub fn post<Q, A>(&mut self, path: &str, token: Option<&str>, body: &Q) -> io::Result<A>
    where
        Q: Encode<()>,
        A: for<'b> Decode<'b, ()>,
    {
        let body = encode(body);
        let token = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: {MEDIA_TYPE}\r\n{token}content-length: {}\r\n\r\n",
            body.len()
        );
        self.0.get_mut().write_all(&[head.as_bytes(), &body].concat())?;
        let (status, answer) = self.read()?;
        if status != 200 {
            return Err(io::Error::other(format!("{path} is answered with {status}")));
        }
        minicbor::decode(&answer).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    fn read(&mut self) -> io::Result<(u16, Vec<u8>)> {
        let broken = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what);
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| broken("the answer has no status"))?;
        let mut length = None;
        loop {
            let line = self.line()?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().ok();
            }
        }
        let mut body = vec![0; length.ok_or_else(|| broken("the answer has no length"))?];
        self.0.read_exact(&mut body)?;
        Ok((status, body))
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.0.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}
