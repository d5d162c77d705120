//! How is a sketch written down, so that a later run remembers the article?
//!
//! A version, then everything in order, in as few bytes as the numbers need. Bytes of another version, or damaged
//! ones, are refused.

use super::sketch::{Sketch, Term};

/// First byte: the form that follows. Sketches of other forms are made again from the article.
const VERSION: u8 = 3;

impl Sketch {
    /// The stored form: a version and then everything in order but wordings, in as few bytes as numbers need.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        write(&mut bytes, self.day.map_or(0, |day| folded(day) + 1));
        for terms in [&self.words, &self.pairs, &self.names] {
            write(&mut bytes, terms.len() as u64);
            let mut before = 0;
            for term in terms {
                write(&mut bytes, u64::from(term.key - before));
                bytes.extend([term.telling, term.often << 3 | term.lead]);
                before = term.key;
            }
        }
        let named = (0..7).filter(|day| self.weekdays[*day] > 0);
        bytes.push(named.fold(0, |named, day| named | 1 << day));
        bytes.extend(self.weekdays.iter().filter(|count| **count > 0));
        write(&mut bytes, self.days.len() as u64);
        for (day, count) in &self.days {
            write(&mut bytes, folded(*day));
            bytes.push(*count);
        }
        write(&mut bytes, self.prints.len() as u64);
        let mut before = 0;
        for print in &self.prints {
            write(&mut bytes, u64::from(print - before));
            before = *print;
        }
        bytes
    }

    /// A sketch from its stored form; none for bytes that are not one, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Sketch> {
        let (version, rest) = bytes.split_first()?;
        if *version != VERSION {
            return None;
        }
        let mut reader = Reader(rest);
        let day = match reader.number()? {
            0 => None,
            folded => Some(unfolded(folded - 1)?),
        };
        let [words, pairs, names] = [reader.terms()?, reader.terms()?, reader.terms()?];
        let named = reader.byte()?;
        let mut weekdays = [0; 7];
        for (at, count) in weekdays.iter_mut().enumerate() {
            if named & 1 << at != 0 {
                *count = reader.byte()?;
            }
        }
        let mut days = Vec::new();
        for _ in 0..reader.number()? {
            days.push((unfolded(reader.number()?)?, reader.byte()?));
        }
        let mut prints = Vec::new();
        let mut key = 0;
        for at in 0..reader.number()? {
            key = reader.next_key(key, at)?;
            prints.push(key);
        }
        let sketch = Sketch { day, words, pairs, names, weekdays, days, prints, ..Sketch::default() };
        reader.0.is_empty().then_some(sketch)
    }
}

/// Small numbers of either sign as small numbers without one (zigzag).
fn folded(number: i32) -> u64 {
    let number = i64::from(number);
    ((number << 1) ^ (number >> 63)).unsigned_abs()
}

fn unfolded(folded: u64) -> Option<i32> {
    let folded = i64::try_from(folded).ok()?;
    i32::try_from((folded >> 1) ^ -(folded & 1)).ok()
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow (LEB128).
fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Stored bytes that are still to be read.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// Keys ascend, each once; only the first may be 0.
    fn next_key(&mut self, before: u32, at: u64) -> Option<u32> {
        let step = u32::try_from(self.number()?).ok()?;
        before.checked_add(step).filter(|_| at == 0 || step > 0)
    }

    fn terms(&mut self) -> Option<Vec<Term>> {
        let mut terms = Vec::new();
        let mut key = 0;
        for at in 0..self.number()? {
            key = self.next_key(key, at)?;
            let (telling, packed) = (self.byte()?, self.byte()?);
            terms.push(Term { key, telling, often: packed >> 3, lead: packed & 7 });
        }
        Some(terms)
    }
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
