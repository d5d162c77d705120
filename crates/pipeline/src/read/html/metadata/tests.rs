//! Invented pages whose metadata are known.

use crate::Kit;
use crate::read::{Page, read};
use news::{Article, MediaType, Noted};

fn article(html: &str) -> Noted<Article> {
    let kit = Kit::embedded().expect("the kit is sound");
    let page = Page {
        id: "A".to_owned(),
        bytes: html.as_bytes().to_vec(),
        media_type: Some(MediaType::Html),
        charset: Some("utf-8".to_owned()),
        ..Page::default()
    };
    read(&kit, page)
}

/// A page with a story of enough length to be one.
fn page(head: &str, above: &str, below: &str) -> String {
    let story =
        "<p>The board of Porto Novo voted on Tuesday to close the ferry line, and residents said that they \
                 would fight the plan in court before the summer begins.</p>"
            .repeat(4);
    format!(
        "<html lang=en><head>{head}</head><body><article>{above}<div>{story}</div></article>{below}</body></html>"
    )
}

fn published(article: &Article) -> String {
    article.published.candidates.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn authors(article: &Article) -> Vec<&str> {
    article.authors.iter().map(|author| author.value.as_str()).collect()
}

#[test]
fn authors_named_by_id_stand_elsewhere_in_the_graph() {
    let html = page(
        r##"<script type="application/ld+json">{"@graph": [
            {"@type": "NewsArticle", "headline": "Board closes the ferry line", "author": [{"@id": "#ines"}],
             "datePublished": "2021-03-09T08:00:00+01:00", "dateModified": "2021-03-11", "isAccessibleForFree": "False"},
            {"@type": "Person", "@id": "#ines", "name": "Ines Duarte"}]}</script>"##,
        "<h1>Board closes the ferry line</h1>",
        "",
    );
    let noted = article(&html);
    assert_eq!(authors(&noted.value), ["Ines Duarte"]);
    let span = noted.value.authors[0].span.expect("the page states it");
    assert_eq!(&html[span.range()], "Ines Duarte");
    assert_eq!(published(&noted.value), "2021-03-09");
    assert_eq!(noted.value.modified.candidates[0].to_string(), "2021-03-11");
    let stated = &noted.value.published.stated[0];
    assert_eq!(&html[stated.span.expect("it stands in the page").range()], "2021-03-09T08:00:00+01:00");
    assert!(noted.notes.iter().any(|note| note.code.name() == "paywall"));
}

#[test]
fn line_ends_of_two_characters_cut_neither_data_nor_titles() {
    let html = page(
        "<title>\nBoard closes\nthe ferry line</title><script type=\"application/ld+json\">\n{\n\"@type\": \"NewsArticle\",\n\
         \"author\": {\"name\": \"Ines Duarte\"},\n\"datePublished\": \"2021-03-09\"\n}\n</script>",
        "",
        "",
    )
    .replace('\n', "\r\n");
    let article = article(&html).value;
    assert_eq!(authors(&article), ["Ines Duarte"]);
    assert_eq!(published(&article), "2021-03-09");
    assert_eq!(article.title.map(|title| title.value).as_deref(), Some("Board closes the ferry line"));
}

#[test]
fn a_moment_of_universal_time_gives_way_to_the_day_that_the_page_shows() {
    let html = page(
        r#"<meta property="article:published_time" content="2021-03-10T02:30:00+00:00">"#,
        "<h1>Board closes the ferry line</h1><p class=byline>By Ines Duarte</p><time>March 9, 2021</time>",
        "",
    );
    assert_eq!(published(&article(&html).value), "2021-03-09");
}

#[test]
fn comments_never_date_a_page() {
    let html = page(
        "",
        "<h1>Board closes the ferry line</h1>",
        "<div class=comments><div class=comment><time datetime='2021-03-12'>12 March 2021</time><p>Shame!</p></div></div>",
    );
    assert_eq!(published(&article(&html).value), "");
    let data = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry line",
        "comment": [{"@type": "Comment", "author": {"name": "gull"}, "datePublished": "2021-03-12"}]}</script>"#;
    assert_eq!(published(&article(&page(data, "<h1>Board closes the ferry line</h1>", "")).value), "");
    let data = data.replace("\"comment\"", "\"hasPart\"").replace("\"Comment\"", "\"NewsArticle\"");
    assert_eq!(
        published(&article(&page(&data, "<h1>Board closes the ferry line</h1>", "")).value),
        "2021-03-12"
    );
    let html = page(
        "",
        "<h1>Board closes the ferry line</h1>",
        "<div class=comments><div itemprop=comment itemscope itemtype='http://schema.org/Comment'>\
         <meta itemprop=dateCreated content='2021-03-12'><p itemprop=text>Shame!</p></div></div>",
    );
    assert_eq!(published(&article(&html).value), "");
}

#[test]
fn posts_from_elsewhere_neither_date_nor_sign_a_page() {
    let html = page(
        "",
        "<h1>Board closes the ferry line</h1>",
        "<blockquote class=twitter-tweet><p>Nobody called us.</p>&mdash; Ines Duarte (@ines) \
         <a href='#'>March 6, 2024</a></blockquote>\
         <div class=fb-post><blockquote><p>We will fight.</p>Posted by <a>Ferry Union</a> on <a>Thursday, March 7, 2024\
         </a></blockquote></div>",
    );
    let article = article(&html).value;
    assert_eq!((published(&article), authors(&article).len()), (String::new(), 0));
}

#[test]
fn a_day_that_does_not_exist_is_noted() {
    let html =
        page(r#"<meta name="pubdate" content="2021-02-30">"#, "<h1>Board closes the ferry line</h1>", "");
    let noted = article(&html);
    assert_eq!(published(&noted.value), "");
    assert!(noted.notes.iter().any(|note| note.code.name() == "bad-date"));
}

#[test]
fn the_title_is_the_part_of_the_heading_that_the_sources_state() {
    let html = page(
        r#"<meta property="og:title" content="Board closes the ferry line"><title>Board closes the ferry line | Harbour Post</title>"#,
        "<h1><span>Harbour</span> <span>Board closes the ferry line</span></h1>",
        "",
    );
    let article = article(&html).value;
    assert_eq!(article.title.as_ref().map(|title| title.value.as_str()), Some("Board closes the ferry line"));
    assert!(article.headline.is_some());
}

fn headline(head: &str, above: &str) -> String {
    let article = article(&page(head, above, "")).value;
    let shown = article.headline.map(|span| article.words(span).to_owned());
    article.title.as_ref().map(|title| title.value.clone()).or(shown).unwrap_or_default()
}

#[test]
fn a_passing_line_over_a_live_page_gives_way_to_the_headline_that_two_sources_state() {
    let html = r#"<title>Ferry line: what the board decides | Harbour Post</title><script type="application/ld+json">
        {"@type": "LiveBlogPosting", "headline": "Ferry line: what the board decides"}</script>"#;
    assert_eq!(
        headline(html, "<h1>Crews walk out +++ Mayor speaks</h1>"),
        "Ferry line: what the board decides"
    );
    let shown = headline(&html.replace("LiveBlogPosting", "WebPage"), "<h1>Crews walk out of the hall</h1>");
    assert_eq!(shown, "Crews walk out of the hall");
}

#[test]
fn the_name_of_the_outlet_is_no_headline_and_a_year_belongs_to_one() {
    let site = r#"<meta property="og:site_name" content="Harbour Post"><title>Harbour Post: Board closes the ferry line</title>"#;
    let above = "<h1>Harbour Post</h1><h2>Board closes the ferry line</h2>";
    assert_eq!(headline(site, above), "Board closes the ferry line");
    let og = r#"<meta property="og:title" content="Guide to the ferries of the bay">"#;
    let shown = headline(og, "<h1>2021 Guide to the ferries of the bay</h1>");
    assert_eq!(shown, "2021 Guide to the ferries of the bay");
}

#[test]
fn without_a_heading_the_title_is_the_page_s_without_its_outlet() {
    let html = page("<title>Board closes the ferry line | Harbour Post</title>", "", "");
    let title = article(&html).value.title.expect("the page has a title");
    assert_eq!(title.value, "Board closes the ferry line");
}

#[test]
fn bylines_are_read_without_offices() {
    let html = page(
        "",
        "<h1>Board closes the ferry line</h1><div class=byline>By Ines Duarte and Tom Varga, senior writers</div>",
        "",
    );
    assert_eq!(authors(&article(&html).value), ["Ines Duarte", "Tom Varga"]);
}
