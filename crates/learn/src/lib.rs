//! Features in, integer weights out: model files, predictors and their trainers. Knows nothing of news.
//!
//! A [`Model`] is what stands on disk, a [`Predictor`] is the same thing ready to run. Features are 64-bit
//! numbers that the caller makes with [`hash`] and [`combine`]; weights are integers, so that a score is the
//! same on every machine. A [`Forest`] tells labels from columns of numbers. Trainers are behind the feature
//! `train`: no user of the program needs them.

#[cfg(feature = "train")]
mod boost;
mod bytes;
mod forest;
mod hash;
mod model;
pub mod network;
mod predictor;
#[cfg(feature = "train")]
mod regression;
#[cfg(feature = "train")]
mod softmax;
#[cfg(feature = "train")]
mod train;

#[cfg(feature = "train")]
pub use boost::{Examples, Growth, grow};
pub use forest::{Forest, Label, Row, SCALE};
pub use hash::{combine, hash};
pub use model::{FORMAT, Model, ModelError, Rows, Table};
pub use predictor::{Predictor, Values};
#[cfg(feature = "train")]
pub use regression::{Descent, Regression};
#[cfg(feature = "train")]
pub use softmax::Softmax;
#[cfg(feature = "train")]
pub use train::{Generator, Perceptron};
