//! Who depends on whom? The stemma of accounts and origins, every edge with a reason.

use news::{Account, Lineage, Pair};

/// Stated credits and relays, then textual dependence.
pub(crate) fn trace(accounts: &[Account], pairs: &[Pair]) -> Lineage {
    let _ = (accounts, pairs);
    Lineage::default()
}
