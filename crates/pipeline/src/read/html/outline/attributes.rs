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

/// Classes that networks ask sites to give to their posts.
const POSTS: [&str; 10] = [
    "twitter-tweet",
    "twitter-video",
    "instagram-media",
    "fb-post",
    "fb-video",
    "bluesky-embed",
    "mastodon-embed",
    "text-post-media",
    "tiktok-embed",
    "reddit-embed-bq",
];

/// An attribute value by its hash, its hints, and a number for it but for the digits inside.
#[derive(Debug, Clone, Copy, Default)]
struct Remembered {
    value: u64,
    hints: Hints,
    number: u32,
}

/// Values and single names that were seen last.
#[derive(Debug, Default)]
pub(super) struct Memory {
    values: Vec<Remembered>,
    /// Names by their hash.
    names: Vec<(u64, Hints)>,
}

impl Outline<'_> {
    /// The hints of an element, and its tag and classes as one number, but for the digits in the classes.
    pub(super) fn hints(&mut self, tag: Tag, attributes: &Attributes<'_>) -> (Hints, u32) {
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
        let mut classes = EMPTY;
        if tag == Tag::Body {
            return (Hints::NONE, classes);
        }
        for (name, value) in attributes.all() {
            let said = match name {
                Name::Class if !value.is_empty() => {
                    let (hints, number) = self.named(value);
                    classes = number;
                    hints
                }
                Name::Id | Name::Itemprop | Name::Rel | Name::TestId if !value.is_empty() => {
                    self.named(value).0
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
        (hints, (classes ^ tag.index() as u32).wrapping_mul(FACTOR))
    }

    /// How deep a comment stands by its own name (`depth-2`, `comment_level-3`), and one more; 0: not said.
    pub(super) fn level(hints: Hints, attributes: &Attributes<'_>) -> u8 {
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

    /// A picture, with the words that stand for it.
    pub(super) fn picture(&mut self, attributes: &Attributes<'_>) {
        self.pictured = true;
        if self.pictures.len() < MAX_KEPT {
            self.pictures.push(self.region());
            self.alternatives.add(attributes.value(Name::Alt));
            self.alternatives.add(attributes.value(Name::Title));
        }
    }

    /// The hints of a value and its number; pages repeat the same few values, so those seen last are remembered.
    fn named(&mut self, value: &str) -> (Hints, u32) {
        if value.len() > MAX_REMEMBERED {
            return (self.of_names(value), number(value));
        }
        if self.remembered.values.is_empty() {
            self.remembered.values.resize(REMEMBERED, Remembered::default());
        }
        // Two values of one hash of 64 bits stand on no page.
        let known = hash(value.as_bytes());
        let slot = known as usize % REMEMBERED;
        if self.remembered.values[slot].value != known {
            let (hints, number) = (self.of_names(value), number(value));
            self.remembered.values[slot] = Remembered { value: known, hints, number };
        }
        (self.remembered.values[slot].hints, self.remembered.values[slot].number)
    }

    /// The hints of the names in a value, parted by white space: new values are made of names that were seen before.
    fn of_names(&mut self, value: &str) -> Hints {
        let Some(names) = self.names else { return Hints::NONE };
        if self.remembered.names.is_empty() {
            self.remembered.names.resize(REMEMBERED, (0, Hints::NONE));
        }
        let mut all = Hints::NONE;
        for name in value.split_ascii_whitespace().take(40) {
            let known = hash(name.as_bytes());
            let slot = &mut self.remembered.names[known as usize % REMEMBERED];
            if slot.0 != known {
                let post = if POSTS.contains(&name) { Hints::EMBEDDED } else { Hints::NONE };
                *slot = (known, names.of_name(name).and(post));
            }
            all = all.and(slot.1);
        }
        all
    }

    pub(super) fn meta(&mut self, tag: Tag, attributes: &Attributes<'_>) {
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
            let around = || self.stack.iter().rev().take(6);
            // Microdata in a comment or a post from elsewhere say nothing of the page.
            let is_foreign = around().any(|open| open.hints.has(Hints::COMMENT.and(Hints::EMBEDDED)));
            if is_foreign && !attributes.value(Name::Itemprop).is_empty() {
                return;
            }
            let around = around().fold(Sense::NONE, |all, open| all.and(open.sense));
            self.metas.push(Meta { name: name.to_ascii_lowercase(), value, range, around });
        }
    }
}

/// Number of no classes, and what mixes a number with that of a tag.
const EMPTY: u32 = 0x811c_9dc5;
const FACTOR: u32 = 0x0100_0193;

/// A number for a value, but for the digits inside.
fn number(value: &str) -> u32 {
    let mut room = [0; MAX_REMEMBERED];
    if value.len() > room.len() {
        let letters: Vec<u8> = value.bytes().filter(|byte| !byte.is_ascii_digit()).collect();
        return hash(&letters) as u32;
    }
    // Each byte goes where the next letter belongs, so that no step waits for the one before.
    let mut letters = 0;
    for byte in value.bytes() {
        room[letters] = byte;
        letters += usize::from(!byte.is_ascii_digit());
    }
    hash(&room[..letters]) as u32
}
