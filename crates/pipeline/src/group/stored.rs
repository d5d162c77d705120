//! How is a sketch written down, so that a later run remembers the article?
//!
//! A version, then everything in order, each number as [`super::coding`] writes it. Bytes of another version, or damaged
//! ones, are refused.

use super::coding::{Coder, Decoder, Encoder, Tree};
use super::sketch::{Sketch, Term};

/// First byte: the form that follows. Sketches of other forms are made again from the article.
const VERSION: u8 = 4;
/// No list of a sketch is longer.
const LONGEST: u32 = 4096;
/// How often a term stands in an article tells how often it may stand in the lead: so many cases are kept apart.
const CASES: usize = 7;

impl Sketch {
    /// The stored form: a version and then everything in order but wordings.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut encoder = Encoder::new(VERSION);
        let _ = coded(&mut encoder, self);
        encoder.end()
    }

    /// A sketch from its stored form; none for bytes that are not one, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        coded(&mut Decoder::new(VERSION, bytes)?, &Sketch::default())
    }
}

/// What is written, or what is read: then `sketch` is not looked at.
fn coded(coder: &mut impl Coder, sketch: &Sketch) -> Option<Sketch> {
    let (mut flag, mut byte) = (Tree::new(1), Tree::new(8));
    let mut lengths = [(); 4].map(|()| Tree::of_lengths());
    let [list, day_length, step, gap] = &mut lengths;
    let has_day = coder.small(&mut flag, u32::from(sketch.day.is_some())) == 1;
    let day = coder.number(day_length, folded(sketch.day.unwrap_or(0)));
    let day = has_day.then(|| unfolded(day));
    let mut kind = |coder: &mut _, given: &[Term]| terms(coder, list, given);
    let words = kind(coder, &sketch.words)?;
    let pairs = kind(coder, &sketch.pairs)?;
    let names = kind(coder, &sketch.names)?;
    let mut weekdays = sketch.weekdays;
    for count in &mut weekdays {
        let is_named = coder.small(&mut flag, u32::from(*count > 0)) == 1;
        *count = if is_named { coder.small(&mut byte, u32::from(*count)) as u8 } else { 0 };
    }
    let mut days = Vec::new();
    for at in 0..length(coder, list, sketch.days.len())? {
        let (on, count) = sketch.days.get(at).copied().unwrap_or_default();
        // Days that are spoken of are near the day of publication.
        let from = coder.number(gap, folded(on.wrapping_sub(day.unwrap_or(0))));
        days.push((
            unfolded(from).wrapping_add(day.unwrap_or(0)),
            coder.small(&mut byte, u32::from(count)) as u8,
        ));
    }
    let mut prints: Vec<u32> = Vec::new();
    for at in 0..length(coder, list, sketch.prints.len())? {
        let print = sketch.prints.get(at).copied().unwrap_or_default();
        prints.push(ascending(coder, step, prints.last().copied(), print)?);
    }
    Some(Sketch { day, words, pairs, names, weekdays, days, prints, ..Sketch::default() })
}

/// The terms of one kind.
fn terms(coder: &mut impl Coder, list: &mut Tree, given: &[Term]) -> Option<Vec<Term>> {
    let (mut step, mut telling, mut often) = (Tree::of_lengths(), Tree::new(8), Tree::new(5));
    let mut lead = [(); CASES].map(|()| Tree::new(3));
    let mut terms: Vec<Term> = Vec::new();
    for at in 0..length(coder, list, given.len())? {
        let term = given.get(at).copied().unwrap_or_default();
        let key = ascending(coder, &mut step, terms.last().map(|term| term.key), term.key)?;
        let telling = coder.small(&mut telling, u32::from(term.telling)) as u8;
        let often = coder.small(&mut often, u32::from(term.often)) as u8;
        let lead = &mut lead[usize::from(often).min(CASES - 1)];
        let lead = coder.small(lead, u32::from(term.lead)) as u8;
        terms.push(Term { key, telling, often, lead });
    }
    Some(terms)
}

fn length(coder: &mut impl Coder, list: &mut Tree, length: usize) -> Option<usize> {
    let length = coder.number(list, length as u32);
    (length <= LONGEST).then_some(length as usize)
}

/// A number above the one before; only the first may be 0.
fn ascending(coder: &mut impl Coder, step: &mut Tree, before: Option<u32>, number: u32) -> Option<u32> {
    let from = before.unwrap_or(0);
    let step = coder.number(step, number.wrapping_sub(from));
    from.checked_add(step).filter(|_| before.is_none() || step > 0)
}

/// Small numbers of either sign as small numbers without one (zigzag).
fn folded(number: i32) -> u32 {
    ((number << 1) ^ (number >> 31)) as u32
}

fn unfolded(folded: u32) -> i32 {
    (folded >> 1) as i32 ^ -((folded & 1) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_map, btree_set, vec};
    use proptest::prelude::*;

    fn terms() -> impl Strategy<Value = Vec<Term>> {
        btree_map(0u32..1 << 24, (any::<u8>(), 0u8..32, 0u8..8), 0..60).prop_map(|terms| {
            terms
                .into_iter()
                .map(|(key, (telling, often, lead))| Term { key, telling, often, lead })
                .collect()
        })
    }

    fn sketches() -> impl Strategy<Value = Sketch> {
        let days = vec((any::<i32>(), any::<u8>()), 0..12);
        let rest = (proptest::option::of(any::<i32>()), any::<[u8; 7]>(), days);
        (terms(), terms(), terms(), rest, btree_set(any::<u32>(), 0..40)).prop_map(
            |(words, pairs, names, (day, weekdays, days), prints)| Sketch {
                day,
                words,
                pairs,
                names,
                weekdays,
                days,
                prints: prints.into_iter().collect(),
                ..Sketch::default()
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_stored_is_what_is_read(sketch in sketches()) {
            prop_assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), Some(sketch));
        }

        #[test]
        fn garbage_is_refused_or_read_but_never_a_panic(
            bytes in vec(any::<u8>(), 0..200), sketch in sketches(), cut in 1usize..900, bit in 0usize..7200,
        ) {
            let _ = Sketch::from_bytes(&bytes);
            let mut stored = sketch.to_bytes();
            if let Some(byte) = stored.get_mut(bit / 8) {
                *byte ^= 1 << (bit % 8);
            }
            stored.truncate(cut);
            let _ = Sketch::from_bytes(&stored);
        }
    }
}
