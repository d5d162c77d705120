//! How certain is it, by the text, that what a predicate says happened? UW factuality (Lee et al. 2015), dev.
//!
//! People placed every predicate between −3 (certainly not) and 3 (certainly). Measured are the mean absolute error,
//! printed as 100 − 100 × error so that higher is better, and Pearson's r in per cent. Below stand both figures as they
//! are published, with those of always saying 3.

use super::polnear;
use super::{Cell, Table, Task};
use anyhow::{Context, Result};
use pipeline::{Kit, steps};
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// The task's line in the list.
pub(super) const TASK: Task =
    Task { name: "certainty", needs: "certainty/UW/dev.jsonl", floors: "eval/certainty.toml", run };

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

fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let mut table = Table::new(&["predicates", "100 - 100 × error", "r"]).remark("UW dev, −3 to 3");
    let lines = fs::read_to_string(data.join("certainty/UW/dev.jsonl")).context("cannot read UW dev")?;
    let mut pairs = Vec::new();
    for line in lines.lines() {
        let sentence: Sentence = serde_json::from_str(line).context("a line of UW dev")?;
        judge(kit, &sentence, &mut pairs);
    }
    let (error, r) = (error(&pairs), pearson(&pairs));
    let cells = vec![Cell::Count(pairs.len()), Cell::Share(100.0 - 100.0 * error), Cell::Share(100.0 * r)];
    table.row("predicates", cells);
    let always: Vec<(f64, f64)> = pairs.iter().map(|(gold, _)| (*gold, 3.0)).collect();
    table.below(format!("mean absolute error {error:.3}, r {r:.3}; always 3: {:.3}", self::error(&always)));
    Ok(table)
}

/// Gold and ours for each predicate of a sentence.
fn judge(kit: &Kit, sentence: &Sentence, pairs: &mut Vec<(f64, f64)>) {
    let account = polnear::account(kit, "gold", &sentence.text);
    let mut words: Vec<usize> = Vec::new();
    let mut at = 0;
    for word in sentence.text.split(' ') {
        words.push(at);
        at += word.len() + 1;
    }
    for target in &sentence.targets {
        let Some(&start) = words.get(target.span1[0]) else { continue };
        let token = account.tokens.partition_point(|token| (token.span.end as usize) <= start);
        let ours = steps::certainty::of(kit, &account, token as u32);
        pairs.push((target.label, f64::from(ours.0) / 100.0));
        if (target.label - f64::from(ours.0) / 100.0).abs() > 2.0
            && std::env::var_os("VARIORUM_CONFUSIONS").is_some()
        {
            println!(
                "{:.1} not {:.1}: {} [{}]",
                target.label,
                f64::from(ours.0) / 100.0,
                sentence.text,
                account.token_words(token as u32)
            );
        }
    }
}

fn error(pairs: &[(f64, f64)]) -> f64 {
    pairs.iter().map(|(gold, ours)| (gold - ours).abs()).sum::<f64>() / pairs.len().max(1) as f64
}

/// Pearson's correlation; 0 where one side does not vary.
fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len().max(1) as f64;
    let mean = |side: fn(&(f64, f64)) -> f64| pairs.iter().map(side).sum::<f64>() / count;
    let (a, b) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let (mut both, mut first, mut second) = (0.0, 0.0, 0.0);
    for pair in pairs {
        both += (pair.0 - a) * (pair.1 - b);
        first += (pair.0 - a) * (pair.0 - a);
        second += (pair.1 - b) * (pair.1 - b);
    }
    let scale = (first * second).sqrt();
    if scale == 0.0 { 0.0 } else { both / scale }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlation_is_of_deviations_from_the_mean() {
        assert!((pearson(&[(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]) - 1.0).abs() < 1e-9);
        assert_eq!(pearson(&[(1.0, 3.0), (2.0, 3.0)]), 0.0);
        assert!((error(&[(3.0, 1.0), (-1.0, 0.0)]) - 1.5).abs() < 1e-9);
    }
}
