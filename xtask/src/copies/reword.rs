//! How is a text told in other words? Synonyms, clauses that change places, and words of grammar or none at all
//! where a stretch would otherwise stay. What stands inside quotation marks stays.

use super::Text;
use super::draw::Draw;
use std::collections::BTreeMap;

/// Words that may stay in a row.
const LONGEST_STRETCH: usize = 4;

/// Words that say nothing, where no other word would break a stretch.
const FILLERS: [&str; 5] = ["indeed", "also", "then", "still", "again"];

/// The text in other words; some paragraphs are dropped.
pub(super) fn reword(draw: &mut Draw, parent: &Text) -> Text {
    let synonyms = synonyms();
    let len = parent.paragraphs.len();
    let kept = draw.places(len, len - len / 5);
    let paragraphs = kept.iter().filter_map(|at| parent.paragraphs.get(*at));
    let paragraphs = paragraphs
        .map(|paragraph| {
            let sentences = sentences(paragraph);
            let told: Vec<String> = sentences.iter().map(|one| sentence(&synonyms, one)).collect();
            told.join(" ")
        })
        .collect();
    Text { paragraphs, ..parent.clone() }
}

/// One list of words that name the same, by word, both ways.
fn synonyms() -> BTreeMap<&'static str, &'static str> {
    let mut found = BTreeMap::new();
    let lines = include_str!("synonyms.txt").lines().filter(|line| !line.starts_with('#'));
    for (one, two) in lines.filter_map(|line| line.split_once(" | ")) {
        found.entry(one).or_insert(two);
        if !two.contains(' ') {
            found.entry(two).or_insert(one);
        }
    }
    found
}

/// Sentences of a paragraph; a mark inside quotation marks ends none.
fn sentences(paragraph: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut quoted) = (0, false);
    let mut last = ' ';
    for (at, c) in paragraph.char_indices() {
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            ' ' if !quoted && matches!(last, '.' | '?' | '!') => {
                found.push(paragraph[start..at].trim());
                start = at;
            }
            _ => {}
        }
        last = c;
    }
    found.push(paragraph[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

/// One sentence in other words.
fn sentence(synonyms: &BTreeMap<&'static str, &'static str>, sentence: &str) -> String {
    let turned = turned(sentence);
    let mut words: Vec<String> = Vec::new();
    let (mut quoted, mut same) = (false, 0);
    for word in turned.split(' ') {
        quoted |= word.contains('“');
        let other = if quoted { None } else { other(synonyms, word, same) };
        quoted &= !word.contains('”');
        same = if other.is_some() { 0 } else { same + 1 };
        words.push(other.unwrap_or_else(|| word.to_owned()));
        if same >= LONGEST_STRETCH && !quoted {
            words.push(FILLERS[words.len() % FILLERS.len()].to_owned());
            same = 0;
        }
    }
    words.join(" ")
}

/// Another word in the place of this one, in its spelling.
fn other(synonyms: &BTreeMap<&'static str, &'static str>, word: &str, same: usize) -> Option<String> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let small = bare.to_lowercase();
    let found = synonyms.get(small.as_str())?;
    // Words of grammar alone are kept unless much has stayed as it was.
    if bare.len() <= 4 && same + 1 < LONGEST_STRETCH {
        return None;
    }
    let capital = bare.starts_with(char::is_uppercase);
    let mut letters = found.chars();
    let found = match letters.next() {
        Some(first) if capital => format!("{}{}", first.to_uppercase(), letters.as_str()),
        _ => (*found).to_owned(),
    };
    Some(word.replacen(bare, &found, 1))
}

/// A sentence of two parts with a comma between them and a full stop, the second part first; others stay.
fn turned(sentence: &str) -> String {
    let whole = || sentence.to_owned();
    if sentence.contains('“') || sentence.matches(", ").count() != 1 {
        return whole();
    }
    let parts = sentence.strip_suffix('.').and_then(|parts| parts.split_once(", "));
    let Some((front, back)) = parts else { return whole() };
    let movable = ["and ", "but ", "which ", "who ", "where ", "so "];
    if back.split(' ').count() < 4 || movable.iter().any(|word| back.starts_with(word)) {
        return whole();
    }
    let mut letters = back.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}, {}.", letters.as_str(), inside(front))
}

/// Words of grammar that open a sentence and are written small inside one.
const GRAMMAR: [&str; 20] = [
    "a", "after", "although", "an", "as", "at", "before", "by", "for", "from", "he", "if", "in", "it", "on",
    "she", "the", "they", "when", "while",
];

/// The front of a sentence as it is written inside one: a name keeps its capital.
fn inside(front: &str) -> String {
    let (word, rest) = front.split_once(' ').unwrap_or((front, ""));
    let small = word.to_lowercase();
    if GRAMMAR.contains(&small.as_str()) { format!("{small} {rest}") } else { front.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrators_words_change_and_quoted_words_stay() {
        let text = "Police closed the quay. “We closed the quay,” said Holt, who visited several houses.";
        let told: Vec<String> = sentences(text).iter().map(|one| sentence(&synonyms(), one)).collect();
        assert_eq!(told[0], "Officers shut the quay.");
        assert_eq!(told[1], "“We closed the quay,” again said Holt, who toured some homes.");
    }

    #[test]
    fn parts_of_a_sentence_change_places() {
        assert_eq!(
            turned("When the tide fell, the crew left the pier."),
            "The crew left the pier, when the tide fell."
        );
        assert_eq!(
            turned("Okoro closed the pier, the mayor told the crew."),
            "The mayor told the crew, Okoro closed the pier."
        );
        for same in ["It fell, and the crew left.", "When it fell, did the crew leave?"] {
            assert_eq!(turned(same), same);
        }
    }
}
