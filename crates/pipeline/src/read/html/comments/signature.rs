//! Who wrote a comment, and when? What the markup points at and the line over the comment, without the words around.
//!
//! The words ("says", "schrieb am", "Comment by") are in `lexicons/comment-wording.txt`. What they sign is left to
//! `items`.

use crate::kit::KitError;
use crate::lexicon;
use news::Span;

/// Longest name or head of a comment that is looked at, in bytes.
const MAX_HEAD: usize = 160;
/// Longest name, in words.
const MAX_NAME: usize = 8;
/// Longest date, in bytes.
const MAX_DATE: usize = 60;

/// The words that stand around names and dates of comments, folded to lower case.
#[derive(Debug, Default)]
pub(in crate::read) struct Signing {
    /// Before the name: "Comment by".
    before: Vec<&'static str>,
    /// After it: "says".
    after: Vec<&'static str>,
    /// Before a date: "on", "at".
    joins: Vec<&'static str>,
    months: Vec<&'static str>,
    /// Dates without a number: "yesterday".
    days: Vec<&'static str>,
    /// What is counted in "2 hours ago".
    units: Vec<&'static str>,
    /// Labels beside a name: "Author", "Guest".
    labels: Vec<&'static str>,
}

/// What may sign a comment.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// What the markup calls the author of a comment, the innermost first.
    pub(super) authors: Vec<Span>,
    /// What it calls an author of any kind.
    pub(super) bylines: Vec<Span>,
    pub(super) dates: Vec<Span>,
    /// The first two blocks of the comment.
    pub(super) blocks: [Option<Span>; 2],
}

impl Signing {
    /// The list inside the binary.
    pub(in crate::read) fn embedded() -> Result<Signing, KitError> {
        let mut signing = Signing::default();
        let text = include_str!("../../../../../../lexicons/comment-wording.txt");
        for entry in lexicon::entries("comment-wording.txt", text) {
            let list = match entry.field(0) {
                "before" => &mut signing.before,
                "after" => &mut signing.after,
                "join" => &mut signing.joins,
                "month" => &mut signing.months,
                "day" => &mut signing.days,
                "unit" => &mut signing.units,
                "label" => &mut signing.labels,
                _ => return Err(entry.error("unknown kind")),
            };
            list.push(entry.field(1));
        }
        // The longest phrase first: "posted by" before "posted".
        signing.before.sort_by_key(|phrase| (usize::MAX - phrase.len(), *phrase));
        signing.after.sort_by_key(|phrase| (usize::MAX - phrase.len(), *phrase));
        Ok(signing)
    }

    /// Author and date of a comment.
    pub(super) fn read(&self, text: &str, head: &Head) -> (Option<Span>, Option<Span>) {
        let stated = head.authors.iter().chain(&head.bylines).find_map(|span| {
            // A date inside the element of the name ends it.
            let date = head.dates.iter().find(|date| span.contains(**date) && date.start > span.start);
            let end = date.map_or(span.end, |date| date.start) as usize;
            self.name(text, Span::new(span.start as usize, end))
        });
        let author = stated.or_else(|| self.name_in_head(text, head));
        let marked = head.dates.iter().find_map(|span| {
            let start = author.filter(|name| span.contains(*name)).map_or(span.start, |name| name.end);
            self.date(text, Span::new(start as usize, span.end as usize))
        });
        let date = marked.or_else(|| {
            head.blocks.iter().flatten().find_map(|block| {
                let start = author.filter(|name| block.contains(*name)).map_or(block.start, |name| name.end);
                let line = first_line(text, Span::new(start as usize, block.end as usize));
                self.date(text, line).filter(|date| date.end == line.end || line.len() <= MAX_DATE)
            })
        });
        (author, date)
    }

    /// The name in what is said to be one: first line, without the words around it and without a date.
    fn name(&self, text: &str, span: Span) -> Option<Span> {
        let span = first_line(text, span);
        if span.len() > MAX_HEAD {
            return None;
        }
        let words = span.of(text);
        let from = self.start_of_name(words);
        let rest = words.get(from..)?;
        let name = rest.get(..self.end_of_name(rest))?;
        let start = span.start as usize + from;
        self.bare(text, Span::new(start, start + name.len()))
    }

    /// A name without marks and labels at its edges; none if it is too long or holds no letter.
    fn bare(&self, text: &str, span: Span) -> Option<Span> {
        let is_edge = |c: char| !c.is_alphanumeric() && !matches!(c, ')' | '.' | '!' | '?' | '*' | '♥' | ']');
        let words = span.of(text);
        let front =
            words.len() - words.trim_start_matches(|c: char| is_edge(c) && c != '@' && c != '[').len();
        let mut name = words[front..].trim_end_matches(is_edge);
        for label in &self.labels {
            let cut = name.len().saturating_sub(label.len());
            let tail = name.get(cut..).filter(|tail| tail.to_lowercase() == **label);
            if tail.is_some() && name[..cut].ends_with([' ', '(', '[', '\n']) {
                name = name[..cut].trim_end_matches(|c: char| is_edge(c) || c == '[');
            }
        }
        let fits = name.chars().any(char::is_alphanumeric) && name.split_whitespace().count() <= MAX_NAME;
        let start = span.start as usize + front;
        fits.then(|| Span::new(start, start + name.len()))
    }

    /// Where the name begins: after "Comment by", or after a number that counts the comments.
    fn start_of_name(&self, line: &str) -> usize {
        let skipped = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
        let counted = skipped.trim_start_matches(|c: char| c.is_ascii_digit());
        let counted = match counted.strip_prefix(['.', ')', ':']).unwrap_or(counted).strip_prefix([' ', '\n'])
        {
            Some(rest) if counted.len() < skipped.len() && self.month(rest).is_none() => rest.trim_start(),
            Some(_) | None => skipped,
        };
        let phrase =
            self.before.iter().find(|phrase| opens_with(counted, phrase)).map_or(0, |phrase| phrase.len());
        let rest = counted.get(phrase..).unwrap_or("");
        line.len() - rest.trim_start_matches([' ', ':', '\u{a0}', '\n']).len()
    }

    /// Where the name ends: before "says", before a date, before a dash or bar.
    fn end_of_name(&self, line: &str) -> usize {
        let mut ends: Vec<usize> = Vec::new();
        for phrase in &self.after {
            ends.extend(find_words(line, phrase).filter(|at| *at > 0));
        }
        ends.extend(self.date_start(line).filter(|at| *at > 0));
        ends.extend(
            [" — ", " – ", " - ", " | ", " · ", " • ", " @ ", " » ", " / "]
                .iter()
                .filter_map(|mark| line.find(mark)),
        );
        ends.extend(line.find([':', '\n']));
        ends.into_iter().min().unwrap_or(line.len())
    }

    /// The name in the line over a comment whose markup points at none.
    fn name_in_head(&self, text: &str, head: &Head) -> Option<Span> {
        let block = head.blocks[0]?;
        let line = first_line(text, block);
        let words = line.of(text);
        if line.len() > MAX_HEAD || words.is_empty() {
            return None;
        }
        let phrase = self
            .before
            .iter()
            .filter(|phrase| phrase.len() >= 6)
            .find_map(|phrase| find_words(words, phrase).next().map(|at| at + phrase.len()));
        if let Some(from) = phrase {
            return self.name(text, Span::new(line.start as usize + from, line.end as usize));
        }
        let from = self.start_of_name(words);
        let rest = words.get(from..)?;
        let end = self.end_of_name(rest);
        // A line of its own over the comment, or a name before "says" or a date.
        let own_line = head.blocks[1].is_some() && line.end == block.end;
        let is_name = rest[..end].split_whitespace().count() <= 5
            && !rest[..end].trim_end().ends_with(['.', '!', '?', ',']);
        let headed =
            end < rest.len() && (self.date_start(rest).is_some() || rest[end..].trim_start().len() <= 20);
        (is_name && (headed || own_line && end == rest.len())).then(|| self.name(text, line)).flatten()
    }

    /// The date in what is said to hold one.
    fn date(&self, text: &str, span: Span) -> Option<Span> {
        let words = span.of(text);
        let from = self.date_at(words)?;
        let rest = &words[from..];
        let line = rest.split('\n').find(|line| !line.trim().is_empty())?;
        let line = line.split(" | ").next().unwrap_or(line);
        let line = line.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let start = span.start as usize + from;
        (line.len() <= MAX_DATE).then(|| Span::new(start, start + line.len()))
    }

    /// Where a date begins, the "on" before it included.
    fn date_start(&self, line: &str) -> Option<usize> {
        let at = self.date_at(line)?;
        let before = line[..at].trim_end();
        let last = before.rsplit([' ', '\u{a0}', '\n']).next().unwrap_or("");
        let folded = last.to_lowercase();
        let joins = self.joins.contains(&folded.trim_matches(|c: char| !c.is_alphabetic()));
        Some(if joins { before.len() - last.len() } else { at })
    }

    /// Where the first word of a date stands: a month, a number that is part of a date, "yesterday".
    fn date_at(&self, line: &str) -> Option<usize> {
        let mut at = 0;
        for piece in line.split_inclusive([' ', '\n', '\u{a0}']) {
            let word = piece.trim_end_matches([' ', '\n', '\u{a0}']);
            let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            let start = at + (word.len() - bare.len());
            let rest = &line[start..];
            let digits = rest.bytes().filter(u8::is_ascii_digit).count();
            let number = bare.starts_with(|c: char| c.is_ascii_digit());
            let dated = number
                && (bare.contains(['.', '/', ':', '-']) && digits >= 3
                    || self.month(rest[bare.len().min(rest.len())..].trim_start()).is_some()
                    || rest.split([' ', '\u{a0}']).nth(1).is_some_and(|next| is_among(&self.units, next))
                    || bare.trim_end_matches(',').ends_with(['年', '日', '月']));
            if dated || is_among(&self.days, bare) || self.month(rest).is_some() && digits >= 1 {
                return Some(start);
            }
            at += piece.len();
        }
        None
    }

    fn month(&self, text: &str) -> Option<&'static str> {
        let word = text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty())?;
        if !text.starts_with(word) || word.len() < 3 {
            return None;
        }
        let word = word.to_lowercase();
        self.months.iter().find(|month| **month == word).copied()
    }
}

/// Whether the word, without marks, is in the list.
fn is_among(list: &[&'static str], word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphabetic());
    !word.is_empty() && list.contains(&word.to_lowercase().as_str())
}

/// The first line that holds a letter or digit, without white space.
fn first_line(text: &str, span: Span) -> Span {
    let mut start = span.start as usize;
    for line in span.of(text).split_inclusive('\n') {
        if line.contains(char::is_alphanumeric) {
            return Span::new(start, start + line.len()).trimmed(text);
        }
        start += line.len();
    }
    Span::new(start, start)
}

/// Whether the text opens with the phrase, in any case, as whole words.
fn opens_with(text: &str, phrase: &str) -> bool {
    let byte = |text: &str| text.bytes().next().unwrap_or(0).to_ascii_lowercase();
    if byte(text) != byte(phrase) && byte(text).is_ascii() {
        return false;
    }
    let Some(head) = text.get(..phrase.len()) else { return false };
    head.to_lowercase() == phrase && !text[phrase.len()..].starts_with(char::is_alphanumeric)
}

/// Where the phrase stands in the line as whole words.
fn find_words<'t>(line: &'t str, phrase: &'t str) -> impl Iterator<Item = usize> + 't {
    let starts = line.char_indices().map(|(at, _)| at);
    starts.filter(move |at| !line[..*at].ends_with(char::is_alphanumeric) && opens_with(&line[*at..], phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> (Option<String>, Option<String>) {
        let signing = Signing::embedded().expect("the list is sound");
        let text = format!("{line}\n\nI was there, and it rained.");
        let (first, second) = (Span::new(0, line.len()), Span::new(line.len() + 2, text.len()));
        let head = Head { blocks: [Some(first), Some(second)], ..Head::default() };
        let (author, date) = signing.read(&text, &head);
        (author.map(|span| span.of(&text).to_owned()), date.map(|span| span.of(&text).to_owned()))
    }

    fn pair(author: &str, date: &str) -> (Option<String>, Option<String>) {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        (some(author), some(date))
    }

    #[test]
    fn the_head_of_a_comment_names_author_and_date() {
        assert_eq!(names("Ines Duarte says:"), pair("Ines Duarte", ""));
        assert_eq!(names("Ines Duarte"), pair("Ines Duarte", ""));
        assert_eq!(
            names("ferryman77 March 26, 2018 at 1:09 pm"),
            pair("ferryman77", "March 26, 2018 at 1:09 pm")
        );
        assert_eq!(names("Jonas schrieb am 3. Mai 2012 um 12:40"), pair("Jonas", "3. Mai 2012 um 12:40"));
        assert_eq!(names("Comment by Ines — 17.07, 2011 @ 13:22"), pair("Ines", "17.07, 2011 @ 13:22"));
        assert_eq!(names("2 Kommentar von Jonas"), pair("Jonas", ""));
        assert_eq!(names("Lucía dijo:"), pair("Lucía", ""));
        assert_eq!(names("Bo · 2 hours ago"), pair("Bo", "2 hours ago"));
    }

    #[test]
    fn a_sentence_is_no_name() {
        assert_eq!(names("What a shame for all of us in the harbour."), pair("", ""));
        assert_eq!(names("Shame!"), pair("", ""));
    }
}
