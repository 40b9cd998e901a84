//! Who is calling, as far as the network tells: the address that the brakes count, and the browser's word for itself.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use council::access::accounts::Visitor;

use crate::app::App;

/// What stands between the users and this server: the proxies whose word on an address is taken. Each adds the address
/// it saw at the end of `X-Forwarded-For`; whoever else sends that header is not believed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Front(Vec<Network>);

/// Addresses that begin alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    /// The first address.
    pub address: IpAddr,
    /// How many bits are alike.
    pub bits: u8,
}

impl Front {
    /// Nothing: every connection comes from a user.
    pub fn direct() -> Self {
        Self::default()
    }

    /// Our own proxies, by their networks.
    pub fn proxies(networks: Vec<Network>) -> Self {
        Self(networks)
    }

    /// The user's address: from the end of the list of addresses back to the first that is not one of our proxies.
    fn user(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Option<IpAddr> {
        let peer = peer?.to_canonical();
        if !self.trusts(peer) {
            return Some(peer);
        }
        let lines: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .map(|line| line.to_str().unwrap_or_default())
            .collect();
        let mut user = peer;
        for text in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            let Ok(address) = text.trim().parse::<IpAddr>() else {
                break;
            };
            user = address.to_canonical();
            if !self.trusts(user) {
                break;
            }
        }
        Some(user)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address))
    }
}

impl Network {
    /// Whether the address lies in it.
    pub fn holds(&self, address: IpAddr) -> bool {
        let (ours, theirs, width) = match (self.address.to_canonical(), address.to_canonical()) {
            (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
                (u128::from(ours.to_bits()), u128::from(theirs.to_bits()), 32)
            }
            (IpAddr::V6(ours), IpAddr::V6(theirs)) => (ours.to_bits(), theirs.to_bits(), 128),
            _ => return false,
        };
        let free = width - u32::from(self.bits).min(width);
        free == 128 || (ours ^ theirs) >> free == 0
    }
}

/// Where a request comes from.
#[derive(Debug, Clone)]
pub struct Caller(pub Visitor);

impl FromRequestParts<App> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(address)| address.ip());
        let address = app.front().user(peer, &parts.headers);
        let agent = parts.headers.get(header::USER_AGENT);
        let agent = agent.and_then(|agent| agent.to_str().ok());
        Ok(Self(Visitor {
            address: address.map(counted).unwrap_or_default(),
            agent: agent.unwrap_or_default().to_owned(),
        }))
    }
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
    fn only_our_own_proxies_are_believed() {
        let network = |address: &str, bits| Network {
            address: address.parse().expect("an address"),
            bits,
        };
        let front = Front::proxies(vec![
            network("127.0.0.1", 32),
            network("10.0.0.0", 8),
            network("fd00::", 16),
        ]);
        for (peer, line, expected) in [
            ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
            ("127.0.0.1", "1.2.3.4, 203.0.113.7", "203.0.113.7"),
            ("127.0.0.1", "203.0.113.7, 10.1.2.3", "203.0.113.7"),
            ("127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("fd00::1", "::ffff:203.0.113.7", "203.0.113.7"),
            ("127.0.0.1", "203.0.113.7, unknown", "127.0.0.1"),
            ("127.0.0.1", "", "127.0.0.1"),
            ("198.51.100.9", "203.0.113.7", "198.51.100.9"),
            ("11.0.0.1", "203.0.113.7", "11.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", line.parse().expect("a header"));
            let user = front.user(peer.parse().ok(), &headers).map(counted);
            assert_eq!(user.as_deref(), Some(expected), "{peer} says {line}");
        }
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "203.0.113.7".parse().expect("a header"));
        let user = Front::direct()
            .user("127.0.0.1".parse().ok(), &headers)
            .map(counted);
        assert_eq!(user.as_deref(), Some("127.0.0.1"));
    }

    #[test]
    fn a_network_of_no_bits_holds_every_address_of_its_kind() {
        let all = Network {
            address: "::".parse().expect("an address"),
            bits: 0,
        };
        assert!(all.holds("2001:db8::1".parse().expect("an address")));
        assert!(!all.holds("203.0.113.7".parse().expect("an address")));
    }
}
