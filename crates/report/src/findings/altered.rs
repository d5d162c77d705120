//! Which alterations of quotations does a reader want to see, and in which order?
//!
//! The view has one variant per operation and pair of passages; here they become one entry per altered form,
//! what changes the meaning first.

use super::changes::{self, Change};
use super::{one_line, words};
use crate::view::place::Place;
use crate::view::{Passage, Variant, View};
use news::Operation;
use std::collections::{BTreeMap, BTreeSet};

/// One quotation against another form of it, with everything that was done.
pub(crate) struct Alteration<'v> {
    pub(crate) base: Option<&'v Passage>,
    /// Further fuller forms that the same was done to.
    pub(crate) other_bases: Vec<&'v Passage>,
    pub(crate) variant: &'v Passage,
    /// Further places with the same altered words.
    pub(crate) other_variants: Vec<&'v Passage>,
    pub(crate) operations: Vec<(Operation, &'v str)>,
    /// The two forms as one text with the changes in it.
    pub(crate) changes: Vec<Change>,
}

/// All alterations, the gravest first.
pub(super) fn list(view: &View) -> Vec<Alteration<'_>> {
    let mut list: Vec<Alteration<'_>> = Vec::new();
    for variant in &view.variants {
        let Variant { operation, base, variant, detail } = variant;
        // Variants are sorted by their passage: what belongs together stands together.
        let mut of_variant = list.iter_mut().rev().take_while(|known| known.variant == variant);
        match of_variant.find(|known| known.base == base.as_ref()) {
            Some(known) => known.operations.push((*operation, detail)),
            None => list.push(Alteration {
                base: base.as_ref(),
                other_bases: Vec::new(),
                variant,
                other_variants: Vec::new(),
                operations: vec![(*operation, detail)],
                changes: Vec::new(),
            }),
        }
    }
    let mut list = join_bases(list);
    for alteration in &mut list {
        let after = spoken(view, alteration.variant);
        let before = alteration.base.map_or_else(|| after.clone(), |base| spoken(view, base));
        alteration.changes = changes::between(&before, &after);
    }
    let mut list = join_variants(list);
    list.sort_by_cached_key(|alteration| {
        let is_within = alteration.base.is_some_and(|base| base.index == alteration.variant.index);
        let is_scrap = words(view, alteration.variant).split(' ').count() < 3;
        (gravity(alteration), is_scrap, is_within)
    });
    list
}

/// The words of a quotation. Where a tag breaks it, the narrator's words between its pieces are left out.
fn spoken(view: &View, passage: &Passage) -> String {
    let Some(account) = view.accounts.get(passage.index) else { return String::new() };
    let attributions = account.attributions.iter();
    let pieces = attributions.flat_map(|attribution| attribution.quoted.iter());
    let inside: BTreeSet<Place> =
        pieces.filter(|piece| passage.span.text.contains(piece.text)).copied().collect();
    match inside.len() {
        0 | 1 => words(view, passage),
        _ => one_line(&inside.iter().map(|piece| account.words(*piece)).collect::<Vec<_>>().join(" ")),
    }
}

/// One altered form against several fuller ones, with the same done to each: one entry. The first fuller form
/// of another account stands for them.
fn join_bases(all: Vec<Alteration<'_>>) -> Vec<Alteration<'_>> {
    let mut list: Vec<Alteration<'_>> = Vec::new();
    for alteration in all {
        let operations = |alteration: &Alteration<'_>| -> Vec<Operation> {
            alteration.operations.iter().map(|(operation, _)| *operation).collect()
        };
        let is_within = |base: &Passage| base.index == alteration.variant.index;
        let same = list
            .iter_mut()
            .rev()
            .take_while(|known| known.variant == alteration.variant)
            .find(|known| known.base.is_some() && operations(known) == operations(&alteration));
        match (same, alteration.base) {
            (Some(known), Some(base)) if known.base.is_some_and(is_within) && !is_within(base) => {
                known.other_bases.extend(known.base);
                known.base = Some(base);
                known.operations = alteration.operations;
            }
            (Some(known), Some(base)) => known.other_bases.push(base),
            (_, None) | (None, _) => list.push(alteration),
        }
    }
    list
}

/// The same words altered in the same way in several places: one entry.
fn join_variants(all: Vec<Alteration<'_>>) -> Vec<Alteration<'_>> {
    let mut list: Vec<Alteration<'_>> = Vec::new();
    let mut known: BTreeMap<(Option<&Passage>, Vec<Change>), usize> = BTreeMap::new();
    for alteration in all {
        let key = (alteration.base, alteration.changes.clone());
        match known.get(&key).and_then(|index| list.get_mut(*index)) {
            Some(first) if first.base.is_some() => first.other_variants.push(alteration.variant),
            Some(_) | None => {
                known.insert(key, list.len());
                list.push(alteration);
            }
        }
    }
    list
}

/// 0 where the meaning may have changed, 1 where words are missing, 2 where only their look differs.
fn gravity(alteration: &Alteration<'_>) -> u8 {
    let of = |operation: &Operation| match operation {
        Operation::ChangedWord
        | Operation::Scope
        | Operation::Splice
        | Operation::Translation
        | Operation::ParaphraseInQuotes
        | Operation::CutMiddle => 0,
        Operation::CutFront | Operation::CutEnd => 1,
        Operation::Punctuation | Operation::Case => 2,
    };
    alteration.operations.iter().map(|(operation, _)| of(operation)).min().unwrap_or(2)
}
