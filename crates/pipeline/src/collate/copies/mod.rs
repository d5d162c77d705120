//! Which of the narrator's prose is the same, and what does that say of two accounts?
//!
//! Words inside quotation marks never count as copied: two newsrooms may have heard the same man. Where text
//! came from outside the comparison is left to `lineage`.

pub(crate) mod direction;
pub(crate) mod duplicates;
mod prose;
mod relation;
mod reworded;
mod shared;

use super::utterances::Utterance;
use crate::Kit;
use news::{Account, Direction, Note, NoteCode, Pair, PairRelation, Passage, Score};
use prose::Prose;
use relation::Overlap;
use shared::Stretch;

/// A stretch of the narrator's prose that two accounts share.
#[derive(Debug, Clone)]
pub(crate) struct Copy {
    /// In the account with the lower index.
    pub(crate) a: Passage,
    /// In the other.
    pub(crate) b: Passage,
    /// Whether words differ.
    pub(crate) reworded: bool,
    /// How sure.
    pub(crate) confidence: Score,
}

/// What was found between two accounts.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    /// Index of the first account.
    a: u32,
    /// Index of the second.
    b: u32,
    overlap: Overlap,
    relation: PairRelation,
    /// The narrator's shared prose; empty for pairs without copying.
    pub(crate) copies: Vec<Copy>,
}

/// Shared prose of all pairs of accounts that have any, sorted by pair.
pub(crate) fn find(kit: &Kit, accounts: &[Account]) -> Vec<Shared> {
    let proses: Vec<Prose> = accounts.iter().map(|account| prose::of(kit, account)).collect();
    let mut found = Vec::new();
    for (a, b) in shared::candidates(&proses) {
        found.push(compare(&proses, a, b));
    }
    found
}

/// Least words and weight of a run that is shown as copied.
const SHOWN_WORDS: usize = 6;
const SHOWN_WEIGHT: usize = 1;

/// Everything that two accounts share.
fn compare(proses: &[Prose], a: usize, b: usize) -> Shared {
    let (one, two) = (&proses[a], &proses[b]);
    let stretches = shared::stretches(one, two);
    let mut overlap = Overlap::default();
    let (mut parts, mut covered): (Vec<Stretch>, usize) = (Vec::new(), 0);
    for &stretch in stretches.iter().filter(|stretch| stretch.len >= 5) {
        covered += stretch.len;
        let (narrators, quoted) = shared::narrators_parts(one, two, stretch);
        overlap.quoted += quoted;
        parts.extend(narrators);
    }
    for &part in &parts {
        let weight = shared::weight(one, part);
        overlap.weight += weight;
        if weight > 0 {
            overlap.longest = overlap.longest.max(part.len);
        }
    }
    let share = |words: usize| covered * 1000 / words.max(1);
    let (in_one, in_two) = (share(one.words.len()), share(two.words.len()));
    overlap.most_covered = in_one.max(in_two);
    overlap.least_covered = in_one.min(in_two);
    let longer: Vec<(usize, usize)> = if one.words.len() >= two.words.len() {
        stretches.iter().map(|stretch| (stretch.a, stretch.len)).collect()
    } else {
        stretches.iter().map(|stretch| (stretch.b, stretch.len)).collect()
    };
    let furniture = furniture(longer);
    let length = one.words.len().max(two.words.len());
    overlap.least_but_furniture = covered * 1000 / length.saturating_sub(furniture).max(1);
    let reworded = reworded::sentences(one, two);
    overlap.reworded = reworded.len();
    let relation = relation::judge(&overlap);
    let mut copies = Vec::new();
    if relation.shares_prose() {
        let passage = |account: usize, span| Passage { account: account as u32, span };
        for part in &parts {
            if part.len < SHOWN_WORDS || shared::weight(one, *part) < SHOWN_WEIGHT {
                continue;
            }
            let span = |prose: &Prose, from: usize| {
                prose.words[from].span.cover(prose.words[from + part.len - 1].span)
            };
            let confidence = Score(if part.len >= 12 { 990 } else { 900 });
            let (a, b) = (passage(a, span(one, part.a)), passage(b, span(two, part.b)));
            copies.push(Copy { a, b, reworded: false, confidence });
        }
        copies.extend(reworded_copies(one, two, &parts, &reworded, passage, (a, b)));
    }
    copies.sort_by_key(|copy| (copy.a, copy.b));
    Shared { a: a as u32, b: b as u32, overlap, relation, copies }
}

/// A run this long is body, one that begins this early and is this short is a headline.
const BODY_RUN: usize = 40;
const HEADLINE_END: usize = 25;

/// Words between a shared headline and the first shared stretch of body: picture texts and furniture that one
/// page has and the other has not. `runs` are starts and lengths in the longer text.
fn furniture(mut runs: Vec<(usize, usize)>) -> usize {
    runs.sort_unstable();
    // A changed word here and there does not part a stretch.
    runs.dedup_by(|next, run| {
        let near = next.0 <= run.0 + run.1 + 8;
        if near {
            run.1 = run.1.max(next.0 + next.1 - run.0);
        }
        near
    });
    let Some(body) = runs.iter().position(|&(_, len)| len >= BODY_RUN) else { return 0 };
    let headed = runs.first().is_some_and(|&(start, len)| start + len <= HEADLINE_END);
    if !headed {
        return 0;
    }
    let before: usize = runs[..body].iter().map(|&(_, len)| len).sum();
    runs[body].0.saturating_sub(before)
}

/// Reworded sentences that no copied run covers already.
fn reworded_copies(
    one: &Prose,
    two: &Prose,
    parts: &[Stretch],
    reworded: &[reworded::Reworded],
    passage: impl Fn(usize, news::Span) -> Passage,
    (a, b): (usize, usize),
) -> Vec<Copy> {
    let mut run_in = vec![0; one.sentences.len()];
    for part in parts {
        for word in &one.words[part.a..part.a + part.len] {
            run_in[word.sentence as usize] += 1;
        }
    }
    let mut words_in = vec![0; one.sentences.len()];
    for word in &one.words {
        words_in[word.sentence as usize] += 1;
    }
    let mut found = Vec::new();
    for pair in reworded {
        if run_in[pair.a] * 10 >= words_in[pair.a] * 8 {
            continue;
        }
        let (first, second) = (one.sentences[pair.a].span, two.sentences[pair.b].span);
        let confidence = Score(700 + (pair.shared.min(12) * 20) as u16);
        found.push(Copy { a: passage(a, first), b: passage(b, second), reworded: true, confidence });
    }
    found
}

/// Most passages that one pair shows.
const MOST_PASSAGES: usize = 12;

/// One pair per two accounts. Notes accounts with the same bytes.
pub(crate) fn pairs(
    accounts: &[Account],
    shared: &[Shared],
    utterances: &[Utterance],
    notes: &mut Vec<Note>,
) -> Vec<Pair> {
    let mut quoted: std::collections::BTreeMap<(u32, u32), u32> = std::collections::BTreeMap::new();
    for utterance in utterances {
        let (one, two) = (utterance.base.account, utterance.variant.account);
        if one != two {
            *quoted.entry((one.min(two), one.max(two))).or_default() += utterance.shared_words;
        }
    }
    let mut found = Vec::new();
    let mut next = shared.iter().peekable();
    for a in 0..accounts.len() as u32 {
        for b in a + 1..accounts.len() as u32 {
            let known = next.next_if(|shared| (shared.a, shared.b) == (a, b));
            let quoted = quoted.get(&(a, b)).copied().unwrap_or(0);
            found.push(pair(accounts, (a, b), known, quoted, notes));
        }
    }
    found
}

/// The pair of two accounts.
fn pair(
    accounts: &[Account],
    (a, b): (u32, u32),
    known: Option<&Shared>,
    quoted: u32,
    notes: &mut Vec<Note>,
) -> Pair {
    let (one, two) = (&accounts[a as usize], &accounts[b as usize]);
    if one.article.source.bytes == two.article.source.bytes {
        let message = format!("accounts {} and {} have the same bytes", one.article.id, two.article.id);
        notes.push(Note { code: NoteCode::Duplicate, span: None, message });
        let reason = "the same bytes".to_owned();
        let relation = PairRelation::Verbatim;
        return Pair { a, b, relation, direction: Direction::Unknown, reason, passages: Vec::new() };
    }
    let mut relation = known.map_or(PairRelation::Independent, |shared| shared.relation);
    if relation == PairRelation::Independent && quoted >= 8 {
        relation = PairRelation::QuotesOnly;
    }
    let overlap = known.map(|shared| shared.overlap).unwrap_or_default();
    let (direction, why) = match relation {
        PairRelation::QuotesOnly | PairRelation::Independent => (Direction::Unknown, None),
        PairRelation::Verbatim | PairRelation::Abridged | PairRelation::Partial | PairRelation::Rewritten => {
            direction::find(one, two)
        }
    };
    let mut reason = reason(relation, &overlap, quoted);
    if let Some(why) = why {
        reason.push_str("; ");
        reason.push_str(&why);
    }
    Pair { a, b, relation, direction, reason, passages: passages(known) }
}

/// The longest copies, in text order, alternating a, b.
fn passages(known: Option<&Shared>) -> Vec<Passage> {
    let mut copies: Vec<&Copy> = known.into_iter().flat_map(|shared| &shared.copies).collect();
    copies.sort_by_key(|copy| (copy.reworded, std::cmp::Reverse(copy.a.span.len()), copy.a));
    copies.truncate(MOST_PASSAGES);
    copies.sort_by_key(|copy| (copy.a, copy.b));
    copies.iter().flat_map(|copy| [copy.a, copy.b]).collect()
}

/// The numbers behind a relation, in words.
fn reason(relation: PairRelation, overlap: &Overlap, quoted: u32) -> String {
    let (most, least) = (overlap.most_covered / 10, overlap.least_covered / 10);
    match relation {
        PairRelation::Verbatim | PairRelation::Abridged => {
            format!("{most} % of one text and {least} % of the other stand word for word in both")
        }
        PairRelation::Partial => {
            format!(
                "the narrator's words are the same in up to {} words running; {most} % of one text is shared",
                overlap.longest
            )
        }
        PairRelation::Rewritten => {
            format!(
                "{} sentences of the narrator's have the same words in another order or wording; longest shared run {} words",
                overlap.reworded, overlap.longest
            )
        }
        PairRelation::QuotesOnly => {
            format!(
                "{} words inside quotation marks are shared, none of the narrator's prose",
                quoted.max(overlap.quoted as u32)
            )
        }
        PairRelation::Independent => {
            "no prose of the narrator's is shared beyond names and stock phrases".to_owned()
        }
    }
}

/// All copies of all pairs.
pub(crate) fn all(shared: Vec<Shared>) -> Vec<Copy> {
    shared.into_iter().flat_map(|shared| shared.copies).collect()
}
