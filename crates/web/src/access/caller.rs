//! Who is calling, as far as the network tells: the address that the brakes count, and the browser's word for itself.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use council::access::accounts::Visitor;

use crate::app::App;

/// What stands between the users and this server, which decides whose word on their address is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Front {
    /// Nothing: the connection comes from the user.
    #[default]
    Direct,
    /// A proxy of ours, which adds the user's address at the end of `X-Forwarded-For`.
    Proxy,
}

/// Where a request comes from.
#[derive(Debug, Clone)]
pub struct Caller(pub Visitor);

impl FromRequestParts<App> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(address)| address.ip());
        let address = match app.front() {
            Front::Direct => peer,
            Front::Proxy => forwarded(&parts.headers).or(peer),
        };
        let agent = parts.headers.get(header::USER_AGENT);
        let agent = agent.and_then(|agent| agent.to_str().ok());
        Ok(Self(Visitor {
            address: address.map(counted).unwrap_or_default(),
            agent: agent.unwrap_or_default().to_owned(),
        }))
    }
}

/// The last address of the list: those before it were written by whoever called the proxy.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// The address as it is counted: of IPv6 the network, since one user has a whole network of addresses.
fn counted(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_address_of_the_list_counts() {
        for (line, expected) in [
            ("203.0.113.7", Some("203.0.113.7")),
            ("1.2.3.4, 203.0.113.7", Some("203.0.113.7")),
            ("2001:db8:1:2:3:4:5:6", Some("2001:db8:1:2::/64")),
            ("::ffff:203.0.113.7", Some("203.0.113.7")),
            ("203.0.113.7, unknown", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", line.parse().expect("a header"));
            let found = forwarded(&headers).map(counted);
            assert_eq!(found.as_deref(), expected, "{line}");
        }
    }
}
