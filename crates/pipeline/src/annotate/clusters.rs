//! Which group of words does a word belong to, by the words that stand around it?
//!
//! A table from `models/clusters`, learnt from unlabelled articles. How groups are made is left to
//! `cargo xtask train clusters`; what they are good for, to the steps that ask.

use crate::kit::KitError;
use learn::{Model, Values};

/// Changes whenever words are written otherwise, or are cut otherwise: a model of another number is refused.
pub const NORMALISATION: u32 = 1;

/// The groups of frequent words.
#[derive(Debug, Clone)]
pub struct Clusters(Values);

impl Clusters {
    /// The groups inside the binary.
    ///
    /// # Errors
    /// A model file that was damaged before it was built in.
    pub fn embedded() -> Result<Clusters, KitError> {
        let model = Model::from_bytes(include_bytes!("../../../../models/clusters/model.bin"))
            .map_err(|error| KitError::Model { name: "clusters", why: error.to_string() })?;
        let table = model.table("clusters").filter(|_| model.normalisation == NORMALISATION);
        let Some(table) = table else {
            let why = "its words are written as in another build; run `cargo xtask train clusters`";
            return Err(KitError::Model { name: "clusters", why: why.into() });
        };
        Ok(Clusters(Values::new(Some(table))))
    }

    /// The group of a word, given the hash of its normalised form ([`super::tags::features::normalised`]); 0 for a rare one.
    pub fn of(&self, word: u64) -> u64 {
        self.0.get(word).unwrap_or(0).into()
    }
}
