//! How well are pages read? Article text, zones and metadata against pages with gold text.
//!
//! Word F1 and shingle F1 (four words) are means over pages of multisets of folded words, as the public
//! article-extraction benchmarks count. Policies differ between sets, so their rows are never averaged.

pub(super) mod comments;
pub(super) mod dumps;
pub(crate) mod gold;
pub(super) mod metadata;
pub(crate) mod text;

use super::{Cell, Table, Task, share};
use crate::train::blocks;
use anyhow::Result;
use gold::{Page, Set};
use news::{Article, MediaType, ZoneKind};
use pipeline::Kit;
use rayon::prelude::*;
use std::path::Path;
use text::{Bag, flat};

/// The task.
pub(super) const TASK: Task = Task { name: "read", needs: "extraction", floors: "eval/read.toml", run };

/// Sets and their folders.
const SETS: [(&str, &str); 4] = [
    ("WCXB articles dev", "wcxb_articles_dev"),
    ("fundus dev", "fundus_dev"),
    ("trafilatura pages", "trafilatura_eval"),
    ("htmldate dev", "htmldate_dev"),
];

fn run(_: &Kit, data: &Path) -> Result<Table> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let mut table = Table::new(&[
        "pages",
        "word F1",
        "shingle F1",
        "snippets F1",
        "headline",
        "authors",
        "date",
        "paragraphs",
        "key points",
        "captions",
        "comments",
    ])
    .remark("share of gold pieces found in a zone of their kind");
    // Every page is read with a model that has seen no page of its site.
    let folds = blocks::folds(&root.join("models/blocks"), data)?;
    for (name, folder) in SETS {
        let set = Set::load(&data.join("extraction"), folder)?;
        let scores: Vec<(String, Score)> = set
            .pages
            .par_iter()
            .map(|page| (page.id.clone(), Score::of(&folds[blocks::fold(&page.site) as usize], page)))
            .collect();
        print_worst(name, &scores);
        let total = scores.iter().fold(Score::default(), |all, (_, one)| all.and(one));
        table.row(name, total.cells(scores.len()));
    }
    Ok(table)
}

/// Sums over pages: of what was right, and of what there was.
#[derive(Debug, Default, Clone)]
struct Score {
    words: Mean,
    shingles: Mean,
    snippets: super::Counts,
    headline: Mean,
    authors: Mean,
    date: Mean,
    paragraphs: Mean,
    key_points: Mean,
    captions: Mean,
    comments: Mean,
}

/// A sum in thousandths, and of how many.
#[derive(Debug, Default, Clone, Copy)]
struct Mean {
    sum: usize,
    count: usize,
}

impl Mean {
    fn one(value: usize) -> Mean {
        Mean { sum: value, count: 1 }
    }

    fn of(right: usize, count: usize) -> Mean {
        Mean { sum: 1000 * right, count }
    }

    fn and(self, other: Mean) -> Mean {
        Mean { sum: self.sum + other.sum, count: self.count + other.count }
    }

    fn cell(self) -> Cell {
        if self.count == 0 { Cell::Empty } else { Cell::Share(share(self.sum, 1000 * self.count)) }
    }
}

impl Score {
    fn of(kit: &Kit, page: &Page) -> Score {
        let article = read(kit, page.html.clone(), MediaType::Html);
        let mut score = Score::default();
        let report = report(&article);
        if let Some(text) = &page.text {
            let gold = Bag::words(text);
            score.words = Mean::one(Bag::words(&report).f1(&gold));
            score.shingles = Mean::one(Bag::shingles(&report).f1(&Bag::shingles(text)));
        }
        let flat_report = flat(&report);
        let has = |snippet: &String| flat_report.contains(&flat(snippet));
        let right = page.with.iter().filter(|snippet| has(snippet)).count();
        score.snippets.right = right;
        score.snippets.gold = page.with.len();
        score.snippets.found = right + page.without.iter().filter(|snippet| has(snippet)).count();
        score.metadata(page, &article);
        score.zones(page, &article);
        score
    }

    fn metadata(&mut self, page: &Page, article: &Article) {
        if let Some(title) = &page.title {
            let found = article.headline.map(|span| flat(article.words(span)));
            self.headline = Mean::of(usize::from(found == Some(flat(title))), 1);
        }
        if !page.authors.is_empty() {
            let found: Vec<String> = article.authors.iter().map(|author| flat(&author.value)).collect();
            let right = page.authors.iter().filter(|author| found.contains(&flat(author))).count();
            self.authors = Mean::of(right, page.authors.len());
        }
        if let Some(date) = &page.date {
            let found = article.published.candidates.iter().any(|found| found.to_string() == *date);
            self.date = Mean::of(usize::from(found), 1);
        }
    }

    fn zones(&mut self, page: &Page, article: &Article) {
        let share_of = |pieces: &[String], kinds: &[ZoneKind]| {
            let words = flat(&words_of(article, kinds));
            Mean::of(pieces.iter().filter(|piece| words.contains(&flat(piece))).count(), pieces.len())
        };
        self.paragraphs = share_of(&page.paragraphs, &[ZoneKind::Body, ZoneKind::Dateline, ZoneKind::Credit]);
        self.key_points = share_of(&page.summary, &[ZoneKind::KeyPoint, ZoneKind::Subheadline]);
        self.captions = share_of(&page.captions, &[ZoneKind::Caption]);
        let comments: Vec<String> = article
            .zones
            .iter()
            .filter(|zone| zone.kind == ZoneKind::Comment)
            .map(|zone| flat(article.words(zone.span)))
            .collect();
        let right = page.comments.iter().filter(|comment| {
            let comment = flat(comment);
            comments.iter().any(|found| found.contains(&comment))
        });
        self.comments = Mean::of(right.count(), page.comments.len());
    }

    fn and(mut self, other: &Score) -> Score {
        self.words = self.words.and(other.words);
        self.shingles = self.shingles.and(other.shingles);
        self.snippets.add(other.snippets);
        self.headline = self.headline.and(other.headline);
        self.authors = self.authors.and(other.authors);
        self.date = self.date.and(other.date);
        self.paragraphs = self.paragraphs.and(other.paragraphs);
        self.key_points = self.key_points.and(other.key_points);
        self.captions = self.captions.and(other.captions);
        self.comments = self.comments.and(other.comments);
        self
    }

    fn cells(&self, pages: usize) -> Vec<Cell> {
        let snippets = if self.snippets.gold == 0 { Cell::Empty } else { Cell::Share(self.snippets.f1()) };
        vec![
            Cell::Count(pages),
            self.words.cell(),
            self.shingles.cell(),
            snippets,
            self.headline.cell(),
            self.authors.cell(),
            self.date.cell(),
            self.paragraphs.cell(),
            self.key_points.cell(),
            self.captions.cell(),
            self.comments.cell(),
        ]
    }
}

fn read(kit: &Kit, bytes: Vec<u8>, media_type: MediaType) -> Article {
    let page = pipeline::Page {
        id: "A".to_owned(),
        bytes,
        media_type: Some(media_type),
        charset: Some("utf-8".to_owned()),
        ..pipeline::Page::default()
    };
    pipeline::read(kit, page).value
}

/// The words that count as the article's text.
fn report(article: &Article) -> String {
    words_of(
        article,
        &[
            ZoneKind::Body,
            ZoneKind::Subheadline,
            ZoneKind::KeyPoint,
            ZoneKind::Credit,
            ZoneKind::PullQuote,
            ZoneKind::Correction,
        ],
    )
}

fn words_of(article: &Article, kinds: &[ZoneKind]) -> String {
    let zones = article.zones.iter().filter(|zone| kinds.contains(&zone.kind));
    zones.map(|zone| article.words(zone.span)).collect::<Vec<_>>().join("\n")
}

/// With `VARIORUM_WORST` set: the pages that are read worst.
fn print_worst(name: &str, scores: &[(String, Score)]) {
    let Some(count) = std::env::var("VARIORUM_WORST").ok().and_then(|count| count.parse().ok()) else {
        return;
    };
    let mut worst: Vec<&(String, Score)> = scores.iter().filter(|(_, score)| score.words.count > 0).collect();
    worst.sort_by_key(|(id, score)| (score.words.sum, id.clone()));
    for (id, score) in worst.into_iter().take(count) {
        println!("{name}: {:4} {id}", score.words.sum);
    }
}
