//! How are trees grown? Gradient boosting on the logistic loss (Friedman 2001) over binned columns, leaf by leaf
//! (Ke et al. 2017), on one thread, in integers wherever sums are taken.
//!
//! Same rows in the same order, same trees, on any machine: gradients are fixed-point numbers, the logistic
//! function is a table made with basic operations, and ties go to the lower column and threshold.

use crate::Generator;
use crate::forest::{Label, Node, SCALE, leaf};

/// Most bins of a column.
const BINS: usize = 64;
/// Gradients are in this many parts.
const UNIT: i64 = 1 << 16;
/// Scores beyond this many logarithms of odds are as good as certain.
const CERTAIN: i32 = 8;

/// How trees are grown.
#[derive(Debug, Clone, Copy)]
pub struct Growth {
    /// Number of trees.
    pub trees: usize,
    /// Leaves of a tree.
    pub leaves: usize,
    /// Thousandths of its best value that a leaf gets.
    pub rate: i64,
    /// Smallest number of rows in a leaf.
    pub fewest: usize,
    /// Columns in a hundred that a tree may ask about.
    pub columns: usize,
    /// Rows in a hundred that a tree is grown on.
    pub rows: usize,
    /// For the choice of rows and columns.
    pub seed: u64,
}

/// Rows to learn from.
#[derive(Debug, Default)]
pub struct Examples {
    /// Values, row by row.
    rows: Vec<i16>,
    width: usize,
    truths: Vec<bool>,
    weights: Vec<u32>,
}

impl Examples {
    /// Adds a row with as many values as every other row, its label and how much it counts (in hundredths).
    pub fn push(&mut self, row: &[i16], truth: bool, weight: u32) {
        self.width = row.len();
        self.rows.extend_from_slice(row);
        self.truths.push(truth);
        self.weights.push(weight);
    }
}

/// Sums over the rows of a bin.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    gradient: i64,
    curvature: i64,
    rows: u32,
}

impl Sum {
    fn and(self, other: Sum) -> Sum {
        Sum {
            gradient: self.gradient + other.gradient,
            curvature: self.curvature + other.curvature,
            rows: self.rows + other.rows,
        }
    }

    fn without(self, other: Sum) -> Sum {
        Sum {
            gradient: self.gradient - other.gradient,
            curvature: self.curvature - other.curvature,
            rows: self.rows - other.rows,
        }
    }

    /// How much a leaf of these rows lowers the loss.
    fn gain(self) -> f64 {
        let gradient = self.gradient as f64;
        gradient * gradient / (self.curvature + UNIT) as f64
    }
}

/// The best question of a leaf.
#[derive(Debug, Clone, Copy)]
struct Split {
    column: usize,
    bin: usize,
    gain: f64,
}

/// A leaf that may still be split.
#[derive(Debug)]
struct Growing {
    rows: Vec<u32>,
    sums: Vec<Sum>,
    total: Sum,
    best: Option<Split>,
    /// Index in the list of branches.
    branch: usize,
}

/// A tree in the making: questions with both ways, or leaves.
#[derive(Debug, Clone, Copy)]
enum Branch {
    Ask { column: usize, bin: usize, left: usize, right: usize },
    Leaf(i16),
}

/// Values of all rows, column by column, as numbers of bins.
struct Binned {
    /// Largest value of each bin but the last, per column.
    edges: Vec<Vec<i16>>,
    bins: Vec<Vec<u8>>,
}

impl Binned {
    fn new(examples: &Examples) -> Binned {
        let (mut edges, mut bins) = (Vec::new(), Vec::new());
        let count = examples.truths.len();
        for column in 0..examples.width {
            let values: Vec<i16> =
                (0..count).map(|row| examples.rows[row * examples.width + column]).collect();
            let own = edges_of(&values);
            bins.push(values.iter().map(|value| own.partition_point(|edge| edge < value) as u8).collect());
            edges.push(own);
        }
        Binned { edges, bins }
    }
}

/// Values that part a column into bins of about equal size.
fn edges_of(values: &[i16]) -> Vec<i16> {
    let mut counts = vec![0usize; 1 << 16];
    for &value in values {
        counts[(i32::from(value) - i32::from(i16::MIN)) as usize] += 1;
    }
    let distinct = counts.iter().filter(|count| **count > 0).count();
    let full = if distinct <= BINS { 1 } else { values.len().div_ceil(BINS) };
    let (mut edges, mut held) = (Vec::new(), 0);
    for (at, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        held += count;
        if held >= full {
            edges.push((at as i32 + i32::from(i16::MIN)) as i16);
            held = 0;
        }
    }
    // The last bin is open.
    edges.truncate(BINS - 1);
    if distinct <= BINS {
        edges.truncate(distinct.saturating_sub(1));
    }
    edges
}

/// The logistic function in [`UNIT`]s over scores from -[`CERTAIN`] to +[`CERTAIN`].
struct Logistic(Vec<i64>);

impl Logistic {
    fn new() -> Logistic {
        let steps = (2 * CERTAIN * SCALE) as usize;
        // e to the power of one step, by its series: basic operations give the same bits everywhere.
        let step = 1.0 / f64::from(SCALE);
        let factor = 1.0 + step * (1.0 + step / 2.0 * (1.0 + step / 3.0 * (1.0 + step / 4.0)));
        let mut power = 1.0;
        for _ in 0..CERTAIN * SCALE {
            power /= factor;
        }
        let mut table = Vec::with_capacity(steps + 1);
        for _ in 0..=steps {
            table.push((power / (1.0 + power) * UNIT as f64) as i64);
            power *= factor;
        }
        Logistic(table)
    }

    fn of(&self, score: i32) -> i64 {
        let most = CERTAIN * SCALE;
        self.0[(score.clamp(-most, most) + most) as usize]
    }
}

/// Grows the trees of one label.
pub fn grow(growth: &Growth, examples: &Examples, name: &str) -> Label {
    let binned = Binned::new(examples);
    let logistic = Logistic::new();
    let mut generator = Generator::new(growth.seed);
    let mut label = Label { name: name.to_owned(), trees: Vec::new() };
    let mut scores = vec![0i32; examples.truths.len()];
    let mut gradients = vec![(0i64, 0i64); scores.len()];
    for _ in 0..growth.trees {
        for (row, gradient) in gradients.iter_mut().enumerate() {
            let chance = logistic.of(scores[row]);
            let weight = i64::from(examples.weights[row]);
            let truth = if examples.truths[row] { UNIT } else { 0 };
            let curvature = (chance * (UNIT - chance) / UNIT).max(16);
            *gradient = ((truth - chance) * weight / 100, curvature * weight / 100);
        }
        let rows: Vec<u32> =
            (0..scores.len() as u32).filter(|_| generator.below(100) < growth.rows).collect();
        let asked: Vec<usize> =
            (0..examples.width).filter(|_| generator.below(100) < growth.columns).collect();
        let tree = Tree { growth, binned: &binned, gradients: &gradients, asked: &asked }.grow(rows);
        for (row, score) in scores.iter_mut().enumerate() {
            let values = &examples.rows[row * examples.width..(row + 1) * examples.width];
            *score += i32::from(leaf(&tree, values));
        }
        label.trees.push(tree);
    }
    label
}

/// What one tree is grown from.
struct Tree<'t> {
    growth: &'t Growth,
    binned: &'t Binned,
    gradients: &'t [(i64, i64)],
    asked: &'t [usize],
}

impl Tree<'_> {
    fn grow(&self, rows: Vec<u32>) -> Vec<Node> {
        let mut branches = vec![Branch::Leaf(0)];
        let sums = self.sums(&rows);
        let first = self.growing(rows, sums, 0);
        branches[0] = Branch::Leaf(self.value(first.total));
        let mut open = vec![first];
        for _ in 1..self.growth.leaves {
            let gain = |leaf: &Growing| leaf.best.map_or(0.0, |split| split.gain);
            // The first of equals: leaves stand in the order of their making.
            let best = (0..open.len()).fold(
                0,
                |best, at| {
                    if gain(&open[at]) > gain(&open[best]) { at } else { best }
                },
            );
            let Some(split) = open.get(best).and_then(|leaf| leaf.best) else { break };
            let (left, right) = self.part(open.swap_remove(best), split, &mut branches);
            open.push(left);
            open.push(right);
        }
        let mut nodes = Vec::new();
        self.lay(&branches, 0, &mut nodes);
        nodes
    }

    /// Sums of all asked columns over some rows.
    fn sums(&self, rows: &[u32]) -> Vec<Sum> {
        let mut sums = vec![Sum::default(); self.asked.len() * BINS];
        for (slot, &column) in self.asked.iter().enumerate() {
            let bins = &self.binned.bins[column];
            let own = &mut sums[slot * BINS..(slot + 1) * BINS];
            for &row in rows {
                let (gradient, curvature) = self.gradients[row as usize];
                let sum = &mut own[usize::from(bins[row as usize])];
                sum.gradient += gradient;
                sum.curvature += curvature;
                sum.rows += 1;
            }
        }
        sums
    }

    fn growing(&self, rows: Vec<u32>, sums: Vec<Sum>, branch: usize) -> Growing {
        let total = rows.iter().fold(Sum::default(), |all, &row| {
            let (gradient, curvature) = self.gradients[row as usize];
            all.and(Sum { gradient, curvature, rows: 1 })
        });
        let best = self.best(&sums, total);
        Growing { rows, sums, total, best, branch }
    }

    /// The question that lowers the loss most.
    fn best(&self, sums: &[Sum], total: Sum) -> Option<Split> {
        let fewest = self.growth.fewest as u32;
        let mut best: Option<Split> = None;
        for (slot, &column) in self.asked.iter().enumerate() {
            let mut left = Sum::default();
            for bin in 0..self.binned.edges[column].len() {
                left = left.and(sums[slot * BINS + bin]);
                let right = total.without(left);
                if left.rows < fewest || right.rows < fewest {
                    continue;
                }
                let gain = left.gain() + right.gain() - total.gain();
                if gain > best.map_or(0.0, |split| split.gain) {
                    best = Some(Split { column, bin, gain });
                }
            }
        }
        best
    }

    fn part(&self, parent: Growing, split: Split, branches: &mut Vec<Branch>) -> (Growing, Growing) {
        let bins = &self.binned.bins[split.column];
        let goes_left = |row: &u32| usize::from(bins[*row as usize]) <= split.bin;
        let (left, right): (Vec<u32>, Vec<u32>) = parent.rows.into_iter().partition(goes_left);
        // Only the smaller half is summed; the other is the difference.
        let left_is_small = left.len() <= right.len();
        let small = self.sums(if left_is_small { &left } else { &right });
        let large: Vec<Sum> = parent.sums.iter().zip(&small).map(|(all, one)| all.without(*one)).collect();
        let (left_sums, right_sums) = if left_is_small { (small, large) } else { (large, small) };
        let at = branches.len();
        branches[parent.branch] =
            Branch::Ask { column: split.column, bin: split.bin, left: at, right: at + 1 };
        let left = self.growing(left, left_sums, at);
        let right = self.growing(right, right_sums, at + 1);
        branches.push(Branch::Leaf(self.value(left.total)));
        branches.push(Branch::Leaf(self.value(right.total)));
        (left, right)
    }

    /// The value of a leaf: a Newton step, shortened.
    fn value(&self, total: Sum) -> i16 {
        let step = i128::from(total.gradient) * i128::from(SCALE) * i128::from(self.growth.rate)
            / (i128::from(total.curvature + UNIT) * 1000);
        step.clamp(-30_000, 30_000) as i16
    }

    /// Lays a tree out so that the way to the left is the next node. As deep as a tree has leaves.
    fn lay(&self, branches: &[Branch], at: usize, nodes: &mut Vec<Node>) {
        match branches[at] {
            Branch::Leaf(value) => nodes.push(Node::Leaf(value)),
            Branch::Ask { column, bin, left, right } => {
                let own = nodes.len();
                nodes.push(Node::Leaf(0));
                self.lay(branches, left, nodes);
                let threshold = self.binned.edges[column][bin];
                nodes[own] = Node::Ask { column: column as u16, threshold, right: nodes.len() as u16 };
                self.lay(branches, right, nodes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROWTH: Growth =
        Growth { trees: 20, leaves: 6, rate: 300, fewest: 2, columns: 100, rows: 100, seed: 3 };

    /// Long and hardly linked: true, whatever the third column says.
    fn examples() -> Examples {
        let mut examples = Examples::default();
        let mut generator = Generator::new(1);
        for _ in 0..800 {
            let (length, links, noise) =
                (generator.below(200) as i16, generator.below(100) as i16, generator.below(9) as i16);
            examples.push(&[length, links, noise], length > 80 && links <= 30, 100);
        }
        examples
    }

    fn score(label: &Label, row: &[i16]) -> i32 {
        label.trees.iter().map(|tree| i32::from(leaf(tree, row))).sum()
    }

    #[test]
    fn trees_learn_two_conditions_at_once() {
        let label = grow(&GROWTH, &examples(), "long and bare");
        assert!(score(&label, &[150, 5, 3]) > SCALE);
        assert!(score(&label, &[150, 60, 3]) < -SCALE);
        assert!(score(&label, &[20, 5, 3]) < -SCALE);
    }

    #[test]
    fn the_same_examples_give_the_same_trees() {
        assert_eq!(grow(&GROWTH, &examples(), "long"), grow(&GROWTH, &examples(), "long"));
    }

    #[test]
    fn nothing_to_learn_from_gives_trees_that_say_nothing() {
        assert_eq!(score(&grow(&GROWTH, &Examples::default(), "long"), &[1, 2, 3]), 0);
    }
}
