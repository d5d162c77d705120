//! Which units are worth comparing? Those that share what few others have.
//!
//! An inverted index from concept to units. A concept that stands in very many units is not looked up, and
//! each unit keeps a few partners, so that the work grows with the text and not with its square.

use super::units::Unit;

/// A concept in more units than this finds nobody.
const COMMONEST: usize = 400;
/// Partners looked at per unit.
const PARTNERS: usize = 32;

/// Pairs of ranked units (lower index first) that share rare concepts, sorted.
pub(crate) fn pairs(units: &[Unit]) -> Vec<(usize, usize)> {
    let holders = holders(units);
    let totals: Vec<u32> = units.iter().map(|unit| unit.sketch.weight()).collect();
    let mut pairs = Vec::new();
    // Shared weight by unit, with the units that have any: cleared after each unit.
    let mut weights = vec![0u32; units.len()];
    let mut touched: Vec<u32> = Vec::new();
    for (number, unit) in units.iter().enumerate() {
        for part in &unit.sketch.parts {
            let holders = &holders[part.rank as usize];
            if part.weight == 0 || holders.len() > COMMONEST {
                continue;
            }
            for other in holders.iter().copied().filter(|other| *other as usize != number) {
                let weight = &mut weights[other as usize];
                if *weight == 0 {
                    touched.push(other);
                }
                *weight += u32::from(part.weight);
            }
        }
        // By the share of both, not by weight alone: long units share something with everybody.
        let share =
            |other: u32, weight: u32| weight * 2000 / (totals[number] + totals[other as usize]).max(1);
        let shares = touched.drain(..).map(|other| {
            let weight = std::mem::take(&mut weights[other as usize]);
            (std::cmp::Reverse(share(other, weight)), other)
        });
        let mut partners: Vec<(std::cmp::Reverse<u32>, u32)> = shares.collect();
        if partners.len() > PARTNERS {
            partners.select_nth_unstable(PARTNERS - 1);
            partners.truncate(PARTNERS);
        }
        pairs.extend(partners.iter().map(|(_, other)| {
            let other = *other as usize;
            (number.min(other), number.max(other))
        }));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The units that hold the concept of each rank.
fn holders(units: &[Unit]) -> Vec<Vec<u32>> {
    let ranks = units.iter().flat_map(|unit| &unit.sketch.parts).map(|part| part.rank as usize);
    let mut holders: Vec<Vec<u32>> = vec![Vec::new(); ranks.max().map_or(0, |rank| rank + 1)];
    for (unit, index) in units.iter().zip(0u32..) {
        for part in &unit.sketch.parts {
            holders[part.rank as usize].push(index);
        }
    }
    holders
}
