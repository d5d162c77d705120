//! Which times are told by an event or not at all? "after the talks", "since the start of the strike", "recently",
//! "has since said".

use super::words::{TimeWords, Word};
use crate::annotate::atoms::Atom;
use news::{Account, Sentence, Span, Tag, Text, TimeRelation};

/// The longest phrase that an event anchor may have, in tokens.
const LONGEST: usize = 24;

/// A relation without days.
pub(super) struct Anchor {
    /// Where.
    pub(super) span: Span<Text>,
    /// Where it lies.
    pub(super) relation: TimeRelation,
}

/// The anchor or vague adverb that starts at the atom `at`.
pub(super) fn read(
    words: &TimeWords,
    account: &Account,
    sentence: &Sentence,
    atoms: &[Atom],
    at: usize,
) -> Option<Anchor> {
    let scene = Scene { account, sentence };
    let anchor = words.at(atoms, at, Word::anchor);
    if let Some((relation, end)) = anchor {
        let start = atoms[at].span;
        if scene.tag(start) == Some(Tag::Det) || at > 0 && atoms[at - 1].is_any(&["the", "a", "an"]) {
            return None;
        }
        if let Some(span) = scene.event_phrase(words, start, atoms[end - 1].span) {
            return Some(Anchor { span, relation });
        }
        return scene.since_adverb(atoms, at);
    }
    let (relation, end) = words.at(atoms, at, Word::vague)?;
    let span = atoms[at].span.cover(atoms[end - 1].span);
    let alone = end == at + 1;
    (!alone || scene.is_vague_adverb(atoms, at)).then_some(Anchor { span, relation })
}

struct Scene<'a> {
    account: &'a Account,
    sentence: &'a Sentence,
}

impl Scene<'_> {
    fn token_at(&self, span: Span<Text>) -> usize {
        self.account.tokens.partition_point(|token| token.span.end <= span.start)
    }

    fn tag(&self, span: Span<Text>) -> Option<Tag> {
        self.account.tokens.get(self.token_at(span)).map(|token| token.tag)
    }

    /// "has since said", "15 years since": the adverb, not the preposition.
    fn since_adverb(&self, atoms: &[Atom], at: usize) -> Option<Anchor> {
        let auxiliary = at.checked_sub(1).is_some_and(|before| {
            atoms[before].is_any(&["has", "have", "had", "s", "ve", "d", "not", "long"])
        });
        let span = atoms[at].span;
        let last = atoms.get(at + 1).is_none_or(|next| next.is_any(&[".", ","]));
        let ever = at.checked_sub(1).is_some_and(|before| atoms[before].is("ever"));
        let adverb = atoms[at].is("since") && (auxiliary || (ever && last));
        adverb.then_some(Anchor { span, relation: TimeRelation::Since })
    }

    /// One-word vague times stand as adverbs: no "soon after", no "earlier than", no "the earlier report".
    fn is_vague_adverb(&self, atoms: &[Atom], at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &atoms[before]);
        let after = atoms.get(at + 1);
        let compared =
            after.is_some_and(|atom| atom.is_any(&["than", "as", "after", "before", "afterwards"]));
        let measured = before.is_some_and(|atom| {
            let degree =
                atom.is_any(&["as", "how", "too", "so", "much", "than", "no", "not", "any", "sooner"]);
            let unit = atom.is_any(&["years", "year", "months", "month", "weeks", "week", "days", "day"]);
            let short_unit = atom.is_any(&["hours", "hour", "minutes", "decades"]);
            degree || unit || short_unit || atom.is_any(&["the", "an", "a"])
        });
        let hyphenated = after.is_some_and(|atom| atom.is("-") && !atom.spaced);
        // "a month or later", "later this week": the grammar of dates has had its turn before.
        let adjective = atoms[at].is_any(&["later", "earlier"])
            && after.is_some_and(|atom| {
                let token = self.account.tokens.get(self.token_at(atom.span));
                token.is_some_and(|token| matches!(token.tag, Tag::Noun | Tag::Propn | Tag::Adj))
            });
        !compared && !measured && !hyphenated && !adjective
    }

    /// The phrase of an event after a preposition: "after the conclusion of a meeting in Lima".
    fn event_phrase(
        &self,
        words: &TimeWords,
        from: Span<Text>,
        preposition: Span<Text>,
    ) -> Option<Span<Text>> {
        let start = self.account.tokens.partition_point(|token| token.span.start < preposition.end);
        let limit = (self.sentence.tokens.end as usize).min(start + LONGEST);
        let (mut end, head) = self.noun_phrase(words, start, limit)?;
        if !self.is_event(words, start, head) {
            return None;
        }
        while let Some((next, _)) = self.attached(words, end, limit) {
            end = next;
        }
        Some(from.cover(self.account.tokens.get(end - 1)?.span))
    }

    /// An of-phrase or place after a noun phrase: where it ends.
    fn attached(&self, words: &TimeWords, at: usize, limit: usize) -> Option<(usize, usize)> {
        let token = self.account.tokens.get(at).filter(|_| at < limit)?;
        let preposition = self.account.words(token.span);
        if !matches!(preposition, "of" | "in" | "at" | "between" | "with" | "on" | "into") {
            return None;
        }
        let (end, head) = self.noun_phrase(words, at + 1, limit)?;
        let named = (at + 1..end).any(|at| self.account.tokens[at].tag == Tag::Propn);
        // Only "of" attaches anything; other prepositions attach names, and no names of time.
        let kept = preposition == "of" || (named && !self.is_time(at + 1, end));
        kept.then_some((end, head))
    }

    fn is_time(&self, start: usize, end: usize) -> bool {
        let names = ["day", "january", "february", "march", "april", "june", "july", "august", "ber"];
        self.account.tokens[start..end].iter().any(|token| {
            let word = self.account.words(token.span).to_lowercase();
            names.iter().any(|name| word.ends_with(name)) || word == "may"
        })
    }

    /// A noun phrase without recursion: its end and the index of its head.
    fn noun_phrase(&self, words: &TimeWords, start: usize, limit: usize) -> Option<(usize, usize)> {
        let mut head = None;
        let mut at = start;
        while at < limit {
            let token = self.account.tokens.get(at)?;
            let word = self.account.words(token.span);
            let listed = words.is(&word.to_lowercase(), Word::Event);
            if matches!(token.tag, Tag::Noun | Tag::Propn) || token.tag == Tag::Verb && at > start && listed {
                // "a meeting", "the ministers' meeting": taggers like to see a verb in it.
                head = Some(at);
            } else if !self.is_inner(at, word, head.is_some(), at > start) {
                break;
            }
            at += 1;
        }
        let head = head?;
        Some((head + 1, head))
    }

    /// Whether a word that is no head stands inside a noun phrase, before or after its head.
    fn is_inner(&self, at: usize, word: &str, headed: bool, follows: bool) -> bool {
        let tag = self.account.tokens[at].tag;
        let owner = tag == Tag::Part && matches!(word, "'s" | "’s" | "'" | "’");
        let mark = tag == Tag::Punct && matches!(word, "-" | "–" | "’" | "'");
        let opener = matches!(tag, Tag::Det | Tag::Pron) && (!headed || self.after_possessive(at));
        let participle = tag == Tag::Verb && !headed && follows;
        let joint = tag == Tag::Cconj && headed && self.joins_nouns(at);
        owner || mark || opener || participle || joint || matches!(tag, Tag::Adj | Tag::Num)
    }

    fn after_possessive(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.account.tokens[before].tag == Tag::Part)
    }

    /// "and" between two nouns directly.
    fn joins_nouns(&self, at: usize) -> bool {
        let noun = |at: usize| {
            self.account.tokens.get(at).is_some_and(|token| matches!(token.tag, Tag::Noun | Tag::Propn))
        };
        at > 0 && noun(at - 1) && noun(at + 1) && !noun(at + 2)
    }

    fn is_event(&self, words: &TimeWords, start: usize, head: usize) -> bool {
        let token = &self.account.tokens[head];
        if token.tag == Tag::Verb {
            return true;
        }
        let lemma = token.lemma.as_ref();
        let singular = lemma.strip_suffix('s').unwrap_or(lemma);
        let listed = words.is(lemma, Word::Event) || words.is(singular, Word::Event);
        // "the disappearance", "his nomination": a noun made from a verb, with something before it.
        let made = ["tion", "sion", "ment", "ance"].iter().any(|ending| lemma.ends_with(ending));
        listed || (made && head > start && token.tag == Tag::Noun)
    }
}
