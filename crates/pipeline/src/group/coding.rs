//! How are small numbers written in about as few bits as they tell?
//!
//! Arithmetic coding of one yes or no after the other (Rissanen & Langdon 1979), each with a chance that learns from
//! what was written under it before. The reader learns alike, so that no table is kept. What is written is left to
//! [`super::stored`].

/// Bytes of a check at the end.
const CHECK: usize = 2;
/// Bits that say how many bits a number has.
const LENGTH: u32 = 6;
/// After so many answers a chance follows the latest.
const STEADY: u16 = 60;
/// A chance is told in 65,536ths, and never certain.
const HALF: u16 = 1 << 15;
const SURE: i32 = 128;

/// How likely a yes is.
#[derive(Debug, Clone, Copy)]
struct Chance {
    yes: u16,
    seen: u16,
}

impl Chance {
    fn learn(&mut self, bit: bool) {
        let goal = if bit { 65_536 - SURE } else { SURE };
        let step = (goal - i32::from(self.yes)) * 2 / (2 * i32::from(self.seen) + 3);
        self.yes = (i32::from(self.yes) + step).clamp(SURE, 65_536 - SURE) as u16;
        self.seen = (self.seen + 1).min(STEADY);
    }
}

/// The chances of numbers of one kind below 2^`bits`, bit by bit, the highest first.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    bits: u32,
    chances: Vec<Chance>,
}

impl Tree {
    pub(super) fn new(bits: u32) -> Tree {
        Tree { bits, chances: vec![Chance { yes: HALF, seen: 0 }; 1 << bits] }
    }

    /// For [`Coder::number`].
    pub(super) fn of_lengths() -> Tree {
        Tree::new(LENGTH)
    }
}

/// Who writes a yes or no, or reads it.
pub(super) trait Coder {
    /// Writes the bit that is given and returns it, or returns the one that is read; `yes`: its chance in 65,536ths.
    fn bit(&mut self, yes: u16, bit: bool) -> bool;

    /// A number below 2^bits of the tree: the one that is given where it is written, else the one that is read.
    fn small(&mut self, tree: &mut Tree, number: u32) -> u32 {
        let mut node = 1;
        for at in (0..tree.bits).rev() {
            let Some(chance) = tree.chances.get_mut(node) else { break };
            let bit = self.bit(chance.yes, number >> at & 1 == 1);
            chance.learn(bit);
            node = node << 1 | usize::from(bit);
        }
        (node - (1 << tree.bits)) as u32
    }

    /// Any number: how long it is tells most; the bits after the first are even odds.
    fn number(&mut self, lengths: &mut Tree, number: u32) -> u32 {
        let length = self.small(lengths, u32::BITS - number.leading_zeros()).min(u32::BITS);
        let mut found = u32::from(length > 0);
        for at in (0..length.saturating_sub(1)).rev() {
            found = found << 1 | u32::from(self.bit(HALF, number >> at & 1 == 1));
        }
        found
    }
}

/// The numbers that are still possible, both ends included: the next answer parts them.
#[derive(Debug, Clone, Copy)]
struct Range {
    low: u32,
    high: u32,
}

impl Range {
    const ALL: Range = Range { low: 0, high: u32::MAX };

    /// The last number of the part that stands for yes.
    fn middle(self, yes: u16) -> u32 {
        let part = (u64::from(self.high - self.low) * u64::from(yes)) >> 16;
        self.low + part as u32
    }

    fn take(&mut self, middle: u32, bit: bool) {
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
    }

    /// The first byte, if all numbers that are possible share it; then there is room for another.
    fn next_byte(&mut self) -> Option<u8> {
        if (self.low ^ self.high) >> 24 != 0 {
            return None;
        }
        let byte = (self.low >> 24) as u8;
        self.low <<= 8;
        self.high = self.high << 8 | 0xff;
        Some(byte)
    }
}

/// Writes.
#[derive(Debug)]
pub(super) struct Encoder {
    range: Range,
    bytes: Vec<u8>,
}

impl Encoder {
    /// `first`: a byte that is not coded.
    pub(super) fn new(first: u8) -> Encoder {
        Encoder { range: Range::ALL, bytes: vec![first] }
    }

    pub(super) fn end(mut self) -> Vec<u8> {
        // Above the lowest number, and below the highest since their first bytes differ; what is missing reads as 0.
        self.bytes.push((self.range.low >> 24) as u8 + 1);
        let check = learn::hash(&self.bytes).to_le_bytes();
        self.bytes.extend_from_slice(&check[..CHECK]);
        self.bytes
    }
}

impl Coder for Encoder {
    fn bit(&mut self, yes: u16, bit: bool) -> bool {
        self.range.take(self.range.middle(yes), bit);
        while let Some(byte) = self.range.next_byte() {
            self.bytes.push(byte);
        }
        bit
    }
}

/// Reads.
#[derive(Debug)]
pub(super) struct Decoder<'b> {
    range: Range,
    /// Within the range.
    at: u32,
    rest: &'b [u8],
}

impl<'b> Decoder<'b> {
    /// None for bytes that begin with another byte or are damaged.
    pub(super) fn new(first: u8, bytes: &'b [u8]) -> Option<Decoder<'b>> {
        let (coded, check) = bytes.split_at_checked(bytes.len().checked_sub(CHECK)?)?;
        if coded.first() != Some(&first) || learn::hash(coded).to_le_bytes()[..CHECK] != *check {
            return None;
        }
        let mut decoder = Decoder { range: Range::ALL, at: 0, rest: coded.get(1..)? };
        (0..4).for_each(|_| decoder.shift());
        Some(decoder)
    }

    fn shift(&mut self) {
        let byte = self.rest.split_off_first().copied().unwrap_or(0);
        self.at = self.at << 8 | u32::from(byte);
    }
}

impl Coder for Decoder<'_> {
    fn bit(&mut self, yes: u16, _: bool) -> bool {
        let middle = self.range.middle(yes);
        let bit = self.at <= middle;
        self.range.take(middle, bit);
        while self.range.next_byte().is_some() {
            self.shift();
        }
        bit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(coder: &mut impl Coder, numbers: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let (mut small, mut lengths) = (Tree::new(5), Tree::of_lengths());
        numbers
            .iter()
            .map(|&(one, two)| (coder.small(&mut small, one), coder.number(&mut lengths, two)))
            .collect()
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in proptest::collection::vec((0u32..32, any::<u32>()), 0..200)) {
            let mut encoder = Encoder::new(9);
            prop_assert_eq!(&all(&mut encoder, &numbers), &numbers);
            let bytes = encoder.end();
            prop_assert_eq!(&all(&mut Decoder::new(9, &bytes).unwrap(), &numbers), &numbers);
            prop_assert!(Decoder::new(8, &bytes).is_none());
        }
    }

    #[test]
    fn what_comes_again_and_again_takes_hardly_any_room() {
        let mut encoder = Encoder::new(0);
        let mut tree = Tree::new(8);
        (0..2000).for_each(|_| assert_eq!(encoder.small(&mut tree, 200), 200));
        assert!(encoder.end().len() < 50);
    }
}
