//! Whom does "your region" inside a quotation address?

use super::discourse::Discourse;
use super::page::Page;
use news::{MentionForm, Sentence, TokenRange};

/// Sentences before the quotation in which the addressees are named.
const REACH: usize = 2;

/// Tokens of a sentence that are looked at.
const LONGEST_SENTENCE: usize = 200;

/// "your region", "your country" inside quotation marks.
pub(super) fn at(page: &Page<'_>, sentence: &Sentence, token: u32) -> Option<TokenRange> {
    let fits = token + 1 < sentence.tokens.end
        && page.is_quoted(token)
        && page.word(token).eq_ignore_ascii_case("your")
        && matches!(
            page.lemma(token + 1),
            "region" | "country" | "countries" | "nation" | "government" | "nations"
        );
    fits.then_some(token..token + 2)
}

/// Those who were named together shortly before, if the text says that they met.
pub(super) fn resolve(discourse: &mut Discourse<'_, '_>, sentence: usize, tokens: TokenRange) {
    let page = discourse.page;
    let meets = |index: usize| {
        page.sentence(index).is_some_and(|line| {
            line.tokens.clone().take(LONGEST_SENTENCE).any(|token| {
                matches!(
                    page.lemma(token),
                    "meet" | "met" | "address" | "tell" | "host" | "welcome" | "visit" | "speak"
                )
            })
        })
    };
    let before = sentence.saturating_sub(REACH)..sentence;
    if !before.into_iter().any(meets) {
        return;
    }
    for id in discourse.last_group(sentence, REACH) {
        discourse.meet(id, sentence, tokens.clone(), MentionForm::Role);
    }
}
