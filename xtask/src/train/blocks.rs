//! How is `models/blocks` trained? Blocks of pages whose text people copied out, and a forest over their columns.
//!
//! A block is the article's text if the gold text holds its words. Where the gold is snippets, only the blocks that
//! hold one are learnt from. Pages of one site never stand on both sides of a cross-validation: neither where the model
//! is measured nor where its second look learns from what the first says of pages that it has not seen.

use super::phrases::Phrases;
use crate::eval::read::gold::{Page, Set};
use crate::eval::read::text::{flat, words};
use anyhow::{Context, Result, bail};
use learn::{Examples, Forest, Growth, Label, Row, grow};
use pipeline::Kit;
use pipeline::steps::blocks::{Block, Blocks, LABELS, Rules, columns};
use rayon::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Parts of the pages in cross-validation.
pub(crate) const FOLDS: u64 = 5;
/// Blocks of fewer words are looked for as lines, longer ones by their shingles.
const SHORT: usize = 6;
/// Words of a shingle.
const SHINGLE: usize = 4;
/// Words of a caption by markup that is learnt from: a name alone may be a credit.
const FEWEST: usize = 4;
/// An unwanted snippet of so few words may stand in a sentence of the article: it says nothing of a block that is
/// [`TIMES`] as long.
const FEW: usize = 4;
const TIMES: usize = 6;
/// Words of a page whose blocks count as they are; those of a page with fewer count more.
const USUAL: usize = 600;
/// How much more, in hundredths, a block counts of which a snippet tells: there are only a few on a page.
const TOLD: u32 = 250;
/// Short blocks count as text this many blocks before the first and after the last long one.
const MARGIN: usize = 3;

/// `models/blocks/recipe.toml`.
#[derive(Debug, Deserialize)]
struct Recipe {
    /// Trees for text, at first sight.
    first: Grown,
    /// Trees for text, with what the first sight says of all blocks.
    text: Grown,
    /// Trees for standfirsts, of which there are few examples.
    standfirsts: Grown,
    /// Trees for captions.
    captions: Grown,
    /// Folder of each set and the digest of its gold file and pages.
    data: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Grown {
    trees: usize,
    leaves: usize,
    rate: i64,
    fewest: usize,
    columns: usize,
    rows: usize,
    seed: u64,
}

impl Grown {
    fn growth(&self) -> Growth {
        let Grown { trees, leaves, rate, fewest, columns, rows, seed } = *self;
        Growth { trees, leaves, rate, fewest, columns, rows, seed }
    }
}

/// Row and whether it is a standfirst or a caption, as far as the gold says.
type Kinds = (Vec<i16>, [Option<bool>; 2]);

/// A page with what is known of its blocks.
struct Labelled {
    fold: u64,
    page: Blocks,
    /// Blocks that are known to be text or not, and what they count in hundredths.
    texts: Vec<(usize, bool, u32)>,
    kinds: Vec<Kinds>,
}

/// A first look, learnt from some of the pages.
struct Look {
    label: Label,
    forest: Forest,
    phrases: Vec<u8>,
}

/// Parts of the pages that a look has not learnt from: one, the same one twice, or two.
type Without = (u64, u64);
/// A part that has no pages.
const NONE: u64 = FOLDS;

/// All that a model is grown from.
struct Lessons {
    recipe: Recipe,
    digest: [u8; 32],
    phrases: Phrases,
    pages: Vec<Labelled>,
}

/// The bytes of `models/blocks/model.bin`.
pub(super) fn train(folder: &Path, data: &Path) -> Result<Vec<u8>> {
    let lessons = Lessons::load(folder, data)?;
    let looks = lessons.looks((0..=FOLDS).map(|fold| (fold, NONE)).collect())?;
    Ok(lessons.forest(&looks, NONE)?.to_bytes())
}

/// The bytes of `models/phrases/model.bin`, from all pages of the recipe of the blocks in `folder`.
pub(super) fn phrases(phrases: &Phrases, folder: &Path, data: &Path) -> Result<Vec<u8>> {
    let lessons = Lessons::load(folder, data)?;
    Ok(phrases.learn(&lessons.words((NONE, NONE))))
}

/// The program's kit with models that have not seen the sites of each part of the pages.
pub(crate) fn folds(folder: &Path, data: &Path) -> Result<Vec<Kit>> {
    let lessons = Lessons::load(folder, data)?;
    let pairs = (0..FOLDS).flat_map(|one| (one + 1..=FOLDS).map(move |other| (one, other)));
    let looks = lessons.looks(pairs.collect())?;
    let models: Vec<Vec<u8>> = (0..FOLDS)
        .into_par_iter()
        .map(|fold| Ok(lessons.forest(&looks, fold)?.to_bytes()))
        .collect::<Result<_>>()?;
    let kit = |(fold, model): (u64, &Vec<u8>)| {
        Ok(Kit::embedded()?.with_blocks(model, &looks[&(fold, NONE)].phrases)?)
    };
    (0..).zip(&models).map(kit).collect()
}

/// The part of the pages that a site belongs to.
pub(crate) fn fold(site: &str) -> u64 {
    learn::hash(site.as_bytes()) % FOLDS
}

impl Lessons {
    fn load(folder: &Path, data: &Path) -> Result<Lessons> {
        let text = std::fs::read_to_string(folder.join("recipe.toml")).context("no recipe")?;
        let recipe: Recipe = toml::from_str(&text).context("cannot understand `recipe.toml`")?;
        let pages = pages(&recipe, data)?;
        let phrases = Phrases::load(&folder.with_file_name("phrases"))?;
        Ok(Lessons { recipe, digest: Sha256::digest(text.as_bytes()).into(), phrases, pages })
    }

    /// The pages outside two parts.
    fn pages(&self, without: Without) -> impl Iterator<Item = &Labelled> {
        self.pages.iter().filter(move |page| page.fold != without.0 && page.fold != without.1)
    }

    /// Words of the blocks of these pages.
    fn words(&self, without: Without) -> Vec<super::phrases::Example<'_>> {
        let mut words = Vec::new();
        for page in self.pages(without) {
            for (block, truth, weight) in &page.texts {
                words.push((page.page.blocks[*block].text.as_str(), *truth, *weight));
            }
        }
        words
    }

    fn looks(&self, without: Vec<Without>) -> Result<BTreeMap<Without, Look>> {
        without.into_par_iter().map(|without| Ok((without, self.look(without)?))).collect()
    }

    fn look(&self, without: Without) -> Result<Look> {
        let mut examples = Examples::default();
        for page in self.pages(without) {
            for (block, truth, weight) in &page.texts {
                examples.push(&page.page.blocks[*block].row, *truth, *weight);
            }
        }
        let label = grow(&self.recipe.first.growth(), &examples, LABELS[0]);
        let forest = Forest::new("first".to_owned(), [0; 32], columns(), vec![label.clone()])?;
        Ok(Look { label, forest, phrases: self.phrases.learn(&self.words(without)) })
    }

    /// The forest of all pages but those of a part, with looks at each page by what has not learnt from it.
    fn forest(&self, looks: &BTreeMap<Without, Look>, left_out: u64) -> Result<Forest> {
        let mut second = Examples::default();
        let [mut standfirsts, mut captions] = [(); 2].map(|()| Examples::default());
        for page in self.pages((left_out, NONE)) {
            let unseen = (page.fold.min(left_out), page.fold.max(left_out));
            let again = page.again(&looks[&unseen])?;
            for (block, truth, weight) in &page.texts {
                if let Some(row) = &again[*block] {
                    second.push(row, *truth, *weight);
                }
            }
            for (row, [standfirst, caption]) in &page.kinds {
                for (examples, truth) in [(&mut standfirsts, standfirst), (&mut captions, caption)] {
                    if let Some(truth) = truth {
                        examples.push(row, *truth, 100);
                    }
                }
            }
        }
        let Recipe { text, standfirsts: summary, captions: pictures, .. } = &self.recipe;
        let labels = vec![
            looks[&(left_out, NONE)].label.clone(),
            grow(&text.growth(), &second, LABELS[1]),
            grow(&summary.growth(), &standfirsts, LABELS[2]),
            grow(&pictures.growth(), &captions, LABELS[3]),
        ];
        Ok(Forest::new("blocks".to_owned(), self.digest, columns(), labels)?)
    }
}

impl Labelled {
    /// The rows of the second look.
    fn again(&self, look: &Look) -> Result<Vec<Option<Vec<i16>>>> {
        let first = |block: &Block| {
            if block.is_open { look.forest.score(0, &Row::new(&block.row)) } else { i32::MIN }
        };
        let firsts: Vec<i32> = self.page.blocks.iter().map(first).collect();
        Ok(self.page.again(&firsts, &look.phrases)?)
    }
}

/// All pages of the recipe, if they are the ones that the recipe means.
fn pages(recipe: &Recipe, data: &Path) -> Result<Vec<Labelled>> {
    let rules = (Rules::embedded()?, Rules::unnamed()?);
    let mut pages = Vec::new();
    for (folder, digest) in &recipe.data {
        let set = Set::load(&data.join("extraction"), folder)?;
        let found = set.digest();
        if found != *digest {
            bail!("`{folder}` has digest {found}, the recipe wants {digest}");
        }
        let labelled = |page: &Page| label(&rules, page);
        pages.extend(set.pages.par_iter().filter_map(labelled).collect::<Vec<_>>());
    }
    Ok(pages)
}

/// What is known of a page's blocks, seen by rules that read all names in its markup, and by some that do not.
fn label(rules: &(Rules, Rules), page: &Page) -> Option<Labelled> {
    let html = String::from_utf8_lossy(&page.html);
    let read = rules.0.blocks(&html);
    let blocks = &read.blocks;
    let truths = match &page.text {
        Some(text) => by_text(blocks, text),
        None if !page.with.is_empty() => by_snippets(blocks, page),
        None => return None,
    };
    let scale = scale(page, blocks, &truths);
    let captions = captions(page, blocks, &truths);
    let standfirsts = standfirsts(page, blocks, &truths);
    let told: Vec<[Option<bool>; 2]> =
        standfirsts.into_iter().zip(captions).map(|(standfirst, caption)| [standfirst, caption]).collect();
    let mut kinds = unnamed(&rules.1, &html, blocks, &told);
    let mut texts = Vec::new();
    for (at, ((block, is_text), told)) in blocks.iter().zip(truths).zip(told).enumerate() {
        if !block.is_open {
            continue;
        }
        kinds.push((block.row.clone(), told));
        if let Some(is_text) = is_text {
            texts.push((at, is_text, (weight(&block.text) * scale / 100).clamp(20, 3000)));
        }
    }
    Some(Labelled { fold: fold(&page.site), page: read, texts, kinds })
}

/// Which blocks are captions. Where no gold tells, the markup of pictures does, on pages that mark captions at all;
/// on others only the article's text is known to be none.
fn captions(page: &Page, blocks: &[Block], truths: &[Option<bool>]) -> Vec<Option<bool>> {
    let is_told = !page.paragraphs.is_empty();
    let is_marked = blocks.iter().any(|block| block.is_caption && words(&block.text).len() >= FEWEST);
    let caption = |(block, is_text): (&Block, &Option<bool>)| match is_text {
        _ if is_told => Some(holds(&page.captions, &block.text)),
        Some(true) => Some(false),
        _ if block.is_caption => (words(&block.text).len() >= FEWEST).then_some(true),
        Some(false) | None => is_marked.then_some(false),
    };
    blocks.iter().zip(truths).map(caption).collect()
}

/// Which blocks are standfirsts or key points, in the same way.
fn standfirsts(page: &Page, blocks: &[Block], truths: &[Option<bool>]) -> Vec<Option<bool>> {
    let is_told = !page.paragraphs.is_empty();
    let is_long = |block: &Block| words(&block.text).len() >= SHORT;
    let is_marked = blocks.iter().any(|block| block.is_standfirst && is_long(block));
    let standfirst = |(block, is_text): (&Block, &Option<bool>)| match is_text {
        _ if is_told => Some(holds(&page.summary, &block.text)),
        Some(false) if block.is_standfirst => None,
        _ if block.is_standfirst => is_long(block).then_some(true),
        _ => is_marked.then_some(false),
    };
    blocks.iter().zip(truths).map(standfirst).collect()
}

/// The blocks once more, as they would look if nothing named a standfirst or a caption.
fn unnamed(rules: &Rules, html: &str, blocks: &[Block], kinds: &[[Option<bool>; 2]]) -> Vec<Kinds> {
    if !kinds.iter().flatten().any(|kind| *kind == Some(true)) {
        return Vec::new();
    }
    let others = rules.blocks(&html.replace("figcaption", "div").replace("description", "words")).blocks;
    if others.len() != blocks.len() {
        return Vec::new();
    }
    let others = others.into_iter().zip(kinds).filter(|(block, _)| block.is_open);
    others.map(|(block, told)| (block.row, *told)).collect()
}

/// Whether the words are one of the pieces, or most of one.
fn holds(pieces: &[String], text: &str) -> bool {
    let words = flat(text);
    let is_most = |part: &str, whole: &str| part.len() * 3 >= whole.len() * 2 && whole.contains(part);
    let fits = |piece: &String| {
        let piece = flat(piece);
        words == piece || words.len() >= 12 && (is_most(&words, &piece) || is_most(&piece, &words))
    };
    !words.is_empty() && pieces.iter().any(fits)
}

/// Long blocks count more, but not by their length: hundredths of the square root of the words.
fn weight(text: &str) -> u32 {
    let words = words(text).len().clamp(1, 80);
    ((words * 10_000) as u32).isqrt()
}

/// How much the blocks of a page count, in hundredths: pages are measured one by one, so the blocks of a short one count
/// more. By the square root, as the weight of a block.
fn scale(page: &Page, blocks: &[Block], truths: &[Option<bool>]) -> u32 {
    if page.text.is_none() {
        return TOLD;
    }
    let is_known = |(block, truth): &(&Block, &Option<bool>)| block.is_open && **truth == Some(true);
    let known = blocks.iter().zip(truths).filter(is_known);
    let held: usize = known.map(|(block, _)| words(&block.text).len()).sum();
    (USUAL as u32 * 10_000 / held.max(60) as u32).isqrt()
}

/// Whether the gold text holds each block; `None` for blocks without words.
fn by_text(blocks: &[Block], text: &str) -> Vec<Option<bool>> {
    let gold = words(text);
    let shingles: BTreeSet<&[String]> = gold.windows(SHINGLE).collect();
    let lines: BTreeSet<String> = text.lines().map(flat).collect();
    let running = format!(" {} ", gold.join(" "));
    let blocks: Vec<Vec<String>> = blocks.iter().map(|block| words(&block.text)).collect();
    let is_long_text = |words: &[String]| {
        let held = words.windows(SHINGLE).filter(|shingle| shingles.contains(shingle)).count();
        words.len() >= SHORT && held * 2 > words.len() - SHINGLE
    };
    let long: Vec<bool> = blocks.iter().map(|words| is_long_text(words)).collect();
    let first = long.iter().position(|is_text| *is_text).unwrap_or(usize::MAX);
    let last = long.iter().rposition(|is_text| *is_text).unwrap_or(0);
    let near = |block: usize| first.saturating_sub(MARGIN) <= block && block <= last + MARGIN;
    let short = |block: usize, words: &[String]| {
        let line = words.join(" ");
        if lines.contains(&line) {
            return near(block);
        }
        // Part of a line: only right beside text, as in the gold.
        let joined = |words: String| running.contains(&format!(" {words} "));
        let before = block.checked_sub(1).filter(|other| long[*other]).is_some_and(|other| {
            joined(format!("{} {line}", blocks[other][blocks[other].len() - 3..].join(" ")))
        });
        let after = long.get(block + 1).is_some_and(|is_text| *is_text)
            && joined(format!("{line} {}", blocks[block + 1][..3].join(" ")));
        near(block) && (before || after)
    };
    blocks
        .iter()
        .enumerate()
        .map(|(block, words)| match words.len() {
            0 => None,
            SHORT.. => Some(long[block]),
            _ => Some(short(block, words)),
        })
        .collect()
}

/// Whether a block holds a snippet of the text, or one of the rest; `None` if neither.
fn by_snippets(blocks: &[Block], page: &Page) -> Vec<Option<bool>> {
    let padded = |text: &str| format!(" {} ", flat(text));
    let folded = |snippets: &[String]| -> Vec<String> {
        snippets.iter().map(|snippet| padded(snippet)).filter(|snippet| snippet.trim() != "").collect()
    };
    let (with, without) = (folded(&page.with), folded(&page.without));
    blocks
        .iter()
        .map(|block| {
            let words = padded(&block.text);
            let count = |text: &str| text.split_whitespace().count();
            let tells = |snippet: &String| {
                count(snippet) >= FEW || count(&words) <= (TIMES * count(snippet)).max(2 * SHORT - 1)
            };
            let is_held = |snippet: &&String| words.contains(*snippet);
            if with.iter().any(|snippet| is_held(&snippet)) {
                return Some(true);
            }
            without.iter().filter(is_held).any(tells).then_some(false)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(texts: &[&str]) -> Vec<Block> {
        let block = |text: &&str| Block {
            text: (*text).to_owned(),
            row: Vec::new(),
            is_open: true,
            is_caption: false,
            is_standfirst: false,
        };
        texts.iter().map(block).collect()
    }

    #[test]
    fn blocks_of_the_gold_text_are_text_and_menus_are_not() {
        let gold = "Why it closed\nThe ferry line closes in May, the harbour board said on Monday.";
        let page = blocks(&[
            "Home",
            "Why it closed",
            "The ferry line closes in May, the harbour board",
            "said on Monday.",
            "More about the ferry line and the harbour",
            "",
        ]);
        let found = by_text(&page, gold);
        assert_eq!(found, [Some(false), Some(true), Some(true), Some(true), Some(false), None]);
    }

    #[test]
    fn a_word_of_a_long_block_does_not_make_it_furniture() {
        let page =
            Page { without: vec!["ferry".into(), "sign up for our letters".into()], ..Page::default() };
        let long =
            "The ferry line closes in May, the harbour board said on Monday, and nobody else runs one.";
        let found = by_snippets(&blocks(&[long, "Ferry", "Or sign up for our letters right now"]), &page);
        assert_eq!(found, [None, Some(false), Some(false)]);
    }

    #[test]
    fn blocks_of_short_pages_count_more() {
        let scale = |text: &str| {
            let page = Page { text: Some(text.to_owned()), ..Page::default() };
            super::scale(&page, &blocks(&[text]), &[Some(true)])
        };
        assert_eq!(scale(&"ferry ".repeat(600)), 100);
        assert_eq!(scale(&"ferry ".repeat(150)), 200);
        assert_eq!(scale("ferry"), 316);
    }

    #[test]
    fn snippets_say_nothing_of_other_blocks() {
        let page =
            Page { with: vec!["closes in May".into()], without: vec!["Read more".into()], ..Page::default() };
        let found = by_snippets(&blocks(&["The line closes in May.", "Read more", "Elsewhere"]), &page);
        assert_eq!(found, [Some(true), Some(false), None]);
    }
}
