//! Is it found that a page prints another newsroom's text? Wire and republication credit of PolNeAR, both parts.
//!
//! `metadata.tsv` says which agency an article came from (`wire`) and whom the outlet thanks (`credit`: "h/t: …"). Of
//! the wire articles some show it nowhere in their text; they count as missed all the same. The line of thanks was taken
//! out of the texts when they were collected; it is put back behind them here, as it stood on the pages. No training
//! is involved, so both parts are measured. Right is a credit that names the same agency or outlet; found are credits of
//! the metadata's four agencies, and with thanks put back, credits that were not there without them.

use super::polnear;
use super::{Counts, Table, Task};
use anyhow::{Context, Result};
use pipeline::Kit;
use std::fs;
use std::path::Path;

/// The task's line in the list.
pub(super) const TASK: Task =
    Task { name: "relays", needs: "attribution/polnear/metadata.tsv", floors: "eval/relays.toml", run };

/// Names of the agencies that the metadata knows.
const AGENCIES: [(&str, &[&str]); 4] = [
    ("ap", &["associated press"]),
    ("upi", &["united press international"]),
    ("reuters", &["thomson reuters"]),
    ("afp", &["agence france-presse", "agence france presse"]),
];

fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let folder = data.join("attribution/polnear");
    let metadata = fs::read_to_string(folder.join("metadata.tsv")).context("cannot read `metadata.tsv`")?;
    let mut lines = metadata.lines();
    let columns: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let column = |name: &str| {
        columns.iter().position(|column| *column == name).with_context(|| format!("no column `{name}`"))
    };
    let (part, name, wire, credit) =
        (column("compartment")?, column("filename")?, column("wire")?, column("credit")?);
    let (mut wires, mut credits, mut articles) = (Counts::default(), Counts::default(), 0);
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |index: usize| cells.get(index).copied().filter(|cell| !matches!(*cell, "None" | "NA"));
        let (Some(part), Some(name)) = (cell(part), cell(name)) else { continue };
        let path = folder.join(part).join("text").join(format!("{name}.txt"));
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        articles += 1;
        let before = found(kit, name, &text);
        let agencies: Vec<String> = before.iter().filter(|name| is_agency(name)).cloned().collect();
        count(name, cell(wire).map(folded), &agencies, &mut wires);
        if let Some(thanks) = cell(credit) {
            let wanted = folded(thanks.trim_start_matches("h/t:"));
            let found = found(kit, name, &format!("{}\n\n{thanks}\n", text.trim_end()));
            let new: Vec<String> =
                found.into_iter().filter(|name| *name == wanted || !before.contains(name)).collect();
            count(name, Some(wanted), &new, &mut credits);
        }
    }
    let mut table = Table::of_counts().remark(format!("PolNeAR, {articles} articles; thanks put back"));
    table.counts("wire", wires);
    table.counts("line of thanks", credits);
    let mut all = wires;
    all.add(credits);
    table.counts("wire and republication", all);
    Ok(table)
}

/// Whom a text is credited to.
fn found(kit: &Kit, name: &str, text: &str) -> Vec<String> {
    let account = polnear::account(kit, name, text);
    let mut names: Vec<String> = account.credits.iter().map(|credit| folded(&credit.name)).collect();
    names.sort();
    names.dedup();
    names
}

fn count(article: &str, wanted: Option<String>, found: &[String], counts: &mut Counts) {
    let right = wanted.as_ref().is_some_and(|wanted| found.contains(wanted));
    counts.add(Counts { right: usize::from(right), found: found.len(), gold: usize::from(wanted.is_some()) });
    let is_odd = found.len() != usize::from(wanted.is_some()) || right != wanted.is_some();
    if is_odd && std::env::var_os("VARIORUM_CONFUSIONS").is_some() {
        println!("{article}: wanted {wanted:?}, found {found:?}");
    }
}

fn is_agency(name: &str) -> bool {
    AGENCIES.iter().any(|(short, _)| *short == name)
}

/// A name without what is a matter of writing; agencies by one of their names.
fn folded(name: &str) -> String {
    let lower = name.trim().trim_end_matches('.').to_lowercase();
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    let agency = AGENCIES.iter().find(|(_, names)| names.contains(&bare));
    agency.map_or(bare, |(short, _)| short).to_owned()
}
