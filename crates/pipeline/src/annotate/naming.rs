//! What does the narrator call things? Counts of naming choices outside quotation marks.

use crate::Kit;
use news::{Account, Naming};

/// Naming choices.
pub(crate) fn count(kit: &Kit, account: &Account) -> Vec<Naming> {
    let _ = (kit, account);
    Vec::new()
}
