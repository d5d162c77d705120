//! What do an element's name and attributes say about the text inside it?

#![expect(clippy::wildcard_enum_match_arm, reason = "most elements mean nothing to a step")]

use super::{MAX_CACHE, MAX_KEPT, Meta, Outline, Sense};
use crate::read::html::hints::Hints;
use crate::read::html::tags::Tag;
use crate::read::html::tokens::{Attributes, Name};

impl Outline<'_> {
    pub(super) fn hints(&mut self, tag: Tag, attributes: &Attributes) -> Hints {
        let mut hints = match tag {
            Tag::Figcaption => Hints::CAPTION,
            Tag::Nav | Tag::Footer | Tag::Button => Hints::BOILERPLATE.and(Hints::ELEMENT),
            Tag::Form => Hints::BOILERPLATE,
            Tag::Aside => Hints::ASIDE,
            Tag::Article => Hints::ARTICLE,
            Tag::Li => Hints::LIST_ITEM,
            Tag::Quote => Hints::QUOTE,
            Tag::Header => Hints::HEADER,
            Tag::Table => Hints::TABLE,
            Tag::Cite => Hints::COMMENT_AUTHOR,
            Tag::Time => Hints::COMMENT_DATE,
            _ => Hints::NONE,
        };
        if tag == Tag::Body {
            return Hints::NONE;
        }
        for name in [Name::Class, Name::Id, Name::Itemprop, Name::Rel, Name::TestId] {
            let value = attributes.value(name);
            if !value.is_empty() {
                hints = hints.and(self.named(value));
            }
        }
        let is_type = |name: &str| attributes.value(Name::Itemtype).ends_with(name);
        if is_type("/Comment") || is_type("/UserComments") {
            hints = hints.and(Hints::COMMENT);
        }
        hints = match attributes.value(Name::Role) {
            "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "menu" | "toolbar" => {
                hints.and(Hints::BOILERPLATE)
            }
            "complementary" => hints.and(Hints::ASIDE),
            _ => hints,
        };
        let style = attributes.value(Name::Style);
        let hides = style.contains("display:none") || style.contains("display: none");
        if hides || attributes.get(Name::Hidden).is_some() {
            hints = hints.and(Hints::HIDDEN);
        }
        hints
    }

    /// How deep a comment stands by its own name (`depth-2`, `comment_level-3`), and one more; 0: not said.
    pub(super) fn level(hints: Hints, attributes: &Attributes) -> u8 {
        if !hints.has(Hints::COMMENT) {
            return 0;
        }
        let level = |name: &str| -> Option<u8> {
            let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
            let number: u8 = name[word.len()..].parse().ok()?;
            let word = word.trim_end_matches(['-', '_']);
            let fits = ["depth", "level", "lvl", "indent"].iter().any(|noun| word.ends_with(noun));
            fits.then(|| number.saturating_add(1))
        };
        attributes.value(Name::Class).split_ascii_whitespace().take(40).find_map(level).unwrap_or(0)
    }

    pub(super) fn named(&mut self, value: &str) -> Hints {
        if let Some(hints) = self.cache.get(value) {
            return *hints;
        }
        let hints = self.names.map_or(Hints::NONE, |names| names.of_value(value));
        if self.cache.len() < MAX_CACHE && value.len() < 200 {
            self.cache.insert(value.to_owned(), hints);
        }
        hints
    }

    pub(super) fn meta(&mut self, tag: Tag, attributes: &Attributes) {
        if self.metas.len() >= MAX_KEPT {
            return;
        }
        let kept = match tag {
            Tag::Html => attributes.get(Name::Lang).map(|found| ("lang", found)),
            Tag::LinkRel if attributes.value(Name::Rel).eq_ignore_ascii_case("canonical") => {
                attributes.get(Name::Href).map(|found| ("canonical", found))
            }
            Tag::Meta => [Name::Property, Name::Named, Name::Itemprop]
                .into_iter()
                .map(|name| attributes.value(name))
                .find(|name| !name.is_empty())
                .zip(attributes.get(Name::Content)),
            _ => None,
        };
        if let Some((name, (value, range))) = kept {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            let around = self.stack.iter().rev().take(6).fold(Sense::NONE, |all, open| all.and(open.sense));
            self.metas.push(Meta { name: name.to_ascii_lowercase(), value, range, around });
        }
    }
}
