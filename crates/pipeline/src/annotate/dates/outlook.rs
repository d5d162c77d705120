//! Where in a sentence can a time start at all? Words are looked up once, here, for all rules.

use super::words::{Entry, TimeWords, Word};
use crate::annotate::atoms::{self, Atom, AtomKind};
use news::{Account, Sentence};

/// How far before a word of time its expression may start, in atoms.
const REACH: usize = 14;

/// The atoms of a sentence and what the lexicon has on each.
pub(super) struct Outlook<'a> {
    /// Its pieces.
    pub(super) atoms: Vec<Atom<'a>>,
    /// What the lexicon has on each.
    pub(super) entries: Vec<&'a [Entry]>,
    /// Where a time may start.
    times: Vec<bool>,
    hopeful: bool,
}

impl<'a> Outlook<'a> {
    /// Looks the words of a sentence up.
    pub(super) fn new(words: &'a TimeWords, account: &'a Account, sentence: &Sentence) -> Outlook<'a> {
        let atoms = atoms::split(&account.article.text, sentence.span);
        Outlook::of(words, atoms)
    }

    fn of(words: &'a TimeWords, atoms: Vec<Atom<'a>>) -> Outlook<'a> {
        let entries: Vec<&[Entry]> = atoms.iter().map(|atom| words.entries(&atom.folded)).collect();
        let mut times = vec![false; atoms.len()];
        let mut head = None;
        for at in (0..atoms.len()).rev() {
            let atom = &atoms[at];
            if is_head(&atoms, at, entries[at]) {
                head = Some(at);
            }
            let near = head.is_some_and(|head| head - at <= REACH);
            times[at] = near && may_open(atom, entries[at]);
        }
        Outlook { hopeful: head.is_some(), atoms, entries, times }
    }

    /// Whether any word of the sentence is one of time.
    pub(super) fn is_hopeful(&self) -> bool {
        self.hopeful
    }

    /// Whether a time may start here.
    pub(super) fn may_start(&self, at: usize) -> bool {
        self.times.get(at).copied().unwrap_or(false)
    }

    /// Whether a time that is told by an event, or a vague one, may start here.
    pub(super) fn may_relate(&self, at: usize) -> bool {
        let told = |entry: &Entry| matches!(entry.word, Word::Anchor(_) | Word::Vague(_));
        self.entries.get(at).is_some_and(|entries| entries.iter().any(told))
    }
}

fn is_head(atoms: &[Atom], at: usize, entries: &[Entry]) -> bool {
    // "the" opens "the future", but is no word of time without it.
    let goes_on = |entry: &Entry| {
        entry.rest.first().is_none_or(|next| atoms.get(at + 1).is_some_and(|atom| atom.is(next)))
    };
    atoms[at].kind == AtomKind::Digits
        || entries.iter().any(|entry| entry.word.is_head() && goes_on(entry))
        || atoms[at].is_any(&["nineteen", "eighteen"])
}

fn may_open(atom: &Atom, entries: &[Entry]) -> bool {
    atom.kind == AtomKind::Digits
        || entries.iter().any(|entry| entry.word.opens())
        || atom.is_any(&["'", "from", "between", "q", "since"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use news::Span;

    #[test]
    fn only_words_that_lead_to_a_time_are_tried() {
        let words = TimeWords::embedded().expect("the lexicon is sound");
        let text = "The mayor of the town left in the spring; the end was near and the people knew it.";
        let outlook = Outlook::of(&words, atoms::split(text, Span::new(0, text.len())));
        let tried: Vec<&str> = (0..outlook.atoms.len())
            .filter(|at| outlook.may_start(*at))
            .map(|at| outlook.atoms[at].span.of(text))
            .collect();
        assert_eq!(tried, ["The", "the", "the", "spring"]);
        assert!(outlook.is_hopeful() && !outlook.may_relate(0));
    }
}
