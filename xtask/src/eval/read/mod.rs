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
use news::{Article, MediaType, Span, ZoneKind};
use pipeline::Kit;
use rayon::prelude::*;
use std::path::Path;
use text::{Bag, flat};

/// The task.
pub(super) const TASK: Task = Task { name: "read", needs: "extraction", floors: "eval/read.toml", run };

/// Sets and their folders.
pub(super) const SETS: [(&str, &str); 4] = [
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
        "paragraphs",
        "subheads",
        "key points",
        "key point zones",
        "captions",
        "captions kept out",
        "beyond gold",
    ])
    .remark(
        "paragraphs, subheads, key points: share of gold pieces found in the article's text; key point zones, captions: \
         in a zone of their kind; captions kept out: not in its text; beyond gold: not more often than in the gold text",
    );
    // Every page is read with a model that has seen no page of its site.
    let folds = blocks::folds(&root.join("models/blocks"), data)?;
    for (name, folder) in SETS {
        let set = Set::load(&data.join("extraction"), folder)?;
        let scores: Vec<(String, Score)> = set
            .pages
            .par_iter()
            .map(|page| (page.id.clone(), Score::of(&folds[blocks::fold(&page.site) as usize], page)))
            .collect();
        print_worst(name, scores.iter().map(|(id, score)| (id.as_str(), score.words)).collect());
        let total = scores.iter().fold(Score::default(), |all, (_, one)| all.and(one));
        metadata::print_wrong(name, &total.wrong);
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
    paragraphs: Mean,
    subheads: Mean,
    key_points: Mean,
    key_point_zones: Mean,
    captions: Mean,
    kept_out: Mean,
    /// A name under a picture also stands in sentences: only what the gold text does not hold was left in.
    beyond_gold: Mean,
    wrong: Vec<String>,
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
        score.zones(page, &article);
        score
    }

    fn zones(&mut self, page: &Page, article: &Article) {
        let share_in = |pieces: &[String], words: &str| {
            let found = pieces.iter().filter(|piece| words.contains(&flat(piece))).count();
            Mean::of(found, pieces.len())
        };
        let text = flat(&report(article));
        self.paragraphs = share_in(&page.paragraphs, &text);
        self.subheads = share_in(&page.heads, &text);
        self.key_points = share_in(&page.summary, &text);
        let zones = flat(&words_of(article, &[ZoneKind::KeyPoint, ZoneKind::Subheadline]));
        self.key_point_zones = share_in(&page.summary, &zones);
        self.captions = share_in(&page.captions, &flat(&words_of(article, &[ZoneKind::Caption])));
        let in_text = share_in(&page.captions, &text);
        self.kept_out = Mean { sum: 1000 * in_text.count - in_text.sum, count: in_text.count };
        let gold = flat(page.text.as_deref().unwrap_or(""));
        let is_kept =
            |piece: &&String| text.matches(&flat(piece)).count() <= gold.matches(&flat(piece)).count();
        self.beyond_gold = Mean::of(page.captions.iter().filter(is_kept).count(), page.captions.len());
        let lost = |kind: &str, pieces: &[String], found: &str, wanted: bool| -> Vec<String> {
            let pieces = pieces.iter().filter(|piece| found.contains(&flat(piece)) != wanted);
            pieces.map(|piece| format!("{kind} {} “{piece}” {}", page.id, kinds_of(article, piece))).collect()
        };
        let captions = flat(&words_of(article, &[ZoneKind::Caption]));
        self.wrong.extend(lost("caption", &page.captions, &captions, true));
        self.wrong.extend(lost("left in", &page.captions, &text, false));
        self.wrong.extend(lost("key point", &page.summary, &zones, true));
    }

    fn and(mut self, other: &Score) -> Score {
        self.words = self.words.and(other.words);
        self.shingles = self.shingles.and(other.shingles);
        self.snippets.add(other.snippets);
        self.paragraphs = self.paragraphs.and(other.paragraphs);
        self.subheads = self.subheads.and(other.subheads);
        self.key_points = self.key_points.and(other.key_points);
        self.key_point_zones = self.key_point_zones.and(other.key_point_zones);
        self.captions = self.captions.and(other.captions);
        self.kept_out = self.kept_out.and(other.kept_out);
        self.beyond_gold = self.beyond_gold.and(other.beyond_gold);
        self.wrong.extend(other.wrong.iter().cloned());
        self
    }

    fn cells(&self, pages: usize) -> Vec<Cell> {
        let snippets = if self.snippets.gold == 0 { Cell::Empty } else { Cell::Share(self.snippets.f1()) };
        vec![
            Cell::Count(pages),
            self.words.cell(),
            self.shingles.cell(),
            snippets,
            self.paragraphs.cell(),
            self.subheads.cell(),
            self.key_points.cell(),
            self.key_point_zones.cell(),
            self.captions.cell(),
            self.kept_out.cell(),
            self.beyond_gold.cell(),
        ]
    }
}

/// A page of the sets, which are all UTF-8.
pub(crate) fn read(kit: &Kit, bytes: Vec<u8>, media_type: MediaType) -> Article {
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

/// The words of zones of some kinds; of the body with the dateline that its first line begins with.
fn words_of(article: &Article, kinds: &[ZoneKind]) -> String {
    let mut words = String::new();
    for (index, zone) in article.zones.iter().enumerate() {
        let opens = article.zones.get(index + 1).is_some_and(|next| {
            let between = Span::new(zone.span.end as usize, next.span.start as usize);
            let is_opening = zone.kind == ZoneKind::Dateline && next.kind == ZoneKind::Body;
            is_opening && kinds.contains(&next.kind) && !article.words(between).contains('\n')
        });
        if opens || kinds.contains(&zone.kind) {
            words.push_str(article.words(zone.span));
            words.push(if opens { ' ' } else { '\n' });
        }
    }
    words
}

/// The kinds of the zones that hold the opening of a piece.
fn kinds_of(article: &Article, piece: &str) -> String {
    let opening: String = flat(piece).chars().take(24).collect();
    let zones = article.zones.iter().filter(|zone| flat(article.words(zone.span)).contains(&opening));
    let mark = |inferred: bool| if inferred { "?" } else { "" };
    zones.map(|zone| format!("{}{}", zone.kind.name(), mark(zone.inferred))).collect::<Vec<_>>().join(" ")
}

/// With `VARIORUM_WORST` set: so many of the pages that are read worst.
fn print_worst(name: &str, mut scores: Vec<(&str, Mean)>) {
    let Some(count) = std::env::var("VARIORUM_WORST").ok().and_then(|count| count.parse().ok()) else {
        return;
    };
    scores.retain(|(_, score)| score.count > 0);
    scores.sort_by_key(|(id, score)| (score.sum, *id));
    for (id, score) in scores.into_iter().take(count) {
        println!("{name}: {:4} {id}", score.sum);
    }
}
