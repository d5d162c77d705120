//! Which short quotations are phrases that the narrators use as their own?
//!
//! "Witch hunt" inside quotation marks on two pages proves little when both pages also write it without.

use super::renderings::Rendering;
use super::words::{phrase, split};
use crate::Kit;
use news::Account;
use std::collections::BTreeSet;

/// Quotations of up to this many words are looked up.
const LONGEST: usize = 3;

/// The phrases of short renderings that stand outside quotation marks in any of the accounts.
pub(super) fn phrases(kit: &Kit, accounts: &[Account], renderings: &[Rendering]) -> BTreeSet<u64> {
    let short = renderings.iter().filter(|rendering| (2..=LONGEST).contains(&rendering.words.len()));
    let wanted: BTreeSet<u64> = short.map(|rendering| phrase(&rendering.words)).collect();
    let mut found = BTreeSet::new();
    if wanted.is_empty() {
        return found;
    }
    for account in accounts {
        let outer: Vec<news::Span> =
            account.quotations.iter().filter(|q| q.within.is_none()).map(|q| q.inner).collect();
        for sentence in &account.sentences {
            let words =
                split(account.text(), &[sentence.span], |word| kit.function_words.contains(word)).words;
            for length in 2..=LONGEST {
                for window in words.windows(length).filter(|window| wanted.contains(&phrase(window))) {
                    let span = window[0].span.cover(window[length - 1].span);
                    let next = outer.partition_point(|quotation| quotation.start <= span.start);
                    if next == 0 || !outer[next - 1].overlaps(span) {
                        found.insert(phrase(window));
                    }
                }
            }
        }
    }
    found
}
