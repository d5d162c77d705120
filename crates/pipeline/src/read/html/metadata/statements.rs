//! What do the sources inside a page state, each value with its bytes? A plain collection, in order of finding.

use html5gum::{Token, Tokenizer};
use std::borrow::Cow;
use std::ops::Range;

/// Which source states a value. The order is the order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// The user's word.
    Given,
    /// JSON-LD of the article.
    Article,
    /// A meta element made for the purpose.
    Meta,
    /// JSON-LD of the page around the article.
    Page,
    /// Microdata in a meta element.
    Microdata,
    /// A meta element whose name says little.
    Vague,
    /// The `<title>`.
    Title,
    /// Visible text.
    Shown,
}

impl Origin {
    /// For reasons: where the page says it.
    pub(super) fn place(self) -> &'static str {
        match self {
            Origin::Given => "the user's word",
            Origin::Article => "its JSON-LD",
            Origin::Page => "its JSON-LD about the page",
            Origin::Meta | Origin::Vague => "a meta element",
            Origin::Microdata => "its microdata",
            Origin::Title => "its title element",
            Origin::Shown => "its text",
        }
    }
}

/// A value and its bytes in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) value: String,
    pub(super) range: Range<usize>,
    pub(super) origin: Origin,
}

/// All that the page states.
#[derive(Debug, Default)]
pub(super) struct Statements {
    pub(super) titles: Vec<Stated>,
    pub(super) authors: Vec<Stated>,
    pub(super) outlets: Vec<Stated>,
    pub(super) languages: Vec<Stated>,
    pub(super) addresses: Vec<Stated>,
    pub(super) published: Vec<Stated>,
    pub(super) modified: Vec<Stated>,
    pub(super) descriptions: Vec<Stated>,
    /// Addresses of pictures, which often hold a day.
    pub(super) pictures: Vec<Stated>,
    /// The article calls itself news.
    pub(super) is_news: bool,
    /// The page says that its text is not free to read.
    pub(super) paywalled: bool,
}

/// Values of one kind that are kept.
const MAX_VALUES: usize = 40;

/// Adds a value that says something and is not there yet from the same source.
pub(super) fn push(list: &mut Vec<Stated>, value: &str, range: Range<usize>, origin: Origin) {
    let value = decoded(value).replace('\u{ad}', "");
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = list.iter().any(|other| other.origin == origin && other.value == value);
    if !value.is_empty() && !known && list.len() < MAX_VALUES {
        list.push(Stated { value, range, origin });
    }
}

/// A value with its character references read; JSON and attributes often hold them twice over.
fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('&') || !value.contains(';') || value.contains('<') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    for token in Tokenizer::new(value).flatten() {
        if let Token::String(part) = token {
            text.push_str(&String::from_utf8_lossy(&part.value));
        }
    }
    Cow::Owned(text)
}
