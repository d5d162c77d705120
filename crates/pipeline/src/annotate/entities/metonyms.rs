//! Is a capital or a seat of government a place here, or does it stand for the state?
//!
//! By what governs it: the city where people are and go, the state that speaks, gets and is dealt with, both
//! where it is attacked.

use super::page::Page;
use crate::kit::KitError;
use crate::lexicon;
use news::{Sentence, Tag, TokenRange};
use std::collections::BTreeMap;

/// What a capital stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// The city or building.
    Place,
    /// The state.
    State,
    /// Either can be meant.
    Both,
}

/// How a governing word treats a capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Governor {
    Motion,
    Strike,
    City,
}

/// Words that govern capitals.
pub(super) struct Governors {
    classes: BTreeMap<&'static str, Vec<Governor>>,
}

impl Governors {
    /// The list inside the binary.
    pub(super) fn embedded() -> Result<Governors, KitError> {
        let mut classes: BTreeMap<&'static str, Vec<Governor>> = BTreeMap::new();
        for entry in lexicon::entries("metonymy.txt", include_str!("../../../../../lexicons/metonymy.txt")) {
            let class = match entry.field(0) {
                "motion" => Governor::Motion,
                "strike" => Governor::Strike,
                "city" => Governor::City,
                other => return Err(entry.error(format!("`{other}` is no class of governing words"))),
            };
            for lemma in entry.field(1).split(',').map(str::trim) {
                classes.entry(lemma).or_default().push(class);
            }
        }
        Ok(Governors { classes })
    }

    fn is(&self, lemma: &str, class: Governor) -> bool {
        // Plurals and past forms that a tagger left alone.
        let stems =
            [lemma, lemma.strip_suffix('s').unwrap_or(lemma), lemma.strip_suffix("ed").unwrap_or(lemma)];
        stems.iter().any(|stem| self.classes.get(stem).is_some_and(|classes| classes.contains(&class)))
    }
}

/// How far to the left a governing verb or noun is looked for.
const REACH: u32 = 4;

/// What the capital at `name` stands for.
pub(super) fn of(page: &Page<'_>, sentence: &Sentence, name: TokenRange) -> Use {
    let governors = &page.gazetteer.governors;
    let after = name.end;
    if matches!(page.word(after), "'s" | "’s") {
        let owned = head_after(page, sentence, after + 1);
        return if owned.is_some_and(|head| governors.is(page.lemma(head), Governor::City)) {
            Use::Place
        } else {
            Use::State
        };
    }
    let Some(mut before) = name.start.checked_sub(1).filter(|token| *token >= sentence.tokens.start) else {
        return opening(page, sentence, name);
    };
    if page.word(before).eq_ignore_ascii_case("the") {
        before = match before.checked_sub(1).filter(|token| *token >= sentence.tokens.start) {
            Some(token) => token,
            None => return opening(page, sentence, name),
        };
    }
    // "the Oslo summit", "Oslo officials": the city names an event, the state its people.
    let modifies =
        matches!(page.tag(after), Tag::Noun) && after < sentence.tokens.end && !page.in_verb_group(after);
    if modifies && !page.word(before).eq_ignore_ascii_case("and") {
        let head = head_after(page, sentence, after);
        let person = head.and_then(|head| page.gazetteer.nouns.get(page.word(head))).is_some();
        return if person { Use::State } else { Use::Place };
    }
    match page.lemma(before) {
        "in" | "at" | "near" | "outside" | "around" | "across" | "inside" | "within" | "via" | "through"
        | "into" => Use::Place,
        "to" | "from" => moved(page, sentence, before),
        "on" => {
            if governs(page, sentence, before, Governor::Strike) {
                Use::Both
            } else {
                Use::State
            }
        }
        "of" => {
            if governs(page, sentence, before, Governor::City) {
                Use::Place
            } else if governs(page, sentence, before, Governor::Strike) {
                Use::Both
            } else {
                Use::State
            }
        }
        "," => listed(page, sentence, name),
        _ if page.tag(before) == Tag::Verb || page.in_verb_group(before) => object(page, before),
        _ => Use::State,
    }
}

/// A capital as the object of a verb: reached, struck, or dealt with.
fn object(page: &Page<'_>, verb: u32) -> Use {
    let (governors, verb) = (&page.gazetteer.governors, page.lemma(verb));
    if governors.is(verb, Governor::Motion) {
        Use::Place
    } else if governors.is(verb, Governor::Strike) {
        Use::Both
    } else {
        Use::State
    }
}

/// A capital that opens its sentence: "OSLO, May 3" is a place, "Oslo said" a state.
fn opening(page: &Page<'_>, sentence: &Sentence, name: TokenRange) -> Use {
    let comma = page.word(name.end) == ",";
    let alone = name.end >= sentence.tokens.end;
    let dash = matches!(page.word(name.end), "—" | "–" | "-" | "(" | ":");
    if comma && page.tag(name.end + 1) != Tag::Adv || alone || dash { Use::Place } else { Use::State }
}

/// After a comma: a member of a list or a closer word on a city before it ("Bergen, Norway").
fn listed(page: &Page<'_>, sentence: &Sentence, name: TokenRange) -> Use {
    let _ = sentence;
    if page.word(name.end) == "," && !page.in_verb_group(name.end + 1) { Use::Place } else { Use::State }
}

/// "flew to Oslo" is the city, "sent arms to Oslo" the state.
fn moved(page: &Page<'_>, sentence: &Sentence, preposition: u32) -> Use {
    if governs(page, sentence, preposition, Governor::Motion)
        || page.lemma(preposition) == "from" && page.tag(preposition.saturating_sub(1)) == Tag::Punct
    {
        Use::Place
    } else {
        Use::State
    }
}

/// Whether a word of the class stands shortly before a preposition.
fn governs(page: &Page<'_>, sentence: &Sentence, preposition: u32, class: Governor) -> bool {
    let start = preposition.saturating_sub(REACH).max(sentence.tokens.start);
    (start..preposition)
        .rev()
        .take_while(|token| !matches!(page.word(*token), "," | ";"))
        .any(|token| page.gazetteer.governors.is(page.lemma(token), class))
}

/// The last noun of the phrase that starts at `start`.
fn head_after(page: &Page<'_>, sentence: &Sentence, start: u32) -> Option<u32> {
    (start..sentence.tokens.end)
        .take_while(|token| matches!(page.tag(*token), Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num))
        .last()
}
