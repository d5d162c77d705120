//! On which line of a source does a byte stand?

/// Where the lines of a source end.
pub(super) struct Lines(Vec<u32>);

impl Lines {
    pub(super) fn new(source: &[u8]) -> Lines {
        Lines((0..).zip(source).filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).collect())
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, offset: u32) -> usize {
        self.0.partition_point(|end| *end < offset) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_from_one_and_a_break_ends_its_line() {
        let lines = Lines::new(b"ab\nc\n\nd");
        assert_eq!([0, 2, 3, 5, 6, 99].map(|offset| lines.line(offset)), [1, 1, 2, 3, 4, 4]);
    }
}
