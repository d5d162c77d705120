//! Were a fragment's words attached to something else?
//!
//! Scope: the fuller form says the fragment of one subject, the variant's sentence says it of another.
//! Splice: one word was lifted out and set before another noun. Both need the words on either side in both
//! forms; names alone never decide (everyone and everything in a story is named everywhere).

use super::operations::Change;
use crate::Kit;
use crate::collate::utterances::align::Run;
use crate::collate::utterances::words::{Word, Words, split};
use crate::fold;
use news::{Account, Operation, Span, Tag};
use std::collections::BTreeSet;

/// A fragment longer than this carries its own sentence with it.
const LONGEST_FRAGMENT: usize = 4;

/// Scope and splice changes of a fragment against a fuller form.
pub(super) fn find(
    kit: &Kit,
    base: (&Account, &Words),
    variant: (&Account, &Words),
    run: &Run,
) -> Vec<Change> {
    let fragment = variant.1.words.len();
    let (fuller, words) = base;
    if fragment > LONGEST_FRAGMENT || run.len != fragment || words.words.len() < fragment + 3 {
        return Vec::new();
    }
    let (Some(first), Some(last)) = (variant.1.words.first(), variant.1.words.last()) else {
        return Vec::new();
    };
    let fragment = first.span.cover(last.span);
    let mut found = Vec::new();
    found.extend(lifted_word(fuller, words, variant.0, fragment, run));
    found.extend(other_subject(kit, base, variant.0, fragment, run));
    found
}

/// `deep trouble` in the fuller form, `“deep” regret` in the variant.
fn lifted_word(
    fuller: &Account,
    words: &Words,
    account: &Account,
    fragment: Span,
    run: &Run,
) -> Option<Change> {
    let inside = account.tokens.get(index_range(account, fragment))?;
    let lifted = match inside {
        [only] if only.tag == Tag::Adj => only,
        _ => return None,
    };
    let after = account.tokens.get(account.tokens_in(fragment).end as usize..)?;
    let noun = after.iter().find(|token| token.tag != Tag::Punct)?;
    let gap = noun.span.start.saturating_sub(fragment.end);
    let original = words.words.get(run.a + run.len)?;
    let original_token = fuller.tokens.get(index_range(fuller, original.span))?.first()?;
    let new_noun = fold::word(account.words(noun.span));
    let elsewhere = words.words.iter().any(|word| fold::word(fuller.words(word.span)) == new_noun);
    if noun.tag != Tag::Noun || original_token.tag != Tag::Noun || gap > 8 || elsewhere {
        return None;
    }
    let lifted = account.words(lifted.span);
    let detail = format!(
        "“{lifted}” stands before “{}”; in the fuller form before “{}”",
        account.words(noun.span),
        fuller.words(original.span),
    );
    Some(Change { operation: Operation::Splice, base_is_second: false, detail })
}

/// `Arming them would be a “mistake”` against `Selling the mill would be a mistake`.
fn other_subject(
    kit: &Kit,
    base: (&Account, &Words),
    account: &Account,
    fragment: Span,
    run: &Run,
) -> Option<Change> {
    let (fuller, words) = base;
    let before_base = words.words.get(..run.a)?;
    let sentence = account.sentence_at(fragment.start as usize)?;
    let lead = Span::new(sentence.span.start as usize, fragment.start as usize);
    let before_variant = split(account.text(), &[lead], |word| kit.function_words.contains(word));
    let base_subject = subject(kit, fuller, before_base)?;
    let variant_subject = subject(kit, account, &before_variant.words)?;
    if base_subject.is_empty() || variant_subject.is_empty() {
        return None;
    }
    if base_subject.iter().any(|lemma| variant_subject.contains(lemma)) {
        return None;
    }
    let list = |lemmas: &BTreeSet<String>| lemmas.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let detail =
        format!("said of: {}; in the fuller form of: {}", list(&variant_subject), list(&base_subject));
    Some(Change { operation: Operation::Scope, base_is_second: false, detail })
}

/// Forms of `be` and what else says one thing of another.
const COPULAS: [&str; 13] = [
    "be", "is", "are", "was", "were", "been", "being", "become", "becomes", "became", "remains", "remain",
    "amounts",
];

/// Content lemmas (names left out) of what stands before the copula that leads up to a fragment.
/// `None` without a copula, or with a pronoun for a subject.
fn subject(kit: &Kit, account: &Account, before: &[Word]) -> Option<BTreeSet<String>> {
    let folded = |word: &Word| fold::word(account.words(word.span));
    let copula = before.iter().rposition(|word| COPULAS.contains(&&*folded(word)))?;
    // Between copula and fragment: an article or an adverb.
    if before.len() - copula > 3 || before[copula + 1..].iter().any(|word| !word.function) {
        return None;
    }
    let clause = before[..copula].iter().rev().take_while(|word| {
        let boundary = ["that", "which", "who", "because", "if", "said", "says", "but"];
        !boundary.contains(&&*folded(word))
    });
    let mut lemmas = BTreeSet::new();
    for word in clause {
        let Some(token) = account.tokens.get(index_range(account, word.span)).and_then(<[_]>::first) else {
            continue;
        };
        let content = matches!(token.tag, Tag::Noun | Tag::Verb | Tag::Adj);
        if content && !kit.function_words.contains(&fold::word(account.words(word.span))) {
            lemmas.insert(token.lemma.to_string());
        }
    }
    Some(lemmas)
}

fn index_range(account: &Account, span: Span) -> std::ops::Range<usize> {
    let range = account.tokens_in(span);
    range.start as usize..range.end as usize
}
