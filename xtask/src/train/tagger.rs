//! How is `models/tagger` trained? UD treebank sentences, cut into our tokens, some written as headlines.

use super::headlines::{self, Copies};
use super::word_classes::{self, Corpus};
use super::{checked, conllu};
use anyhow::{Context, Result};
use learn::{Generator, Model, Perceptron, Table, hash};
use news::Tag;
use pipeline::steps::clusters::Clusters;
use pipeline::steps::tags::{CLASSES, DICTIONARY, Knowledge, NORMALISATION, Tagger, Words, normalised};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// `models/tagger/recipe.toml`.
#[derive(Debug, Deserialize)]
struct Recipe {
    seed: u64,
    /// Times that the first tagger sees all sentences.
    first_epochs: usize,
    course: Course,
    data: BTreeMap<String, String>,
    corpus: Corpus,
    copies: Copies,
    tables: Tables,
    weights: Weights,
}

/// How weights are learnt.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Course {
    /// Times that all sentences are seen.
    epochs: usize,
    /// Features in a hundred that are left out at a time.
    dropped: usize,
    /// How far the right tag has to lie above the others.
    margin: i32,
}

/// Which words have one tag wherever they stand.
#[derive(Debug, Deserialize)]
struct Tables {
    /// Words seen less often are not in the dictionary.
    dictionary_count: u32,
    /// A dictionary word has one tag in at least this many thousandths of cases.
    dictionary_share: u32,
}

/// How weights are rounded and pruned.
#[derive(Debug, Deserialize)]
struct Weights {
    scale: i64,
    fewest_changes: u32,
    smallest: i64,
}

/// One training sentence: words and indexes of their tags.
type Example = (Vec<String>, Vec<u8>);

/// The bytes of `models/tagger/model.bin`.
pub(super) fn train(folder: &Path, data: &Path) -> Result<Vec<u8>> {
    let text = std::fs::read_to_string(folder.join("recipe.toml")).context("no recipe")?;
    let recipe: Recipe = toml::from_str(&text).context("cannot understand `recipe.toml`")?;
    let mut sentences = Vec::new();
    for (file, digest) in &recipe.data {
        let bytes = checked(data, file, digest)?;
        sentences.extend(conllu::sentences(&String::from_utf8_lossy(&bytes))?);
    }
    let mut examples: Vec<Example> = sentences.iter().map(headlines::plain).collect();
    checked(data, &recipe.corpus.file, &recipe.corpus.digest)?;
    let mut words = word_classes::Words::new();
    for (tokens, tags) in &examples {
        let tags = tags.iter().map(|&tag| Tag::ALL[usize::from(tag)]);
        word_classes::count(&mut words, tokens.iter().map(String::as_str).zip(tags));
    }
    let mut model = Model {
        name: "tagger".into(),
        recipe: Sha256::digest(text.as_bytes()).into(),
        normalisation: NORMALISATION,
        labels: Tag::ALL.iter().map(|tag| tag.name().to_string()).collect(),
        tables: vec![
            table(CLASSES, word_classes::classes(&recipe.corpus, &words)),
            table(DICTIONARY, dictionary(&recipe.tables, &examples)),
        ],
        rows: learn::Rows::default(),
    };
    let mut generator = Generator::new(recipe.seed);
    for sentence in &sentences {
        examples.extend(headlines::copy(&recipe.copies, &mut generator, sentence));
    }
    let Weights { scale, fewest_changes, smallest } = recipe.weights;
    let clusters = Arc::new(Clusters::embedded()?);
    // First with what the treebank knows about words, then with what that tagger finds in the corpus.
    let knowledge = Knowledge::new(&model, clusters.clone());
    let short = Course { epochs: recipe.first_epochs, ..recipe.course };
    let first = learn_weights(&knowledge, &short, &mut generator, &examples);
    model.rows = first.rows(scale, fewest_changes, smallest);
    let tagger = Tagger::from_bytes(&model.to_bytes(), clusters.clone())?;
    word_classes::count_corpus(&mut words, &recipe.corpus, &tagger, data)?;
    model.tables[0] = table(CLASSES, word_classes::classes(&recipe.corpus, &words));
    let knowledge = Knowledge::new(&model, clusters);
    let second = learn_weights(&knowledge, &recipe.course, &mut generator, &examples);
    model.rows = second.rows(scale, fewest_changes, smallest);
    Ok(model.to_bytes())
}

fn table(name: &str, entries: BTreeMap<u32, u32>) -> Table {
    Table { name: name.into(), entries: entries.into_iter().collect() }
}

/// The words that have one tag wherever they stand in the training sentences.
fn dictionary(recipe: &Tables, examples: &[Example]) -> BTreeMap<u32, u32> {
    let mut counts: BTreeMap<String, [u32; Tag::ALL.len()]> = BTreeMap::new();
    for (words, tags) in examples {
        for (word, tag) in words.iter().zip(tags) {
            counts.entry(normalised(word).into_owned()).or_default()[usize::from(*tag)] += 1;
        }
    }
    let mut dictionary = BTreeMap::new();
    for (word, counts) in &counts {
        let total: u32 = counts.iter().sum();
        let only = (0..counts.len()).find(|&tag| counts[tag] * 1000 >= recipe.dictionary_share * total);
        if let Some(tag) = only.filter(|_| total >= recipe.dictionary_count) {
            dictionary.insert((hash(word.as_bytes()) >> 32) as u32, tag as u32);
        }
    }
    dictionary
}

/// Learns from all examples, again and again, in another order each time. Some features are left out at a time, so that
/// none is relied on alone (Hinton et al. 2012), and a right guess must be right by a margin.
fn learn_weights(
    knowledge: &Knowledge,
    course: &Course,
    generator: &mut Generator,
    examples: &[Example],
) -> Perceptron {
    let mut perceptron = Perceptron::new(Tag::ALL.len());
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut features = Vec::new();
    for epoch in 1..=course.epochs {
        generator.shuffle(&mut order);
        let (mut wrong, mut total) = (0usize, 0usize);
        for &index in &order {
            let (tokens, tags) = &examples[index];
            let words = Words::new(knowledge, tokens.iter().map(String::as_str));
            let mut before = [u8::MAX, u8::MAX];
            for (at, &tag) in tags.iter().enumerate() {
                let guess = words.word(at).known().unwrap_or_else(|| {
                    words.features(at, before, &mut features);
                    features.retain(|_| generator.below(100) >= course.dropped);
                    perceptron.learn_apart(&features, usize::from(tag), 1, course.margin)
                });
                before = [guess as u8, before[0]];
                wrong += usize::from(guess != usize::from(tag));
                total += 1;
            }
        }
        println!(
            "epoch {epoch}: {:.2} % of {total} tokens right",
            100.0 - 100.0 * wrong as f64 / total.max(1) as f64
        );
    }
    perceptron
}
