//! Writes small web archives.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;

/// One record, its empty lines included.
pub(crate) fn record(kind: &str, uri: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    let length = block.len();
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-06-11T08:00:00Z\r\n\
         Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    record.extend(block);
    record.extend(b"\r\n\r\n");
    record
}

/// A server's answer; `head`: its header lines.
pub(crate) fn answer(uri: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").into_bytes();
    answer.extend(body);
    record("response", uri, "application/http; msgtype=response", &answer)
}

/// An answer with a page.
pub(crate) fn page(uri: &str, html: &[u8]) -> Vec<u8> {
    answer(uri, "Content-Type: text/html; charset=utf-8", html)
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes it")
}

/// Each record as a member of its own.
pub(crate) fn packed(records: &[Vec<u8>]) -> Vec<u8> {
    records.iter().flat_map(|record| gzip(record)).collect()
}
