//! Which elements are one comment each, and how deep does each stand? By the nesting of what markup calls comments.
//!
//! Comment systems name the list, the item, its wrappers and its text alike, so a name alone is no comment: an
//! element inside a comment is a reply where a list of replies stands between, or where the same element comes
//! again after the outer comment has said something.

use crate::read::html::hints::Hints;
use crate::read::html::outline::Mark;
use crate::read::html::tags::Tag;
use crate::read::html::zones::Page;

/// Words after which an outer comment counts as having spoken.
const SPOKEN: usize = 6;
/// Hints of the names and dates over a comment.
const SIGNED: Hints = Hints::COMMENT_AUTHOR.and(Hints::BYLINE).and(Hints::COMMENT_DATE).and(Hints::DATE);

/// The comments of a page as regions.
pub(super) struct Items {
    /// Region of the comment that each region belongs to.
    pub(super) of_region: Vec<Option<usize>>,
    /// Whether each region lies in a comment form or among a comment's buttons.
    pub(super) is_form: Vec<bool>,
    /// How deep each comment stands, by its region.
    depth: Vec<u8>,
}

impl Items {
    /// Finds the comments of a page.
    pub(super) fn of(page: &Page<'_>, marks: &[Mark]) -> Items {
        let count = page.regions.len();
        let named: Vec<bool> = (0..count)
            .map(|index| {
                page.regions[index].hints.has(Hints::COMMENT) && page.context[index].has(Hints::COMMENT)
            })
            .collect();
        // Starts of names and dates, to tell whether a comment has begun to speak.
        let mut signs: Vec<u32> =
            marks.iter().filter(|mark| mark.hints.has(SIGNED)).map(|mark| mark.span.start).collect();
        signs.sort_unstable();
        let lists = lists(page, &signs, &named);
        let mut of_region: Vec<Option<usize>> = Vec::with_capacity(count);
        // The nearest list of replies around each region, itself included.
        let mut replies: Vec<Option<usize>> = Vec::with_capacity(count);
        for (index, region) in page.regions.iter().enumerate() {
            let parent = region.parent as usize;
            let around = if index == 0 { None } else { of_region[parent] };
            let list = if index == 0 { None } else { replies[parent] };
            let starts = named[index]
                && !lists[index]
                && around.is_none_or(|outer| {
                    list.is_some_and(|list| list > outer) || is_reply(page, &signs, outer, index)
                });
            of_region.push(if starts { Some(index) } else { around });
            replies.push(if region.hints.has(Hints::REPLIES) { Some(index) } else { list });
        }
        let is_form = forms(page, &of_region);
        let depth = depths(page, &of_region);
        Items { of_region, is_form, depth }
    }

    /// How deep the comment of this region stands.
    pub(super) fn depth(&self, item: usize) -> u8 {
        self.depth[item]
    }

    /// Whether the region is a whole comment.
    pub(super) fn is_item(&self, region: usize) -> bool {
        self.of_region[region] == Some(region)
    }
}

/// Elements named "comment" that hold a list of comments and say nothing themselves.
fn lists(page: &Page<'_>, signs: &[u32], named: &[bool]) -> Vec<bool> {
    // Nearest region around that is named a comment, and what stands directly in each.
    let mut around: Vec<Option<usize>> = Vec::with_capacity(named.len());
    let mut first: Vec<Option<usize>> = vec![None; named.len()];
    let mut alike = vec![0usize; named.len()];
    for (index, region) in page.regions.iter().enumerate() {
        let parent = region.parent as usize;
        let outer = match index {
            0 => None,
            _ if named[parent] => Some(parent),
            _ => around[parent],
        };
        around.push(outer);
        if let Some(outer) = outer.filter(|_| named[index]) {
            let first = *first[outer].get_or_insert(index);
            alike[outer] += usize::from(page.regions[first].tag == region.tag);
        }
    }
    let is_comment = |tag: Tag| matches!(tag, Tag::Li | Tag::Article);
    (0..named.len())
        .map(|index| {
            let Some(first) = first[index].filter(|_| named[index]) else { return false };
            let (outer, inner) = (page.regions[index], page.regions[first]);
            // A heading may stand over the list, but a comment is signed before its replies.
            let signed = holds_sign(signs, outer.start, inner.start);
            let single = is_comment(inner.tag) && !is_comment(outer.tag);
            outer.tag == Tag::List || !signed && outer.tag != inner.tag && (single || alike[index] >= 2)
        })
        .collect()
}

/// Whether a name or date stands between two places of the text.
fn holds_sign(signs: &[u32], from: u32, to: u32) -> bool {
    signs.get(signs.partition_point(|start| *start < from)).is_some_and(|start| *start < to)
}

/// Whether any block begins between two places of the text.
fn speaks(page: &Page<'_>, from: u32, to: u32) -> bool {
    let first = page.blocks.partition_point(|block| block.span.start < from);
    page.blocks.get(first).is_some_and(|block| block.span.start < to)
}

/// Whether an element inside a comment is another comment: the same element again, after the outer comment has
/// been signed or has said something.
fn is_reply(page: &Page<'_>, signs: &[u32], outer: usize, inner: usize) -> bool {
    let (from, to) = (page.regions[outer].start, page.regions[inner].start);
    let (above, below) = (&page.regions[outer], &page.regions[inner]);
    if below.hints.has(Hints::COMMENT_TEXT) || above.tag != below.tag {
        return false;
    }
    if below.level > 0 && above.level > 0 && below.level != above.level {
        return true;
    }
    if holds_sign(signs, from, to) {
        return true;
    }
    let first = page.blocks.partition_point(|block| block.span.start < from);
    let said = page.blocks[first..].iter().take_while(|block| block.span.start < to).take(SPOKEN);
    said.map(|block| block.span.of(page.text).split_whitespace().take(SPOKEN).count()).sum::<usize>()
        >= SPOKEN
}

/// Regions of forms and buttons. A section of comments is sometimes named after the form that it also holds.
fn forms(page: &Page<'_>, of_region: &[Option<usize>]) -> Vec<bool> {
    let mut holds = vec![false; of_region.len()];
    for index in (1..of_region.len()).rev() {
        let holds_one = holds[index] || of_region[index] == Some(index);
        holds[index] = holds_one;
        holds[page.regions[index].parent as usize] |= holds_one;
    }
    let mut is_form: Vec<bool> = Vec::with_capacity(of_region.len());
    for (index, region) in page.regions.iter().enumerate() {
        let around = index > 0 && is_form[region.parent as usize];
        is_form.push(!holds[index] && (around || region.hints.has(Hints::COMMENT_FORM)));
    }
    is_form
}

/// By the number in the comment's own name, else by the comments and lists of replies around it.
fn depths(page: &Page<'_>, of_region: &[Option<usize>]) -> Vec<u8> {
    let items = || (0..of_region.len()).filter(|index| of_region[*index] == Some(*index));
    let levels = items().map(|index| page.regions[index].level).filter(|level| *level > 0);
    let top = levels.min().unwrap_or(0);
    let mut depth = vec![0u8; of_region.len()];
    // Comments above each region, and lists of replies; two lists in one another without words between are one.
    let mut above: Vec<(u8, u8, u32)> = Vec::with_capacity(of_region.len());
    for (index, region) in page.regions.iter().enumerate() {
        let (mut comments, mut lists, mut opened) =
            if index == 0 { (0, 0, u32::MAX) } else { above[region.parent as usize] };
        if region.hints.has(Hints::REPLIES) && (opened == u32::MAX || speaks(page, opened, region.start)) {
            lists = u8::saturating_add(lists, 1);
            opened = region.start;
        }
        if of_region[index] == Some(index) {
            depth[index] = if region.level > 0 { region.level - top } else { u8::max(comments, lists) };
            comments = u8::saturating_add(comments, 1);
        }
        above.push((comments, lists, opened));
    }
    depth
}
