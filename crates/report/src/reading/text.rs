//! The article's running text, for people and pipes: paragraphs with an empty line between them.

use super::blocks::{Block, Shown, blocks};
use super::{ReadPage, Wanted};
use news::{Article, ZoneKind};

/// Columns by which a reply stands further right than what it answers.
const STEP: usize = 4;

/// The page as text, ending in a line break; empty where nothing of it is wanted.
pub fn page_text(page: ReadPage<'_>, wanted: &Wanted) -> String {
    paragraphs(page.article, Shown::new(wanted, Shown::ARTICLE))
}

/// The article's own words, without a line break at their end.
pub(super) fn running_text(article: &Article) -> String {
    let mut text = paragraphs(article, Shown::article());
    text.truncate(text.trim_end().len());
    text
}

fn paragraphs(article: &Article, shown: Shown<'_>) -> String {
    let mut text = String::new();
    for block in blocks(article, shown) {
        if !text.is_empty() {
            text.push('\n');
        }
        put(&mut text, article, &block);
    }
    text
}

fn put(text: &mut String, article: &Article, block: &Block<'_>) {
    let indent = if block.kind == ZoneKind::Comment { STEP * usize::from(block.depth.min(16)) } else { 0 };
    let head = block.comment.map(|comment| comment_head(article, comment)).unwrap_or_default();
    let words = shown_words(article, block);
    for line in head.lines().chain(words.lines()) {
        text.extend(std::iter::repeat_n(' ', indent));
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

/// `riverside_jo, May 14, 2024:` or nothing.
pub(super) fn comment_head(article: &Article, comment: &news::Comment) -> String {
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
