//! What around a predicate tells how certain it is? Its form, its auxiliaries, negation, the word that governs it and
//! what stands between.
//!
//! There is no parse: the governor is the nearest verb before, and the words between it and the predicate say how they
//! are joined ("that", "to", "if", a comma). After the cues of factuality that TruthTeller (Lotan et al. 2013) reads
//! from a parse: negation, modality, clause-taking verbs, conditions.

use crate::annotate::tags::features::normalised;
use crate::{Kit, fold};
use learn::{combine, hash};
use news::{Account, Tag};
use std::borrow::Cow;

/// Changed with every change of a feature: a model of other features is refused.
pub const NORMALISATION: u32 = 2;

/// How many tokens before and after a predicate are looked at.
const REACH: usize = 40;
/// How far away a governor may stand.
const GOVERNOR: usize = 16;
/// The longest group of auxiliaries, in tokens.
const GROUP: usize = 5;

const NEGATIVE: &[&str] = &[
    "not", "n't", "never", "no", "without", "neither", "nor", "nobody", "nothing", "none", "hardly", "cannot",
];
const MODAL: &[&str] = &[
    "may", "might", "can", "could", "will", "would", "shall", "should", "must", "ought", "wo", "ca", "'ll",
    "'d",
];
const AUXILIARY: &[&str] =
    &["to", "be", "been", "have", "has", "had", "is", "are", "was", "were", "being", "do", "does", "did"];
const OBJECT: &[&str] =
    &["no", "nothing", "little", "neither", "few", "nobody", "none", "any", "anything", "only", "nor"];
const ANYWHERE: &[&str] = &[
    "if", "unless", "whether", "would", "could", "might", "may", "will", "should", "?", "must", "not", "\"",
    "``", "''",
];

/// The features of the predicate at a token; `None` where there is no such token.
pub fn of(kit: &Kit, account: &Account, token: u32) -> Option<Vec<u64>> {
    let found = account.tokens.get(token as usize)?;
    let sentence = account.sentence_at(found.span.start as usize);
    let (first, last) =
        sentence.map_or((token, token + 1), |sentence| (sentence.tokens.start, sentence.tokens.end));
    let (first, last) = (first as usize, last as usize);
    let from = first.max((token as usize).saturating_sub(REACH));
    let to = last.min(token as usize + REACH);
    let words = account.tokens.get(from..to)?.iter().map(|token| fold::word(account.words(token.span)));
    let view = View {
        kit,
        account,
        from,
        words: words.collect(),
        at: token as usize - from,
        near_start: token as usize - first < 3,
        question: last.checked_sub(1).is_some_and(|last| account.token_words(last as u32) == "?"),
    };
    let mut bag = Bag::default();
    view.gather(&mut bag);
    bag.features.sort_unstable();
    bag.features.dedup();
    Some(bag.features)
}

/// Features as they are found.
#[derive(Default)]
struct Bag {
    features: Vec<u64>,
}

impl Bag {
    /// One feature of a kind, made of its parts.
    fn add(&mut self, kind: &str, parts: &[&str]) {
        let value = parts.iter().fold(0, |state, part| combine(1, state, hash(part.as_bytes())));
        self.features.push(combine(2, hash(kind.as_bytes()), value));
    }
}

/// The words around a predicate.
struct View<'a> {
    kit: &'a Kit,
    account: &'a Account,
    from: usize,
    words: Vec<Cow<'a, str>>,
    at: usize,
    near_start: bool,
    question: bool,
}

/// The auxiliaries before a verb.
struct Group {
    start: usize,
    modal: Option<usize>,
    negated: bool,
    to: bool,
}

impl View<'_> {
    fn word(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.words.get(at)).map_or("_", |word| &**word)
    }

    /// The number of the group of words that stand in like places: what is not known of a word may be known of its kin.
    fn kin(&self, at: Option<usize>) -> String {
        let word = at
            .filter(|at| *at < self.words.len())
            .map(|at| self.account.token_words((self.from + at) as u32));
        word.map_or(String::new(), |word| {
            self.kit.tagger.clusters().of(hash(normalised(word).as_bytes())).to_string()
        })
    }

    fn lemma(&self, at: Option<usize>) -> &str {
        let at = at.filter(|at| *at < self.words.len());
        at.and_then(|at| self.account.tokens.get(self.from + at)).map_or("_", |token| &token.lemma)
    }

    fn tag(&self, at: Option<usize>) -> Option<Tag> {
        let at = at.filter(|at| *at < self.words.len());
        at.and_then(|at| self.account.tokens.get(self.from + at)).map(|token| token.tag)
    }

    fn tag_name(&self, at: Option<usize>) -> &'static str {
        self.tag(at).map_or("_", Tag::name)
    }

    fn back(&self, from: usize, by: usize) -> Option<usize> {
        from.checked_sub(by)
    }

    fn is(&self, at: usize, words: &[&str]) -> bool {
        self.words.get(at).is_some_and(|word| words.contains(&&**word))
    }

    /// The auxiliaries, adverbs and "to" before a word.
    fn group(&self, at: usize) -> Group {
        let mut start = at;
        while start > 0 && at - start < GROUP {
            let before = start - 1;
            let joins = matches!(self.tag(Some(before)), Some(Tag::Aux | Tag::Adv | Tag::Part))
                || self.is(before, &["to", "not", "n't", "never"]);
            if !joins {
                break;
            }
            start = before;
        }
        Group {
            start,
            modal: (start..at).rev().find(|at| self.is(*at, MODAL)),
            negated: (start..at).any(|at| self.is(at, NEGATIVE)),
            to: (start..at).any(|at| self.is(at, &["to"])),
        }
    }

    /// The words of a group that matter, from left to right.
    fn chain(&self, group: &Group, end: usize, kept: &[&[&str]]) -> String {
        let matter = (group.start..end).filter(|at| kept.iter().any(|list| self.is(*at, list)));
        matter.map(|at| &*self.words[at]).collect::<Vec<_>>().join("+")
    }

    /// How the word is formed.
    fn shape(&self) -> &'static str {
        let word = self.word(Some(self.at));
        if word == self.lemma(Some(self.at)) {
            "base"
        } else if word.ends_with("ing") {
            "ing"
        } else if word.ends_with("ed") || word.ends_with("en") {
            "ed"
        } else if word.ends_with('s') {
            "s"
        } else {
            "other"
        }
    }

    fn gather(&self, bag: &mut Bag) {
        let group = self.group(self.at);
        self.own(bag, &group);
        self.neighbours(bag, &group);
        self.polarity(bag, &group);
        self.governor(bag, &group);
        self.scope(bag);
        self.phrase(bag);
    }

    /// The word and its auxiliaries.
    fn own(&self, bag: &mut Bag, group: &Group) {
        let (word, lemma, tag, shape) =
            (self.word(Some(self.at)), self.lemma(Some(self.at)), self.tag_name(Some(self.at)), self.shape());
        let ending = word.char_indices().rev().nth(3).map_or(word, |(at, _)| &word[at..]);
        bag.add("bias", &[]);
        bag.add("lemma", &[lemma]);
        bag.add("form", &[tag, shape]);
        let kin = self.kin(Some(self.at));
        bag.add("kin", &[&kin]);
        bag.add("kin form", &[&kin, tag, shape]);
        bag.add("lemma form", &[lemma, tag, shape]);
        bag.add("ending", &[ending, tag]);
        for at in group.start..self.at {
            bag.add("auxiliary", &[self.word(Some(at))]);
        }
        let chain = self.chain(group, self.at, &[MODAL, NEGATIVE, AUXILIARY]);
        bag.add("chain", &[&chain, tag, shape]);
        if group.negated {
            bag.add("negated kin", &[&kin]);
            bag.add("negated lemma", &[lemma]);
            bag.add("negated chain", &[shape, &chain]);
        }
        bag.add("start", &[if self.near_start { "near" } else { "far" }, tag]);
        if self.question {
            bag.add("question", &[]);
        }
    }

    /// The words beside it.
    fn neighbours(&self, bag: &mut Bag, group: &Group) {
        let (at, tag) = (self.at, self.tag_name(Some(self.at)));
        for (by, name) in ["1", "2", "3"].iter().enumerate() {
            bag.add("before", &[name, self.lemma(self.back(at, by + 1))]);
            bag.add("after", &[name, self.lemma(Some(at + by + 1))]);
        }
        bag.add("two before", &[self.lemma(self.back(at, 2)), self.lemma(self.back(at, 1))]);
        bag.add("tags after", &[self.tag_name(Some(at + 1)), self.tag_name(Some(at + 2))]);
        bag.add("tags before", &[self.tag_name(self.back(at, 2)), self.tag_name(self.back(at, 1)), tag]);
        let (one, two) = (self.back(group.start, 1), self.back(group.start, 2));
        bag.add("before group", &[self.lemma(one)]);
        bag.add("tag before group", &[self.tag_name(one), self.shape()]);
        bag.add("kin before group", &[&self.kin(one)]);
        bag.add("kin after", &[&self.kin(Some(at + 1))]);
        bag.add("two before group", &[self.lemma(two), self.lemma(one)]);
    }

    /// Negation, modality and infinitives, and what they meet.
    fn polarity(&self, bag: &mut Bag, group: &Group) {
        let (at, tag, shape) = (self.at, self.tag_name(Some(self.at)), self.shape());
        let modal = group.modal.map_or("-", |at| self.word(Some(at)));
        let (negated, to) = (if group.negated { "not" } else { "" }, if group.to { "to" } else { "" });
        let (one, two) = (self.back(group.start, 1), self.back(group.start, 2));
        bag.add("polarity", &[negated, modal, to, tag]);
        if group.negated {
            bag.add("negated after", &[self.lemma(one), modal]);
        }
        if group.modal.is_some() {
            bag.add("modal lemma", &[modal, self.lemma(Some(at))]);
            bag.add("modal kin", &[modal, &self.kin(Some(at))]);
            bag.add("modal after", &[modal, self.lemma(one)]);
            bag.add("modal before", &[modal, self.lemma(Some(at + 1))]);
        }
        if group.to {
            let passive = if self.lemma(two) == "be" { "be" } else { self.tag_name(two) };
            bag.add("to lemma", &[self.lemma(Some(at))]);
            bag.add("to after", &[self.lemma(one), self.lemma(two)]);
            bag.add("to after tag", &[self.lemma(one), passive]);
        }
        for (by, name) in (at + 1..at + 4).zip(["1", "2", "3"]) {
            if self.is(by, OBJECT) {
                bag.add("object", &[self.word(Some(by)), name, tag, negated]);
                break;
            }
            if matches!(self.tag(Some(by)), Some(Tag::Verb | Tag::Punct)) {
                break;
            }
        }
        let subject = (group.start.saturating_sub(6)..group.start).rev();
        for at in subject.take_while(|at| !matches!(self.tag(Some(*at)), Some(Tag::Verb | Tag::Punct))) {
            if self.is(at, SUBJECT) || self.is(at, OPENER) {
                bag.add("subject", &[self.word(Some(at)), tag, to]);
                bag.add("subject modal", &[self.word(Some(at)), modal, shape]);
            }
        }
    }

    /// The nearest verb before, and what joins them.
    fn governor(&self, bag: &mut Bag, group: &Group) {
        let (to, shape) = (if group.to { "to" } else { "" }, self.shape());
        let modal = group.modal.map_or("-", |at| self.word(Some(at)));
        let negated = if group.negated { "not" } else { "" };
        let (mut joint, mut commas, mut governor) = (Vec::new(), 0usize, None);
        for at in (group.start.saturating_sub(GOVERNOR)..group.start).rev() {
            commas += usize::from(self.is(at, &[",", ";", ":", "--"]));
            if self.is(at, JOINT) || self.is(at, OPENER) || self.is(at, &["and", "or", "but"]) {
                joint.push(self.word(Some(at)));
            }
            let adjacent = group.to && at + 1 == group.start;
            let tag = self.tag(Some(at));
            if tag == Some(Tag::Verb) || adjacent && matches!(tag, Some(Tag::Adj | Tag::Noun)) {
                governor = Some(at);
                break;
            }
        }
        joint.truncate(3);
        joint.reverse();
        let joint = joint.join("-");
        let commas = ["0", "1", "2"][commas.min(2)];
        let Some(at) = governor else {
            bag.add("no governor", &[]);
            bag.add("opening", &[&joint, to, shape]);
            return;
        };
        let lemma = self.lemma(Some(at));
        let own = self.group(at);
        let chain = self.chain(&own, at, &[MODAL, NEGATIVE, &["to"]]);
        let distance = ["0", "1", "2", "3", "4", "5", "6"][(self.at - at).min(6)];
        bag.add("governor", &[lemma]);
        let kin = self.kin(Some(at));
        bag.add("governor kin", &[&kin]);
        bag.add("governor kin joint", &[&kin, &joint, to, commas]);
        bag.add("governor kin form", &[&kin, if group.to { to } else { shape }]);
        bag.add("governor kin polarity", &[&kin, modal, negated]);
        bag.add("governor kins", &[&kin, &self.kin(Some(self.at))]);
        bag.add("governor joint", &[lemma, &joint, to, commas]);
        bag.add("governor form", &[lemma, if group.to { to } else { shape }]);
        bag.add("joint", &[&joint, to, commas, shape]);
        bag.add("distance", &[distance]);
        bag.add("governor chain", &[lemma, &chain, to]);
        bag.add("chains", &[&chain, &joint, to, modal, negated]);
        bag.add("governor polarity", &[lemma, modal, negated]);
        bag.add("governor lemma", &[lemma, self.lemma(Some(self.at))]);
        for at in
            (own.start..at).filter(|at| [MODAL, NEGATIVE, &["to"]].iter().any(|list| self.is(*at, list)))
        {
            bag.add("governor auxiliary", &[self.word(Some(at))]);
            bag.add("governor auxiliary joint", &[self.word(Some(at)), &joint, to]);
        }
        if let Some(object) = (at + 1..self.at.min(at + 4)).find(|at| self.is(*at, &OBJECT[..7])) {
            bag.add("governor object", &[self.word(Some(object)), to, self.tag_name(Some(self.at))]);
        }
        self.second_governor(bag, at);
    }

    /// The verb before the governor.
    fn second_governor(&self, bag: &mut Bag, governor: usize) {
        let second =
            (governor.saturating_sub(13)..governor).rev().find(|at| self.tag(Some(*at)) == Some(Tag::Verb));
        bag.add("second governor", &[second.map_or("_", |at| self.lemma(Some(at)))]);
        let Some(at) = second else { return };
        let group = self.group(at);
        for at in (group.start..at).filter(|at| self.is(*at, MODAL) || self.is(*at, NEGATIVE)) {
            bag.add("second governor auxiliary", &[self.word(Some(at))]);
        }
    }

    /// Words of condition, negation and modality in the clause and in the sentence.
    fn scope(&self, bag: &mut Bag) {
        for at in (self.at.saturating_sub(11)..self.at).rev() {
            if self.is(at, &[",", ";"]) {
                break;
            }
            if self.is(at, NEGATIVE) || self.is(at, MODAL) || self.is(at, SCOPE) {
                bag.add("scope", &[self.word(Some(at))]);
            }
        }
        for at in (0..self.words.len()).filter(|at| *at != self.at && self.is(*at, ANYWHERE)) {
            bag.add(if at < self.at { "left" } else { "right" }, &[self.word(Some(at))]);
        }
    }

    /// What stands before a noun or adjective in its phrase.
    fn phrase(&self, bag: &mut Bag) {
        if !matches!(self.tag(Some(self.at)), Some(Tag::Noun | Tag::Propn | Tag::Adj)) {
            return;
        }
        for at in (self.at.saturating_sub(3)..self.at).rev() {
            let inside =
                matches!(self.tag(Some(at)), Some(Tag::Det | Tag::Adj | Tag::Noun | Tag::Num | Tag::Pron));
            bag.add(if inside { "phrase" } else { "before phrase" }, &[self.lemma(Some(at))]);
            if !inside {
                break;
            }
        }
        bag.add("after noun", &[self.word(Some(self.at + 1))]);
    }
}

const SUBJECT: &[&str] = &["no", "nobody", "nothing", "none", "neither", "few", "any", "every"];
const OPENER: &[&str] = &[
    "if", "whether", "unless", "that", "which", "who", "when", "how", "where", "why", "what", "while",
    "because", "after", "before", "until", "as", "than", "so",
];
const JOINT: &[&str] = &[
    "since", "although", "though", "once", "except", "despite", "by", "for", "from", "of", "without", "in",
    "on", "against", "about", "with", "to", "into", "at", "over",
];
const SCOPE: &[&str] = &[
    "if", "unless", "whether", "until", "before", "to", "possible", "possibly", "perhaps", "probably",
    "likely", "unlikely", "any", "hope", "threat", "plan",
];
