//! Which cells stand side by side? A row of short cells is one line of a table, and one block.
//!
//! Old pages are laid out in tables too: a cell that holds blocks or long text stands by itself.

use super::{Gap, Outline};
use crate::read::html::tags::Tag;

/// Bytes of the cells before another one on the same line.
const MAX_LINE: usize = 200;

/// The open row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row {
    /// Blocks that had ended, and length of the text, when it began.
    blocks: usize,
    start: usize,
    /// The last cell with words behind which the line goes on.
    last: Cell,
}

/// The end of a cell.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    region: u32,
    /// Length of the text.
    end: usize,
    /// What was linked, bold, and small of the line so far.
    counts: [u32; 3],
}

impl Outline<'_> {
    /// The start or end of an element that stands on lines of its own, but for a cell on the line of its row.
    pub(super) fn part(&mut self, tag: Tag, at: usize) {
        if self.is_cell_of_line(tag) {
            if self.row.last.end < self.text.len() {
                let counts = [self.linked, self.strong, self.small];
                self.row.last = Cell { region: self.region(), end: self.text.len(), counts };
            }
            return self.owe(Gap::Cell, at);
        }
        self.end_block();
        self.owe(Gap::Block, at);
        if tag == Tag::Tr {
            self.row = Row { blocks: self.blocks.len(), start: self.text.len(), last: Cell::default() };
        }
    }

    /// Whether an element is a cell behind which the line of its row goes on.
    pub(super) fn is_cell_of_line(&self, tag: Tag) -> bool {
        let Row { blocks, start, .. } = self.row;
        tag == Tag::Td
            && self.open.any(Tag::Tr)
            && self.blocks.len() == blocks
            && self.text.len() - start <= MAX_LINE
    }

    /// Ends the block of a short cell before a long one; the region of what follows, or of the last cell if nothing does:
    /// a line stands in its last cell.
    pub(super) fn part_cells(&mut self) -> u32 {
        let Cell { region, end, counts } = self.row.last;
        if end == self.text.len() {
            return region;
        }
        if end > self.block_start && self.text.len() - end > MAX_LINE {
            self.push_block(end, region, counts);
            self.text[end] = b'\n';
            self.block_start = end + 1;
            let [linked, strong, small] = counts;
            (self.linked, self.strong, self.small) = (
                self.linked.saturating_sub(linked),
                self.strong.saturating_sub(strong),
                self.small.saturating_sub(small),
            );
        }
        self.region()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::{hints::Names, tokens};

    /// The words of each block and the elements that it stands in, innermost first.
    fn blocks(html: &str) -> Vec<(String, Vec<Tag>)> {
        let names = Names::embedded().expect("the list is sound");
        let mut outline = tokens::read(html, Outline::new(&names));
        let (text, _) = outline.finish();
        let around = |region: u32| {
            let up =
                std::iter::successors(Some(region), |region| Some(outline.regions[*region as usize].parent));
            up.take_while(|region| *region != 0).map(|region| outline.regions[region as usize].tag).collect()
        };
        outline.blocks.iter().map(|block| (block.span.of(&text).to_owned(), around(block.region))).collect()
    }

    #[test]
    fn a_line_of_cells_stands_in_its_last_cell() {
        let found = blocks("<table><tr><td>2021</td><td>Four</td></tr></table>");
        assert_eq!(found, [("2021\tFour".to_owned(), vec![Tag::Td, Tag::Tr, Tag::Table])]);
    }

    #[test]
    fn a_cell_before_one_with_blocks_stands_in_itself() {
        let found = blocks("<table><tr><td>Menu</td><td><article><p>Four</p></article></td></tr></table>");
        assert_eq!(found[0], ("Menu".to_owned(), vec![Tag::Td, Tag::Tr, Tag::Table]));
        assert_eq!(found[1].1, [Tag::P, Tag::Article, Tag::Td, Tag::Tr, Tag::Table]);
    }
}
