//! How is one page fetched, and what is refused?

use crate::server::{Reply, Server, direct, guarded, now, polite, settings};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use std::time::Duration;
use variorum_web::{
    Address, Answer, Client, Fault, Fetched, Purpose, Request, Settings, Stop, Trust, Validators,
};

fn page(client: &Client, address: Address) -> Result<Fetched, Fault> {
    client.get(&Request::new(address, Purpose::Page)).map(|answer| answer.page().expect("a page"))
}

/// The fault that one answer to one request makes.
fn fault(reply: Reply) -> Fault {
    let server = Server::new(move |_| reply.clone());
    page(&direct(), server.address("/")).expect_err("a fault")
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn a_page_comes_with_what_its_header_says() {
    let server = Server::new(|_| {
        Reply::new(
            "200 OK\nContent-Type: Text/HTML; charset=windows-1252\nETag: \"v1\"\nLast-Modified: Tue, 14 May 2024 10:00:00 GMT",
            b"caf\xe9",
        )
    });
    let found = page(&direct(), server.address("/a?b=c#d")).expect("a page");
    assert_eq!(
        (found.bytes.as_slice(), found.media_type.as_deref()),
        (b"caf\xe9".as_slice(), Some("text/html"))
    );
    assert_eq!(found.charset.as_deref(), Some("windows-1252"));
    assert_eq!(found.validators.etag.as_deref(), Some("\"v1\""));
    assert_eq!(server.paths(), ["/a?b=c"]);
    assert!(server.asked()[0].header("user-agent").is_some_and(|name| name.starts_with("variorum/")));
}

#[test]
fn a_page_that_is_still_the_same_is_not_sent_again() {
    let server = Server::new(|asked| match asked.header("if-none-match") {
        Some("\"v1\"") if asked.header("if-modified-since") == Some("tue, 14 may 2024 10:00:00 gmt") => {
            Reply::raw(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
        }
        _ => Reply::new("200 OK", b"new"),
    });
    let known = Validators {
        etag: Some("\"v1\"".to_string()),
        last_modified: Some("Tue, 14 May 2024 10:00:00 GMT".to_string()),
    };
    let mut request = Request { address: server.address("/"), purpose: Purpose::Feed, known };
    assert!(matches!(direct().get(&request), Ok(Answer::Unchanged)));
    request.known = Validators::default();
    assert!(matches!(direct().get(&request), Ok(Answer::Page(_))));
}

#[test]
fn redirects_are_followed_and_circles_are_not() {
    let server = Server::new(|asked| match asked.path.as_str() {
        "/old" => Reply::redirect("new?x=1"),
        "/new?x=1" => Reply::new("200 OK", b"here"),
        "/circle" => Reply::redirect("/circle"),
        "/nowhere" => Reply::new("301 Moved Permanently", b""),
        _ => Reply::redirect("mailto:somebody@example.org"),
    });
    assert_eq!(page(&direct(), server.address("/old")).expect("a page").address, server.address("/new?x=1"));
    let fault = |path: &str| page(&direct(), server.address(path)).expect_err("a fault");
    assert!(matches!(fault("/circle"), Fault::TooManyRedirects));
    assert!(matches!(fault("/nowhere"), Fault::Status { code: 301, .. }));
    assert!(matches!(fault("/mail"), Fault::Scheme));
}

#[test]
fn private_machines_are_not_asked() {
    let server = Server::new(|_| Reply::new("200 OK", b"secret"));
    assert!(matches!(page(&guarded(None), server.address("/")), Err(Fault::Private(_))));
    assert_eq!(server.paths(), [""; 0]);
}

#[test]
fn a_redirect_to_a_private_machine_is_not_followed() {
    // The proxy stands for the web: the first host is a public one.
    for to in ["http://10.0.0.1/", "http://[::1]/", "http://0x7f000001/", "http://printer.local/"] {
        let web = Server::new(move |_| Reply::redirect(to));
        let start = Address::parse("http://post.example/").expect("an address");
        let fault = page(&guarded(Some(&web)), start).expect_err("a fault");
        assert!(matches!(fault.root(), Fault::Private(_)), "{to}: {fault}");
        assert!(fault.to_string().starts_with("leads to http://"), "{fault}");
        assert_eq!(web.asked().len(), 1);
    }
}

#[test]
fn a_typed_private_machine_may_not_lead_to_another() {
    let secret = Server::new(|_| Reply::new("200 OK", b"secret"));
    let elsewhere = secret.address("/").to_string();
    let typed = Server::new(move |asked| match asked.path.as_str() {
        "/away" | "/robots.txt" => Reply::redirect(&elsewhere),
        "/old" => Reply::redirect("/new"),
        _ => Reply::new("200 OK", b"here"),
    });
    for client in [direct(), polite(0)] {
        let fault = page(&client, typed.address("/away")).expect_err("a fault");
        assert!(matches!(fault.root(), Fault::Private(_) | Fault::RobotsUnknown(_)), "{fault}");
    }
    assert_eq!(secret.paths(), [""; 0]);
    assert_eq!(page(&direct(), typed.address("/old")).expect("a page").bytes, b"here");
    let everybody = Client::new(Settings { trust: Trust::Everybody, ..settings() }, None, Stop::new());
    assert_eq!(page(&everybody, typed.address("/away")).expect("a page").bytes, b"secret");
}

#[test]
fn packed_pages_are_unpacked() {
    let server = Server::new(|asked| match asked.header("accept-encoding") {
        Some(accepted) if accepted.contains("gzip") => {
            Reply::new("200 OK\nContent-Encoding: gzip", &packed(b"hello"))
        }
        _ => Reply::gone(),
    });
    assert_eq!(page(&direct(), server.address("/")).expect("a page").bytes, b"hello");
}

#[test]
fn a_bomb_stops_at_the_limit() {
    let bomb = packed(&vec![b'a'; 256 << 20]);
    assert!(bomb.len() < 1 << 20, "the limit must be one of bytes unpacked");
    assert!(matches!(fault(Reply::new("200 OK\nContent-Encoding: gzip", &bomb)), Fault::TooLarge(_)));
}

#[test]
fn a_body_that_never_ends_stops_at_the_limits() {
    static BLOCK: [u8; 256 << 10] = [b'a'; 256 << 10];
    assert!(matches!(fault(Reply::dripping("200 OK", &BLOCK)), Fault::TooLarge(_)));
    let server = Server::new(|_| Reply::dripping("200 OK", b"<p>"));
    let settings = Settings { timeout: Duration::from_secs(1), ..settings() };
    let start = now();
    let slow = page(&Client::new(settings, None, Stop::new()), server.address("/"));
    assert!(matches!(slow, Err(Fault::TooSlow(1))), "{slow:?}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn redirects_share_the_time() {
    let server = Server::new(|_| {
        std::thread::sleep(Duration::from_millis(400));
        Reply::redirect("/")
    });
    let settings = Settings { timeout: Duration::from_secs(1), ..settings() };
    let slow = page(&Client::new(settings, None, Stop::new()), server.address("/"));
    assert!(matches!(slow.as_ref().map_err(Fault::root), Err(Fault::TooSlow(1))), "{slow:?}");
    assert!(server.asked().len() < 5);
}

#[test]
fn who_waits_for_a_body_can_be_stopped() {
    let server = Server::new(|_| Reply::dripping("200 OK", b"<p>"));
    let stop = Stop::new();
    let client = Client::new(settings(), None, stop.clone());
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        stop.stop();
    });
    assert!(matches!(page(&client, server.address("/")), Err(Fault::Stopped)));
}

#[test]
fn connections_that_break_off_are_faults() {
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this";
    assert!(matches!(fault(Reply::raw(cut)), Fault::BrokenOff(_)));
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
    assert!(matches!(fault(Reply::raw(chunked)), Fault::BrokenOff(_)));
    assert!(matches!(fault(Reply::raw(b"")), Fault::BrokenOff(_)));
    let half = packed(&[b'a'; 1000]);
    assert!(matches!(fault(Reply::new("200 OK\nContent-Encoding: gzip", &half[..20])), Fault::BrokenOff(_)));
    let junk = fault(Reply::raw(b"\x00\x01 nonsense\r\n\r\n")).to_string();
    assert!(!junk.is_empty());
}

#[test]
fn servers_that_are_too_busy_say_for_how_long() {
    let busy = fault(Reply::new("429 Too Many Requests\nRetry-After: 90", b""));
    assert_eq!(busy.wait(), Some(Duration::from_secs(90)));
    assert_eq!(busy.to_string(), "the server answered 429 (too busy; asks to wait 90 seconds)");
    let busy = fault(Reply::new(
        "503 Service Unavailable\nDate: Tue, 14 May 2024 10:00:00 GMT\nRetry-After: Tue, 14 May 2024 10:02:00 GMT",
        b"",
    ));
    assert_eq!(busy.wait(), Some(Duration::from_secs(120)));
    assert!(matches!(fault(Reply::gone()), Fault::Status { code: 404, .. }));
}

#[test]
fn a_dead_address_is_told() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.local_addr().expect("an address").port()
    };
    let address = Address::parse(&format!("http://127.0.0.1:{port}/")).expect("an address");
    assert!(matches!(page(&direct(), address), Err(Fault::Refused)));
}
