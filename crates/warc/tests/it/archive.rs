//! Writes small archives.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use variorum_warc::{Found, Passed, Reader};

/// The longest page that the tests read.
pub(crate) const LIMIT: usize = 1 << 20;

/// One record, its empty lines included.
pub(crate) fn record(kind: &str, uri: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let length = block.len();
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-06-11T08:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    record.extend(block);
    record.extend(b"\r\n\r\n");
    record
}

/// A server's answer with a page.
pub(crate) fn response(uri: &str, body: &str) -> Vec<u8> {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
    record("response", uri, "application/http; msgtype=response", answer.as_bytes())
}

/// Pages that are told apart by their number.
pub(crate) fn pages(count: usize) -> Vec<Vec<u8>> {
    let page = |n| response(&format!("https://courier.example/{n}"), &body(n));
    (0..count).map(page).collect()
}

/// The body of page `n`: no two have the same length or bytes.
pub(crate) fn body(n: usize) -> String {
    format!("<p>Ferry number {n} left Aldmoor.</p>{}", "<p>It rained.</p>".repeat(n % 7))
}

/// Each record as a member of its own.
pub(crate) fn packed(records: &[Vec<u8>]) -> Vec<Vec<u8>> {
    records.iter().map(|record| gzip(record)).collect()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes it")
}

/// What a walk through an archive met.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Walk {
    /// Addresses and bodies of pages.
    pub(crate) pages: Vec<(String, String)>,
    pub(crate) passed: Vec<Passed>,
    /// Number, offset, what is wrong.
    pub(crate) damage: Vec<(u64, u64, String)>,
}

impl Walk {
    pub(crate) fn through(archive: &[u8]) -> Walk {
        let mut walk = Walk::default();
        for found in Reader::new(archive, LIMIT) {
            match found {
                Found::Page(page) => {
                    let uri = page.uri.clone();
                    let (bytes, _) = page.unpack(LIMIT).expect("a body that can be unpacked");
                    walk.pages.push((uri, String::from_utf8_lossy(&bytes).into_owned()));
                }
                Found::Passed(passed) => walk.passed.push(passed),
                Found::Damage(damage) => {
                    walk.damage.push((damage.number, damage.offset, damage.fault.to_string()));
                }
            }
        }
        walk
    }

    /// Numbers of the pages that came through whole.
    pub(crate) fn whole(&self) -> Vec<usize> {
        let number = |(uri, text): &(String, String)| {
            let n = uri.rsplit('/').next()?.parse().ok()?;
            (*text == body(n)).then_some(n)
        };
        self.pages.iter().filter_map(number).collect()
    }

    /// What is wrong, in words.
    pub(crate) fn faults(&self) -> Vec<&str> {
        self.damage.iter().map(|(_, _, fault)| fault.as_str()).collect()
    }
}
