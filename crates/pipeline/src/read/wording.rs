//! By which words does a page label its own parts? The phrase lists of page furniture, and how they match.
//!
//! Used on paragraphs of page dumps and on blocks of HTML alike. Where a part stands is left to the layouts.

use crate::fold;
use crate::kit::KitError;
use crate::lexicon::{self, WordSet};
use std::collections::BTreeMap;

/// What a phrase says of the paragraph that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    Badge,
    Correction,
    Credit,
    Byline,
    Caption,
    Related,
    CommentForm,
    /// Heading of a section of comments.
    Comments,
    /// A button under a comment.
    CommentControl,
    Boilerplate,
    Paywall,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Whole,
    Starts,
}

/// Bytes of a paragraph that are looked at for its opening words.
const OPENING: usize = 120;
/// Longest paragraph in which phrases are looked for anywhere.
const SHORT: usize = 260;

/// The phrase lists.
#[derive(Debug)]
pub(crate) struct Wording {
    /// By first word: place, phrase, label.
    openings: BTreeMap<String, Vec<(Place, String, Label)>>,
    anywhere: Phrases,
    /// The label of each of these.
    anywhere_labels: Vec<Label>,
    picture_verbs: WordSet,
    /// Verbs of two words.
    picture_pairs: Vec<[&'static str; 2]>,
    /// With a space on both sides.
    picture_scenes: Phrases,
    picture_marks: Phrases,
}

impl Wording {
    /// The lists inside the binary.
    pub(crate) fn embedded() -> Result<Wording, KitError> {
        let mut wording = Wording {
            openings: BTreeMap::new(),
            anywhere: Phrases::default(),
            anywhere_labels: Vec::new(),
            picture_verbs: WordSet::new(&[]),
            picture_pairs: Vec::new(),
            picture_scenes: Phrases::default(),
            picture_marks: Phrases::default(),
        };
        let text = include_str!("../../../../lexicons/page-wording.en.txt");
        for entry in lexicon::entries("page-wording.en.txt", text) {
            let label = label(entry.field(0)).ok_or_else(|| entry.error("unknown kind"))?;
            let phrase = squeeze(entry.field(2));
            match entry.field(1) {
                "whole" => wording.open(Place::Whole, phrase, label),
                "starts" => wording.open(Place::Starts, phrase, label),
                "has" => {
                    wording.anywhere.push(phrase, &entry)?;
                    wording.anywhere_labels.push(label);
                }
                other => return Err(entry.error(format!("`{other}` is no place"))),
            }
        }
        let text = include_str!("../../../../lexicons/picture-wording.en.txt");
        let mut verbs = Vec::new();
        for entry in lexicon::entries("picture-wording.en.txt", text) {
            match (entry.field(0), entry.field(1).split_once(' ')) {
                ("verb", Some((first, second))) => wording.picture_pairs.push([first, second]),
                ("verb", None) => verbs.push(entry.field(1)),
                ("scene", _) => wording.picture_scenes.push(format!(" {} ", entry.field(1)), &entry)?,
                ("mark", _) => wording.picture_marks.push(entry.field(1).to_owned(), &entry)?,
                (other, _) => return Err(entry.error(format!("`{other}` is no kind"))),
            }
        }
        wording.picture_verbs = WordSet::new(&verbs);
        Ok(wording)
    }

    fn open(&mut self, place: Place, phrase: String, label: Label) {
        let first = phrase.split(' ').next().unwrap_or("").to_owned();
        self.openings.entry(first).or_default().push((place, phrase, label));
    }

    /// What the paragraph says of itself; the longest phrase wins.
    pub(crate) fn label(&self, paragraph: &str) -> Option<Label> {
        let folded = squeeze(prefix(paragraph, SHORT));
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != '*' && c != '©');
        let whole_is_seen = paragraph.len() <= SHORT;
        let opening = prefix(&folded, OPENING);
        let first = opening.split(' ').next().unwrap_or("");
        let first_bare = first.trim_end_matches(|c: char| !c.is_alphanumeric());
        let keys = [Some(first), Some(first_bare).filter(|bare| *bare != first)];
        let opens = keys.into_iter().flatten().filter_map(|key| self.openings.get(key)).flatten();
        let fits = opens.filter(|(place, phrase, _)| match place {
            Place::Whole => whole_is_seen && bare == phrase,
            Place::Starts => starts_with_words(&folded, phrase),
        });
        let best = fits.map(|(_, phrase, label)| (phrase.len(), *label)).max_by_key(|(length, _)| *length);
        if best.is_none() && whole_is_seen {
            return self.anywhere.first_in(&folded).map(|phrase| self.anywhere_labels[phrase]);
        }
        best.map(|(_, label)| label)
    }

    /// How much the words sound like a description of a picture: verbs of visible action in the present tense,
    /// scenes, marks such as "(left)". 0: not at all; 3 and more: almost surely.
    pub(crate) fn picture_score(&self, line: &str) -> u32 {
        let folded = fold::text(prefix(line, SHORT));
        let words: Vec<&str> =
            folded.split(' ').map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
        let mut score = 0;
        // After a name, before an article or a preposition: "waves to", "holds a", not the headline's "holds talks".
        let visible = words.windows(3).any(|three| {
            let [_, verb, next] = three else { return false };
            is_article(next) && self.picture_verbs.holds(verb)
        });
        let pairs = words.windows(2).any(|two| self.picture_pairs.iter().any(|pair| *pair == *two));
        score += 2 * u32::from(visible) + 2 * u32::from(pairs);
        let padded = format!(" {} ", words.join(" "));
        score += u32::from(self.picture_scenes.first_in(&padded).is_some());
        score += 2 * u32::from(self.picture_marks.first_in(&folded).is_some());
        score
    }
}

/// Bytes of a phrase by which it is found.
const HEAD: usize = 3;
/// The bits of so many bytes.
const LAST: u32 = (1 << (8 * HEAD)) - 1;

/// Phrases that may stand anywhere in a text, found in one pass by their first bytes.
#[derive(Debug)]
struct Phrases {
    phrases: Vec<(u32, String)>,
    /// Whether any phrase begins with bytes of this hash.
    opens: [bool; 1 << 10],
}

impl Default for Phrases {
    fn default() -> Phrases {
        Phrases { phrases: Vec::new(), opens: [false; 1 << 10] }
    }
}

impl Phrases {
    /// Adds a phrase; one shorter than what it is found by is refused.
    fn push(&mut self, phrase: String, entry: &lexicon::Entry) -> Result<(), KitError> {
        if phrase.len() < HEAD {
            return Err(entry.error("too short to be looked for anywhere"));
        }
        let head = Phrases::head(phrase.as_bytes());
        self.opens[Phrases::slot(head)] = true;
        self.phrases.push((head, phrase));
        Ok(())
    }

    /// The first bytes as a number.
    fn head(bytes: &[u8]) -> u32 {
        bytes.iter().take(HEAD).fold(0, |head, byte| head << 8 | u32::from(*byte))
    }

    fn slot(head: u32) -> usize {
        (head.wrapping_mul(0x9e37_79b1) >> 22) as usize
    }

    /// Index of the first phrase of the list that stands in the text.
    fn first_in(&self, text: &str) -> Option<usize> {
        let mut first = self.phrases.len();
        let mut head = 0;
        for (at, byte) in text.bytes().enumerate() {
            head = (head << 8 | u32::from(byte)) & LAST;
            if self.opens[Phrases::slot(head)] {
                let rest = &text.as_bytes()[(at + 1).saturating_sub(HEAD)..];
                let fits = |(opening, phrase): &(u32, String)| {
                    *opening == head && rest.starts_with(phrase.as_bytes())
                };
                first = self.phrases[..first].iter().position(fits).unwrap_or(first);
            }
        }
        (first < self.phrases.len()).then_some(first)
    }
}

fn is_article(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "his"
            | "her"
            | "their"
            | "to"
            | "at"
            | "in"
            | "on"
            | "during"
            | "with"
            | "before"
            | "outside"
            | "next"
            | "past"
            | "through"
            | "along"
            | "after"
            | "as"
    )
}

fn label(name: &str) -> Option<Label> {
    Some(match name {
        "badge" => Label::Badge,
        "correction" => Label::Correction,
        "credit" => Label::Credit,
        "byline" => Label::Byline,
        "caption" => Label::Caption,
        "related" => Label::Related,
        "comment_form" => Label::CommentForm,
        "comments" => Label::Comments,
        "comment_control" => Label::CommentControl,
        "boilerplate" => Label::Boilerplate,
        "paywall" => Label::Paywall,
        _ => return None,
    })
}

/// Folded words with single spaces, without marks and bullets before the first.
fn squeeze(text: &str) -> String {
    let folded = fold::text(text);
    match folded.find(|c: char| c.is_alphanumeric() || c == '©' || c == '(') {
        Some(start @ 1..) => folded[start..].to_owned(),
        Some(0) | None => folded,
    }
}

/// At most `bytes` bytes from the start, cut at a character.
pub(crate) fn prefix(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn starts_with_words(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        let inside_a_word = |c: char| c.is_alphanumeric();
        !phrase.ends_with(inside_a_word) || !rest.starts_with(inside_a_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_that_label_themselves() {
        let wording = Wording::embedded().expect("the lists are sound");
        let label = |text: &str| wording.label(text);
        assert_eq!(label("Fact-checked ✓"), Some(Label::Badge));
        assert_eq!(label("Exclusive interviews with the crew filled the evening."), None);
        assert_eq!(label("READ MORE: Ferry crews vote"), Some(Label::Related));
        assert_eq!(label("Leave a Reply Cancel reply"), Some(Label::CommentForm));
        assert_eq!(label("© 2021 The Harbour Post"), Some(Label::Boilerplate));
        assert_eq!(label("The crew asked readers to follow us home."), None);
        assert_eq!(label("Reply"), Some(Label::CommentControl));
    }

    #[test]
    fn captions_describe_and_headlines_tell() {
        let wording = Wording::embedded().expect("the lists are sound");
        assert!(wording.picture_score("Mayor Ines Duarte waves to supporters at a rally in Porto Novo") >= 3);
        assert!(wording.picture_score("Mayor holds talks with dock workers over pay") < 2);
    }
}
