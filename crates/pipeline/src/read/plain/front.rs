//! What stands above the first paragraph of the report? Headline, captions, key points, byline, badge.
//!
//! A dump has no markup, so position, shape and a few words decide. A line that could be two things is marked
//! inferred; a headline that is not there is not made up.

use super::paragraphs::{Marker, Paragraph};
use crate::fold;
use crate::read::dates;
use crate::read::layout::Role;
use crate::read::shape::{
    ends_with_call, ends_with_stop, is_name, is_running_text, is_title_case, word_count,
};
use crate::read::wording::{Label, Wording};
use news::ZoneKind;

/// How many paragraphs may stand between two lines of front matter.
const REACH: usize = 3;
/// The front of a page is over by then, whatever comes.
const MAX_FRONT: usize = 60;

/// What the front matter is.
#[derive(Debug)]
pub(super) struct Front {
    /// Index of the first paragraph of the report.
    pub(super) lead: usize,
    /// Roles of the paragraphs before it.
    pub(super) roles: Vec<Role>,
    /// Index of the headline.
    pub(super) headline: Option<usize>,
}

/// The lines before the report.
pub(super) fn find(
    wording: &Wording,
    text: &str,
    paragraphs: &[Paragraph],
    labels: &[Option<Label>],
    title: Option<&str>,
) -> Front {
    let lead = lead(text, paragraphs, labels);
    let mut roles: Vec<Option<Role>> = (0..lead)
        .map(|index| stated(text, &paragraphs[index], labels[index], paragraphs.get(index + 1)))
        .collect();
    let words = |index: usize| paragraphs[index].words.of(text);
    let headline = headline(wording, &roles, &words, paragraphs, lead, title);
    if let Some((index, role)) = headline {
        roles[index] = Some(role);
    }
    let at = headline.map(|(index, _)| index);
    let roles = (0..lead).map(|index| roles[index].unwrap_or_else(|| rest(wording, words(index), index, at)));
    Front { lead, roles: roles.collect(), headline: at }
}

/// Index of the first paragraph of running text that no front matter follows.
fn lead(text: &str, paragraphs: &[Paragraph], labels: &[Option<Label>]) -> usize {
    let running = |index: &usize| {
        let plain = !matches!(
            labels[*index],
            Some(
                Label::Related
                    | Label::Boilerplate
                    | Label::Badge
                    | Label::Byline
                    | Label::Caption
                    | Label::Correction
                    | Label::Paywall
            )
        );
        plain
            && paragraphs[*index].marker == Marker::None
            && is_running_text(paragraphs[*index].words.of(text))
    };
    let end = paragraphs.len();
    let Some(first) = (0..end).find(running) else {
        return (0..end)
            .find(|index| labels[*index].is_none() && ends_with_stop(paragraphs[*index].words.of(text)))
            .unwrap_or(0);
    };
    // A standfirst may be a sentence: then byline, date or bullets still follow.
    let marks = |index: &usize| {
        let line = paragraphs[*index].words.of(text);
        first_is_short(text, &paragraphs[first])
            && (is_byline(line) || is_date_line(line) || labels[*index] == Some(Label::Badge))
    };
    let after = (first + 1..end.min(first + 1 + REACH)).rfind(marks);
    after
        .and_then(|mark| (mark + 1..end).find(running))
        .filter(|_| first > 0)
        .unwrap_or(first)
        .min(MAX_FRONT.max(first))
}

/// Whether a paragraph is short enough for a standfirst.
fn first_is_short(text: &str, paragraph: &Paragraph) -> bool {
    word_count(paragraph.words.of(text)) <= 45
}

/// What a line says of itself.
fn stated(text: &str, paragraph: &Paragraph, label: Option<Label>, next: Option<&Paragraph>) -> Option<Role> {
    let line = paragraph.words.of(text);
    match label {
        Some(Label::Badge) => return Some(Role::stated(ZoneKind::Badge)),
        Some(Label::Correction) => return Some(Role::stated(ZoneKind::Correction)),
        Some(Label::Credit) => return Some(Role::stated(ZoneKind::Credit)),
        Some(Label::Byline) => return Some(Role::stated(ZoneKind::Byline)),
        Some(Label::Caption) => return Some(Role::stated(ZoneKind::Caption)),
        Some(Label::Related | Label::Paywall) => return Some(Role::stated(ZoneKind::Related)),
        Some(Label::CommentForm | Label::Comments | Label::CommentControl | Label::Boilerplate) => {
            return Some(Role::stated(ZoneKind::Boilerplate));
        }
        None => {}
    }
    if is_byline(line) {
        return Some(Role::stated(ZoneKind::Byline));
    }
    if is_date_line(line) {
        return Some(Role::stated(ZoneKind::Dateline));
    }
    let next_is_date = next.is_some_and(|next| is_date_line(next.words.of(text)));
    if is_name(line) && next_is_date {
        return Some(Role::inferred(ZoneKind::Byline));
    }
    (paragraph.marker == Marker::Bullet).then_some(Role::stated(ZoneKind::KeyPoint))
}

/// "By Ines Duarte", "BY INES DUARTE, Harbour Post".
pub(super) fn is_byline(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let by = words.next().is_some_and(|word| matches!(word, "By" | "BY" | "by"));
    let small = |word: &&str| matches!(*word, "the" | "our" | "a" | "an");
    by && words.find(|word| !small(word)).is_some_and(|word| word.starts_with(char::is_uppercase))
        && word_count(line) <= 16
        && !ends_with_stop(line)
}

/// A line that is only a date, with or without "Published" and a time.
pub(super) fn is_date_line(line: &str) -> bool {
    line.len() <= 120
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && word_count(line) <= 14
        && !ends_with_stop(line)
        && !dates::candidates(line).is_empty()
        && {
            let long = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() >= 4;
            let other = fold::text(line);
            other.split(' ').filter(long).filter(|word| !is_stamp_word(word)).count() <= 1
        }
}

/// Words that stand in date lines.
fn is_stamp_word(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        bare,
        "published"
            | "updated"
            | "posted"
            | "last"
            | "modified"
            | "date"
            | "time"
            | "created"
            | "minutes"
            | "read"
            | "edited"
            | "first"
            | "hours"
    ) || bare.ends_with("day")
        || !dates::candidates(&format!("1 {bare} 2001")).is_empty()
}

/// The headline: by the user's title, else the first line that looks like one.
fn headline<'a>(
    wording: &Wording,
    roles: &[Option<Role>],
    words: &dyn Fn(usize) -> &'a str,
    paragraphs: &[Paragraph],
    lead: usize,
    title: Option<&str>,
) -> Option<(usize, Role)> {
    if let Some(title) = title.map(fold::text).filter(|title| !title.is_empty())
        && let Some(index) = (0..lead).find(|index| fold::text(words(*index)) == title)
    {
        return Some((index, Role::stated(ZoneKind::Headline)));
    }
    let open = |index: &usize| roles[*index].is_none() && paragraphs[*index].marker == Marker::None;
    let fits = |index: &usize| {
        let line = words(*index);
        let count = word_count(line);
        let is_caption = || !is_title_case(line) && wording.picture_score(line) >= 3;
        (3..=30).contains(&count) && line.len() <= 250 && !ends_with_stop(line) && !is_caption()
    };
    let candidates: Vec<usize> = (0..lead).filter(open).filter(fits).take(8).collect();
    // The first title in title case among the first lines; else the first line that fits.
    let titled = candidates.iter().take(3).find(|index| is_title_case(words(**index)));
    if let Some(index) = titled.or(candidates.first()) {
        let sure = is_title_case(words(*index)) || ends_with_call(words(*index)) || *index == 0;
        let role = if sure { Role::stated(ZoneKind::Headline) } else { Role::inferred(ZoneKind::Headline) };
        return Some((*index, role));
    }
    // Two words are a headline only if nothing else could be one.
    let short = |index: &usize| word_count(words(*index)) == 2 && wording.picture_score(words(*index)) < 2;
    let first = (0..lead).filter(open).find(|index| *index == 0 && short(index))?;
    Some((first, Role::inferred(ZoneKind::Headline)))
}

/// A line that says nothing of itself.
fn rest(wording: &Wording, line: &str, index: usize, headline: Option<usize>) -> Role {
    let count = word_count(line);
    let picture = wording.picture_score(line);
    let after_headline = headline.is_some_and(|headline| index > headline);
    if picture >= 3 && !is_title_case(line) || after_headline && picture >= 2 {
        return Role::inferred(ZoneKind::Caption);
    }
    let kind = match (count, after_headline) {
        // The alternative text of a picture between headline and lead: a short noun phrase.
        (2..=4, true) if !ends_with_stop(line) => ZoneKind::Caption,
        (5.., true) => ZoneKind::Subheadline,
        (0..=1, true) | (_, false) | (2..=4, true) => ZoneKind::Boilerplate,
    };
    Role::inferred(kind)
}
