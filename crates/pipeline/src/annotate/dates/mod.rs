//! When? Time expressions (TIMEX3, Pustejovsky et al. 2003) and what each can stand for by this account alone.
//!
//! [`expressions`] reads what the words mean; [`settle`] turns meanings into days, given the days on which the
//! account may have been published. What other accounts add to that is left to `collate::chronology`.

mod absolute;
mod anchors;
pub(crate) mod days;
pub(crate) mod expression;
mod outlook;
mod reader;
mod relative;
pub(crate) mod settle;
mod tense;
mod timex;
mod vocabulary;
mod words;

pub(crate) use words::TimeWords;

use crate::Kit;
use expression::{Expression, Meaning};
use news::{Account, DateMention, Sentence, Span, Text, TimeExpression, TimeRelation};
use outlook::Outlook;
use reader::Reader;

/// Dates with their days, and expressions of time as TIMEX3 counts them; both sorted.
pub(crate) fn find(kit: &Kit, account: &Account) -> (Vec<DateMention>, Vec<TimeExpression>) {
    let outlooks = outlooks(kit, account);
    let expressions = in_outlooks(kit, account, &outlooks);
    let published = settle::publication(account, &expressions);
    let times = timex::find(kit, account, &outlooks, &expressions, &published);
    (settle::mentions(&expressions, &published), times)
}

/// Dates with their days, sorted.
pub(crate) fn mentions(kit: &Kit, account: &Account) -> Vec<DateMention> {
    let expressions = expressions(kit, account);
    settle::mentions(&expressions, &settle::publication(account, &expressions))
}

fn outlooks<'a>(kit: &'a Kit, account: &'a Account) -> Vec<Outlook<'a>> {
    account.sentences.iter().map(|sentence| Outlook::new(&kit.time_words, account, sentence)).collect()
}

/// What the account's time expressions mean, in text order.
pub(crate) fn expressions(kit: &Kit, account: &Account) -> Vec<Expression> {
    in_outlooks(kit, account, &outlooks(kit, account))
}

fn in_outlooks(kit: &Kit, account: &Account, outlooks: &[Outlook]) -> Vec<Expression> {
    let mut found = Vec::new();
    for (index, (sentence, outlook)) in account.sentences.iter().zip(outlooks).enumerate() {
        in_sentence(kit, account, (sentence, outlook), index as u32, &mut found);
    }
    found
}

fn in_sentence(
    kit: &Kit,
    account: &Account,
    (sentence, outlook): (&Sentence, &Outlook),
    index: u32,
    found: &mut Vec<Expression>,
) {
    let atoms = &outlook.atoms;
    let mut at = 0;
    while at < atoms.len() {
        let (starts, relates) = (outlook.may_start(at), outlook.may_relate(at));
        if !starts && !relates {
            at += 1;
            continue;
        }
        let reader = Reader {
            atoms,
            words: &kit.time_words,
            numerals: &kit.numerals,
            latest: latest(found, index),
            latest_stated: latest_stated(found, index),
        };
        let (span, meaning, next) = if let Some(hit) = starts.then(|| reader.expression(at)).flatten() {
            (atoms[at].span.cover(atoms[hit.end - 1].span), hit.meaning, hit.end)
        } else if let Some((span, relation, next)) =
            relates.then(|| related(kit, account, sentence, &reader, at)).flatten()
        {
            (span, Meaning::Related(relation), next)
        } else {
            at += 1;
            continue;
        };
        let tense = tense::around(&kit.time_words, account, sentence, span);
        let quoted = is_quoted(account, span.start);
        found.push(Expression { span, meaning, tense, sentence: index, quoted });
        at = next.max(at + 1);
    }
}

/// An event anchor or vague adverb at `at`. An anchor ends before a time that closes it ("after talks | last
/// week"); one that holds a time ("after Monday's talks") gives way to it.
fn related(
    kit: &Kit,
    account: &Account,
    sentence: &Sentence,
    reader: &Reader,
    at: usize,
) -> Option<(Span<Text>, TimeRelation, usize)> {
    let atoms = reader.atoms;
    let anchor = anchors::read(&kit.time_words, account, sentence, atoms, at)?;
    let next = at + atoms[at..].partition_point(|atom| atom.span.start < anchor.span.end);
    let inner = (at + 1..next).find_map(|inner| Some((inner, reader.expression(inner)?.end)));
    match inner {
        None => Some((anchor.span, anchor.relation, next)),
        Some((inner, end)) if end >= next && inner > at + 1 => {
            Some((atoms[at].span.cover(atoms[inner - 1].span), anchor.relation, inner))
        }
        Some(_) => None,
    }
}

/// Whether a byte lies inside quotation marks. Quotations are sorted by start; nesting is shallow.
pub(crate) fn is_quoted(account: &Account, offset: u32) -> bool {
    let next = account.quotations.partition_point(|quotation| quotation.inner.start <= offset);
    account.quotations[..next].iter().rev().take(4).any(|quotation| offset < quotation.inner.end)
}

/// How far back "the next day" may look, in sentences.
const MEMORY: u32 = 3;

/// The latest point in time before.
fn latest(found: &[Expression], sentence: u32) -> Option<u32> {
    let recent = found.iter().enumerate().rev().take(8);
    let mut points = recent.filter(|(_, expression)| {
        sentence - expression.sentence <= MEMORY
            && expression.meaning.grain().is_some()
            && !expression.meaning.is_stretch()
    });
    points.next().map(|(index, _)| index as u32)
}

/// The latest stated day, month or year in the same or the previous sentence.
fn latest_stated(found: &[Expression], sentence: u32) -> Option<(u32, days::Stretch)> {
    let recent = found.iter().enumerate().rev().take(8);
    let near = recent.filter(|(_, expression)| sentence - expression.sentence <= 1);
    let mut stated =
        near.filter_map(|(index, expression)| Some((index as u32, expression.meaning.stated()?)));
    stated.next()
}
