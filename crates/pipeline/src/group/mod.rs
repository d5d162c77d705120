//! Which accounts tell the same event?

use crate::Kit;
use news::{Account, Noted, Story};

/// Groups accounts into stories. A first version: see `docs/decisions/`.
pub fn group(kit: &Kit, accounts: &[Account]) -> Noted<Vec<Story>> {
    let _ = (kit, accounts);
    Noted::plain(Vec::new())
}
