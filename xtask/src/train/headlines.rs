//! What would a sentence of the treebank look like as a headline, or typed without care?
//!
//! No headline is in the training data. Copies of its sentences in the spelling and in the telegraphic style of
//! headlines ("Mayor vows to cut taxes") stand in for them; their tags are those of the sentence.

use super::conllu::{Sentence, Word};
use learn::Generator;
use news::Tag;
use serde::Deserialize;

/// The section `[copies]` of the recipe: how many sentences in a hundred are learnt once more, and how.
#[derive(Debug, Deserialize)]
pub(super) struct Copies {
    /// With Capitals as in Headlines.
    title: usize,
    /// IN CAPITALS.
    upper: usize,
    /// without capitals.
    lower: usize,
    /// Without articles and auxiliaries, the past told in the present; half of them with capitals.
    telegram: usize,
}

/// Words and tags of a sentence as it stands.
pub(super) fn plain(sentence: &Sentence) -> (Vec<String>, Vec<u8>) {
    sentence.words.iter().map(|word| (word.surface.clone(), word.tag as u8)).unzip()
}

/// A copy in another style, if the draw says so.
pub(super) fn copy(
    copies: &Copies,
    generator: &mut Generator,
    sentence: &Sentence,
) -> Option<(Vec<String>, Vec<u8>)> {
    let drawn = generator.below(100);
    let (words, tags) = plain(sentence);
    let respelt = |respell: fn(&str) -> String| words.iter().map(|word| respell(word)).collect();
    let mut bound = copies.title;
    if drawn < bound {
        return Some((respelt(title), tags));
    }
    bound += copies.upper;
    if drawn < bound {
        return Some((respelt(str::to_uppercase), tags));
    }
    bound += copies.lower;
    if drawn < bound {
        return Some((respelt(str::to_lowercase), tags));
    }
    bound += copies.telegram;
    if drawn < bound { telegram(sentence, drawn.is_multiple_of(2)) } else { None }
}

/// A sentence in the style of headlines; `None` for talk of I and you, which headlines are not.
fn telegram(sentence: &Sentence, capitals: bool) -> Option<(Vec<String>, Vec<u8>)> {
    let is_talk = |word: &Word| word.tag == Tag::Pron && matches!(word.lemma.as_str(), "I" | "you" | "we");
    if sentence.words.len() < 4 || sentence.words.iter().any(is_talk) {
        return None;
    }
    let mut copy: (Vec<String>, Vec<u8>) = (Vec::new(), Vec::new());
    for (index, word) in sentence.words.iter().enumerate() {
        let is_last = index + 1 == sentence.words.len();
        let next = sentence.words.get(index + 1).map(|next| next.tag);
        let is_dropped = word.tag == Tag::Det && matches!(word.lemma.as_str(), "a" | "the")
            || word.tag == Tag::Aux && word.lemma == "be" && next == Some(Tag::Verb)
            || is_last && word.surface == ".";
        if is_dropped {
            continue;
        }
        let past = word.kind == "VBD" && word.tag == Tag::Verb && word.lemma != "be";
        let told = if past { third_person(&word.lemma) } else { word.surface.clone() };
        let is_large = copy.0.is_empty() || capitals;
        copy.0.push(if is_large { title(&told) } else { told });
        copy.1.push(word.tag as u8);
    }
    Some(copy)
}

/// `say` → `says`, `deny` → `denies`.
fn third_person(lemma: &str) -> String {
    let is_hissing = ["s", "sh", "ch", "x", "z", "o"].iter().any(|ending| lemma.ends_with(ending));
    match lemma.strip_suffix('y') {
        _ if lemma == "have" => "has".into(),
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if is_hissing => format!("{lemma}es"),
        _ => format!("{lemma}s"),
    }
}

/// A word as headlines write it: small words stay small.
fn title(word: &str) -> String {
    let is_small =
        ["a", "an", "the", "of", "to", "in", "on", "at", "for", "by", "and", "or", "as", "but", "with"]
            .contains(&word);
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if !is_small => first.to_uppercase().chain(letters).collect(),
        _ => word.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telegram_drops_articles_and_tells_the_past_in_the_present() {
        let word = |surface: &str, lemma: &str, tag, kind: &str| Word {
            surface: surface.into(),
            lemma: lemma.into(),
            tag,
            kind: kind.into(),
            range: (0, 0),
        };
        let words = vec![
            word("The", "the", Tag::Det, "DT"),
            word("mayor", "mayor", Tag::Noun, "NN"),
            word("denied", "deny", Tag::Verb, "VBD"),
            word("it", "it", Tag::Pron, "PRP"),
            word(".", ".", Tag::Punct, "."),
        ];
        let sentence = Sentence { words, ..Sentence::default() };
        let (words, tags) = telegram(&sentence, false).unwrap();
        assert_eq!(words.join(" "), "Mayor denies it");
        assert_eq!(tags, [Tag::Noun as u8, Tag::Verb as u8, Tag::Pron as u8]);
    }
}
