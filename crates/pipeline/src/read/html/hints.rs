//! What do the names in the markup say? Classes, ids and microdata, by the list in `lexicons/markup-hints.txt`.
//!
//! A hint is evidence, not a verdict: `zones` weighs it against where the text of the page stands.

use crate::kit::KitError;
use crate::lexicon;
use std::collections::BTreeMap;

/// A set of hints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Hints(u32);

macro_rules! hints {
    ($($name:ident = $text:literal, $bit:literal;)*) => {
        impl Hints {
            $(pub(super) const $name: Hints = Hints(1 << $bit);)*

            fn named(text: &str) -> Option<Hints> {
                match text {
                    $($text => Some(Hints::$name),)*
                    _ => None,
                }
            }
        }
    };
}

hints! {
    BODY = "body", 0;
    HEADLINE = "headline", 1;
    SUBHEADLINE = "subheadline", 2;
    BYLINE = "byline", 3;
    AUTHOR_BOX = "author_box", 4;
    DATE = "date", 5;
    KEY_POINTS = "key_points", 6;
    CAPTION = "caption", 7;
    PULL_QUOTE = "pull_quote", 8;
    BADGE = "badge", 9;
    CORRECTION = "correction", 10;
    CREDIT = "credit", 11;
    COMMENT = "comment", 12;
    COMMENTS = "comments", 13;
    COMMENT_AUTHOR = "comment_author", 14;
    COMMENT_DATE = "comment_date", 15;
    COMMENT_TEXT = "comment_text", 16;
    COMMENT_FORM = "comment_form", 17;
    RELATED = "related", 18;
    BOILERPLATE = "boilerplate", 19;
    PAYWALL = "paywall", 20;
    // Said by elements and attributes rather than by names.
    HIDDEN = "hidden", 21;
    ARTICLE = "article", 22;
    ASIDE = "aside", 23;
    LIST_ITEM = "list_item", 24;
    QUOTE = "quote", 25;
    HEADER = "header", 26;
    TABLE = "table", 27;
    // Said by the element itself, which is believed where names are not.
    ELEMENT = "element", 28;
    REPLIES = "replies", 29;
}

impl Hints {
    pub(super) const NONE: Hints = Hints(0);

    pub(super) const fn and(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Hints) -> Hints {
        Hints(self.0 & !other.0)
    }

    /// Whether any of the hints is there.
    pub(super) const fn has(self, any: Hints) -> bool {
        self.0 & any.0 != 0
    }

    pub(super) const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// Names are cut after this many parts.
const MAX_PARTS: usize = 12;
/// Longest name in the list, in parts.
const MAX_NAME: usize = 4;

/// The list of names.
#[derive(Debug)]
pub(crate) struct Names {
    names: BTreeMap<&'static str, (Hints, bool)>,
}

impl Names {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<Names, KitError> {
        let mut names = BTreeMap::new();
        let text = include_str!("../../../../../lexicons/markup-hints.txt");
        for entry in lexicon::entries("markup-hints.txt", text) {
            let hint = Hints::named(entry.field(0)).ok_or_else(|| entry.error("unknown hint"))?;
            names.insert(entry.field(1), (hint, entry.field(2) == "whole"));
        }
        Ok(Names { names })
    }

    /// The hints of one attribute value: names parted by white space.
    pub(super) fn of_value(&self, value: &str) -> Hints {
        value.split_ascii_whitespace().take(40).fold(Hints::NONE, |all, name| all.and(self.of_name(name)))
    }

    fn of_name(&self, name: &str) -> Hints {
        if name.len() > 80 {
            return Hints::NONE;
        }
        let parts = parts(name);
        // "has-sidebar", "no-comments" tell of the page, not of the part they stand on.
        if matches!(
            parts.first().map(String::as_str),
            Some("has" | "no" | "with" | "without" | "is" | "hide" | "show")
        ) {
            return Hints::NONE;
        }
        let mut found = Hints::NONE;
        let mut at = 0;
        while at < parts.len() {
            let longest = (1..=MAX_NAME.min(parts.len() - at)).rev().find_map(|length| {
                let (hint, whole) = self.names.get(parts[at..at + length].join("-").as_str())?;
                let fits = !whole || length == parts.len();
                fits.then_some((*hint, length))
            });
            if let Some((hint, length)) = longest {
                found = found.and(hint);
                at += length;
            } else {
                at += 1;
            }
        }
        found
    }
}

/// `articleBody_main-12` → article, body, main.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut part = String::new();
    let mut before = ' ';
    for c in name.chars() {
        let hump = c.is_uppercase() && before.is_lowercase();
        if (hump || !c.is_alphabetic()) && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
        }
        if c.is_alphabetic() {
            part.extend(c.to_lowercase());
        }
        before = c;
        if parts.len() >= MAX_PARTS {
            return parts;
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_parts_and_the_longest_wins() {
        let names = Names::embedded().expect("the list is sound");
        assert_eq!(names.of_value("c-articleBody__inner"), Hints::BODY);
        assert_eq!(names.of_value("comment-12 even"), Hints::COMMENT);
        assert_eq!(names.of_value("comment-count"), Hints::BOILERPLATE);
        assert_eq!(names.of_value("has-sidebar wide"), Hints::NONE);
        assert_eq!(names.of_value("comment"), Hints::COMMENT);
        assert_eq!(names.of_value("uncommented"), Hints::NONE);
    }
}
