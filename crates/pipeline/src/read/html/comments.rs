//! Where do the readers speak? Comments of an HTML page, one by one, with author, date and depth.

use super::hints::Hints;
use super::outline::Mark;
use super::zones::Page;
use crate::read::layout::Role;
use crate::read::wording::{Label, Wording};
use news::{Comment, ZoneKind};

/// Gives the blocks of comments their role, and says which comment each block belongs to.
pub(super) fn find(
    wording: &Wording,
    page: &Page<'_>,
    marks: &[Mark],
    roles: &mut [Role],
) -> (Vec<Option<usize>>, Vec<Comment>) {
    let items = items(page);
    let mut of_block: Vec<Option<usize>> = vec![None; page.blocks.len()];
    let mut comments: Vec<Comment> = Vec::new();
    // Comment of each region that is one; a reply stands inside the comment it answers.
    let mut numbers: Vec<Option<usize>> = vec![None; page.regions.len()];
    let mut last = None;
    for block in 0..page.blocks.len() {
        let region = page.blocks[block].region as usize;
        let Some(item) = items[region] else { continue };
        if page.context(block).has(Hints::COMMENT_FORM) {
            continue;
        }
        let label = wording.label(page.words(block));
        if matches!(label, Some(Label::CommentForm | Label::CommentControl)) {
            roles[block] = Role::stated(ZoneKind::CommentForm);
            continue;
        }
        let number = *numbers[item].get_or_insert_with(|| {
            let depth = ancestors(page, item).filter(|above| items[*above] == Some(*above)).count();
            comments.push(Comment { depth: depth.min(255) as u8, ..Comment::default() });
            comments.len() - 1
        });
        // What follows the replies to a comment is no part of it any more.
        let resumed = last != Some(number) && number + 1 < comments.len();
        if resumed {
            roles[block] = Role::inferred(ZoneKind::Boilerplate);
            continue;
        }
        last = Some(number);
        roles[block] = Role::stated(ZoneKind::Comment);
        of_block[block] = Some(number);
    }
    sign(page, marks, &items, &numbers, &mut comments);
    (of_block, comments)
}

/// The comment that each region belongs to, as the index of the comment's region.
fn items(page: &Page<'_>) -> Vec<Option<usize>> {
    let mut items: Vec<Option<usize>> = Vec::with_capacity(page.regions.len());
    for (index, region) in page.regions.iter().enumerate() {
        let around = if index == 0 { None } else { items[region.parent as usize] };
        let starts = region.hints.has(Hints::COMMENT) && page.context[index].has(Hints::COMMENT);
        // Markup often wraps one comment twice: a second name without words between adds no comment.
        let wrapped = around.is_some_and(|item| is_wrapper(page, item, index));
        items.push(if starts && !wrapped { Some(index) } else { around });
    }
    items
}

/// Whether nothing is said in the outer comment before the inner begins.
fn is_wrapper(page: &Page<'_>, outer: usize, inner: usize) -> bool {
    let (from, to) = (page.regions[outer].start, page.regions[inner].start);
    let first = page.blocks.partition_point(|block| block.span.start < from);
    let said = page.blocks.get(first).is_some_and(|block| block.span.start < to);
    !said
}

fn ancestors<'p>(page: &'p Page<'_>, region: usize) -> impl Iterator<Item = usize> + 'p {
    let up = move |index: &usize| (*index > 0).then(|| page.regions[*index].parent as usize);
    std::iter::successors(up(&region), up)
}

/// Puts names and dates that the markup points at.
fn sign(
    page: &Page<'_>,
    marks: &[Mark],
    items: &[Option<usize>],
    numbers: &[Option<usize>],
    comments: &mut [Comment],
) {
    for mark in marks {
        let number = items[mark.region as usize].and_then(|item| numbers[item]);
        let Some(comment) = number.and_then(|number| comments.get_mut(number)) else { continue };
        let short = mark.span.len() <= 120;
        let span = mark.span.trimmed(page.text);
        if mark.hints.has(Hints::COMMENT_AUTHOR.and(Hints::BYLINE)) && short && comment.author.is_none() {
            comment.author = Some(span);
        }
        if mark.hints.has(Hints::COMMENT_DATE.and(Hints::DATE)) && short && comment.date.is_none() {
            comment.date = Some(span);
        }
    }
}
