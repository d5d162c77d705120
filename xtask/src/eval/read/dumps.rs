//! How well are plain-text dumps read? Body words and kinds of zones, by cross-validation over sites.
//!
//! Pages are written as text in several ways, one of them by the reader's own outline, the others by a naive
//! writer that shares no code with it. Each page is read by a model that has seen no page of its site. A kind is
//! measured where the gold file of the page marks it: paragraphs that only the markup tells apart count for nothing.

use super::gold::{Page, Set};
use super::read;
use super::text::Bag;
use super::{Mean, print_worst, report};
use crate::dumps::render::{Dump, render, tokens};
use crate::dumps::style::Style;
use crate::dumps::truth::{Truth, simple};
use crate::dumps::zones;
use crate::eval::{Cell, Counts, Table, Task};
use crate::train::blocks::fold;
use crate::train::dumps::{examples, recipe, without_folds};
use anyhow::Result;
use html5gum::Token;
use news::{Article, MediaType, Span, ZoneKind};
use pipeline::Kit;
use pipeline::steps::dumps::{Lesson, kit};
use rayon::prelude::*;
use std::path::Path;

/// The task.
pub(crate) const TASK: Task =
    Task { name: "dumps", needs: "extraction", floors: "models/dumps/scores.toml", run };

/// Kinds whose mean is the macro F1; what is not named is the rest. Standfirst and key points are one: the gold
/// files have one field for both.
const KINDS: [ZoneKind; 6] = [
    ZoneKind::Headline,
    ZoneKind::Subheadline,
    ZoneKind::Body,
    ZoneKind::Caption,
    ZoneKind::Byline,
    ZoneKind::Comment,
];

/// Ways of writing a page; without a style, as the reader's outline does.
const WRITINGS: [(&str, Option<Style>); 4] = [
    ("outline", None),
    ("lines", Some(Style::LINES)),
    ("copied", Some(Style::COPIED)),
    ("markdown", Some(Style::MARKDOWN)),
];

fn run(_: &Kit, data: &Path) -> Result<Table> {
    let (text, recipe) = recipe(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/dumps"))?;
    let rules = kit(None)?;
    let load = |folder| Set::load(&data.join("extraction"), folder);
    let sets = [load("wcxb_articles_dev")?, load("fundus_dev")?, load("trafilatura_eval")?];
    let lessons: Vec<_> = sets.iter().flat_map(|set| examples(&rules, &recipe, set)).collect();
    let models = without_folds(&recipe, &text, &lessons)?;
    let kits = models.iter().map(|bytes| Ok(kit(Some(bytes))?)).collect::<Result<Vec<Kit>>>()?;
    let mut table = Table::new(&[
        "pages",
        "body F1",
        "macro F1",
        "headline",
        "standfirst",
        "body",
        "captions",
        "bylines",
        "comments",
        "rest",
    ])
    .remark("F1 of words; body F1: mean over pages; by cross-validation over sites");
    for (name, set) in ["WCXB", "fundus"].iter().zip(&sets) {
        let scores: Vec<Vec<Score>> = set
            .pages
            .par_iter()
            .map(|page| {
                let tokens = tokens(&String::from_utf8_lossy(&page.html));
                let article = read(&rules, page.html.clone(), MediaType::Html);
                let kit = &kits[fold(&page.site) as usize];
                WRITINGS.iter().map(|(_, style)| Score::of(kit, page, &article, &tokens, *style)).collect()
            })
            .collect();
        for (index, (writing, _)) in WRITINGS.iter().enumerate() {
            let pages = set.pages.iter().zip(&scores);
            let bodies = pages.map(|(page, score)| (page.id.as_str(), score[index].body)).collect();
            print_worst(&format!("{name} {writing}"), bodies);
            let total = scores.iter().fold(Score::default(), |all, one| all.and(&one[index]));
            table.row(format!("{name} {writing}"), total.cells(set.pages.len()));
        }
    }
    Ok(table)
}

#[derive(Debug, Default, Clone)]
struct Score {
    body: Mean,
    /// One for each kind, then the rest.
    kinds: [Counts; KINDS.len() + 1],
}

impl Score {
    fn of(kit: &Kit, page: &Page, article: &Article, tokens: &[Token<usize>], style: Option<Style>) -> Score {
        let dump = match style {
            None => Dump { text: article.text.clone(), map: article.map.clone() },
            Some(style) => render(tokens, &style),
        };
        let found = read(kit, dump.text.clone().into_bytes(), MediaType::Plain);
        let mut score = Score::default();
        if let Some(text) = &page.text {
            score.body = Mean::one(Bag::words(&report(&found)).f1(&Bag::words(text)));
        }
        let spans: Vec<Span> = Lesson::new(kit, &dump.text).spans().collect();
        let truth = Truth::new(page, zones(article)).kinds(&dump, &spans);
        let mut wanted: [String; KINDS.len() + 1] = Default::default();
        let mut given: [String; KINDS.len() + 1] = Default::default();
        for (span, (truth, _)) in spans.iter().zip(truth).filter(|(_, (_, is_known))| *is_known) {
            let line = span.of(&dump.text);
            let middle = (span.start as usize + span.end as usize) / 2;
            let kind = found.zone_at(middle).map_or(ZoneKind::Boilerplate, |zone| simple(zone.kind));
            for (kind, words) in [(truth, &mut wanted), (kind, &mut given)] {
                let kind = if kind == ZoneKind::KeyPoint { ZoneKind::Subheadline } else { kind };
                let words = &mut words[KINDS.iter().position(|known| *known == kind).unwrap_or(KINDS.len())];
                words.push_str(line);
                words.push('\n');
            }
        }
        for (kind, (wanted, given)) in score.kinds.iter_mut().zip(wanted.iter().zip(&given)) {
            let (wanted, given) = (Bag::words(wanted), Bag::words(given));
            *kind = Counts { right: given.shared(&wanted), found: given.len(), gold: wanted.len() };
        }
        score
    }

    fn and(mut self, other: &Score) -> Score {
        self.body = self.body.and(other.body);
        for (kind, other) in self.kinds.iter_mut().zip(&other.kinds) {
            kind.add(*other);
        }
        self
    }

    fn cells(&self, pages: usize) -> Vec<Cell> {
        let known: Vec<f64> = self.kinds.iter().filter(|kind| kind.gold > 0).map(|kind| kind.f1()).collect();
        let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
        let mut cells = vec![Cell::Count(pages), self.body.cell(), Cell::Share(mean)];
        let cell = |kind: &Counts| if kind.gold == 0 { Cell::Empty } else { Cell::Share(kind.f1()) };
        cells.extend(self.kinds.iter().map(cell));
        cells
    }
}
