//! Which quotations render one utterance?
//!
//! Renderings (whole quotations) are brought together by rare shingles, laid side by side, and judged.
//! Equal words prove one utterance only with enough of them, or with the same speaker and matter around a
//! short fragment. How the words were altered is left to `variants`.

pub(crate) mod align;
mod candidates;
mod evidence;
pub(crate) mod naming;
pub(crate) mod renderings;
mod stock_phrases;
pub(crate) mod words;

use crate::Kit;
use news::{Account, Passage, Score, SharedEntity, Span};
use renderings::Rendering;

/// Two quotations (within one account or across) that render the same words of the same speaker.
#[derive(Debug, Clone)]
pub(crate) struct Utterance {
    /// The fuller form, or the earlier one where neither is fuller: the words inside the marks.
    pub(crate) base: Passage,
    /// The other form.
    pub(crate) variant: Passage,
    /// The pieces of the base; several where its tag breaks it.
    pub(crate) base_pieces: Vec<Span>,
    /// The pieces of the variant.
    pub(crate) variant_pieces: Vec<Span>,
    /// How many words are the same.
    pub(crate) shared_words: u32,
    /// Why they are one, in words about the texts.
    pub(crate) reason: String,
    /// How sure.
    pub(crate) confidence: Score,
}

/// Pairs of quotations that render one utterance, sorted.
pub(crate) fn find(kit: &Kit, accounts: &[Account], entities: &[SharedEntity]) -> Vec<Utterance> {
    let shared = renderings::shared_index(entities);
    let mut all: Vec<Rendering> = Vec::new();
    for (index, account) in accounts.iter().enumerate() {
        let (functions, names) = (&kit.function_words, &kit.quoted_names);
        all.extend(renderings::of_account(account, index as u32, functions, names, &shared));
    }
    let common = stock_phrases::phrases(kit, accounts, &all);
    let mut found: Vec<Utterance> = Vec::new();
    for (one, two) in candidates::pairs(&all) {
        let (one, two) = (&all[one], &all[two]);
        let runs = align::align(&one.words, &two.words);
        if let Some(verdict) = evidence::judge(one, two, &runs, &common) {
            found.push(utterance(accounts, one, two, verdict));
        }
    }
    found.sort_by_key(|pair| (pair.base, pair.variant));
    found
}

/// Puts the fuller form first, of equally full ones the one published earlier. Between equals the source
/// decides, so that the order of accounts does not.
fn utterance(
    accounts: &[Account],
    one: &Rendering,
    two: &Rendering,
    verdict: evidence::Verdict,
) -> Utterance {
    let rank = |rendering: &Rendering| {
        let article = accounts.get(rendering.account as usize).map(|account| &account.article);
        let published = article.and_then(|article| article.published.candidates.first().copied());
        let source = article.map(|article| article.source.sha256().to_owned());
        let start = rendering.pieces.first().map(|piece| piece.start);
        (std::cmp::Reverse(rendering.words.len()), published.is_none(), published, source, start)
    };
    let (base, variant) = if rank(one) <= rank(two) { (one, two) } else { (two, one) };
    Utterance {
        base: base.passage(),
        variant: variant.passage(),
        base_pieces: base.pieces.clone(),
        variant_pieces: variant.pieces.clone(),
        shared_words: verdict.shared_words,
        reason: verdict.reason,
        confidence: verdict.confidence,
    }
}
