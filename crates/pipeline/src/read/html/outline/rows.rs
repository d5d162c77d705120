//! Which cells stand side by side? A row of short cells is one line of a table, and one block.
//!
//! Old pages are laid out in tables too: behind a cell that holds blocks or long text the line ends. A short cell right
//! before such a one still joins it.

use super::{Gap, Outline};
use crate::read::html::tags::Tag;

/// Bytes of the cells before another one on the same line.
const MAX_LINE: usize = 200;

/// Where the open row began: blocks that had ended and length of the text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row {
    blocks: usize,
    start: usize,
}

impl Outline<'_> {
    /// The start or end of an element that stands on lines of its own, but for a cell on the line of its row.
    pub(super) fn part(&mut self, tag: Tag, at: usize) {
        if self.is_cell_of_line(tag) {
            return self.owe(Gap::Cell, at);
        }
        self.end_block();
        self.owe(Gap::Block, at);
        if tag == Tag::Tr {
            self.row = Row { blocks: self.blocks.len(), start: self.text.len() };
        }
    }

    /// Whether an element is a cell behind which the line of its row goes on.
    pub(super) fn is_cell_of_line(&self, tag: Tag) -> bool {
        let Row { blocks, start } = self.row;
        tag == Tag::Td
            && self.open.any(Tag::Tr)
            && self.blocks.len() == blocks
            && self.text.len() - start <= MAX_LINE
    }
}
