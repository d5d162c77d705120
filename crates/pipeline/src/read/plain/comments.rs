//! Where do the readers speak? Comment sections of page dumps, one comment at a time.
//!
//! Dumps keep no markup, so comments are told by how they are headed: a number, "Name says:", or a name with a
//! date under it; and by the form that follows them. The words of the comments play no part.

use super::paragraphs::{Marker, Paragraph};
use crate::read::dates;
use crate::read::shape::{ends_with_stop, is_running_text, word_count};
use crate::read::wording::{Label, prefix};
use news::{Comment, Span, Text};

/// The comment section of a dump.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// First paragraph of the section, its heading included.
    pub(super) start: usize,
    /// First paragraph of the first comment.
    pub(super) first: usize,
    /// One past the last paragraph of the last comment.
    pub(super) end: usize,
    /// First paragraphs of comments, ascending.
    pub(super) starts: Vec<usize>,
    pub(super) comments: Vec<Comment>,
}

/// How the comments of a page are headed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    /// "1.", "2.", …
    Number,
    /// "Name says:"
    Says,
    /// A name, then a date.
    NameAndDate,
}

/// The comment section, if there is one after the paragraph `lead`.
pub(super) fn find(
    text: &str,
    paragraphs: &[Paragraph],
    labels: &[Option<Label>],
    lead: usize,
) -> Option<Section> {
    let form = comment_form(text, paragraphs, labels, lead);
    let title = (lead + 1..paragraphs.len())
        .find(|index| labels[*index] == Some(Label::Comments) || is_count(paragraphs[*index].words.of(text)));
    let controls = labels.iter().skip(lead).filter(|label| **label == Some(Label::CommentControl)).count();
    let from = title.map_or(lead + 1, |index| index + 1);
    let mut best: Option<(Heading, Vec<usize>)> = None;
    for heading in [Heading::Number, Heading::Says, Heading::NameAndDate] {
        let starts = headed(text, paragraphs, heading, from);
        let known = title.is_some() || form.is_some_and(|form| starts.first().is_some_and(|at| *at < form));
        let enough = match heading {
            // A numbered list is common in articles: only a comment section is followed by its form.
            Heading::Number => known && !starts.is_empty(),
            Heading::Says => known && !starts.is_empty() || starts.len() >= 2,
            Heading::NameAndDate => {
                known && !starts.is_empty() || starts.len() >= 2 && controls + starts.len() >= 4
            }
        };
        if enough && best.as_ref().is_none_or(|(_, found)| starts.len() > found.len()) {
            best = Some((heading, starts));
        }
    }
    let (heading, starts) = match best {
        Some(found) => found,
        None => (Heading::Number, unheaded(paragraphs, labels, title?, form)?),
    };
    let (first, last) = (*starts.first()?, *starts.last()?);
    let end = section_end(labels, last, form);
    let comments =
        (0..starts.len()).map(|index| comment(text, paragraphs, heading, &starts, index, end)).collect();
    Some(Section { start: title.unwrap_or(first), first, end, starts, comments })
}

/// First paragraph of the comment form, where the article is over by then.
pub(super) fn comment_form(
    text: &str,
    paragraphs: &[Paragraph],
    labels: &[Option<Label>],
    lead: usize,
) -> Option<usize> {
    let form = (lead + 1..paragraphs.len()).find(|index| labels[*index] == Some(Label::CommentForm))?;
    let running = |range: std::ops::Range<usize>| {
        paragraphs[range].iter().filter(|paragraph| is_running_text(paragraph.words.of(text))).count()
    };
    // A "Join the conversation" button may stand on top of the article or between its paragraphs.
    let over = running(lead..form) * 2 >= running(form..paragraphs.len())
        || (form..paragraphs.len()).filter(|index| labels[*index] == Some(Label::CommentForm)).count() >= 2;
    over.then_some(form)
}

/// "12 Comments", "3 Responses to …", "One thought on …"
fn is_count(line: &str) -> bool {
    let opens = line.trim_start().bytes().next().unwrap_or(0).to_ascii_lowercase();
    if !opens.is_ascii_digit() && !matches!(opens, b',' | b'o' | b'n') {
        return false;
    }
    let folded = crate::fold::text(prefix(line, 80));
    let mut words = folded.split(' ');
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let counts = first.chars().all(|c| c.is_ascii_digit() || c == ',') || matches!(first, "one" | "no");
    let third = words.next();
    let noun = matches!(second.trim_end_matches(':'), "comments" | "comment" | "responses" | "replies");
    counts
        && (noun && (third.is_none() || matches!(third, Some("to" | "on" | "so" | "|")))
            || matches!((second, third), ("thoughts" | "thought" | "response", Some("on" | "to"))))
}

/// First paragraphs of the comments that are headed in one way.
fn headed(text: &str, paragraphs: &[Paragraph], heading: Heading, from: usize) -> Vec<usize> {
    let all = from.min(paragraphs.len())..paragraphs.len();
    match heading {
        Heading::Number => numbered(paragraphs, from),
        Heading::Says => all.filter(|index| says(paragraphs[*index].words.of(text))).collect(),
        Heading::NameAndDate => all.filter(|index| is_named(text, paragraphs, *index)).collect(),
    }
}

/// The last list that counts 1, 2, 3, … without a gap.
fn numbered(paragraphs: &[Paragraph], from: usize) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let mut indent = 0;
    for (index, paragraph) in paragraphs.iter().enumerate().skip(from) {
        let Marker::Number(number) = paragraph.marker else { continue };
        if number == 1 {
            starts = vec![index];
            indent = paragraph.indent;
        } else if number as usize == starts.len() + 1 && paragraph.indent.abs_diff(indent) <= 2 {
            starts.push(index);
        }
    }
    starts
}

/// "Marta K. says:", alone on its line or with a date after it.
fn says(line: &str) -> bool {
    let may_hold_verb = line.as_bytes().windows(2).any(|two| matches!(two, b" s" | b" w"));
    if line.len() > 80 || !may_hold_verb {
        return false;
    }
    [" says:", " wrote:", " said:", " says", " writes:"].iter().any(|verb| {
        let Some(at) = line.find(verb) else { return false };
        let after = line[at + verb.len()..].trim();
        let alone = if verb.ends_with(':') { after.is_empty() || is_stamp(after) } else { is_stamp(after) };
        alone && (1..=5).contains(&word_count(&line[..at]))
    })
}

/// A line that is only the date or time of a comment.
fn is_stamp(line: &str) -> bool {
    let has_digit = line.bytes().any(|byte| byte.is_ascii_digit());
    let bare = line.trim_end_matches(|c: char| c == '.' || c.is_whitespace());
    let may_be_ago =
        bare.get(bare.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case("ago"));
    if line.len() > 70 || !has_digit && !may_be_ago || word_count(line) > 10 {
        return false;
    }
    let folded = crate::fold::text(line);
    let ago = folded.trim_end_matches('.').ends_with(" ago") && (has_digit || folded.starts_with('a'));
    ago || has_digit && !ends_with_stop(line) && !dates::candidates(line).is_empty()
}

/// Comments under a title without any heading of their own: one chunk each.
fn unheaded(
    paragraphs: &[Paragraph],
    labels: &[Option<Label>],
    title: usize,
    form: Option<usize>,
) -> Option<Vec<usize>> {
    let end = form.filter(|form| *form > title)?;
    let starts: Vec<usize> =
        (title + 1..end).filter(|index| paragraphs[*index].opens_chunk && labels[*index].is_none()).collect();
    (!starts.is_empty()).then_some(starts)
}

/// One past the last paragraph of the section.
fn section_end(labels: &[Option<Label>], last: usize, form: Option<usize>) -> usize {
    let ends = |index: &usize| {
        matches!(
            labels[*index],
            Some(Label::CommentForm | Label::Boilerplate | Label::Related | Label::Comments)
        )
    };
    let stop = (last + 1..labels.len()).find(ends).unwrap_or(labels.len());
    form.filter(|form| *form > last).map_or(stop, |form| form.min(stop))
}

/// The name in "Marta K. says:".
fn before_verb(text: &str, line: Span<Text>) -> Option<Span<Text>> {
    let words = line.of(text);
    let cut = [" says", " wrote", " said", " writes"].iter().filter_map(|verb| words.find(verb)).min()?;
    Some(Span::new(line.start as usize, line.start as usize + cut))
}

/// Whether a short line has the date of a comment under it.
fn is_named(text: &str, paragraphs: &[Paragraph], index: usize) -> bool {
    let line = paragraphs[index].words.of(text);
    let next = paragraphs.get(index + 1).map(|paragraph| paragraph.words.of(text));
    line.len() <= 60
        && word_count(line) <= 5
        && !ends_with_stop(line)
        && !is_stamp(line)
        && next.is_some_and(is_stamp)
}

/// What the heading of one comment says.
fn comment(
    text: &str,
    paragraphs: &[Paragraph],
    heading: Heading,
    starts: &[usize],
    index: usize,
    end: usize,
) -> Comment {
    let at = starts[index];
    let line = paragraphs[at].words;
    let limit = starts.get(index + 1).copied().unwrap_or(end);
    let mut found = Comment::default();
    match heading {
        // "1. Marta K. says:", or a bare name after the number.
        Heading::Number if says(line.of(text)) => found.author = before_verb(text, line),
        Heading::Number if is_named(text, paragraphs, at) => found.author = Some(line),
        Heading::Number => {}
        Heading::Says => found.author = before_verb(text, line),
        Heading::NameAndDate => found.author = Some(line),
    }
    if found.author.is_some() && at + 1 < limit && is_stamp(paragraphs[at + 1].words.of(text)) {
        found.date = Some(paragraphs[at + 1].words);
    }
    let indent = paragraphs[starts[0]].indent;
    found.depth = ((paragraphs[at].indent.saturating_sub(indent)) / 2).min(255) as u8;
    found
}
