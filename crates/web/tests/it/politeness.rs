//! Does the client keep to what sites ask for?

use crate::server::{Reply, Server, now, polite, settings};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use variorum_web::{Client, Fault, Manners, Purpose, Request, Stop};

fn get(client: &Client, server: &Server, path: &str) -> Result<(), Fault> {
    client.get(&Request::new(server.address(path), Purpose::Page)).map(|_| ())
}

/// A site with this robots.txt, and a page everywhere else.
fn site(robots: &'static str) -> Server {
    Server::new(move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new("200 OK\nContent-Type: text/plain", robots.as_bytes()),
        "/moved" => Reply::redirect("/private/page"),
        _ => Reply::new("200 OK", b"page"),
    })
}

#[test]
fn robots_are_asked_once_and_kept_to() {
    let server = site("User-agent: *\nDisallow: /private");
    let client = polite(0);
    assert!(get(&client, &server, "/a").is_ok());
    assert!(matches!(get(&client, &server, "/private/page?x"), Err(Fault::Disallowed)));
    assert!(get(&client, &server, "/b").is_ok());
    let moved = get(&client, &server, "/moved").expect_err("a fault");
    assert!(matches!(moved.root(), Fault::Disallowed), "{moved}");
    assert_eq!(server.paths(), ["/robots.txt", "/a", "/b", "/moved"]);
}

#[test]
fn without_a_robots_txt_all_is_allowed_and_with_a_broken_server_nothing() {
    let server = Server::new(|asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new("403 Forbidden", b""),
        _ => Reply::new("200 OK", b"page"),
    });
    assert!(get(&polite(0), &server, "/a").is_ok());
    let server = Server::new(|asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new("500 Internal Server Error", b""),
        _ => Reply::new("200 OK", b"page"),
    });
    let client = polite(0);
    for _ in 0..3 {
        assert!(matches!(get(&client, &server, "/a"), Err(Fault::RobotsUnknown(_))));
    }
    assert_eq!(server.paths(), ["/robots.txt"]);
}

#[test]
fn a_robots_txt_may_be_elsewhere_and_too_long() {
    let server = Server::new(|asked| match asked.path.as_str() {
        "/robots.txt" => Reply::redirect("/r"),
        "/r" => {
            let long = "#".repeat(600 << 10);
            Reply::new("200 OK", format!("User-agent: *\nDisallow: /no\n{long}\nDisallow: /yes").as_bytes())
        }
        _ => Reply::new("200 OK", b"page"),
    });
    let client = polite(0);
    assert!(matches!(get(&client, &server, "/no"), Err(Fault::Disallowed)));
    assert!(get(&client, &server, "/yes").is_ok());
}

#[test]
fn requests_to_one_host_keep_their_distance_whoever_asks() {
    let server = site("");
    let client = polite(150);
    std::thread::scope(|scope| {
        for path in ["/a", "/b", "/c"] {
            let (client, server) = (&client, &server);
            scope.spawn(move || get(client, server, path).expect("a page"));
        }
    });
    let times: Vec<Instant> = server.asked().iter().map(|asked| asked.at).collect();
    assert_eq!(times.len(), 4);
    // A turn is given on time; how long the request then takes to arrive varies.
    assert!(times[3] - times[0] >= Duration::from_millis(400), "{times:?}");
}

#[test]
fn a_delay_that_a_site_asks_for_counts() {
    let server = site("User-agent: variorum\nCrawl-delay: 0.5");
    let client = polite(0);
    for path in ["/a", "/b"] {
        get(&client, &server, path).expect("a page");
    }
    let asked = server.asked();
    assert!(asked[2].at - asked[1].at >= Duration::from_millis(400));
}

#[test]
fn a_busy_host_is_left_alone() {
    let server = Server::new(|asked| match asked.path.as_str() {
        "/long" => Reply::new("429 Too Many Requests\nRetry-After: 3600", b""),
        "/short" => Reply::new("503 Service Unavailable\nRetry-After: 1", b""),
        _ => Reply::new("200 OK", b""),
    });
    let client = polite(0);
    assert!(get(&client, &server, "/short").is_err());
    let start = now();
    assert!(get(&client, &server, "/a").is_ok());
    assert!(start.elapsed() >= Duration::from_millis(700), "waits as asked");
    assert!(get(&client, &server, "/long").is_err());
    let refused = get(&client, &server, "/b").expect_err("a fault");
    assert!(refused.wait().is_some_and(|wait| wait > Duration::from_secs(3000)), "{refused}");
    assert_eq!(server.paths(), ["/robots.txt", "/short", "/a", "/long"]);
}

#[test]
fn a_server_that_recovers_is_asked_again_after_a_while() {
    static IS_DOWN: AtomicBool = AtomicBool::new(true);
    let server = Server::new(|_| match IS_DOWN.load(Ordering::SeqCst) {
        true => Reply::raw(b""),
        false => Reply::new("200 OK", b"page"),
    });
    let client = polite(0);
    assert!(get(&client, &server, "/a").is_err() && get(&client, &server, "/b").is_err());
    assert_eq!(server.paths(), ["/robots.txt"]);
    IS_DOWN.store(false, Ordering::SeqCst);
    std::thread::sleep(Duration::from_millis(1100));
    assert!(get(&client, &server, "/a").is_ok());
}

#[test]
fn who_waits_for_a_turn_can_be_stopped() {
    let server = site("");
    let stop = Stop::new();
    let client = Client::new(settings(), Some(Manners::new(Duration::from_secs(600))), stop.clone());
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        stop.stop();
    });
    assert!(matches!(get(&client, &server, "/a"), Err(Fault::Stopped)));
}

#[test]
fn who_waits_already_leaves_a_host_alone_that_is_too_busy_meanwhile() {
    let server = Server::new(|asked| match asked.path.as_str() {
        "/robots.txt" => Reply::gone(),
        "/1" => Reply::new("429 Too Many Requests\nRetry-After: 2", b""),
        _ => Reply::new("200 OK", b"here"),
    });
    let client = polite(500);
    std::thread::scope(|scope| {
        for path in ["/1", "/2"] {
            let request = Request::new(server.address(path), Purpose::Page);
            let client = &client;
            scope.spawn(move || client.get(&request));
            std::thread::sleep(Duration::from_millis(150));
        }
    });
    let asked = server.asked();
    let at = |path: &str| asked.iter().find(|asked| asked.path == path).expect("it was asked for").at;
    assert!(at("/2") - at("/1") >= Duration::from_millis(1900));
}
