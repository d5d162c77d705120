//! Whose words? Finds the noun phrase that a cue gives as its source.

use super::reader::Reader;
use super::sites::{Form, Site};
use news::{Sentence, Tag, TokenRange};

/// How far a subject may stand from its verb behind an apposition or a relative clause, in tokens.
const REACH: u32 = 40;

/// Which side of the cue the source stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The noun phrase.
    pub(super) tokens: TokenRange,
    /// Whether it follows its verb ("said Okoro").
    pub(super) inverted: bool,
}

/// The source of a site; `earlier` are the sites before it in the sentence with their sources.
pub(super) fn find(
    reader: &Reader<'_>,
    sentence: &Sentence,
    site: &Site,
    earlier: &[(Site, Option<Found>)],
) -> Option<Found> {
    match site.form {
        Form::According => after(reader, sentence, site.cue.end),
        Form::Noun => possessor(reader, sentence, site),
        // "Okoro was quoted by the Herald as saying": the subject speaks, the agent passes it on.
        Form::Passive if site.passes_on() => before(reader, sentence, site.cue.start, earlier, 0),
        Form::Passive | Form::ReducedPassive => agent(reader, sentence, site),
        Form::Finite | Form::Infinitive => {
            let follows_quotation = quotation_before(reader, sentence, site.cue.start);
            let after = || inverted(reader, sentence, site);
            let before = || before(reader, sentence, site.cue.start, earlier, 0);
            if follows_quotation { after().or_else(before) } else { before().or_else(after) }
        }
        Form::Participle => participle(reader, sentence, site, earlier),
    }
}

/// Whether a quotation ends right before `token`, a comma aside.
fn quotation_before(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> bool {
    let mut last = token;
    if last > sentence.tokens.start && reader.is_comma(last - 1) && reader.quotation(last - 1).is_none() {
        last -= 1;
    }
    last > sentence.tokens.start && reader.quotation(last - 1).is_some() && reader.quotation(token).is_none()
}

/// "…, said Okoro": the subject follows a verb that directly follows a quotation or a comma.
fn inverted(reader: &Reader<'_>, sentence: &Sentence, site: &Site) -> Option<Found> {
    let start = site.cue.start;
    let opens = start == sentence.tokens.start
        || start > 0
            && (reader.is_comma(start - 1)
                || reader.quotation(start - 1).is_some() && reader.quotation(start).is_none());
    if !opens || !site.frames.quotation || site.frames.tell || site.cue.len() > 2 {
        return None;
    }
    // "…, said on Tuesday" or "…, said that": no subject here.
    let found = after(reader, sentence, site.cue.end)?;
    let spoken = reader.quotation(found.tokens.start).is_some();
    (!spoken).then_some(Found { inverted: true, ..found })
}

/// The noun phrase that starts at `token`, with an apposition between commas.
fn after(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> Option<Found> {
    let end = reader.long_phrase_end(token, sentence.tokens.end)?;
    Some(Found { tokens: token..apposition_end(reader, sentence, end), inverted: false })
}

/// "Okoro, the mayor of Port Hale, on Tuesday": a noun phrase between commas belongs to the one before.
fn apposition_end(reader: &Reader<'_>, sentence: &Sentence, end: u32) -> u32 {
    let opens = reader.is_comma(end) && matches!(reader.tag(end + 1), Tag::Det | Tag::Noun | Tag::Adj);
    let close = opens.then(|| reader.attached_end(end + 1, sentence.tokens.end)).flatten();
    close.filter(|&close| reader.is_comma(close) || close >= reader.body_end(sentence)).unwrap_or(end)
}

/// "its warning that", "the minister's claim that".
fn possessor(reader: &Reader<'_>, sentence: &Sentence, site: &Site) -> Option<Found> {
    let start = reader.phrase_start(site.head, sentence.tokens.start)?;
    if reader.is_possessive(start) {
        return Some(Found { tokens: start..start + 1, inverted: false });
    }
    let genitive = (start..site.head).rev().find(|&token| matches!(reader.word(token), "'s" | "'"))?;
    Some(Found { tokens: start..genitive, inverted: false })
}

/// "was reported by …".
fn agent(reader: &Reader<'_>, sentence: &Sentence, site: &Site) -> Option<Found> {
    (reader.word(site.cue.end) == "by").then(|| after(reader, sentence, site.cue.end + 1)).flatten()
}

/// The subject to the left of a verb group that starts at `start`.
fn before(
    reader: &Reader<'_>,
    sentence: &Sentence,
    start: u32,
    earlier: &[(Site, Option<Found>)],
    depth: u8,
) -> Option<Found> {
    let floor = sentence.tokens.start;
    let mut token = start.checked_sub(1).filter(|&token| token >= floor)?;
    let level = reader.quotation(start);
    if depth > 3 || reader.quotation(token) != level {
        return None;
    }
    if matches!(reader.word(token), "who" | "which" | "that") && token > floor {
        // "the minister, who said": the words before the relative pronoun.
        token -= 1;
        if reader.is_comma(token) && token > floor {
            token -= 1;
        }
    } else if reader.tag(token) == Tag::Cconj {
        return coordinated(reader, sentence, token, earlier, depth);
    } else if reader.is_comma(token) {
        return beyond_comma(reader, sentence, token, depth);
    }
    let phrase = reader.long_phrase_start(token, floor)?;
    Some(Found { tokens: phrase..token + 1, inverted: false })
}

/// "X opened the meeting and said": the subject of the verb before.
fn coordinated(
    reader: &Reader<'_>,
    sentence: &Sentence,
    conjunction: u32,
    earlier: &[(Site, Option<Found>)],
    depth: u8,
) -> Option<Found> {
    if let Some((_, Some(found))) =
        earlier.iter().rev().find(|(site, found)| found.is_some() && site.form == Form::Finite)
    {
        return Some(found.clone());
    }
    if let Some(subject) = earlier.iter().rev().find_map(|(site, _)| passive_subject(reader, sentence, site))
    {
        return Some(subject);
    }
    let verb = main_verb(reader, sentence, conjunction)?;
    before(reader, sentence, reader.group_start(verb, sentence), earlier, depth + 1)
}

/// "Okoro, an expert on dams, said" and "Okoro, too, has said"; "…, and said".
fn beyond_comma(reader: &Reader<'_>, sentence: &Sentence, comma: u32, depth: u8) -> Option<Found> {
    let floor = sentence.tokens.start.max(comma.saturating_sub(REACH));
    let opening = (floor + 1..comma)
        .rev()
        .find(|&token| reader.is_comma(token) && reader.quotation(token) == reader.quotation(comma))?;
    let relative = matches!(reader.word(opening + 1), "who" | "which" | "whose" | "as");
    let clause = (opening + 1..comma).any(|token| reader.is_finite(token));
    if clause && !relative {
        return None;
    }
    let last = opening - 1;
    let start = reader.long_phrase_start(last, sentence.tokens.start).or_else(|| {
        // "Okoro, of the ministry, based in Port Hale, said": one more comma to the left.
        let found = beyond_comma(reader, sentence, opening, depth + 1).filter(|_| depth < 2)?;
        Some(found.tokens.start)
    })?;
    Some(Found { tokens: start..comma, inverted: false })
}

/// "…, saying": the subject of the sentence's report, or a noun phrase right before.
fn participle(
    reader: &Reader<'_>,
    sentence: &Sentence,
    site: &Site,
    earlier: &[(Site, Option<Found>)],
) -> Option<Found> {
    let start = site.cue.start;
    let direct = start > sentence.tokens.start
        && reader.tag(start - 1).is_nominal()
        && reader.quotation(start - 1) == reader.quotation(start);
    if direct {
        let phrase = reader.long_phrase_start(start - 1, sentence.tokens.start)?;
        return Some(Found { tokens: phrase..start, inverted: false });
    }
    let reported = earlier
        .iter()
        .rev()
        .filter(|(site, _)| matches!(site.form, Form::Finite | Form::Infinitive | Form::Passive));
    for (other, found) in reported {
        if reader.quotation(other.head) == reader.quotation(site.head) {
            match found {
                Some(found) if other.form != Form::Passive => return Some(found.clone()),
                _ => {
                    if let Some(subject) = passive_subject(reader, sentence, other) {
                        return Some(subject);
                    }
                }
            }
        }
    }
    if let Some((_, Some(found))) = earlier.iter().rev().find(|(other, _)| other.form == Form::Participle) {
        return Some(found.clone());
    }
    let verb = main_verb(reader, sentence, start).or_else(|| following_verb(reader, sentence, start))?;
    before(reader, sentence, reader.group_start(verb, sentence), &[], 1)
}

/// "Okoro was asked": who was.
pub(super) fn passive_subject(reader: &Reader<'_>, sentence: &Sentence, site: &Site) -> Option<Found> {
    if site.form != Form::Passive {
        return None;
    }
    let found = before(reader, sentence, site.cue.start, &[], 1)?;
    let impersonal = matches!(reader.word(found.tokens.start), "it" | "there");
    (!impersonal).then_some(found)
}

/// The first finite verb before `end` that is not part of a relative or subordinate clause.
fn main_verb(reader: &Reader<'_>, sentence: &Sentence, end: u32) -> Option<u32> {
    (sentence.tokens.start..end).find(|&token| {
        reader.tag(token) == Tag::Verb
            && reader.is_finite(token)
            && reader.quotation(token) == reader.quotation(end)
    })
}

/// "Saying the plan was dead, Okoro left": the subject behind the participle's clause.
fn following_verb(reader: &Reader<'_>, sentence: &Sentence, start: u32) -> Option<u32> {
    if start != sentence.tokens.start {
        return None;
    }
    let comma = (start..sentence.tokens.end).rev().find(|&token| reader.is_comma(token))?;
    (comma..sentence.tokens.end).find(|&token| reader.tag(token) == Tag::Verb && reader.is_finite(token))
}
