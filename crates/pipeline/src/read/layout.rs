//! How do the parts of a page become zones? The common end of reading dumps and reading HTML.
//!
//! Both give parts (paragraphs or blocks with a role, in order); here runs of body become one zone, a comment of
//! several paragraphs one, and the marks at the start of a paragraph zones of their own.

use super::marks;
use news::{Comment, Field, Note, Post, Published, Span, Text, Zone, ZoneKind};

/// What one paragraph or block is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) kind: ZoneKind,
    /// Concluded from position or shape rather than stated by markup or by the words themselves.
    pub(crate) inferred: bool,
}

impl Role {
    pub(crate) const fn stated(kind: ZoneKind) -> Role {
        Role { kind, inferred: false }
    }

    pub(crate) const fn inferred(kind: ZoneKind) -> Role {
        Role { kind, inferred: true }
    }
}

/// A paragraph or block with its role.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub(crate) span: Span<Text>,
    pub(crate) role: Role,
    /// Index of the comment that it belongs to.
    pub(crate) comment: Option<usize>,
    /// Index of the post from another site that it belongs to.
    pub(crate) post: Option<usize>,
}

/// What reading a page or a dump finds, beside its text.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) zones: Vec<Zone>,
    pub(crate) paragraphs: Vec<Span<Text>>,
    pub(crate) headline: Option<Span<Text>>,
    pub(crate) outlet: Option<Field>,
    pub(crate) authors: Vec<Field>,
    pub(crate) language: Option<Field>,
    pub(crate) canonical_url: Option<Field>,
    pub(crate) published: Published,
    pub(crate) modified: Published,
    pub(crate) title: Option<Field>,
    pub(crate) notes: Vec<Note>,
}

/// Zones and paragraphs of a list of parts. Sorted and disjoint if the parts are.
pub(crate) fn assemble(
    text: &str,
    parts: &[Part],
    comments: &[Comment],
    posts: &[Post],
) -> (Vec<Zone>, Vec<Span<Text>>) {
    let mut zones: Vec<Zone> = Vec::new();
    let mut paragraphs = Vec::new();
    let (mut open_comment, mut open_post) = (None, None);
    for part in parts.iter().filter(|part| !part.span.is_empty()) {
        let mut rest = part.span;
        if part.role.kind == ZoneKind::Body {
            for (kind, length) in opening_marks(rest.of(text)) {
                let mark = Span::new(rest.start as usize, rest.start as usize + length).trimmed(text);
                zones.push(Zone { kind, span: mark, inferred: false, comment: None, post: None });
                paragraphs.push(mark);
                rest = Span::new(rest.start as usize + length, rest.end as usize).trimmed(text);
            }
        }
        if rest.is_empty() {
            continue;
        }
        paragraphs.push(rest);
        let same_comment = part.comment.is_some() && part.comment == open_comment;
        open_comment = part.comment;
        let same_post = part.post == open_post;
        open_post = part.post;
        match zones.last_mut() {
            Some(last) if same_comment => last.span = last.span.cover(rest),
            Some(last) if last.kind == part.role.kind && same_post && runs_on(last.kind) => {
                last.span = last.span.cover(rest);
                last.inferred &= part.role.inferred;
            }
            Some(_) | None => zones.push(Zone {
                kind: part.role.kind,
                span: rest,
                inferred: part.role.inferred,
                comment: part.comment.and_then(|index| comments.get(index)).cloned(),
                post: part.post.and_then(|index| posts.get(index)).cloned(),
            }),
        }
    }
    (zones, paragraphs)
}

/// Marks at the start of a paragraph of body, in order: dateline, then credit.
fn opening_marks(paragraph: &str) -> Vec<(ZoneKind, usize)> {
    let mut marks = Vec::new();
    let mut rest = paragraph;
    if let Some(length) = marks::dateline_length(rest) {
        marks.push((ZoneKind::Dateline, length));
        rest = rest[length..].trim_start();
        let skipped = paragraph.len() - rest.len();
        if let Some(last) = marks.last_mut() {
            last.1 = skipped;
        }
    }
    if let Some(length) = marks::credit_length(rest) {
        marks.push((ZoneKind::Credit, length));
    }
    marks
}

/// Kinds of which neighbouring paragraphs make one zone.
fn runs_on(kind: ZoneKind) -> bool {
    matches!(kind, ZoneKind::Body | ZoneKind::Boilerplate | ZoneKind::CommentForm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_splits_the_body_and_its_paragraph_goes_on() {
        let text = "The line closes.\n\nHarbour Post reports: Crews vote.\n\nIt rains.";
        let body = |start, end| Part {
            span: Span::new(start, end),
            role: Role::stated(ZoneKind::Body),
            comment: None,
            post: None,
        };
        let (zones, paragraphs) = assemble(text, &[body(0, 16), body(18, 51), body(53, 62)], &[], &[]);
        let shown: Vec<(&str, &str)> =
            zones.iter().map(|zone| (zone.kind.name(), zone.span.of(text))).collect();
        assert_eq!(
            shown,
            [
                ("body", "The line closes."),
                ("credit", "Harbour Post reports:"),
                ("body", "Crews vote.\n\nIt rains.")
            ]
        );
        assert_eq!(paragraphs.len(), 4);
    }
}
