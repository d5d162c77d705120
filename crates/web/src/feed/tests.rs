//! What is read off feeds of every kind, sound and broken?

use super::*;

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>Harbour Post &amp; Tide</title><link>https://post.example/</link><language>en-gb</language>
  <image><title>Logo</title><url>https://post.example/logo.png</url></image>
  <item>
    <title><![CDATA[Ferry <b>halted</b> &amp; towed]]></title>
    <link>/news/1</link>
    <guid isPermaLink="false">post-1</guid>
    <pubDate>Tue, 14 May 2024 10:00:00 GMT</pubDate>
    <media:title>Not this one</media:title><media:content url="https://post.example/a.jpg"/>
    <description>The ferry was &lt;i&gt;halted&lt;/i&gt;.</description>
    <content:encoded><![CDATA[<p>The ferry was halted on Tuesday.</p>]]></content:encoded>
  </item>
  <item><guid>https://post.example/news/2</guid><title>Second</title></item>
</channel></rss>"#;

const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://blatt.example/a/">
  <title type="html">Das &lt;b&gt;Blatt&lt;/b&gt;</title>
  <entry xml:lang="en"><id>tag:blatt.example,2024:1</id>
    <link rel="enclosure" href="x.mp3"/><link href="1.html"/><link rel="self" href="1.atom"/>
    <title>One</title><source><title>Elsewhere</title></source>
    <published>2024-05-14T10:00:00+02:00</published><updated>2024-05-15T10:00:00+02:00</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <em>rained</em> &amp; poured.</p></div></content>
  </entry></feed>"#;

fn feed(text: &str) -> Feed {
    Feed::read(text.as_bytes(), None, Address::parse("https://post.example/feed").ok().as_ref())
        .expect("a feed")
}

fn link(entry: &Entry) -> &str {
    entry.address.as_ref().map_or("", Address::as_str)
}

fn flaws(feed: &Feed) -> Vec<String> {
    feed.flaws.iter().map(ToString::to_string).collect()
}

#[test]
fn rss_is_read() {
    let feed = feed(RSS);
    assert_eq!(feed.title.as_deref(), Some("Harbour Post & Tide"));
    assert_eq!(feed.language.as_deref(), Some("en-gb"));
    let [first, second] = feed.entries.as_slice() else { panic!("two entries") };
    assert_eq!((first.id.as_str(), link(first), first.line), ("post-1", "https://post.example/news/1", 6));
    assert_eq!(first.title.as_deref(), Some("Ferry halted & towed"));
    assert_eq!(first.summary.as_deref(), Some("The ferry was <i>halted</i>."));
    assert_eq!(first.content.as_deref(), Some("<p>The ferry was halted on Tuesday.</p>"));
    assert_eq!(
        first.published.as_ref().and_then(|stamp| stamp.day).map(|day| day.to_string()).as_deref(),
        Some("2024-05-14")
    );
    assert_eq!(
        (second.id.as_str(), link(second)),
        ("https://post.example/news/2", "https://post.example/news/2")
    );
    assert_eq!(flaws(&feed), [""; 0]);
}

#[test]
fn atom_is_read() {
    let feed = feed(ATOM);
    assert_eq!((feed.title.as_deref(), feed.language.as_deref()), (Some("Das Blatt"), Some("de")));
    let entry = &feed.entries[0];
    assert_eq!(
        (entry.id.as_str(), link(entry)),
        ("tag:blatt.example,2024:1", "https://blatt.example/a/1.html")
    );
    assert_eq!((entry.title.as_deref(), entry.language.as_deref()), (Some("One"), Some("en")));
    assert!(
        entry.content.as_deref().is_some_and(|html| html.contains("<p>It <em>rained</em> &amp; poured.</p>"))
    );
    assert_eq!(entry.updated.as_ref().map(|stamp| stamp.text.as_str()), Some("2024-05-15T10:00:00+02:00"));
}

#[test]
fn old_and_odd_kinds_are_read() {
    let rdf = "<rdf:RDF xmlns:rdf='r' xmlns:dc='d' xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'><title>Old</title></channel>\
        <item rdf:about='https://post.example/9'><title>Nine</title><link>https://post.example/9</link><dc:date>2003-01-02</dc:date></item></rdf:RDF>";
    let feed_of_1999 = "<rss version='0.91'><channel><title>Older</title><item><title>T</title><link>http://post.example/a</link></item></channel></rss>";
    let without_version =
        "<rss><channel><item><link> https://post.example/ä b </link></item></channel></rss>";
    let prefixed = "<atom:feed xmlns:atom='a'><atom:entry><atom:id>7</atom:id><atom:link href='/7'/></atom:entry></atom:feed>";
    for (text, wanted) in [
        (rdf, "https://post.example/9"),
        (feed_of_1999, "http://post.example/a"),
        (without_version, "https://post.example/%C3%A4%20b"),
        (prefixed, "https://post.example/7"),
    ] {
        assert_eq!(feed(text).entries.iter().map(link).collect::<Vec<_>>(), [wanted], "{text}");
    }
}

#[test]
fn json_feeds_are_read() {
    let feed = feed(
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [
        {"id": 7, "url": "/7", "title": "A & B", "content_text": "1 < 2", "date_published": "2050-01-01T00:00:00Z"}, "x"]}"#,
    );
    let entry = &feed.entries[0];
    assert_eq!(
        (entry.id.as_str(), link(entry), entry.title.as_deref()),
        ("7", "https://post.example/7", Some("A & B"))
    );
    assert_eq!(entry.content.as_deref(), Some("1 &lt; 2"));
    assert_eq!(flaws(&feed), ["line 1: item 2: is not an object"]);
    assert_eq!(
        Feed::read(b"{\"version\": \"https://jsonfeed.org/version/1\",\n\"items\": [", None, None),
        Err(Unusable::Broken(2, "EOF while parsing a list".to_string()))
    );
    let deep = format!("{{\"items\": {}", "[".repeat(1_000_000));
    assert!(Feed::read(deep.as_bytes(), None, None).is_err());
}

#[test]
fn a_feed_that_is_cut_off_gives_what_came() {
    let cut = &RSS[..RSS.find("halted on Tuesday").expect("in there")];
    let feed = feed(cut);
    assert_eq!((feed.entries.len(), link(&feed.entries[0])), (1, "https://post.example/news/1"));
    assert_eq!(feed.entries[0].content, None);
    let wanted =
        ["line 13: a CDATA section does not end", "line 13: the feed ends in the middle of an entry"];
    assert_eq!(flaws(&feed), wanted);
}

#[test]
fn entries_around_a_broken_one_stay() {
    let feed = feed(
        "<rss><channel>\n<item><title>A</title><link>/a</link></item>\n<item><title>B<link>/b</link>\n\
        <item><title>C & D < E</title><link>/c</link></itm></item>\n<item><link>mailto:x@y</link></item></channel></rss>",
    );
    let found: Vec<(&str, &str)> =
        feed.entries.iter().map(|entry| (link(entry), entry.title.as_deref().unwrap_or(""))).collect();
    assert_eq!(found[0], ("https://post.example/a", "A"));
    assert_eq!(found[2], ("https://post.example/c", "C & D < E"));
    let wanted = [
        "line 4: an entry begins inside another, which does not end",
        "line 4: </itm> ends nothing",
        "line 5: the link of an entry only http and https pages can be fetched",
    ];
    assert_eq!(flaws(&feed), wanted);
}

#[test]
fn markup_in_a_description_stays_markup() {
    let feed = feed(
        "<rss><channel><item><description>One<br>two <a href='x'>three</a></description><link>/a</link></item></channel></rss>",
    );
    assert_eq!(feed.entries[0].summary.as_deref(), Some("One<br>two <a href='x'>three</a>"));
    assert_eq!(link(&feed.entries[0]), "https://post.example/a");
}

#[test]
fn links_of_a_feed_out_of_a_file_are_those_of_its_site() {
    let feed = Feed::read(RSS.as_bytes(), None, None).expect("a feed");
    assert_eq!(link(&feed.entries[0]), "https://post.example/news/1");
}

#[test]
fn what_is_no_feed_is_refused_and_a_page_names_its_feeds() {
    let page =
        "<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/rss.xml'></head>";
    let base = Address::parse("https://post.example/").ok();
    let refused = Feed::read(page.as_bytes(), None, base.as_ref());
    assert_eq!(refused, Err(Unusable::Page(vec!["https://post.example/rss.xml".to_string()])));
    for text in ["", "hello", "<opml/>", "{}", "[]", "\0\u{1}"] {
        assert!(Feed::read(text.as_bytes(), None, None).is_err(), "{text}");
    }
}

#[test]
fn bombs_do_not_go_off() {
    let entities = "<!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><rss><channel><item><title>&b;</title></item></channel></rss>";
    assert_eq!(feed(entities).entries[0].title.as_deref(), Some("&b;"));
    let deep = format!("<rss><channel><item><description>{}", "<b>".repeat(500_000));
    assert_eq!(feed(&deep).entries.len(), 1);
    let items = format!("<rss><channel>{}", "<item>".repeat(300_000));
    assert_eq!(feed(&items).entries.len(), MOST_ENTRIES);
    let lines = format!("<rss><channel>{}", "</x>\n".repeat(300_000));
    assert_eq!(feed(&lines).flaws.len(), 20);
}
