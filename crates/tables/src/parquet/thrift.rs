//! What do a page's header and a file's footer say, before anything is allocated for them?
//!
//! The compact protocol of Thrift is walked by hand as far as that takes: the `parquet` crate believes the sizes that it
//! reads, and this is where they are checked.

/// How deep structures may be nested.
const DEEPEST: usize = 32;

/// Types of the compact protocol that are told apart here.
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// A walk over bytes; `None` everywhere: they end too early, or are no Thrift.
pub(super) struct Walk<'b> {
    bytes: &'b [u8],
    pub(super) at: usize,
}

impl<'b> Walk<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Walk<'b> {
        Walk { bytes, at: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// A number in groups of seven bits, the lowest first.
    pub(super) fn unsigned(&mut self) -> Option<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A number with its sign in the lowest bit.
    pub(super) fn signed(&mut self) -> Option<i64> {
        let folded = self.unsigned()?;
        Some((folded >> 1) as i64 ^ -((folded & 1) as i64))
    }

    fn pass(&mut self, length: u64) -> Option<()> {
        let end = self.at.checked_add(usize::try_from(length).ok()?)?;
        self.at = (end <= self.bytes.len()).then_some(end)?;
        Some(())
    }

    /// Visits the fields of a structure; a visitor that returns `false` has left the field where it stands.
    fn fields(&mut self, mut visit: impl FnMut(&mut Walk<'b>, i64, u8) -> Option<bool>) -> Option<()> {
        self.nested(DEEPEST, &mut visit)
    }

    fn nested(
        &mut self,
        depth: usize,
        visit: &mut dyn FnMut(&mut Walk<'b>, i64, u8) -> Option<bool>,
    ) -> Option<()> {
        let mut field = 0i64;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            let (step, kind) = (i64::from(head >> 4), head & 0x0f);
            field = if step == 0 { self.signed()? } else { field + step };
            if !visit(self, field, kind)? {
                self.skip(kind, depth)?;
            }
        }
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            1 | 2 => Some(()),
            3 => self.pass(1),
            4..=6 => self.unsigned().map(|_| ()),
            7 => self.pass(8),
            BINARY => {
                let length = self.unsigned()?;
                self.pass(length)
            }
            LIST | 10 => {
                let (count, kind) = self.list()?;
                (0..count).try_for_each(|_| self.skip_element(kind, depth))
            }
            11 => {
                let count = self.unsigned()?;
                let kinds = if count == 0 { 0 } else { self.byte()? };
                (0..count).try_for_each(|_| {
                    self.skip_element(kinds >> 4, depth)?;
                    self.skip_element(kinds & 0x0f, depth)
                })
            }
            STRUCT => self.nested(depth, &mut |_, _, _| Some(false)),
            _ => None,
        }
    }

    /// In lists and maps truth values take a byte.
    fn skip_element(&mut self, kind: u8, depth: usize) -> Option<()> {
        if matches!(kind, 1 | 2) { self.pass(1) } else { self.skip(kind, depth) }
    }

    /// Length and kind of a list.
    fn list(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let count = if head >> 4 == 15 { self.unsigned()? } else { u64::from(head >> 4) };
        Some((count, head & 0x0f))
    }
}

/// What stands in front of a page.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageHeader {
    /// 0: data, 1: index, 2: dictionary, 3: data in the second form.
    pub(super) kind: i64,
    /// Bytes of the page, unpacked and as it stands.
    pub(super) unpacked: i64,
    pub(super) packed: i64,
    pub(super) values: i64,
    pub(super) encoding: i64,
    /// How definition levels are written (first form).
    pub(super) level_encoding: i64,
    pub(super) nulls: i64,
    pub(super) rows: i64,
    /// Bytes of definition and repetition levels (second form).
    pub(super) definitions: i64,
    pub(super) repetitions: i64,
    /// Whether the values are packed (second form).
    pub(super) is_plain: bool,
}

/// The header at the front of some bytes, and its length.
pub(super) fn page_header(bytes: &[u8]) -> Option<(PageHeader, usize)> {
    let mut header = PageHeader::default();
    let mut walk = Walk::new(bytes);
    walk.fields(|walk, field, kind| {
        match (field, kind) {
            (1, 5) => header.kind = walk.signed()?,
            (2, 5) => header.unpacked = walk.signed()?,
            (3, 5) => header.packed = walk.signed()?,
            (5 | 7, STRUCT) => walk.fields(|walk, field, kind| {
                match (field, kind) {
                    (1, 5) => header.values = walk.signed()?,
                    (2, 5) => header.encoding = walk.signed()?,
                    (3, 5) => header.level_encoding = walk.signed()?,
                    _ => return Some(false),
                }
                Some(true)
            })?,
            (8, STRUCT) => walk.fields(|walk, field, kind| {
                match (field, kind) {
                    (1, 5) => header.values = walk.signed()?,
                    (2, 5) => header.nulls = walk.signed()?,
                    (3, 5) => header.rows = walk.signed()?,
                    (4, 5) => header.encoding = walk.signed()?,
                    (5, 5) => header.definitions = walk.signed()?,
                    (6, 5) => header.repetitions = walk.signed()?,
                    // Truth values are part of the field's head.
                    (7, 1 | 2) => header.is_plain = kind == 2,
                    _ => return Some(false),
                }
                Some(true)
            })?,
            _ => return Some(false),
        }
        Some(true)
    })?;
    Some((header, walk.at))
}

/// Whether the schema of a footer is nested too deep to be walked, or is no schema.
pub(super) fn is_too_deep(footer: &[u8]) -> bool {
    let mut open: Vec<u64> = Vec::new();
    let mut is_too_deep = false;
    let mut walk = Walk::new(footer);
    let whole = walk.fields(|walk, field, kind| {
        if (field, kind) != (2, LIST) {
            return Some(false);
        }
        let (count, _) = walk.list()?;
        for _ in 0..count {
            let mut children = 0;
            walk.fields(|walk, field, kind| {
                if (field, kind) != (5, 5) {
                    return Some(false);
                }
                children = u64::try_from(walk.signed()?).ok()?;
                Some(true)
            })?;
            // What stands below an element follows it: one more has come of whatever is open.
            if let Some(left) = open.last_mut() {
                *left = left.checked_sub(1)?;
            }
            if children > 0 {
                open.push(children);
            }
            while open.last() == Some(&0) {
                open.pop();
            }
            is_too_deep |= open.len() > DEEPEST;
        }
        Some(true)
    });
    whole.is_none() || is_too_deep
}

/// How many numbers a stretch of deltas (`DELTA_BINARY_PACKED`) says it holds, and where it ends.
pub(super) fn deltas(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut walk = Walk::new(bytes);
    let (block, pieces) = (walk.unsigned()?, walk.unsigned()?);
    let count = walk.unsigned()?;
    walk.signed()?;
    let piece = block.checked_div(pieces)?;
    let mut left = count.saturating_sub(1);
    while left > 0 && piece > 0 {
        walk.signed()?;
        let widths = bytes.get(walk.at..)?.get(..usize::try_from(pieces).ok()?)?;
        walk.pass(pieces)?;
        for width in widths {
            if left > 0 {
                walk.pass(u64::from(*width).checked_mul(piece)? / 8)?;
            }
            left = left.saturating_sub(piece);
        }
    }
    Some((count, walk.at))
}
