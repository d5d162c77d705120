//! Who and what is spoken of? Finds mentions and joins those that stand for one entity of the account.

use crate::Kit;
use news::{Account, Entity};

/// Entities in order of first mention. Reads the language layer.
pub(crate) fn find(kit: &Kit, account: &Account) -> Vec<Entity> {
    let _ = (kit, account);
    Vec::new()
}
