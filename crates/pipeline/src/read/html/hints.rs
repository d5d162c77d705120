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

            /// Names of all hints, in the order of their bits.
            pub(super) fn names() -> impl Iterator<Item = &'static str> {
                [$($text,)*].into_iter()
            }

            /// For each hint, whether it is said around (1) and close by (2).
            pub(super) fn levels(around: Hints, close: Hints) -> impl Iterator<Item = i16> {
                [$(Hints::$name,)*].into_iter().map(move |hint| i16::from(around.has(hint)) + i16::from(close.has(hint)))
            }

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
    /// Somebody's post from another site. No column of the scorer: it is for who wrote what and when.
    pub(super) const EMBEDDED: Hints = Hints(1 << 30);

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

/// Longer names are no names.
const MAX_BYTES: usize = 80;
/// Room for one in lower case with its hyphens; a letter of two bytes has a small one of three at most.
const ROOM: usize = 2 * MAX_BYTES;
/// Names are cut after this many parts.
const MAX_PARTS: usize = 12;
/// Longest name in the list, in parts.
const MAX_NAME: usize = 4;

/// The list of names, by the hash of their first part, the longest first: most parts of most names open nothing
/// in the list, and one look tells.
#[derive(Debug)]
pub(crate) struct Names {
    buckets: Vec<Vec<Listed>>,
    /// Whether each bucket holds any: most hold none.
    used: Vec<bool>,
}

/// A name of the list.
#[derive(Debug)]
struct Listed {
    name: &'static str,
    parts: usize,
    hint: Hints,
    whole: bool,
}

/// A power of two, well above the number of names.
const BUCKETS: usize = 2048;

impl Names {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<Names, KitError> {
        let mut names: BTreeMap<&'static str, (Hints, bool)> = BTreeMap::new();
        let text = include_str!("../../../../../lexicons/markup-hints.txt");
        for entry in lexicon::entries("markup-hints.txt", text) {
            let hint = Hints::named(entry.field(0)).ok_or_else(|| entry.error("unknown hint"))?;
            names.insert(entry.field(1), (hint, entry.field(2) == "whole"));
        }
        let mut buckets: Vec<Vec<Listed>> = (0..BUCKETS).map(|_| Vec::new()).collect();
        for (name, (hint, whole)) in names {
            let first = name.split('-').next().unwrap_or(name);
            let parts = name.split('-').count();
            buckets[bucket(first.as_bytes())].push(Listed { name, parts, hint, whole });
        }
        buckets.iter_mut().for_each(|bucket| bucket.sort_by_key(|listed| usize::MAX - listed.parts));
        let used = buckets.iter().map(|bucket| !bucket.is_empty()).collect();
        Ok(Names { buckets, used })
    }

    /// The list without the names of standfirsts, key points and captions: training asks what is left to see.
    pub(crate) fn without_kinds(mut self) -> Names {
        let kinds = Hints::SUBHEADLINE.and(Hints::KEY_POINTS).and(Hints::CAPTION);
        self.buckets.iter_mut().for_each(|bucket| bucket.retain(|listed| !listed.hint.has(kinds)));
        self
    }

    /// The hints of one name of an attribute's value.
    pub(super) fn of_name(&self, name: &str) -> Hints {
        if name.len() > MAX_BYTES {
            return Hints::NONE;
        }
        let mut folded = Folded::default();
        folded.read(name);
        // "has-sidebar", "no-comments" tell of the page, not of the part they stand on.
        if matches!(folded.part(0), b"has" | b"no" | b"with" | b"without" | b"is" | b"hide" | b"show") {
            return Hints::NONE;
        }
        let mut found = Hints::NONE;
        let mut at = 0;
        while at < folded.count {
            let bucket = bucket(folded.part(at));
            if !self.used[bucket] {
                at += 1;
                continue;
            }
            let longest = self.buckets[bucket].iter().find(|listed| {
                let fits = !listed.whole || listed.parts == folded.count;
                fits && listed.parts <= MAX_NAME
                    && folded.parts(at, listed.parts) == Some(listed.name.as_bytes())
            });
            if let Some(listed) = longest {
                found = found.and(listed.hint);
                at += listed.parts;
            } else {
                at += 1;
            }
        }
        found
    }
}

fn bucket(part: &[u8]) -> usize {
    hash(part) as usize % BUCKETS
}

/// A hash of few bytes, the same on every machine.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = (bytes.len() as u64).wrapping_mul(FACTOR);
    for chunk in bytes.as_chunks().0 {
        hash = (hash ^ u64::from_le_bytes(*chunk)).wrapping_mul(FACTOR);
        hash ^= hash >> 29;
    }
    // The last bytes, some of them again where that saves a loop.
    let half = |half: &[u8; 4]| u64::from(u32::from_le_bytes(*half));
    let word = match (bytes.last_chunk::<8>(), bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(last), _, _) => u64::from_le_bytes(*last),
        (None, Some(first), Some(last)) => half(first) << 32 | half(last),
        (None, _, _) => bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    hash = (hash ^ word).wrapping_mul(FACTOR);
    hash ^ hash >> 32
}

/// A name in lower-case parts joined by hyphens: `articleBody_main-12` is `article-body-main`.
#[derive(Debug)]
struct Folded {
    text: [u8; ROOM],
    length: usize,
    /// Where each part begins, and one past the hyphen after the last.
    starts: [usize; MAX_PARTS + 1],
    count: usize,
}

impl Default for Folded {
    fn default() -> Folded {
        Folded { text: [0; ROOM], length: 0, starts: [0; MAX_PARTS + 1], count: 0 }
    }
}

impl Folded {
    fn push(&mut self, byte: u8) {
        if let Some(free) = self.text.get_mut(self.length) {
            *free = byte;
            self.length += 1;
        }
    }

    fn read(&mut self, name: &str) {
        self.length = 0;
        self.count = 0;
        if name.is_ascii() {
            return self.read_plain(name);
        }
        let mut inside = false;
        let mut before = ' ';
        for c in name.chars() {
            let letter = c.is_alphabetic();
            let hump = c.is_uppercase() && before.is_lowercase();
            if (hump || !letter) && inside {
                self.end();
                inside = false;
                if self.count >= MAX_PARTS {
                    return;
                }
            }
            if letter {
                inside = true;
                for low in c.to_lowercase() {
                    low.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.push(byte));
                }
            }
            before = c;
        }
        if inside {
            self.end();
        }
    }

    /// [`Folded::read`] of ASCII alone.
    fn read_plain(&mut self, name: &str) {
        let (mut inside, mut after_low) = (false, false);
        for byte in name.bytes() {
            let letter = byte.is_ascii_alphabetic();
            if inside && (!letter || after_low && byte.is_ascii_uppercase()) {
                self.end();
                inside = false;
                if self.count >= MAX_PARTS {
                    return;
                }
            }
            if letter {
                inside = true;
                self.push(byte.to_ascii_lowercase());
            }
            after_low = byte.is_ascii_lowercase();
        }
        if inside {
            self.end();
        }
    }

    fn end(&mut self) {
        self.push(b'-');
        self.count += 1;
        self.starts[self.count] = self.length;
    }

    /// One part; the empty string beyond the last.
    fn part(&self, at: usize) -> &[u8] {
        self.parts(at, 1).unwrap_or_default()
    }

    /// Some parts with the hyphens between them.
    fn parts(&self, from: usize, count: usize) -> Option<&[u8]> {
        let end = from.checked_add(count).filter(|end| *end <= self.count)?;
        self.text.get(self.starts[from]..self.starts[end] - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_parts_and_the_longest_wins() {
        let names = Names::embedded().expect("the list is sound");
        assert_eq!(names.of_name("c-articleBody__inner"), Hints::BODY);
        assert_eq!(names.of_name("comment-12"), Hints::COMMENT);
        assert_eq!(names.of_name("comment-count"), Hints::BOILERPLATE);
        assert_eq!(names.of_name("has-sidebar"), Hints::NONE);
        assert_eq!(names.of_name("comment"), Hints::COMMENT);
        assert_eq!(names.of_name("uncommented"), Hints::NONE);
    }
}
