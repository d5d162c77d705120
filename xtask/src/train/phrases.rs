//! How is `models/phrases` trained? The first words of blocks whose text people copied out, and of the blocks they left.

use super::blocks;
use anyhow::{Context, Result};
use learn::{Generator, Model, Softmax};
use pipeline::steps::phrases::{LABELS, NORMALISATION, SCALE, features};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::Path;

/// `models/phrases/recipe.toml`.
#[derive(Debug, Deserialize)]
struct Recipe {
    /// Times that all blocks are seen.
    epochs: usize,
    /// Length of the first steps.
    rate: f32,
    /// Features changed less often are left out.
    fewest_changes: u32,
    /// Weights nearer to zero are left out.
    smallest: i64,
    /// For the order of blocks.
    seed: u64,
}

/// What is learnt, with the digest of the recipe.
#[derive(Debug)]
pub(super) struct Phrases {
    recipe: Recipe,
    digest: [u8; 32],
}

/// A block's words, whether they are text, and what it counts in hundredths.
pub(super) type Example<'e> = (&'e str, bool, u32);

/// The bytes of `models/phrases/model.bin`: from the pages of the recipe of `models/blocks`.
pub(super) fn train(folder: &Path, data: &Path) -> Result<Vec<u8>> {
    let phrases = Phrases::load(folder)?;
    blocks::phrases(&phrases, &folder.with_file_name("blocks"), data)
}

impl Phrases {
    /// Reads the recipe.
    pub(super) fn load(folder: &Path) -> Result<Phrases> {
        let text = std::fs::read_to_string(folder.join("recipe.toml")).context("no recipe")?;
        let recipe = toml::from_str(&text).context("cannot understand `recipe.toml`")?;
        Ok(Phrases { recipe, digest: Sha256::digest(text.as_bytes()).into() })
    }

    /// The bytes of a model that has seen these blocks.
    pub(super) fn learn(&self, examples: &[Example<'_>]) -> Vec<u8> {
        let Recipe { epochs, rate, fewest_changes, smallest, seed } = self.recipe;
        let mut softmax = Softmax::new(LABELS.len(), rate);
        let mut generator = Generator::new(seed);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut seen = Vec::new();
        for _ in 0..epochs {
            generator.shuffle(&mut order);
            for &at in &order {
                let (words, is_text, weight) = examples[at];
                features(words, &mut seen);
                softmax.learn(&seen, usize::from(is_text), weight as f32 / 100.0);
            }
        }
        let model = Model {
            name: "phrases".to_owned(),
            recipe: self.digest,
            normalisation: NORMALISATION,
            labels: LABELS.map(str::to_owned).to_vec(),
            tables: Vec::new(),
            rows: softmax.rows(SCALE, fewest_changes, smallest),
        };
        model.to_bytes()
    }
}
