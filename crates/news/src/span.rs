//! Where does a finding stand? Half-open byte ranges that say what they index.
//!
//! A [`Span`] is 8 bytes and typed: `Span<Raw>` indexes the bytes of a source as given, `Span<Text>` the text
//! extracted from it. [`crate::OffsetMap`] is the only bridge between the two.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// Marks a span of the source's bytes as given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Raw {}

/// Marks a span of the extracted text (UTF-8, what a reader sees).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Text {}

/// A half-open range of bytes `[start, end)` into whatever `S` names.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<S = Text> {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    indexes: PhantomData<S>,
}

impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Span<S> {}

impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl<S> Span<S> {
    /// A span from byte offsets. An inverted pair becomes the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let start = clamp(start);
        Span { start, end: clamp(end).max(start), indexes: PhantomData }
    }

    /// The same span as a `usize` range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span<S>) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies inside this span.
    pub fn contains_offset(self, offset: usize) -> bool {
        (self.start as usize) <= offset && offset < self.end as usize
    }

    /// Whether the two spans share at least one byte.
    pub fn overlaps(self, other: Span<S>) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shared bytes, if any.
    pub fn intersection(self, other: Span<S>) -> Option<Span<S>> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Span { start, end, indexes: PhantomData })
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span<S>) -> Span<S> {
        Span { start: self.start.min(other.start), end: self.end.max(other.end), indexes: PhantomData }
    }
}

impl Span<Text> {
    /// The words of the span. Out of bounds or off a character boundary gives the empty string: such a span
    /// is a bug elsewhere, and the property tests look for it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span without white space at its edges.
    pub fn trimmed(self, text: &str) -> Span<Text> {
        let words = self.of(text);
        let start = self.start as usize + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_meet_and_cover_as_half_open_ranges() {
        let (a, b): (Span, Span) = (Span::new(2, 5), Span::new(5, 9));
        assert!(!a.overlaps(b));
        assert_eq!(a.intersection(b), None);
        assert_eq!(a.cover(b), Span::new(2, 9));
        assert_eq!(std::mem::size_of::<Span>(), 8);
    }

    #[test]
    fn trimming_keeps_to_the_words() {
        let text = "  “hello”\u{a0} ";
        assert_eq!(Span::<Text>::new(0, text.len()).trimmed(text).of(text), "“hello”");
    }
}
