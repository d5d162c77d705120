//! Into which of a few steps does a length, a distance or a score fall? Features are one of so many values.

use super::facts::{End, Facts};
use std::ops::Range;

/// A number as one of twelve or so.
pub(super) fn bucket(number: u32) -> u64 {
    match number {
        0..=3 => u64::from(number),
        4..=5 => 4,
        6..=8 => 5,
        9..=12 => 6,
        13..=18 => 7,
        19..=27 => 8,
        28..=40 => 9,
        41..=60 => 10,
        61..=100 => 11,
        101..=200 => 12,
        201..=500 => 13,
        501..=1500 => 14,
        _ => 15,
    }
}

/// Length in five steps.
pub(super) fn coarse(facts: &Facts) -> u64 {
    match facts.words {
        0..=2 => 0,
        3..=5 => 1,
        6..=12 => 2,
        13..=27 => 3,
        _ => 4,
    }
}

/// Length, end and capitals of a paragraph in one number.
pub(super) fn shape(facts: &Facts) -> u64 {
    let end = match facts.end {
        End::Stop | End::Ellipsis => 1,
        End::Call => 2,
        End::Colon => 3,
        End::Open | End::Comma | End::Closing | End::Other => 0,
    };
    let capitals = u64::from(facts.lower < 3);
    let figures = u64::from(facts.digits >= 3);
    ((coarse(facts) * 4 + end) * 2 + capitals) * 2 + figures
}

/// Before, inside or after a stretch, and how far from its edge.
pub(super) fn place(index: usize, stretch: &Range<usize>) -> u64 {
    if stretch.is_empty() {
        return 63;
    }
    if index < stretch.start {
        return 16 + bucket((stretch.start - index) as u32);
    }
    if index >= stretch.end {
        return 32 + bucket((index - stretch.end) as u32);
    }
    let edge = (index - stretch.start).min(stretch.end - 1 - index);
    bucket(edge as u32).min(6)
}

/// Steps from one paragraph to another, with their direction.
pub(super) fn distance(from: usize, to: usize) -> u64 {
    let steps = bucket(from.abs_diff(to) as u32);
    if from < to { 32 + steps } else { steps }
}

/// A score as one of twenty or so.
pub(super) fn margin(score: i32) -> u64 {
    let size = u64::from((score.unsigned_abs() / 32 + 1).ilog2().min(12));
    if score < 0 { 16 + size } else { size }
}
