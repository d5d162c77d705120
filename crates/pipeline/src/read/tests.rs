//! Whole pages and dumps, invented, and what must hold for any bytes.

use super::{Page, read};
use crate::Kit;
use news::{Article, MediaType, Noted, ZoneKind};
use proptest::prelude::*;

fn page(bytes: &[u8], media_type: Option<MediaType>) -> Noted<Article> {
    let kit = Kit::embedded().expect("the kit is sound");
    read(&kit, Page { id: "A".to_owned(), bytes: bytes.to_vec(), media_type, ..Page::default() })
}

fn zones(article: &Article) -> Vec<(&'static str, &str)> {
    article.zones.iter().map(|zone| (zone.kind.name(), article.words(zone.span))).collect()
}

const LONG: &str = "The harbour board said on Monday that the ferry line would close in May, and that the crews had been \
                    told by letter before the vote.";

#[test]
fn a_dump_with_all_kinds_of_furniture() {
    let text = format!(
        "Ferry Line To Close After Ninety Years, Board Decides\n\nSponsored\nFerry pier\nBy Ines Duarte\n9 March 2021\n\n\
         {LONG}\n\nHarbour Post reports: {LONG}\n\nREAD MORE: Crews vote on strike\n\n{LONG}\n\n\
         Board chair Tom Varga speaks to reporters at the pier in Norholm\n\n2 Comments\n\n1. Shame on them.\n\nReally.\n\n\
         2. About time!\n\nLeave a Reply\nYour email address will not be published.\n\n© 2021 The Norholm Courier"
    );
    let article = page(text.as_bytes(), None).value;
    let found = zones(&article);
    let kinds: Vec<&str> = found.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [
            "headline",
            "badge",
            "caption",
            "byline",
            "dateline",
            "body",
            "credit",
            "body",
            "related",
            "body",
            "caption",
            "boilerplate",
            "comment",
            "comment",
            "comment_form",
            "boilerplate"
        ],
        "{found:#?}"
    );
    assert_eq!(found[12].1, "1. Shame on them.\n\nReally.");
    assert_eq!(article.authors[0].value, "Ines Duarte");
    assert_eq!(article.published.candidates[0].to_string(), "2021-03-09");
}

#[test]
fn numbered_comments_of_a_dump_have_their_authors_and_dates() {
    let text = format!(
        "Ferry Line To Close After Ninety Years\n\n{LONG}\n\n{LONG}\n\n2 Comments\n\n\
         1. Marta K. says:\n9 March 2021 at 8:12 am\nNobody called us.\n\n2. Bo\n9 March 2021 at 9:30 am\nShame on them.\n\n\
         Leave a Reply\nYour email address will not be published."
    );
    let article = page(text.as_bytes(), None).value;
    let comments = article.zones.iter().filter_map(|zone| zone.comment.as_ref());
    let words = |span: Option<news::Span<news::Text>>| span.map(|span| article.words(span));
    let found: Vec<_> = comments.map(|comment| (words(comment.author), words(comment.date))).collect();
    assert_eq!(
        found,
        [(Some("Marta K."), Some("9 March 2021 at 8:12 am")), (Some("Bo"), Some("9 March 2021 at 9:30 am"))]
    );
}

#[test]
fn carriage_returns_end_the_lines_of_old_dumps() {
    let text = format!("Ferry Line To Close\r\rBy Ines Duarte\r\r{LONG}\r\r{LONG}\r");
    let article = page(text.as_bytes(), Some(MediaType::Plain)).value;
    assert_eq!(article.paragraphs.len(), 4);
    assert_eq!(article.headline.map(|span| article.words(span)), Some("Ferry Line To Close"));
}

#[test]
fn lines_of_a_table_are_paragraphs_and_cells_stand_beside_one_another() {
    let table = "<table><tr><th>Year</th><th>Ferries</th></tr><tr><td>2021</td><td>Four, <b>all</b> old</td></tr></table>";
    let html =
        format!("<article><h1>Ferry line to close</h1><p>{LONG}</p>{table}<p>{LONG} Again.</p></article>");
    let article = page(html.as_bytes(), Some(MediaType::Html)).value;
    assert!(article.text.contains("Year\tFerries\n\n2021\tFour, all old\n\n"), "{:?}", article.text);
    let laid_out = format!(
        "<table><tr><td><p>Menu</p></td><td><h1>Ferry line to close</h1><p>{LONG}</p></td></tr></table>"
    );
    let article = page(laid_out.as_bytes(), Some(MediaType::Html)).value;
    assert!(!article.text.contains('\t'), "{:?}", article.text);
}

#[test]
fn a_short_cell_before_a_long_one_stands_by_itself() {
    let paragraphs = format!("<p>{LONG}</p>{LONG} {LONG}");
    let html =
        format!("<table><tr><td><a href=/>Menu</a></td><td>{LONG} {LONG}</td></tr></table>{paragraphs}");
    let article = page(html.as_bytes(), Some(MediaType::Html)).value;
    assert_eq!(article.paragraphs.first().map(|span| article.words(*span)), Some("Menu"));
    assert!(!article.text.contains('\t'), "{:?}", article.text);
}

#[test]
fn a_page_without_words_is_noted() {
    let noted = page(b"<html><body><img src=x></body></html>", Some(MediaType::Html));
    assert!(noted.notes.iter().any(|note| note.message.contains("holds no text")), "{:?}", noted.notes);
}

#[test]
fn a_short_sentence_is_body_and_nothing_is_made_up() {
    let article = page("“We will appeal,” Ms Okoro said.".as_bytes(), None).value;
    assert_eq!(zones(&article), [("body", "“We will appeal,” Ms Okoro said.")]);
    assert!(article.headline.is_none() && article.outlet.is_none() && article.authors.is_empty());
}

const HTML: &str = "<!doctype html><html lang='en-GB'><head><title>Ferry line to close | Courier</title>\
    <meta property=og:site_name content='The Courier'><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\
    \"headline\":\"Ferry line to close\",\"datePublished\":\"2021-03-09T08:00:00Z\",\"author\":{\"name\":\"Ines Duarte\"}}</script>\
    </head><body><nav><a href=/>Home</a> <a href=/n>News</a></nav><article><h1>Ferry line to close</h1>\
    <figure><img src=x><figcaption>The pier</figcaption></figure><p>LONG Fish &amp; chips<p>LONG&nbsp;&ldquo;No,&rdquo; he said.\
    <div class=related-posts><ul><li><a href=/x>Crews vote on strike over the pay</a></ul></div><p>LONG</p></article>\
    <ol class=comment-list><li class=comment id=comment-1><span class=comment-author>Bo</span><p>Shame.</p>\
    <p>Really.</p><ul class=children><li class=comment><p>Agreed.</p></li></ul></li></ol>\
    <div id=respond><p>Leave a Reply</p></div><footer>Imprint</footer><script>var a = '<p>no</p>';</script></body></html>";

#[test]
fn an_html_page_with_comments_and_teasers() {
    let html = HTML.replace("LONG", LONG);
    let article = page(html.as_bytes(), None).value;
    let found = zones(&article);
    let of = |kind: &str| found.iter().filter(|zone| zone.0 == kind).map(|zone| zone.1).collect::<Vec<_>>();
    assert_eq!(of("headline"), ["Ferry line to close"]);
    assert_eq!(of("caption"), ["The pier"]);
    assert_eq!(of("related"), ["Crews vote on strike over the pay"]);
    assert_eq!(of("comment"), ["Bo\n\nShame.\n\nReally.", "Agreed."]);
    assert_eq!(of("comment_form"), ["Leave a Reply"]);
    assert_eq!(of("body").len(), 2, "{found:#?}");
    assert!(!article.text.contains("<p>") && !article.text.contains("var a"));
    let comments: Vec<u8> =
        article.zones.iter().filter_map(|zone| zone.comment.as_ref()).map(|comment| comment.depth).collect();
    assert_eq!(comments, [0, 1]);
    assert_eq!(article.outlet.as_ref().map(|outlet| outlet.value.as_str()), Some("The Courier"));
    assert_eq!(article.authors[0].value, "Ines Duarte");
    assert_eq!(article.published.candidates[0].to_string(), "2021-03-09");
    assert_eq!(article.language.as_ref().map(|language| language.value.as_str()), Some("en"));
}

#[test]
fn character_references_map_to_their_bytes() {
    let html = HTML.replace("LONG", LONG);
    let article = page(html.as_bytes(), None).value;
    for (words, bytes) in
        [("Fish & chips", "Fish &amp; chips"), ("“No,” he said.", "&ldquo;No,&rdquo; he said.")]
    {
        let at = article.text.find(words).expect("the words are in the text");
        let raw = article.map.to_raw(news::Span::new(at, at + words.len()));
        assert_eq!(&html[raw.range()], bytes);
    }
    let outlet = article.outlet.and_then(|outlet| outlet.span).expect("the outlet stands in the page");
    assert_eq!(&html[outlet.range()], "The Courier");
}

#[test]
fn deep_nesting_is_a_note_and_takes_no_time() {
    let html = format!("<html><body>{}<p>{LONG}", "<ul><li><b>".repeat(50_000));
    let noted = page(html.as_bytes(), None);
    assert!(noted.notes.iter().any(|note| note.code == news::NoteCode::DeepNesting));
    assert!(noted.value.text.contains("harbour board"));
}

#[test]
fn a_note_on_bad_bytes_in_markup_points_into_the_text_or_nowhere() {
    for html in [
        "<meta charset=utf-8><p class='a b long name'>Hi \u{1}</p>",
        "<meta charset=utf-8><p>Hi</p><!-- a long remark \u{1} -->",
    ] {
        let mut bytes = html.as_bytes().to_vec();
        bytes.iter_mut().filter(|byte| **byte == 1).for_each(|byte| *byte = 0xff);
        let noted = page(&bytes, Some(MediaType::Html));
        let bad = noted.notes.iter().find(|note| note.code == news::NoteCode::BadEncoding).expect("a note");
        assert!(
            bad.span.is_none_or(|span| noted.value.text.get(span.range()) == Some("\u{fffd}")),
            "{bad:?}"
        );
    }
}

#[test]
fn damage_is_noted_where_it_stands() {
    let text = format!(
        "{LONG} He left.Then it rained and the boardThey knew. It was\u{a0}never confirmed\u{a0}by them."
    );
    let noted = page(text.as_bytes(), None);
    let shown: Vec<(&str, &str)> = noted
        .notes
        .iter()
        .map(|note| (note.code.name(), note.span.map_or("", |span| noted.value.words(span))))
        .collect();
    assert_eq!(
        shown,
        [("glued-words", "left.Then"), ("glued-words", "boardThey"), ("lost-link", "never confirmed")]
    );
}

/// Bytes that look like markup and dumps often enough to reach every branch.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"<div class=comment>".to_vec()),
        Just(b"<p>".to_vec()),
        Just(b"</div></li>".to_vec()),
        Just(b"<ul><li>".to_vec()),
        Just(b"<table><tr><td>".to_vec()),
        Just(b"<script>x</script>".to_vec()),
        Just(b"<h1 itemprop=headline>".to_vec()),
        Just(b"<br><br>".to_vec()),
        Just(b"&amp;&nbsp;&#x41;&notit;".to_vec()),
        Just(b"<figcaption>".to_vec()),
        Just(b"\r\n\n  1. ".to_vec()),
        Just("• “Größe”\u{a0}reports: ".as_bytes().to_vec()),
        Just(b"Leave a Reply\n\n".to_vec()),
        Just(LONG.as_bytes().to_vec()),
        proptest::collection::vec(any::<u8>(), 0..12),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn spans_hold_for_any_bytes(bytes in soup(), html in any::<bool>(), utf8 in any::<bool>()) {
        let bytes = if utf8 { String::from_utf8_lossy(&bytes).into_owned().into_bytes() } else { bytes };
        let media_type = if html { MediaType::Html } else { MediaType::Plain };
        let noted = page(&bytes, Some(media_type));
        let article = &noted.value;
        let good = |span: news::Span| article.text.get(span.range()).is_some();
        let mut end = 0;
        for zone in &article.zones {
            prop_assert!(good(zone.span) && !zone.span.is_empty() && zone.span.start >= end, "{:?}", article.zones);
            end = zone.span.end;
            let raw = article.map.to_raw(zone.span);
            prop_assert!(raw.end as usize <= bytes.len());
            if zone.kind == ZoneKind::Comment {
                prop_assert!(zone.comment.is_some());
            }
        }
        end = 0;
        for paragraph in &article.paragraphs {
            prop_assert!(good(*paragraph) && paragraph.start >= end);
            end = paragraph.end;
        }
        for span in noted.notes.iter().filter_map(|note| note.span).chain(article.headline) {
            prop_assert!(good(span));
        }
        prop_assert_eq!(article.map.text_len(), article.text.len());
        // Every letter of a valid source stands at its own bytes, or its reference does.
        if let Ok(source) = std::str::from_utf8(&bytes) && article.source.charset == "UTF-8" {
            for (at, c) in article.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                let raw = article.map.to_raw(news::Span::new(at, at + c.len_utf8()));
                let shown = source.get(raw.range());
                prop_assert!(shown.is_some_and(|shown| shown.starts_with(c) || shown.starts_with('&')), "{c} {shown:?}");
            }
        }
    }
}
