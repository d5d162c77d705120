//! What does somebody hear who watches feeds, and what is asked for, again and again?

use crate::program::{FIRST, Folder, Run, SECOND};
use crate::site::{Site, feed, opml};
use serde_json::Value;
use std::fs::File;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const TEXT: &str = "200 OK\nContent-Type: text/plain; charset=utf-8";
const ROUND: &str = "watch feeds.opml --once --format jsonl --allow-private --delay 0";
const ON_AND_ON: &str =
    "watch feeds.opml --format jsonl --allow-private --delay 0 --min-interval 1 --max-interval 1";

/// A site with two articles and a feed that names the first.
fn site() -> Site {
    let site = Site::new();
    site.page("/1", &format!("{TEXT}\nETag: \"a\""), FIRST).page("/2", TEXT, SECOND);
    feed_names(&site, &["/1"]);
    site
}

/// From now on the feed names these.
fn feed_names(site: &Site, links: &[&str]) {
    let head = format!("200 OK\nContent-Type: application/rss+xml\nETag: \"{}\"", links.join(" "));
    site.page("/feed", &head, feed(links));
}

fn folder(site: &Site) -> Folder {
    Folder::new().file("feeds.opml", opml(&[site.url("/feed")]))
}

/// Kind and article of every change that was printed.
fn changes(output: &str) -> Vec<(String, String)> {
    let change = |line: &str| {
        let change: Value = serde_json::from_str(line).expect("a JSON object a line");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        let uri = text(&change["article"]["uri"]);
        (text(&change["kind"]), uri.rsplit('/').next().unwrap_or_default().to_string())
    };
    output.lines().map(change).collect()
}

fn pair(kind: &str, article: &str) -> (String, String) {
    (kind.to_string(), article.to_string())
}

/// What the second article changes.
fn second() -> Vec<(String, String)> {
    vec![pair("joined_story", "2")]
}

/// What both articles change.
fn both() -> Vec<(String, String)> {
    [vec![pair("new_story", "1")], second()].concat()
}

/// Starts the program and lets it run; what it prints goes to `out`.
fn start(folder: &Folder, arguments: &str) -> Child {
    let file = |name: &str| File::create(folder.path().join(name)).expect("a writable folder");
    folder
        .command(arguments)
        .stdin(Stdio::null())
        .stdout(file("out"))
        .stderr(file("err"))
        .spawn()
        .expect("the program starts")
}

fn printed(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap_or_default()
}

/// Waits until something is so, for a long time at most.
#[track_caller]
fn until(is_so: impl Fn() -> bool, what: &str) {
    for _ in 0..600 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("waited in vain: {what}");
}

fn send(signal: &str, child: &Child) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()));
}

/// A sound database with so many articles.
#[track_caller]
fn expect_articles(folder: &Folder, count: usize) {
    folder.run("db check").expect(0, &[]);
    let run: Run = folder.run("stories --format jsonl");
    let members = |line: &str| {
        let story: Value = serde_json::from_str(line).expect("a JSON object a line");
        story["members"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(run.output.lines().map(members).sum::<usize>(), count, "{run:?}");
}

#[test]
fn each_round_tells_what_is_new_and_asks_for_nothing_else() {
    let site = site();
    let folder = folder(&site);
    assert_eq!(changes(&folder.run(ROUND).output), [pair("new_story", "1")]);
    assert_eq!(site.asked(), ["/feed", "/1"]);
    let run = folder.run(ROUND);
    run.expect(0, &["1 feed asked, 0 articles kept"]);
    assert_eq!((run.output.as_str(), site.asked().as_slice()), ("", ["/feed=".to_string()].as_slice()));
    feed_names(&site, &["/2", "/1"]);
    // It is time to look at the first article again; the server says that it is the same.
    assert_eq!(changes(&folder.run(ROUND).output), second());
    assert_eq!(site.asked()[0], "/feed");
    expect_articles(&folder, 2);
}

#[test]
fn an_article_that_is_changed_without_a_word_is_noticed() {
    let site = site();
    let folder = folder(&site);
    folder.run(ROUND).expect(0, &[]);
    site.page("/1", &format!("{TEXT}\nETag: \"b\""), FIRST.replace("300", "30"));
    assert_eq!(changes(&folder.run(ROUND).output), []);
    assert_eq!(changes(&folder.run(ROUND).output), [pair("silently_changed", "1")]);
    expect_articles(&folder, 2);
}

#[test]
fn a_first_denial_in_a_newer_version_of_an_article_is_told() {
    let site = site();
    let folder = folder(&site);
    folder.run(ROUND).expect(0, &[]);
    let denied = "The ferry company denied that 300 passengers were waiting in the terminal.";
    site.page("/1", &format!("{TEXT}\nETag: \"b\""), format!("{FIRST}\n{denied}\n"));
    folder.run(ROUND).expect(0, &[]);
    assert_eq!(changes(&folder.run(ROUND).output), [pair("first_denial", "1")]);
}

#[test]
fn what_stands_around_an_article_may_change() {
    let site = Site::new();
    let page = |number: u32| {
        let body = FIRST.replace("\n\n", "</p><p>");
        format!(
            "<html><body><nav>Visitor {number}</nav><article><h1>Ferry</h1><p>{body}</p></article></body></html>"
        )
    };
    site.page("/1", "200 OK\nContent-Type: text/html", page(1));
    feed_names(&site, &["/1"]);
    let folder = folder(&site);
    for number in 2..5 {
        folder.run(ROUND).expect(0, &[]);
        site.page("/1", "200 OK\nContent-Type: text/html", page(number));
    }
    assert_eq!(site.asked(), ["/feed", "/1", "/feed=", "/feed=", "/1"]);
    expect_articles(&folder, 1);
}

#[test]
fn an_article_that_cannot_be_had_is_asked_for_again_but_not_for_ever() {
    let site = site();
    let folder = folder(&site);
    site.page("/1", "500 Internal Server Error", "");
    folder.run(ROUND).expect(1, &["/1`: the server answered 500"]);
    site.page("/1", TEXT, FIRST);
    assert_eq!(changes(&folder.run(ROUND).output), [pair("new_story", "1")]);
    feed_names(&site, &["/gone"]);
    site.asked();
    for _ in 0..3 {
        folder.run(ROUND);
    }
    assert_eq!(site.asked(), ["/feed", "/gone", "/feed=", "/feed="]);
}

#[test]
fn a_server_that_goes_down_and_comes_back_is_asked_again() {
    let site = site();
    let folder = folder(&site);
    let mut child = start(&folder, ON_AND_ON);
    until(|| printed(&folder, "out").lines().count() == 1, "the first article");
    site.ignore(1);
    feed_names(&site, &["/1", "/2"]);
    until(|| printed(&folder, "out").lines().count() >= both().len(), "the second article");
    send("-TERM", &child);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert_eq!(changes(&printed(&folder, "out")), both());
    assert!(printed(&folder, "err").contains("the connection broke off"), "{}", printed(&folder, "err"));
    expect_articles(&folder, 2);
}

#[test]
fn a_run_that_is_told_to_end_ends_soon_and_in_good_order() {
    let site = site();
    feed_names(&site, &["/1", "/2"]);
    let folder = folder(&site);
    // The articles have to wait for their turns.
    let mut child = start(&folder, "watch feeds.opml --format jsonl --allow-private --delay 1");
    until(|| site.asked().iter().any(|path| path == "/feed"), "the feed");
    send("-INT", &child);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let told = changes(&printed(&folder, "out"));
    // What was left is not forgotten.
    let run = folder.run(ROUND);
    let all: Vec<_> = told.into_iter().chain(changes(&run.output)).collect();
    assert_eq!(all, both());
    expect_articles(&folder, 2);
}

#[test]
fn a_run_that_is_killed_loses_nothing() {
    let site = site();
    feed_names(&site, &["/1", "/2"]);
    let folder = folder(&site);
    let mut child = start(&folder, "watch feeds.opml --format jsonl --allow-private --delay 1");
    until(|| site.asked().iter().any(|path| path == "/1"), "the first article");
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    let run = folder.run(ROUND);
    let mut told: Vec<_> = changes(&printed(&folder, "out"));
    told.extend(changes(&run.output));
    for change in both() {
        assert!(told.contains(&change), "{told:?}");
    }
    expect_articles(&folder, 2);
}

#[test]
fn a_webhook_gets_every_change_though_it_fails_first() {
    let site = site();
    let folder = folder(&site);
    site.page("/hook", "503 Service Unavailable\nRetry-After: 0", "");
    let arguments = format!("{ON_AND_ON} --webhook {}", site.url("/hook"));
    let mut child = start(&folder, &arguments);
    until(|| site.asked().iter().any(|path| path == "/hook"), "a first try");
    site.page("/hook", "204 No Content", "");
    let mut posted = Vec::new();
    for _ in 0..600 {
        posted.extend(site.posted());
        if !posted.is_empty() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    send("-TERM", &child);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert_eq!(changes(&posted.join("\n")), [pair("new_story", "1")]);
    // It is printed once, however often it is posted.
    assert_eq!(changes(&printed(&folder, "out")), [pair("new_story", "1")]);
    assert!(printed(&folder, "err").contains("the webhook did not take a change"));
}

#[test]
fn what_a_webhook_did_not_take_waits_in_the_database() {
    let site = site();
    let folder = folder(&site);
    let round = format!("watch feeds.opml --once --allow-private --delay 0 --webhook {}", site.url("/hook"));
    folder.run(&round).expect(1, &["the webhook did not take a change: the server answered 404"]);
    site.page("/hook", "200 OK", "");
    let run = folder.run(&round);
    run.expect(0, &[]);
    assert_eq!(run.output, "");
    assert_eq!(changes(&site.posted().join("\n")), [pair("new_story", "1")]);
    folder.run(&round).expect(0, &[]);
    assert_eq!(site.posted(), [""; 0]);
}

#[test]
fn what_a_webhook_refuses_for_good_keeps_nothing_else_from_being_told() {
    let site = site();
    let folder = folder(&site);
    let round = format!("watch feeds.opml --once --allow-private --delay 0 --webhook {}", site.url("/hook"));
    site.page("/hook", "413 Content Too Large", "");
    folder.run(&round).expect(1, &["the webhook refused change 1: the server answered 413"]);
    site.page("/hook", "200 OK", "");
    let _ = site.posted();
    folder.run(&round).expect(0, &[]);
    assert_eq!(site.posted(), [""; 0]);
}

#[test]
fn what_a_webhook_does_not_take_is_printed_all_the_same() {
    let site = site();
    feed_names(&site, &["/1", "/2"]);
    let run = folder(&site).run(&format!("{ROUND} --webhook {}", site.url("/hook")));
    run.expect(1, &["the webhook did not take a change"]);
    assert_eq!(changes(&run.output), both());
}

#[test]
fn what_was_printed_is_not_printed_again_while_the_webhook_fails() {
    let site = site();
    let folder = folder(&site);
    let round = format!("{ROUND} --webhook {}", site.url("/hook"));
    assert_eq!(changes(&folder.run(&round).output), [pair("new_story", "1")]);
    assert_eq!(folder.run(&round).output, "");
    // Nor by a run that knows of no webhook; and what waits for it goes on waiting.
    assert_eq!(folder.run(ROUND).output, "");
    site.page("/hook", "200 OK", "");
    assert_eq!(folder.run(&round).output, "");
    assert_eq!(changes(&site.posted().join("\n")), [pair("new_story", "1")]);
}

#[test]
fn a_feed_that_failed_is_left_alone_by_the_next_run() {
    let site = site();
    let folder = folder(&site);
    site.page("/feed", "503 Service Unavailable", "");
    folder.run(ROUND).expect(1, &["/feed`: the server answered 503"]);
    feed_names(&site, &["/1"]);
    site.asked();
    folder.run(ROUND).expect(0, &["0 feeds asked, 1 not yet after failures, 0 articles kept"]);
    assert_eq!(site.asked(), [""; 0]);
}

#[test]
fn a_restart_asks_no_feed_before_its_time() {
    let site = site();
    let folder = folder(&site);
    folder.run(ROUND).expect(0, &[]);
    site.asked();
    let mut child = start(&folder, "watch feeds.opml --allow-private --delay 0");
    std::thread::sleep(Duration::from_millis(700));
    send("-TERM", &child);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert_eq!(site.asked(), [""; 0]);
}

/// What is said of the ferry a day later.
fn third() -> String {
    SECOND.replace("450", "460").replace("Hundreds wait", "Hundreds still wait")
}

#[test]
fn stories_are_corrected_while_they_are_watched() {
    let site = site();
    site.page("/3", TEXT, third());
    feed_names(&site, &["/1", "/2"]);
    let folder = folder(&site);
    let mut child = start(&folder, ON_AND_ON);
    until(|| printed(&folder, "out").lines().count() >= both().len(), "both articles");
    folder.run("story split 1 #2 --because other-ferry").expect(0, &["story 2 now holds 1 article"]);
    feed_names(&site, &["/1", "/2", "/3"]);
    until(|| printed(&folder, "out").contains("/3\""), "the third article");
    // Articles that another program brings are known to the stories, too.
    let harbour = "Dredger sinks in Port Hale\n\nThe dredger Sophronia sank at her moorings in Port Hale on Friday \
        night, and the harbour master Lucas Brandt closed the fairway.\n\n\"She went down in ten minutes,\" said Brandt.\n";
    let folder = folder.file("new.txt", harbour);
    folder.run("ingest new.txt").expect(0, &["1 article kept, 1 new story"]);
    site.page("/4", TEXT, harbour.replace("ten", "twelve").replace("Friday night", "Friday"));
    feed_names(&site, &["/1", "/2", "/3", "/4"]);
    until(|| printed(&folder, "out").contains("/4\""), "the fourth article");
    folder.run("watch feeds.opml --once").expect(2, &["another program is watching feeds for it\n hint: "]);
    send("-TERM", &child);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let listed = folder.run("stories --format jsonl").output;
    let stories: Vec<Value> =
        listed.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let members =
        |story: &Value| serde_json::from_value::<Vec<String>>(story["articles"].clone()).expect("ids");
    assert_eq!(
        stories.iter().map(members).collect::<Vec<_>>(),
        [["#1"].to_vec(), vec!["#2", "#3"], vec!["#4", "#5"]]
    );
    expect_articles(&folder, 5);
}

#[test]
fn a_broken_feed_gives_what_it_holds_and_a_page_is_none() {
    let site = site();
    let broken = feed(&["/1"]).replace("</channel></rss>", "<item><title>cut");
    site.page("/feed", "200 OK", broken);
    let folder = folder(&site);
    folder.run(ROUND).expect(0, &["/feed:1`: the feed ends in the middle of an entry", "1 article kept"]);
    site.page(
        "/feed",
        "200 OK",
        "<!doctype html><html><link rel=alternate type=application/rss+xml href=/other>",
    );
    folder.run(ROUND).expect(1, &["is a web page, not a feed", &site.url("/other")]);
}

#[test]
fn without_feeds_there_is_nothing_to_watch() {
    let folder = Folder::new()
        .file("a.opml", "<opml><body>\n<outline xmlUrl='x'/></body></opml>")
        .file("b.txt", FIRST);
    folder.run("watch a.opml").expect(2, &["`a.opml:2`: `x` is not an address"]);
    folder.run("watch b.txt").expect(2, &["is neither a list of feeds (OPML) nor of addresses\n hint: "]);
    folder.run("watch none.opml").expect(2, &["`none.opml`: no such file"]);
    assert_eq!(folder.names(), ["a.opml", "b.txt"]);
}
