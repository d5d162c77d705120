//! Is a file one page, a web archive, JSON lines or a table? By its ending and its first bytes.

use crate::plan::Place;
use flate2::read::GzDecoder;
use news::MediaType;
use std::io::Read as _;
use std::path::Path;

/// How much of a file shows what it is.
pub(super) const FRONT: usize = 16 << 10;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One page.
    Page,
    /// Pages in WARC records.
    Archive,
    /// One page a line.
    Lines,
    /// One page a row of comma-separated values.
    Csv,
    /// One page a row of a Parquet file.
    Parquet,
    /// A feed, a list of feeds or a list of addresses.
    List(web::Kind),
}

/// The ending of a file's name in lower case, `.gz` taken off.
fn ending(path: &Path) -> Option<String> {
    let lower = |path: &Path| path.extension()?.to_str().map(str::to_ascii_lowercase);
    match lower(path) {
        Some(gz) if gz == "gz" => lower(Path::new(path.file_stem()?)),
        other => other,
    }
}

/// What the ending says; `None`: nothing.
pub(super) fn by_ending(path: &Path) -> Option<Kind> {
    match ending(path)?.as_str() {
        "html" | "htm" | "xhtml" | "txt" => Some(Kind::Page),
        "warc" => Some(Kind::Archive),
        "jsonl" | "ndjson" => Some(Kind::Lines),
        "csv" | "tsv" => Some(Kind::Csv),
        "parquet" => Some(Kind::Parquet),
        "rss" | "atom" => Some(Kind::List(web::Kind::Feed)),
        "opml" => Some(Kind::List(web::Kind::Outlines)),
        "urls" => Some(Kind::List(web::Kind::Addresses)),
        _ => None,
    }
}

/// What the ending of a file's name says about its bytes.
pub(super) fn media_type_of(place: &Place) -> Option<MediaType> {
    let Place::File(path) = place else { return None };
    match ending(path)?.as_str() {
        "html" | "htm" | "xhtml" => Some(MediaType::Html),
        _ => None,
    }
}

/// What the first bytes say, and then the ending.
pub(super) fn by_front(front: &[u8], ending: Option<Kind>) -> Kind {
    let unpacked = unpacked_front(front);
    let shown = unpacked.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&unpacked).trim_ascii_start();
    let has_key = |key: &str| shown.windows(key.len()).any(|window| window == key.as_bytes());
    match ending {
        _ if unpacked.starts_with(warc::WARC_MAGIC) => Kind::Archive,
        _ if front.starts_with(&tables::PARQUET_MAGIC) => Kind::Parquet,
        // Who does not follow lists reads them as pages.
        Some(Kind::List(_)) => Kind::Page,
        Some(kind) => kind,
        None if shown.starts_with(b"{") && (has_key("\"text\"") || has_key("\"html\"")) => Kind::Lines,
        None if tables::is_csv(&unpacked) => Kind::Csv,
        None => Kind::Page,
    }
}

/// What of the web a file lists, by its first bytes, and then by its ending.
pub(super) fn list_by_front(front: &[u8], ending: Option<Kind>) -> Option<web::Kind> {
    match ending {
        Some(Kind::Archive | Kind::Lines | Kind::Csv | Kind::Parquet) => None,
        Some(Kind::Page) | None => web::kind_of(&unpacked_front(front)),
        Some(Kind::List(kind)) => Some(web::kind_of(&unpacked_front(front)).unwrap_or(kind)),
    }
}

/// A way of packing that is not undone here, and the command that does.
pub(super) fn foreign_packing(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const KNOWN: [(&[u8], &str, &str); 4] = [
        (b"\x28\xb5\x2f\xfd", "zstd", "zstd -dc"),
        (b"\xfd7zXZ\0", "xz", "xz -dc"),
        (b"BZh", "bzip2", "bzip2 -dc"),
        (b"PK\x03\x04", "zip (a WACZ archive is one, too)", "unzip -p"),
    ];
    let known = KNOWN.iter().find(|(magic, _, _)| bytes.starts_with(magic));
    known.map(|(_, kind, command)| (*kind, *command))
}

/// The first bytes of what is packed, or the bytes themselves.
fn unpacked_front(front: &[u8]) -> Vec<u8> {
    if !front.starts_with(&warc::GZIP_MAGIC) {
        return front.to_vec();
    }
    let mut unpacked = Vec::new();
    // The front ends in the middle of the packed bytes: that is no failure here.
    let _ = GzDecoder::new(front).take(FRONT as u64).read_to_end(&mut unpacked);
    unpacked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_say_what_is_inside_a_packed_file_too() {
        assert_eq!(by_ending(Path::new("a/crawl.WARC.gz")), Some(Kind::Archive));
        assert_eq!(by_ending(Path::new("a.jsonl")), Some(Kind::Lines));
        assert_eq!(by_ending(Path::new("story.html.gz")), Some(Kind::Page));
        assert_eq!(by_ending(Path::new("articles.csv.gz")), Some(Kind::Csv));
        assert_eq!(by_ending(Path::new("gz")), None);
    }

    #[test]
    fn first_bytes_tell_archives_lines_and_tables_from_pages() {
        assert_eq!(by_front(b"WARC/1.1\r\n", Some(Kind::Page)), Kind::Archive);
        assert_eq!(by_front(b"\n{\"id\": 1, \"text\": \"Hello.\"}", None), Kind::Lines);
        assert_eq!(by_front(b"{\"id\": 1}", None), Kind::Page);
        assert_eq!(by_front(b"<!doctype html>", None), Kind::Page);
        assert_eq!(by_front(b"PAR1\x15\x04", Some(Kind::Page)), Kind::Parquet);
        assert_eq!(by_front(b"id;text\n1;Hello.\n", None), Kind::Csv);
        assert_eq!(by_front(b"Contents\nText, title and more\n", None), Kind::Page);
    }
}
