//! The address a request comes from.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

/// The address of whoever asks.
///
/// It is the other end of the connection. Where that is a proxy on this very
/// machine, it is the last address of `X-Forwarded-For`, the one which that
/// proxy wrote itself; from anywhere else the header can be forged and is not
/// believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let direct = address.map_or(Ipv4Addr::UNSPECIFIED.into(), |info| info.0.ip());
        Ok(Self(if direct.is_loopback() { forwarded(&parts.headers).unwrap_or(direct) } else { direct }))
    }
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let header = headers.get_all("x-forwarded-for").iter().next_back()?;
    header.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    async fn check(direct: [u8; 4], header: Option<&str>, expect: &str) {
        let mut request = Request::builder();
        if let Some(header) = header {
            request = request.header("x-forwarded-for", header);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        parts.extensions.insert(ConnectInfo(SocketAddr::from((direct, 1))));
        let Ok(peer) = Peer::from_request_parts(&mut parts, &()).await;
        assert_eq!(peer.0.to_string(), expect, "{direct:?} {header:?}");
    }

    #[tokio::test]
    async fn only_a_proxy_on_this_machine_is_believed() {
        check([10, 0, 0, 9], None, "10.0.0.9").await;
        check([10, 0, 0, 9], Some("1.2.3.4"), "10.0.0.9").await;
        check([127, 0, 0, 1], None, "127.0.0.1").await;
        check([127, 0, 0, 1], Some("6.6.6.6, 1.2.3.4"), "1.2.3.4").await;
        check([127, 0, 0, 1], Some("nonsense"), "127.0.0.1").await;
    }
}
