//! When? Time expressions (TIMEX3) and what each can stand for by this account alone.

use crate::Kit;
use news::{Account, DateMention};

/// Time expressions, sorted.
pub(crate) fn find(kit: &Kit, account: &Account) -> Vec<DateMention> {
    let _ = (kit, account);
    Vec::new()
}
