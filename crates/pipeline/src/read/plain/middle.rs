//! What stands between the paragraphs of the report, and after its last one?
//!
//! Captions, teasers, pull quotes, corrections; then what trails. The comment section is found before this.

use super::paragraphs::{Marker, Paragraph};
use crate::fold;
use crate::read::layout::Role;
use crate::read::shape::{ends_with_call, ends_with_stop, is_running_text, is_title_case, word_count};
use crate::read::wording::{Label, Wording};
use news::ZoneKind;
use std::collections::BTreeSet;

/// Teasers under a heading such as "Related stories", at most.
const MAX_TEASERS: usize = 8;
/// A pull quote is shorter, in bytes.
const MAX_PULL_QUOTE: usize = 320;

/// Roles of the paragraphs `lead..end`.
pub(super) fn find(
    wording: &Wording,
    text: &str,
    paragraphs: &[Paragraph],
    labels: &[Option<Label>],
    lead: usize,
    end: usize,
) -> Vec<Role> {
    let quotes = pull_quotes(text, &paragraphs[lead..end]);
    let mut roles: Vec<Role> = Vec::with_capacity(end - lead);
    let mut teasers = 0;
    for index in lead..end {
        let line = paragraphs[index].words.of(text);
        let mut role = own(wording, line, labels[index]);
        if role.kind == ZoneKind::Body && quotes.contains(&(index - lead)) {
            role = Role::inferred(ZoneKind::PullQuote);
        }
        let is_heading =
            labels[index] == Some(Label::Related) && word_count(line) <= 4 || line.ends_with(':');
        let may_be_teaser = teasers > 0 && !is_running_text(line) && !ends_with_stop(line);
        if role.kind == ZoneKind::Related {
            teasers = if is_heading { MAX_TEASERS } else { 0 };
        } else if role.kind == ZoneKind::Body && may_be_teaser {
            role = Role::inferred(ZoneKind::Related);
            teasers -= 1;
        } else {
            teasers = 0;
        }
        roles.push(role);
    }
    trail(wording, text, &paragraphs[lead..end], &mut roles);
    roles
}

/// What a paragraph says of itself.
fn own(wording: &Wording, line: &str, label: Option<Label>) -> Role {
    let long = line.len() > 80 && word_count(line) > 40;
    match label {
        Some(Label::Correction) => Role::stated(ZoneKind::Correction),
        Some(Label::Credit) if !long => Role::stated(ZoneKind::Credit),
        Some(Label::Byline) if !long => Role::stated(ZoneKind::Byline),
        Some(Label::Caption) if !long => Role::stated(ZoneKind::Caption),
        Some(Label::Related | Label::Paywall) if !long => Role::stated(ZoneKind::Related),
        Some(Label::Badge) if !is_running_text(line) => Role::stated(ZoneKind::Badge),
        Some(Label::CommentForm) if !long => Role::stated(ZoneKind::CommentForm),
        Some(Label::Boilerplate | Label::Comments | Label::CommentControl) if !long => {
            Role::stated(ZoneKind::Boilerplate)
        }
        _ if !long && !ends_with_stop(line) && !is_title_case(line) && wording.picture_score(line) >= 3 => {
            Role::inferred(ZoneKind::Caption)
        }
        _ => Role::stated(ZoneKind::Body),
    }
}

/// Short paragraphs that stand a second time inside a longer one.
fn pull_quotes(text: &str, paragraphs: &[Paragraph]) -> BTreeSet<usize> {
    let bare = |line: &str| {
        let folded = fold::text(line);
        folded.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    // Looking for each line in the whole text is bounded: a page has a handful of pull quotes.
    let candidates = paragraphs
        .iter()
        .enumerate()
        .filter(|(_, paragraph)| {
            let line = paragraph.words.of(text);
            line.len() <= MAX_PULL_QUOTE
                && word_count(line) >= 6
                && line.starts_with(['"', '“', '‘', '\'', '«'])
                && line.ends_with(['"', '”', '’', '\'', '»'])
        })
        .take(16);
    candidates
        .filter(|(index, paragraph)| {
            let wanted = bare(paragraph.words.of(text));
            paragraphs.iter().take(2000).enumerate().any(|(other, longer)| {
                other != *index
                    && longer.words.len() > paragraph.words.len() + 10
                    && longer.words.len() < 8 * MAX_PULL_QUOTE
                    && fold::text(longer.words.of(text)).contains(&wanted)
            })
        })
        .map(|(index, _)| index)
        .collect()
}

/// Lines after the last paragraph of running text: captions, teasers, tags.
fn trail(wording: &Wording, text: &str, paragraphs: &[Paragraph], roles: &mut [Role]) {
    let is_report = |paragraph: &Paragraph| {
        let line = paragraph.words.of(text);
        is_running_text(line) || ends_with_call(line) || line.ends_with(['"', '”', '’', '»'])
    };
    let Some(last) = paragraphs.iter().rposition(is_report) else { return };
    for (paragraph, role) in paragraphs.iter().zip(roles.iter_mut()).skip(last + 1) {
        if role.kind != ZoneKind::Body || paragraph.marker != Marker::None {
            continue;
        }
        let line = paragraph.words.of(text);
        let kind = match word_count(line) {
            _ if wording.picture_score(line) >= 2 => ZoneKind::Caption,
            0..=4 => ZoneKind::Boilerplate,
            _ if is_title_case(line) => ZoneKind::Related,
            _ => continue,
        };
        *role = Role::inferred(kind);
    }
}
