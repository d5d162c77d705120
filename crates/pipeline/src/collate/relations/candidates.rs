//! Which units are worth comparing? Those that share what few others have.
//!
//! An inverted index from concept to units. A concept that stands in very many units is not looked up, and
//! each unit keeps a few partners, so that the work grows with the text and not with its square.

use super::concepts::Concept;
use super::units::Unit;
use std::collections::BTreeMap;

/// A concept in more units than this finds nobody.
const COMMONEST: usize = 400;
/// Partners looked at per unit.
const PARTNERS: usize = 32;

/// Pairs of units (lower index first) that share rare concepts, sorted.
pub(crate) fn pairs(units: &[Unit]) -> Vec<(usize, usize)> {
    let mut index: BTreeMap<&Concept, Vec<u32>> = BTreeMap::new();
    for (number, unit) in units.iter().enumerate() {
        for part in &unit.sketch.parts {
            index.entry(&part.concept).or_default().push(number as u32);
        }
    }
    let totals: Vec<u32> = units.iter().map(|unit| unit.sketch.weight()).collect();
    let mut pairs = Vec::new();
    for (number, unit) in units.iter().enumerate() {
        let mut weights: BTreeMap<u32, u32> = BTreeMap::new();
        for part in &unit.sketch.parts {
            let Some(holders) = index.get(&part.concept) else { continue };
            if holders.len() > COMMONEST {
                continue;
            }
            for other in holders.iter().filter(|other| **other as usize != number) {
                *weights.entry(*other).or_default() += u32::from(part.weight);
            }
        }
        // By the share of both, not by weight alone: long units share something with everybody.
        let share =
            |other: u32, weight: u32| weight * 2000 / (totals[number] + totals[other as usize]).max(1);
        let mut partners: Vec<(u32, u32)> =
            weights.into_iter().map(|(other, weight)| (share(other, weight), other)).collect();
        partners.sort_by_key(|(share, other)| (std::cmp::Reverse(*share), *other));
        partners.truncate(PARTNERS);
        pairs.extend(partners.iter().map(|(_, other)| {
            let other = *other as usize;
            (number.min(other), number.max(other))
        }));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
