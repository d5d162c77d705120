//! Which addresses does a list name? One a line; empty lines and those that begin with `#` are passed over.

use crate::address::Address;
use crate::text::{Flaw, Flaws, decode};

/// A list of addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressList {
    /// Each with its line, from 1, in order.
    pub addresses: Vec<(usize, Address)>,
    /// Lines that are none.
    pub flaws: Vec<Flaw>,
}

impl AddressList {
    /// Reads a list. Lines that are no address are told; there is no list that cannot be read.
    pub fn read(bytes: &[u8]) -> AddressList {
        let text = decode(bytes, None);
        let mut flaws = Flaws::new(&text);
        let mut addresses = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match Address::parse(line) {
                Ok(address) => addresses.push((number + 1, address)),
                Err(fault) => {
                    let at = line.as_ptr() as usize - text.as_ptr() as usize;
                    flaws.note(at, format!("`{}` {fault}", &line[..line.floor_char_boundary(100)]));
                }
            }
        }
        AddressList { addresses, flaws: flaws.found }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_comments_and_from_what_is_none() {
        let list = AddressList::read(
            b"\xef\xbb\xbfhttps://a.example/x#top\r\n\n# later\r\n  http://b.example  \nb.example\n",
        );
        let links: Vec<(usize, &str)> =
            list.addresses.iter().map(|(line, address)| (*line, address.as_str())).collect();
        assert_eq!(links, [(1, "https://a.example/x"), (4, "http://b.example/")]);
        assert_eq!(list.flaws, [Flaw { line: 5, what: "`b.example` is not an address".to_string() }]);
    }
}
