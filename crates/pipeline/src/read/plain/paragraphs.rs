//! Where do the paragraphs of a page dump begin and end? Lines, wrapped lines, bullets, numbers.
//!
//! Dumps come with one line to a paragraph or wrapped at a width; the lines themselves tell which. What a
//! paragraph is for is left to the other steps.

use news::{Span, Text};

/// What stands before the words of a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    None,
    Bullet,
    Number(u32),
}

/// One paragraph of a dump.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paragraph {
    /// Without white space at its edges.
    pub(super) span: Span<Text>,
    /// Without bullet or number too.
    pub(super) words: Span<Text>,
    pub(super) marker: Marker,
    /// Whether a blank line (or nothing) stands before it.
    pub(super) opens_chunk: bool,
    /// White space before its first line.
    pub(super) indent: u32,
}

/// A line without its white space.
#[derive(Debug, Clone, Copy)]
struct Line {
    span: Span<Text>,
    words: Span<Text>,
    marker: Marker,
    indent: u32,
    after_blank: bool,
    /// In characters, without indent.
    width: u32,
}

/// Lines longer than this are not the work of a wrapping program.
const MAX_WRAP: u32 = 130;
/// Lines shorter than this at most are verse or a table.
const MIN_WRAP: u32 = 40;

/// The paragraphs of a text, sorted.
pub(super) fn split(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let wrap = wrap_width(text, &lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in &lines {
        let goes_on =
            previous.is_some_and(|previous| wrap.is_some_and(|wrap| continues(text, previous, line, wrap)));
        match paragraphs.last_mut() {
            Some(last) if goes_on => {
                last.span = last.span.cover(line.span);
                last.words = last.words.cover(line.span);
            }
            Some(_) | None => paragraphs.push(Paragraph {
                span: line.span,
                words: line.words,
                marker: line.marker,
                opens_chunk: line.after_blank,
                indent: line.indent,
            }),
        }
        previous = Some(line);
    }
    paragraphs
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut after_blank) = (0, true);
    // Carriage returns alone end the lines of old files.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    for piece in text.split_inclusive([end, '\u{2028}', '\u{2029}', '\u{c}']) {
        let span = Span::new(start, start + piece.len()).trimmed(text);
        if span.is_empty() {
            after_blank = true;
        } else {
            let (marker, skip) = marker(span.of(text));
            lines.push(Line {
                span,
                words: Span::new(span.start as usize + skip, span.end as usize).trimmed(text),
                marker,
                indent: span.start - start as u32,
                after_blank,
                width: span.of(text).chars().count() as u32,
            });
            after_blank = false;
        }
        start += piece.len();
    }
    lines
}

/// Bullet or number at the start of a line, and its length.
fn marker(line: &str) -> (Marker, usize) {
    let mut rest = line.chars();
    let Some(first) = rest.next() else { return (Marker::None, 0) };
    let after = rest.as_str();
    let spaced = after.starts_with(char::is_whitespace);
    if matches!(first, '•' | '‣' | '▪' | '●' | '◦' | '■' | '►' | '▶' | '➤' | '✔' | '✓' | '·' | '⁃')
    {
        return (Marker::Bullet, first.len_utf8());
    }
    if spaced && matches!(first, '*' | '-' | '–' | '—' | '+') && !after.trim_start().starts_with(first) {
        return (Marker::Bullet, first.len_utf8());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=4).contains(&digits) {
        let tail = &line[digits..];
        let closed = tail.starts_with(['.', ')', ':']) && tail[1..].starts_with(char::is_whitespace);
        if let (true, Ok(number)) = (closed, line[..digits].parse()) {
            return (Marker::Number(number), digits + 1);
        }
    }
    (Marker::None, 0)
}

/// The width at which the text was wrapped; `None`: one line is one paragraph.
fn wrap_width(text: &str, lines: &[Line]) -> Option<u32> {
    let mut widths: Vec<u32> = lines.iter().map(|line| line.width).collect();
    widths.sort_unstable();
    // A few long lines (an address, a table) do not matter.
    let width = *widths.get(widths.len().checked_sub(1)? * 98 / 100)?;
    if !(MIN_WRAP..=MAX_WRAP).contains(&width) {
        return None;
    }
    // Of the longer lines, a good part must break off where the next word would not have fitted.
    let (mut inside, mut broken) = (0u32, 0u32);
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        if next.after_blank || next.marker != Marker::None || line.width * 10 < width * 6 {
            continue;
        }
        inside += 1;
        let ends = ['.', '!', '?', ':', '"', '”', '\'', '’', ')', '。', '।', '۔', '؟'];
        let open = !line.span.of(text).ends_with(ends);
        // Scripts without capitals do not tell by them.
        let is_inside = |c: char| c == ',' || c.is_alphabetic() && !c.is_uppercase();
        let goes_on = next.span.of(text).starts_with(is_inside);
        broken += u32::from(open && goes_on && is_full(text, line, next, width));
    }
    (broken >= 2 && broken * 5 >= inside).then_some(width)
}

/// Whether a line goes on in the next: its next word would not have fitted.
fn continues(text: &str, line: &Line, next: &Line, wrap: u32) -> bool {
    if next.after_blank || next.marker != Marker::None {
        return false;
    }
    // A hanging indent continues an item; any other change of indent starts a paragraph.
    if next.indent > line.indent + 1 && line.marker == Marker::None {
        return false;
    }
    is_full(text, line, next, wrap)
        || next.span.of(text).starts_with(char::is_lowercase) && line.width * 2 > wrap
}

/// Whether the first word of the next line would not have fitted. Scripts without spaces break anywhere.
fn is_full(text: &str, line: &Line, next: &Line, wrap: u32) -> bool {
    let words = next.span.of(text);
    let first = match words.chars().next() {
        Some(c) if is_ideograph(c) => 1,
        _ => words.split_whitespace().next().map_or(0, |word| word.chars().count() as u32),
    };
    line.width + line.indent + 1 + first > wrap
}

/// Whether a character is of a script that is written without spaces.
pub(super) fn is_ideograph(c: char) -> bool {
    ('\u{3040}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        split(text).iter().map(|paragraph| paragraph.words.of(text)).collect()
    }

    #[test]
    fn one_line_is_one_paragraph_unless_the_text_is_wrapped() {
        let text = "Ferry line to close\nThe harbour board said on Monday that the line would close in May.\n\
                    Crews were told by letter, and the board did not answer questions about their pay or their \
                    pensions, which are paid by the town.\n";
        assert_eq!(words(text).len(), 3);
    }

    #[test]
    fn wrapped_lines_are_joined_and_short_lines_end_a_paragraph() {
        let text = "The harbour board said on Monday that the line would\nclose in May and that the crews had been told by\n\
                    letter.\nA spokesman for the town declined to answer questions\nabout the pay of the crews or about what would\n\
                    become of the pier.\n\n- the first item that runs over the end of one line\n  and goes on\n- second\n";
        let found = words(text);
        assert_eq!(found.len(), 4, "{found:#?}");
        assert!(found[1].starts_with("A spokesman") && found[1].ends_with("pier."));
        assert!(found[2].starts_with("the first") && found[2].ends_with("goes on"));
    }

    #[test]
    fn markers_are_bullets_and_numbers_not_dashes_of_speech() {
        let text = "• one\n* two\n3. three\n12) four\n-- five\n2019 was six\n-7 degrees";
        let markers: Vec<Marker> = split(text).iter().map(|paragraph| paragraph.marker).collect();
        assert_eq!(
            markers,
            [
                Marker::Bullet,
                Marker::Bullet,
                Marker::Number(3),
                Marker::Number(12),
                Marker::None,
                Marker::None,
                Marker::None
            ]
        );
    }

    #[test]
    fn headings_in_a_script_without_spaces_are_no_wrapped_text() {
        let line = "港湾委員会は月曜日に渡し船の路線を五月に廃止すると発表し乗組員には書簡で知らせたと述べた";
        let cut = |number: usize| line.chars().take(27 + number * 7 % 17).collect::<String>();
        let text: Vec<String> = (0..24).map(cut).collect();
        assert_eq!(words(&text.join("\n")).len(), 24);
    }
}
