//! What was done to the words between two forms of one quotation?
//!
//! Front, end, and every gap between shared runs are named one by one. Operations that need the sentence
//! around the quotation (scope, splice) are left to `scope` and `seams`.

use super::super::utterances::align::Run;
use super::super::utterances::words::{Mark, Word, Words};
use news::Operation;

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) operation: Operation,
    /// Whether the second form is the fuller one in this respect.
    pub(super) base_is_second: bool,
    pub(super) detail: String,
}

/// One form of a quotation, ready to be compared.
pub(super) struct Form<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a Words,
}

impl Form<'_> {
    /// The words of a range as the text prints them.
    fn show(&self, from: usize, to: usize) -> String {
        let words = &self.words.words;
        let (Some(first), Some(last)) = (words.get(from), words.get(to.saturating_sub(1))) else {
            return String::new();
        };
        if from >= to {
            return String::new();
        }
        let shown = first.span.cover(last.span).of(self.text);
        shorten(&shown.split_whitespace().collect::<Vec<_>>())
    }

    fn folded(&self, from: usize, to: usize) -> String {
        let words = self.words.words.get(from..to).unwrap_or(&[]);
        let letters = words.iter().flat_map(|word| word.span.of(self.text).chars());
        letters.filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    }
}

/// The first and last words of a long stretch.
fn shorten(words: &[&str]) -> String {
    match words {
        [head @ .., _, _, _] if head.len() > 7 => {
            format!("{} … {}", words[..5].join(" "), words[words.len() - 3..].join(" "))
        }
        _ => words.join(" "),
    }
}

/// Every change between two forms, front to end, each operation with its own base.
pub(super) fn compare(one: &Form, two: &Form, runs: &[Run]) -> Vec<Change> {
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else { return Vec::new() };
    let mut changes = Vec::new();
    let (len_one, len_two) = (one.words.words.len(), two.words.words.len());
    edge(&mut changes, Operation::CutFront, one, two, (0, first.a), (0, first.b));
    for pair in runs.windows(2) {
        let gap_one = (pair[0].a + pair[0].len, pair[1].a);
        let gap_two = (pair[0].b + pair[0].len, pair[1].b);
        middle(&mut changes, one, two, gap_one, gap_two);
    }
    edge(
        &mut changes,
        Operation::CutEnd,
        one,
        two,
        (last.a + last.len, len_one),
        (last.b + last.len, len_two),
    );
    marks(&mut changes, one, two, runs);
    case(&mut changes, one, two, runs);
    closing(&mut changes, one, two, last);
    changes
}

/// So many words in a row stand elsewhere by more than chance.
const MOVED: usize = 4;

/// Words that only one form has at its front or end. If both have some, the forms overlap: the longer
/// stretch was cut, and a single word against a single word was changed.
fn edge(
    changes: &mut Vec<Change>,
    operation: Operation,
    one: &Form,
    two: &Form,
    in_one: (usize, usize),
    in_two: (usize, usize),
) {
    let (len_one, len_two) = (in_one.1 - in_one.0, in_two.1 - in_two.0);
    if len_one == 0 && len_two == 0 {
        return;
    }
    if len_one > 0 && len_two > 0 && len_one.max(len_two) <= 2 {
        substitution(changes, one, two, in_one, in_two);
        return;
    }
    let second = len_two > len_one;
    let (form, other, mut stretch) = if second { (two, one, in_two) } else { (one, two, in_one) };
    if len_one > 0 && len_two > 0 {
        // The words beside what is shared.
        let at_front = operation == Operation::CutFront;
        let (at_one, at_two) = if at_front { (in_one.1 - 1, in_two.1 - 1) } else { (in_one.0, in_two.0) };
        if is_inflected(&one.show(at_one, at_one + 1), &two.show(at_two, at_two + 1)) {
            substitution(changes, one, two, (at_one, at_one + 1), (at_two, at_two + 1));
            // What was changed was not cut.
            stretch = if at_front { (stretch.0, stretch.1 - 1) } else { (stretch.0 + 1, stretch.1) };
        }
    }
    // Words that stand elsewhere in the other form were moved, not cut.
    let moved = stretch.1 - stretch.0 >= MOVED
        && other.folded(0, other.words.words.len()).contains(&form.folded(stretch.0, stretch.1));
    if moved {
        return;
    }
    let detail = format!("left out: “{}”", form.show(stretch.0, stretch.1));
    changes.push(Change { operation, base_is_second: second, detail });
}

/// Whether two words differ in their endings alone: "mills", "mill".
fn is_inflected(one: &str, two: &str) -> bool {
    let (one, two) = (one.to_lowercase(), two.to_lowercase());
    let (short, long) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    let ending = long.strip_prefix(short.as_str()).unwrap_or("");
    let inflects = matches!(ending, "s" | "es" | "'s" | "’s" | "'" | "’" | "d" | "ed" | "n" | "ly");
    short.chars().count() >= 4 && inflects
}

/// A gap between two shared runs.
fn middle(changes: &mut Vec<Change>, one: &Form, two: &Form, in_one: (usize, usize), in_two: (usize, usize)) {
    let (len_one, len_two) = (in_one.1 - in_one.0, in_two.1 - in_two.0);
    match (len_one, len_two) {
        (0, 0) => {}
        (_, 0) => cut_middle(changes, (one, in_one), (two, in_two), false),
        (0, _) => cut_middle(changes, (two, in_two), (one, in_one), true),
        // Much against little: the little was put in the place of a cut.
        (a, b) if a >= 4 && b * 4 <= a => cut_middle(changes, (one, in_one), (two, in_two), false),
        (a, b) if b >= 4 && a * 4 <= b => cut_middle(changes, (two, in_two), (one, in_one), true),
        _ => substitution(changes, one, two, in_one, in_two),
    }
}

fn cut_middle(
    changes: &mut Vec<Change>,
    fuller: (&Form, (usize, usize)),
    cut: (&Form, (usize, usize)),
    base_is_second: bool,
) {
    let (form, (from, to)) = fuller;
    let words = form.words.words.get(from..to).unwrap_or(&[]);
    let shown = form.show(from, to);
    if words.iter().all(|word| word.bracketed) {
        let detail = format!("put in brackets by the outlet: “[{shown}]”");
        changes.push(Change { operation: Operation::ChangedWord, base_is_second: !base_is_second, detail });
        return;
    }
    let (other, (_, at)) = cut;
    let how = other
        .words
        .words
        .get(at)
        .map_or("unmarked", |word| if is_marked(word) { "marked" } else { "unmarked" });
    let detail = format!("left out, {how}: “{shown}”");
    changes.push(Change { operation: Operation::CutMiddle, base_is_second, detail });
}

/// Whether the reader is told that something was left out before a word.
fn is_marked(word: &Word) -> bool {
    word.before == Mark::Ellipsis || word.bracket_before || word.starts_piece
}

fn substitution(
    changes: &mut Vec<Change>,
    one: &Form,
    two: &Form,
    in_one: (usize, usize),
    in_two: (usize, usize),
) {
    let (shown_one, shown_two) = (one.show(in_one.0, in_one.1), two.show(in_two.0, in_two.1));
    // `e-mails` and `emails` differ by a mark alone.
    let operation = if one.folded(in_one.0, in_one.1) == two.folded(in_two.0, in_two.1) {
        Operation::Punctuation
    } else {
        Operation::ChangedWord
    };
    let detail = format!("“{shown_one}” against “{shown_two}”");
    changes.push(Change { operation, base_is_second: false, detail });
}

/// Marks between words that stand side by side in both forms.
fn marks(changes: &mut Vec<Change>, one: &Form, two: &Form, runs: &[Run]) {
    for run in runs {
        for step in 1..run.len {
            let (Some(word), Some(other)) =
                (one.words.words.get(run.a + step), two.words.words.get(run.b + step))
            else {
                continue;
            };
            if !differ(word, other) {
                continue;
            }
            let shown_one = one.show(run.a + step - 1, run.a + step + 1);
            let shown_two = two.show(run.b + step - 1, run.b + step + 1);
            let detail = format!("“{shown_one}” against “{shown_two}”");
            changes.push(Change { operation: Operation::Punctuation, base_is_second: false, detail });
        }
    }
}

/// A comma or full stop where a tag breaks the quotation belongs to the tag.
fn differ(word: &Word, other: &Word) -> bool {
    let (one, two) = (word.before, other.before);
    if one == two || word.bracket_before || other.bracket_before {
        return false;
    }
    let ordinary = |mark: Mark| matches!(mark, Mark::None | Mark::Comma | Mark::Stop | Mark::Semicolon);
    if (word.starts_piece && ordinary(two)) || (other.starts_piece && ordinary(one)) {
        return false;
    }
    true
}

/// `?` and `!` at the end are no ordinary marks.
fn closing(changes: &mut Vec<Change>, one: &Form, two: &Form, last: &Run) {
    let at_end = last.a + last.len == one.words.words.len() && last.b + last.len == two.words.words.len();
    let telling = |mark: Mark| matches!(mark, Mark::Exclamation | Mark::Question);
    let (mark, other) = (one.words.closing, two.words.closing);
    if at_end && mark != other && (telling(mark) || telling(other)) {
        let detail = "another mark at the end".to_owned();
        changes.push(Change { operation: Operation::Punctuation, base_is_second: false, detail });
    }
}

/// Capitals that differ in shared words.
fn case(changes: &mut Vec<Change>, one: &Form, two: &Form, runs: &[Run]) {
    for run in runs {
        for step in 0..run.len {
            let (Some(word), Some(other)) =
                (one.words.words.get(run.a + step), two.words.words.get(run.b + step))
            else {
                continue;
            };
            let (word, other) = (word.span.of(one.text), other.span.of(two.text));
            if (word == "&") != (other == "&") {
                let detail = format!("“{word}” against “{other}”");
                changes.push(Change { operation: Operation::ChangedWord, base_is_second: false, detail });
                continue;
            }
            if !same_case(word, other) {
                let detail = format!("“{word}” against “{other}”");
                changes.push(Change { operation: Operation::Case, base_is_second: false, detail });
                return;
            }
        }
    }
}

fn same_case(one: &str, two: &str) -> bool {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).collect::<Vec<char>>();
    letters(one) == letters(two)
}

#[cfg(test)]
mod tests {
    use super::super::super::utterances::{align, words};
    use super::*;
    use news::Span;

    fn changes(one: &str, two: &str) -> Vec<Change> {
        let split = |text: &str| {
            words::split(text, &[Span::new(0, text.len())], |word| ["the", "a", "and", "to"].contains(&word))
        };
        let (first, second) = (split(one), split(two));
        let runs = align::align(&first.words, &second.words);
        let forms = (Form { text: one, words: &first }, Form { text: two, words: &second });
        compare(&forms.0, &forms.1, &runs)
    }

    fn names(one: &str, two: &str) -> Vec<&'static str> {
        changes(one, two).iter().map(|change| change.operation.name()).collect()
    }

    #[test]
    fn cuts_are_named_by_their_place() {
        let full = "Friends, we close the old mill in June and sell every wheel by winter";
        assert_eq!(names(full, "we close the old mill in June"), ["cut_front", "cut_end"]);
        assert_eq!(
            names(full, "Friends, we close the old mill … and sell every wheel by winter"),
            ["cut_middle"]
        );
        assert_eq!(names(full, full), [""; 0]);
    }

    #[test]
    fn words_marks_and_capitals_are_told_apart() {
        assert_eq!(names("nobody sold the mill", "nobody bought the mill"), ["changed_word"]);
        assert_eq!(names("a mistake, with deep roots", "a mistake with deep roots"), ["punctuation"]);
        assert_eq!(names("the mills & the weirs", "the mills and the weirs"), ["changed_word"]);
        assert_eq!(
            names("we sold the old mills", "we sold the old mill and every wheel in it"),
            ["changed_word", "cut_end"]
        );
        assert_eq!(names("rusted-out mills stand", "rusted out mills stand"), ["punctuation"]);
        assert_eq!(names("we email every miller", "we e-mail every miller"), ["punctuation"]);
        assert_eq!(names("Every miller left.", "every miller left,"), ["case"]);
        assert_eq!(names("every miller left!", "every miller left,"), ["punctuation"]);
    }

    #[test]
    fn a_word_that_was_changed_was_not_cut() {
        let cut = |one, two| changes(one, two).last().map(|change| change.detail.clone()).unwrap_or_default();
        let sold = "we sold the old mills";
        assert_eq!(
            cut(sold, "we sold the old mill and every wheel in it"),
            "left out: “and every wheel in it”"
        );
        assert_eq!(names("we sold it all with", "we sold it all within a year or two"), ["cut_end"]);
    }

    #[test]
    fn both_forms_may_lack_something() {
        let changes =
            names("well we close the mill and sell wheels", "we close the mill and sell wheels now or so");
        assert_eq!(changes, ["cut_front", "cut_end"]);
    }
}
