//! What do the accounts share, what was altered, and who depends on whom?
//!
//! Accounts in, a [`Comparison`] out. The order of accounts changes their letters and nothing else.

pub(crate) mod chronology;
pub(crate) mod copies;
pub(crate) mod entities;
pub(crate) mod lineage;
pub(crate) mod only_in;
pub(crate) mod relations;
pub(crate) mod statements;
pub(crate) mod timeline;
pub(crate) mod utterances;
pub(crate) mod variants;
pub(crate) mod voices;

pub use relations::likeness;

use crate::Kit;
use news::{Account, Comparison, Noted};

/// Compares accounts.
pub fn collate(kit: &Kit, accounts: &[Account]) -> Noted<Comparison> {
    let mut comparison = Comparison::default();
    let mut notes = Vec::new();

    // The same people, places and days on all sides.
    comparison.entities = entities::join(kit, accounts);
    comparison.chronologies = chronology::settle(kit, accounts);

    // Equal words: inside quotation marks one utterance, outside copying.
    let utterances = utterances::find(kit, accounts, &comparison.entities);
    comparison.variants = variants::name(kit, accounts, &utterances);
    let shared = copies::find(kit, accounts);
    comparison.pairs = copies::pairs(accounts, &shared, &utterances, &mut notes);
    let copies = copies::all(shared);

    // Equal meaning, and what pulls apart.
    comparison.links = relations::link(kit, accounts, &comparison, &utterances, &copies);
    comparison.lineage = lineage::trace(accounts, &comparison, &copies);
    comparison.statements = statements::cluster(accounts, &comparison);
    comparison.only_in = only_in::list(accounts, &comparison);

    // Who gets a voice, and when what happened.
    comparison.voices = voices::count(accounts, &comparison.entities);
    comparison.timeline = timeline::order(accounts, &comparison);
    Noted { value: comparison, notes }
}
