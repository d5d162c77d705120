//! What a page may be given as.

use super::archive::gzip;
use super::{PAGE, lines, texts};
use crate::program::{FIRST, Folder, SECOND};
use serde_json::json;

/// A folder with folders, and files that are none of ours.
fn site() -> Folder {
    let folder = Folder::new()
        .file("b.html", PAGE)
        .file("a.txt", FIRST)
        .file("style.css", "p {}")
        .file(".hidden.html", PAGE);
    std::fs::create_dir(folder.path().join("c")).expect("a writable folder");
    folder
        .file("c/z.htm.gz", gzip(PAGE.as_bytes()))
        .file("c/d.jsonl", format!("{}\n", json!({"id": 7, "text": SECOND})))
}

fn uris(output: &str) -> Vec<String> {
    lines(output).iter().map(|page| page["source"]["uri"].as_str().unwrap_or("").replace('\\', "/")).collect()
}

#[test]
fn folders_are_walked_in_order() {
    let run = site().run("read . --format jsonl");
    run.expect(0, &["4 pages read"]);
    assert_eq!(uris(&run.output), ["./a.txt", "./b.html", "./c/d.jsonl:1", "./c/z.htm.gz"]);
    assert_eq!(texts(&lines(&run.output), "id"), ["A", "B", "7", "D"]);
    assert_eq!(lines(&run.output)[3]["source"]["bytes"], PAGE.len());
}

#[test]
fn patterns_are_matched() {
    let folder = site();
    let run = folder.run("read **/*.h* --format jsonl");
    assert_eq!(uris(&run.expect(0, &[]).output), ["b.html", "c/z.htm.gz"]);
    folder
        .run("read *.pdf")
        .expect(2, &["`*.pdf`: no file fits the pattern\n hint: ", "no page could be read"]);
}

#[test]
fn standard_input_may_be_anything() {
    let folder = Folder::new();
    let html = folder.run_with_input("read - --format json", PAGE.as_bytes());
    assert_eq!(html.json()["source"]["media_type"], "text/html");
    let plain = folder.run_with_input("read - --format json", FIRST.as_bytes());
    assert_eq!(plain.json()["source"]["media_type"], "text/plain");
    let line = json!({"id": "x", "html": PAGE}).to_string();
    for input in [line.as_bytes(), &gzip(line.as_bytes())] {
        let run = folder.run_with_input("read - --format jsonl", input);
        assert_eq!(texts(&lines(&run.output), "id"), ["x"]);
        assert_eq!(lines(&run.output)[0]["source"]["bytes"], PAGE.len());
    }
}

#[test]
fn lines_may_repeat_an_id_and_bad_ones_are_refused() {
    let good = json!({"id": "x", "text": FIRST, "outlet": "Gazette", "date": "2024-06-11", "language": "en"});
    let folder = Folder::new().file("a.jsonl", format!("{good}\nnonsense\n{good}\n"));
    let run = folder.run("read a.jsonl --format jsonl");
    run.expect(1, &["`a.jsonl:2`: is not a JSON object", "2 pages read, 1 refused"]);
    let pages = lines(&run.output);
    assert_eq!((pages.len(), pages[0] == pages[1]), (2, false));
    assert_eq!(pages[0]["outlet"]["name"], "Gazette");
    assert_eq!(pages[0]["published"]["candidates"], json!(["2024-06-11"]));
}

#[test]
fn what_cannot_be_read_is_refused_and_the_rest_is_read() {
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    picture.extend((0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8));
    let folder = Folder::new().file("a.html", PAGE).file("empty.txt", "").file("p.png", picture);
    std::fs::create_dir(folder.path().join("bare")).expect("a writable folder");
    let run = folder.run("read missing.html a.html empty.txt p.png bare --format jsonl");
    run.expect(1, &["`missing.html`: no such file", "`empty.txt`: holds no text", "`p.png`: is not text"]);
    run.expect(1, &["`bare`: holds no pages", "1 page read, 4 refused"]);
    assert_eq!(uris(&run.output), ["a.html"]);
    folder.run("read missing.html").expect(2, &["no page could be read\n hint: "]);
    folder.run("read").expect(2, &["<PAGE>"]);
    folder.run("read - -").expect(2, &["standard input (`-`) was named more than once"]);
}

#[test]
fn what_is_packed_in_another_way_is_refused_with_the_way_to_unpack_it() {
    let folder =
        Folder::new().file("a.warc.zst", b"\x28\xb5\x2f\xfd\x04\0\0").file("b.wacz", b"PK\x03\x04\x14\0");
    let run = folder.run("read a.warc.zst b.wacz");
    run.expect(2, &["`a.warc.zst`: is packed as zstd\n hint: unpack it: `zstd -dc FILE | variorum read -`"]);
    run.expect(2, &["`b.wacz`: is packed as zip"]);
}

#[test]
fn a_page_without_an_article_is_read_and_told() {
    let menu = "<html><body><nav><ul><li><a href=/>Home</a></li><li><a href=/x>News</a></li></ul></nav></body></html>";
    let folder = Folder::new().file("menu.html", menu).file("a.html", PAGE);
    folder.run("read menu.html").expect(0, &["warning: `menu.html`: no article text was found on this page"]);
    let run = folder.run("read . --format jsonl");
    run.expect(0, &["2 pages read (1 without an article)"]);
    assert_eq!(lines(&run.output)[1]["notes"][0]["code"], "no-article");
}

#[test]
fn a_long_page_is_read_and_a_longer_one_refused() {
    let long = |bytes: usize| {
        let paragraph =
            "<p>The ferry to Aldmoor stayed in port on Tuesday, the harbour office said again.</p>\n";
        let body = paragraph.repeat(bytes / paragraph.len());
        format!("<html><body><article><h1>Ferry stays</h1>{body}</article></body></html>")
    };
    let folder = Folder::new().file("long.html", long(22 << 20)).file("longer.html", long(65 << 20));
    let run = folder.run("read long.html longer.html --zones headline");
    run.expect(1, &["`longer.html`: holds more than 64 MB\n hint: "]);
    assert_eq!(run.output, "==> long.html <==\n\nFerry stays\n");
}

#[test]
fn folders_can_be_compared() {
    let folder = Folder::with_accounts();
    let run = folder.run("compare . --format json");
    assert_eq!(run.expect(0, &[]).ids(), ["A", "B"]);
}
