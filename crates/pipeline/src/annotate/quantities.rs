//! How many? Numbers with bounds and units.

use crate::Kit;
use news::{Account, Quantity};

/// Quantities, sorted.
pub(crate) fn find(kit: &Kit, account: &Account) -> Vec<Quantity> {
    let _ = (kit, account);
    Vec::new()
}
