//! Which quotations show by themselves that they were cut or joined?
//!
//! Two signs: an ellipsis between words inside the marks, and a modal outside the marks whose verb inside is
//! coordinated with a `to` infinitive (`would “raise wages, and to build homes”`), which no sentence does.

use super::{without_base, words_of};
use crate::Kit;
use crate::collate::utterances::words::{Mark, Words};
use crate::fold;
use news::{Account, Operation, Passage, Quotation, Span, Tag, Variant};

/// Seams of one account. Ellipses that `known` already explains by a fuller form are left out.
pub(super) fn find(kit: &Kit, account: &Account, index: u32, known: &[Variant]) -> Vec<Variant> {
    let explained: std::collections::BTreeSet<Passage> = known
        .iter()
        .filter(|variant| variant.operation == Operation::CutMiddle)
        .map(|variant| variant.variant)
        .collect();
    let mut found = Vec::new();
    for quotation in account.quotations.iter().filter(|quotation| quotation.within.is_none()) {
        let passage = Passage { account: index, span: quotation.inner };
        let words = words_of(kit, account, &[quotation.inner]);
        if let Some(detail) = ellipsis(account, &words)
            && !explained.iter().any(|known| known.account == index && known.span.overlaps(passage.span))
        {
            found.push(without_base(Operation::CutMiddle, passage, detail));
        }
        if let Some(detail) = modal_seam(account, quotation) {
            found.push(without_base(Operation::Splice, passage, detail));
        }
    }
    found
}

/// An ellipsis with words on both sides of it.
fn ellipsis(account: &Account, words: &Words) -> Option<String> {
    let at = words.words.iter().skip(1).position(|word| word.before == Mark::Ellipsis)? + 1;
    let (before, after) = (words.words.get(at - 1)?, words.words.get(at)?);
    let shown = before.span.cover(after.span).of(account.text());
    Some(format!("words left out at “{shown}”; no text here has them"))
}

/// Modals and what else takes a bare verb.
const MODALS: [&str; 10] =
    ["would", "will", "could", "can", "should", "may", "might", "must", "shall", "'ll"];

/// A modal before the marks, a verb first inside, and `and to` with a verb after it.
fn modal_seam(account: &Account, quotation: &Quotation) -> Option<String> {
    let range = account.tokens_in(quotation.inner);
    let (from, to) = (range.start as usize, range.end as usize);
    let inside = account.tokens.get(from..to)?;
    let modal = account.tokens.get(..from)?.iter().rev().find(|token| {
        token.tag != Tag::Punct && token.tag != Tag::Adv && token.span.end <= quotation.span.start
    })?;
    let modal_word = fold::word(account.words(modal.span));
    let gap: Span = Span::new(modal.span.end as usize, quotation.span.start as usize);
    let is_modal = MODALS.contains(&&*modal_word) && gap.len() < 24;
    if !is_modal {
        return None;
    }
    let word = |at: usize| inside.get(at).map(|token| fold::word(account.words(token.span)));
    let mut earlier_to = false;
    for at in 1..inside.len().saturating_sub(2) {
        let here = word(at)?;
        let infinitive = |at: usize| {
            word(at).as_deref() == Some("to")
                && inside.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Verb | Tag::Aux))
        };
        if (here == "and" || here == "or") && infinitive(at + 1) && !earlier_to {
            let verb = account.words(inside.get(at + 2)?.span);
            let first = account.words(inside.first()?.span);
            return Some(format!(
                "“{modal_word} {first} … {here} to {verb}” does not parse: two sentences were joined"
            ));
        }
        earlier_to |= infinitive(at);
    }
    None
}
