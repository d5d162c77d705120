//! Which names does a byline or an author's field hold? Parted at commas and "and", without offices and degrees.

use crate::kit::KitError;
use crate::lexicon;
use std::collections::{BTreeMap, BTreeSet};

/// Longer texts are no bylines.
const MAX_BYLINE: usize = 250;
/// Names of one byline.
const MAX_NAMES: usize = 20;

/// The list in `lexicons/byline-words.txt`.
#[derive(Debug)]
pub(crate) struct BylineWords {
    /// Longest first.
    before: Vec<(&'static str, bool)>,
    join: BTreeSet<&'static str>,
    /// Whether only behind words that announce a name.
    places: BTreeMap<&'static str, bool>,
    particles: BTreeSet<&'static str>,
    offices: BTreeSet<&'static str>,
    furniture: BTreeSet<&'static str>,
    nobody: BTreeSet<&'static str>,
}

impl BylineWords {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<BylineWords, KitError> {
        let mut words = BylineWords {
            before: Vec::new(),
            join: BTreeSet::new(),
            places: BTreeMap::new(),
            particles: BTreeSet::new(),
            offices: BTreeSet::new(),
            furniture: BTreeSet::new(),
            nobody: BTreeSet::new(),
        };
        let text = include_str!("../../../../../lexicons/byline-words.txt");
        for entry in lexicon::entries("byline-words.txt", text) {
            let form = entry.field(1);
            match entry.field(0) {
                "before" => words.before.push((form, entry.field(2) == "line")),
                "join" => drop(words.join.insert(form)),
                "place" => drop(words.places.insert(form, entry.field(2) == "announced")),
                "particle" => drop(words.particles.insert(form)),
                "office" => drop(words.offices.insert(form)),
                "furniture" => drop(words.furniture.insert(form)),
                "nobody" => drop(words.nobody.insert(form)),
                _ => return Err(entry.error("unknown kind of word")),
            }
        }
        words.before.sort_by_key(|(form, _)| (std::cmp::Reverse(form.len()), *form));
        Ok(words)
    }

    /// What follows the words that announce a name; `None` where there are none.
    pub(crate) fn announced<'t>(&self, text: &'t str, in_plain_line: bool) -> Option<&'t str> {
        let text = bare(text);
        let (form, _) =
            self.before.iter().filter(|(_, line)| *line || !in_plain_line).find(|(form, _)| {
                let rest = lower_prefix(text, form);
                rest.is_some_and(|rest| {
                    rest.starts_with(char::is_whitespace) || form.ends_with(':') && !rest.is_empty()
                })
            })?;
        lower_prefix(text, form).map(bare)
    }

    /// The text without the words that announce a name.
    fn unannounced<'t>(&self, text: &'t str) -> &'t str {
        let mut text = bare(text);
        for _ in 0..2 {
            match self.announced(text, false) {
                Some(rest) => text = rest,
                None => break,
            }
        }
        // "ByInes Duarte": a break that the markup lost.
        let glued = text.strip_prefix("By").filter(|rest| rest.starts_with(char::is_uppercase));
        glued.unwrap_or(text)
    }

    /// "Ines Duarte in Norholm": the name alone.
    fn without_place<'t>(&self, part: &'t str, is_announced: bool) -> &'t str {
        let mut words = part.match_indices(' ').map(|(at, _)| at);
        let leads = |at: &usize| {
            let Some((word, place)) = part[at + 1..].split_once(' ') else { return false };
            let leads = self.places.get(word).is_some_and(|announced| is_announced || !announced);
            leads && place.starts_with(char::is_uppercase)
        };
        words.find(leads).map_or(part, |at| part[..at].trim_end())
    }

    /// The names in a byline. A field made for names is trusted to hold one, whatever it looks like.
    pub(crate) fn names<'t>(&self, byline: &'t str, trusted: bool) -> Vec<&'t str> {
        let is_address =
            ["http://", "https://", "//", "www.", "@", "/"].iter().any(|head| byline.starts_with(head));
        let has_mail = byline.split_whitespace().any(|word| word.trim_matches('@').contains('@'));
        let whole = self.unannounced(byline);
        if is_address || has_mail || whole.is_empty() || whole.len() > MAX_BYLINE {
            return Vec::new();
        }
        let is_announced = whole.len() < bare(byline).len();
        let parts: Vec<&str> = self
            .parts(whole)
            .into_iter()
            .map(|part| self.without_place(self.unannounced(part), is_announced))
            .filter(|part| !part.is_empty())
            .collect();
        if let [only] = parts[..] {
            let is_number = only.bytes().all(|byte| byte.is_ascii_digit());
            let fits = if trusted { only.len() <= 80 && !is_number } else { self.is_name(only) };
            return if fits { vec![only] } else { Vec::new() };
        }
        let mut names = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let is_degree = is_degree(part) || part.starts_with('(');
            if index > 0 && is_degree {
                continue;
            }
            let words = part.split_whitespace().count();
            if self.is_name(part) && (index == 0 || words >= 2 || is_wide(part)) {
                names.push(*part);
            } else if index == 0 {
                return if trusted { vec![whole] } else { Vec::new() };
            } else {
                // What follows the names is their office, their outlet or the date.
                break;
            }
            if names.len() >= MAX_NAMES {
                break;
            }
        }
        names
    }

    /// Whether a folded name names nobody: "admin", "staff".
    pub(crate) fn is_nobody(&self, key: &str) -> bool {
        self.nobody.contains(key)
    }

    /// Whether words of an office stand in it.
    pub(crate) fn has_office(&self, text: &str) -> bool {
        words(text).any(|word| self.offices.contains(word.as_str()))
    }

    fn is_name(&self, text: &str) -> bool {
        let count = text.split_whitespace().count();
        let fits = (1..=5).contains(&count)
            && text.len() <= 80
            && !text.chars().any(|c| c.is_ascii_digit() || c == '@');
        fits && !words(text).any(|word| self.furniture.contains(word.as_str()))
            && (is_wide(text)
                || text.split_whitespace().all(|word| {
                    let first = word.chars().next().unwrap_or(' ');
                    !first.is_lowercase() || self.particles.contains(word.to_lowercase().as_str())
                }))
    }

    /// Between commas, bars, dashes and words such as "and".
    fn parts<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut parts = Vec::new();
        let (mut start, mut at) = (0, 0);
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let spaced = at > 0 && text[..at].ends_with(char::is_whitespace);
            let next_blank = rest[c.len_utf8()..].starts_with(char::is_whitespace);
            let mark = matches!(c, ',' | ';' | '|' | '•' | '·' | '\n' | '/')
                || spaced && next_blank && matches!(c, '-' | '–' | '—' | '&' | '+');
            let word_end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let joins = spaced
                && word_end < rest.len()
                && self.join.contains(rest[..word_end].to_lowercase().as_str());
            let length = match () {
                () if mark => c.len_utf8(),
                () if joins => word_end,
                () if spaced && c == '(' => 0,
                () => {
                    at += c.len_utf8();
                    continue;
                }
            };
            parts.push(&text[start..at]);
            start = at + length;
            at += length.max(c.len_utf8());
        }
        parts.push(&text[start..]);
        parts
    }
}

/// Letters of words, lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Without marks and white space at the edges.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '|' | '•' | '·' | '-' | '–' | '—' | ',' | '\u{200b}')
    })
}

/// What follows `head`, whose case does not matter.
fn lower_prefix<'t>(text: &'t str, head: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in head.chars() {
        let c = rest.next()?;
        if c.to_lowercase().next() != Some(wanted) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Degrees and honours after a name: "MD", "Ph.D.", "FACLM", "Jr.".
fn is_degree(text: &str) -> bool {
    let short =
        text.len() <= 8 && !text.contains(char::is_whitespace) && text.starts_with(char::is_uppercase);
    short || matches!(text, "Ph. D." | "M. D." | "E-RYT 200")
}

/// Scripts without spaces between words.
fn is_wide(text: &str) -> bool {
    text.chars().any(|c| ('\u{3040}'..='\u{d7af}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(byline: &str, trusted: bool) -> String {
        let words = BylineWords::embedded().expect("the list is sound");
        words.names(byline, trusted).join("; ")
    }

    #[test]
    fn names_are_parted_and_offices_left_out() {
        assert_eq!(
            names("By Ines Duarte and Tom Varga, harbour correspondents", false),
            "Ines Duarte; Tom Varga"
        );
        assert_eq!(names("By Ines Duarte, senior writer", false), "Ines Duarte");
        assert_eq!(
            names("By Ines Duarte at Norholm and Tom Varga from New Estmark", false),
            "Ines Duarte; Tom Varga"
        );
        assert_eq!(names("By Ines Duarte in Norholm", false), "Ines Duarte");
        assert_eq!(names("Long Nights in Norholm", false), "");
        assert_eq!(names("Von Ines Duarte und Tom Varga", false), "Ines Duarte; Tom Varga");
        assert_eq!(names("Ines Duarte, MD, FACLM", true), "Ines Duarte");
        assert_eq!(
            names("Dr. Ines van der Berg & Tom Varga | Harbour Post", false),
            "Dr. Ines van der Berg; Tom Varga; Harbour Post"
        );
    }

    #[test]
    fn a_field_for_names_may_hold_any_name_but_no_address() {
        assert_eq!(names("harbourcat", true), "harbourcat");
        assert_eq!(names("harbourcat", false), "");
        assert_eq!(names("https://post.example/ines", true), "");
        assert_eq!(names("ines@post.example", true), "");
    }

    #[test]
    fn labels_are_no_names() {
        assert_eq!(names("Share on Facebook", false), "");
        assert_eq!(names("Read more", false), "");
    }
}
