//! What does one sequence teach? Forwards through the network, and back with the gradients of all mistakes.

use super::crf::Chain;
use super::gates::{exponential, logarithm};
use super::layers::{Layer, Sum, Trace};
use super::teach::{Bond, Lesson, Step, Teacher, UNTAUGHT};
use crate::train::Generator;

/// What one thread gathers over its share of a batch.
pub(super) struct Gathered {
    pub(super) gradients: Vec<f32>,
    /// Gradient of the feature sums, by sequence.
    pub(super) backs: Vec<Vec<f32>>,
    pub(super) loss: Step,
    pub(super) tokens: usize,
    pub(super) bonds: usize,
}

/// One sequence on its way through the network and back.
pub(super) struct Pass<'t, 'g> {
    pub(super) teacher: &'t Teacher,
    pub(super) generator: Generator,
    pub(super) gathered: &'g mut Gathered,
}

impl Pass<'_, '_> {
    /// Which numbers are left out, as factors.
    fn mask(&mut self, count: usize) -> Vec<f32> {
        let dropout = self.teacher.recipe.dropout.min(900);
        let kept = 1000.0 / (1000 - dropout) as f32;
        (0..count).map(|_| if self.generator.below(1000) < dropout { 0.0 } else { kept }).collect()
    }

    /// Through a pile of layers, with numbers left out after each.
    fn up(&mut self, layers: &[Layer], mut states: Vec<f32>) -> (Vec<f32>, Vec<(Trace, Vec<f32>)>) {
        let mut traces = Vec::with_capacity(layers.len());
        for layer in layers {
            let (mut next, trace) = layer.forward(&self.teacher.parameters, states);
            let mask = self.mask(next.len());
            scale(&mut next, &mask);
            traces.push((trace, mask));
            states = next;
        }
        (states, traces)
    }

    fn down(&mut self, layers: &[Layer], traces: &[(Trace, Vec<f32>)], back: &mut [f32]) {
        for (layer, (trace, mask)) in layers.iter().zip(traces).rev() {
            scale(back, mask);
            layer.backward(&self.teacher.parameters, &mut self.gathered.gradients, trace, back);
        }
    }

    /// Adds losses and gradients of a lesson; gives the gradient of the feature sums.
    pub(super) fn lesson(&mut self, lesson: &Lesson) -> Vec<f32> {
        let teacher = self.teacher;
        let width = teacher.recipe.width;
        let mut sums = vec![0.0f32; lesson.tokens.len() * width];
        for (features, sum) in lesson.tokens.iter().zip(sums.chunks_exact_mut(width)) {
            for row in features {
                let row = &teacher.rows[*row as usize * width..][..width];
                sum.iter_mut().zip(row).for_each(|(sum, row)| *sum += row);
            }
        }
        let mask = self.mask(sums.len());
        scale(&mut sums, &mask);
        let (states, traces) = self.up(&teacher.plan.layers, sums);
        let mut back = vec![0.0f32; states.len()];
        for (head, labels) in teacher.plan.heads.iter().zip(&lesson.heads) {
            if !labels.is_empty() {
                self.head(head, &states, labels, &mut back);
            }
        }
        if !lesson.practice.is_empty() {
            self.head(&teacher.plan.practice, &states, &lesson.practice, &mut back);
        }
        if !lesson.bonds.is_empty() {
            self.bonds(lesson, &states, &mut back);
        }
        self.down(&teacher.plan.layers, &traces, &mut back);
        scale(&mut back, &mask);
        back
    }

    /// One label per taught token, each by itself.
    fn head(&mut self, head: &Sum, states: &[f32], labels: &[u16], back: &mut [f32]) {
        let (parameters, width) = (&self.teacher.parameters, head.inputs);
        let taught: Vec<(usize, usize)> = labels
            .iter()
            .enumerate()
            .filter(|(_, label)| **label != UNTAUGHT)
            .map(|(token, label)| (token * width, usize::from(*label)))
            .collect();
        let known: Vec<f32> = taught.iter().flat_map(|(at, _)| &states[*at..at + width]).copied().collect();
        let mut scores = head.forward(parameters, &known);
        for (scores, &(_, right)) in scores.chunks_exact_mut(head.outputs).zip(&taught) {
            let highest = scores.iter().copied().fold(f32::MIN, f32::max);
            let parts: Vec<f64> =
                scores.iter().map(|score| exponential(f64::from(score - highest))).collect();
            let whole: f64 = parts.iter().sum();
            self.gathered.loss.heads += logarithm(whole) - f64::from(scores[right] - highest);
            for (at, (score, part)) in scores.iter_mut().zip(&parts).enumerate() {
                *score = (part / whole) as f32 - f32::from(u8::from(at == right));
            }
        }
        self.gathered.tokens += taught.len();
        let mut slopes = vec![0.0f32; known.len()];
        head.backward(parameters, &mut self.gathered.gradients, &known, &scores, &mut slopes);
        for ((at, _), slopes) in taught.iter().zip(slopes.chunks_exact(width)) {
            back[*at..at + width].iter_mut().zip(slopes).for_each(|(sum, slope)| *sum += slope);
        }
    }

    /// What tokens are to each anchor.
    fn bonds(&mut self, lesson: &Lesson, states: &[f32], back: &mut [f32]) {
        let (plan, parameters) = (&self.teacher.plan, &self.teacher.parameters);
        let width = self.teacher.recipe.width;
        let tokens = plan.token.forward(parameters, states);
        let mut tokens_back = vec![0.0f32; tokens.len()];
        for bond in &lesson.bonds {
            let (first, last) = (bond.anchor.0 * width, bond.anchor.1 * width);
            let mean: Vec<f32> =
                (0..width).map(|at| (states[first + at] + states[last + at]) * 0.5).collect();
            let anchor = plan.anchor.forward(parameters, &mean);
            let narrow = anchor.len();
            let window = bond.window.start * narrow..bond.window.end * narrow;
            let slopes = self.bond(bond, &tokens[window.clone()], &anchor);
            let mut anchor_back = vec![0.0f32; narrow];
            for (row, sum) in slopes.chunks_exact(narrow).zip(tokens_back[window].chunks_exact_mut(narrow)) {
                sum.iter_mut().zip(row).for_each(|(sum, slope)| *sum += slope);
                anchor_back.iter_mut().zip(row).for_each(|(sum, slope)| *sum += slope);
            }
            let mut mean_back = vec![0.0f32; width];
            plan.anchor.backward(
                parameters,
                &mut self.gathered.gradients,
                &mean,
                &anchor_back,
                &mut mean_back,
            );
            for (at, slope) in mean_back.into_iter().enumerate() {
                back[first + at] += slope * 0.5;
                back[last + at] += slope * 0.5;
            }
        }
        plan.token.backward(parameters, &mut self.gathered.gradients, states, &tokens_back, back);
    }

    /// One anchor: adds losses and gradients; gives the gradient of what goes into its layers.
    fn bond(&mut self, bond: &Bond, tokens: &[f32], anchor: &[f32]) -> Vec<f32> {
        let (plan, parameters) = (&self.teacher.plan, &self.teacher.parameters);
        let narrow = anchor.len();
        let mut input = tokens.to_vec();
        for (row, facts) in input.chunks_exact_mut(narrow).zip(&bond.facts) {
            row.iter_mut().zip(anchor).for_each(|(sum, number)| *sum += number);
            for fact in facts {
                let fact = &parameters[plan.facts.start + usize::from(*fact) * narrow..][..narrow];
                row.iter_mut().zip(fact).for_each(|(sum, number)| *sum += number);
            }
        }
        let mut mask = self.mask(input.len());
        mask.iter_mut().zip(&input).for_each(|(mask, sum)| *mask = if *sum > 0.0 { *mask } else { 0.0 });
        scale(&mut input, &mask);
        let (states, traces) = self.up(&plan.bond_layers, input);
        let mut scores = plan.bond_head.forward(parameters, &states);
        let chain =
            Chain { labels: plan.bond_head.outputs, transitions: &parameters[plan.transitions.clone()] };
        let mut slopes = vec![0.0f32; plan.transitions.len()];
        self.gathered.loss.bonds += chain.slopes(&mut scores, &bond.labels, &mut slopes);
        self.gathered.bonds += bond.labels.len();
        let weight = self.teacher.recipe.bond_weight;
        scores.iter_mut().for_each(|slope| *slope *= weight);
        let gradients = &mut self.gathered.gradients;
        let transitions = &mut gradients[plan.transitions.clone()];
        transitions.iter_mut().zip(&slopes).for_each(|(sum, slope)| *sum += slope * weight);
        let mut back = vec![0.0f32; states.len()];
        plan.bond_head.backward(parameters, gradients, &states, &scores, &mut back);
        self.down(&plan.bond_layers, &traces, &mut back);
        scale(&mut back, &mask);
        let gradients = &mut self.gathered.gradients;
        for (row, facts) in back.chunks_exact(narrow).zip(&bond.facts) {
            for fact in facts {
                let place = plan.facts.start + usize::from(*fact) * narrow;
                gradients[place..place + narrow].iter_mut().zip(row).for_each(|(sum, slope)| *sum += slope);
            }
        }
        back
    }
}

fn scale(numbers: &mut [f32], factors: &[f32]) {
    numbers.iter_mut().zip(factors).for_each(|(number, factor)| *number *= factor);
}
