//! What is an address on the web, and where does a link on a page lead?

use crate::fault::Fault;
use std::fmt;
use std::net::IpAddr;
use url::{Host, Url};

/// An http or https address with a host, without a fragment. Equal addresses are written alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(Url);

impl Address {
    /// Reads an address as the URL standard of browsers does: letters that need it are escaped, hosts are lower case.
    ///
    /// # Errors
    /// It is no address, or of another scheme than http and https.
    pub fn parse(text: &str) -> Result<Address, Fault> {
        Address::of(Url::parse(text.trim()).map_err(|_| Fault::NoAddress)?)
    }

    /// Where a link on this page leads. Names and passwords in links are dropped: a page may not log anybody in.
    ///
    /// # Errors
    /// As [`Address::parse`].
    pub fn join(&self, link: &str) -> Result<Address, Fault> {
        let mut address = Address::of(self.0.join(link.trim()).map_err(|_| Fault::NoAddress)?)?;
        if address.0.host() != self.0.host() {
            // Neither can fail: the address has a host.
            let _ = address.0.set_username("");
            let _ = address.0.set_password(None);
        }
        Ok(address)
    }

    fn of(mut url: Url) -> Result<Address, Fault> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Fault::Scheme);
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(Fault::NoAddress);
        }
        url.set_fragment(None);
        Ok(Address(url))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Scheme, host and port: what a robots.txt speaks for.
    pub(crate) fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Path and query, escaped: what the rules of a robots.txt are about.
    pub(crate) fn path(&self) -> String {
        match self.0.query() {
            Some(query) => format!("{}?{query}", self.0.path()),
            None => self.0.path().to_string(),
        }
    }

    /// Where the robots.txt of the host is.
    pub(crate) fn robots(&self) -> Address {
        let mut url = self.0.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        Address(url)
    }

    /// The host, where it is a number or a name that means this machine or network.
    pub(crate) fn private_host(&self) -> Option<String> {
        let private = |ip: IpAddr| (!crate::is_public(ip)).then(|| ip.to_string());
        match self.0.host()? {
            Host::Ipv4(ip) => private(ip.into()),
            Host::Ipv6(ip) => private(ip.into()),
            Host::Domain(name) => {
                let name = name.trim_end_matches('.');
                let last = name.rsplit('.').next().unwrap_or(name);
                matches!(last, "localhost" | "local" | "internal").then(|| name.to_string())
            }
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::parse(text).expect("an address")
    }

    #[test]
    fn equal_addresses_are_written_alike() {
        assert_eq!(address(" HTTP://Example.ORG:80/a b#part ").as_str(), "http://example.org/a%20b");
        assert_eq!(address("https://bücher.example").as_str(), "https://xn--bcher-kva.example/");
    }

    #[test]
    fn what_is_no_page_on_the_web_is_refused() {
        for text in ["", "story.html", "http://", "http://[::1", "//example.org/"] {
            assert!(matches!(Address::parse(text), Err(Fault::NoAddress)), "{text}");
        }
        assert!(matches!(Address::parse("file:///etc/passwd"), Err(Fault::Scheme)));
        assert!(matches!(address("http://example.org/").join("javascript:1"), Err(Fault::Scheme)));
    }

    #[test]
    fn links_are_resolved_and_log_nobody_in_elsewhere() {
        let page = address("http://me:secret@example.org/news/today?page=1");
        assert_eq!(page.join("../a").map(|found| found.path()).ok().as_deref(), Some("/a"));
        assert_eq!(
            page.join("http://you:x@example.com/").expect("an address").as_str(),
            "http://example.com/"
        );
        assert_eq!(page.robots().path(), "/robots.txt");
    }

    #[test]
    fn odd_ways_to_write_this_machine_are_seen() {
        for text in
            ["http://0x7f.1/", "http://2130706433/", "http://[::ffff:10.0.0.1]/", "http://a.LOCALHOST./"]
        {
            assert!(address(text).private_host().is_some(), "{text}");
        }
        assert_eq!(address("http://example.org/").private_host(), None);
    }
}
