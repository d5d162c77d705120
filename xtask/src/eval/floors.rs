//! What was once reached, and who may lower it? Floors rise with `--update`; they fall only with a reason.

use super::Table;
use super::table::Cell;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// One file of floors.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Floors {
    /// `row/column` and the least value (for errors: the greatest).
    #[serde(default)]
    floors: BTreeMap<String, f64>,
    /// Every floor that was ever lowered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    accepted_drops: Vec<AcceptedDrop>,
}

/// A floor that was lowered, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct AcceptedDrop {
    measure: String,
    from: f64,
    to: f64,
    reason: String,
}

/// Reads a file of floors; a missing file holds none.
pub(super) fn read(file: &Path) -> Result<Floors> {
    if !file.exists() {
        return Ok(Floors::default());
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    toml::from_str(&text).with_context(|| format!("cannot understand `{}`", file.display()))
}

/// Writes a file of floors.
pub(super) fn write(file: &Path, task: &str, floors: &Floors) -> Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let text = format!(
        "# Floors of `cargo xtask eval {task}`, kept by `--update`; they fall only with `--accept-drop REASON`.\n\n{}",
        toml::to_string(floors)?
    );
    std::fs::write(file, text).with_context(|| format!("cannot write `{}`", file.display()))
}

/// One line per measure that is below its floor, and per floor that nothing measures any more.
pub(super) fn failures(task: &str, floors: &Floors, table: &Table) -> Vec<String> {
    let measured: BTreeMap<String, Cell> = table.measures().into_iter().collect();
    let mut failures = Vec::new();
    for (measure, floor) in &floors.floors {
        match measured.get(measure) {
            Some(Cell::Share(value)) if rounded_down(*value) < *floor => {
                failures.push(format!("{task}: {measure}: floor {floor}, measured {value:.2}"));
            }
            Some(Cell::Share(_) | Cell::Count(_) | Cell::Empty) => {}
            None => failures.push(format!("{task}: {measure}: floor {floor}, not measured any more")),
        }
    }
    failures
}

/// Floors after a measurement: raised where it was better, lowered only where a reason is given.
pub(super) fn raise(mut floors: Floors, table: &Table, reason: Option<&str>) -> Floors {
    for (measure, cell) in table.measures() {
        let Cell::Share(share) = cell else { continue };
        let value = rounded_down(share);
        let old = floors.floors.get(&measure).copied();
        let worse = old.is_some_and(|old| value < old);
        match (worse, old, reason) {
            (true, Some(from), Some(reason)) => {
                let reason = reason.to_string();
                floors.accepted_drops.push(AcceptedDrop {
                    measure: measure.clone(),
                    from,
                    to: value,
                    reason,
                });
                floors.floors.insert(measure, value);
            }
            (true, ..) => {}
            (false, ..) => {
                floors.floors.insert(measure, value);
            }
        }
    }
    floors
}

/// A share as it is kept: one decimal, rounded down, so that a measurement always reaches its own floor.
fn rounded_down(value: f64) -> f64 {
    (value * 10.0 + 1e-6).floor() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(share: f64) -> Table {
        let mut table = Table::new(&["accuracy"]);
        table.row("all", vec![Cell::Share(share)]);
        table
    }

    #[test]
    fn a_measure_below_its_floor_is_named_with_floor_and_value() {
        let floors = raise(Floors::default(), &table(91.68), None);
        assert!(failures("tags", &floors, &table(91.68)).is_empty());
        assert_eq!(
            failures("tags", &floors, &table(90.0)),
            ["tags: all/accuracy: floor 91.6, measured 90.00"]
        );
    }

    #[test]
    fn a_floor_falls_only_with_a_reason_and_the_reason_is_kept() {
        let floors = raise(Floors::default(), &table(91.6), None);
        assert_eq!(raise(floors.clone(), &table(80.0), None), floors);
        let lowered = raise(floors, &table(80.0), Some("smaller model"));
        assert_eq!(lowered.accepted_drops.len(), 1);
        assert!(failures("tags", &lowered, &table(80.0)).is_empty());
    }

    #[test]
    fn a_measure_that_vanishes_is_a_failure() {
        let floors = raise(Floors::default(), &table(50.0), None);
        assert_eq!(failures("tags", &floors, &Table::new(&["accuracy"])).len(), 1);
    }
}
