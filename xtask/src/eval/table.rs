//! What does a measurement look like? Rows of counts, shares and errors, and how they are printed.

use std::fmt::Write as _;

/// One cell of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Cell {
    /// How many: never has a floor.
    Count(usize),
    /// Per cent, higher is better: has a floor.
    Share(f64),
    /// Does not apply.
    Empty,
}

/// How many were right, found and wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Found and wanted.
    pub(crate) right: usize,
    /// Found.
    pub(crate) found: usize,
    /// Wanted.
    pub(crate) gold: usize,
}

impl Counts {
    /// Per cent of what was found that is right.
    pub(crate) fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    /// Per cent of what is wanted that was found.
    pub(crate) fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    /// Harmonic mean of both.
    pub(crate) fn f1(self) -> f64 {
        share(2 * self.right, self.found + self.gold)
    }

    /// Adds another count.
    pub(crate) fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }
}

/// Part of a whole in per cent; 0 of 0 is 0.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// What a task measured.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    columns: Vec<&'static str>,
    rows: Vec<(String, Vec<Cell>)>,
    remark: String,
    below: Vec<String>,
}

impl Table {
    /// An empty table with the names of its columns (the first column, the rows' labels, has none).
    pub(crate) fn new(columns: &[&'static str]) -> Table {
        Table { columns: columns.to_vec(), ..Table::default() }
    }

    /// A table for counts: gold, found, precision, recall, F1.
    pub(crate) fn of_counts() -> Table {
        Table::new(&["gold", "found", "precision", "recall", "f1"])
    }

    /// Says in one line what the rows were measured on.
    pub(crate) fn remark(mut self, remark: impl Into<String>) -> Table {
        self.remark = remark.into();
        self
    }

    /// Says something below the table that has no floor.
    pub(crate) fn below(&mut self, line: impl Into<String>) {
        self.below.push(line.into());
    }

    /// Appends a row.
    pub(crate) fn row(&mut self, label: impl Into<String>, cells: Vec<Cell>) {
        self.rows.push((label.into(), cells));
    }

    /// Appends a row to a table made by [`Table::of_counts`].
    pub(crate) fn counts(&mut self, label: impl Into<String>, counts: Counts) {
        self.row(
            label,
            vec![
                Cell::Count(counts.gold),
                Cell::Count(counts.found),
                Cell::Share(counts.precision()),
                Cell::Share(counts.recall()),
                Cell::Share(counts.f1()),
            ],
        );
    }

    /// Everything that can have a floor, as `row/column`. Precision and recall trade against each other, so
    /// where a row has an `f1`, only that one counts.
    pub(crate) fn measures(&self) -> Vec<(String, Cell)> {
        let mut measures = Vec::new();
        for (label, cells) in &self.rows {
            let only = cells.len().min(self.columns.len());
            let f1 = self.columns[..only].contains(&"f1");
            for (column, cell) in self.columns.iter().zip(cells) {
                let floored = matches!(cell, Cell::Share(_));
                if floored && !(f1 && matches!(*column, "precision" | "recall")) {
                    measures.push((format!("{label}/{column}"), *cell));
                }
            }
        }
        measures
    }

    /// The table with aligned columns.
    pub(crate) fn print(&self, title: &str) -> String {
        let mut lines: Vec<Vec<String>> = Vec::new();
        lines.push(
            std::iter::once(title.to_string())
                .chain(self.columns.iter().map(|name| name.to_string()))
                .collect(),
        );
        for (label, cells) in &self.rows {
            lines.push(
                std::iter::once(format!("  {label}")).chain(cells.iter().map(|cell| cell.print())).collect(),
            );
        }
        let width = |column: usize| {
            lines
                .iter()
                .filter_map(|line| line.get(column))
                .map(|text| text.chars().count())
                .max()
                .unwrap_or(0)
        };
        let mut text = String::new();
        for line in &lines {
            let mut row = format!("{:<1$}", line.first().map_or("", String::as_str), width(0));
            for (column, cell) in line.iter().enumerate().skip(1) {
                let _ = write!(row, "  {cell:>0$}", width(column));
            }
            text.push_str(row.trim_end());
            text.push('\n');
        }
        if !self.remark.is_empty() {
            let _ = writeln!(text, "  ({})", self.remark);
        }
        for line in &self.below {
            let _ = writeln!(text, "  {line}");
        }
        text
    }
}

impl Cell {
    /// The cell as it is printed: one decimal for shares, three for errors.
    fn print(self) -> String {
        match self {
            Cell::Count(count) => count.to_string(),
            Cell::Share(value) => format!("{value:.1}"),
            Cell::Empty => "–".to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_f1_alone_has_a_floor() {
        let mut table = Table::of_counts().remark("two texts");
        table.counts("long name", Counts { right: 1, found: 2, gold: 4 });
        let printed = table.print("task");
        assert!(
            printed.contains("  long name     4      2       50.0    25.0  33.3\n  (two texts)"),
            "{printed}"
        );
        let names: Vec<String> = table.measures().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["long name/f1"]);
    }
}
