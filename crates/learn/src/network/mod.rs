//! What is each word of a sequence, and what is it to a stretch of the sequence? A small recurrent network.
//!
//! Tokens come as sets of features; each feature has a row of numbers, and their sum is what the first layer
//! sees. Layers are gated recurrences in both directions (simple recurrent units, Lei, Zhang & Dai 2018): what
//! a token adds is computed for all tokens at once, only the memory runs along the sequence. Over the last layer
//! stand *heads* (one label per token) and *bonds* (one label per token and *anchor*, a stretch that the caller
//! picks: what is this token to that stretch?), which have layers of their own.
//!
//! A [`Network`] is what stands on disk and runs, in integers: the same sums on every machine. Training, in
//! floating point with a fixed order of operations, is left to `teach` (feature `train`).

#[cfg(feature = "train")]
mod adam;
#[cfg(feature = "train")]
mod crf;
mod decode;
mod file;
mod gates;
#[cfg(feature = "train")]
mod layers;
#[cfg(feature = "train")]
mod matrix;
#[cfg(feature = "train")]
mod pass;
#[cfg(feature = "train")]
mod plan;
mod run;
mod sums;
#[cfg(feature = "train")]
mod teach;

pub use decode::{Stretch, best_path, stretches};
pub use gates::{likelihood, shares};
#[cfg(feature = "train")]
pub use plan::Recipe;
pub use run::Reading;
use sums::Linear;
#[cfg(feature = "train")]
pub use teach::{Bond, Course, Lesson, Step, Teacher, UNTAUGHT};

/// States of tokens are in this many parts of one.
pub const ONE: i32 = 1 << 10;
/// Weights between layers are in this many parts of one.
const WEIGHT: i32 = 1 << 9;
/// Feature rows are in this many parts of one.
const ROW: i32 = 1 << 6;
/// States are held within this distance of zero, so that sums of products fit 32 bits.
const LARGEST_STATE: i32 = 6 * ONE - 1;
/// Weights are held within this distance of zero.
const LARGEST_WEIGHT: i32 = 4 * WEIGHT - 1;
/// The largest bias, either way.
const LARGEST_BIAS: u32 = 100 * (ONE * WEIGHT) as u32;
/// The widest sum of products: 128 products of a largest state and a largest weight, and a largest bias, fit 31 bits.
pub const WIDEST: usize = 128;
/// Gates per memory cell: candidate, forget, output.
const GATES: usize = 3;
/// Facts between a token and an anchor.
pub const FACTS: usize = 3;

/// The network, as it stands on disk and as it runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Network {
    /// Folder under `models/`.
    pub name: String,
    /// SHA-256 of the recipe that it was trained from.
    pub recipe: [u8; 32],
    /// Which features its rows stand for; the caller compares it with its own.
    pub normalisation: u32,
    /// Numbers per token between layers: even, at most [`WIDEST`].
    pub(crate) width: usize,
    /// Upper halves of the features, rising, and the row of each.
    pub(crate) keys: Vec<u32>,
    /// Where the keys of each bucket start.
    pub(crate) starts: Vec<u32>,
    pub(crate) rows: Vec<i8>,
    pub(crate) layers: Vec<Linear>,
    /// Names of the labels of each head, and its weights.
    pub(crate) heads: Vec<(Vec<String>, Linear)>,
    /// What tokens are to an anchor, if the network was taught that.
    pub(crate) bonds: Option<Bonds>,
}

/// The second part of a network: what is a token to a stretch?
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Bonds {
    pub(crate) labels: Vec<String>,
    /// Numbers per token: even, at most [`WIDEST`].
    pub(crate) width: usize,
    /// From the state of a token.
    pub(crate) token: Linear,
    /// From the mean state of the anchor's first and last token.
    pub(crate) anchor: Linear,
    /// Rows of the facts between token and anchor, by fact.
    pub(crate) facts: Vec<i16>,
    pub(crate) layers: Vec<Linear>,
    pub(crate) head: Linear,
    /// Weights of each label after each: from, then to.
    pub(crate) transitions: Vec<i32>,
}
