//! Whose post is it? What a page shows from another site, said by whoever signed it there.
//!
//! Reading tells the posts and their signatures (`read::posts`). A post without one is somebody's all the same, and not
//! the narrator's.

use super::Turn;
use crate::fold;
use news::{Account, Entity, EntityId, EntityKind, Span, ZoneKind};
use std::collections::BTreeMap;

/// Addresses that networks put behind the words of a post: pictures, shortened links.
const ADDRESSES: [&str; 3] = ["pic.twitter.com/", "https://", "http://"];

/// The posts of an account, in the order of their words.
pub(super) fn turns(account: &Account) -> Vec<Turn> {
    let article = &account.article;
    let posts = article.zones.iter().filter(|zone| zone.kind == ZoneKind::Body);
    let turns = posts.filter_map(|zone| {
        let post = zone.post.as_ref()?;
        let first = article.paragraphs.partition_point(|span| span.end <= zone.span.start);
        let inside = article.paragraphs[first..].iter().take_while(|span| span.start < zone.span.end);
        let content: Vec<Span> = inside.filter_map(|span| words(account, *span, post.signature)).collect();
        (!content.is_empty()).then(|| Turn {
            label: post.author,
            cue: None,
            content,
            name: post.author.map_or_else(String::new, |author| fold::text(account.words(author))),
            in_capitals: false,
        })
    });
    turns.collect()
}

/// What a paragraph of a post says, without signature and addresses at its end.
fn words(account: &Account, paragraph: Span, signature: Option<Span>) -> Option<Span> {
    let start = paragraph.start as usize;
    let signature = signature.filter(|signature| signature.overlaps(paragraph));
    let end = signature.map_or(paragraph.end, |signature| signature.start.max(paragraph.start));
    let mut words = account.words(Span::new(start, end as usize)).trim_end();
    while let Some(last) = words.rsplit(char::is_whitespace).next().filter(|last| is_address(last)) {
        words = words[..words.len() - last.len()].trim_end();
    }
    // A picture's address is often glued to the last word.
    if let Some(at) = words.rfind(ADDRESSES[0]).filter(|at| !words[*at..].contains(char::is_whitespace)) {
        words = words[..at].trim_end();
    }
    words.contains(char::is_alphabetic).then(|| Span::new(start, start + words.len()))
}

fn is_address(word: &str) -> bool {
    ADDRESSES.iter().any(|address| word.starts_with(address))
}

/// Everybody whom the account knows, by the whole name, folded; of namesakes the first.
pub(super) fn known(account: &Account) -> BTreeMap<String, EntityId> {
    let mut known = BTreeMap::new();
    for (id, entity) in (0..).zip(&account.entities).filter(|(_, entity)| !entity.anonymous) {
        known.entry(fold::text(&entity.name)).or_insert(EntityId(id));
    }
    known
}

/// An author whom only the signature names: a person, an office, a company, nobody can tell.
pub(super) fn stranger(account: &Account, _: &Turn, label: Span) -> Entity {
    Entity {
        name: account.words(label).to_owned(),
        kind: EntityKind::Other,
        roles: Vec::new(),
        mentions: Vec::new(),
        anonymous: false,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Kit, Page, annotate, read};

    #[test]
    fn a_post_is_said_by_whoever_signed_it() {
        let long = "The harbour board said on Monday that the ferry line would close in May, and that the crews had been \
                    told by letter before the vote.";
        let page = format!(
            "<html><body><article><h1>Ferry line to close after ninety years</h1><p>{long}</p><p>Ines Duarte, who steers the \
             ferry, disagreed. {long}</p><blockquote class=twitter-tweet><p>Nobody called us, and the board knew. \
             https://t.example/x</p>&mdash; Ines Duarte (@ines_d) <a href=x>March 9, 2021</a></blockquote><p>It rained. \
             {long}</p></article></body></html>"
        );
        let kit = Kit::embedded().expect("the kit is sound");
        let page = Page { id: "a".into(), bytes: page.into(), ..Page::default() };
        let account = read(&kit, page).and_then(|article| annotate(&kit, article)).value;
        let said = "Nobody called us, and the board knew.";
        let posts: Vec<_> =
            account.attributions.iter().filter(|found| account.words(found.content[0]) == said).collect();
        assert_eq!(posts.len(), 1, "{:?}", account.attributions);
        let speaker = account.entity(posts[0].speaker.entities[0]).expect("a speaker");
        assert_eq!(speaker.name, "Ines Duarte");
        assert!(speaker.mentions.len() >= 2, "the author of the post is the person of the text");
        let narrated = account.claims.iter().any(|claim| account.words(claim.span).contains("Nobody called"));
        assert!(!narrated, "the narrator does not say it");
    }
}
