//! What sound archives hold.

use crate::archive::{LIMIT, Walk, gzip, packed, pages, record, response};
use variorum_warc::{Found, Media, Passed, Reader};

#[test]
fn pages_are_found_whether_compressed_or_not() {
    let records = pages(30);
    let plain = Walk::through(&records.concat());
    assert_eq!(plain.whole(), (0..30).collect::<Vec<_>>());
    assert_eq!(plain.damage, []);
    assert_eq!(Walk::through(&packed(&records).concat()), plain, "a member a record");
    assert_eq!(Walk::through(&gzip(&records.concat())), plain, "one member for all");
}

#[test]
fn pages_know_their_place_their_date_and_their_server() {
    let info = record("warcinfo", "", "application/warc-fields", b"software: none");
    let page = response("https://courier.example/a", "<p>Hello.</p>");
    let archive = packed(&[info, page]);
    let found = Reader::new(archive.concat().as_slice(), LIMIT).nth(1);
    let Some(Found::Page(page)) = found else { panic!("{found:?}") };
    assert_eq!((page.number, page.offset), (2, archive[0].len() as u64));
    assert_eq!(page.uri, "https://courier.example/a");
    assert_eq!(page.captured.as_deref(), Some("2024-06-11T08:00:00Z"));
    assert_eq!((page.media, page.charset.as_deref()), (Some(Media::Html), Some("utf-8")));
}

#[test]
fn records_without_a_page_are_passed_and_said_why() {
    let answer = |head: &str| record("response", "https://a.example/", "application/http", head.as_bytes());
    let archive = [
        record("warcinfo", "", "application/warc-fields", b"software: none"),
        record(
            "request",
            "https://a.example/",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        answer("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone.</p>"),
        answer("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{1}\u{2}"),
        record("response", "dns:a.example", "text/dns", b"a.example. 60 IN A 127.0.0.1"),
        record("revisit", "https://a.example/", "application/http", b"HTTP/1.1 200 OK\r\n\r\n"),
        record("resource", "file:///a.html", "text/html", b"<p>Saved.</p>"),
        record("conversion", "https://a.example/", "text/plain", b"Saved."),
    ];
    let walk = Walk::through(&archive.concat());
    let kinds = [
        Passed::Bookkeeping,
        Passed::Bookkeeping,
        Passed::NoSuccess,
        Passed::NotText,
        Passed::NotText,
        Passed::Bookkeeping,
    ];
    assert_eq!(walk.passed, kinds);
    let texts: Vec<&str> = walk.pages.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!((texts, walk.faults()), (vec!["<p>Saved.</p>", "Saved."], vec![]));
}

#[test]
fn a_last_record_without_empty_lines_and_short_line_breaks_are_fine() {
    let archive = pages(3).concat();
    let archive = archive.strip_suffix(b"\r\n\r\n").expect("empty lines at the end");
    assert_eq!(Walk::through(archive).whole(), [0, 1, 2]);
    let unix =
        String::from_utf8(archive.to_vec()).expect("text").replace("WARC-Date: 2024-06-11T08:00:00Z\r\n", "");
    let (head, rest) = unix.split_once("\r\n\r\n").expect("a header");
    let unix = format!("{}\n\n{rest}", head.replace("\r\n", "\n"));
    assert_eq!(Walk::through(unix.as_bytes()).whole(), [0, 1, 2]);
}

#[test]
fn large_records_that_are_no_pages_are_stepped_over() {
    let film = vec![7; 5 << 20];
    let mut answer = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n".to_vec();
    answer.extend(film);
    let mut records = pages(2);
    records.insert(1, record("response", "https://a.example/film", "application/http", &answer));
    for archive in [records.concat(), packed(&records).concat()] {
        let walk = Walk::through(&archive);
        assert_eq!((walk.whole(), walk.passed, walk.damage), (vec![0, 1], vec![Passed::NotText], vec![]));
    }
}
