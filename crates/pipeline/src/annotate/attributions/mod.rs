//! Who says what? Source, cue and content spans, speakers, nesting.
//!
//! First rules over tags and a cue lexicon, sentence by sentence: reporting words (`sites`), whose they are
//! (`sources`), what they report (`contents`). Then a network that has their drafts before it (`learnt`); what only the
//! rules see is kept. Then quotations that have no cue (`positions`), then the entities behind the sources
//! (`speakers`). Relays and hedges are later steps' business.

mod clauses;
mod contents;
mod continuity;
mod inferred;
pub(crate) mod learnt;
mod positions;
mod reader;
mod sites;
mod sources;
mod speakers;

use crate::Kit;
use learnt::Sighting;
use news::{
    Account, Act, Addressee, Attitude, Attribution, AttributionKind, Cue, Ground, Score, Sentence, Span,
    Speaker, Tag, TokenRange, ZoneKind,
};
use reader::Reader;
use sites::{Form, Site};
use sources::Found;

/// How a content came to its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// By a cue.
    Cued,
    /// A quotation that fills its paragraph.
    Paragraph,
    /// Words in quotation marks inside the narrator's sentence.
    Fragment,
}

/// An attribution in the making.
#[derive(Debug, Clone)]
struct Draft {
    source: Option<Span>,
    source_tokens: Option<TokenRange>,
    cue: Option<Cue>,
    act: Act,
    content: Vec<Span>,
    addressee: Option<Span>,
    place: Place,
    confidence: u16,
    /// Whether the content is or holds a quotation.
    quotes: bool,
    /// Whether it is what somebody did rather than said or thought.
    deed: bool,
    /// The quotation that the cue itself stands in.
    within_quotation: Option<u32>,
}

impl Draft {
    fn new(content: Vec<Span>, act: Act, place: Place, confidence: u16) -> Draft {
        Draft {
            source: None,
            source_tokens: None,
            cue: None,
            act,
            content,
            addressee: None,
            place,
            confidence,
            quotes: true,
            deed: false,
            within_quotation: None,
        }
    }

    fn start(&self) -> u32 {
        self.content.first().map_or(0, |span| span.start)
    }

    fn end(&self) -> u32 {
        self.content.last().map_or(0, |span| span.end)
    }
}

/// Attributions in order of content. Reads the language layer, quotations and entities.
pub(crate) fn find(kit: &Kit, account: &Account) -> Vec<Attribution> {
    let reader = Reader::new(kit, account);
    let (sites, mut drafts) = drafts(&reader);
    if let Some(learnt) = &kit.attributions {
        let sightings = learnt.sightings(&reader, &drafts);
        drafts = revised(&reader, &sites, drafts, &sightings);
    }
    positions::place(&reader, &mut drafts);
    for draft in &mut drafts {
        draft.quotes = !contents::quoted(&reader, &draft.content).is_empty();
    }
    drafts.sort_by_key(|draft| {
        (draft.start(), std::cmp::Reverse(draft.end()), draft.cue.as_ref().map(|cue| cue.span))
    });
    let speakers = speakers::resolve(&reader, &drafts);
    let mut attributions: Vec<Attribution> =
        drafts.iter().zip(speakers).map(|(draft, speaker)| finish(&reader, draft, speaker)).collect();
    nest(&mut attributions);
    attributions
}

/// How sure the network is of a cue, and what it is sure by; nothing without a network.
pub(super) fn weights(kit: &Kit, account: &Account, cue: Span) -> Vec<Ground> {
    let Some(learnt) = &kit.attributions else { return Vec::new() };
    let reader = Reader::new(kit, account);
    learnt.weights(&reader, &drafts(&reader).1, &account.tokens_in(cue))
}

/// What the network sees, with what the rules know of its cues; then what the rules alone see: the network has learnt
/// from texts where reports within reports are not marked.
fn revised(reader: &Reader<'_>, sites: &[Site], drafts: Vec<Draft>, sightings: &[Sighting]) -> Vec<Draft> {
    let mut revised: Vec<Draft> =
        sightings.iter().map(|sighting| seen(reader, &drafts, sites, sighting)).collect();
    let touched = |draft: &Draft| {
        let cue = draft.cue.as_ref().map_or(0..0, |cue| reader.account.tokens_in(cue.span));
        let next = sightings.partition_point(|sighting| sighting.cue.end <= cue.start);
        sightings.get(next).is_some_and(|sighting| sighting.cue.start < cue.end)
    };
    revised.extend(
        drafts.into_iter().filter(|draft| !touched(draft)).map(|draft| Draft { confidence: UNSEEN, ..draft }),
    );
    revised
}

/// Confidence in what only the rules see, in thousandths.
const UNSEEN: u16 = 400;

/// A draft out of what the network sees: act, attitude and addressee are the rules' if they know the cue.
fn seen(reader: &Reader<'_>, drafts: &[Draft], sites: &[Site], sighting: &Sighting) -> Draft {
    let cue = reader.span(sighting.cue.clone());
    let first = sites.partition_point(|site| site.head < sighting.cue.start);
    let inside = sites[first..].iter().take_while(|site| site.head < sighting.cue.end);
    let site = inside.min_by_key(|site| site.head.abs_diff(sighting.anchor));
    let cue_of = |draft: &Draft| draft.cue.as_ref().map_or(Span::new(0, 0), |cue| cue.span);
    let next = drafts.partition_point(|draft| cue_of(draft).end <= cue.start);
    let draft = drafts.get(next).filter(|draft| cue_of(draft).overlaps(cue));
    let mut content: Vec<Span> = sighting.content.iter().map(|part| reader.span(part.clone())).collect();
    // "Too often, Okoro said, dams break": half of it would say something else.
    if let Some([left, right]) = draft.filter(|draft| !draft.quotes).map(|draft| draft.content.as_slice())
        && left.end <= cue.start
        && content.first().is_some_and(|first| first.start == right.start)
    {
        content.insert(0, *left);
    }
    let act = draft.map(|draft| draft.act).or(site.map(|site| site.act)).unwrap_or(Act::Asserts);
    // "Okoro was asked", "firms accused of": the subject of a passive is not who speaks.
    let passive = site
        .is_some_and(|site| matches!(site.form, Form::Passive | Form::ReducedPassive) && !site.passes_on());
    let source = sighting.source.clone().filter(|source| !passive || source.start >= sighting.cue.end);
    let source = source.or_else(|| {
        let known = draft.and_then(|draft| draft.source_tokens.clone());
        let apart =
            |part: &TokenRange, known: &TokenRange| part.end <= known.start || known.end <= part.start;
        known.filter(|known| sighting.content.iter().all(|part| apart(part, known)))
    });
    Draft {
        source: source.clone().map(|source| reader.span(source)),
        source_tokens: source,
        cue: Some(Cue {
            span: cue,
            lemma: site.map_or_else(|| reader.lemma(sighting.anchor).to_owned(), |site| site.lemma.clone()),
            attitude: site.map_or(Attitude::Neutral, |site| site.attitude),
        }),
        addressee: draft.and_then(|draft| draft.addressee),
        deed: sighting.deed,
        within_quotation: reader.quotation(sighting.anchor),
        ..Draft::new(content, act, Place::Cued, sighting.confidence)
    }
}

/// The cues that the rules know, in order, and what they make of them.
fn drafts(reader: &Reader<'_>) -> (Vec<Site>, Vec<Draft>) {
    let (mut sites, mut drafts) = (Vec::new(), Vec::new());
    for sentence in &reader.account.sentences {
        cued(reader, sentence, &mut sites, &mut drafts);
    }
    (sites, drafts)
}

/// Cues and drafts of one sentence.
fn cued(reader: &Reader<'_>, sentence: &Sentence, sites: &mut Vec<Site>, drafts: &mut Vec<Draft>) {
    let mut earlier: Vec<(Site, Option<Found>)> = Vec::new();
    for site in sites::find(reader, sentence) {
        let found = sources::find(reader, sentence, &site, &earlier);
        if let Some(draft) = draft(reader, sentence, &site, found.as_ref()) {
            drafts.push(draft);
            earlier.push((site.clone(), found));
        }
        sites.push(site);
    }
}

fn draft(reader: &Reader<'_>, sentence: &Sentence, site: &Site, found: Option<&Found>) -> Option<Draft> {
    let within_quotation = reader.quotation(site.head);
    if within_quotation.is_some() && !speaks_inside(reader, site, found) {
        return None;
    }
    let source = found.map(|found| found.tokens.clone());
    let mut draft = Draft::new(Vec::new(), site.act, Place::Cued, 900);
    draft.within_quotation = within_quotation;
    if site.form == Form::According {
        let content = contents::according(reader, sentence, site, source.as_ref()?.end)?;
        draft.content.push(reader.span(content));
    } else {
        fill(reader, sentence, site, found, &mut draft)?;
    }
    let expected = matches!(site.form, Form::Finite | Form::Infinitive | Form::Participle);
    if expected && source.is_none() && !draft.quotes {
        return None;
    }
    draft.source = source.clone().map(|tokens| reader.span(tokens));
    draft.source_tokens = source;
    draft.cue =
        Some(Cue { span: reader.span(site.cue.clone()), lemma: site.lemma.clone(), attitude: site.attitude });
    if site.form == Form::Passive && draft.addressee.is_none() && !site.passes_on() {
        draft.addressee =
            sources::passive_subject(reader, sentence, site).map(|found| reader.span(found.tokens));
    }
    Some(draft)
}

/// Content and addressee of a verb, noun or adjective cue.
fn fill(
    reader: &Reader<'_>,
    sentence: &Sentence,
    site: &Site,
    found: Option<&Found>,
    draft: &mut Draft,
) -> Option<()> {
    let inverted = found.is_some_and(|found| found.inverted);
    let tag_start = match found {
        Some(found) if !inverted && found.tokens.end <= site.cue.start => found.tokens.start,
        _ => site.cue.start,
    };
    let left = matches!(site.form, Form::Finite | Form::Infinitive)
        .then(|| contents::left(reader, sentence, site, tag_start))
        .flatten();
    let mut right = contents::Right::default();
    if inverted {
        let behind = Site { cue: site.cue.start..found?.tokens.end, ..site.clone() };
        let next = contents::right(reader, sentence, &behind);
        // "…," said Okoro, "…": only a quotation can follow an inverted subject.
        right = if next.direct { next } else { right };
    } else {
        let next = contents::right(reader, sentence, site);
        let quoted_left = left.as_ref().is_some_and(|(_, direct)| *direct);
        right.addressee = next.addressee.clone();
        if next.direct || !quoted_left {
            right = next;
        }
    }
    let commands = site.frames.object_infinitive && site.act == Act::Asserts;
    if commands && right.content.as_ref().is_some_and(|content| reader.word(content.start) == "to") {
        // "told Bern to halt": telling somebody to do something is a demand.
        draft.act = Act::Demands;
    }
    draft.quotes = right.direct || left.as_ref().is_some_and(|(_, direct)| *direct);
    let tag_end = found.map_or(site.cue.end, |found| found.tokens.end.max(site.cue.end));
    let quoted_left = left.as_ref().is_some_and(|(_, direct)| *direct);
    let both = (!quoted_left && matches!(site.form, Form::Finite))
        .then(|| contents::around(reader, sentence, site, tag_start..tag_end))
        .flatten();
    if let Some(parts) = both {
        draft.content.extend(parts.map(|tokens| reader.span(tokens)));
        return Some(());
    }
    let take_left = left.filter(|(_, direct)| *direct || right.content.is_none());
    draft.addressee = right.addressee.map(|tokens| reader.span(tokens));
    draft.content.extend(take_left.map(|(tokens, _)| reader.span(tokens)));
    draft.content.extend(right.content.map(|tokens| reader.span(tokens)));
    if draft.content.is_empty() && site.act == Act::Declines && site.negated {
        draft.content.push(reader.span(site.cue.clone()));
    }
    draft.content.retain(|span| !span.is_empty());
    draft.content.sort();
    (!draft.content.is_empty()).then_some(())
}

/// Inside a quotation only a third party's words are a report of their own; "I think" is how people talk.
fn speaks_inside(reader: &Reader<'_>, site: &Site, found: Option<&Found>) -> bool {
    let Some(found) = found else { return false };
    let first = found.tokens.start;
    let named = (found.tokens.clone()).any(|token| matches!(reader.tag(token), Tag::Noun | Tag::Propn));
    named
        && !matches!(site.act, Act::Believes | Act::Declines)
        && reader.quotation(first) == reader.quotation(site.head)
}

fn finish(reader: &Reader<'_>, draft: &Draft, speaker: Speaker) -> Attribution {
    let quoted = contents::quoted(reader, &draft.content);
    let letters = |spans: &[Span]| -> usize {
        spans
            .iter()
            .map(|span| reader.account.words(*span).chars().filter(|c| c.is_alphanumeric()).count())
            .sum()
    };
    let (inside, all) = (letters(&quoted), letters(&draft.content));
    let that = draft
        .content
        .first()
        .is_some_and(|span| reader.account.words(*span).to_lowercase().starts_with("that "));
    let kind = match inside {
        0 => AttributionKind::Indirect,
        _ if inside + if that { 4 } else { 0 } >= all => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    };
    let zone =
        reader.account.article.zone_at(draft.start() as usize).map_or(ZoneKind::Body, |zone| zone.kind);
    let addressee = draft.addressee.map(|span| Addressee { span, entity: reader.entity_at(span) });
    Attribution {
        kind,
        act: draft.act,
        source: draft.source,
        cue: draft.cue.clone(),
        content: draft.content.clone(),
        quoted,
        speaker,
        addressee,
        within: None,
        relays: Vec::new(),
        hedges: Vec::new(),
        zone,
        deed: draft.deed,
        confidence: Score(draft.confidence),
    }
}

/// The first words in quotation marks of a draft.
fn quoted_words(reader: &Reader<'_>, draft: &Draft) -> TokenRange {
    contents::quoted(reader, &draft.content).first().map_or(0..0, |span| reader.account.tokens_in(*span))
}

/// How many contents back an enclosing one is looked for.
const NESTING_REACH: usize = 64;

/// Fills `within`: the smallest other content that holds the cue and the content. Contents are sorted, so an
/// enclosing one stands before.
fn nest(attributions: &mut [Attribution]) {
    for index in 0..attributions.len() {
        let Some(cue) = attributions[index].cue.as_ref().map(|cue| cue.span) else { continue };
        let start = attributions[index].content.first().map_or(cue, |span| *span);
        let mut best: Option<(usize, usize)> = None;
        for other in (index.saturating_sub(NESTING_REACH)..index).rev() {
            for part in &attributions[other].content {
                let holds = part.contains(cue) && part.contains(start) && part.len() > start.len();
                if holds && best.is_none_or(|(_, len)| part.len() < len) {
                    best = Some((other, part.len()));
                }
            }
        }
        attributions[index].within = best.map(|(other, _)| other as u32);
    }
}
