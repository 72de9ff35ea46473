//! Whether a request came by TLS.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// By what a request came, as far as this server knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// As it is, over whatever network.
    Plain,
    /// By TLS, to this server or to a proxy in front of it.
    Tls,
}

impl<S: Sync> FromRequestParts<S> for Transport {
    type Rejection = Infallible;

    /// A proxy says so by a header, which anybody may forge: all that follows
    /// from it is that the asker's own cookie goes by TLS alone.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let direct = parts.extensions.get::<Self>().copied().unwrap_or(Self::Plain);
        let by_proxy = parts.headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
        Ok(if by_proxy { Self::Tls } else { direct })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    async fn check(direct: Option<Transport>, header: Option<&str>, expect: Transport) {
        let mut request = Request::builder();
        if let Some(header) = header {
            request = request.header("x-forwarded-proto", header);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        if let Some(direct) = direct {
            parts.extensions.insert(direct);
        }
        let Ok(found) = Transport::from_request_parts(&mut parts, &()).await;
        assert_eq!(found, expect, "{direct:?} {header:?}");
    }

    #[tokio::test]
    async fn the_connection_says_so_or_a_proxy() {
        check(None, None, Transport::Plain).await;
        check(Some(Transport::Plain), None, Transport::Plain).await;
        check(Some(Transport::Tls), None, Transport::Tls).await;
        check(Some(Transport::Plain), Some("https"), Transport::Tls).await;
        check(Some(Transport::Plain), Some("http"), Transport::Plain).await;
    }
}
