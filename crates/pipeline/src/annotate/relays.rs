//! Through whom did the words come? Credits of outlets and hops of single attributions.

use crate::Kit;
use news::{Account, Credit};

/// Outlet-level relays.
pub(crate) fn credits(kit: &Kit, account: &Account) -> Vec<Credit> {
    let _ = (kit, account);
    Vec::new()
}

/// Fills `relays` of the attributions.
pub(crate) fn trace(kit: &Kit, account: &mut Account) {
    let _ = (kit, account);
}
