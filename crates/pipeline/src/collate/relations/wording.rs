//! How is a link explained, so that a person can check it? In the words of the two passages alone.

use super::likeness;
use super::units::Unit;
use crate::collate::relations::concepts::Concept;
use news::Account;

/// Most words named on one side.
const NAMED: usize = 5;

/// "both: Okoro, council, met; the first adds “Tuesday”".
pub(crate) fn overlap(accounts: &[Account], one: &Unit, two: &Unit) -> String {
    let pairs = likeness::shared(&one.sketch, &two.sketch);
    let mut both: Vec<(u16, u32)> = pairs.iter().map(|(a, _)| (a.weight, a.token)).collect();
    both.sort_by_key(|(weight, token)| (std::cmp::Reverse(*weight), *token));
    let both: Vec<String> = words(accounts, one.account, both.iter().map(|(_, token)| *token));
    let mut reason = format!("both: {}", both.join(", "));
    let sides = if one.account == two.account { ["the first", "the second"] } else { ["", ""] };
    for ((side, other), label) in [(one, two), (two, one)].into_iter().zip(sides) {
        let adds = words(accounts, side.account, own(side, other).into_iter());
        if let Some(account) = accounts.get(side.account as usize)
            && !adds.is_empty()
        {
            let name = if label.is_empty() { account.article.id.as_str() } else { label };
            reason.push_str(&format!("; {name} adds {}", adds.join(", ")));
        }
    }
    reason
}

/// Tokens of what only the first unit has, heaviest first.
fn own(one: &Unit, two: &Unit) -> Vec<u32> {
    let holds =
        |concept: &Concept| two.sketch.parts.binary_search_by(|part| part.concept.cmp(concept)).is_ok();
    let mut rest: Vec<(u16, u32)> = one
        .sketch
        .parts
        .iter()
        .filter(|part| !holds(&part.concept))
        .map(|part| (part.weight, part.token))
        .collect();
    rest.sort_by_key(|(weight, token)| (std::cmp::Reverse(*weight), *token));
    rest.into_iter().map(|(_, token)| token).take(3).collect()
}

/// The words of some tokens, each once.
fn words(accounts: &[Account], account: u32, tokens: impl Iterator<Item = u32>) -> Vec<String> {
    let Some(account) = accounts.get(account as usize) else { return Vec::new() };
    let mut words: Vec<String> = Vec::new();
    for token in tokens {
        let word = format!("“{}”", account.token_words(token));
        if !words.contains(&word) {
            words.push(word);
        }
        if words.len() == NAMED {
            break;
        }
    }
    words
}
