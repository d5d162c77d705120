//! How were the words altered? Named operations between two forms of one quotation.
//!
//! An operation is claimed only where both forms are in the texts, or where one form shows it by itself
//! (an ellipsis, a seam of grammar). What only a third text could show is not claimed.

mod operations;
mod scope;
mod seams;

use super::utterances::words::{Words, split};
use super::utterances::{Utterance, align};
use crate::Kit;
use news::{Account, Operation, Passage, Span, Variant};
use operations::{Change, Form};

/// Operations, each with both spans.
pub(crate) fn name(kit: &Kit, accounts: &[Account], utterances: &[Utterance]) -> Vec<Variant> {
    let mut found = Vec::new();
    for utterance in utterances {
        found.extend(of_pair(kit, accounts, utterance));
    }
    for (index, account) in accounts.iter().enumerate() {
        found.extend(seams::find(kit, account, index as u32, &found));
    }
    found.sort_by(|one, two| {
        let key = |variant: &Variant| (variant.variant, variant.base, variant.operation);
        key(one).cmp(&key(two)).then_with(|| one.detail.cmp(&two.detail))
    });
    found.dedup_by(|one, two| {
        (one.variant, one.base, one.operation) == (two.variant, two.base, two.operation)
    });
    found
}

/// The operations between the two forms of one utterance.
fn of_pair(kit: &Kit, accounts: &[Account], utterance: &Utterance) -> Vec<Variant> {
    let (Some(base), Some(variant)) =
        (accounts.get(utterance.base.account as usize), accounts.get(utterance.variant.account as usize))
    else {
        return Vec::new();
    };
    let base_words = words_of(kit, base, &utterance.base_pieces);
    let variant_words = words_of(kit, variant, &utterance.variant_pieces);
    let runs = align::align(&base_words.words, &variant_words.words);
    let forms = (
        Form { text: base.text(), words: &base_words },
        Form { text: variant.text(), words: &variant_words },
    );
    let mut changes = operations::compare(&forms.0, &forms.1, &runs);
    if let Some(run) = runs.first() {
        changes.extend(scope::find(kit, (base, &base_words), (variant, &variant_words), run));
    }
    let sides = |first: bool| if first { utterance.base } else { utterance.variant };
    let to_variant = |Change { operation, base_is_second, detail }| Variant {
        operation,
        base: Some(sides(!base_is_second)),
        variant: sides(base_is_second),
        detail,
    };
    changes.into_iter().map(to_variant).collect()
}

/// The words of a quotation's pieces.
fn words_of(kit: &Kit, account: &Account, pieces: &[Span]) -> Words {
    split(account.text(), pieces, |word| kit.function_words.contains(word))
}

/// An operation that one text shows by itself.
fn without_base(operation: Operation, variant: Passage, detail: String) -> Variant {
    Variant { operation, base: None, variant, detail }
}
