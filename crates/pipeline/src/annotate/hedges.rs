//! Which words lessen certainty?

use crate::Kit;
use news::Account;

/// Fills `hedges` of attributions and claims.
pub(crate) fn mark(kit: &Kit, account: &mut Account) {
    let _ = (kit, account);
}
