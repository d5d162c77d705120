//! Which words are the headline, and which block shows them? The page's titles weighed against its headings.

#![expect(clippy::wildcard_enum_match_arm, reason = "most elements mean nothing to a step")]

use super::key;
use super::statements::{Origin, Stated, Statements};
use crate::fold;
use crate::read::html::hints::Hints;
use crate::read::html::tags::Tag;
use crate::read::html::zones::Page;
use crate::read::shape::word_count;

/// The block that is the headline, and the title where its words are not that block's.
pub(super) fn choose(page: &Page<'_>, stated: &Statements) -> (Option<usize>, Option<Stated>) {
    let titles: Vec<String> = stated.titles.iter().map(|title| fold::text(&title.value)).collect();
    let block = headline(page, &titles).or_else(|| only_first_heading(page));
    let title = match block {
        Some(block) => better(stated, page.words(block)),
        None => unseen(stated),
    };
    (block, title)
}

/// A page with one heading of the first level and no title that repeats it.
fn only_first_heading(page: &Page<'_>) -> Option<usize> {
    let readers = Hints::COMMENT.and(Hints::COMMENTS).and(Hints::COMMENT_FORM);
    let mut first = (0..page.blocks.len()).filter(|block| {
        page.tag(*block) == Tag::Heading(1)
            && !page.context(*block).has(readers)
            && !key(page.words(*block)).is_empty()
    });
    let only = first.next()?;
    first.next().is_none().then_some(only).filter(|block| page.words(*block).len() <= 400)
}

/// Titles made for the article: JSON-LD, then meta elements.
fn made(stated: &Statements) -> impl Iterator<Item = &Stated> {
    let of = |origin: Origin| stated.titles.iter().filter(move |title| title.origin == origin);
    of(Origin::Article).take(1).chain(of(Origin::Meta))
}

/// A stated title that says the headline better than the block does: with the breaks that markup lost, without the
/// line over the headline that stands in the same heading, or with the one that all sources put before it.
fn better(stated: &Statements, shown: &str) -> Option<Stated> {
    let place = |cut: &str| Stated { value: cut.to_owned(), range: 0..0, origin: Origin::Shown };
    if let Some(cut) = before_bar(shown) {
        return Some(place(cut));
    }
    let glue = |text: &str| key(text).replace(' ', "");
    let (shown_key, shown_glue) = (key(shown), glue(shown));
    if made(stated).any(|title| key(&title.value) == shown_key) {
        return None;
    }
    let respaced = made(stated).find(|title| glue(&title.value) == shown_glue);
    let last_part = || {
        made(stated).find(|title| {
            let title = title.value.as_str();
            let ends = shown_glue.ends_with(&glue(title)) && glue(title).len() * 10 >= shown_glue.len() * 4;
            ends && title.split_whitespace().count() >= 3
        })
    };
    if let Some(title) = respaced.or_else(last_part) {
        return Some(title.clone());
    }
    let with_kicker = |title: &&Stated| {
        let before = key(&title.value).strip_suffix(&shown_key).is_some_and(|before| before.ends_with(' '));
        let head = title.value.trim_end_matches(shown.trim_start_matches([':', ' ']));
        before && head.trim_end().ends_with([':', '/', '|', '–', '-']) && word_count(shown) >= 2
    };
    let of = |origin: Origin| stated.titles.iter().find(|title| title.origin == origin);
    let kickers = of(Origin::Article).filter(with_kicker).and(of(Origin::Meta).filter(with_kicker));
    if let Some(title) = kickers {
        return Some(title.clone());
    }
    let cut = without_outlet(stated, shown);
    (cut.len() < shown.trim().len()).then(|| place(cut)).or_else(|| mended(shown).map(|text| place(&text)))
}

/// A headline without the few words behind a bar that name its section, its series or its outlet.
fn before_bar(shown: &str) -> Option<&str> {
    let mut head = shown.trim();
    while let Some((before, tail)) = head.rsplit_once('|') {
        if word_count(tail) > 4 || word_count(before) < 2 {
            break;
        }
        head = before.trim();
    }
    (head.len() < shown.trim().len()).then_some(head)
}

/// The title where no block shows it.
fn unseen(stated: &Statements) -> Option<Stated> {
    let of = |origin: Origin| stated.titles.iter().find(|title| title.origin == origin);
    let title = of(Origin::Article).or(of(Origin::Meta)).or(of(Origin::Title)).or(of(Origin::Given))?;
    let value =
        if title.origin == Origin::Article { &title.value } else { without_outlet(stated, &title.value) };
    Some(Stated { value: value.to_owned(), ..title.clone() })
}

/// A title without the outlet's name behind a bar or a dash.
fn without_outlet<'t>(stated: &Statements, title: &'t str) -> &'t str {
    let outlets: Vec<String> = stated.outlets.iter().map(|outlet| key(&outlet.value)).collect();
    let mut title = title.trim();
    for _ in 0..3 {
        let cut = title.char_indices().rev().find(|(at, c)| {
            let spaced = title[..*at].ends_with(char::is_whitespace)
                && title[at + c.len_utf8()..].starts_with(char::is_whitespace);
            *c == '|' || spaced && matches!(c, '-' | '–' | '—' | '·' | '»' | '•')
        });
        let Some((at, sign)) = cut else { return title };
        let (head, tail) = (title[..at].trim_end(), key(&title[at + sign.len_utf8()..]));
        let is_outlet = outlets
            .iter()
            .any(|outlet| outlet.contains(&tail) || !outlet.is_empty() && tail.contains(outlet));
        if !(is_outlet || sign == '|') || head.split_whitespace().count() < 2 {
            return title;
        }
        title = head;
    }
    title
}

/// Words that were decoded twice, as they were meant: "Investorâ€™s" in its raw form. `None` for sound words.
pub(super) fn mended(text: &str) -> Option<String> {
    let broken = text.chars().zip(text.chars().skip(1)).any(|(first, second)| {
        ('\u{c2}'..='\u{f4}').contains(&first) && ('\u{80}'..='\u{bf}').contains(&second)
    });
    if !broken {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    String::from_utf8(bytes?).ok()
}

/// The block that is the headline: a heading that says what the page's titles say, near the article's start.
fn headline(page: &Page<'_>, titles: &[String]) -> Option<usize> {
    let titles: Vec<String> = titles.iter().map(|title| fold::text(title)).collect();
    let end = if page.article.is_empty() { page.blocks.len() } else { page.article.end };
    let mut best: Option<(i32, usize)> = None;
    for block in 0..end {
        let words = page.words(block);
        if words.len() > 400 || !may_be_headline(page, block, &titles) {
            continue;
        }
        let score = headline_score(page, block, &fold::text(words), &titles);
        if score >= 5 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, block));
        }
    }
    best.map(|(_, block)| block)
}

/// Whether it is worth while to fold the words of a block: what is neither a heading nor named a headline must
/// begin as one of the titles does.
fn may_be_headline(page: &Page<'_>, block: usize, titles: &[String]) -> bool {
    let hints = page.context(block).and(page.blocks[block].inline);
    if matches!(page.tag(block), Tag::Heading(_)) || hints.has(Hints::HEADLINE) {
        return true;
    }
    let words = page.words(block).trim_start();
    let Some(first) = words.bytes().next().filter(|_| page.counts[block] >= 3) else { return false };
    // Folding leaves ASCII what it is but for case and the one accent that looks like an apostrophe.
    let is_like = |title: &String| title.bytes().next() == Some(first.to_ascii_lowercase());
    !first.is_ascii() || first == b'`' || titles.iter().any(is_like)
}

fn headline_score(page: &Page<'_>, block: usize, words: &str, titles: &[String]) -> i32 {
    let context = page.context(block);
    let inline = page.blocks[block].inline;
    let level = match page.tag(block) {
        Tag::Heading(1) => 4,
        Tag::Heading(2) => 2,
        Tag::Heading(_) => 1,
        _ => 0,
    };
    let named = i32::from(context.and(inline).has(Hints::HEADLINE)) * 2;
    let few = page.counts[block] < 3;
    if level + named == 0 && few {
        return 0;
    }
    let bare = words.trim_end_matches(['.', ' ']);
    let fits = |title: &String| -> i32 {
        if title.trim_end_matches(['.', ' ']) == bare {
            5
        } else if bare.len() >= 12 && title.starts_with(bare) {
            4
        } else if bare.len() >= 20
            && (title.contains(bare) || bare.contains(title.as_str()) && title.len() >= 20)
        {
            3
        } else {
            0
        }
    };
    let stated = titles.iter().map(fits).max().unwrap_or(0);
    let outside = Hints::BOILERPLATE.and(Hints::HIDDEN).and(Hints::RELATED).and(Hints::ASIDE);
    let readers = Hints::COMMENT.and(Hints::COMMENTS).and(Hints::COMMENT_FORM);
    let place = i32::from(block <= page.article.start) * 2
        - i32::from(context.has(outside)) * 3
        - i32::from(context.has(readers)) * 8
        - i32::from(few);
    if level == 0 && named == 0 && stated < 4 { 0 } else { level + named + stated + place }
}
