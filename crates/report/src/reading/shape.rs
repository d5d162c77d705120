//! Is a paragraph a heading, an item of a list, a line of a table or a quotation? By the markup right before its first
//! word, and the tabs between its cells.
//!
//! Articles do not say it, so it is looked up in the source; the roles of zones do not depend on it.

use news::{Article, MediaType, Span};

/// How many tags before a paragraph are looked at.
const MOST_TAGS: usize = 8;

/// The longest tag that is looked through.
const LONGEST_TAG: usize = 4 << 10;

/// What a paragraph looks like on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Paragraph,
    /// From 1 to 6.
    Heading(u8),
    Item,
    Quote,
    /// Cells with a tab between them.
    Row,
}

/// The shape of a paragraph of an article.
pub(super) fn shape(article: &Article, paragraph: Span) -> Shape {
    if is_row(article, paragraph) {
        return Shape::Row;
    }
    let raw = article.map.to_raw(paragraph);
    match article.source.media_type {
        MediaType::Html if !raw.is_empty() => {
            article.source.bytes.get(..raw.start as usize).map_or(Shape::Paragraph, shape_before)
        }
        MediaType::Html | MediaType::Plain => Shape::Paragraph,
    }
}

/// Whether a paragraph is a line of a table. Only markup tells: prose in a dump may hold tabs.
pub(super) fn is_row(article: &Article, paragraph: Span) -> bool {
    article.source.media_type == MediaType::Html && article.words(paragraph).contains('\t')
}

/// The shape that the last opening tags of some markup give to what follows them.
fn shape_before(markup: &[u8]) -> Shape {
    let mut rest = markup;
    let mut shape = Shape::Paragraph;
    for _ in 0..MOST_TAGS {
        let Some(inside) = rest.trim_ascii_end().strip_suffix(b">") else { break };
        let window = &inside[inside.len().saturating_sub(LONGEST_TAG)..];
        let Some(length) = window.iter().rev().position(|byte| *byte == b'<') else { break };
        let tag = &inside[inside.len() - length..];
        let end = tag.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(tag.len());
        match tag[..end].to_ascii_lowercase().as_slice() {
            [b'h', level @ b'1'..=b'6'] => return Shape::Heading(level - b'0'),
            b"blockquote" => return Shape::Quote,
            b"li" => shape = Shape::Item,
            // What opens or stands inside a paragraph; `/` and `!` give an empty name and end the search.
            b"p" | b"a" | b"b" | b"i" | b"u" | b"em" | b"strong" | b"span" | b"small" | b"font" | b"mark" => {
            }
            _ => break,
        }
        rest = &inside[..inside.len() - length - 1];
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tags_before_a_word_say_its_shape() {
        assert_eq!(shape_before(b"<p>One.</p>\n<h2 class=a><span>"), Shape::Heading(2));
        assert_eq!(shape_before(b"<ul><li>One</li><li><a href='x'>"), Shape::Item);
        assert_eq!(shape_before(b"<BLOCKQUOTE>\n<p>"), Shape::Quote);
        assert_eq!(shape_before(b"<h2>One</h2><p>"), Shape::Paragraph);
        assert_eq!(shape_before(b"<li>One <b>"), Shape::Paragraph);
        assert_eq!(shape_before(b"a > b < c <!-- > -->"), Shape::Paragraph);
        assert_eq!(shape_before(b""), Shape::Paragraph);
    }
}
