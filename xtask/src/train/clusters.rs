//! Which words stand in like places? The groups of `models/clusters`, from unlabelled articles.
//!
//! The exchange algorithm (Kneser & Ney 1993; Martin, Liermann & Ney 1998) between words and groups (Uszkoreit & Brants 2008): each word moves to the group where the words
//! before and behind it are told best, again and again. Integers throughout: the same groups on every machine. Hashes of
//! words and the numbers of their groups go into the model, no text.

use anyhow::{Context, Result};
use learn::{Model, Table};
use pipeline::steps::clusters::NORMALISATION;
use pipeline::steps::sentences::{ClosedClass, spans};
use pipeline::steps::tags::normalised;
use pipeline::steps::tokens::{Abbreviations, cut};
use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// `models/clusters/recipe.toml`.
#[derive(Debug, Deserialize)]
struct Recipe {
    /// JSON lines with a field `text`, below the data folder.
    file: String,
    /// SHA-256 of it.
    digest: String,
    /// Words seen less often have no group.
    fewest: u32,
    /// How many groups.
    groups: usize,
    /// How often each word may move.
    rounds: usize,
}

/// Stands for the edge of a sentence; 1 stands for words without a group.
const EDGE: u32 = 0;
const RARE: u32 = 1;

/// The words around each word, with their counts.
struct Neighbours {
    starts: Vec<usize>,
    pairs: Vec<(u32, u32)>,
}

impl Neighbours {
    /// From pairs of word and neighbour.
    fn new(words: usize, mut all: Vec<(u32, u32)>) -> Neighbours {
        all.par_sort_unstable();
        let (mut starts, mut pairs) = (vec![0; words + 1], Vec::new());
        for same in all.chunk_by(|a, b| a == b) {
            let (word, neighbour) = same[0];
            pairs.push((neighbour, same.len() as u32));
            starts[word as usize + 1] = pairs.len();
        }
        for at in 1..starts.len() {
            starts[at] = starts[at].max(starts[at - 1]);
        }
        Neighbours { starts, pairs }
    }

    fn of(&self, word: usize) -> &[(u32, u32)] {
        &self.pairs[self.starts[word]..self.starts[word + 1]]
    }
}

/// `n log2 n` in parts of 2^12, from a table for what is frequent.
struct Logs(Vec<i64>);

impl Logs {
    fn new() -> Logs {
        Logs((0..1 << 14).map(Logs::compute).collect())
    }

    /// By squaring: a bit of the logarithm each time the square passes two.
    fn compute(n: u64) -> i64 {
        if n == 0 {
            return 0;
        }
        let whole = 63 - n.leading_zeros() as u64;
        let (mut log, mut rest) = (whole, (n << 31) >> whole);
        for _ in 0..12 {
            rest = (rest * rest) >> 31;
            log <<= 1;
            if rest >> 32 != 0 {
                rest >>= 1;
                log += 1;
            }
        }
        (n * log) as i64
    }

    #[inline]
    fn of(&self, n: u32) -> i64 {
        self.0.get(n as usize).copied().unwrap_or_else(|| Logs::compute(n.into()))
    }
}

/// The bytes of `models/clusters/model.bin`.
pub(super) fn train(folder: &Path, data: &Path) -> Result<Vec<u8>> {
    let text = std::fs::read_to_string(folder.join("recipe.toml")).context("no recipe")?;
    let recipe: Recipe = toml::from_str(&text).context("cannot understand `recipe.toml`")?;
    let bytes = super::checked(data, &recipe.file, &recipe.digest)?;
    let (words, sentences) = read(&String::from_utf8_lossy(&bytes), recipe.fewest)?;
    eprintln!("{} words in {} sentences", words.len(), sentences.len());
    let groups = exchange(&recipe, words.len(), &sentences);
    let mut entries: Vec<(u32, u32)> = words
        .iter()
        .zip(groups)
        .skip(2)
        .map(|(word, group)| ((learn::hash(word.as_bytes()) >> 32) as u32, u32::from(group) + 1))
        .collect();
    entries.sort_unstable();
    entries.dedup_by_key(|(key, _)| *key);
    let model = Model {
        name: "clusters".into(),
        recipe: Sha256::digest(text.as_bytes()).into(),
        normalisation: NORMALISATION,
        labels: vec!["group".into()],
        tables: vec![Table { name: "clusters".into(), entries }],
        rows: learn::Rows::default(),
    };
    Ok(model.to_bytes())
}

/// The frequent words, most frequent first behind the two special ones, and all sentences in their numbers.
fn read(text: &str, fewest: u32) -> Result<(Vec<String>, Vec<Vec<u32>>)> {
    #[derive(Deserialize)]
    struct Line {
        text: String,
    }
    let (abbreviations, closed) = (Abbreviations::embedded()?, ClosedClass::embedded()?);
    let lines: Vec<&str> = text.lines().collect();
    let sentences: Vec<Vec<Vec<String>>> = lines
        .par_iter()
        .map(|line| {
            let line: Line = serde_json::from_str(line)?;
            let mut sentences = Vec::new();
            for paragraph in line.text.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
                for span in spans(&abbreviations, &closed, paragraph) {
                    let sentence = span.of(paragraph);
                    let tokens = cut(&abbreviations, sentence).into_iter();
                    sentences.push(
                        tokens.map(|(from, to)| normalised(&sentence[from..to]).into_owned()).collect(),
                    );
                }
            }
            Ok(sentences)
        })
        .collect::<Result<_>>()?;
    let mut all: Vec<&str> = sentences.iter().flatten().flatten().map(String::as_str).collect();
    all.par_sort_unstable();
    let counts = all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32));
    let mut frequent: Vec<(&str, u32)> = counts.filter(|(_, count)| *count >= fewest).collect();
    frequent.sort_unstable_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
    let names = ["", ""].into_iter().chain(frequent.iter().map(|(word, _)| *word));
    let names: Vec<String> = names.map(str::to_owned).collect();
    let numbers: BTreeMap<&str, u32> = frequent.iter().map(|(word, _)| *word).zip(2..).collect();
    let number = |word: &String| numbers.get(word.as_str()).copied().unwrap_or(RARE);
    let numbered = sentences.iter().flatten().map(|words| words.iter().map(number).collect()).collect();
    Ok((names, numbered))
}

/// The group of each word. The two special words have groups of their own, the last two.
fn exchange(recipe: &Recipe, words: usize, sentences: &[Vec<u32>]) -> Vec<u16> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for sentence in sentences {
        let mut before = EDGE;
        for &word in sentence {
            pairs.push((word, before));
            before = word;
        }
        pairs.push((EDGE, before));
    }
    let mut counts = vec![0u32; words];
    pairs.iter().for_each(|(word, _)| counts[*word as usize] += 1);
    let behind = pairs.iter().map(|&(word, before)| (before, word)).collect();
    let sides = [Neighbours::new(words, pairs), Neighbours::new(words, behind)];
    let width = recipe.groups + 2;
    let mut groups: Vec<u16> = (0..words).map(|word| (word.wrapping_sub(2) % recipe.groups) as u16).collect();
    groups[EDGE as usize] = recipe.groups as u16;
    groups[RARE as usize] = recipe.groups as u16 + 1;
    // How often a word has a word of a group before it (side 0) or behind it (side 1): seen from the neighbour.
    let mut tables = [vec![0u32; words * width], vec![0u32; words * width]];
    let mut sizes = vec![0u32; width];
    for word in 0..words {
        sizes[usize::from(groups[word])] += counts[word];
        for (side, table) in sides.iter().zip(&mut tables) {
            for &(neighbour, count) in side.of(word) {
                table[neighbour as usize * width + usize::from(groups[word])] += count;
            }
        }
    }
    let logs = Logs::new();
    for round in 0..recipe.rounds {
        let mut moved = 0;
        for word in 2..words {
            let old = usize::from(groups[word]);
            shift(&sides, &mut tables, &mut sizes, (word, old, width, counts[word]), false);
            let gains = gains(&sides, &tables, &sizes, &logs, (word, recipe.groups, counts[word]));
            let best = (0..recipe.groups).max_by_key(|&at| (gains[at], at == old, std::cmp::Reverse(at)));
            let best = best.unwrap_or(old);
            shift(&sides, &mut tables, &mut sizes, (word, best, width, counts[word]), true);
            groups[word] = best as u16;
            moved += usize::from(best != old);
        }
        eprintln!("round {}: {moved} words moved", round + 1);
        if moved == 0 {
            break;
        }
    }
    groups
}

/// Puts a word into a group, or takes it out.
fn shift(
    sides: &[Neighbours; 2],
    tables: &mut [Vec<u32>; 2],
    sizes: &mut [u32],
    (word, group, width, count): (usize, usize, usize, u32),
    into: bool,
) {
    let change = |value: &mut u32, by: u32| *value = if into { *value + by } else { *value - by };
    change(&mut sizes[group], count);
    for (side, table) in sides.iter().zip(tables) {
        for &(neighbour, count) in side.of(word) {
            change(&mut table[neighbour as usize * width + group], count);
        }
    }
}

/// How much better the words around it are told with a word in each group.
fn gains(
    sides: &[Neighbours; 2],
    tables: &[Vec<u32>; 2],
    sizes: &[u32],
    logs: &Logs,
    (word, groups, count): (usize, usize, u32),
) -> Vec<i64> {
    let width = sizes.len();
    let mut gains: Vec<i64> =
        (0..groups).map(|at| -2 * (logs.of(sizes[at] + count) - logs.of(sizes[at]))).collect();
    for (side, table) in sides.iter().zip(tables) {
        for &(neighbour, n) in side.of(word) {
            let row = &table[neighbour as usize * width..][..groups];
            let alone = logs.of(n);
            for (gain, &has) in gains.iter_mut().zip(row) {
                *gain += if has == 0 { alone } else { logs.of(has + n) - logs.of(has) };
            }
        }
    }
    gains
}
