//! How is `models/dumps` trained? Pages whose zones are known, written as plain text, paragraph by paragraph.

use super::blocks::{FOLDS, fold};
use crate::dumps::bylines::Known;
use crate::dumps::render::{Dump, render, tokens};
use crate::dumps::style::Style;
use crate::dumps::truth::Truth;
use crate::dumps::{seed, zones};
use crate::eval::read::gold::{Page, Set};
use crate::eval::read::read;
use anyhow::{Context, Result, bail};
use learn::{Generator, Model, Predictor, Rows, Softmax};
use news::{MediaType, Span, ZoneKind};
use pipeline::Kit;
use pipeline::steps::dumps::{Guess, KINDS, Lesson, NORMALISATION, SCALE, guess, kit};
use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Paragraphs from the report within which all furniture is learnt from.
const NEAR: usize = 25;
/// Steps of a long paragraph: it counts as one.
const STEP: f32 = 4.0;

/// `models/dumps/recipe.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Recipe {
    seed: u64,
    first_epochs: usize,
    second_epochs: usize,
    parts: usize,
    copies: u64,
    cropped: u64,
    /// Length of the first steps.
    rate: f32,
    data: BTreeMap<String, String>,
    weights: Weights,
}

/// How weights are rounded and pruned.
#[derive(Debug, Deserialize)]
struct Weights {
    fewest_changes: u32,
    smallest: i64,
}

/// A page written as text, and what its paragraphs are.
#[derive(Debug)]
pub(crate) struct Example {
    fold: u64,
    /// Another number of the page's site, for the parts.
    part: usize,
    lesson: Lesson,
    truth: Vec<u8>,
    /// How much each paragraph matters; 0: not learnt from.
    steps: Vec<i32>,
}

/// The bytes of `models/dumps/model.bin`.
pub(crate) fn train(folder: &Path, data: &Path) -> Result<Vec<u8>> {
    let (text, recipe) = recipe(folder)?;
    let kit = kit(None)?;
    let mut examples = Vec::new();
    for (set, digest) in &recipe.data {
        let set = load(data, set, digest)?;
        examples.extend(self::examples(&kit, &recipe, &set));
    }
    let all: Vec<&Example> = examples.iter().collect();
    Ok(model(&recipe, &text, &all)?.to_bytes())
}

/// The recipe and its text.
pub(crate) fn recipe(folder: &Path) -> Result<(String, Recipe)> {
    let text = std::fs::read_to_string(folder.join("recipe.toml")).context("no recipe")?;
    let recipe = toml::from_str(&text).context("cannot understand `recipe.toml`")?;
    Ok((text, recipe))
}

/// A set of pages, if it is the one that the recipe means.
fn load(data: &Path, folder: &str, digest: &str) -> Result<Set> {
    let (root, name) = folder.split_once('/').context("a folder in the recipe without `/`")?;
    let set = Set::load(&data.join(root), name)?;
    let found = set.digest();
    if found != digest {
        bail!("`{folder}` has digest {found}, the recipe wants {digest}");
    }
    Ok(set)
}

/// All pages of a set, each written in several ways.
pub(crate) fn examples(kit: &Kit, recipe: &Recipe, set: &Set) -> Vec<Example> {
    set.pages.par_iter().flat_map_iter(|page| of_page(kit, recipe, page)).collect()
}

fn of_page(kit: &Kit, recipe: &Recipe, page: &Page) -> Vec<Example> {
    let article = read(kit, page.html.clone(), MediaType::Html);
    let truth = Truth::new(page, zones(&article));
    let tokens = tokens(&String::from_utf8_lossy(&page.html));
    let mut examples = Vec::new();
    for copy in 0..recipe.copies {
        let seed = seed(page, copy);
        let dump = if seed >> 20 & 7 == 0 {
            Dump { text: article.text.clone(), map: article.map.clone() }
        } else {
            render(&tokens, &Style::drawn(seed))
        };
        let mut range = 0..dump.text.len();
        let lesson = Lesson::new(kit, &dump.text);
        if recipe.cropped > 0 && (seed >> 30).is_multiple_of(recipe.cropped) {
            let spans: Vec<Span> = lesson.spans().collect();
            let kinds: Vec<ZoneKind> = truth.kinds(&dump, &spans).into_iter().map(|(kind, _)| kind).collect();
            range = cropped(seed >> 40, &spans, &kinds).unwrap_or(range);
        }
        let lesson = Lesson::new(kit, &dump.text[range.clone()]);
        let spans: Vec<Span> = lesson
            .spans()
            .map(|span| Span::new(span.start as usize + range.start, span.end as usize + range.start))
            .collect();
        let known = truth.kinds(&dump, &spans);
        let kinds: Vec<ZoneKind> = known.iter().map(|(kind, _)| *kind).collect();
        // A page whose report is unknown teaches nothing.
        if !kinds.contains(&ZoneKind::Body) {
            continue;
        }
        let label = |kind: &ZoneKind| KINDS.iter().position(|known| known == kind).unwrap_or(0) as u8;
        examples.push(Example {
            fold: fold(&page.site),
            part: (learn::hash(page.site.as_bytes()) >> 40) as usize,
            lesson,
            truth: kinds.iter().map(label).collect(),
            steps: steps(seed, &spans, &known, &kinds),
        });
    }
    examples
}

/// Long paragraphs matter more; of the furniture far from the report a fourth is enough.
fn steps(seed: u64, spans: &[Span], known: &[Known], kinds: &[ZoneKind]) -> Vec<i32> {
    let report: Vec<usize> = (0..kinds.len()).filter(|index| kinds[*index] == ZoneKind::Body).collect();
    let step = |index: usize| {
        let next = report.partition_point(|at| *at < index);
        let near = |at: Option<&usize>| at.is_some_and(|at| at.abs_diff(index) <= NEAR);
        let is_near =
            near(report.get(next)) || near(next.checked_sub(1).and_then(|before| report.get(before)));
        let is_furniture = matches!(kinds[index], ZoneKind::Boilerplate | ZoneKind::Related);
        // Of some kinds there are few paragraphs: what is learnt of them counts more.
        let is_any = |kinds_of: &[ZoneKind]| kinds_of.contains(&kinds[index]);
        let rare = if is_any(&[ZoneKind::KeyPoint, ZoneKind::Caption]) {
            3
        } else if is_any(&[ZoneKind::Subheadline, ZoneKind::Byline, ZoneKind::Comment]) {
            2
        } else {
            1
        };
        let step = match spans[index].len() {
            // What the markup takes for a byline is too often something else.
            _ if known[index] == (ZoneKind::Byline, false) => 0,
            _ if is_furniture && !is_near && learn::combine(5, seed, index as u64) >> 62 != 0 => 0,
            0..=40 => 2,
            41..=120 => 3,
            _ => 4,
        };
        // What only the markup says counts half.
        if known[index].1 { step * rare } else { step * rare / 2 }
    };
    (0..kinds.len()).map(step).collect()
}

/// From a little before the headline to a little after the report, or to the end of the comments.
fn cropped(seed: u64, spans: &[Span], kinds: &[ZoneKind]) -> Option<std::ops::Range<usize>> {
    let body = kinds.iter().position(|kind| *kind == ZoneKind::Body)?;
    let headline =
        kinds.iter().position(|kind| *kind == ZoneKind::Headline).filter(|at| *at < body).unwrap_or(body);
    let last = kinds.iter().rposition(|kind| matches!(kind, ZoneKind::Body | ZoneKind::Comment))?;
    let first = headline.saturating_sub([0, 0, 0, 1, 3, 10][seed as usize % 6]);
    let last = (last + [0, 0, 1, 2, 5, 20][(seed >> 8) as usize % 6]).min(spans.len() - 1);
    Some(spans[first].start as usize..spans[last].end as usize)
}

/// Weights of a first look, and its guesses on the examples that it had not seen.
type Look = (Rows, Vec<(usize, Vec<Guess>)>);

/// A model from examples.
pub(crate) fn model(recipe: &Recipe, text: &str, examples: &[&Example]) -> Result<Model> {
    let empty = || Model {
        name: "dumps".into(),
        recipe: Sha256::digest(text.as_bytes()).into(),
        normalisation: NORMALISATION,
        labels: KINDS.iter().map(|kind| kind.name().to_string()).collect(),
        tables: Vec::new(),
        rows: Rows::default(),
    };
    // Guesses of first looks that had not seen the page.
    let looks: Vec<Look> = (0..=recipe.parts)
        .into_par_iter()
        .map(|part| {
            let seen: Vec<&Example> =
                examples.iter().copied().filter(|example| example.part % recipe.parts != part).collect();
            let rows = first_look(recipe, &seen);
            let predictor = Predictor::new(Model { rows: rows.clone(), ..empty() });
            let unseen =
                examples.iter().enumerate().filter(|(_, example)| example.part % recipe.parts == part);
            let guesses =
                unseen.map(|(index, example)| (index, first_guesses(&predictor, example))).collect();
            (rows, guesses)
        })
        .collect();
    let mut guesses: Vec<Vec<Guess>> = vec![Vec::new(); examples.len()];
    let mut first = Rows::default();
    for (rows, found) in looks {
        // The last part holds no page: its look has seen all.
        first = rows;
        for (index, found) in found {
            guesses[index] = found;
        }
    }
    let second = second_look(recipe, examples, &guesses);
    Ok(Model { rows: merged(&first, &second), ..empty() })
}

fn merged(first: &Rows, second: &Rows) -> Rows {
    let mut all: BTreeMap<u32, Vec<(u8, i16)>> = BTreeMap::new();
    for rows in [first, second] {
        for (index, key) in rows.keys().iter().enumerate() {
            // Two features with one hash: the first stays.
            all.entry(*key).or_insert_with(|| rows.weights(index).to_vec());
        }
    }
    let mut rows = Rows::default();
    for (key, weights) in all {
        rows.push(key, weights);
    }
    rows
}

fn first_look(recipe: &Recipe, examples: &[&Example]) -> Rows {
    let mut features = Vec::new();
    taught(recipe, recipe.first_epochs, examples.len(), |example, softmax| {
        let example = examples[example];
        for (index, truth) in example.truth.iter().enumerate() {
            if example.steps[index] == 0 {
                continue;
            }
            example.lesson.first(index, &mut features);
            softmax.learn(&features, usize::from(*truth), counts(example.steps[index]));
        }
    })
}

fn second_look(recipe: &Recipe, examples: &[&Example], guesses: &[Vec<Guess>]) -> Rows {
    taught(recipe, recipe.second_epochs, examples.len(), |at, softmax| {
        let example = examples[at];
        let is_learnt = |index: usize| example.steps[index] > 0;
        example.lesson.second(&guesses[at], is_learnt, |index, features| {
            let truth = usize::from(example.truth[index]);
            softmax.learn(features, truth, counts(example.steps[index]));
        });
    })
}

/// How much a paragraph counts, from its steps.
fn counts(steps: i32) -> f32 {
    steps as f32 / STEP
}

/// Shows all examples again and again, in another order each time.
fn taught(recipe: &Recipe, epochs: usize, count: usize, mut show: impl FnMut(usize, &mut Softmax)) -> Rows {
    let mut softmax = Softmax::new(KINDS.len(), recipe.rate);
    let mut generator = Generator::new(recipe.seed);
    let mut order: Vec<usize> = (0..count).collect();
    for epoch in 0..epochs {
        // The first time all are seen, weights are far from where they end.
        if epoch == 1 {
            softmax.average();
        }
        generator.shuffle(&mut order);
        for index in &order {
            show(*index, &mut softmax);
        }
    }
    let Weights { fewest_changes, smallest } = recipe.weights;
    softmax.rows(SCALE, fewest_changes, smallest)
}

fn first_guesses(predictor: &Predictor, example: &Example) -> Vec<Guess> {
    let (mut features, mut scores) = (Vec::new(), Vec::new());
    (0..example.truth.len())
        .map(|index| {
            example.lesson.first(index, &mut features);
            predictor.score(&features, &mut scores);
            guess(&scores)
        })
        .collect()
}

/// Cross-validation over sites: for each fold, the bytes of a model that has not seen it.
pub(crate) fn without_folds(recipe: &Recipe, text: &str, examples: &[Example]) -> Result<Vec<Vec<u8>>> {
    (0..FOLDS)
        .map(|fold| {
            let seen: Vec<&Example> = examples.iter().filter(|example| example.fold != fold).collect();
            Ok(model(recipe, text, &seen)?.to_bytes())
        })
        .collect()
}
