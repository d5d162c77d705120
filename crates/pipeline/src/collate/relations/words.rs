//! Which words do two passages share, whatever they tell?

use news::{Account, Span, Tag};

/// The words of a passage by their base forms, sorted.
pub(crate) fn of(account: &Account, span: Span) -> Vec<&str> {
    let tokens = account.tokens_in(span);
    let tokens = account.tokens.get(tokens.start as usize..tokens.end as usize).unwrap_or_default();
    let words = tokens.iter().filter(|token| token.tag != Tag::Punct);
    let mut words: Vec<&str> = words.map(|token| &*token.lemma).collect();
    words.sort_unstable();
    words
}

/// How many words two sorted lists share, each as often as in both.
pub(crate) fn shared(one: &[&str], two: &[&str]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), two.get(j)) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    shared
}

/// Words that both lists hold, of the mean of their lengths, in thousandths (Dice 1945).
pub(crate) fn share(one: &[&str], two: &[&str]) -> u32 {
    (shared(one, two) * 2000 / (one.len() + two.len()).max(1)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_as_often_as_both_have_it() {
        let (one, two) = (["dam", "dam", "the"], ["dam", "old", "the", "the", "weir"]);
        assert_eq!(shared(&one, &two), 2);
        assert_eq!(share(&one, &two), 500);
        assert_eq!(share(&[], &[]), 0);
    }
}
