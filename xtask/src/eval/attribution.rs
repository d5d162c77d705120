//! Who says what: are sources, cues and contents found, on the articles of PolNeAR (Newell et al. 2018)?
//!
//! Every role is scored on its own: *exact* (all its stretches, byte for byte, white space at edges aside),
//! *overlap* (one to one, one shared byte is enough) and *characters*. PolNeAR's cues go far beyond speech, so
//! attributions whose cue holds a verb of saying are scored apart, on both sides; so are contents that are direct, mixed
//! or indirect. Below stands how far the stated confidence can be trusted.

use super::polnear::{self, Article, ROLES, Roles, Stretches, shared};
use super::{Cell, Counts, Table, Task, share};
use anyhow::Result;
use news::AttributionKind;
use pipeline::Kit;
use std::collections::BTreeSet;
use std::path::Path;

/// The task's line in the list.
pub(super) const TASK: Task = Task {
    name: "attribution",
    needs: "attribution/polnear/dev",
    floors: "eval/attribution.toml",
    run: table,
};

/// One role in the three ways to score it.
#[derive(Default, Clone, Copy)]
struct Scores {
    exact: Counts,
    overlap: Counts,
    characters: Counts,
}

/// Found attributions of about the same confidence.
#[derive(Default, Clone, Copy)]
struct Bin {
    found: usize,
    thousandths: usize,
    overlap: usize,
    exact: usize,
}

#[derive(Default)]
struct Tally {
    all: [Scores; 3],
    speech: [Scores; 3],
    kinds: [Scores; 3],
    speech_content: Counts,
    bins: [Bin; 10],
    articles: usize,
}

/// The scores of a kit on the articles of `dev`.
pub(crate) fn table(kit: &Kit, data: &Path) -> Result<Table> {
    let mut tally = Tally::default();
    for article in polnear::articles(kit, data, "dev")? {
        tally.add(&article);
    }
    Ok(tally.table())
}

impl Scores {
    fn add(&mut self, wanted: &[Stretches], given: &[Stretches]) {
        let sizes = Counts { right: 0, found: given.len(), gold: wanted.len() };
        self.exact.add(Counts { right: matches(wanted, given, |a, b| a == b), ..sizes });
        self.overlap.add(Counts { right: matches(wanted, given, overlaps), ..sizes });
        self.characters.add(characters(wanted, given));
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::Count(self.overlap.gold),
            Cell::Count(self.overlap.found),
            Cell::Share(self.exact.f1()),
            Cell::Share(self.overlap.precision()),
            Cell::Share(self.overlap.recall()),
            Cell::Share(self.overlap.f1()),
            Cell::Share(self.characters.f1()),
        ]
    }
}

impl Tally {
    fn add(&mut self, article: &Article) {
        self.articles += 1;
        let (text, gold) = (article.text.as_str(), article.gold.as_slice());
        let (found, confidence): (Vec<Roles>, Vec<u16>) =
            polnear::found(&article.account).into_iter().unzip();
        let is_speech = |roles: &&Roles| polnear::speaks(text, &roles[1]);
        let filled = |all: &mut dyn Iterator<Item = &Roles>, role: usize| -> Vec<Stretches> {
            all.map(|roles| roles[role].clone()).filter(|part| !part.is_empty()).collect()
        };
        for role in 0..ROLES.len() {
            self.all[role].add(&filled(&mut gold.iter(), role), &filled(&mut found.iter(), role));
            self.speech[role].add(
                &filled(&mut gold.iter().filter(is_speech), role),
                &filled(&mut found.iter().filter(is_speech), role),
            );
        }
        for (scores, kind) in self.kinds.iter_mut().zip(AttributionKind::ALL) {
            let is_kind = |roles: &&Roles| polnear::kind(text, &article.account, &roles[2]) == kind;
            scores.add(
                &filled(&mut gold.iter().filter(is_kind), 2),
                &filled(&mut found.iter().filter(is_kind), 2),
            );
        }
        let wanted: Vec<Stretches> = gold.iter().filter(is_speech).map(|roles| roles[2].clone()).collect();
        let given: Vec<Stretches> = found.iter().map(|roles| roles[2].clone()).collect();
        let right = matches(&wanted, &given, overlaps);
        self.speech_content.add(Counts { right, found: right, gold: wanted.len() });
        self.trust(gold, &given, &confidence);
    }

    /// Sorts what was found by how sure it is said to be.
    fn trust(&mut self, gold: &[Roles], given: &[Stretches], confidence: &[u16]) {
        for (content, confidence) in given.iter().zip(confidence) {
            let bin = &mut self.bins[usize::from(*confidence / 100).min(9)];
            bin.found += 1;
            bin.thousandths += usize::from(*confidence);
            bin.overlap += usize::from(gold.iter().any(|roles| overlaps(&roles[2], content)));
            bin.exact += usize::from(gold.iter().any(|roles| roles[2] == *content));
        }
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[
            "gold",
            "found",
            "exact f1",
            "overlap p",
            "overlap r",
            "overlap f1",
            "character f1",
        ])
        .remark(format!("PolNeAR dev, {} articles, attributions with a cue", self.articles));
        for (scores, role) in self.all.iter().zip(ROLES) {
            table.row(role, scores.cells());
        }
        for (scores, role) in self.speech.iter().zip(ROLES) {
            table.row(format!("cue of saying: {role}"), scores.cells());
        }
        for (scores, kind) in self.kinds.iter().zip(AttributionKind::ALL) {
            table.row(format!("{} content", kind.name()), scores.cells());
        }
        let speech = self.speech_content;
        let recall = Cell::Share(speech.recall());
        let empty = Cell::Empty;
        table.row(
            "content, cue of saying",
            vec![Cell::Count(speech.gold), empty, empty, empty, recall, empty, empty],
        );
        self.reliability(&mut table);
        table
    }

    /// How often attributions are right that are said to be so sure.
    fn reliability(&self, table: &mut Table) {
        table.below("confidence      found   stated   content overlaps   content exact");
        let (mut found, mut apart) = (0, 0.0);
        for (tenth, bin) in self.bins.iter().enumerate().filter(|(_, bin)| bin.found > 0) {
            let stated = bin.thousandths as f64 / (10.0 * bin.found as f64);
            let right = share(bin.overlap, bin.found);
            found += bin.found;
            apart += (stated - right).abs() * bin.found as f64;
            table.below(format!(
                "{:.1} to {:.1}  {:>9}   {stated:>6.1}   {right:>16.1}   {:>13.1}",
                tenth as f64 / 10.0,
                (tenth + 1) as f64 / 10.0,
                bin.found,
                share(bin.exact, bin.found),
            ));
        }
        let apart = if found == 0 { 0.0 } else { apart / found as f64 };
        table.below(format!("stated and right (overlap) lie {apart:.1} points apart on average"));
    }
}

/// How many of `wanted` meet one of `given`, each used once, in order of position.
fn matches(
    wanted: &[Stretches],
    given: &[Stretches],
    meets: impl Fn(&Stretches, &Stretches) -> bool,
) -> usize {
    let mut used = vec![false; given.len()];
    let mut right = 0;
    for want in wanted {
        let best = (0..given.len())
            .filter(|&at| !used[at] && meets(want, &given[at]))
            .max_by_key(|&at| shared(want, &given[at]));
        if let Some(at) = best {
            used[at] = true;
            right += 1;
        }
    }
    right
}

fn overlaps(a: &Stretches, b: &Stretches) -> bool {
    shared(a, b) > 0
}

fn characters(wanted: &[Stretches], given: &[Stretches]) -> Counts {
    let set = |all: &[Stretches]| -> BTreeSet<usize> {
        all.iter().flatten().flat_map(|&(from, to)| from..to).collect()
    };
    let (wanted, given) = (set(wanted), set(given));
    Counts { right: wanted.intersection(&given).count(), found: given.len(), gold: wanted.len() }
}
