//! The verbs: four plain functions that turn bytes into findings.
//!
//! [`read`] bytes → `Article`; [`annotate`] `Article` → `Account`; [`group`] accounts → stories;
//! [`collate`] accounts → `Comparison`. Each takes the [`Kit`] first and the whole result of the phase before,
//! and returns a new value with notes about the text. Nothing here opens a file, a socket or a clock.
//!
//! [`changes`] and [`changes_of_version`] say what a new article changes about its story. [`explain`] looks at a finished attribution again and says what it rests on.
//!
//! [`skim`] is the part of [`annotate`] that streams ask for.
//!
//! A phase is a folder, a step is a file, and `mod.rs` of a phase is its driver, to be read on one screen.

mod annotate;
mod changes;
mod collate;
mod fold;
mod group;
mod kit;
mod lexicon;
mod read;
pub mod steps;

pub use annotate::explain::explain;
pub use annotate::{annotate, skim};
pub use changes::{changes, changes_of_version};
pub use collate::{collate, likeness};
pub use group::{Grounds, Grouping, Limits, Placement, Sketch, Split, group, sketch};
pub use kit::{Kit, KitError};
pub use read::{Page, read};
