//! How well are readers' comments told apart, signed and nested? Single comments against silver ones.
//!
//! The silver comments were taken from the pages by a script that knows the markup of common comment systems; it
//! says who wrote a comment where that markup does. A comment is recovered if a zone of its own holds its words.

use super::text::words;
use crate::eval::{Cell, Table, Task, share};
use anyhow::{Context, Result};
use news::{Article, MediaType, Zone, ZoneKind};
use pipeline::Kit;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// The task.
pub(in crate::eval) const TASK: Task =
    Task { name: "comments", needs: "extraction", floors: "eval/comments.toml", run };

/// Names of the sets in the silver file, and their folders.
const SETS: [(&str, &str); 2] = [("lego", "trafilatura_eval"), ("wcxb_dev", "wcxb_articles_dev")];
/// Words that a zone may hold beside its comment: name, date, buttons.
const BESIDE: usize = 40;
/// Words of a window that tells a comment's text inside the body.
const WINDOW: usize = 8;

/// A comment as the silver file has it.
struct Silver {
    words: Vec<String>,
    author: Option<String>,
    depth: u64,
}

/// A page with comments.
struct Page {
    id: String,
    set: &'static str,
    html: Vec<u8>,
    comments: Vec<Silver>,
}

fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let mut table = Table::new(&[
        "pages",
        "comments",
        "zones",
        "recovered",
        "author",
        "depth",
        "all three",
        "kept out of body",
    ])
    .remark(
        "recovered: in a zone of its own; author: of those that the silver names; all three: of all comments",
    );
    let pages = pages(&data.join("extraction"))?;
    let scores: Vec<Score> = pages.par_iter().map(|page| Score::of(kit, page)).collect();
    for set in SETS.map(|(_, folder)| Some(folder)).into_iter().chain([None]) {
        let of_set = || pages.iter().zip(&scores).filter(|(page, _)| set.is_none_or(|set| page.set == set));
        let total = of_set().fold(Score::default(), |all, (_, one)| all.and(one));
        table.row(set.unwrap_or("all"), total.cells(of_set().count()));
    }
    print_worst(&pages, &scores);
    Ok(table)
}

fn pages(data: &Path) -> Result<Vec<Page>> {
    let file = data.join("comments_silver.jsonl");
    let lines =
        std::fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let files = SETS.map(|(_, folder)| files(&data.join(folder)));
    let mut pages = Vec::new();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let value: Value = serde_json::from_str(line)?;
        let id = value["id"].as_str().unwrap_or("");
        let (set, name) = id.split_once('/').unwrap_or(("", id));
        let Some(at) = SETS.iter().position(|(silver, _)| *silver == set) else { continue };
        let found = files[at].as_ref().ok().and_then(|files| files.iter().find(|(id, _)| id == name));
        let Some((_, path)) = found else { continue };
        let html = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let comments = value["comments"].as_array().into_iter().flatten().map(silver).collect();
        pages.push(Page { id: id.to_owned(), set: SETS[at].1, html, comments });
    }
    Ok(pages)
}

/// Ids of the pages of a set and their files.
fn files(folder: &Path) -> Result<Vec<(String, std::path::PathBuf)>> {
    let gold = std::fs::read_to_string(folder.join("gold.jsonl"))?;
    let mut files = Vec::new();
    for line in gold.lines().filter(|line| !line.is_empty()) {
        let value: Value = serde_json::from_str(&line.replace(": NaN", ": null"))?;
        let text = |key: &str| value[key].as_str().unwrap_or("").to_owned();
        files.push((text("id"), folder.join(text("file"))));
    }
    Ok(files)
}

fn silver(value: &Value) -> Silver {
    Silver {
        words: words(value["text"].as_str().unwrap_or("")),
        author: value["author"].as_str().map(bare),
        depth: value["depth"].as_u64().unwrap_or(0),
    }
}

/// Letters and digits alone: the silver texts were joined without care for white space.
fn bare(text: &str) -> String {
    words(text).concat()
}

/// How many comments, and of how many what is right.
#[derive(Debug, Default, Clone)]
struct Score {
    comments: usize,
    zones: usize,
    recovered: usize,
    named: usize,
    author: usize,
    depth: usize,
    all: usize,
    windows: usize,
    leaked: usize,
}

impl Score {
    fn of(kit: &Kit, page: &Page) -> Score {
        let article = super::read(kit, page.html.clone(), MediaType::Html);
        let zones: Vec<(&Zone, Vec<String>)> = article
            .zones
            .iter()
            .filter(|zone| zone.kind == ZoneKind::Comment)
            .map(|zone| (zone, words(article.words(zone.span))))
            .collect();
        let texts: Vec<String> = zones.iter().map(|(_, words)| words.concat()).collect();
        let body = words(&super::report(&article));
        let body: BTreeSet<&[String]> = body.windows(WINDOW).collect();
        let readers: BTreeSet<&[String]> =
            zones.iter().flat_map(|(_, words)| words.windows(WINDOW)).collect();
        let mut taken = vec![false; zones.len()];
        let mut score = Score { comments: page.comments.len(), zones: zones.len(), ..Score::default() };
        for comment in &page.comments {
            let text = comment.words.concat();
            let fits = |at: &usize| {
                let (_, words) = &zones[*at];
                let spare = !taken[*at] && words.len() <= comment.words.len() + BESIDE;
                spare && (texts[*at].contains(&text) || holds(words, &comment.words))
            };
            let found = (0..zones.len()).filter(fits).min_by_key(|at| texts[*at].len());
            if let Some(at) = found {
                taken[at] = true;
            }
            score.count(comment, found.map(|at| zones[at].0), &article);
            score.windows += comment.words.windows(WINDOW).count();
            // What a reader quotes from the article stands in both.
            let leaked = |window: &&[String]| body.contains(window) && !readers.contains(window);
            score.leaked += comment.words.windows(WINDOW).filter(leaked).count();
        }
        score
    }

    fn count(&mut self, comment: &Silver, zone: Option<&Zone>, article: &Article) {
        let signed = zone.and_then(|zone| zone.comment.as_ref());
        let author = signed.and_then(|signed| signed.author).map(|span| bare(article.words(span)));
        // The silver names keep the words around them ("says", a date, "Author") where the markup has them inside.
        let is_name = |silver: &String| {
            author.as_ref().is_some_and(|found| found == silver || found.len() >= 2 && silver.contains(found))
        };
        let is_author = comment.author.as_ref().is_none_or(is_name);
        let is_depth = signed.is_some_and(|signed| u64::from(signed.depth) == comment.depth);
        self.recovered += usize::from(zone.is_some());
        self.named += usize::from(comment.author.is_some());
        self.author += usize::from(zone.is_some() && comment.author.is_some() && is_author);
        self.depth += usize::from(is_depth);
        self.all += usize::from(zone.is_some() && is_author && is_depth);
        if zone.is_some() && !(is_author && is_depth) && std::env::var("VARIORUM_WORST").is_ok() {
            let depth = signed.map(|signed| signed.depth);
            println!("    {:?} {} for {:?} {depth:?}", comment.author, comment.depth, author);
        }
    }

    fn and(self, other: &Score) -> Score {
        Score {
            comments: self.comments + other.comments,
            zones: self.zones + other.zones,
            recovered: self.recovered + other.recovered,
            named: self.named + other.named,
            author: self.author + other.author,
            depth: self.depth + other.depth,
            all: self.all + other.all,
            windows: self.windows + other.windows,
            leaked: self.leaked + other.leaked,
        }
    }

    fn cells(&self, pages: usize) -> Vec<Cell> {
        vec![
            Cell::Count(pages),
            Cell::Count(self.comments),
            Cell::Count(self.zones),
            Cell::Share(share(self.recovered, self.comments)),
            Cell::Share(share(self.author, self.named)),
            Cell::Share(share(self.depth, self.comments)),
            Cell::Share(share(self.all, self.comments)),
            Cell::Share(share(self.windows - self.leaked, self.windows)),
        ]
    }
}

/// Whether the words stand in the zone in their order, but for buttons between them.
fn holds(zone: &[String], comment: &[String]) -> bool {
    let mut rest = zone.iter();
    comment.len() >= 4 && comment.iter().all(|word| rest.any(|other| other == word))
}

/// With `VARIORUM_WORST` set: the pages that lose most comments.
fn print_worst(pages: &[Page], scores: &[Score]) {
    let Some(count) = std::env::var("VARIORUM_WORST").ok().and_then(|count| count.parse().ok()) else {
        return;
    };
    let mut worst: Vec<(&Page, &Score)> = pages.iter().zip(scores).collect();
    worst.sort_by_key(|(page, score)| (usize::MAX - (score.comments - score.all), &page.id));
    for (page, score) in worst.into_iter().take(count) {
        println!(
            "{}: {} comments in {} zones: {} recovered, {} of {} authors, {} depths, {} of {} windows in the body",
            page.id,
            score.comments,
            score.zones,
            score.recovered,
            score.author,
            score.named,
            score.depth,
            score.leaked,
            score.windows
        );
    }
}
