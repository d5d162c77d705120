//! What does one account have that no other has?

use news::{Account, Comparison, Span};

/// Per account, the passages that no link joins to another account.
pub(crate) fn list(accounts: &[Account], comparison: &Comparison) -> Vec<Vec<Span>> {
    let _ = comparison;
    accounts.iter().map(|_| Vec::new()).collect()
}
