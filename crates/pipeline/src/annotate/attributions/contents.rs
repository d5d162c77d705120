//! What is said? Finds the content of a cue to its right, to its left, or on both sides.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a rule names the parts of speech that it wants, not all 17"
)]

use super::clauses::clause_end;
use super::reader::Reader;
use super::sites::{Form, Site};
use news::{Sentence, Span, Tag, TokenRange, ZoneKind};

/// What stands to the right of a cue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Right {
    /// The content, if any.
    pub(super) content: Option<TokenRange>,
    /// To whom it is said.
    pub(super) addressee: Option<TokenRange>,
    /// Whether the content is a quotation and nothing else.
    pub(super) direct: bool,
}

/// Words that open a content clause.
const OPENERS: [&str; 9] = ["that", "whether", "how", "why", "what", "when", "where", "who", "if"];

/// The content to the right of a cue.
pub(super) fn right(reader: &Reader<'_>, sentence: &Sentence, site: &Site) -> Right {
    let limit = reader.body_end(sentence);
    let start = site.cue.end;
    if start >= limit {
        return next_quotation(reader, start).map(direct).unwrap_or_default();
    }
    let mut found = Right::default();
    let mut at = start;
    if let Some(end) = addressee(reader, site, start, limit) {
        found.addressee = Some(end.0..end.1);
        at = end.1;
    }
    let frames = &site.frames;
    if frames.quotation
        && let Some(quotation) = quotation_ahead(reader, at, limit)
        && is_whole(reader, quotation.0, sentence)
        && (quotation.1.start > at || frames.clause || starts_upper(reader, quotation.0))
    {
        return Right { addressee: found.addressee, ..direct(quotation) };
    }
    let jump = skip_adjuncts(reader, at, limit);
    let content = clause_after(reader, sentence, site, jump, limit)
        .or_else(|| clause_after(reader, sentence, site, at, limit))
        .or_else(|| infinitive(reader, site, at, found.addressee.is_some()))
        .or_else(|| accusation(reader, site, start, limit))
        .or_else(|| prepositional(reader, site, at))
        .or_else(|| bare_clause(reader, sentence, site, at, limit))
        .or_else(|| object(reader, site, start, limit));
    found.content = content
        .map(|start| start..clause_end(reader, sentence, site, start))
        .filter(|range| range.start < range.end);
    if found
        .content
        .as_ref()
        .is_some_and(|content| found.addressee.as_ref().is_some_and(|to| content.start < to.end))
    {
        found.addressee = None;
    }
    found
}

fn direct(quotation: (u32, TokenRange)) -> Right {
    Right { content: Some(quotation.1), addressee: None, direct: true }
}

/// A quotation that opens at `token`, as its tokens.
fn next_quotation(reader: &Reader<'_>, token: u32) -> Option<(u32, TokenRange)> {
    let quotation = reader.quotation(token)?;
    let opens = token == 0 || reader.quotation(token - 1) != Some(quotation);
    opens.then(|| (quotation, token..reader.after_quotation(quotation)))
}

/// A quotation at `token`, behind a colon, a comma or "that".
fn quotation_ahead(reader: &Reader<'_>, token: u32, limit: u32) -> Option<(u32, TokenRange)> {
    let at = if matches!(reader.word(token), ":" | "," | "that") && token + 1 < limit.max(token + 2) {
        token + 1
    } else {
        token
    };
    next_quotation(reader, at)
}

/// Whether a quotation begins like a sentence. A fragment behind a verb that takes no clause is its object.
fn starts_upper(reader: &Reader<'_>, quotation: u32) -> bool {
    let inner = reader.account.quotations[quotation as usize].inner;
    reader.account.words(inner).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a quotation is a clause of its own: it closes with punctuation, ends the sentence, or only a tag follows.
fn is_whole(reader: &Reader<'_>, quotation: u32, sentence: &Sentence) -> bool {
    let words = reader.account.words(reader.account.quotations[quotation as usize].inner);
    let after = reader.after_quotation(quotation);
    let closes = words.ends_with(['.', '!', '?', '…']);
    let ends =
        after >= reader.body_end(sentence) || matches!(reader.word(after), ";" | "," | "." | "—" | "--");
    closes || ends || words.ends_with(',') && !reader.is_finite(after) && reader.tag(after) != Tag::Cconj
}

/// "told reporters", "said to us", "warned Bern": whom the words are for.
fn addressee(reader: &Reader<'_>, site: &Site, start: u32, limit: u32) -> Option<(u32, u32)> {
    let frames = &site.frames;
    let to = reader.word(start) == "to" && !opens_infinitive(reader, site, start);
    let object = frames.tell || frames.object_infinitive;
    if to && site.form != Form::According {
        let end = reader.phrase_end(start + 1, limit)?;
        let carried = frames.that_clause || frames.quotation;
        return carried.then_some((start + 1, end));
    }
    if !object || site.form == Form::Passive || OPENERS.contains(&reader.word(start)) {
        return None;
    }
    // "warned the ministry of cracks": here the phrase with "of" is the content.
    let short = frames.prepositions.contains(&"of");
    let end = if short { reader.phrase_end(start, limit)? } else { reader.long_phrase_end(start, limit)? };
    // "warned residents face eviction": a noun phrase with its own verb is the content's subject.
    let mut next = end;
    while matches!(reader.tag(next), Tag::Adv) {
        next += 1;
    }
    (!reader.is_finite(next) || OPENERS.contains(&reader.word(next))).then_some((start, end))
}

/// Past "on Tuesday", "in a statement", "during a visit to Bern": where the content may start.
fn skip_adjuncts(reader: &Reader<'_>, start: u32, limit: u32) -> u32 {
    let mut at = start;
    for _ in 0..6 {
        let next = match reader.tag(at) {
            Tag::Adv => Some(at + 1),
            Tag::Adp if !matches!(reader.word(at), "of" | "about" | "over") => {
                reader.long_phrase_end(at + 1, limit)
            }
            Tag::Propn | Tag::Noun => is_day(reader.word(at)).then_some(at + 1),
            Tag::Punct if reader.is_comma(at) => Some(at + 1),
            _ => None,
        };
        match next {
            Some(next) if next < limit => at = next,
            _ => break,
        }
    }
    at
}

pub(super) fn is_day(word: &str) -> bool {
    word.ends_with("day") && word.len() >= 5
}

/// "that …", "whether …" at `token`.
fn clause_after(
    reader: &Reader<'_>,
    sentence: &Sentence,
    site: &Site,
    token: u32,
    limit: u32,
) -> Option<u32> {
    let opener = OPENERS.contains(&reader.word(token)) && token + 1 < limit;
    if !site.frames.that_clause || !opener {
        return None;
    }
    // "said that man": a determiner, not a conjunction; a clause has a verb.
    has_verb(reader, token + 1, sentence.tokens.end).then_some(token)
}

fn has_verb(reader: &Reader<'_>, start: u32, end: u32) -> bool {
    (start..end).any(|token| reader.is_finite(token))
}

/// "vowed to appeal", "told Bern to halt".
fn infinitive(reader: &Reader<'_>, site: &Site, token: u32, addressed: bool) -> Option<u32> {
    let fits = site.frames.infinitive && !addressed
        || site.frames.object_infinitive && (addressed || site.form == Form::Passive);
    (fits && reader.word(token) == "to" && opens_infinitive(reader, site, token)).then_some(token)
}

/// Whether "to" opens an infinitive. A bare noun behind it is a mistagged verb where an infinitive is due.
fn opens_infinitive(reader: &Reader<'_>, site: &Site, to: u32) -> bool {
    let mut verb = to + 1;
    while reader.tag(verb) == Tag::Adv || reader.word(verb) == "not" || is_mark(reader, verb) {
        verb += 1;
    }
    let name = reader.account.token_words(verb).starts_with(char::is_uppercase)
        && reader.quotation(verb) == reader.quotation(to);
    match reader.tag(verb) {
        Tag::Verb | Tag::Aux => !name,
        // The tagger tells the particle from the preposition.
        _ if reader.tag(to) == Tag::Part => !name,
        Tag::Noun => {
            site.frames.infinitive
                && verb == to + 1
                && matches!(reader.tag(verb + 1), Tag::Det | Tag::Pron | Tag::Adp)
        }
        _ => false,
    }
}

fn is_mark(reader: &Reader<'_>, token: u32) -> bool {
    matches!(reader.word(token), "\"" | "'" | "''")
}

/// "accused them of lying": object and charge together; in the passive the charge alone.
fn accusation(reader: &Reader<'_>, site: &Site, start: u32, limit: u32) -> Option<u32> {
    if !site.frames.accusation {
        return None;
    }
    if matches!(reader.word(start), "of" | "for") {
        return Some(start);
    }
    if matches!(site.form, Form::Passive | Form::ReducedPassive) {
        return None;
    }
    reader.phrase_end(start, limit).map(|_| start)
}

/// "warned of floods".
fn prepositional(reader: &Reader<'_>, site: &Site, token: u32) -> Option<u32> {
    site.frames.prepositions.contains(&reader.word(token)).then_some(token)
}

/// "said the dam would hold": a noun phrase with a finite verb, without "that".
fn bare_clause(reader: &Reader<'_>, sentence: &Sentence, site: &Site, token: u32, limit: u32) -> Option<u32> {
    if !site.frames.clause || site.form == Form::According {
        return None;
    }
    let token = if is_day(reader.word(token)) { token + 1 } else { token };
    let opens =
        matches!(reader.tag(token), Tag::Det | Tag::Noun | Tag::Propn | Tag::Pron | Tag::Adj | Tag::Num)
            || matches!(reader.word(token), "there" | "in" | "if" | "as" | "after" | "no" | "\"" | "'");
    let end = clause_end(reader, sentence, site, token).min(limit);
    (opens && has_verb(reader, token + 1, end)).then_some(token)
}

/// "denied the report".
fn object(reader: &Reader<'_>, site: &Site, token: u32, limit: u32) -> Option<u32> {
    if !site.frames.object || site.form == Form::Passive {
        return None;
    }
    let opens = reader.phrase_end(token, limit).is_some() || next_quotation(reader, token).is_some();
    opens.then_some(token)
}

/// Content to the left of a source or an inverted cue: a quotation, or a whole clause before a comma.
pub(super) fn left(
    reader: &Reader<'_>,
    sentence: &Sentence,
    site: &Site,
    tag_start: u32,
) -> Option<(TokenRange, bool)> {
    let before = tag_start.checked_sub(1)?;
    let last = if matches!(reader.word(before), "," | "-" | "—" | "--") && reader.quotation(before).is_none()
    {
        before.checked_sub(1)?
    } else {
        before
    };
    if last < sentence.tokens.start {
        return None;
    }
    if site.frames.quotation
        && let Some(quotation) = reader.quotation(last).filter(|&q| Some(q) != reader.quotation(site.head))
        && reader.after_quotation(quotation) == last + 1
    {
        let start = quotation_start(reader, quotation);
        // "It was “a shame,” she said": the narrator's words before the marks belong to the same clause.
        let mixed =
            start > sentence.tokens.start + 1 && !matches!(reader.word(start - 1), "," | ":" | ";" | "that");
        return Some(if mixed {
            (clause_start(reader, sentence)..last + 1, false)
        } else {
            (start..last + 1, true)
        });
    }
    let heading = matches!(sentence.zone, ZoneKind::Headline | ZoneKind::Subheadline);
    let comma = reader.is_comma(before);
    let allowed = heading || comma && site.frames.clause;
    if !allowed || tag_start <= sentence.tokens.start + 2 {
        return None;
    }
    let clause = clause_start(reader, sentence)..if comma { before } else { tag_start };
    (has_verb(reader, clause.start, clause.end) || heading).then_some((clause, false))
}

/// "The dam, engineers said on Monday, cannot hold": the content on both sides of a tag that stands between commas.
/// `tag` is where source or cue starts and where both end.
pub(super) fn around(
    reader: &Reader<'_>,
    sentence: &Sentence,
    site: &Site,
    tag: TokenRange,
) -> Option<[TokenRange; 2]> {
    let limit = reader.body_end(sentence);
    let before = tag.start.checked_sub(1).filter(|&comma| reader.is_comma(comma))?;
    let start = clause_start(reader, sentence);
    if !site.frames.clause || before <= start || reader.quotation(before).is_some() {
        return None;
    }
    // "he quit, which, she said, was a pity": the content starts within the sentence, nobody knows where.
    let joins = matches!(reader.tag(before - 1), Tag::Cconj | Tag::Sconj | Tag::Adp | Tag::Verb)
        || matches!(reader.word(before - 1), "which" | "who" | "whom");
    let comma = (tag.end..limit).take(TAG).find(|&token| reader.is_comma(token))?;
    if joins
        || before == start + 1 && LINKS.contains(&reader.word(start))
        || !is_adjunct(reader, tag.end, comma)
    {
        return None;
    }
    let next = comma + 1;
    let goes_on = matches!(reader.tag(next), Tag::Cconj | Tag::Sconj)
        || matches!(reader.word(next), "which" | "who" | "whom" | "whose")
        || reader.is_gerund(next);
    let end = clause_end(reader, sentence, site, next);
    (!goes_on && next < end && has_verb(reader, next, end)).then_some([start..before, next..end])
}

/// Tokens of the longest "on Monday", "in a statement" within a tag.
const TAG: usize = 12;
/// Words that join a sentence to the one before and say nothing themselves.
const LINKS: [&str; 12] = [
    "however",
    "still",
    "meanwhile",
    "instead",
    "moreover",
    "nevertheless",
    "also",
    "then",
    "indeed",
    "yet",
    "besides",
    "therefore",
];

/// Whether there is nothing but words of time, place and manner between a tag's verb and its comma.
fn is_adjunct(reader: &Reader<'_>, start: u32, comma: u32) -> bool {
    start == comma || skip_adjuncts(reader, start, comma + 1) >= comma
}

/// The sentence's first token behind "And" or "But".
fn clause_start(reader: &Reader<'_>, sentence: &Sentence) -> u32 {
    sentence.tokens.start + u32::from(reader.tag(sentence.tokens.start) == Tag::Cconj)
}

/// First token of a quotation, its mark included.
fn quotation_start(reader: &Reader<'_>, quotation: u32) -> u32 {
    let start = reader.account.quotations[quotation as usize].span.start;
    reader.account.tokens.partition_point(|token| token.span.start < start) as u32
}

/// "According to X, S" and "S, according to X".
pub(super) fn according(
    reader: &Reader<'_>,
    sentence: &Sentence,
    site: &Site,
    source_end: u32,
) -> Option<TokenRange> {
    let limit = reader.body_end(sentence);
    let (start, end) = if site.cue.start == sentence.tokens.start {
        (source_end + u32::from(reader.is_comma(source_end)), limit)
    } else {
        let comma = site.cue.start > 0 && reader.is_comma(site.cue.start - 1);
        (sentence.tokens.start, site.cue.start - u32::from(comma))
    };
    (start < end && has_verb(reader, start, end)).then_some(start..end)
}

/// The parts of `content` inside quotation marks, marks excluded; sorted.
pub(super) fn quoted(reader: &Reader<'_>, content: &[Span]) -> Vec<Span> {
    let quotations = &reader.account.quotations;
    let mut quoted: Vec<Span> = Vec::new();
    for part in content {
        let first = quotations.partition_point(|quotation| quotation.inner.start < part.start);
        let inside = quotations[first..].iter().take_while(|quotation| quotation.inner.start < part.end);
        quoted.extend(
            inside
                .filter(|quotation| quotation.within.is_none() && part.contains(quotation.inner))
                .map(|q| q.inner),
        );
    }
    quoted
}
