//! Which words are the headline, and which block shows them? The page's titles weighed against its headings.

#![expect(clippy::wildcard_enum_match_arm, reason = "most elements mean nothing to a step")]

use super::statements::{Stated, Statements};
use crate::fold;
use crate::read::html::hints::Hints;
use crate::read::html::tags::Tag;
use crate::read::html::zones::Page;
use crate::read::shape::word_count;

/// The block that is the headline, and the title where no block shows it.
pub(super) fn choose(page: &Page<'_>, stated: &Statements) -> (Option<usize>, Option<Stated>) {
    let titles: Vec<String> = stated.titles.iter().map(|title| fold::text(&title.value)).collect();
    (headline(page, &titles), None)
}

/// The block that is the headline: a heading that says what the page's titles say, near the article's start.
fn headline(page: &Page<'_>, titles: &[String]) -> Option<usize> {
    let titles: Vec<String> = titles.iter().map(|title| fold::text(title)).collect();
    let end = if page.article.is_empty() { page.blocks.len() } else { page.article.end };
    let mut best: Option<(i32, usize)> = None;
    for block in 0..end {
        let words = page.words(block);
        if words.len() > 400 {
            continue;
        }
        let score = headline_score(page, block, &fold::text(words), &titles);
        if score >= 5 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, block));
        }
    }
    best.map(|(_, block)| block)
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
    if level + named == 0 && word_count(words) < 3 {
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
        - i32::from(word_count(words) < 3);
    if level == 0 && named == 0 && stated < 4 { 0 } else { level + named + stated + place }
}
