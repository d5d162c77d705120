//! How well is read what pages say about themselves? Headline, authors and day of publication against gold.
//!
//! A headline is right if its words are the gold's, marks and capitals aside. Authors count name by name: gold that
//! lists several names in one string is parted. A day is right if it is the only candidate and the gold's; a wrong
//! day and no day both count as errors.

use super::gold::{Page, Set};
use super::text::flat;
use super::{Mean, read};
use crate::eval::{Cell, Counts, Table, Task};
use anyhow::Result;
use news::{Article, MediaType};
use pipeline::Kit;
use rayon::prelude::*;
use std::path::Path;

/// The task.
pub(in crate::eval) const TASK: Task =
    Task { name: "metadata", needs: "extraction", floors: "eval/metadata.toml", run };

#[derive(Debug, Default)]
struct Score {
    headline: Mean,
    authors: Counts,
    date: Mean,
    wrong: Vec<String>,
}

fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let mut table = Table::new(&["pages", "headline", "authors recall", "authors precision", "date"])
        .remark("authors by name, on pages with gold authors; a date is right if it is the only candidate");
    for (name, folder) in super::SETS {
        let set = Set::load(&data.join("extraction"), folder)?;
        let scores: Vec<Score> = set.pages.par_iter().map(|page| Score::of(kit, page)).collect();
        let wrong: Vec<String> = scores.iter().flat_map(|score| score.wrong.iter().cloned()).collect();
        print_wrong(name, &wrong);
        let mut total = Score::default();
        for score in &scores {
            total.headline = total.headline.and(score.headline);
            total.date = total.date.and(score.date);
            total.authors.add(score.authors);
        }
        let counts = total.authors;
        let part = |cell: f64| if counts.gold == 0 { Cell::Empty } else { Cell::Share(cell) };
        table.row(
            name,
            vec![
                Cell::Count(scores.len()),
                total.headline.cell(),
                part(crate::eval::share(counts.right, counts.gold)),
                part(crate::eval::share(counts.right, counts.found)),
                total.date.cell(),
            ],
        );
    }
    Ok(table)
}

impl Score {
    fn of(kit: &Kit, page: &Page) -> Score {
        let article = read(kit, page.html.clone(), MediaType::Html);
        let mut score = Score::default();
        score.headline(page, &article);
        score.authors(page, &article);
        if let Some(gold) = &page.date {
            let found: Vec<String> = article.published.candidates.iter().map(ToString::to_string).collect();
            let right = found == [gold.clone()];
            score.date = Mean::of(usize::from(right), 1);
            if !right {
                let why = article.published.reasons.first().map_or("", |reason| reason.why.as_str());
                score.wrong.push(format!("date {} gold {gold} found {found:?} {why}", page.id));
            }
        }
        score
    }

    fn headline(&mut self, page: &Page, article: &Article) {
        let Some(title) = &page.title else { return };
        let shown = article.headline.map(|span| article.words(span).to_owned());
        let found = article.title.as_ref().map(|title| title.value.clone()).or(shown).unwrap_or_default();
        let right = flat(&found) == flat(title);
        self.headline = Mean::of(usize::from(right), 1);
        if !right {
            self.wrong.push(format!("headline {} gold “{title}” found “{found}”", page.id));
        }
    }

    fn authors(&mut self, page: &Page, article: &Article) {
        if page.authors.is_empty() {
            return;
        }
        let gold: Vec<String> = page.authors.iter().flat_map(|names| parted(names)).collect();
        let mut found: Vec<String> = article.authors.iter().map(|author| flat(&author.value)).collect();
        found.sort();
        found.dedup();
        let right = gold.iter().filter(|name| found.contains(name)).count();
        self.authors = Counts { right, gold: gold.len(), found: found.len() };
        if right < gold.len() || right < found.len() {
            self.wrong.push(format!("authors {} gold {:?} found {found:?}", page.id, page.authors));
        }
    }
}

/// The names of a string, folded; titles and degrees after a comma are no names.
fn parted(names: &str) -> Vec<String> {
    let mut parts = vec![names];
    for separator in [", ", "; ", " and ", " & ", " und ", " et ", " y ", " / "] {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    let is_degree = |part: &&str| !part.chars().any(char::is_lowercase) && part.len() <= 8 && part.is_ascii();
    let kept: Vec<String> = parts
        .iter()
        .enumerate()
        .filter(|(index, part)| *index == 0 || !is_degree(part))
        .map(|(_, part)| flat(part))
        .collect();
    kept.into_iter().filter(|part| !part.is_empty()).collect()
}

/// With `VARIORUM_WRONG` set to the first word of some lines, such as `headline`: these lines.
pub(super) fn print_wrong(name: &str, wrong: &[String]) {
    let Ok(kind) = std::env::var("VARIORUM_WRONG") else { return };
    for wrong in wrong.iter().filter(|wrong| wrong.starts_with(&kind)) {
        println!("{name}: {wrong}");
    }
}
