//! Who says what? Source, cue and content spans, speakers, nesting.

use crate::Kit;
use news::{Account, Attribution};

/// Attributions in order of content. Reads the language layer, quotations and entities.
pub(crate) fn find(kit: &Kit, account: &Account) -> Vec<Attribution> {
    let _ = (&kit.cues, account);
    Vec::new()
}
