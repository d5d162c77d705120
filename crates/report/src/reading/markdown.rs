//! The article in Markdown: headline, who and when, paragraphs, bullets, quotations, captions.

use super::blocks::{Block, Shown, blocks};
use super::shape::{Shape, shape};
use super::text::{comment_head, one_line, shown_words, title};
use super::{ReadPage, Wanted};
use news::{Article, ZoneKind};

/// What the outlet tells, with pictures and pull quotes, which Markdown can set apart.
const ARTICLE: [ZoneKind; 7] = [
    ZoneKind::Headline,
    ZoneKind::Subheadline,
    ZoneKind::KeyPoint,
    ZoneKind::Body,
    ZoneKind::Caption,
    ZoneKind::PullQuote,
    ZoneKind::Correction,
];

/// The page in Markdown, ending in a line break; empty where nothing of it is wanted.
pub fn page_markdown(page: ReadPage<'_>, wanted: &Wanted) -> String {
    let article = page.article;
    let shown = Shown::new(wanted, &ARTICLE);
    let mut text = title(article, shown).map_or_else(String::new, |title| format!("# {}\n", escaped(&title)));
    let mut facts = Some(facts(article)).filter(|facts| !facts.is_empty() && wanted.kinds.is_none());
    let mut before = None;
    for block in blocks(article, shown) {
        if block.kind != ZoneKind::Headline
            && let Some(facts) = facts.take()
        {
            separate(&mut text, false);
            text.push_str(&format!("*{facts}*\n"));
        }
        let goes_on = block.kind == ZoneKind::Comment && !block.is_first;
        let shape = shape_of(article, &block);
        let is_list = matches!(shape, Shape::Item | Shape::Row) && before == Some((block.kind, shape));
        separate(&mut text, is_list || goes_on);
        if block.kind == ZoneKind::Comment && before.is_none_or(|(kind, _)| kind != block.kind) {
            text.push_str("## Comments\n\n");
        }
        put(&mut text, article, &block, shape);
        if shape == Shape::Row && !is_list {
            // The first line of a table is its head.
            let cells = article.words(block.span).split('\t').count();
            text.push_str(&format!("|{}\n", "---|".repeat(cells)));
        }
        before = Some((block.kind, shape));
    }
    text
}

fn separate(text: &mut String, goes_on: bool) {
    if !text.is_empty() && !goes_on {
        text.push('\n');
    }
}

/// `By Marit Solheim · The Harbour Gazette · 2024-05-14`, as far as it is known.
fn facts(article: &Article) -> String {
    let mut facts = Vec::new();
    let names: Vec<String> = article.authors.iter().map(|author| escaped(&author.value)).collect();
    if !names.is_empty() {
        facts.push(format!("By {}", names.join(", ")));
    }
    facts.extend(article.outlet.iter().map(|outlet| escaped(&outlet.value)));
    if let [day] = article.published.candidates.as_slice() {
        facts.push(day.to_string());
    }
    facts.join(" · ")
}

/// The shape of a block; key points are a list whatever their markup is.
fn shape_of(article: &Article, block: &Block<'_>) -> Shape {
    match block.kind {
        ZoneKind::KeyPoint => Shape::Item,
        ZoneKind::Headline
        | ZoneKind::Subheadline
        | ZoneKind::Caption
        | ZoneKind::PullQuote
        | ZoneKind::Correction
        | ZoneKind::Comment => Shape::Paragraph,
        ZoneKind::Body
        | ZoneKind::Byline
        | ZoneKind::Dateline
        | ZoneKind::Badge
        | ZoneKind::Credit
        | ZoneKind::Related
        | ZoneKind::CommentForm
        | ZoneKind::Boilerplate => shape(article, block.span),
    }
}

fn put(text: &mut String, article: &Article, block: &Block<'_>, shape: Shape) {
    let words = shown_words(article, block);
    let line = || escaped(&one_line(&words));
    match block.kind {
        ZoneKind::Headline => text.push_str(&format!("# {}\n", line())),
        ZoneKind::Subheadline => text.push_str(&format!("**{}**\n", line())),
        ZoneKind::KeyPoint => text.push_str(&format!("- {}\n", line())),
        ZoneKind::Caption | ZoneKind::Correction => text.push_str(&format!("*{}*\n", line())),
        ZoneKind::PullQuote => prefixed(text, "> ", &words),
        ZoneKind::Comment => {
            let prefix = "> ".repeat(block.depth() + 1);
            let head = comment_head(article, block);
            if !head.is_empty() {
                text.push_str(&format!("{prefix}**{}**\n", escaped(&head)));
            }
            if !head.is_empty() || !block.is_first {
                text.push_str(&format!("{}\n", prefix.trim_end()));
            }
            prefixed(text, &prefix, &words);
        }
        ZoneKind::Body
        | ZoneKind::Byline
        | ZoneKind::Dateline
        | ZoneKind::Badge
        | ZoneKind::Credit
        | ZoneKind::Related
        | ZoneKind::CommentForm
        | ZoneKind::Boilerplate => match shape {
            Shape::Paragraph => prefixed(text, "", &words),
            // The headline is the only heading of the first level.
            Shape::Heading(level) => {
                let marks = "#".repeat(usize::from(level.max(2)));
                text.push_str(&format!("{marks} {}\n", line()));
            }
            Shape::Item => text.push_str(&format!("- {}\n", line())),
            Shape::Quote => prefixed(text, "> ", &words),
            Shape::Row => {
                let cells: Vec<String> =
                    words.split('\t').map(|cell| escaped(&one_line(cell)).replace('|', "\\|")).collect();
                text.push_str(&format!("| {} |\n", cells.join(" | ")));
            }
        },
    }
}

/// Lines with a mark before each; breaks between them are kept.
fn prefixed(text: &mut String, prefix: &str, words: &str) {
    let mut lines = words.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        let ending = if lines.peek().is_some() { "  \n" } else { "\n" };
        text.push_str(&format!("{prefix}{}{ending}", escaped(line)));
    }
}

/// Words that mean themselves in Markdown.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for (at, symbol) in words.char_indices() {
        let is_front = words[..at].trim_start().is_empty();
        let opens_block = is_front && matches!(symbol, '#' | '>' | '+' | '-' | '=' | '~' | '|');
        let ends_number = matches!(symbol, '.' | ')')
            && !is_front
            && at < 10
            && words[..at].bytes().all(|byte| byte.is_ascii_digit());
        if opens_block || ends_number || matches!(symbol, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&') {
            text.push('\\');
        }
        text.push(symbol);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_in_the_words_are_escaped() {
        assert_eq!(escaped("# not *bold* [a](b) <b>"), "\\# not \\*bold\\* \\[a\\](b) \\<b>");
        assert_eq!(escaped("1. first of 2.5"), "1\\. first of 2.5");
        assert_eq!(escaped("- a – b"), "\\- a – b");
    }
}
