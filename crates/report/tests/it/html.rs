//! Is the page whole, harmless and linked both ways, for any text?

use crate::invented::{self, Invented, SCRIPT};
use crate::report;
use std::collections::BTreeSet;

fn page(invented: &Invented) -> String {
    report::html(&invented.view())
}

/// Values of an attribute, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    page.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn a_text_cannot_become_markup() {
    let page = page(&invented::hostile());
    assert_eq!(page.matches("<script").count(), 1, "the page's own script and no other");
    assert_eq!(page.matches("</script").count(), 1);
    assert!(!page.contains("<img"));
    assert!(page.matches("&#60;script&#62;").count() > 10, "the words are shown as words");
    // A quotation mark in a value would end it: no tag may hold an attribute that the template has not.
    for tag in page.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)) {
        assert!(!tag.contains("onmouseover=\"") && !tag.contains("onerror=alert"), "{tag}");
    }
    assert!(!page.chars().any(|symbol| symbol.is_control() && symbol != '\n' && symbol != '\t'));
}

#[test]
fn the_page_lists_every_denial_of_copies() {
    assert_eq!(page(&invented::copied(20)).matches("one has it otherwise").count(), 5);
}

#[test]
fn the_page_fetches_nothing() {
    let page = page(&invented::bridge());
    assert!(page.contains("default-src 'none'"));
    for fetching in [" src=", "url(", "@import", "<link", "<iframe", "<base", "fetch(", "XMLHttpRequest"] {
        assert!(!page.contains(fetching), "{fetching}");
    }
}

#[test]
fn every_link_has_its_target_and_every_id_is_its_own() {
    for invented in [invented::bridge(), invented::hostile(), invented::many(20)] {
        let page = page(&invented);
        let ids = values(&page, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "an id is used twice");
        for link in values(&page, "href") {
            let target = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leaves the page"));
            assert!(known.contains(target), "{link} leads nowhere");
        }
    }
}

#[test]
fn the_text_stands_there_whole_however_marks_overlap() {
    let invented = invented::bridge();
    let page = page(&invented);
    let articles: Vec<&str> = page.split("<article").skip(1).collect();
    for (account, article) in invented.accounts.iter().zip(articles) {
        let text = article.split_once("<div class=\"text\"").map_or("", |(_, text)| text);
        let text = text.split_once("<footer").map_or("", |(text, _)| text);
        let shown: String = words(text).split_whitespace().collect();
        let expected: String = account.article.text.split_whitespace().collect();
        for paragraph in &account.article.paragraphs {
            let expected: String = account.article.words(*paragraph).split_whitespace().collect();
            assert!(shown.contains(&expected), "{expected}\nnot in\n{shown}");
        }
        assert!(shown.len() >= expected.len());
    }
}

/// The words of some markup: tags, zone labels and reference numbers left out.
pub(crate) fn words(markup: &str) -> String {
    let mut text = String::new();
    let mut is_skipped = false;
    for piece in markup.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        if tag.starts_with("a class=\"mark")
            || tag.starts_with("span class=\"zone")
            || tag.starts_with("summary")
        {
            is_skipped = true;
        } else if is_skipped {
            is_skipped = false;
        }
        if !is_skipped {
            text.push_str(words);
        }
    }
    let escaped = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    escaped.iter().fold(text, |text, (entity, symbol)| text.replace(entity, symbol))
}

#[test]
fn one_finding_lights_all_its_passages_and_lists_where_they_are() {
    let page = page(&invented::bridge());
    for anchor in ["p1-0", "p1-1", "p1-2"] {
        assert!(page.contains(&format!("href=\"#{anchor}\"")) && page.contains(&format!("id=\"{anchor}\"")));
    }
    let holding = |number: &str| {
        values(&page, "data-f").iter().filter(|found| found.split(' ').any(|each| each == number)).count()
    };
    assert!(holding("1") >= 4, "the index entry and at least one segment per account");
}

#[test]
fn any_number_of_accounts_makes_a_page() {
    for count in [0, 1, 2, 20] {
        let page = page(&invented::many(count));
        assert_eq!(page.matches("<article").count(), count);
        assert!(page.contains("measures support, not truth"));
    }
    assert!(
        page(&invented::hostile())
            .contains(&SCRIPT.replace('<', "&#60;").replace('>', "&#62;").replace('\'', "&#39;"))
    );
}
