//! How likely is each label, by sums of small decision trees? The forest on disk and ready to run.
//!
//! Numbers in, scores out: every tree asks a few times whether a column is at most a threshold and adds the
//! value of the leaf it ends in (gradient boosting, Friedman 2001). Columns, thresholds and values are integers,
//! so a score is the same on every machine. Growing trees is left to `boost`.

use crate::bytes::{self, Reader};
use crate::model::{self, FORMAT, ModelError};

const MAGIC: &[u8; 8] = b"vrtrees\n";

/// Scores are in this many parts of a logarithm of odds.
pub const SCALE: i32 = 1024;

/// Trees that are asked side by side, and between two looks at whether it is worth while to ask on.
const PART: usize = 8;
/// More steps than so many trees have; a power of two.
const ROOM: usize = 512;
/// More columns than any row may have. The last one is no column: it counts as 0.
const WIDTH: usize = 256;
/// Below this a row counts as one without the label, above that as one with it: the trees that are left are not asked.
const HOPELESS: i32 = -5 * SCALE / 2;
const SURE: i32 = 3 * SCALE;

/// One question of a tree, or the value that answers end in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Node {
    /// Whether the column is at most the threshold: then the next node, else the node `right` of the tree.
    Ask {
        /// Index of the column.
        column: u16,
        /// Largest value that goes on to the next node.
        threshold: i16,
        /// Index of the other node; higher than this one's.
        right: u16,
    },
    /// Where the questions end.
    Leaf(i16),
}

/// Decision trees, as they stand on disk and as they run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forest {
    /// Folder under `models/`.
    pub name: String,
    /// SHA-256 of the recipe that it was trained from.
    pub recipe: [u8; 32],
    /// Names of the columns, in order; the caller compares them with its own.
    pub columns: Vec<String>,
    /// What is told: each label by itself, with the trees that were grown for it.
    pub labels: Vec<Label>,
    /// The trees of each label, laid out to be asked.
    laid: Vec<Vec<Part>>,
}

/// A row as trees are asked about it.
#[derive(Debug)]
pub struct Row([i16; WIDTH]);

impl Row {
    /// The values of a row. What lies beyond the columns of any forest is left out.
    pub fn new(values: &[i16]) -> Row {
        let mut row = [0; WIDTH];
        let count = values.len().min(WIDTH - 1);
        row[..count].copy_from_slice(&values[..count]);
        Row(row)
    }

    /// The same row with more values from the column `at` on.
    #[must_use]
    pub fn and(&self, at: usize, values: &[i16]) -> Row {
        let mut row = self.0;
        for (column, value) in row[..WIDTH - 1].iter_mut().skip(at).zip(values) {
            *column = *value;
        }
        Row(row)
    }

    /// The value of a column; 0 if there is no such column.
    pub fn value(&self, column: usize) -> i16 {
        self.0.get(column).copied().unwrap_or(0)
    }
}

/// A question or a leaf of trees that are asked side by side. A larger value leads one step beyond `next`, any other to
/// `next`. A leaf asks about no column and leads to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Step {
    threshold: i16,
    column: u8,
    next: u16,
    value: i16,
}

/// Trees that are asked side by side: no branch depends on what one of them answers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// As many as a `Part` may have, so that no step needs a look at the bounds.
    steps: Box<[Step; ROOM]>,
    roots: [u16; PART],
}

impl Part {
    /// Lays trees out, the two ways from a question side by side. `None`: more steps than there is room for.
    fn new(trees: &[Vec<Node>]) -> Option<Part> {
        let leaf = |at: usize, value| Step {
            threshold: i16::MAX,
            column: (WIDTH - 1) as u8,
            next: at as u16,
            value,
        };
        // Trees that are not there say nothing.
        let mut steps = vec![leaf(0, 0)];
        let mut roots = [0; PART];
        for (tree, root) in trees.iter().zip(&mut roots) {
            *root = steps.len() as u16;
            let mut open = vec![(steps.len(), 0)];
            steps.push(Step::default());
            while let Some((at, node)) = open.pop() {
                steps[at] = match tree[node] {
                    Node::Leaf(value) => leaf(at, value),
                    Node::Ask { column, threshold, right } => {
                        let next = steps.len();
                        open.extend([(next + 1, usize::from(right)), (next, node + 1)]);
                        steps.extend([Step::default(); 2]);
                        Step { threshold, column: column as u8, next: next as u16, value: 0 }
                    }
                };
                if steps.len() > ROOM {
                    return None;
                }
            }
        }
        steps.resize(ROOM, Step::default());
        Some(Part { steps: steps.into_boxed_slice().try_into().ok()?, roots })
    }

    fn step(&self, at: u16) -> &Step {
        &self.steps[usize::from(at) % ROOM]
    }

    fn score(&self, row: &Row) -> i32 {
        let mut at = self.roots;
        loop {
            let before = at;
            for at in &mut at {
                let step = self.step(*at);
                *at = step.next + u16::from(row.0[usize::from(step.column)] > step.threshold);
            }
            if at == before {
                return at.iter().map(|at| i32::from(self.step(*at).value)).sum();
            }
        }
    }
}

/// A label and its trees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What it says of a row.
    pub name: String,
    pub(crate) trees: Vec<Vec<Node>>,
}

impl Forest {
    /// Logarithm of the odds that the row has the label, times [`SCALE`]; 0 for a label that is not there. Where the
    /// odds are hopeless or sure, the sum stops early: beyond odds of 1 to 12 and 20 to 1 only its sign means something.
    /// A column that is not there counts as 0.
    pub fn score(&self, label: usize, row: &Row) -> i32 {
        let mut score = 0;
        for part in self.laid.get(label).into_iter().flatten() {
            score += part.score(row);
            if !(HOPELESS..=SURE).contains(&score) {
                break;
            }
        }
        score
    }

    /// A forest ready to run.
    ///
    /// # Errors
    /// More columns than a row may have, or trees so large that they cannot be asked side by side.
    pub fn new(
        name: String,
        recipe: [u8; 32],
        columns: Vec<String>,
        labels: Vec<Label>,
    ) -> Result<Forest, ModelError> {
        let refused = || ModelError::Damaged("trees too large or too many columns");
        if columns.len() >= WIDTH {
            return Err(refused());
        }
        let laid = |label: &Label| label.trees.chunks(PART).map(Part::new).collect::<Option<Vec<_>>>();
        let laid = labels.iter().map(laid).collect::<Option<Vec<_>>>().ok_or_else(refused)?;
        Ok(Forest { name, recipe, columns, labels, laid })
    }

    /// The bytes of the model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&FORMAT.to_le_bytes());
        out.extend_from_slice(&self.recipe);
        bytes::put_string(&mut out, &self.name);
        bytes::put_number(&mut out, self.columns.len() as u64);
        for column in &self.columns {
            bytes::put_string(&mut out, column);
        }
        bytes::put_number(&mut out, self.labels.len() as u64);
        for label in &self.labels {
            bytes::put_string(&mut out, &label.name);
            bytes::put_number(&mut out, label.trees.len() as u64);
            label.trees.iter().for_each(|tree| put_tree(&mut out, tree));
        }
        let checksum = model::checksum(&out);
        out.extend_from_slice(&checksum.to_le_bytes());
        out
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Another file, another format, a file that is cut short or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Forest, ModelError> {
        let mut reader = model::content(bytes, MAGIC)?;
        let mut recipe = [0; 32];
        recipe.copy_from_slice(reader.take(32)?);
        let name = reader.string()?;
        let columns = (0..reader.count(1)?).map(|_| reader.string()).collect::<Result<Vec<_>, _>>()?;
        let label = |reader: &mut Reader<'_>| {
            let name = reader.string()?;
            let trees = (0..reader.count(2)?).map(|_| tree(reader, columns.len()));
            Ok(Label { name, trees: trees.collect::<Result<Vec<_>, _>>()? })
        };
        let labels = (0..reader.count(2)?).map(|_| label(&mut reader)).collect::<Result<Vec<_>, _>>()?;
        if !reader.is_empty() {
            return Err(ModelError::Damaged("bytes after its end"));
        }
        Forest::new(name, recipe, columns, labels)
    }
}

fn put_tree(out: &mut Vec<u8>, tree: &[Node]) {
    bytes::put_number(out, tree.len() as u64);
    for node in tree {
        match *node {
            Node::Leaf(value) => {
                out.push(0);
                bytes::put_signed(out, i64::from(value));
            }
            Node::Ask { column, threshold, right } => {
                bytes::put_number(out, u64::from(column) + 1);
                bytes::put_signed(out, i64::from(threshold));
                bytes::put_number(out, u64::from(right));
            }
        }
    }
}

/// The value of the leaf that a row ends in.
#[cfg(any(feature = "train", test))]
pub(crate) fn leaf(tree: &[Node], row: &[i16]) -> i16 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(&Node::Ask { column, threshold, right }) => {
                let value = row.get(usize::from(column)).copied().unwrap_or(0);
                at = if value <= threshold { at + 1 } else { usize::from(right) };
            }
            Some(&Node::Leaf(value)) => return value,
            None => return 0,
        }
    }
}

/// A tree whose questions lead forward and inside it.
fn tree(reader: &mut Reader<'_>, columns: usize) -> Result<Vec<Node>, ModelError> {
    let count = reader.count(2)?;
    let mut nodes = Vec::with_capacity(count);
    let small = |number: u64| u16::try_from(number).map_err(|_| ModelError::Damaged("a number out of range"));
    let value = |number: i64| i16::try_from(number).map_err(|_| ModelError::Damaged("a value out of range"));
    for at in 0..count {
        let kind = small(reader.number()?)?;
        let Some(column) = kind.checked_sub(1) else {
            nodes.push(Node::Leaf(value(reader.signed()?)?));
            continue;
        };
        let threshold = value(reader.signed()?)?;
        let right = small(reader.number()?)?;
        if usize::from(column) >= columns || usize::from(right) <= at + 1 || usize::from(right) >= count {
            return Err(ModelError::Damaged("a question that leads nowhere"));
        }
        nodes.push(Node::Ask { column, threshold, right });
    }
    if !matches!(nodes.last(), Some(Node::Leaf(_))) {
        return Err(ModelError::Damaged("a tree without an end"));
    }
    Ok(nodes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forest() -> Forest {
        let ask = |column, threshold, right| Node::Ask { column, threshold, right };
        let trees = vec![
            vec![ask(0, 5, 2), Node::Leaf(-100), ask(1, -1, 4), Node::Leaf(1), Node::Leaf(300)],
            vec![Node::Leaf(2)],
        ];
        let labels = vec![Label { name: "long".into(), trees }];
        Forest::new("trial".into(), [7; 32], vec!["length".into(), "links".into()], labels).expect("small")
    }

    #[test]
    fn a_row_ends_in_one_leaf_of_each_tree() {
        let score = |label, row: &[i16]| forest().score(label, &Row::new(row));
        assert_eq!(score(0, &[5, 0]), -98);
        assert_eq!(score(0, &[6, -1]), 3);
        assert_eq!(score(0, &[6, 0]), 302);
        assert_eq!(score(0, &[i16::MIN, 0]), -98);
        assert_eq!(score(0, &[]), -98);
        assert_eq!(score(1, &[5, 0]), 0);
    }

    #[test]
    fn trees_asked_side_by_side_say_what_they_say_one_by_one() {
        let ask = |column, threshold, right| Node::Ask { column, threshold, right };
        let tree =
            |at: i16| vec![ask(0, at, 4), ask(1, -at, 3), Node::Leaf(at), Node::Leaf(7), Node::Leaf(-1)];
        for count in 0..20 {
            let trees: Vec<_> = (0..count).map(tree).collect();
            let labels = vec![Label { name: "long".into(), trees: trees.clone() }];
            let columns = vec!["length".into(), "links".into()];
            let forest = Forest::new("trial".into(), [7; 32], columns, labels).expect("small");
            for row in [[0, 0], [9, -9], [5, -30], [30, 0]] {
                let one_by_one = trees.iter().map(|tree| i32::from(leaf(tree, &row))).sum::<i32>();
                assert_eq!(forest.score(0, &Row::new(&row)), one_by_one);
            }
        }
    }

    #[test]
    fn more_columns_than_a_row_has_are_refused() {
        let columns = vec![String::new(); WIDTH];
        assert!(Forest::new("trial".into(), [7; 32], columns, Vec::new()).is_err());
    }

    #[test]
    fn a_file_comes_back_and_a_damaged_one_is_refused() {
        let bytes = forest().to_bytes();
        assert_eq!(Forest::from_bytes(&bytes).as_ref(), Ok(&forest()));
        for cut in 0..bytes.len() {
            assert!(Forest::from_bytes(&bytes[..cut]).is_err(), "{cut}");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(Forest::from_bytes(&damaged).is_err(), "{at}");
        }
    }
}
