//! The article's running text, for people and pipes: paragraphs with an empty line between them.

use super::blocks::{Block, Shown, blocks};
use super::shape::is_row;
use super::{ReadPage, Wanted};
use news::{Article, ZoneKind};

/// What the outlet itself tells, without captions, which belong to pictures, and pull quotes, which say it twice.
const ARTICLE: [ZoneKind; 5] =
    [ZoneKind::Headline, ZoneKind::Subheadline, ZoneKind::KeyPoint, ZoneKind::Body, ZoneKind::Correction];

/// Columns by which a reply stands further right than what it answers.
const STEP: usize = 4;

/// The page as text, ending in a line break; empty where nothing of it is wanted.
pub fn page_text(page: ReadPage<'_>, wanted: &Wanted) -> String {
    let article = page.article;
    let shown = Shown::new(wanted, &ARTICLE);
    let mut text = title(article, shown).map_or_else(String::new, |title| title + "\n");
    let mut in_table = false;
    for block in blocks(article, shown) {
        let goes_on = std::mem::replace(&mut in_table, is_row(article, block.span)) && in_table;
        if !text.is_empty() && !goes_on {
            text.push('\n');
        }
        put(&mut text, article, &block);
    }
    text
}

/// The title that the page states, where no headline stands in its text.
pub(super) fn title(article: &Article, shown: Shown<'_>) -> Option<String> {
    let is_in_text = article.headline.is_some()
        || article.zones.iter().any(|zone| zone.kind == ZoneKind::Headline)
        || !article.zones.iter().any(|zone| zone.kind == ZoneKind::Body);
    let title = article.title.as_ref().filter(|_| !is_in_text && shown.has(ZoneKind::Headline))?;
    Some(one_line(&title.value)).filter(|title| !title.is_empty())
}

fn put(text: &mut String, article: &Article, block: &Block<'_>) {
    let indent = STEP * block.depth();
    let head = comment_head(article, block);
    let words = shown_words(article, block);
    for line in head.lines().chain(words.lines()) {
        text.extend(std::iter::repeat_n(' ', indent));
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

/// `riverside_jo, May 14, 2024:` before the first words of a comment, as far as it is known.
pub(super) fn comment_head(article: &Article, block: &Block<'_>) -> String {
    let Some(comment) = block.comment.filter(|_| block.is_first) else { return String::new() };
    let known = [comment.author, comment.date].into_iter().flatten();
    let words: Vec<String> = known.map(|span| one_line(article.words(span))).collect();
    if words.is_empty() { String::new() } else { format!("{}:", words.join(", ")) }
}

/// The words of a block; bullets are of the layout, not of the words.
pub(super) fn shown_words(article: &Article, block: &Block<'_>) -> String {
    printable(article.words(block.span))
}

/// Words on one line.
pub(super) fn one_line(words: &str) -> String {
    printable(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words without characters that would steer a terminal.
fn printable(words: &str) -> String {
    words.chars().filter(|symbol| *symbol == '\n' || *symbol == '\t' || !symbol.is_control()).collect()
}
