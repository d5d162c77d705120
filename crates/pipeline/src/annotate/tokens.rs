//! Where are the words? Cuts the account zones of an article into tokens.

use news::{Article, Token};

/// Tokens of the account zones, sorted.
pub(crate) fn split(article: &Article) -> Vec<Token> {
    let _ = article;
    Vec::new()
}
