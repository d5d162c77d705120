//! Where do the readers speak? Comments of an HTML page, one by one, with author, date and depth.
//!
//! `items` says which elements are comments, `signature` who wrote them and when.

mod items;
mod signature;

use super::hints::Hints;
use super::outline::Mark;
use super::zones::Page;
use crate::read::layout::Role;
use crate::read::wording::Label;
use items::Items;
use news::{Comment, Span, ZoneKind};
pub(in crate::read) use signature::Signing;

/// Gives the blocks of comments their role, and says which comment each block belongs to.
pub(super) fn find(
    labels: &[Option<Label>],
    signing: &Signing,
    page: &Page<'_>,
    marks: &[Mark],
    roles: &mut [Role],
) -> (Vec<Option<usize>>, Vec<Comment>) {
    let items = Items::of(page, marks);
    let mut of_block: Vec<Option<usize>> = vec![None; page.blocks.len()];
    let mut comments: Vec<Comment> = Vec::new();
    let mut numbers: Vec<Option<usize>> = vec![None; page.regions.len()];
    let mut last = None;
    // Buttons since the last words of a comment: its own if it goes on after them.
    let mut buttons: Vec<usize> = Vec::new();
    for block in 0..page.blocks.len() {
        let region = page.blocks[block].region as usize;
        let Some(item) = items.of_region[region] else { continue };
        if items.is_form[region] || matches!(labels[block], Some(Label::CommentForm | Label::CommentControl))
        {
            roles[block] = Role::stated(ZoneKind::CommentForm);
            buttons.push(block);
            continue;
        }
        let number = *numbers[item].get_or_insert_with(|| {
            comments.push(Comment { depth: items.depth(item), ..Comment::default() });
            comments.len() - 1
        });
        // What follows the replies to a comment is no part of it any more.
        let resumed = last != Some(number) && number + 1 < comments.len();
        if resumed {
            roles[block] = Role::inferred(ZoneKind::Boilerplate);
            continue;
        }
        let between = buttons.drain(..).filter(|_| last == Some(number));
        for block in between.chain([block]) {
            roles[block] = Role::stated(ZoneKind::Comment);
            of_block[block] = Some(number);
        }
        last = Some(number);
    }
    sign(signing, page, marks, &items, &numbers, &of_block, &mut comments);
    (of_block, comments)
}

/// Puts the names and dates that the markup points at, or that the head of a comment gives.
fn sign(
    signing: &Signing,
    page: &Page<'_>,
    marks: &[Mark],
    items: &Items,
    numbers: &[Option<usize>],
    of_block: &[Option<usize>],
    comments: &mut [Comment],
) {
    let mut marked: Vec<Vec<Mark>> = vec![Vec::new(); comments.len()];
    for mark in marks {
        let region = mark.region as usize;
        let number = items.of_region[region].and_then(|item| numbers[item]);
        // Names of the whole comment ("byuser comment-author-ines") point at nothing in it.
        if let Some(number) = number.filter(|_| !items.is_item(region)) {
            marked[number].push(Mark { span: mark.span.trimmed(page.text), ..*mark });
        }
    }
    let mut first: Vec<[Option<Span>; 2]> = vec![[None; 2]; comments.len()];
    for (block, number) in of_block.iter().enumerate() {
        let Some(number) = number else { continue };
        if let Some(free) = first[*number].iter_mut().find(|span| span.is_none()) {
            *free = Some(page.blocks[block].span.trimmed(page.text));
        }
    }
    for (number, comment) in comments.iter_mut().enumerate() {
        let of = |hints: Hints| {
            let fits = marked[number].iter().filter(move |mark| mark.hints.has(hints));
            fits.map(|mark| mark.span).collect::<Vec<_>>()
        };
        let head = signature::Head {
            authors: of(Hints::COMMENT_AUTHOR),
            bylines: of(Hints::BYLINE),
            dates: of(Hints::COMMENT_DATE.and(Hints::DATE)),
            blocks: first[number],
        };
        (comment.author, comment.date) = signing.read(page.text, &head);
    }
}

#[cfg(test)]
mod tests {
    use crate::Kit;
    use crate::read::{Page, read};

    /// Depth, author and date of each comment of a page, and its first and last words.
    fn comments(list: &str) -> Vec<String> {
        let kit = Kit::embedded().expect("the kit is sound");
        let story =
            "<p>The harbour board said on Monday that the ferry line would close in May, and that the crews \
                     had been told by letter.</p>"
                .repeat(6);
        let html =
            format!("<html><body><article><h1>Ferry line to close</h1>{story}</article>{list}</body></html>");
        let article = read(&kit, Page { bytes: html.into_bytes(), ..Page::default() }).value;
        let zones = article.zones.iter().filter_map(|zone| Some((zone, zone.comment.as_ref()?)));
        let shown = zones.map(|(zone, comment)| {
            let of = |span: Option<news::Span>| span.map_or("?", |span| article.words(span));
            let words = article.words(zone.span).replace("\n\n", "/");
            format!("{} {} {} {words}", comment.depth, of(comment.author), of(comment.date))
        });
        shown.collect()
    }

    #[test]
    fn wrappers_are_no_comments_and_buttons_inside_do_not_part_one() {
        let list = "<section id=comments class='comment-form-below'><h3>2 thoughts</h3><ol>\
            <li class='comment byuser comment-author-bo depth-1'><article id=comment-7 class=comment><header \
            class='comment-meta comment-author vcard'><b class=fn>Bo</b> <time>9 May 2021</time></header>\
            <div class=reply><a>Reply</a></div><section class='comment-content comment'><p>Shame.</p><p>Really.</p></section>\
            </article><ol class=children><li class='comment depth-2'><article class=comment><cite>Ada</cite> says:\
            <p>Agreed.</p></article></li></ol></li></ol><form class=comment-form><p>Leave a Reply</p></form></section>";
        assert_eq!(
            comments(list),
            ["0 Bo 9 May 2021 Bo 9 May 2021/Reply/Shame./Really.", "1 Ada ? Ada says:/Agreed."]
        );
    }

    #[test]
    fn replies_beside_their_comment_are_deeper_by_their_list() {
        let list = "<div id=comments><div class=comment><h4>Bo on 9 May 2021</h4><p>Shame on the whole board.</p></div>\
            <div class=indented><div class=comment><h4>Ada on 10 May 2021</h4><p>Indeed.</p></div></div>\
            <div class=comment><h4>Cy on 11 May 2021</h4><p>About time.</p></div></div>";
        let found = comments(list);
        assert_eq!(found[0], "0 Bo 9 May 2021 Bo on 9 May 2021/Shame on the whole board.");
        assert_eq!(found[1], "1 Ada 10 May 2021 Ada on 10 May 2021/Indeed.");
        assert_eq!(found[2], "0 Cy 11 May 2021 Cy on 11 May 2021/About time.");
    }
}
