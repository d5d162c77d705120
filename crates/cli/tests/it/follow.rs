//! Which articles come in from feeds and lists, and how politely?

use crate::program::{FIRST, Folder, SECOND};
use crate::site::{Site, feed, opml};

const TEXT: &str = "200 OK\nContent-Type: text/plain; charset=utf-8";
const FEED: &str = "200 OK\nContent-Type: application/rss+xml";

/// A site with two articles and a feed that names them.
fn site() -> Site {
    let site = Site::new();
    site.page("/1", TEXT, FIRST).page("/2", TEXT, SECOND).page("/feed", FEED, feed(&["/1", "/2"]));
    site
}

#[test]
fn the_articles_of_a_list_of_feeds_come_in() {
    let site = site();
    let folder = Folder::new().file("feeds.opml", opml(&[site.url("/feed"), site.url("/none")]));
    let run = folder.run("ingest feeds.opml --allow-private --delay 0");
    run.expect(1, &["2 articles kept", "/none`: the server answered 404"]);
    let run = folder.run("stories --format jsonl");
    assert!(run.output.contains(&site.url("/1")) && run.output.contains(&site.url("/2")), "{run:?}");
}

#[test]
fn addresses_that_were_typed_or_listed_are_told_from_pages() {
    let site = site();
    let list = format!("# both\n{}\n{}\n{}#again\n", site.url("/1"), site.url("/feed"), site.url("/1"));
    let folder = Folder::new().file("list.txt", list);
    folder.run("ingest list.txt --allow-private --delay 0").expect(0, &["2 articles kept"]);
    let mut asked = site.asked();
    asked.sort();
    assert_eq!(asked, ["/1", "/2", "/feed"]);
    let typed = format!("ingest {} {} --db other.db --delay 0", site.url("/2"), site.url("/1"));
    folder.run(&typed).expect(0, &["2 articles kept"]);
}

#[test]
fn lists_lead_to_no_private_machine_unless_allowed() {
    let site = site();
    let folder = Folder::new().file("list.urls", site.url("/1"));
    folder
        .run("ingest list.urls")
        .expect(2, &["is an address of a private network (127.0.0.1)", "--allow-private"]);
    assert_eq!(site.asked(), [""; 0]);
}

#[test]
fn robots_txt_is_kept_to_and_the_text_in_the_feed_taken_instead() {
    let site = site();
    let whole = feed(&["/1"]).replace(
        "</item>",
        &format!(
            "<description>short</description><content:encoded><![CDATA[<p>{}</p>]]></content:encoded></item>",
            FIRST.replace("\n\n", "</p><p>")
        ),
    );
    site.page("/robots.txt", "200 OK", "User-agent: *\nDisallow: /1").page("/feed", FEED, whole);
    let folder = Folder::new().file("f.opml", opml(&[site.url("/feed")]));
    let run = folder.run("ingest f.opml --allow-private --delay 0");
    run.expect(1, &["robots.txt does not allow", "the text in the feed is taken instead", "1 article kept"]);
    let run = folder.run("stories --format jsonl");
    assert!(
        run.output.contains("\"published\":\"2024-06-18\"") && run.output.contains("Harbour Post"),
        "{run:?}"
    );
}

#[test]
fn what_a_feed_says_is_too_early_is_not_fetched() {
    let site = site();
    let folder = Folder::new().file("f.opml", opml(&[site.url("/feed")]));
    let run = folder.run("ingest f.opml --allow-private --delay 0 --since 2024-06-19");
    run.expect(2, &["no article could be read"]);
    assert_eq!(site.asked(), ["/feed"]);
}

#[test]
fn a_broken_list_is_told_by_line() {
    let folder = Folder::new().file("f.opml", "<opml><body>\n<outline xmlUrl='x'/>\n");
    folder
        .run("ingest f.opml")
        .expect(2, &["`f.opml:2`: `x` is not an address", "`f.opml:3`: the file ends too early"]);
    let folder = Folder::new().file("f.opml", "<html></html>");
    folder.run("ingest f.opml").expect(2, &["`f.opml`: is not a list of feeds (OPML)\n hint: "]);
}

#[test]
fn an_article_without_a_link_is_no_version_of_what_stood_at_its_line() {
    let feed = |text: &str| {
        format!(
            "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>The Gazette</title>\
             <item><title>One</title><content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item></channel></rss>"
        )
    };
    let folder = Folder::new().file("gazette.rss", feed(FIRST));
    folder.run("ingest gazette.rss").expect(0, &["1 article kept"]);
    let folder =
        folder.file("gazette.rss", feed(&FIRST.replace("ferry", "tram").replace("Aldmoor", "Veldt")));
    let run = folder.run("ingest gazette.rss");
    run.expect(0, &["1 article kept"]);
    assert!(!run.messages.contains("new version"), "{run:?}");
}
