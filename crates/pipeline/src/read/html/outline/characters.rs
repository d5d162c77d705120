//! Which characters of a page are text, and how much white space stands between them?

use super::{Gap, Outline};
use crate::read::html::tags::Tag;
use std::ops::Range;

impl Outline<'_> {
    /// Characters of the page at these bytes.
    pub(in crate::read::html) fn characters(&mut self, characters: &[u8], range: Range<usize>) {
        if self.open.any(Tag::Script) {
            return self.script(range);
        }
        if self.open.any(Tag::Title) {
            return self.title(characters, range);
        }
        if self.open.any(Tag::Skip) {
            return;
        }
        let verbatim = range.len() == characters.len();
        if !verbatim {
            let blank = characters.iter().all(|byte| is_blank(*byte));
            if blank {
                self.owe(Gap::Space, range.start)
            } else {
                self.write(characters, range)
            }
            return;
        }
        let mut at = 0;
        while at < characters.len() {
            let rest = &characters[at..];
            let blank = rest.iter().take_while(|byte| is_blank(**byte)).count();
            if blank > 0 {
                let line = self.open.any(Tag::Pre) && rest[..blank].contains(&b'\n');
                self.owe(if line { Gap::Line } else { Gap::Space }, range.start + at);
                at += blank;
                continue;
            }
            // Single spaces between words need no piece of their own.
            let mut end = at + 1;
            while let Some(byte) = characters.get(end) {
                let is_single = || characters.get(end + 1).is_some_and(|next| !is_blank(*next));
                if is_blank(*byte) && !(*byte == b' ' && is_single()) {
                    break;
                }
                end += 1;
            }
            self.write(&characters[at..end], range.start + at..range.start + end);
            at = end;
        }
    }

    /// Notes that white space is due before the next character.
    pub(super) fn owe(&mut self, gap: Gap, at: usize) {
        if gap > self.gap {
            self.gap = gap;
            self.gap_at = at;
        }
    }

    pub(super) fn write(&mut self, characters: &[u8], range: Range<usize>) {
        if self.text.is_empty() {
            self.gap = Gap::None;
        }
        let at = self.gap_at.min(range.start);
        match std::mem::take(&mut self.gap) {
            Gap::None => {}
            Gap::Space => {
                let seen = usize::from(at < range.start);
                self.text.push(b' ');
                self.map.push(1, at, seen);
            }
            Gap::Cell => {
                self.text.push(b'\t');
                self.map.push(1, at, 0);
            }
            Gap::Line => {
                self.text.push(b'\n');
                self.map.push(1, at, 0);
            }
            Gap::Block => {
                self.text.extend_from_slice(b"\n\n");
                self.map.push(2, at, 0);
                self.block_start = self.text.len();
            }
        }
        self.after_break = false;
        self.text.extend_from_slice(characters);
        self.map.push(characters.len(), range.start, range.len());
        if self.open.any(Tag::Link) {
            self.linked = self.linked.saturating_add(characters.len() as u32);
        }
        if self.open.any(Tag::Strong) {
            self.strong = self.strong.saturating_add(characters.len() as u32);
        }
        if self.open.any(Tag::Small) {
            self.small = self.small.saturating_add(characters.len() as u32);
        }
    }

    pub(super) fn script(&mut self, range: Range<usize>) {
        if let Some(last) = self.json.last_mut().filter(|last| goes_on(last, &range)) {
            last.end = range.end;
        }
    }

    pub(super) fn title(&mut self, characters: &[u8], range: Range<usize>) {
        if self.title.is_empty() {
            self.title_range = range.clone();
        } else if !goes_on(&self.title_range, &range) {
            // Drawings have titles too.
            return;
        }
        if self.title.len() < 2000 {
            self.title.push_str(&String::from_utf8_lossy(characters));
            self.title_range.end = range.end;
        }
    }
}

/// Whether characters stand right behind others: of a line end of two characters only the first is told.
fn goes_on(before: &Range<usize>, range: &Range<usize>) -> bool {
    matches!(range.start.checked_sub(before.end), Some(0 | 1))
}

pub(super) fn is_blank(byte: u8) -> bool {
    byte <= b' ' && matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | 0)
}
