//! What does a large unlabelled corpus tell about single words? Which tags they take, and whether they are names.
//!
//! A first tagger, trained on the treebank alone, tags news articles; the tags of each word, counted over all
//! places where it stands, say more about it than any one place (self-training: Yarowsky 1995). Only hashes
//! of words and their classes go into the model, no text.

use anyhow::{Context, Result};
use news::Tag;
use pipeline::steps::sentences::{ClosedClass, spans};
use pipeline::steps::tags::{CAPITAL_SHIFT, Tagger, normalised};
use pipeline::steps::tokens::{Abbreviations, cut};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;

/// The section `[corpus]` of the recipe.
#[derive(Debug, Deserialize)]
pub(super) struct Corpus {
    /// JSON lines with a field `text`, below the data folder.
    pub(super) file: String,
    /// SHA-256 of it.
    pub(super) digest: String,
    /// Every how many articles one is read.
    step: usize,
    /// Words seen less often have no class.
    fewest: u32,
    /// Tags with a smaller share of a word, in thousandths, are not in its class.
    share: u32,
}

/// How often a word has each tag, and is written large or small within a sentence.
#[derive(Debug, Default, Clone)]
pub(super) struct Counts {
    tags: [u32; Tag::ALL.len()],
    large: u32,
    small: u32,
}

/// Counts of words by their normalised form.
pub(super) type Words = BTreeMap<String, Counts>;

/// Counts one sentence.
pub(super) fn count<'t>(words: &mut Words, sentence: impl Iterator<Item = (&'t str, Tag)>) {
    for (index, (surface, tag)) in sentence.enumerate() {
        let key = normalised(surface).into_owned();
        if !words.contains_key(&key) {
            words.insert(key.clone(), Counts::default());
        }
        let Some(counts) = words.get_mut(&key) else { continue };
        counts.tags[tag as usize] += 1;
        if index > 0 {
            counts.large += u32::from(surface.starts_with(char::is_uppercase));
            counts.small += u32::from(surface.starts_with(char::is_lowercase));
        }
    }
}

/// Tags the articles of the corpus and counts their words.
pub(super) fn count_corpus(words: &mut Words, corpus: &Corpus, tagger: &Tagger, data: &Path) -> Result<()> {
    #[derive(Deserialize)]
    struct Line {
        text: String,
    }
    let (abbreviations, closed) = (Abbreviations::embedded()?, ClosedClass::embedded()?);
    let file = std::fs::File::open(data.join(&corpus.file))
        .with_context(|| format!("cannot read `{}`: unpack it with `cargo xtask data`", corpus.file))?;
    let mut total = 0;
    for line in std::io::BufReader::new(file).lines().step_by(corpus.step.max(1)) {
        let Line { text } = serde_json::from_str(&line?)?;
        for paragraph in text.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
            for span in spans(&abbreviations, &closed, paragraph) {
                let sentence = span.of(paragraph);
                let tokens = cut(&abbreviations, sentence).into_iter().map(|(from, to)| &sentence[from..to]);
                let tokens: Vec<&str> = tokens.collect();
                let tags = tagger.tags(tokens.iter().copied());
                total += tokens.len();
                count(words, tokens.into_iter().zip(tags));
            }
        }
    }
    println!("corpus: {total} tokens, {} words", words.len());
    Ok(())
}

/// The classes of the words: the tags that they take as bits, and above them how they are written.
pub(super) fn classes(corpus: &Corpus, words: &Words) -> BTreeMap<u32, u32> {
    let mut classes = BTreeMap::new();
    for (word, counts) in words {
        let total: u32 = counts.tags.iter().sum();
        if total < corpus.fewest {
            continue;
        }
        let mask = (0..counts.tags.len())
            .filter(|&tag| counts.tags[tag] * 1000 >= corpus.share * total)
            .map(|tag| 1u32 << tag)
            .sum::<u32>();
        let seen = counts.large + counts.small;
        let capital = match seen {
            0..3 => 0,
            _ if counts.large * 10 < seen => 1,
            _ if counts.large * 10 <= seen * 9 => 2,
            _ => 3,
        };
        classes.insert((learn::hash(word.as_bytes()) >> 32) as u32, mask | capital << CAPITAL_SHIFT);
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_holds_the_frequent_tags_and_the_usual_spelling() {
        let corpus = Corpus { file: String::new(), digest: String::new(), step: 1, fewest: 3, share: 200 };
        let mut words = Words::new();
        for _ in 0..4 {
            count(&mut words, [("The", Tag::Det), ("mayor", Tag::Noun), ("Dane", Tag::Propn)].into_iter());
        }
        count(&mut words, [("Once", Tag::Adv)].into_iter());
        let found = classes(&corpus, &words);
        let class = |word: &str| found.get(&((learn::hash(word.as_bytes()) >> 32) as u32)).copied();
        assert_eq!(class("mayor"), Some(1 << Tag::Noun as u32 | 1 << CAPITAL_SHIFT));
        assert_eq!(class("dane"), Some(1 << Tag::Propn as u32 | 3 << CAPITAL_SHIFT));
        assert_eq!(class("once"), None);
    }
}
