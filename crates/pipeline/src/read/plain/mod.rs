//! Which part of a page dump is what? Text without markup, by layout and wording alone.
//!
//! Front matter up to the first paragraph of running text; the comment section from the back; the report and
//! what stands in it between. Nothing is filled in: what the text does not say stays empty.

mod comments;
mod facts;
pub(crate) mod features;
mod front;
mod learnt;
pub(crate) mod lesson;
mod middle;
pub(crate) mod model;
mod paragraphs;
mod signs;
mod steps;

use super::layout::{Layout, Part, Role, assemble};
use super::posts::{Holder, PostWords};
use super::wording::Label;
use super::{byline, dates, published};
pub(super) use facts::Lists;
use features::Scene;
use model::Dumps;
use news::{Comment, OffsetMap, Published, Span, ZoneKind};
use paragraphs::Paragraph;

/// Reads a dump. `title` is the user's word, if any.
pub(super) fn read(
    lists: &Lists<'_>,
    post_words: &PostWords,
    model: Option<&Dumps>,
    text: &str,
    map: &OffsetMap,
    title: Option<&str>,
) -> Layout {
    let wording = lists.wording;
    let paragraphs = paragraphs::split(text);
    let labels: Vec<Option<Label>> =
        paragraphs.iter().map(|paragraph| wording.label(paragraph.words.of(text))).collect();

    // Front, back, and what lies between, by rules.
    let front = front::find(wording, text, &paragraphs, &labels, title);
    let mut section = comments::find(text, &paragraphs, &labels, front.lead);
    let model = model.filter(|_| !learnt::is_clean(text, &paragraphs, section.as_ref()));
    let guesses =
        model.and_then(|model| model.guesses(&Scene::new(facts::of(lists, text, &paragraphs, &labels))));
    if let Some(guesses) = &guesses {
        section = section.and_then(|section| learnt::believed(section, &paragraphs, guesses));
    }
    let form = comments::comment_form(text, &paragraphs, &labels, front.lead);
    let starts = [section.as_ref().map(|section| section.start), form];
    let end = starts.into_iter().flatten().min().unwrap_or(paragraphs.len()).max(front.lead);
    let mut roles = front.roles.clone();
    roles.extend(middle::find(wording, text, &paragraphs, &labels, front.lead, end));
    roles.extend(back(&labels, section.as_ref(), end));
    let mut headline = front.headline;
    if let Some(guesses) = &guesses {
        headline = learnt::settle(guesses, section.as_ref(), headline, &mut roles);
    }

    // Parts to zones.
    let empty: Vec<Comment> = Vec::new();
    let comments = section.as_ref().map_or(&empty, |section| &section.comments);
    let mut parts = parts(&paragraphs, &roles, section.as_ref());
    let posts = post_words.find(text, &mut parts, |_| Holder::Page);
    let (zones, spans) = assemble(text, &parts, comments, &posts);

    let mut layout = Layout { zones, paragraphs: spans, ..Layout::default() };
    layout.headline = headline.map(|index| paragraphs[index].span);
    for ((paragraph, role), part) in paragraphs.iter().zip(&roles).zip(&parts) {
        if part.post.is_some() {
            // Whoever wrote a post did not write the article.
            continue;
        }
        if role.kind == ZoneKind::Byline {
            layout.authors.extend(byline::authors(text, map, paragraph.words));
        } else if role.kind == ZoneKind::Dateline {
            stamp(text, paragraph.span, &mut layout.published);
        }
    }
    layout
}

/// Roles of the paragraphs from `end` on: comments, their form, and what the page ends with.
fn back(labels: &[Option<Label>], section: Option<&comments::Section>, end: usize) -> Vec<Role> {
    let mut in_form = false;
    (end..labels.len())
        .map(|index| {
            if section.is_some_and(|section| (section.first..section.end).contains(&index)) {
                return Role::stated(ZoneKind::Comment);
            }
            match labels[index] {
                Some(Label::CommentForm) => in_form = true,
                Some(Label::Related) => return Role::stated(ZoneKind::Related),
                Some(Label::Boilerplate | Label::Comments) => in_form = false,
                _ => {}
            }
            if in_form { Role::stated(ZoneKind::CommentForm) } else { Role::inferred(ZoneKind::Boilerplate) }
        })
        .collect()
}

fn parts(paragraphs: &[Paragraph], roles: &[Role], section: Option<&comments::Section>) -> Vec<Part> {
    let in_section = |index: usize| {
        let section = section.filter(|section| (section.first..section.end).contains(&index))?;
        section.starts.partition_point(|start| *start <= index).checked_sub(1)
    };
    paragraphs
        .iter()
        .zip(roles)
        .enumerate()
        .map(|(index, (paragraph, role))| Part {
            // The number of a comment is part of it, the bullet of a key point is not.
            span: if role.kind == ZoneKind::KeyPoint { paragraph.words } else { paragraph.span },
            role: *role,
            comment: in_section(index),
            post: None,
        })
        .collect()
}

/// Takes a date line of the front matter as the day of publication.
fn stamp(text: &str, line: Span, published: &mut Published) {
    if published.candidates.is_empty() {
        let found = dates::candidates(line.of(text));
        published::add(published, found, "the page prints this date above its text", Some(line));
    }
}
