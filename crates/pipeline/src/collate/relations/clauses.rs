//! Where may a sentence be cut, so that each part still says something?
//!
//! Cuts fall at commas, semicolons, dashes and joining words outside quotation marks, where both sides hold a
//! verb. The parts are for pointing at; who says them is settled in `annotate`.

use news::{Account, Sentence, Span, Tag, TokenRange};

/// Words that open a clause of their own, whatever else they are.
const OPENERS: [&str; 16] = [
    "which", "who", "where", "when", "while", "whereas", "although", "though", "because", "after", "before",
    "since", "until", "despite", "unless", "amid",
];
/// Words that do so only where they join clauses and no phrases.
const JOINERS: [&str; 5] = ["and", "but", "that", "as", "with"];

/// The clauses of a sentence, in order; together they cover all its tokens.
pub(crate) fn of(account: &Account, sentence: &Sentence) -> Vec<TokenRange> {
    let mut clauses: Vec<TokenRange> = Vec::new();
    let mut start = sentence.tokens.start;
    for at in sentence.tokens.clone() {
        if at > start && is_cut(account, sentence, at) {
            clauses.push(start..at);
            start = at;
        }
    }
    if start < sentence.tokens.end {
        clauses.push(start..sentence.tokens.end);
    }
    join_fragments(account, clauses)
}

/// Spans of the clauses of a sentence.
pub(crate) fn spans(account: &Account, sentence: &Sentence) -> Vec<Span> {
    of(account, sentence).into_iter().map(|tokens| account.span_of(tokens)).collect()
}

/// Whether a clause may begin at this token.
fn is_cut(account: &Account, sentence: &Sentence, at: u32) -> bool {
    let Some(token) = account.tokens.get(at as usize) else { return false };
    if token.tag == Tag::Punct || at == sentence.tokens.start || is_inside_quotation(account, token.span) {
        return false;
    }
    let mark = account.token_words(at - 1);
    if matches!(mark, "," | ";" | "—" | "–" | "--" | ":") {
        return true;
    }
    // A closing mark after a comma: “…,” he said.
    let closes = matches!(mark, "”" | "\"" | "’" | "''" | "»");
    if closes && at >= 2 && matches!(account.token_words(at - 2), "," | ";" | "?" | "!") {
        return true;
    }
    let joins = matches!(token.tag, Tag::Sconj | Tag::Cconj);
    OPENERS.contains(&&*token.lemma) || joins && JOINERS.contains(&&*token.lemma)
}

/// Whether the token stands inside a quotation, but not at its front.
fn is_inside_quotation(account: &Account, span: Span) -> bool {
    let next = account.quotations.partition_point(|quotation| quotation.span.start < span.start);
    // Quotations may nest: the nearest few in front are the only ones that matter for a cut.
    account.quotations[..next]
        .iter()
        .rev()
        .take(4)
        .any(|quotation| quotation.inner.contains(span) && quotation.inner.start < span.start)
}

/// Joins parts without a verb to their neighbour: a date, an aside or a list item is no clause.
fn join_fragments(account: &Account, parts: Vec<TokenRange>) -> Vec<TokenRange> {
    let mut clauses: Vec<TokenRange> = Vec::new();
    let mut last_has_verb = false;
    for part in parts {
        let verb = has_verb(account, &part);
        match clauses.last_mut() {
            Some(last) if !verb || !last_has_verb => {
                last.end = part.end;
                last_has_verb |= verb;
            }
            Some(_) | None => {
                clauses.push(part);
                last_has_verb = verb;
            }
        }
    }
    clauses
}

/// Whether a stretch holds a verb.
pub(crate) fn has_verb(account: &Account, tokens: &TokenRange) -> bool {
    let range = tokens.start as usize..tokens.end as usize;
    account
        .tokens
        .get(range)
        .is_some_and(|tokens| tokens.iter().any(|token| matches!(token.tag, Tag::Verb | Tag::Aux)))
}
