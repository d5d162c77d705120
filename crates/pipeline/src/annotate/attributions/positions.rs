//! Quotations without a cue of their own: whose are they by position?
//!
//! A quotation goes on after its tag, runs over paragraphs, stands behind a colon, or fills a paragraph after
//! its speaker was heard. What position does not show stays unknown.

use super::reader::Reader;
use super::{Draft, Place};
use news::{Act, Attitude, Cue, Quotation, Span, Tag};

/// How many drafts to either side are looked at.
const REACH: usize = 8;

/// Gives every outermost quotation that no content covers a draft of its own, or joins it to one.
pub(super) fn place(reader: &Reader<'_>, drafts: &mut Vec<Draft>) {
    drafts.sort_by_key(|draft| (draft.start(), draft.end()));
    let cued = drafts.len();
    let mut covered = covered(reader, drafts);
    // The draft that the quotation before went to, if this loop placed it.
    let mut last: Option<usize> = None;
    for (index, quotation) in reader.account.quotations.iter().enumerate() {
        if quotation.within.is_some() {
            continue;
        }
        if std::mem::replace(&mut covered[index], true) {
            last = None;
            continue;
        }
        if let Some(draft) = signed(reader, quotation) {
            last = Some(drafts.len());
            drafts.push(draft);
            continue;
        }
        let before = continued(reader, &drafts[..cued], index, last);
        let owner = before.or_else(|| neighbour(reader, &drafts[..cued], quotation));
        last = Some(owner.unwrap_or(drafts.len()));
        match owner {
            Some(owner) => {
                drafts[owner].content.push(quotation.span);
                drafts[owner].content.sort();
            }
            None => drafts.push(colon(reader, quotation).unwrap_or_else(|| alone(reader, quotation))),
        }
    }
}

/// Which quotations stand in a content already.
fn covered(reader: &Reader<'_>, drafts: &[Draft]) -> Vec<bool> {
    let mut contents: Vec<Span> = drafts.iter().flat_map(|draft| draft.content.iter().copied()).collect();
    contents.sort();
    let mut reached: Vec<u32> = Vec::with_capacity(contents.len());
    for span in &contents {
        reached.push(reached.last().copied().unwrap_or(0).max(span.end));
    }
    let quotations = reader.account.quotations.iter();
    quotations
        .map(|quotation| {
            let before = contents.partition_point(|span| span.start <= quotation.inner.start);
            before > 0 && reached[before - 1] >= quotation.inner.end
        })
        .collect()
}

/// The draft whose quotation is opened again in this paragraph.
fn continued(reader: &Reader<'_>, cued: &[Draft], index: usize, last: Option<usize>) -> Option<usize> {
    let earlier = &reader.account.quotations[..index];
    let before = earlier.iter().rev().take(REACH).find(|quotation| quotation.within.is_none())?;
    before.continues.then(|| last.or_else(|| owner(cued, before.inner))).flatten()
}

/// The draft whose content holds a span.
fn owner(cued: &[Draft], span: Span) -> Option<usize> {
    let end = cued.partition_point(|draft| draft.start() <= span.start);
    (end.saturating_sub(REACH)..end).rev().find(|&at| cued[at].content.iter().any(|part| part.contains(span)))
}

/// `“A,” she said. “B.”` and `“A.” “B,” she said.`: a quotation next to one that has a speaker.
fn neighbour(reader: &Reader<'_>, cued: &[Draft], quotation: &Quotation) -> Option<usize> {
    let (account, span) = (reader.account, quotation.span);
    let sentence = account.sentence_at(span.start as usize)?;
    let paragraph = account.article.paragraphs.get(sentence.paragraph as usize)?;
    let own_sentence = sentence.span.start >= span.start
        || !has_letters(account.words(Span::new(sentence.span.start as usize, span.start as usize)));
    if !own_sentence || !is_speech(reader, quotation) {
        return None;
    }
    let spoken = |draft: &(usize, &Draft)| draft.1.place == Place::Cued && draft.1.cue.is_some();
    let same = |draft: &(usize, &Draft)| {
        draft.1.content.iter().any(|part| paragraph.contains(*part) && quotes(reader, *part))
    };
    let middle = cued.partition_point(|draft| draft.start() < span.start);
    let near = |range: std::ops::Range<usize>| {
        range.map(|at| (at, &cued[at])).filter(|draft| spoken(draft) && same(draft))
    };
    let before = near(middle.saturating_sub(REACH)..middle)
        .filter(|draft| draft.1.end() <= span.start)
        .max_by_key(|draft| draft.1.end());
    let after = near(middle..cued.len().min(middle + REACH)).filter(|draft| {
        draft.1.start() >= span.end
            && !has_letters(account.words(Span::new(span.end as usize, draft.1.start() as usize)))
    });
    before.or_else(|| after.min_by_key(|draft| draft.1.start())).map(|draft| draft.0)
}

/// Whether a content is a quotation, not a clause.
fn quotes(reader: &Reader<'_>, content: Span) -> bool {
    let quotations = &reader.account.quotations;
    let first = quotations.partition_point(|quotation| quotation.span.start < content.start);
    quotations.get(first).is_some_and(|quotation| quotation.span == content)
}

/// Three words or more: speech rather than a word in marks.
fn is_speech(reader: &Reader<'_>, quotation: &Quotation) -> bool {
    reader.account.tokens_in(quotation.inner).len() >= 3
}

fn has_letters(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric)
}

/// Words of the longest signature.
const SIGNATURE: u32 = 16;

/// `“We will appeal.” — Ruth Okoro, Port Hale`: a name behind a dash that ends the paragraph.
fn signed(reader: &Reader<'_>, quotation: &Quotation) -> Option<Draft> {
    let dash = reader.account.tokens_in(quotation.span).end;
    if !matches!(reader.word(dash), "-" | "--" | "–" | "—" | "―") || !is_speech(reader, quotation) {
        return None;
    }
    let at = reader.account.tokens.get(dash as usize)?.span.start;
    let paragraphs = &reader.account.article.paragraphs;
    let paragraph = paragraphs.get(paragraphs.partition_point(|paragraph| paragraph.end <= at))?;
    let tokens = &reader.account.tokens[dash as usize..];
    let inside =
        tokens.iter().take(SIGNATURE as usize + 1).take_while(|token| token.span.end <= paragraph.end);
    let end = dash + inside.count() as u32;
    let is_whole =
        reader.account.tokens.get(end as usize).is_none_or(|token| token.span.start >= paragraph.end);
    let name = reader.phrase_end(dash + 1, end)?;
    let named = reader.tag(dash + 1) == Tag::Propn
        && reader.account.token_words(dash + 1).starts_with(char::is_uppercase);
    let verbs = (dash + 1..end).any(|token| reader.is_finite(token) || reader.quotation(token).is_some());
    if !is_whole || !named || verbs {
        return None;
    }
    Some(Draft {
        source: Some(reader.span(dash + 1..name)),
        source_tokens: Some(dash + 1..name),
        cue: Some(Cue {
            span: reader.span(dash..dash + 1), lemma: "—".into(), attitude: Attitude::Neutral
        }),
        ..Draft::new(vec![quotation.span], Act::Asserts, Place::Cued, 850)
    })
}

/// `Okoro: “We will appeal.”`
fn colon(reader: &Reader<'_>, quotation: &Quotation) -> Option<Draft> {
    let first = reader.account.tokens_in(quotation.span).start;
    let colon = first.checked_sub(1).filter(|&token| reader.word(token) == ":")?;
    let sentence = reader.account.sentence_at(reader.account.tokens[colon as usize].span.start as usize)?;
    let source = reader.long_phrase_start(colon.checked_sub(1)?, sentence.tokens.start)?;
    // Only where the name opens the sentence: "He named three aims: “…”" has no speaker before the colon.
    if source != sentence.tokens.start {
        return None;
    }
    Some(Draft {
        source: Some(reader.span(source..colon)),
        source_tokens: Some(source..colon),
        cue: Some(Cue { span: reader.span(colon..first), lemma: ":".into(), attitude: Attitude::Neutral }),
        ..Draft::new(vec![quotation.span], Act::Asserts, Place::Cued, 850)
    })
}

/// A quotation that fills its paragraph may be the last speaker's; a fragment in running text is nobody's yet.
fn alone(reader: &Reader<'_>, quotation: &Quotation) -> Draft {
    let account = reader.account;
    let paragraph = account
        .sentence_at(quotation.span.start as usize)
        .and_then(|sentence| account.article.paragraphs.get(sentence.paragraph as usize));
    let fills = paragraph.is_some_and(|paragraph| {
        let before = Span::new(paragraph.start as usize, quotation.span.start as usize);
        let after = Span::new(quotation.span.end as usize, paragraph.end as usize);
        !has_letters(account.words(before)) && !has_letters(account.words(after))
    });
    let place = if fills && is_speech(reader, quotation) { Place::Paragraph } else { Place::Fragment };
    Draft::new(vec![quotation.span], Act::Asserts, place, if fills { 700 } else { 400 })
}
