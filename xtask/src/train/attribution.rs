//! How is `models/attribution` trained? Paragraphs of PolNeAR, and a network over them.
//!
//! Features come from the pipeline, the rules' opinions among them; which words get a row of their own, and how long
//! the network learns, stands in the recipe.

use crate::eval::polnear::{self, Article, Stretches};
use anyhow::{Context, Result, bail};
use learn::network::{Bond, Course, Lesson, Recipe as Shape, Teacher, UNTAUGHT};
use news::{Raw, Span};
use pipeline::Kit;
use pipeline::steps::attributions::{self, DIFFERENT_FACTS, KINDS, Marked, NORMALISATION};
use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// `models/attribution/recipe.toml`.
#[derive(Debug, Deserialize)]
struct Recipe {
    /// SHA-256 over the articles and their attributions, in order of name.
    digest: String,
    /// Features seen less often in them have no row, unless unlabelled text has them often.
    fewest: u32,
    width: usize,
    layers: usize,
    bond_width: usize,
    bond_layers: usize,
    /// In thousandths.
    dropout: usize,
    /// In hundredths.
    bond_weight: u32,
    seed: u64,
    course: Hours,
    practice: Practice,
}

#[derive(Debug, Deserialize)]
struct Hours {
    epochs: usize,
    batch: usize,
    /// In millionths.
    rate: u32,
}

/// Guessing hidden words of unlabelled articles.
#[derive(Debug, Deserialize)]
struct Practice {
    file: String,
    digest: String,
    /// One article in so many.
    step: usize,
    /// Features seen less often have no row.
    fewest: u32,
    /// How many words are guessed: the most frequent ones.
    words: usize,
    /// Words hidden, in a hundred.
    hidden: u64,
    course: Hours,
}

impl Hours {
    fn course(&self) -> Course {
        Course { epochs: self.epochs, batch: self.batch, rate: self.rate as f32 / 1e6 }
    }
}

/// The bytes of `models/attribution/model.bin`.
pub(super) fn train(folder: &Path, data: &Path) -> Result<Vec<u8>> {
    let text = std::fs::read_to_string(folder.join("recipe.toml")).context("no recipe")?;
    let recipe: Recipe = toml::from_str(&text).context("cannot understand `recipe.toml`")?;
    let kit = attributions::kit(None)?;
    let articles = polnear::articles(&kit, data, "train")?;
    let found = digest(&articles);
    if found != recipe.digest {
        bail!("the articles of PolNeAR have digest {found}, the recipe wants {}", recipe.digest);
    }
    let marked = |article: &Article| attributions::lessons(&kit, &article.account, &marked(article));
    let lessons: Vec<attributions::Lesson> = articles.iter().flat_map(marked).collect();
    let unlabelled = unlabelled(&kit, &recipe.practice, data)?;
    let (known, frequent) = (counts(&lessons), counts(&unlabelled));
    let mut keys: Vec<u32> =
        known.iter().filter(|(_, count)| *count >= recipe.fewest).map(|(key, _)| *key).collect();
    keys.extend(frequent.iter().filter(|(_, count)| *count >= recipe.practice.fewest).map(|(key, _)| *key));
    keys.sort_unstable();
    keys.dedup();
    let guessed = guessed(&unlabelled, recipe.practice.words);
    let practice: Vec<Lesson> = (unlabelled.iter().enumerate())
        .map(|(at, lesson)| hide(lesson, at, &keys, &guessed, recipe.practice.hidden))
        .collect();
    let lessons: Vec<Lesson> = lessons.iter().map(|lesson| as_rows(lesson, &keys)).collect();
    let mut teacher = Teacher::new(shape(&recipe, guessed.len()), keys, |_| None);
    teacher.teach(&practice, recipe.practice.course.course(), |epoch, _, step| {
        eprintln!("round {} of practice: loss {:.4}", epoch + 1, step.heads);
    });
    teacher.teach(&lessons, recipe.course.course(), |epoch, _, step| {
        eprintln!("round {}: loss {:.4} of carriers, {:.4} of bonds", epoch + 1, step.heads, step.bonds);
    });
    let network = teacher.network("attribution", Sha256::digest(text.as_bytes()).into(), NORMALISATION);
    let bytes = network.to_bytes();
    let kit = attributions::kit(Some(&bytes))?;
    eprintln!("{}", crate::eval::attribution::table(&kit, data)?.print("attribution"));
    Ok(bytes)
}

fn shape(recipe: &Recipe, practice: usize) -> Shape {
    let bonds = KINDS.iter().flat_map(|kind| [format!("{kind} starts"), format!("{kind} goes on")]);
    Shape {
        width: recipe.width,
        layers: recipe.layers,
        heads: vec![vec!["other".into(), "carries a cue".into()]],
        bonds: std::iter::once("none".to_owned()).chain(bonds).collect(),
        bond_width: recipe.bond_width,
        bond_layers: recipe.bond_layers,
        facts: DIFFERENT_FACTS,
        practice,
        dropout: recipe.dropout,
        bond_weight: recipe.bond_weight as f32 / 100.0,
        seed: recipe.seed,
    }
}

/// One line of the unlabelled articles.
#[derive(Debug, Deserialize)]
struct Line {
    text: String,
}

/// Paragraphs of unlabelled articles.
fn unlabelled(kit: &Kit, practice: &Practice, data: &Path) -> Result<Vec<attributions::Lesson>> {
    let bytes = super::checked(data, &practice.file, &practice.digest)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().step_by(practice.step.max(1)).collect();
    let lessons: Vec<Vec<attributions::Lesson>> = lines
        .par_iter()
        .map(|line| {
            let line: Line = serde_json::from_str(line).context("a line of the unlabelled articles")?;
            let account = polnear::account(kit, "article", &line.text);
            Ok(attributions::lessons(kit, &account, &[]))
        })
        .collect::<Result<_>>()?;
    Ok(lessons.into_iter().flatten().collect())
}

/// The features of the most frequent words, numbered.
fn guessed(lessons: &[attributions::Lesson], words: usize) -> BTreeMap<u64, u16> {
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    for word in lessons.iter().flat_map(|lesson| &lesson.tokens).filter_map(|features| features.first()) {
        *counts.entry(*word).or_default() += 1;
    }
    let mut counts: Vec<(u64, u32)> = counts.into_iter().collect();
    counts.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    counts.into_iter().take(words).map(|(word, _)| word).zip(0..).collect()
}

/// A lesson where some words are hidden and to be guessed.
fn hide(
    lesson: &attributions::Lesson,
    at: usize,
    keys: &[u32],
    guessed: &BTreeMap<u64, u16>,
    hidden: u64,
) -> Lesson {
    let mut rows = as_rows(lesson, keys);
    rows.heads = Vec::new();
    rows.practice = vec![UNTAUGHT; rows.tokens.len()];
    for (token, features) in lesson.tokens.iter().enumerate() {
        let chosen = learn::combine(1, at as u64, token as u64) % 100 < hidden;
        let Some(label) =
            chosen.then(|| features.first().and_then(|word| guessed.get(word)).copied()).flatten()
        else {
            continue;
        };
        rows.practice[token] = label;
        rows.tokens[token].clear();
    }
    rows
}

fn digest(articles: &[Article]) -> String {
    let mut hasher = Sha256::new();
    for article in articles {
        hasher.update(article.name.as_bytes());
        hasher.update(article.text.as_bytes());
        hasher.update(format!("{:?}", article.gold).as_bytes());
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The gold of an article, in its extracted text.
fn marked(article: &Article) -> Vec<Marked> {
    let spans = |stretches: &Stretches| -> Vec<Span> {
        let raw = stretches.iter().map(|&(from, to)| Span::<Raw>::new(from, to));
        raw.filter_map(|span| article.account.article.map.to_text(span)).collect()
    };
    article
        .gold
        .iter()
        .map(|[source, cue, content]| Marked {
            source: spans(source),
            cue: spans(cue),
            content: spans(content),
        })
        .collect()
}

/// Upper halves of all features, rising, and how often each is seen.
fn counts(lessons: &[attributions::Lesson]) -> Vec<(u32, u32)> {
    let mut all: Vec<u32> = lessons
        .iter()
        .flat_map(|lesson| lesson.tokens.iter().flatten())
        .map(|feature| (feature >> 32) as u32)
        .collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
}

fn as_rows(lesson: &attributions::Lesson, keys: &[u32]) -> Lesson {
    let row = |feature: &u64| keys.binary_search(&((feature >> 32) as u32)).ok().map(|row| row as u32);
    Lesson {
        tokens: lesson.tokens.iter().map(|features| features.iter().filter_map(row).collect()).collect(),
        heads: vec![lesson.carriers.clone()],
        practice: Vec::new(),
        bonds: lesson
            .bonds
            .iter()
            .map(|bond| Bond {
                anchor: (bond.carrier, bond.carrier),
                window: bond.window.clone(),
                facts: bond.facts.clone(),
                labels: bond.labels.clone(),
            })
            .collect(),
    }
}
