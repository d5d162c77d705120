//! How do words get onto a terminal of a given width? Wrapping, indents and ink.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

/// What a stretch of text is, for its colour. Nothing is said by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    /// A section's heading.
    Heading,
    /// Ids, positions, counts.
    Strong,
    /// Reasons and explanations.
    Faint,
    /// Words that the variant lacks.
    Cut,
    /// Words that only the variant has.
    Added,
    /// Denials, contradictions, warnings.
    Alarm,
}

impl Ink {
    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        match self {
            Ink::Plain => Style::new(),
            Ink::Heading => Style::new().bold().underline(),
            Ink::Strong => Style::new().bold(),
            Ink::Faint => Style::new().dimmed(),
            Ink::Cut => colour(AnsiColor::Red),
            Ink::Added => colour(AnsiColor::Green),
            Ink::Alarm => colour(AnsiColor::Yellow).bold(),
        }
    }
}

/// Text with its ink.
pub(crate) type Piece = (Ink, String);

/// A growing report of a fixed width.
pub(crate) struct Sheet {
    text: String,
    width: usize,
    colour: bool,
}

impl Sheet {
    pub(crate) fn new(width: usize, colour: bool) -> Sheet {
        Sheet { text: String::new(), width, colour }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// One paragraph: the label stands at `indent`, the words run beside it and wrap under themselves.
    pub(crate) fn paragraph(&mut self, indent: usize, label: (Ink, &str), hang: usize, pieces: &[Piece]) {
        let mut line = Line { column: indent, is_empty: true };
        self.text.extend(std::iter::repeat_n(' ', indent));
        if !label.1.is_empty() {
            self.run(label.0, label.1, indent, &mut line);
        }
        let gap = if label.1.is_empty() { 0 } else { 1 };
        let pad = hang.saturating_sub(line.column).max(gap);
        self.text.extend(std::iter::repeat_n(' ', pad));
        line.column += pad;
        line.is_empty = line.column <= hang;
        for (ink, words) in pieces {
            self.run(*ink, words, hang, &mut line);
        }
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
    }

    /// A paragraph without a label.
    pub(crate) fn lines(&mut self, indent: usize, pieces: &[Piece]) {
        self.paragraph(indent, (Ink::Plain, ""), indent, pieces);
    }

    /// Words of one ink; spaces are where lines may break.
    fn run(&mut self, ink: Ink, words: &str, hang: usize, line: &mut Line) {
        let mut stretch = String::new();
        for word in words.split_inclusive(' ') {
            let mut rest = word;
            loop {
                let room = self.width.saturating_sub(line.column);
                if rest.trim_end().width() <= room {
                    break;
                }
                if !line.is_empty {
                    self.ink(ink, stretch.trim_end());
                    stretch.clear();
                    self.wrap(hang, line);
                    continue;
                }
                // Longer than a whole line: an address, or a text without spaces.
                let (head, tail) = rest.split_at(fitting(rest, room.max(1)));
                if tail.is_empty() {
                    break;
                }
                stretch.push_str(head);
                self.ink(ink, &stretch);
                stretch.clear();
                self.wrap(hang, line);
                rest = tail;
            }
            stretch.push_str(rest);
            line.column += rest.width();
            line.is_empty &= rest.trim().is_empty();
        }
        self.ink(ink, &stretch);
    }

    fn wrap(&mut self, hang: usize, line: &mut Line) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', hang));
        *line = Line { column: hang, is_empty: true };
    }

    fn ink(&mut self, ink: Ink, words: &str) {
        let style = ink.style();
        if self.colour && !words.is_empty() && style != Style::new() {
            self.text.push_str(&format!("{style}{words}{style:#}"));
        } else {
            self.text.push_str(words);
        }
    }
}

/// Where the pen is.
struct Line {
    column: usize,
    is_empty: bool,
}

/// Bytes of the longest front that fits into so many columns; at least one character.
fn fitting(word: &str, columns: usize) -> usize {
    let mut end = 0;
    for (at, symbol) in word.char_indices() {
        let next = at + symbol.len_utf8();
        if end > 0 && word[..next].width() > columns {
            break;
        }
        end = next;
    }
    end
}

/// The words, cut after about so many columns. The mark `[…]` is not part of any source.
pub(crate) fn clip(words: &str, columns: usize) -> String {
    if words.width() <= columns {
        return words.to_owned();
    }
    let head = &words[..fitting(words, columns.saturating_sub(4))];
    let head = head.rfind(' ').map_or(head, |space| &head[..space]);
    format!("{head} […]")
}

/// The same, keeping both ends.
pub(crate) fn clip_middle(words: &str, columns: usize) -> String {
    if words.width() <= columns {
        return words.to_owned();
    }
    let head = &words[..fitting(words, columns / 2)];
    let head = head.rfind(' ').map_or(head, |space| &head[..space]);
    let back: String = words.chars().rev().collect();
    let tail: String = back[..fitting(&back, columns / 2)].chars().rev().collect();
    let tail = tail.find(' ').map_or(tail.as_str(), |space| &tail[space..]);
    format!("{head} […]{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_under_themselves_and_stay_within_the_width() {
        let mut sheet = Sheet::new(20, false);
        let pieces = [
            (Ink::Plain, "one two three ".to_owned()),
            (Ink::Cut, "four five sixsixsixsixsixsix".to_owned()),
        ];
        sheet.paragraph(1, (Ink::Strong, "A:12"), 8, &pieces);
        assert_eq!(
            sheet.finish(),
            " A:12   one two\n        three four\n        five\n        sixsixsixsix\n        sixsix\n"
        );
    }

    #[test]
    fn wide_characters_count_twice() {
        let mut sheet = Sheet::new(10, false);
        sheet.lines(0, &[(Ink::Plain, "橋が閉鎖された".to_owned())]);
        assert_eq!(sheet.finish(), "橋が閉鎖さ\nれた\n");
    }

    #[test]
    fn colour_is_written_only_when_asked() {
        let mut sheet = Sheet::new(40, true);
        sheet.lines(0, &[(Ink::Cut, "gone".to_owned())]);
        assert!(sheet.finish().contains("\u{1b}[31mgone"));
    }

    #[test]
    fn clipping_marks_what_it_leaves_out() {
        assert_eq!(clip("a bridge too far away", 14), "a bridge […]");
        assert_eq!(clip_middle("one two three four five six", 20), "one two […] five six");
    }
}
