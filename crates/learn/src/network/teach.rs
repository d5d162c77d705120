//! How does the network learn? Adam on batches of sequences, two threads, every sum in a fixed order.
//!
//! Same lessons, same recipe, same bytes, on any machine: random numbers come from a seeded generator per
//! sequence and round, each thread fills sums of its own, and these are added in one order. What is learnt is
//! rounded to the integers of a [`Network`] at the end.

use super::adam::Moments;
use super::layers::{Layer, Sum};
use super::pass::{Gathered, Pass};
use super::plan::{Plan, Recipe};
use super::{Bonds, FACTS, LARGEST_WEIGHT, Linear, Network, ONE, ROW, WEIGHT};
use crate::train::Generator;
use std::ops::Range;

/// Threads that share a batch: a number of its own, so that sums are the same on every machine.
const THREADS: usize = 2;

/// How long lessons are gone over.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    /// Rounds over all lessons.
    pub epochs: usize,
    /// Sequences per step.
    pub batch: usize,
    /// Length of the first step; it falls to almost nothing in a straight line.
    pub rate: f32,
}

/// A label that teaches nothing.
pub const UNTAUGHT: u16 = u16::MAX;

/// A sequence and what is to be learnt of it.
#[derive(Debug, Clone, Default)]
pub struct Lesson {
    /// Rows of the features of each token.
    pub tokens: Vec<Vec<u32>>,
    /// The labels of each head, by token, or [`UNTAUGHT`]; an empty list teaches that head nothing.
    pub heads: Vec<Vec<u16>>,
    /// The labels of the head that is only practised on, likewise.
    pub practice: Vec<u16>,
    /// Anchors and what tokens are to them.
    pub bonds: Vec<Bond>,
}

/// An anchor and what each token is to it.
#[derive(Debug, Clone, Default)]
pub struct Bond {
    /// First and last token of the anchor.
    pub anchor: (usize, usize),
    /// The tokens that can be something to it.
    pub window: Range<usize>,
    /// Facts between each of these and the anchor.
    pub facts: Vec<[u16; FACTS]>,
    /// The label of each of these.
    pub labels: Vec<u8>,
}

/// One step of learning, for those who watch.
#[derive(Debug, Clone, Copy, Default)]
pub struct Step {
    /// Mean loss per token of the heads.
    pub heads: f64,
    /// Mean loss per token and anchor of the bonds.
    pub bonds: f64,
}

/// A network that learns.
#[derive(Debug)]
pub struct Teacher {
    pub(super) recipe: Recipe,
    pub(super) plan: Plan,
    pub(super) parameters: Vec<f32>,
    moments: Moments,
    /// Upper halves of features, rising, one per row.
    keys: Vec<u32>,
    pub(super) rows: Vec<f32>,
    row_moments: Moments,
    steps: usize,
}

impl Teacher {
    /// A network that knows nothing. `start` gives the first numbers of a feature's row where it has any (at most
    /// `width` of them): vectors learnt from unlabelled text.
    pub fn new(recipe: Recipe, keys: Vec<u32>, start: impl Fn(u32) -> Option<Vec<f32>>) -> Teacher {
        let plan = Plan::new(&recipe);
        let mut generator = Generator::new(recipe.seed);
        let mut parameters = vec![0.0; plan.size];
        let mut spread = |range: &Range<usize>, limit: f32, parameters: &mut [f32]| {
            parameters[range.clone()].iter_mut().for_each(|weight| *weight = limit * even(&mut generator));
        };
        for layer in plan.layers.iter().chain(&plan.bond_layers) {
            let limit = (6.0 / (4 * layer.width) as f32).sqrt();
            spread(&layer.weights, limit, &mut parameters);
            // Memories that last to begin with: forget gates open at first.
            let half = layer.width / 2;
            for direction in 0..2 {
                let start = layer.biases.start + direction * 3 * half + half;
                parameters[start..start + half].fill(0.5);
            }
        }
        let sums = plan.heads.iter().chain([&plan.practice, &plan.token, &plan.anchor, &plan.bond_head]);
        for sum in sums {
            let limit = (6.0 / (sum.inputs + sum.outputs).max(1) as f32).sqrt();
            spread(&sum.weights, limit, &mut parameters);
        }
        spread(&plan.facts, 0.17, &mut parameters);
        let mut rows = vec![0.0f32; keys.len() * recipe.width];
        for (key, row) in keys.iter().zip(rows.chunks_exact_mut(recipe.width)) {
            match start(*key) {
                Some(numbers) => row.iter_mut().zip(numbers).for_each(|(row, number)| *row = number),
                None => row.iter_mut().for_each(|row| *row = 0.17 * even(&mut generator)),
            }
        }
        let (moments, row_moments) = (Moments::new(plan.size), Moments::new(rows.len()));
        Teacher { recipe, plan, parameters, moments, keys, rows, row_moments, steps: 0 }
    }

    /// Goes over all lessons, with step sizes that know nothing of earlier courses; `watch` is told the mean losses of each round.
    pub fn teach(
        &mut self,
        lessons: &[Lesson],
        course: Course,
        mut watch: impl FnMut(usize, &Teacher, Step),
    ) {
        (self.moments, self.row_moments) = (Moments::new(self.plan.size), Moments::new(self.rows.len()));
        self.steps = 0;
        let batch = course.batch.max(1);
        let all = lessons.len().div_ceil(batch) * course.epochs;
        for epoch in 0..course.epochs {
            let mut order: Vec<usize> = (0..lessons.len()).collect();
            Generator::new(self.recipe.seed ^ (epoch as u64 + 1)).shuffle(&mut order);
            let (mut sum, mut tokens, mut bonds) = (Step::default(), 0, 0);
            for some in order.chunks(batch) {
                let left = 1.0 - self.steps as f32 / all as f32;
                let gathered = self.batch(lessons, some, epoch, course.rate * left.max(0.03));
                sum.heads += gathered.loss.heads;
                sum.bonds += gathered.loss.bonds;
                tokens += gathered.tokens;
                bonds += gathered.bonds;
            }
            let mean =
                Step { heads: sum.heads / tokens.max(1) as f64, bonds: sum.bonds / bonds.max(1) as f64 };
            watch(epoch, self, mean);
        }
    }

    /// One step: losses and gradients of some lessons, then new parameters.
    fn batch(&mut self, lessons: &[Lesson], some: &[usize], epoch: usize, rate: f32) -> Gathered {
        let share = some.len().div_ceil(THREADS).max(1);
        let this = &*self;
        let parts: Vec<Gathered> = std::thread::scope(|scope| {
            let threads: Vec<_> = some
                .chunks(share)
                .map(|some| scope.spawn(move || this.gather(lessons, some, epoch)))
                .collect();
            threads.into_iter().map(|thread| thread.join().expect("no thread of a batch panics")).collect()
        });
        let mut parts = parts.into_iter();
        let mut all = parts.next().expect("a batch is not empty");
        for part in parts {
            all.gradients.iter_mut().zip(&part.gradients).for_each(|(all, part)| *all += part);
            all.backs.extend(part.backs);
            all.loss.heads += part.loss.heads;
            all.loss.bonds += part.loss.bonds;
            all.tokens += part.tokens;
            all.bonds += part.bonds;
        }
        let sparse = self.sparse(lessons, some, &all.backs);
        let scale = 1.0 / (6.0 * (all.tokens.max(1) as f32).sqrt());
        let squares = |numbers: &[f32]| numbers.iter().map(|number| f64::from(number * number)).sum::<f64>();
        let norm = ((squares(&all.gradients) + squares(&sparse.1)).sqrt() as f32) * scale;
        let scale = scale * (5.0 / norm.max(5.0));
        self.steps += 1;
        // Adam's averages start at nought and are too small at first.
        let early = (1.0 - 0.999f32.powi(self.steps.min(9000) as i32)).sqrt()
            / (1.0 - 0.9f32.powi(self.steps.min(200) as i32));
        let rate = rate * early;
        self.moments.step(0..self.plan.size, &mut self.parameters, &all.gradients, scale, rate);
        let width = self.recipe.width;
        for (row, gradient) in sparse.0.iter().zip(sparse.1.chunks_exact(width)) {
            let range = *row as usize * width..(*row as usize + 1) * width;
            self.row_moments.step(range.clone(), &mut self.rows[range], gradient, scale, rate);
        }
        all
    }

    /// Gradients of feature rows: which rows, and their gradients one after the other.
    fn sparse(&self, lessons: &[Lesson], some: &[usize], backs: &[Vec<f32>]) -> (Vec<u32>, Vec<f32>) {
        let width = self.recipe.width;
        let mut rows: Vec<u32> =
            some.iter().flat_map(|&at| lessons[at].tokens.iter().flatten().copied()).collect();
        rows.sort_unstable();
        rows.dedup();
        let mut gradients = vec![0.0f32; rows.len() * width];
        for (&at, back) in some.iter().zip(backs) {
            for (features, back) in lessons[at].tokens.iter().zip(back.chunks_exact(width)) {
                for row in features {
                    let place = rows.binary_search(row).unwrap_or(0) * width;
                    gradients[place..place + width].iter_mut().zip(back).for_each(|(sum, back)| *sum += back);
                }
            }
        }
        (rows, gradients)
    }

    fn gather(&self, lessons: &[Lesson], some: &[usize], epoch: usize) -> Gathered {
        let mut gathered = Gathered {
            gradients: vec![0.0; self.plan.size],
            backs: Vec::with_capacity(some.len()),
            loss: Step::default(),
            tokens: 0,
            bonds: 0,
        };
        for &at in some {
            let seed = crate::combine(self.recipe.seed, epoch as u64 + 1, at as u64 + 1);
            let mut pass = Pass { teacher: self, generator: Generator::new(seed), gathered: &mut gathered };
            let back = pass.lesson(&lessons[at]);
            gathered.backs.push(back);
        }
        gathered
    }

    /// The network as it stands now.
    pub fn network(&self, name: &str, recipe: [u8; 32], normalisation: u32) -> Network {
        let layer = |layer: &Layer| self.linear(&layer.weights, &layer.biases);
        let sum = |sum: &Sum| self.linear(&sum.weights, &sum.biases);
        let plan = &self.plan;
        let bonds = (!self.recipe.bonds.is_empty()).then(|| Bonds {
            labels: self.recipe.bonds.clone(),
            width: self.recipe.bond_width,
            token: sum(&plan.token),
            anchor: sum(&plan.anchor),
            facts: self.parameters[plan.facts.clone()].iter().map(|number| round(*number, ONE)).collect(),
            layers: plan.bond_layers.iter().map(layer).collect(),
            head: sum(&plan.bond_head),
            transitions: self.parameters[plan.transitions.clone()]
                .iter()
                .map(|number| i32::from(round(*number, ONE)))
                .collect(),
        });
        Network {
            name: name.to_owned(),
            recipe,
            normalisation,
            width: self.recipe.width,
            keys: self.keys.clone(),
            starts: super::run::starts(&self.keys),
            rows: self
                .rows
                .iter()
                .map(|number| (number * ROW as f32).round().clamp(-127.0, 127.0) as i8)
                .collect(),
            layers: plan.layers.iter().map(layer).collect(),
            heads: self.recipe.heads.iter().cloned().zip(plan.heads.iter().map(sum)).collect(),
            bonds,
        }
    }

    /// Weights as integers, by output and then input.
    fn linear(&self, weights: &Range<usize>, biases: &Range<usize>) -> Linear {
        let turned = super::matrix::transposed(&self.parameters[weights.clone()], biases.len());
        let limit = LARGEST_WEIGHT as f32;
        Linear::new(
            turned
                .iter()
                .map(|number| (number * WEIGHT as f32).round().clamp(-limit, limit) as i16)
                .collect(),
            self.parameters[biases.clone()]
                .iter()
                .map(|number| (number.clamp(-99.0, 99.0) * (ONE * WEIGHT) as f32).round() as i32)
                .collect(),
        )
    }
}

/// A number in so many parts of one.
fn round(number: f32, parts: i32) -> i16 {
    (number * parts as f32).round().clamp(-30000.0, 30000.0) as i16
}

/// A number between -1 and 1.
fn even(generator: &mut Generator) -> f32 {
    generator.below(1 << 16) as f32 / f32::from(1u16 << 15) - 1.0
}

#[cfg(test)]
mod tests {
    use super::super::{Reading, best_path, stretches};
    use super::*;

    fn recipe() -> Recipe {
        Recipe {
            width: 8,
            layers: 2,
            heads: vec![vec!["out".into(), "in".into()]],
            bonds: vec!["none".into(), "opens".into(), "goes on".into()],
            bond_width: 6,
            bond_layers: 1,
            facts: 3,
            practice: 0,
            dropout: 0,
            bond_weight: 1.0,
            seed: 7,
        }
    }

    /// Letters; "a" is an anchor, and bound to it are the "b"s right behind it.
    fn lesson(letters: &str) -> Lesson {
        let letters: Vec<u32> = letters.bytes().map(|letter| u32::from(letter - b'a')).collect();
        let first = letters.iter().position(|letter| *letter == 0).unwrap_or(0);
        let run = letters[first + 1..].iter().take_while(|letter| **letter == 1).count();
        let label = |at: usize| {
            u8::from(at > first && at <= first + run) + u8::from(at > first + 1 && at <= first + run)
        };
        let fact = |at: usize| u16::from(at > first);
        Lesson {
            tokens: letters.iter().map(|letter| vec![*letter, 3]).collect(),
            heads: vec![letters.iter().map(|letter| u16::from(*letter == 0)).collect()],
            practice: Vec::new(),
            bonds: vec![Bond {
                anchor: (first, first),
                window: 0..letters.len(),
                facts: (0..letters.len()).map(|at| [fact(at), 2, 2]).collect(),
                labels: (0..letters.len()).map(label).collect(),
            }],
        }
    }

    fn lessons() -> Vec<Lesson> {
        ["cabbc", "bacb", "ccabbb", "bbabc", "cbcab", "acbb", "cacbb", "bcabbcb"].map(lesson).to_vec()
    }

    fn teacher() -> Teacher {
        Teacher::new(recipe(), (1..=4).map(|key| key << 20).collect(), |_| None)
    }

    #[test]
    fn slopes_are_those_of_the_loss() {
        let (mut teacher, lessons) = (teacher(), lessons());
        let loss = |teacher: &Teacher| {
            let step = teacher.gather(&lessons, &[0, 2], 0).loss;
            step.heads + step.bonds
        };
        let gathered = teacher.gather(&lessons, &[0, 2], 0);
        let mut compared = 0;
        for at in (0..teacher.plan.size).step_by(5) {
            let was = teacher.parameters[at];
            let mut at_step = |step: f32| {
                teacher.parameters[at] = was + step;
                loss(&teacher)
            };
            // Gates have corners: only where both sides agree is there a slope.
            let (step, here) = (2e-3, at_step(0.0));
            let (up, down) =
                ((at_step(step) - here) / f64::from(step), (here - at_step(-step)) / f64::from(step));
            teacher.parameters[at] = was;
            if (up - down).abs() > 0.02 {
                continue;
            }
            compared += 1;
            let slope = f64::from(gathered.gradients[at]);
            assert!((slope - (up + down) / 2.0).abs() < 0.02, "parameter {at}: {slope}, not {up}");
        }
        assert!(compared > teacher.plan.size / 10, "{compared} of {} compared", teacher.plan.size);
    }

    #[test]
    fn what_is_taught_is_known_in_integers() {
        let mut teacher = teacher();
        let mut losses = Vec::new();
        let course = Course { epochs: 40, batch: 4, rate: 0.02 };
        teacher.teach(&lessons(), course, |_, _, step| losses.push(step.bonds + step.heads));
        assert!(losses[39] < losses[0] / 5.0, "{losses:?}");
        let network = teacher.network("toy", [0; 32], 1);
        let network = Network::from_bytes(&network.to_bytes()).unwrap();
        for lesson in lessons() {
            let tokens: Vec<&[u32]> = lesson.tokens.iter().map(Vec::as_slice).collect();
            let reading: Reading = network.read(tokens.iter().copied());
            let heads = network.scores(&reading, 0);
            let anchors: Vec<u16> = heads.chunks(2).map(|scores| u16::from(scores[1] > scores[0])).collect();
            assert_eq!(anchors, lesson.heads[0]);
            let bond = &lesson.bonds[0];
            let scores = network.bonds(&reading, 0..tokens.len(), bond.anchor, &bond.facts);
            let path = best_path(&scores, network.transitions(), 3);
            let right: Vec<usize> = bond.labels.iter().map(|label| usize::from(*label)).collect();
            assert_eq!(stretches(&path), stretches(&right));
        }
    }

    #[test]
    fn the_same_lessons_give_the_same_bytes() {
        let learn = || {
            let mut teacher = Teacher::new(Recipe { dropout: 300, ..recipe() }, vec![1, 2, 3, 4], |_| None);
            let course = Course { epochs: 2, batch: 4, rate: 0.02 };
            teacher.teach(&lessons(), course, |_, _, _| ());
            teacher.network("toy", [0; 32], 1).to_bytes()
        };
        assert_eq!(learn(), learn());
    }

    #[test]
    fn damaged_files_are_refused() {
        let bytes = teacher().network("toy", [0; 32], 1).to_bytes();
        for cut in 0..bytes.len() {
            assert!(Network::from_bytes(&bytes[..cut]).is_err());
        }
    }
}
