//! Of what size is a network, and where does each of its numbers stand while it learns?

use super::layers::{Layer, Sum};
use std::ops::Range;

/// What a network is, and how it is taught.
#[derive(Debug, Clone)]
pub struct Recipe {
    /// Numbers per token between layers: even, at most [`super::WIDEST`].
    pub width: usize,
    /// Layers under the heads.
    pub layers: usize,
    /// Names of the labels of each head.
    pub heads: Vec<Vec<String>>,
    /// Names of the labels that tokens have to an anchor; none: no anchors.
    pub bonds: Vec<String>,
    /// As `width`, for the layers above an anchor.
    pub bond_width: usize,
    /// As `layers`, above an anchor.
    pub bond_layers: usize,
    /// How many different facts there are between a token and an anchor.
    pub facts: usize,
    /// Labels of a head that is only practised on and not kept: words to be guessed in unlabelled text, say.
    pub practice: usize,
    /// Share of states that are left out while learning, in thousandths.
    pub dropout: usize,
    /// How much a bond's mistakes weigh beside a head's.
    pub bond_weight: f32,
    /// Start of all random numbers.
    pub seed: u64,
}

/// Where everything stands among the parameters.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) layers: Vec<Layer>,
    pub(super) heads: Vec<Sum>,
    pub(super) practice: Sum,
    pub(super) token: Sum,
    pub(super) anchor: Sum,
    pub(super) facts: Range<usize>,
    pub(super) bond_layers: Vec<Layer>,
    pub(super) bond_head: Sum,
    pub(super) transitions: Range<usize>,
    pub(super) size: usize,
}

impl Plan {
    pub(super) fn new(recipe: &Recipe) -> Plan {
        let mut size = 0;
        let mut take = |count: usize| {
            size += count;
            size - count..size
        };
        let (width, narrow) = (recipe.width, recipe.bond_width);
        let mut layers = |count: usize, width: usize| -> Vec<Layer> {
            let layer = |_| Layer {
                width,
                weights: take(width * Layer::sums(width)),
                biases: take(Layer::sums(width)),
            };
            (0..count).map(layer).collect()
        };
        let (below, above) = (layers(recipe.layers, width), layers(recipe.bond_layers, narrow));
        let mut sum = |inputs: usize, outputs: usize| Sum {
            inputs,
            outputs,
            weights: take(inputs * outputs),
            biases: take(outputs),
        };
        let heads = recipe.heads.iter().map(|labels| sum(width, labels.len())).collect();
        let (token, anchor) = (sum(width, narrow), sum(width, narrow));
        let bond_head = sum(narrow, recipe.bonds.len());
        let practice = sum(width, recipe.practice);
        let (facts, transitions) =
            (take(recipe.facts * narrow), take(recipe.bonds.len() * recipe.bonds.len()));
        Plan {
            layers: below,
            heads,
            practice,
            token,
            anchor,
            facts,
            bond_layers: above,
            bond_head,
            transitions,
            size,
        }
    }
}
