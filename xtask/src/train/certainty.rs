//! How is `models/certainty` trained? What people said of the predicates of UW factuality, the training part.

use anyhow::{Context, Result, bail};
use learn::{Descent, Model, Regression, Table};
use pipeline::steps::certainty::{LABEL, LINE, NORMALISATION, OFFSET, SCALE, features, kit};
use pipeline::{Kit, Page, annotate, read};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::Path;

/// `models/certainty/recipe.toml`.
#[derive(Debug, Deserialize)]
struct Recipe {
    file: String,
    digest: String,
    seed: u64,
    epochs: usize,
    /// Thousandths of a hundredth.
    step: i64,
    slack: i64,
    start: i64,
    fewest: u32,
    smallest: i64,
    /// Parts that are learnt without and guessed in turn, for the line.
    folds: usize,
    /// Points of the line.
    points: usize,
}

/// One sentence with its predicates.
#[derive(Deserialize)]
struct Sentence {
    text: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    span1: [usize; 2],
    label: f64,
}

/// The features of a predicate, and its certainty in hundredths.
type Example = (Vec<u64>, i64);

/// The bytes of `models/certainty/model.bin`.
pub(super) fn train(folder: &Path, data: &Path) -> Result<Vec<u8>> {
    let text = std::fs::read_to_string(folder.join("recipe.toml")).context("no recipe")?;
    let recipe: Recipe = toml::from_str(&text).context("cannot understand `recipe.toml`")?;
    let examples = examples(&recipe, data)?;
    let descent = Descent {
        epochs: recipe.epochs,
        step: recipe.step,
        slack: recipe.slack,
        ends: (-300, 300),
        fewest: recipe.fewest,
        start: recipe.start,
        seed: recipe.seed,
    };
    let line = line(&recipe, &descent, &examples);
    let borrowed: Vec<(&[u64], i64)> =
        examples.iter().map(|(features, at)| (features.as_slice(), *at)).collect();
    let regression = Regression::learn(&descent, &borrowed);
    let moved = |number: i64| u32::try_from(number + i64::from(OFFSET)).unwrap_or(0);
    // The model's sums have no start: the line is moved instead.
    let entries = line.iter().map(|(sum, value)| (moved(sum - recipe.start), moved(*value))).collect();
    let model = Model {
        name: "certainty".into(),
        recipe: Sha256::digest(text.as_bytes()).into(),
        normalisation: NORMALISATION,
        labels: vec![LABEL.into()],
        tables: vec![Table { name: LINE.into(), entries }],
        rows: regression.rows(i64::from(SCALE), recipe.smallest),
    };
    Ok(model.to_bytes())
}

/// The predicates of the recipe's file.
fn examples(recipe: &Recipe, data: &Path) -> Result<Vec<Example>> {
    let bytes = std::fs::read(data.join(&recipe.file))
        .with_context(|| format!("cannot read `{}`: unpack it with `cargo xtask data`", recipe.file))?;
    let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if found != recipe.digest {
        bail!("`{}` has digest {found}, the recipe wants {}", recipe.file, recipe.digest);
    }
    let kit = kit()?;
    let mut examples = Vec::new();
    for line in String::from_utf8_lossy(&bytes).lines() {
        let sentence: Sentence = serde_json::from_str(line).context("a line of the training part")?;
        of_sentence(&kit, &sentence, &mut examples);
    }
    Ok(examples)
}

fn of_sentence(kit: &Kit, sentence: &Sentence, examples: &mut Vec<Example>) {
    let page = Page { id: "A".to_owned(), bytes: sentence.text.clone().into_bytes(), ..Page::default() };
    let account = read(kit, page).and_then(|article| annotate(kit, article)).value;
    let mut words = Vec::new();
    let mut at = 0;
    for word in sentence.text.split(' ') {
        words.push(at);
        at += word.len() + 1;
    }
    for target in &sentence.targets {
        let Some(&start) = words.get(target.span1[0]) else { continue };
        let token = account.tokens.partition_point(|token| (token.span.end as usize) <= start);
        let Some(features) = features(kit, &account, token as u32) else { continue };
        examples.push((features, (target.label * 100.0).round() as i64));
    }
}

/// The medians of what stands behind sums of one size, each part guessed by what was learnt from the others.
fn line(recipe: &Recipe, descent: &Descent, examples: &[Example]) -> Vec<(i64, i64)> {
    let mut guessed: Vec<(i64, i64)> = Vec::with_capacity(examples.len());
    let size = examples.len();
    for fold in 0..recipe.folds {
        let (from, to) = (size * fold / recipe.folds, size * (fold + 1) / recipe.folds);
        let others = examples[..from].iter().chain(&examples[to..]);
        let others: Vec<(&[u64], i64)> = others.map(|(features, at)| (features.as_slice(), *at)).collect();
        let regression = Regression::learn(descent, &others);
        guessed
            .extend(examples[from..to].iter().map(|(features, at)| (regression.sum(descent, features), *at)));
    }
    guessed.sort_unstable();
    let mut line: Vec<(i64, i64)> = Vec::new();
    for point in 0..recipe.points {
        let part = &guessed[size * point / recipe.points..size * (point + 1) / recipe.points];
        let mut values: Vec<i64> = part.iter().map(|(_, at)| *at).collect();
        values.sort_unstable();
        let (Some((sum, _)), Some(value)) = (part.get(part.len() / 2), values.get(values.len() / 2)) else {
            continue;
        };
        match line.last() {
            Some((before, _)) if before >= sum => {}
            Some((_, below)) => line.push((*sum, *value.max(below))),
            None => line.push((*sum, *value)),
        }
    }
    println!("line: {line:?}");
    line
}
