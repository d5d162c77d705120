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
    let names = names(stated);
    let block = headline(page, &titles, &names).or_else(|| only_first_heading(page, &names));
    let title = match block {
        Some(block) => agreed(stated, page.words(block)).or_else(|| better(stated, page.words(block))),
        None => unseen(stated),
    };
    (block, title)
}

/// What the outlet calls itself, and the name of its site: a heading that says only this is no headline.
fn names(stated: &Statements) -> Vec<String> {
    let host = |address: &Stated| {
        let host = address.value.split_once("://")?.1.split(['/', ':']).next()?;
        Some(key(host.trim_start_matches("www.")))
    };
    let outlets = stated.outlets.iter().map(|outlet| key(&outlet.value));
    outlets.chain(stated.addresses.iter().filter_map(host)).filter(|name| !name.is_empty()).collect()
}

/// A page whose headings of the first level say one thing, and no title that repeats it.
fn only_first_heading(page: &Page<'_>, names: &[String]) -> Option<usize> {
    let readers = Hints::COMMENT.and(Hints::COMMENTS).and(Hints::COMMENT_FORM);
    let mut first = (0..page.blocks.len()).filter_map(|block| {
        let is_first = page.tag(block) == Tag::Heading(1) && !page.context(block).has(readers);
        let words = is_first.then(|| key(page.words(block)))?;
        (!words.is_empty() && !names.contains(&words)).then_some((block, words))
    });
    let (only, words) = first.next()?;
    first.all(|(_, other)| other == words).then_some(only).filter(|block| page.words(*block).len() <= 400)
}

/// The headline in the JSON-LD of a news article, where another source repeats it and none what the page shows:
/// live pages and tests show a passing line over it.
fn agreed(stated: &Statements, shown: &str) -> Option<Stated> {
    let headline = stated.titles.iter().find(|title| title.origin == Origin::Article && stated.is_news)?;
    let others =
        || stated.titles.iter().filter(|title| !matches!(title.origin, Origin::Article | Origin::Page));
    let letters = |text: &str| key(text).replace(' ', "");
    let (words, shown_words) = (letters(&headline.value), letters(shown));
    // Both may have an outlet behind them, or a line over the headline before them.
    let is_whole = words == shown_words
        || others().map(|title| letters(&title.value)).any(|title| {
            title.starts_with(&shown_words) || title.len() >= 20 && shown_words.ends_with(&title)
        });
    // A line over the headline belongs to it only with a colon between them.
    let is_tail = words.ends_with(&shown_words) && !headline.value.contains(": ");
    let is_repeated = !words.is_empty() && others().any(|title| letters(&title.value).starts_with(&words));
    (is_repeated && !is_whole && !is_tail).then(|| headline.clone())
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
    if let Some(title) = below(stated, shown) {
        return Some(title);
    }
    if made(stated).any(|title| key(&title.value) == shown_key) {
        return None;
    }
    let respaced = made(stated).find(|title| glue(&title.value) == shown_glue);
    let last_part = || {
        made(stated).find(|title| {
            let title = title.value.as_str();
            let ends = shown_glue.ends_with(&glue(title)) && glue(title).len() * 10 >= shown_glue.len() * 4;
            // "The" or a year before the title is no line of its own.
            let over = shown_key.strip_suffix(&key(title)).unwrap_or("   ").trim_end();
            let is_line = over.len() > 3 && over.contains(|c: char| !c.is_ascii_digit()) || over.is_empty();
            ends && word_count(title) >= 3 && is_line
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

/// The headline below a line that stands in the same heading without a sign between them, where the page's own
/// meta element has it so.
fn below(stated: &Statements, shown: &str) -> Option<Stated> {
    let titles = stated.titles.iter().filter(|title| title.origin == Origin::Meta);
    let shown_glue = key(shown).replace(' ', "");
    let is_below = |title: &&Stated| {
        let words = key(&title.value);
        let glue = words.replace(' ', "");
        let first = title.value.split_whitespace().next().unwrap_or("");
        let over = shown.rfind(first).map(|at| shown[..at].trim_end());
        let signed = over.is_none_or(|over| over.ends_with([':', '-', '–', '—', '|', '/', ',']));
        let is_tail = glue.len() + 6 < shown_glue.len() && shown_glue.ends_with(&glue);
        word_count(&title.value) >= 3
            && is_tail
            && !signed
            && word_count(shown) > word_count(&title.value) + 1
    };
    titles.clone().find(is_below).cloned()
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
fn headline(page: &Page<'_>, titles: &[String], names: &[String]) -> Option<usize> {
    let titles: Vec<String> = titles.iter().map(|title| fold::text(title)).collect();
    let end = if page.article.is_empty() { page.blocks.len() } else { page.article.end };
    let mut best: Option<(i32, usize)> = None;
    for block in 0..end {
        let words = page.words(block);
        if words.len() > 400 || !may_be_headline(page, block, &titles) {
            continue;
        }
        if words.len() <= 60 && names.contains(&key(words)) {
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
        let title = title.trim_end_matches(['.', ' ']);
        if title == bare || level > 0 && same_letters(title, bare) {
            5
        } else if bare.len() >= 12 && title.starts_with(bare) {
            4
        } else if bare.len() >= 20 && (title.contains(bare) || bare.contains(title) && title.len() >= 20) {
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

/// Whether two texts differ in white space alone: markup loses it between a line and the headline below.
fn same_letters(a: &str, b: &str) -> bool {
    let letters = |text: &'_ str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    a.len().abs_diff(b.len()) <= 4 && letters(a) == letters(b)
}
