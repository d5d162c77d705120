//! Which sentences of two linked passages stand for each other?
//!
//! Who quotes three sentences of a speech of which another quotes the second has reported two sentences that the other has
//! not. A link between long passages is therefore counted sentence by sentence; what has no counterpart in the other passage
//! is in no statement because of this link.

use crate::collate::relations::words::shared;
use news::{Account, Passage, Span, Tag, Token};

/// Two passages that say one thing because of a link.
pub(super) struct Pair {
    pub(super) a: Passage,
    pub(super) b: Passage,
    /// Whether one holds all that the other says, as the whole link may not.
    pub(super) whole: bool,
}

/// One sentence of a passage.
struct Part<'a> {
    account: u32,
    tokens: Vec<&'a Token>,
    /// The words that say something, sorted; all words where none does.
    words: Vec<&'a str>,
}

/// Fewest words by which a sentence is known though some are others: "Nobody came." is another's equal or nothing to it.
const FEWEST: usize = 3;

/// The passages that two linked ones join: their sentences two by two, or both whole where both are one sentence or none has a
/// counterpart.
pub(super) fn of(accounts: &[Account], a: Passage, b: Passage) -> Vec<Pair> {
    let whole = || vec![Pair { a, b, whole: true }];
    let (ones, twos) = (parts(accounts, a), parts(accounts, b));
    if ones.len() < 2 && twos.len() < 2 {
        return whole();
    }
    let pairs = pairs(&ones, &twos);
    if pairs.is_empty() {
        return whole();
    }
    let alone =
        |side: fn(&(usize, usize)) -> usize, part| pairs.iter().filter(|pair| side(pair) == part).count() < 2;
    let found = pairs.iter().map(|(i, j)| {
        let (one, two) = (&ones[*i], &twos[*j]);
        // A sentence that holds two of the other side stands for each of them with the words of that one.
        let a = if alone(|pair| pair.0, *i) { one.whole() } else { one.held_by(two) };
        let b = if alone(|pair| pair.1, *j) { two.whole() } else { two.held_by(one) };
        Pair { a, b, whole: shared(&one.words, &two.words) == one.words.len().min(two.words.len()) }
    });
    found.collect()
}

/// The parts that stand for each other: each the best of the other, or holding most of what the other says.
fn pairs(ones: &[Part<'_>], twos: &[Part<'_>]) -> Vec<(usize, usize)> {
    let (mut alike, mut best) = (Vec::new(), (vec![0; ones.len()], vec![0; twos.len()]));
    for (i, one) in ones.iter().enumerate() {
        for (j, two) in twos.iter().enumerate() {
            let shared = shared(&one.words, &two.words);
            if !one.is_like(two, shared) {
                continue;
            }
            let share = shared * 2000 / (one.words.len() + two.words.len());
            (best.0[i], best.1[j]) = (share.max(best.0[i]), share.max(best.1[j]));
            alike.push((i, j, share, shared));
        }
    }
    let stands = |(i, j, share, shared): &(usize, usize, usize, usize)| {
        let (best_of_one, best_of_two) = (*share == best.0[*i], *share == best.1[*j]);
        let is_held = |part: &Part<'_>| shared * 4 >= part.words.len() * 3;
        best_of_one && (best_of_two || is_held(&ones[*i])) || best_of_two && is_held(&twos[*j])
    };
    alike.iter().filter(|pair| stands(pair)).map(|(i, j, _, _)| (*i, *j)).collect()
}

/// The sentences of a passage; of one that is mostly quoted, what stands inside the marks.
fn parts(accounts: &[Account], passage: Passage) -> Vec<Part<'_>> {
    let Some(account) = accounts.get(passage.account as usize) else { return Vec::new() };
    let range = account.tokens_in(passage.span);
    let tokens = account.tokens.get(range.start as usize..range.end as usize).unwrap_or_default();
    let all: Vec<&Token> = tokens.iter().filter(|token| token.tag != Tag::Punct).collect();
    let marks = account.quotations.iter().map(|quotation| quotation.inner);
    let marks: Vec<Span> = marks.filter(|inner| inner.overlaps(passage.span)).collect();
    let is_quoted = |token: &&&Token| marks.iter().any(|inner| inner.contains(token.span));
    let quoted: Vec<&Token> = all.iter().filter(is_quoted).copied().collect();
    let tokens = if quoted.len() * 2 >= all.len() { quoted } else { all };
    let first = account.sentences.partition_point(|sentence| sentence.span.end <= passage.span.start);
    let sentences = account.sentences[first..].iter().take_while(|one| one.span.start < passage.span.end);
    let parts = sentences.map(|sentence| {
        let start = tokens.partition_point(|token| token.span.start < sentence.span.start);
        let end = tokens.partition_point(|token| token.span.start < sentence.span.end);
        Part::new(passage.account, tokens[start..end].to_vec())
    });
    parts.filter(|part| !part.tokens.is_empty()).collect()
}

impl<'a> Part<'a> {
    fn new(account: u32, tokens: Vec<&'a Token>) -> Part<'a> {
        let of = |says: fn(Tag) -> bool| {
            let mut words: Vec<&str> =
                tokens.iter().filter(|token| says(token.tag)).map(|token| &*token.lemma).collect();
            words.sort_unstable();
            words
        };
        let mut words = of(says_something);
        if words.is_empty() {
            words = of(|_| true);
        }
        Part { account, tokens, words }
    }

    /// Whether half of what the shorter says is `shared`; all of it where it says little, and every word of a short sentence.
    fn is_like(&self, other: &Part<'_>, shared: usize) -> bool {
        let shorter = self.words.len().min(other.words.len());
        match (self.tokens.len().min(other.tokens.len()), shorter) {
            (..FEWEST, _) => self.lemmas().eq(other.lemmas()),
            (_, ..FEWEST) => shared == shorter,
            (_, _) => shared * 2 >= shorter,
        }
    }

    fn lemmas(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|token| &*token.lemma)
    }

    fn whole(&self) -> Passage {
        self.passage(self.tokens.iter().copied())
    }

    /// From the first to the last word that the other part has too.
    fn held_by(&self, other: &Part<'_>) -> Passage {
        let is_in = |token: &&&Token| other.words.binary_search(&&*token.lemma).is_ok();
        self.passage(self.tokens.iter().filter(is_in).copied())
    }

    fn passage<'t>(&self, tokens: impl Iterator<Item = &'t Token>) -> Passage {
        let span = tokens.map(|token| token.span).reduce(Span::cover);
        Passage { account: self.account, span: span.unwrap_or(Span::new(0, 0)) }
    }
}

/// Whether a word of this kind tells two sentences apart; articles, auxiliaries and the like stand in all.
fn says_something(tag: Tag) -> bool {
    matches!(tag, Tag::Noun | Tag::Propn | Tag::Verb | Tag::Adj | Tag::Adv | Tag::Num)
}
