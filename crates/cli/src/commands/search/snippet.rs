//! Which stretch of an article shows best that it holds the words?

use news::{Article, Span};

/// Bytes of a snippet, about.
const LONG: usize = 200;

/// Of equals a longer paragraph shows more, up to this many bytes.
const TELLING: usize = 80;

/// The paragraph's stretch with the most of the words, the first of equals. Word beginnings count, as the index
/// knows words by their stems.
pub(super) fn of(article: &Article, words: &[String]) -> Option<Span> {
    let stems: Vec<String> = words.iter().flat_map(|word| word.split_whitespace()).map(stem).collect();
    let is_account =
        |span: &&Span| article.zone_at(span.start as usize).is_some_and(|zone| zone.kind.is_account());
    let best = article
        .paragraphs
        .iter()
        .filter(is_account)
        .map(|span| (found(article.words(*span), &stems), span))
        // Of equals the first: `max_by_key` would take the last.
        .rev()
        .max_by_key(|((count, _), span)| (*count, span.len().min(TELLING)))?;
    let ((_, at), paragraph) = best;
    let text = article.words(*paragraph);
    let start = text.floor_char_boundary(at.saturating_sub(LONG / 3));
    let start =
        text[start..at].find(' ').map_or(start, |space| if start == 0 { 0 } else { start + space + 1 });
    let end = text.floor_char_boundary((start + LONG).min(text.len()));
    let end =
        if end == text.len() { end } else { text[start..end].rfind(' ').map_or(end, |space| start + space) };
    let from = paragraph.start as usize;
    Some(Span::new(from + start, from + end))
}

/// The front of a word that its other forms share.
fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let most = lower.chars().count().saturating_sub(2).clamp(3, 7);
    lower.chars().take(most).collect()
}

/// How many of the words a text has, and where the first is.
fn found(text: &str, stems: &[String]) -> (usize, usize) {
    let mut firsts: Vec<Option<usize>> = vec![None; stems.len()];
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let lower = word.to_lowercase();
        for (first, stem) in firsts.iter_mut().zip(stems) {
            if first.is_none() && lower.starts_with(stem.as_str()) {
                *first = Some(at);
            }
        }
        at += word.len();
    }
    let count = firsts.iter().flatten().count();
    (count, firsts.into_iter().flatten().min().unwrap_or(0))
}
