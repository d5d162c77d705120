//! Which machines may be asked? Those on the public internet, unless the user says otherwise.
//!
//! Feeds and redirects are written by others: without this wall they could make the program read the pages of the
//! machine it runs on. Names are looked up here and nowhere else, so that what was checked is what is asked.

use crate::fault::PrivateAddress;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Whether an address belongs to the public internet: not to this machine, a private network, a link, a group or a
/// purpose of its own (RFC 6890 and its registries).
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || a == 0
        || a >= 224
        || (a, b & 0xc0) == (100, 64)
        || (a, b, c) == (192, 0, 0)
        || (a, b & 0xfe) == (198, 18);
    !is_special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    // Ways to write an address of version 4: the one inside counts.
    let [first, second, ..] = ip.segments();
    let octets = ip.octets();
    let inner = |at: usize| Ipv4Addr::new(octets[at], octets[at + 1], octets[at + 2], octets[at + 3]);
    if let Some(mapped) = ip.to_ipv4_mapped() {
        return is_public_v4(mapped);
    }
    match (first, second) {
        (0x64, 0xff9b) => is_public_v4(inner(12)),
        (0x2002, _) => is_public_v4(inner(2)),
        // Only 2000::/3 is given out; in it, 2001::/23 and 2001:db8::/32 are for purposes of their own.
        (0x2001, second) => second >= 0x200 && second != 0xdb8,
        (0x3fff, second) => second >= 0x1000,
        (first, _) => first & 0xe000 == 0x2000,
    }
}

/// Which machines that are not on the public internet may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// None.
    Public,
    /// Those whose addresses a person typed: the first host of each request, and no other that it leads to.
    Typed,
    /// Every machine.
    Everybody,
}

/// Looks names up, and leaves out what is not public.
#[derive(Debug)]
pub(crate) struct Guard {
    /// Whether every address may be asked.
    pub(crate) is_trusting: bool,
    /// Host of the proxy, which the user chose and which may be anywhere.
    pub(crate) proxy: Option<String>,
    pub(crate) inner: DefaultResolver,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.is_trusting || (self.proxy.is_some() && self.proxy.as_deref() == uri.host()) {
            return Ok(found);
        }
        let mut public = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            public.push(*address);
        }
        match found.first() {
            Some(first) if public.is_empty() => {
                Err(ureq::Error::Other(Box::new(PrivateAddress(first.ip().to_string()))))
            }
            Some(_) | None => Ok(public),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_machine_and_of_private_networks_are_not_public() {
        for text in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "203.0.113.5",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "::7f00:1",
            "2001::1",
        ] {
            assert!(!is_public(text.parse().expect("an address")), "{text}");
        }
    }

    #[test]
    fn other_addresses_are_public() {
        for text in [
            "1.1.1.1",
            "100.128.0.1",
            "172.32.0.1",
            "192.1.0.1",
            "2606:4700::1111",
            "2a00::1",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(text.parse().expect("an address")), "{text}");
        }
    }

    #[test]
    fn what_a_name_leads_to_is_looked_at_where_it_is_looked_up() {
        let looked_up = |is_trusting, proxy: Option<&str>| {
            let guard =
                Guard { is_trusting, proxy: proxy.map(str::to_string), inner: DefaultResolver::default() };
            let uri: Uri = "http://127.0.0.1:81/".parse().expect("an address");
            guard.resolve(&uri, &Config::default(), NextTimeout::default()).map(|found| found.to_vec())
        };
        assert!(matches!(looked_up(false, None), Err(ureq::Error::Other(_))));
        assert!(looked_up(true, None).is_ok() && looked_up(false, Some("127.0.0.1")).is_ok());
    }
}
