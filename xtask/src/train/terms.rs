//! How many news articles have a term? The table of `models/terms`, from unlabelled articles.
//!
//! Terms are cut by the very steps that cut them when articles are grouped. Hashes and logarithms go into the model, no
//! text.

use anyhow::{Context, Result};
use learn::{Model, Table};
use pipeline::steps::terms::{NORMALISATION, features, kit, logarithm};
use pipeline::{Page, annotate, read};
use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// `models/terms/recipe.toml`.
#[derive(Debug, Deserialize)]
struct Recipe {
    /// JSON lines with the fields `title` and `text`, below the data folder.
    file: String,
    /// SHA-256 of it.
    digest: String,
    /// Words, pairs of words and names that fewer articles have are not listed.
    fewest: [u32; 3],
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    title: String,
    text: String,
}

/// Articles that are annotated between two rounds of counting.
const TOGETHER: usize = 512;

/// The bytes of `models/terms/model.bin`.
pub(super) fn train(folder: &Path, data: &Path) -> Result<Vec<u8>> {
    let text = std::fs::read_to_string(folder.join("recipe.toml")).context("no recipe")?;
    let recipe: Recipe = toml::from_str(&text).context("cannot understand `recipe.toml`")?;
    let bytes = super::checked(data, &recipe.file, &recipe.digest)?;
    let articles = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = articles.lines().collect();
    let kit = kit()?;
    let mut counts: [BTreeMap<u64, u32>; 3] = Default::default();
    for lines in lines.chunks(TOGETHER) {
        let found: Vec<[Vec<u64>; 3]> = lines
            .par_iter()
            .map(|line| {
                let line: Line = serde_json::from_str(line)?;
                let bytes = format!("{}\n\n{}", line.title, line.text).into_bytes();
                let account = read(&kit, Page { bytes, ..Page::default() })
                    .and_then(|article| annotate(&kit, article))
                    .value;
                Ok(features(&account))
            })
            .collect::<Result<_>>()?;
        for (terms, kind) in found.iter().flatten().zip((0..3).cycle()) {
            terms.iter().for_each(|term| *counts[kind].entry(*term).or_default() += 1);
        }
    }
    let mut entries: Vec<(u32, u32)> = Vec::new();
    for (counts, fewest) in counts.iter().zip(recipe.fewest) {
        let listed = counts.iter().filter(|(_, count)| **count >= fewest);
        entries.extend(listed.map(|(term, count)| {
            let telling = logarithm(64 * lines.len() as u64 / u64::from(*count));
            ((term >> 32) as u32, telling as u32)
        }));
    }
    entries.sort_unstable();
    entries.dedup_by_key(|(key, _)| *key);
    eprintln!("{} terms of {} articles", entries.len(), lines.len());
    let model = Model {
        name: "terms".into(),
        recipe: Sha256::digest(text.as_bytes()).into(),
        normalisation: NORMALISATION,
        labels: vec!["telling".into()],
        tables: vec![Table { name: "terms".into(), entries }],
        rows: learn::Rows::default(),
    };
    Ok(model.to_bytes())
}
