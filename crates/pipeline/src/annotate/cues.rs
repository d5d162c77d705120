//! Which words report speech, and how? The cue lexicon: act, attitude and frames per lemma.
//!
//! What stands in a given sentence is `attributions`' business; this file only knows the words.

use crate::kit::KitError;
use crate::lexicon::{self, Entry, WordMap};
use news::{Act, Attitude};
use std::collections::BTreeMap;

/// What can follow a verb, as `lexicons/cues.txt` lists it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Frames {
    /// A quotation can follow or precede.
    pub(crate) quotation: bool,
    /// A clause can follow without "that".
    pub(crate) clause: bool,
    /// A clause can follow with "that" or a question word.
    pub(crate) that_clause: bool,
    /// A to-infinitive is the content.
    pub(crate) infinitive: bool,
    /// An object names the addressee before the content.
    pub(crate) tell: bool,
    /// An object names the addressee, a to-infinitive is the content.
    pub(crate) object_infinitive: bool,
    /// Object and its `of`/`for` phrase are the content together.
    pub(crate) accusation: bool,
    /// The object is the content.
    pub(crate) object: bool,
    /// Prepositions whose phrase is the content.
    pub(crate) prepositions: Vec<&'static str>,
}

/// A reporting verb, noun or adjective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CueWord {
    /// The lemma, or the whole phrase.
    pub(crate) lemma: &'static str,
    /// Words after the first, as they stand in the text.
    pub(crate) rest: Vec<&'static str>,
    /// Speech act.
    pub(crate) act: Act,
    /// The outlet's attitude.
    pub(crate) attitude: Attitude,
    /// What can follow.
    pub(crate) frames: Frames,
}

/// The cue lexicon.
pub(crate) struct Cues {
    verbs: WordMap<Vec<CueWord>>,
    nouns: WordMap<CueWord>,
    adjectives: WordMap<CueWord>,
    light_verbs: WordMap<()>,
    adverbs: WordMap<Attitude>,
}

impl Cues {
    /// The lexicon inside the binary.
    pub(crate) fn embedded() -> Result<Cues, KitError> {
        let mut verbs: BTreeMap<&'static str, Vec<CueWord>> = BTreeMap::new();
        for entry in lexicon::entries("cues.txt", include_str!("../../../../lexicons/cues.txt")) {
            let word = cue_word(&entry)?;
            verbs.entry(first_word(word.lemma)).or_default().push(word);
        }
        for phrases in verbs.values_mut() {
            // The longest phrase that fits wins.
            phrases.sort_by_key(|word| std::cmp::Reverse(word.rest.len()));
        }
        let mut adverbs: BTreeMap<&'static str, Attitude> = BTreeMap::new();
        for entry in lexicon::entries("cue_adverbs.txt", include_str!("../../../../lexicons/cue_adverbs.txt"))
        {
            adverbs.insert(entry.field(0), attitude(&entry, 1)?);
        }
        let light = lexicon::entries("light_verbs.txt", include_str!("../../../../lexicons/light_verbs.txt"));
        Ok(Cues {
            verbs: WordMap::new(verbs),
            nouns: words("cue_nouns.txt", include_str!("../../../../lexicons/cue_nouns.txt"))?,
            adjectives: words("cue_adjectives.txt", include_str!("../../../../lexicons/cue_adjectives.txt"))?,
            light_verbs: WordMap::new(light.map(|entry| (entry.field(0), ()))),
            adverbs: WordMap::new(adverbs),
        })
    }

    /// Reporting verbs and phrases that begin with a lemma, longest first.
    pub(crate) fn verbs(&self, lemma: &str) -> &[CueWord] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// A reporting noun.
    pub(crate) fn noun(&self, lemma: &str) -> Option<&CueWord> {
        self.nouns.get(lemma)
    }

    /// A reporting adjective.
    pub(crate) fn adjective(&self, lemma: &str) -> Option<&CueWord> {
        self.adjectives.get(lemma)
    }

    /// Whether a verb carries a reporting noun ("voice hopes").
    pub(crate) fn is_light_verb(&self, lemma: &str) -> bool {
        self.light_verbs.holds(lemma)
    }

    /// The attitude that an adverb adds.
    pub(crate) fn adverb(&self, word: &str) -> Option<Attitude> {
        self.adverbs.get(word).copied()
    }
}

fn first_word(phrase: &'static str) -> &'static str {
    phrase.split(' ').next().unwrap_or(phrase)
}

/// A list with one word a line.
fn words(name: &'static str, text: &'static str) -> Result<WordMap<CueWord>, KitError> {
    let words = lexicon::entries(name, text).map(|entry| Ok((entry.field(0), cue_word(&entry)?)));
    Ok(WordMap::new(words.collect::<Result<Vec<_>, KitError>>()?))
}

fn cue_word(entry: &Entry) -> Result<CueWord, KitError> {
    let lemma = entry.field(0);
    Ok(CueWord {
        lemma,
        rest: lemma.split(' ').skip(1).collect(),
        act: act(entry, 1)?,
        attitude: attitude(entry, 2)?,
        frames: frames(entry, 3)?,
    })
}

fn act(entry: &Entry, field: usize) -> Result<Act, KitError> {
    Ok(match entry.field(field) {
        "asserts" => Act::Asserts,
        "denies" => Act::Denies,
        "declines" => Act::Declines,
        "asks" => Act::Asks,
        "demands" => Act::Demands,
        "warns" => Act::Warns,
        "promises" => Act::Promises,
        "believes" => Act::Believes,
        other => return Err(entry.error(format!("unknown act `{other}`"))),
    })
}

fn attitude(entry: &Entry, field: usize) -> Result<Attitude, KitError> {
    Ok(match entry.field(field) {
        "neutral" => Attitude::Neutral,
        "doubting" => Attitude::Doubting,
        "endorsing" => Attitude::Endorsing,
        other => return Err(entry.error(format!("unknown attitude `{other}`"))),
    })
}

fn frames(entry: &Entry, field: usize) -> Result<Frames, KitError> {
    let mut frames = Frames::default();
    for name in entry.field(field).split_whitespace() {
        match name {
            "q" => frames.quotation = true,
            "s" => (frames.clause, frames.that_clause) = (true, true),
            "t" => frames.that_clause = true,
            "inf" => frames.infinitive = true,
            "tell" => frames.tell = true,
            "oinf" => frames.object_infinitive = true,
            "acc" => frames.accusation = true,
            "np" => frames.object = true,
            other => match other.strip_prefix("p:") {
                Some(list) => frames.prepositions = list.split(',').collect(),
                None => return Err(entry.error(format!("unknown frame `{other}`"))),
            },
        }
    }
    Ok(frames)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_reads_and_longer_phrases_come_first() {
        let cues = Cues::embedded().expect("lexicons are well formed");
        let make: Vec<&str> = cues.verbs("make").iter().map(|word| word.lemma).collect();
        assert_eq!(make, ["make it clear", "make clear"]);
        assert!(cues.verbs("urge")[0].frames.object_infinitive);
        assert_eq!(cues.verbs("warn")[0].frames.prepositions, ["of", "about", "against", "over"]);
        assert_eq!(cues.noun("denial").map(|noun| noun.act), Some(Act::Denies));
    }
}
