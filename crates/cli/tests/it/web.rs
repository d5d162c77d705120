//! URLs as accounts, against a server on this machine that behaves badly on demand.

use crate::program::{FIRST, Folder};
use std::io::{BufRead as _, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

/// Starts a server that lives as long as the test's process; returns its address.
fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    format!("http://{address}")
}

/// Answers one request by its path. Errors are the client's business.
fn answer(mut stream: TcpStream) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut request = String::new();
    reader.read_line(&mut request).ok()?;
    let mut line = String::new();
    while reader.read_line(&mut line).ok()? > 2 {
        line.clear();
    }
    let path = request.split_whitespace().nth(1)?.to_string();
    match path.as_str() {
        "/story" => page(&mut stream, "200 OK", "text/plain; charset=utf-8", FIRST.as_bytes()),
        "/latin" => {
            let text = FIRST.replace("harbour office", "caf\u{e9} owner");
            let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
            page(&mut stream, "200 OK", "text/plain; charset=windows-1252", &bytes)
        }
        "/moved" => redirect(&mut stream, "/moved-again"),
        "/moved-again" => redirect(&mut stream, "/story"),
        "/circle" => redirect(&mut stream, "/circle"),
        "/picture" => page(&mut stream, "200 OK", "image/png", b"\x89PNG"),
        "/huge" => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n").ok()?;
            let block = vec![b'x'; 1 << 20];
            (0..64).try_for_each(|_| stream.write_all(&block)).ok()
        }
        "/slow" => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n").ok()?;
            for _ in 0..100 {
                stream.write_all(b"<p>").ok()?;
                stream.flush().ok()?;
                std::thread::sleep(Duration::from_millis(100));
            }
            Some(())
        }
        _ => page(&mut stream, "404 Not Found", "text/html", b"gone"),
    }
}

fn page(stream: &mut TcpStream, status: &str, content_type: &str, body: &[u8]) -> Option<()> {
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n").ok()?;
    stream.write_all(body).ok()
}

fn redirect(stream: &mut TcpStream, to: &str) -> Option<()> {
    write!(stream, "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        .ok()
}

/// Compares two good accounts and one URL that is refused.
#[track_caller]
fn refused(path: &str, options: &str, said: &str) {
    let server = server();
    let run =
        Folder::with_accounts().run(&format!("compare a.txt {server}{path} b.txt --format json {options}"));
    run.expect(1, &[&format!("error: `{server}{path}`: {said}"), "\n hint: "]);
    assert_eq!(run.ids(), ["A", "C"]);
}

#[test]
fn a_page_is_fetched_and_redirects_are_followed() {
    let server = server();
    let run = Folder::with_accounts().run(&format!("compare {server}/moved b.txt --format json"));
    run.expect(0, &[]);
    let source = &run.json()["accounts"][0]["source"];
    assert_eq!(source["uri"], format!("{server}/story"));
    assert_eq!(source["bytes"], FIRST.len());
}

#[test]
fn the_charset_of_the_header_counts() {
    let server = server();
    let run = Folder::with_accounts().run(&format!("compare {server}/latin b.txt --format json"));
    run.expect(0, &[]);
    assert_eq!(run.json()["accounts"][0]["source"]["charset"], "windows-1252");
}

#[test]
fn a_page_that_is_not_there_is_refused() {
    refused("/gone", "", "the server answered 404 (not found)");
}

#[test]
fn something_that_is_no_text_is_refused() {
    refused("/picture", "", "is image/png, not a page of text");
}

#[test]
fn a_circle_of_redirects_is_refused() {
    refused("/circle", "", "more than 10 redirects");
}

#[test]
fn a_huge_body_is_refused_at_the_limit() {
    refused("/huge", "", "the page is larger than 20 MB");
}

#[test]
fn a_slow_body_is_refused_at_the_time_limit() {
    refused("/slow", "--timeout 1", "took longer than 1 seconds");
}

#[test]
fn a_dead_address_is_refused() {
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port();
    let run =
        Folder::with_accounts().run(&format!("compare a.txt b.txt http://127.0.0.1:{port}/ --format json"));
    run.expect(1, &["the server refuses connections\n hint: "]);
    assert_eq!(run.ids(), ["A", "B"]);
}
