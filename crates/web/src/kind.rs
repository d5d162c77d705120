//! Is a file a feed, a list of feeds, a list of addresses, or none of these? By its first bytes.

use crate::markup::{Piece, Pieces};
use crate::text::decode;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// RSS, Atom or JSON Feed.
    Feed,
    /// OPML.
    Outlines,
    /// One address a line.
    Addresses,
}

/// What the first bytes of a file show it to hold; `None`: something else. A last line that may be cut off is not
/// looked at.
pub fn kind_of(front: &[u8]) -> Option<Kind> {
    const ENOUGH: usize = 16 << 10;
    let is_cut = front.len() >= ENOUGH;
    let front = &front[..front.len().min(ENOUGH)];
    let text = decode(front, None);
    let text = text.trim_start();
    if text.starts_with('{') {
        // A JSON Feed says which version it is, as a rule in front.
        let says = |what: &str| text.contains(what);
        return (says("\"version\"") && says("://jsonfeed.org/version/")).then_some(Kind::Feed);
    }
    if text.starts_with('<') {
        let first = Pieces::new(text).find_map(|piece| {
            let Piece::Open { name, .. } = piece else { return None };
            Some(name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase())
        });
        return match first.as_deref()? {
            "rss" | "feed" | "rdf" => Some(Kind::Feed),
            "opml" => Some(Kind::Outlines),
            _ => None,
        };
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let lines = if is_cut { lines.split_last().map_or(&[][..], |(_, whole)| whole) } else { &lines[..] };
    let is_address = |line: &&str| crate::Address::parse(line).is_ok() && !line.contains(char::is_whitespace);
    let is_comment = |line: &&str| line.starts_with('#');
    let has_one = lines.iter().any(is_address);
    (has_one && lines.iter().all(|line| is_comment(line) || is_address(line))).then_some(Kind::Addresses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_the_first_bytes() {
        for (front, kind) in [
            ("\u{feff}<?xml version='1.0'?>\n<!-- hi --><rss version='0.92'>", Some(Kind::Feed)),
            ("<atom:feed xmlns:atom='x'>", Some(Kind::Feed)),
            ("<rdf:RDF>", Some(Kind::Feed)),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", Some(Kind::Feed)),
            ("{\"version\": 1, \"text\": \"a\"}", None),
            ("<OPML>", Some(Kind::Outlines)),
            ("<!doctype html><html>", None),
            ("# my list\nhttps://a.example/\n\nhttp://b.example/c\n", Some(Kind::Addresses)),
            ("See https://a.example/ for more", None),
            ("https://a.example/ is down\n", None),
            ("", None),
            ("# nothing", None),
        ] {
            assert_eq!(kind_of(front.as_bytes()), kind, "{front}");
        }
        let long = format!("{}http", "https://a.example/\n".repeat(1000));
        assert_eq!(kind_of(long.as_bytes()), Some(Kind::Addresses));
    }
}
