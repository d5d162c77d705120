//! What cannot be an account is refused by name, with a remedy, and the others are still compared.

use crate::program::{Folder, Run};

/// Runs two good accounts with a bad one between them.
#[track_caller]
fn refused(name: &str, content: impl AsRef<[u8]>, said: &[&str]) {
    let folder = Folder::with_accounts().file(name, content);
    let run = folder.run(&format!("compare a.txt {name} b.txt --format json"));
    run.expect(1, &[&format!("error: `{name}`"), "\n hint: "]).expect(1, said);
    assert_eq!(run.ids(), ["A", "C"], "{}", run.messages);
}

#[test]
fn an_empty_file_is_refused() {
    refused("empty.txt", "", &["`empty.txt`: holds no text"]);
    refused("blank.html", " \n\t\n", &["`blank.html`: holds no text"]);
}

#[test]
fn a_binary_file_is_refused() {
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    picture.extend((0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8));
    refused("picture.png", picture, &["`picture.png`: is not text"]);
}

#[test]
fn a_page_without_an_article_is_refused() {
    let menu = "<html><body><nav><ul><li><a href=/>Home</a></li><li><a href=/x>News</a></li></ul></nav></body></html>";
    refused("menu.html", menu, &["`menu.html`: no article was found on the page"]);
}

#[test]
fn paths_that_cannot_be_read_are_refused() {
    let folder = Folder::with_accounts();
    std::fs::create_dir(folder.path().join("folder")).expect("a writable folder");
    let run = folder.run("compare a.txt missing.txt b.txt folder --format json");
    run.expect(
        1,
        &["error: `missing.txt`: no such file\n hint: ", "error: `folder`: holds no pages\n hint: "],
    );
    assert_eq!(run.ids(), ["A", "C"]);
}

#[test]
fn a_file_beyond_the_limit_is_refused_without_reading_all_of_it() {
    let folder = Folder::with_accounts();
    let file = std::fs::File::create(folder.path().join("huge.txt")).expect("a writable folder");
    file.set_len(1 << 40).or_else(|_| file.set_len(100 << 20)).expect("a file with a hole");
    folder
        .run("compare a.txt huge.txt b.txt --format json")
        .expect(1, &["`huge.txt`: holds more than 20 MB"]);
}

/// A page of that many bytes that opens tags and closes none.
fn nested(bytes: usize) -> Vec<u8> {
    let mut page =
        b"<html><body><p>The ferry to Aldmoor stayed in port on Tuesday, the harbour office said.</p>"
            .to_vec();
    while page.len() < bytes {
        page.extend(b"<div><ul><li><b>");
    }
    page
}

#[test]
fn fifty_megabytes_of_nested_tags_are_refused() {
    refused("nested.html", nested(50 << 20), &["`nested.html`: holds more than 20 MB"]);
}

#[test]
fn nested_tags_below_the_limit_end_in_good_time() {
    let folder = Folder::with_accounts().file("nested.html", nested(5 << 20));
    let run = folder.run("compare a.txt nested.html b.txt --format json");
    assert!(matches!(run.code, Some(0 | 1)), "{:?}: {}", run.code, run.messages);
    assert!(run.messages.contains("`nested.html`"), "{}", run.messages);
}

#[test]
fn a_wrong_charset_is_a_warning_that_names_the_file() {
    let page = "<html><head><meta charset=utf-8></head><body><article><h1>Fähre f\u{e4}llt aus</h1>\
        <p>The ferry to Aldmoor stayed in port on Tuesday because of high waves, the harbour office said.</p>\
        <p>About 300 passengers were waiting in the caf\u{e9} of the terminal, the company said.</p></article></body></html>";
    let latin: Vec<u8> = page.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    let folder = Folder::with_accounts().file("latin.html", latin);
    let run: Run = folder.run("compare a.txt latin.html --format json");
    run.expect(0, &["warning: `latin.html`", " hint: save the file as UTF-8"]);
}

#[test]
fn two_identical_files_are_compared_with_a_warning() {
    let folder = Folder::with_accounts();
    let run = folder.run("compare a.txt a.txt --format json");
    run.expect(0, &["warning: `a.txt`: has the same bytes as `a.txt`\n hint: "]);
    assert_eq!(run.ids(), ["A", "B"]);
}

#[test]
fn one_account_left_is_no_comparison() {
    let folder = Folder::with_accounts();
    let run = folder.run("compare a.txt missing.txt");
    run.expect(2, &["only one of 2 accounts is left, and a comparison needs two\n hint: "]);
    assert_eq!(run.output, "");
    folder.run("compare missing.txt gone.txt").expect(2, &["none of 2 accounts could be read"]);
}
