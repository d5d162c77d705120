//! What does one account have that no other has?
//!
//! Sentences and clauses that no link of equal words or equal claim joins to another account. A sentence that
//! shares one clause is listed without it.

use super::relations::clauses;
use news::{Account, Comparison, Relation, Sentence, Span, ZoneKind};

/// Longest passage listed, in bytes: a reader takes it in at one glance.
const LONGEST: usize = 600;
/// Fewest words that say something by themselves.
const FEWEST_WORDS: usize = 3;

/// Per account, the passages that no link joins to another account.
pub(crate) fn list(accounts: &[Account], comparison: &Comparison) -> Vec<Vec<Span>> {
    let mut shared: Vec<Vec<Span>> = vec![Vec::new(); accounts.len()];
    for link in &comparison.links {
        if link.a.account == link.b.account || !makes_shared(link.relation) {
            continue;
        }
        for passage in [link.a, link.b] {
            if let Some(spans) = shared.get_mut(passage.account as usize) {
                spans.push(passage.span);
            }
        }
    }
    accounts.iter().zip(shared).map(|(account, shared)| own(account, merged(shared))).collect()
}

/// Whether both accounts have what such a link joins.
fn makes_shared(relation: Relation) -> bool {
    match relation {
        Relation::SameUtterance | Relation::SameClaim | Relation::Copied | Relation::Reworded => true,
        Relation::Related | Relation::Denies | Relation::Contradicts | Relation::InTension => false,
    }
}

/// Sorted spans without overlap.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            Some(_) | None => merged.push(span),
        }
    }
    merged
}

/// The unshared passages of one account, sorted.
fn own(account: &Account, shared: Vec<Span>) -> Vec<Span> {
    let mut found = Vec::new();
    for sentence in &account.sentences {
        if matches!(sentence.zone, ZoneKind::Body | ZoneKind::KeyPoint) {
            list_sentence(account, sentence, &shared, &mut found);
        }
    }
    found
}

/// Adds what is unshared of one sentence: runs of clauses, none too long.
fn list_sentence(account: &Account, sentence: &Sentence, shared: &[Span], found: &mut Vec<Span>) {
    let mut run: Option<Span> = None;
    for clause in clauses::spans(account, sentence) {
        if is_shared(clause, shared) {
            finish(account, run.take(), found);
            continue;
        }
        let joined = run.map_or(clause, |run| run.cover(clause));
        if joined.len() > LONGEST {
            finish(account, run.take(), found);
            run = Some(clause);
        } else {
            run = Some(joined);
        }
    }
    finish(account, run, found);
}

/// Adds a run if it says something and a reader can take it in.
fn finish(account: &Account, run: Option<Span>, found: &mut Vec<Span>) {
    let Some(run) = run.map(|run| run.trimmed(account.text())) else { return };
    let words = account.words(run).split_whitespace().take(FEWEST_WORDS).count();
    if run.len() <= LONGEST && words == FEWEST_WORDS {
        found.push(run);
    }
}

/// Whether half of the clause stands in another account.
fn is_shared(clause: Span, shared: &[Span]) -> bool {
    let first = shared.partition_point(|span| span.end <= clause.start);
    let covered: usize = shared[first..]
        .iter()
        .take_while(|span| span.start < clause.end)
        .filter_map(|span| span.intersection(clause))
        .map(Span::len)
        .sum();
    covered * 2 >= clause.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_a_clause_makes_it_shared() {
        let shared = merged(vec![Span::new(40, 60), Span::new(0, 10), Span::new(5, 12)]);
        assert_eq!(shared.len(), 2);
        assert!(is_shared(Span::new(0, 20), &shared));
        assert!(!is_shared(Span::new(10, 42), &shared));
        assert!(is_shared(Span::new(45, 50), &shared));
    }
}
