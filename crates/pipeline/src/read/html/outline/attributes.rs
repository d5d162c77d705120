//! What do an element's name and attributes say about the text inside it?

#![expect(clippy::wildcard_enum_match_arm, reason = "most elements mean nothing to a step")]

use super::{MAX_KEPT, Meta, Outline, Sense};
use crate::read::html::hints::{Hints, hash};
use crate::read::html::tags::Tag;
use crate::read::html::tokens::{Attributes, Name};

/// Longest attribute value whose hints are remembered.
const MAX_REMEMBERED: usize = 200;
/// How many are remembered; a new one takes the place of one with the same hash.
const REMEMBERED: usize = 1024;

/// An attribute value and its hints.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    value: String,
    hints: Hints,
}

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
        for (name, value) in attributes.all() {
            let said = match name {
                Name::Class | Name::Id | Name::Itemprop | Name::Rel | Name::TestId if !value.is_empty() => {
                    self.named(value)
                }
                Name::Itemtype if value.ends_with("/Comment") || value.ends_with("/UserComments") => {
                    Hints::COMMENT
                }
                Name::Role => match value {
                    "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "menu" | "toolbar" => {
                        Hints::BOILERPLATE
                    }
                    "complementary" => Hints::ASIDE,
                    _ => Hints::NONE,
                },
                Name::Style if value.contains("display:none") || value.contains("display: none") => {
                    Hints::HIDDEN
                }
                Name::Hidden => Hints::HIDDEN,
                _ => Hints::NONE,
            };
            hints = hints.and(said);
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

    /// The hints of a value; pages repeat the same few values, so those seen last are remembered.
    pub(super) fn named(&mut self, value: &str) -> Hints {
        let names = self.names;
        let of_value = || names.map_or(Hints::NONE, |names| names.of_value(value));
        if value.len() > MAX_REMEMBERED {
            return of_value();
        }
        if self.remembered.is_empty() {
            self.remembered.resize_with(REMEMBERED, Remembered::default);
        }
        let slot = &mut self.remembered[hash(value.as_bytes()) as usize % REMEMBERED];
        if slot.value != value {
            slot.hints = of_value();
            slot.value.clear();
            slot.value.push_str(value);
        }
        slot.hints
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
