//! Pages out of web archives.

use super::archive::{answer, gzip, packed, page, record};
use super::{PAGE, example, lines, texts};
use crate::program::{Folder, SECOND};

fn crawl() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: none"),
        page("https://gazette.example/ferry", PAGE.as_bytes()),
        record(
            "request",
            "https://gazette.example/ferry",
            "application/http",
            b"GET /ferry HTTP/1.1\r\n\r\n",
        ),
        answer("https://gazette.example/a.png", "Content-Type: image/png", b"\x89PNG"),
        page("https://gazette.example/dam", &example("gazette.html")),
        record("conversion", "https://courier.example/wait", "text/plain", SECOND.as_bytes()),
    ]
}

const URIS: [&str; 3] =
    ["https://gazette.example/ferry", "https://gazette.example/dam", "https://courier.example/wait"];

fn uris(pages: &[serde_json::Value]) -> Vec<&str> {
    pages.iter().map(|page| page["source"]["uri"].as_str().unwrap_or("")).collect()
}

#[test]
fn an_archive_gives_its_pages_with_their_records() {
    let folder = Folder::new().file("a.warc", crawl().concat()).file("b.warc.gz", packed(&crawl()));
    let plain = folder.run("read a.warc --format jsonl");
    plain.expect(0, &["3 pages read, 1 passed over (1 not text)"]);
    let pages = lines(&plain.output);
    assert_eq!(uris(&pages), URIS);
    assert_eq!(texts(&pages, "id"), ["A", "B", "C"]);
    let records = crawl();
    let offset: usize = records[..4].iter().map(Vec::len).sum();
    let expected = serde_json::json!({"file": "a.warc", "offset": offset, "number": 5, "captured": "2024-06-11T08:00:00Z"});
    assert_eq!(pages[1]["source"]["record"], expected);
    assert_eq!(pages[1]["source"]["bytes"], example("gazette.html").len());

    let packed = folder.run("read b.warc.gz --format text");
    assert_eq!(packed.output, folder.run("read a.warc --format text").output);
}

#[test]
fn an_archive_comes_through_a_pipe_and_out_of_a_folder() {
    let folder = Folder::new().file("a.warc.gz", packed(&crawl())).file("b.txt", SECOND);
    let piped = folder.run_with_input("read - --format jsonl", &packed(&crawl()));
    assert_eq!(uris(&lines(&piped.expect(0, &[]).output)), URIS);
    let all = folder.run("read . --format jsonl");
    assert_eq!(lines(&all.expect(0, &["4 pages read"]).output).len(), 4);
}

#[test]
fn the_charset_of_the_server_counts_and_its_packing_is_undone() {
    let latin: Vec<u8> = PAGE
        .replace("charset=utf-8", "")
        .replace(['“', '”'], "")
        .replace("quay.", "caf\u{e9}.")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    let body = gzip(&latin);
    let chunked = [format!("{:x}\r\n", body.len()).as_bytes(), &body, b"\r\n0\r\n\r\n"].concat();
    let head =
        "Content-Type: text/html; charset=ISO-8859-1\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip";
    let archive = answer("https://gazette.example/latin", head, &chunked);
    let run = Folder::new().file("a.warc", archive).run("read a.warc --format jsonl");
    let pages = lines(&run.expect(0, &[]).output);
    assert_eq!(pages[0]["source"]["charset"], "windows-1252");
    assert_eq!(pages[0]["source"]["bytes"], latin.len());
    assert!(pages[0]["text"].as_str().is_some_and(|text| text.contains("café")));
}

#[test]
fn damaged_records_are_named_and_the_rest_is_read() {
    let mut records = crawl();
    let offset: usize = records[..4].iter().map(Vec::len).sum();
    records[4].truncate(300);
    let run = Folder::new().file("a.warc", records.concat()).run("read a.warc --format jsonl");
    let place = format!("error: `a.warc`: record 5, at byte {offset}: its length is wrong\n hint: ");
    run.expect(1, &[&place, "2 pages read, 1 refused, 1 passed over"]);
    assert_eq!(uris(&lines(&run.output)), [URIS[0], URIS[2]]);

    let mut broken = packed(&crawl());
    let at = broken.len() - 6;
    broken[at] ^= 0x55;
    let run = Folder::new().file("b.warc.gz", broken).run("read b.warc.gz --format jsonl");
    run.expect(1, &["`b.warc.gz`: record 6, at byte ", "its compressed bytes are broken"]);
    assert_eq!(uris(&lines(&run.output)), URIS[..2]);
}

#[test]
fn a_page_that_unpacks_to_too_much_is_refused() {
    let head = "Content-Type: text/html\r\nContent-Encoding: gzip";
    let bomb = answer("https://bomb.example/", head, &gzip(&vec![b' '; 70 << 20]));
    let archive = [bomb, page("https://gazette.example/ferry", PAGE.as_bytes())].concat();
    let run = Folder::new().file("a.warc", archive).run("read a.warc --format jsonl");
    run.expect(
        1,
        &["`a.warc: https://bomb.example/`: record 1, at byte 0: its page unpacks to more than 64 MB"],
    );
    assert_eq!(lines(&run.output).len(), 1);
}

#[test]
fn an_archive_without_pages_is_told() {
    let folder = Folder::new().file("a.warc", crawl()[3].clone()).file("empty.warc", "");
    folder.run("read a.warc").expect(2, &["no page could be read, 1 passed over (1 not text)\n hint: "]);
    folder.run("read empty.warc").expect(2, &["`empty.warc`: holds no records"]);
}

#[test]
fn archives_can_be_compared() {
    let run = Folder::new().file("a.warc.gz", packed(&crawl())).run("compare a.warc.gz --format json");
    assert_eq!(run.expect(0, &[]).ids(), ["A", "B", "C"]);
}
