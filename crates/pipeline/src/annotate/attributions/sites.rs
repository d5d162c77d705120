//! Where do reporting words stand? Finds cue sites in a sentence; who speaks and what is said comes later.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a rule names the parts of speech that it wants, not all 17"
)]

use super::reader::Reader;
use crate::annotate::cues::{CueWord, Frames};
use news::{Act, Attitude, Sentence, Tag, TokenRange, ZoneKind};

/// How the reporting word stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// "said", "has denied"
    Finite,
    /// "saying", "adding": the subject stands elsewhere
    Participle,
    /// "went on to say"
    Infinitive,
    /// "was asked", "is accused"
    Passive,
    /// "firms accused of"
    ReducedPassive,
    /// "its warning that", without a verb that carries it
    Noun,
    /// "according to"
    According,
}

/// A reporting word or phrase in its place.
#[derive(Debug, Clone)]
pub(super) struct Site {
    /// The verb, noun or preposition itself.
    pub(super) head: u32,
    /// All words of the cue.
    pub(super) cue: TokenRange,
    /// Dictionary form.
    pub(super) lemma: String,
    pub(super) act: Act,
    pub(super) attitude: Attitude,
    pub(super) frames: Frames,
    pub(super) form: Form,
    pub(super) negated: bool,
}

impl Site {
    /// Whether it passes on what its object says: "quoted", "cited".
    pub(super) fn passes_on(&self) -> bool {
        matches!(self.lemma.as_str(), "quote" | "cite")
    }
}

/// Verbs that pass their subject on to an infinitive cue: "went on to say".
const CHAINS: [&str; 8] = ["go", "continue", "proceed", "hasten", "begin", "come", "move", "start"];

/// Reporting verbs whose negation is a refusal to answer: "did not elaborate".
const ANSWERS: [&str; 14] = [
    "answer",
    "clarify",
    "comment",
    "confirm",
    "detail",
    "disclose",
    "elaborate",
    "explain",
    "mention",
    "respond",
    "reply",
    "reveal",
    "say",
    "specify",
];

/// Cue sites of one sentence, in order.
pub(super) fn find(reader: &Reader<'_>, sentence: &Sentence) -> Vec<Site> {
    let mut sites = Vec::new();
    let mut token = sentence.tokens.start;
    while token < sentence.tokens.end {
        match at(reader, sentence, token) {
            Some(site) => {
                token = site.cue.end.max(token + 1);
                sites.push(site);
            }
            None => token += 1,
        }
    }
    sites
}

fn at(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> Option<Site> {
    if reader.word(token) == "according" && reader.word(token + 1) == "to" {
        return Some(according(token));
    }
    match reader.tag(token) {
        Tag::Verb => light(reader, sentence, token)
            .or_else(|| verb(reader, sentence, token, reader.lemma(token)))
            .or_else(|| refusal(reader, sentence, token)),
        Tag::Aux | Tag::Adj => adjective(reader, sentence, token),
        Tag::Noun => noun(reader, sentence, token).or_else(|| headline_verb(reader, sentence, token)),
        Tag::Propn => headline_verb(reader, sentence, token),
        _ => None,
    }
}

fn according(token: u32) -> Site {
    Site {
        head: token,
        cue: token..token + 2,
        lemma: "according to".into(),
        act: Act::Asserts,
        attitude: Attitude::Neutral,
        frames: Frames { clause: true, that_clause: true, ..Frames::default() },
        form: Form::According,
        negated: false,
    }
}

/// In title case a tagger takes verbs for names; a third person of a reporting verb behind a noun is one.
fn headline_verb(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> Option<Site> {
    let lemma = reader.word(token).strip_suffix('s')?;
    let heading = matches!(sentence.zone, ZoneKind::Headline | ZoneKind::Subheadline);
    let behind_noun = token > sentence.tokens.start && reader.tag(token - 1).is_nominal();
    let before_noun = token + 1 < sentence.tokens.end;
    if !heading || !behind_noun || !before_noun && !reader.word(token - 1).ends_with(',') {
        return None;
    }
    verb(reader, sentence, token, lemma)
}

fn verb(reader: &Reader<'_>, sentence: &Sentence, token: u32, lemma: &str) -> Option<Site> {
    let word = reader.kit.cues.verbs(lemma).iter().find(|word| {
        word.rest
            .iter()
            .zip(token + 1..)
            .all(|(rest, next)| next < sentence.tokens.end && reader.word(next) == *rest)
    })?;
    let start = reader.group_start(token, sentence);
    let form = form_of(reader, start, token, word)?;
    let mut cue = start..token + 1 + word.rest.len() as u32;
    if CHAINS.contains(&lemma) && reader.word(cue.end) == "to" {
        // "went on to say": the report is the infinitive's.
        return None;
    }
    if form == Form::Infinitive {
        cue.start = chain_start(reader, sentence, start)?;
    }
    Some(colour(reader, site(word, token, cue, form), start))
}

/// Finite, participle, passive …; `None` where the word is an adjective or a noun in disguise.
fn form_of(reader: &Reader<'_>, start: u32, verb: u32, word: &CueWord) -> Option<Form> {
    let group = start..verb;
    let be = group.clone().any(|token| reader.is_be(token));
    if reader.is_gerund(verb) {
        // "the warning signs", "a growing …": a gerund before a noun is no report.
        return Some(if be { Form::Finite } else { Form::Participle });
    }
    let participle = reader.word(verb) != reader.lemma(verb) && !reader.word(verb).ends_with('s');
    if be && participle {
        return Some(Form::Passive);
    }
    if word.frames.accusation
        && reader.is_bare_participle(verb)
        && !group.clone().any(|t| reader.tag(t) == Tag::Aux)
    {
        return Some(Form::ReducedPassive);
    }
    let infinitive = verb > 0 && group.clone().any(|token| reader.word(token) == "to");
    Some(if infinitive { Form::Infinitive } else { Form::Finite })
}

/// Start of the verb that governs an infinitive cue, if it passes its subject on.
fn chain_start(reader: &Reader<'_>, sentence: &Sentence, start: u32) -> Option<u32> {
    let mut before = start.checked_sub(1)?;
    if matches!(reader.tag(before), Tag::Adv | Tag::Adp) && before > sentence.tokens.start {
        before -= 1;
    }
    let chains = before >= sentence.tokens.start && CHAINS.contains(&reader.lemma(before));
    chains.then(|| reader.group_start(before, sentence))
}

/// "voiced hopes", "reiterated its warning": a verb that carries a reporting noun.
fn light(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> Option<Site> {
    if !reader.kit.cues.is_light_verb(reader.lemma(token)) {
        return None;
    }
    // "voiced hopes": a tagger may take the noun for a second verb.
    let mistagged = reader.tag(token + 1) == Tag::Verb && reader.word(token + 1).ends_with('s');
    let end = if mistagged { token + 2 } else { reader.phrase_end(token + 1, sentence.tokens.end)? };
    let noun = reader.kit.cues.noun(reader.lemma(end - 1))?;
    let start = reader.group_start(token, sentence);
    let infinitive = (start..token).any(|t| reader.word(t) == "to");
    let form = match (reader.is_gerund(token), infinitive) {
        (true, _) if !(start..token).any(|t| reader.is_be(t)) => Form::Participle,
        (_, true) => return None,
        _ => Form::Finite,
    };
    let mut site = site(noun, token, start..end, form);
    site.lemma = format!("{} {}", reader.lemma(token), noun.lemma);
    site.frames = noun_frames();
    Some(colour(reader, site, start))
}

/// "could not provide an answer": a refusal without a reporting verb.
fn refusal(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> Option<Site> {
    let start = reader.group_start(token, sentence);
    let negated = (start..token).any(|t| matches!(reader.word(t), "not" | "n't" | "never"));
    let gives = matches!(reader.lemma(token), "provide" | "give" | "offer" | "have");
    let end = reader.phrase_end(token + 1, sentence.tokens.end)?;
    let answer = matches!(
        reader.lemma(end - 1),
        "answer" | "reply" | "response" | "comment" | "explanation" | "detail"
    );
    (negated && gives && answer).then(|| Site {
        head: token,
        cue: start..end,
        lemma: format!("{} {}", reader.lemma(token), reader.lemma(end - 1)),
        act: Act::Declines,
        attitude: Attitude::Neutral,
        frames: Frames { prepositions: vec!["on", "about", "to", "for"], ..Frames::default() },
        form: Form::Finite,
        negated: true,
    })
}

/// "was adamant that".
fn adjective(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> Option<Site> {
    let word = reader.kit.cues.adjective(reader.lemma(token))?;
    let start = reader.group_start(token, sentence);
    let be = (start..token).any(|t| reader.is_be(t));
    let that = reader.word(token + 1) == "that" || word.lemma != "clear" && reader.word(token + 1) == "about";
    // "it is clear that" has no source.
    let impersonal = start > 0 && matches!(reader.word(start - 1), "it" | "that" | "this" | "there");
    (be && that && !impersonal).then(|| {
        let mut site = site(word, token, start..token + 1, Form::Finite);
        site.frames = Frames { that_clause: true, prepositions: vec!["about"], ..Frames::default() };
        site
    })
}

/// "its warning that …", "reports of …": a reporting noun on its own.
fn noun(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> Option<Site> {
    let word = reader.kit.cues.noun(reader.lemma(token))?;
    let next = reader.word(token + 1);
    let carries = match next {
        // "the report that came out": a relative clause, not a report's content.
        "that" => !reader.is_finite(token + 2) && token + 2 < sentence.tokens.end,
        "of" | "about" => reader.word(token).ends_with('s') && word.act == Act::Asserts,
        _ => false,
    };
    let start = reader.phrase_start(token, sentence.tokens.start).unwrap_or(token);
    let cue_start = (start..token).find(|&t| matches!(reader.tag(t), Tag::Adj | Tag::Noun)).unwrap_or(token);
    carries.then(|| {
        let mut site = site(word, token, cue_start..token + 1, Form::Noun);
        site.frames = noun_frames();
        site
    })
}

fn noun_frames() -> Frames {
    Frames {
        that_clause: true,
        infinitive: true,
        quotation: true,
        prepositions: vec!["over", "about", "of", "on", "against", "at", "for"],
        ..Frames::default()
    }
}

fn site(word: &CueWord, head: u32, cue: TokenRange, form: Form) -> Site {
    Site {
        head,
        cue,
        lemma: word.lemma.into(),
        act: word.act,
        attitude: word.attitude,
        frames: word.frames.clone(),
        form,
        negated: false,
    }
}

/// Negation and adverbs of the verb group: refusals and the outlet's attitude.
fn colour(reader: &Reader<'_>, mut site: Site, start: u32) -> Site {
    for token in start..site.head {
        let word = reader.word(token);
        site.negated |= matches!(word, "not" | "n't" | "never");
        if let Some(attitude) = reader.kit.cues.adverb(word) {
            site.attitude = attitude;
        }
    }
    if site.negated && ANSWERS.contains(&site.lemma.as_str()) {
        site.act = Act::Declines;
    } else if site.negated && site.act == Act::Denies {
        site.act = Act::Asserts;
    }
    site
}
