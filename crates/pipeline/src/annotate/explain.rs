//! What does one attribution rest on? Looks at a finished attribution again and says, part by part, what supports it.
//!
//! Nothing is kept for it while accounts are annotated: grounds are asked for one attribution at a time. They say what
//! there is to see in the text and in the lists, whatever method found the parts.

use super::attributions;
use crate::Kit;
use news::{
    Account, Attribution, AttributionKind, Entity, Ground, MentionForm, Part, Span, SpeakerStatus, Token,
};

/// The grounds of an attribution, part by part; none if there is no such attribution.
pub fn explain(kit: &Kit, account: &Account, attribution: usize) -> Vec<Ground> {
    let Some(found) = account.attributions.get(attribution) else { return Vec::new() };
    let mut grounds = Vec::new();
    content(account, found, &mut grounds);
    cue(kit, account, found, &mut grounds);
    source(account, found, &mut grounds);
    speaker(account, found, &mut grounds);
    rest(found, &mut grounds);
    grounds
}

/// Whether an attribution is a post from another network.
fn is_post(account: &Account, found: &Attribution) -> bool {
    let zone = found.content.first().and_then(|span| account.article.zone_at(span.start as usize));
    found.cue.is_none() && zone.is_some_and(|zone| zone.post.is_some())
}

fn ground(part: Part, span: Option<Span>, why: impl Into<String>) -> Ground {
    Ground { part, why: why.into(), span, score: None }
}

/// Where the words stand, and why they are direct, indirect or mixed.
fn content(account: &Account, found: &Attribution, grounds: &mut Vec<Ground>) {
    let cue = found.cue.as_ref().map(|cue| cue.span);
    for span in &found.content {
        let side = match cue {
            None => "stands without a reporting word",
            Some(cue) if cue.overlaps(*span) => "holds the reporting word itself",
            Some(cue) if !same_sentence(account, cue, *span) => {
                "stands in another sentence than the reporting word"
            }
            Some(cue) if span.end <= cue.start => "stands before the reporting word",
            Some(_) => "stands behind the reporting word",
        };
        grounds.push(ground(Part::Content, Some(*span), side));
    }
    let why = match found.kind {
        AttributionKind::Direct if is_post(account, found) => {
            "the page shows it as a post from another network: direct"
        }
        AttributionKind::Direct => "all of it stands inside quotation marks: direct",
        AttributionKind::Indirect => "none of it stands inside quotation marks: indirect",
        AttributionKind::Mixed => "some of it stands inside quotation marks: mixed",
    };
    grounds.push(ground(Part::Content, None, why));
    if let Some(outer) = found.within.and_then(|outer| account.attributions.get(outer as usize)) {
        grounds.push(ground(
            Part::Content,
            outer.content.first().copied(),
            "these words of another speaker hold it",
        ));
    }
}

/// The reporting word and what the lists know of it.
fn cue(kit: &Kit, account: &Account, found: &Attribution, grounds: &mut Vec<Ground>) {
    let Some(cue) = &found.cue else {
        let why = match is_post(account, found) {
            true => "a post needs no reporting word",
            false => "no reporting word was found: the place of the quotation decides",
        };
        grounds.push(ground(Part::Cue, None, why));
        return;
    };
    let lemma = cue.lemma.as_str();
    let first = lemma.split(' ').next().unwrap_or(lemma);
    let last = lemma.rsplit(' ').next().unwrap_or(lemma);
    let verb = kit.cues.verbs(first).iter().find(|word| word.lemma == lemma);
    let (what, known) = match verb {
        Some(word) => ("verb", Some(word)),
        None => match kit.cues.noun(last) {
            Some(word) => ("noun", Some(word)),
            None => ("adjective", kit.cues.adjective(last)),
        },
    };
    let why = match known {
        Some(word) => format!(
            "`{}` is listed as a reporting {what}: {}, {}",
            word.lemma,
            word.act.name(),
            word.attitude.name()
        ),
        None if lemma == "according to" => "names its source: asserts, neutral".to_owned(),
        None => format!("`{lemma}` is not listed as a reporting word: the words around it decide"),
    };
    grounds.push(ground(Part::Cue, Some(cue.span), why));
    if known.is_some_and(|word| word.act != found.act) {
        let why = format!("the words beside it make it another act: {}", found.act.name());
        grounds.push(ground(Part::Cue, Some(cue.span), why));
    }
    grounds.extend(attributions::weights(kit, account, cue.span));
    for token in account.tokens_in(cue.span) {
        let word = account.token_words(token);
        if let Some(attitude) = kit.cues.adverb(&word.to_lowercase()) {
            let why = format!("colours the report: {}", attitude.name());
            grounds.push(ground(Part::Cue, token_span(account, token), why));
        }
    }
}

fn token_span(account: &Account, token: u32) -> Option<Span> {
    account.tokens.get(token as usize).map(|Token { span, .. }| *span)
}

/// Where the words stand that say who speaks.
fn source(account: &Account, found: &Attribution, grounds: &mut Vec<Ground>) {
    let Some(source) = found.source else {
        grounds.push(ground(Part::Source, None, "no words name who speaks"));
        return;
    };
    let why = match found.cue.as_ref().map(|cue| cue.span) {
        None => "names who speaks, without a reporting word",
        Some(cue) if !same_sentence(account, cue, source) => "names who speaks, in another sentence",
        Some(cue) if source.end <= cue.start => "stands before the reporting word: its subject",
        Some(cue) if source.start >= cue.end => "stands behind the reporting word",
        Some(_) => "stands around the reporting word",
    };
    grounds.push(ground(Part::Source, Some(source), why));
}

/// How the source's words lead to an entity.
fn speaker(account: &Account, found: &Attribution, grounds: &mut Vec<Ground>) {
    let speaker = &found.speaker;
    let status = match (&speaker.why, speaker.status) {
        (Some(why), _) => format!("inferred: {why}"),
        (None, SpeakerStatus::Resolved) => "the text names who speaks: resolved".to_owned(),
        (None, SpeakerStatus::Inferred) => "concluded from position: inferred".to_owned(),
        (None, SpeakerStatus::Anonymous) => "the text gives no name: anonymous".to_owned(),
        (None, SpeakerStatus::Unknown) => "the text does not tell who speaks: unknown".to_owned(),
    };
    grounds.push(ground(Part::Speaker, None, status));
    for entity in speaker.entities.iter().filter_map(|id| account.entity(*id)) {
        let mention = found.source.and_then(|source| inside(entity, source));
        if let Some((span, form)) = mention {
            let why = match form {
                MentionForm::Name => format!("names {}", entity.name),
                MentionForm::Role => format!("is a role or description of {}", entity.name),
                MentionForm::Pronoun => format!("is a pronoun for {}", entity.name),
                MentionForm::Metonym => format!("stands for {}", entity.name),
            };
            grounds.push(ground(Part::Speaker, Some(span), why));
        }
        let is_named = mention.is_some_and(|(_, form)| form == MentionForm::Name);
        let before = mention.map_or_else(|| start(found), |(span, _)| span.start);
        if let Some(name) = nearest_name(entity, before).filter(|_| !is_named) {
            grounds.push(ground(Part::Speaker, Some(name), format!("the nearest name of {}", entity.name)));
        }
    }
}

/// The longest mention of an entity that lies inside these words.
fn inside(entity: &Entity, words: Span) -> Option<(Span, MentionForm)> {
    let inside = entity.mentions.iter().filter(|mention| words.contains(mention.span));
    inside.max_by_key(|mention| mention.span.len()).map(|mention| (mention.span, mention.form))
}

/// The last name before an offset, or the first one behind it.
fn nearest_name(entity: &Entity, offset: u32) -> Option<Span> {
    let names = || {
        entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name).map(|mention| mention.span)
    };
    names().rfind(|span| span.end <= offset).or_else(|| names().find(|span| span.start >= offset))
}

fn start(found: &Attribution) -> u32 {
    found.content.first().map_or(0, |span| span.start)
}

/// Addressee, relays and hedges: the words that show them.
fn rest(found: &Attribution, grounds: &mut Vec<Ground>) {
    if let Some(addressee) = &found.addressee {
        grounds.push(ground(Part::Addressee, Some(addressee.span), "says to whom the words were said"));
    }
    for relay in &found.relays {
        let why = match &relay.name {
            Some(name) => format!("says that the words came through {name}"),
            None => "says that the words came through a report, but not through which".to_owned(),
        };
        grounds.push(ground(Part::Relays, Some(relay.span), why));
    }
    for hedge in &found.hedges {
        grounds.push(ground(Part::Hedges, Some(*hedge), "lessens certainty"));
    }
}

fn same_sentence(account: &Account, a: Span, b: Span) -> bool {
    let sentence = |span: Span| account.sentence_at(span.start as usize).map(|sentence| sentence.span);
    sentence(a) == sentence(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pronoun_is_led_back_to_the_name_that_it_stands_for() {
        let kit = Kit::embedded().expect("the kit is sound");
        let text = "Mayor Ruth Okoro opened the bridge on Monday. She denied that the piers had cracked.";
        let page = crate::Page { id: "A".into(), bytes: text.into(), ..Default::default() };
        let account = crate::read(&kit, page).and_then(|article| crate::annotate(&kit, article)).value;
        let grounds = explain(&kit, &account, 0);
        let said: Vec<(&str, &str, &str)> = grounds
            .iter()
            .map(|ground| {
                (ground.part.name(), ground.span.map_or("", |span| account.words(span)), &*ground.why)
            })
            .collect();
        assert!(
            said.contains(&("cue", "denied", "`deny` is listed as a reporting verb: denies, neutral")),
            "{said:?}"
        );
        let sure = grounds.iter().filter_map(|ground| Some((ground.part.name(), ground.score?.0)));
        let sure: Vec<(&str, u16)> = sure.collect();
        assert!(
            sure.len() > 1 && sure[0].1 > 500 && sure[1..].iter().any(|(_, less)| *less < sure[0].1),
            "{sure:?}"
        );
        assert!(said.contains(&("speaker", "She", "is a pronoun for Ruth Okoro")), "{said:?}");
        assert!(said.iter().any(|(part, words, why)| {
            *part == "speaker" && words.ends_with("Ruth Okoro") && *why == "the nearest name of Ruth Okoro"
        }));
        assert_eq!(explain(&kit, &account, 99), []);
    }
}
