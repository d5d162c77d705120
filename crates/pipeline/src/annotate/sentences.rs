//! Where do sentences end? Groups tokens into sentences, headings and bullets.

use news::{Article, Sentence, Token};

/// Sentences of the account zones, sorted; none crosses a zone or a paragraph.
pub(crate) fn group(article: &Article, tokens: &[Token]) -> Vec<Sentence> {
    let _ = (article, tokens);
    Vec::new()
}
