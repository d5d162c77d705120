//! Many accounts, some of them copies of copies, that deny each other: what a short report folds and what it must not.

use super::Invented;
use super::accounts::{passage, says};
use super::hostile::many;
use news::{Attitude, Direction, Link, Note, NoteCode, Pair, PairRelation, Relation, Score};

/// Eight accounts or more. N1, N3, N7 are a chain of copies whose last one is cut short; N2 and N5 are independent.
pub(crate) fn copied(count: usize) -> Invented {
    const TIDE: &str = "The tide took the pier at noon.";
    const FILL: &str = "to fill a line or two.";
    let mut invented = many(count);
    says(&mut invented.accounts[2], None, None, Some(("took", "take", Attitude::Neutral)), TIDE, &[]);
    let pair = |a, b, relation| Pair {
        a,
        b,
        relation,
        direction: Direction::Unknown,
        reason: String::new(),
        passages: Vec::new(),
    };
    invented.comparison.pairs = vec![pair(1, 3, PairRelation::Verbatim), pair(3, 7, PairRelation::Abridged)];
    let denies = |a: (usize, &str), b: (usize, &str)| Link {
        relation: Relation::Denies,
        a: passage(&invented.accounts, a.0, a.1),
        b: passage(&invented.accounts, b.0, b.1),
        reason: "one has it otherwise".to_owned(),
        confidence: Score(900),
    };
    invented.comparison.links = vec![
        denies((1, TIDE), (5, FILL)),
        denies((3, TIDE), (5, FILL)),
        denies((5, FILL), (7, TIDE)),
        denies((2, TIDE), (5, FILL)),
        denies((1, FILL), (5, TIDE)),
    ];
    let note = |code, message: &str| Note { code, span: None, message: message.to_owned() };
    invented.notes = vec![Vec::new(); count];
    invented.notes[7] =
        vec![note(NoteCode::Truncated, "the page was cut off"), note(NoteCode::Presupposes, "“again”")];
    invented
}
