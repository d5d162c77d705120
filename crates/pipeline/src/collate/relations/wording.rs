//! How is a link explained, so that a person can check it? In the words of the two passages alone.

use super::likeness;
use super::units::Unit;
use crate::collate::relations::concepts::Concept;
use news::{Account, Tag};

/// Most words named on one side.
const NAMED: usize = 5;

/// "both: Okoro, council, met; the first adds “Tuesday”".
pub(crate) fn overlap(accounts: &[Account], one: &Unit, two: &Unit) -> String {
    let pairs = likeness::shared(&one.sketch, &two.sketch);
    let mut both: Vec<(u16, u32)> = pairs.iter().map(|(a, _)| (a.weight, a.token)).collect();
    both.sort_by_key(|(weight, token)| (std::cmp::Reverse(*weight), *token));
    let both: Vec<String> = words(accounts, one.account, both.iter().map(|(_, token)| *token));
    let mut reason =
        if both.is_empty() { "no word in common".to_owned() } else { format!("both: {}", both.join(", ")) };
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

/// Names of entities of the comparison, each by its first account.
pub(crate) fn names(accounts: &[Account], shared: &[Vec<u32>], entities: &[u32]) -> String {
    let name = |wanted: &u32| {
        accounts.iter().zip(shared).find_map(|(account, shared)| {
            let index = shared.iter().position(|entity| entity == wanted)?;
            account.entities.get(index).map(|entity| entity.name.as_str())
        })
    };
    let names: Vec<&str> = entities.iter().filter_map(name).take(NAMED).collect();
    names.join(", ")
}

/// What to show for a token: the name behind a pronoun, the word itself otherwise.
fn shown(account: &Account, token: u32) -> &str {
    let Some(word) = account.tokens.get(token as usize) else { return "" };
    if word.tag != Tag::Pron {
        return account.token_words(token);
    }
    let named = account.entities.iter().find(|entity| {
        let next = entity.mentions.partition_point(|mention| mention.span.end <= word.span.start);
        entity.mentions.get(next).is_some_and(|mention| mention.span == word.span)
    });
    named.map_or_else(|| account.token_words(token), |entity| entity.name.as_str())
}

/// The words of some tokens, each once.
fn words(accounts: &[Account], account: u32, tokens: impl Iterator<Item = u32>) -> Vec<String> {
    let Some(account) = accounts.get(account as usize) else { return Vec::new() };
    let mut words: Vec<String> = Vec::new();
    for token in tokens {
        let word = format!("“{}”", shown(account, token));
        if !words.contains(&word) {
            words.push(word);
        }
        if words.len() == NAMED {
            break;
        }
    }
    words
}
