//! Does a quotation stand in other words than in all earlier accounts?
//!
//! Only what changes the words: to quote a part, to put a word in brackets, to mark what is left out, other marks or
//! capitals, little words, and the same word spelt otherwise are how quoting is done.

use crate::Kit;
use news::{Account, Change, ChangeKind, Comparison, Link, Operation, Passage, Relation, Score, Variant};
use std::collections::BTreeSet;

/// Confidence from which two quotations are surely one utterance.
const ONE: Score = Score(700);

/// The quotations of the last account that earlier accounts have in other words only.
pub(super) fn altered(kit: &Kit, accounts: &[Account], comparison: &Comparison) -> Vec<Change> {
    let Some(new) = accounts.len().checked_sub(1).map(|last| last as u32) else { return Vec::new() };
    let mut found: Vec<Change> = Vec::new();
    for variant in &comparison.variants {
        let Some((earlier, here)) = sides(variant, new).filter(|_| is_alarming(kit, accounts, variant))
        else {
            continue;
        };
        let is_known = found.iter().any(|change| change.passages.contains(&here));
        if is_known || !is_one_utterance(comparison, earlier, here) || stood_before(comparison, here, new) {
            continue;
        }
        let what = match variant.operation {
            Operation::CutMiddle => "words are missing in the middle",
            Operation::Splice => "it is joined to other words",
            Operation::ParaphraseInQuotes => "it is reworded inside the quotation marks",
            Operation::ChangedWord
            | Operation::CutFront
            | Operation::CutEnd
            | Operation::Punctuation
            | Operation::Case
            | Operation::Scope
            | Operation::Translation => "another word stands in it",
        };
        let reason = format!("no earlier article has the quotation so; {what}: {}", variant.detail);
        found.push(Change { kind: ChangeKind::AlteredQuotation, passages: vec![earlier, here], reason });
    }
    found
}

/// The side of an earlier account and that of the new one.
fn sides(variant: &Variant, new: u32) -> Option<(Passage, Passage)> {
    let base = variant.base?;
    match (base.account == new, variant.variant.account == new) {
        (false, true) => Some((base, variant.variant)),
        (true, false) => Some((variant.variant, base)),
        (true, true) | (false, false) => None,
    }
}

/// Whether the words say something else.
fn is_alarming(kit: &Kit, accounts: &[Account], variant: &Variant) -> bool {
    match variant.operation {
        Operation::ChangedWord => {
            !is_bracketed(accounts, variant)
                && !is_spelling(&variant.detail)
                && is_telling_change(kit, &variant.detail)
        }
        Operation::CutMiddle => {
            let cut = variant.detail.strip_prefix("left out, unmarked: ");
            // Marks inside are a tag that was not told from the words.
            let cut = cut.filter(|cut| !cut.trim_matches(['“', '”']).contains(['“', '”', '"']));
            cut.is_some_and(|cut| is_negated(cut) || telling(kit, cut).len() >= LEAST_CUT)
        }
        Operation::Splice | Operation::ParaphraseInQuotes => true,
        Operation::CutFront
        | Operation::CutEnd
        | Operation::Scope
        | Operation::Punctuation
        | Operation::Case
        | Operation::Translation => false,
    }
}

/// Words of content whose silent loss in the middle alters a quotation: one word is often a slip of the ear.
const LEAST_CUT: usize = 2;

/// Whether “a” against “b” differ in more than little words and endings, in which those who listen often differ.
fn is_telling_change(kit: &Kit, detail: &str) -> bool {
    let Some((one, two)) = detail.split_once("” against “") else { return false };
    if is_negated(one) != is_negated(two) {
        return true;
    }
    let (one, two) = (telling(kit, one), telling(kit, two));
    let pairs = one.iter().flat_map(|word| two.iter().map(move |other| (word, other)));
    !one.is_empty() && !two.is_empty() && !pairs.into_iter().any(|(word, other)| is_akin(word, other))
}

/// Letters in front from which two words are forms of one: "chose" and "choosing" are not told apart from slips.
const AKIN: usize = 3;

/// Whether two words may be one: abbreviated ("Gov.", "U.S."), in another form, or a number in digits.
fn is_akin(one: &str, two: &str) -> bool {
    let is_number = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let front = one.chars().zip(two.chars()).take_while(|(a, b)| a == b).count();
    front >= AKIN || front == one.chars().count().min(two.chars().count()) || is_number(one) != is_number(two)
}

/// The words of content, folded and without endings.
fn telling(kit: &Kit, words: &str) -> BTreeSet<String> {
    let folded = crate::fold::text(words);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    let stem = |word: &str| {
        let ending = ["ing", "es", "ed", "s"]
            .into_iter()
            .find(|ending| word.len() > ending.len() + 2 && word.ends_with(ending));
        word.strip_suffix(ending.unwrap_or("")).unwrap_or(word).to_owned()
    };
    words.filter(|word| !kit.function_words.contains(word)).map(stem).collect()
}

fn is_negated(words: &str) -> bool {
    let folded = crate::fold::text(words);
    let mut words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.any(|word| {
        matches!(word, "not" | "no" | "never" | "nobody" | "nothing" | "without" | "cannot")
            || word.ends_with("n't")
    })
}

/// Whether the outlet shows by brackets that it put the words there.
fn is_bracketed(accounts: &[Account], variant: &Variant) -> bool {
    let sides = [Some(variant.variant), variant.base];
    let texts = sides.into_iter().flatten().filter_map(|passage| {
        accounts.get(passage.account as usize).map(|account| account.words(passage.span))
    });
    let changed: Vec<&str> = variant.detail.split(['“', '”']).skip(1).step_by(2).collect();
    variant.detail.starts_with("put in brackets")
        || texts.into_iter().any(|text| {
            let has = |word: &str| text.contains(&format!("[{word}")) || text.contains(&format!("({word}"));
            changed.iter().any(|word| has(word))
        })
}

/// Whether “a” against “b” are one word, spelt or contracted otherwise.
fn is_spelling(detail: &str) -> bool {
    let Some((one, two)) = detail.split_once("” against “") else { return false };
    plain(one.trim_start_matches('“')) == plain(two.trim_end_matches('”'))
}

/// Letters alone, British spellings as American ones, contractions written out.
fn plain(words: &str) -> String {
    const SAME: [(&str, &str); 10] = [
        ("can't", "cannot"),
        ("n't", " not"),
        ("'re", " are"),
        ("'ll", " will"),
        ("'ve", " have"),
        ("'m", " am"),
        ("'s", " is"),
        ("isation", "ization"),
        ("ise", "ize"),
        ("our", "or"),
    ];
    let mut folded = crate::fold::text(words);
    for (from, to) in SAME {
        folded = folded.replace(from, to);
    }
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_one_utterance(comparison: &Comparison, one: Passage, two: Passage) -> bool {
    let joins = |link: &&Link| link.relation == Relation::SameUtterance && link.confidence >= ONE;
    comparison
        .links
        .iter()
        .filter(joins)
        .any(|link| (link.a, link.b) == (one, two) || (link.a, link.b) == (two, one))
}

/// Whether an earlier account has the quotation in the very same words.
fn stood_before(comparison: &Comparison, here: Passage, new: u32) -> bool {
    let same = comparison.links.iter().filter(|link| link.relation == Relation::SameUtterance);
    let mut others = same.filter_map(|link| match (link.a == here, link.b == here) {
        (true, false) => Some(link.b),
        (false, true) => Some(link.a),
        (true, true) | (false, false) => None,
    });
    others.any(|other| {
        let between = comparison.variants.iter().filter(|variant| {
            variant.base.is_some_and(|base| {
                (base, variant.variant) == (other, here) || (base, variant.variant) == (here, other)
            })
        });
        let is_mere = |variant: &Variant| {
            matches!(variant.operation, Operation::Punctuation | Operation::Case)
                || variant.operation == Operation::ChangedWord && is_spelling(&variant.detail)
        };
        other.account < new && between.into_iter().all(is_mere)
    })
}
