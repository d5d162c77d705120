//! Which words stand inside quotation marks? All mark styles, nested, over paragraphs, unclosed.
//!
//! Marks are paired within a paragraph, one pass, no look-back beyond the stack of open marks. Whose words
//! they are is left to `attributions`.

use news::{Account, Note, NoteCode, Quotation, QuotationMarks, Span};

/// Deeper nesting than this is damage, not speech.
const MAX_DEPTH: usize = 6;

/// Words that begin with an apostrophe and are no opening mark.
const ELISIONS: [&str; 12] =
    ["em", "til", "tis", "twas", "cause", "bout", "round", "n", "nuff", "cos", "im", "er"];

/// Quotations of the account zones, sorted by start, outer before inner.
pub(crate) fn find(account: &Account, notes: &mut Vec<Note>) -> Vec<Quotation> {
    let text = account.text();
    let mut found: Vec<Quotation> = Vec::new();
    // A double quotation left open by the paragraph before, which the next may go on with.
    let mut open_before: Option<usize> = None;
    for &paragraph in &account.article.paragraphs {
        let zone = account.article.zone_at(paragraph.start as usize);
        if !zone.is_some_and(|zone| zone.kind.is_account()) {
            continue;
        }
        let first = found.len();
        let scan = Scan::of(text, paragraph);
        found.extend(scan.pairs);
        for offset in scan.stray {
            notes.push(Note {
                code: NoteCode::StrayQuotationMark,
                span: Some(mark_at(text, offset)),
                message: "closing quotation mark without an opening one".into(),
            });
        }
        let continued = found.get(first).is_some_and(|q| q.span.start == paragraph.trimmed(text).start);
        if let Some(before) = open_before.take() {
            settle_open(&mut found, before, continued, text, notes);
        }
        open_before = (first..found.len()).find(|&i| !found[i].closed);
    }
    if let Some(before) = open_before {
        settle_open(&mut found, before, false, text, notes);
    }
    nest(&mut found);
    found
}

/// An unclosed quotation either goes on in the next paragraph or lacks its mark.
fn settle_open(found: &mut [Quotation], index: usize, continued: bool, text: &str, notes: &mut Vec<Note>) {
    found[index].continues = continued;
    if !continued {
        notes.push(Note {
            code: NoteCode::UnclosedQuotation,
            span: Some(mark_at(text, found[index].span.start as usize)),
            message: "quotation without a closing mark; read to the end of its paragraph".into(),
        });
    }
}

/// Sorts and fills `within`.
fn nest(found: &mut [Quotation]) {
    found.sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
    let mut open: Vec<usize> = Vec::new();
    for index in 0..found.len() {
        let span = found[index].span;
        while open.last().is_some_and(|&outer| !found[outer].span.contains(span)) {
            open.pop();
        }
        found[index].within = open.last().map(|&outer| outer as u32);
        open.push(index);
    }
}

/// The one character at an offset.
fn mark_at(text: &str, offset: usize) -> Span {
    let len = text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Span::new(offset, offset + len)
}

/// What a mark can do where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    /// A close only if nothing better follows (`the workers’ rights` inside single marks).
    WeakClose,
    None,
}

/// One opened mark.
struct Opened {
    marks: QuotationMarks,
    start: usize,
    inner: usize,
    weak_end: Option<(usize, usize)>,
}

/// One pass over a paragraph.
struct Scan<'t> {
    text: &'t str,
    end: usize,
    stack: Vec<Opened>,
    pairs: Vec<Quotation>,
    stray: Vec<usize>,
}

impl<'t> Scan<'t> {
    fn of(text: &'t str, paragraph: Span) -> Scan<'t> {
        let mut scan = Scan {
            text,
            end: paragraph.end as usize,
            stack: Vec::new(),
            pairs: Vec::new(),
            stray: Vec::new(),
        };
        let (mut before, mut skip) = (' ', false);
        let words = paragraph.of(text);
        let mut characters = words.char_indices().peekable();
        while let Some((index, c)) = characters.next() {
            let after = characters.peek().map_or(' ', |&(_, next)| next);
            if !std::mem::take(&mut skip) {
                let at = paragraph.start as usize + index;
                skip = scan.character(at, c, before, after);
            }
            before = c;
        }
        scan.finish();
        scan
    }

    /// Looks at one character; true if the next one belongs to it (two-character marks).
    fn character(&mut self, at: usize, c: char, before: char, after: char) -> bool {
        use QuotationMarks::*;
        let behind = || self.text[at + 2..self.end].chars().next().unwrap_or(' ');
        let (marks, side, len) = match c {
            '“' => (CurlyDouble, self.curly_open(CurlyDouble), 3),
            '„' => (CurlyDouble, Side::Open, 3),
            '”' => (self.double_that(CurlyDouble, StraightDouble), Side::Close, 3),
            '«' => (Guillemets, Side::Open, 2),
            '»' => (Guillemets, Side::Close, 2),
            // Exports of newspapers double the mark at the head of a quoted paragraph.
            '"' if after == '"'
                && before.is_whitespace()
                && behind().is_alphanumeric()
                && self.stack.is_empty() =>
            {
                (StraightDouble, Side::Open, 2)
            }
            '"' if self.closes_curly(before, after) => (CurlyDouble, Side::Close, 1),
            '"' => (StraightDouble, self.straight_double(StraightDouble, before, after), 1),
            '‘' => (CurlySingle, self.single_open(at, 3, before, after), 3),
            '’' => (CurlySingle, self.single_close(CurlySingle, before, after, at + 3), 3),
            '`' if after == '`' => (Backticks, Side::Open, 2),
            '\'' if after == '\'' && self.is_open(Backticks) => (Backticks, Side::Close, 2),
            // Of three behind words the first may close a quotation inside another.
            '\'' if after == '\'' && !(behind() == '\'' && self.is_on_top(StraightSingle)) => {
                (Apostrophes, self.straight_double(Apostrophes, before, behind()), 2)
            }
            '\'' => (StraightSingle, self.straight_single(at, before, after), 1),
            _ => return false,
        };
        match side {
            Side::Open if self.stack.len() < MAX_DEPTH => {
                self.stack.push(Opened { marks, start: at, inner: at + len, weak_end: None });
            }
            Side::Close => self.close(marks, at, at + len),
            Side::WeakClose => {
                if let Some(top) = self.stack.last_mut() {
                    top.weak_end.get_or_insert((at, at + len));
                }
            }
            Side::Open | Side::None => {}
        }
        len == 2 && c == '"' || marks == Apostrophes || marks == Backticks && side != Side::None
    }

    fn is_on_top(&self, marks: QuotationMarks) -> bool {
        self.stack.last().is_some_and(|top| top.marks == marks)
    }

    fn is_open(&self, marks: QuotationMarks) -> bool {
        self.stack.iter().any(|open| open.marks == marks)
    }

    /// Germans close with `“`.
    fn curly_open(&self, marks: QuotationMarks) -> Side {
        let low = self
            .stack
            .last()
            .is_some_and(|top| top.marks == marks && self.text[top.start..].starts_with('„'));
        if low { Side::Close } else { Side::Open }
    }

    /// `“Yes", she said`: pasted texts mix the styles. A straight mark that can only close closes a curly one
    /// if no straight one is open.
    fn closes_curly(&self, before: char, after: char) -> bool {
        let top = self.stack.last().is_some_and(|top| top.marks == QuotationMarks::CurlyDouble);
        let closes = !before.is_whitespace() && !after.is_alphanumeric() && !before.is_ascii_digit();
        top && closes && !"([{—–-/‘'“".contains(before)
    }

    /// The style that a closing mark belongs to: its own unless only the other one is open.
    fn double_that(&self, own: QuotationMarks, other: QuotationMarks) -> QuotationMarks {
        if !self.is_open(own) && self.is_open(other) { other } else { own }
    }

    /// A straight double mark opens or closes by its neighbours; where they do not tell, it toggles.
    fn straight_double(&self, marks: QuotationMarks, before: char, after: char) -> Side {
        let opens = (before.is_whitespace() || "([{—–-/‘'“".contains(before)) && !after.is_whitespace();
        let closes = !before.is_whitespace() && !after.is_alphanumeric();
        match (self.is_open(marks), opens, closes) {
            // `6'2"`, `12" pipe`: inches.
            (false, false, _) if before.is_ascii_digit() => Side::None,
            (false, ..) => Side::Open,
            // A clear opener while one is open: a quotation inside, or a lost closing mark.
            (true, true, false) if self.stack.len() == 1 && !before.is_whitespace() => Side::Open,
            (true, ..) => Side::Close,
        }
    }

    fn single_open(&self, at: usize, len: usize, before: char, after: char) -> Side {
        let room = before.is_whitespace() || "([{—–-/\"“".contains(before);
        if !room || !after.is_alphanumeric() && !"\"“…$£€[".contains(after) {
            return Side::None;
        }
        let word: String =
            self.text[at + len..].chars().take_while(|c| c.is_alphanumeric()).take(8).collect();
        let elided = ELISIONS.contains(&word.to_lowercase().as_str())
            || word.len() >= 2 && word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s');
        if elided { Side::None } else { Side::Open }
    }

    fn single_close(&self, marks: QuotationMarks, before: char, after: char, next: usize) -> Side {
        let open = self.stack.last().is_some_and(|top| top.marks == marks);
        if !open || before.is_whitespace() || after.is_alphanumeric() {
            return Side::None;
        }
        // `the workers’ rights`: a plural possessive looks just like a closing mark before a lower-case word.
        let follows = self.text[next..self.end].chars().find(|c| !c.is_whitespace());
        let possessive = before == 's' && after.is_whitespace() && follows.is_some_and(char::is_lowercase);
        if possessive { Side::WeakClose } else { Side::Close }
    }

    fn straight_single(&self, at: usize, before: char, after: char) -> Side {
        match self.single_close(QuotationMarks::StraightSingle, before, after, at + 1) {
            Side::None if !self.is_open(QuotationMarks::StraightSingle) => {
                self.single_open(at, 1, before, after)
            }
            side @ (Side::Open | Side::Close | Side::WeakClose | Side::None) => side,
        }
    }

    fn close(&mut self, marks: QuotationMarks, from: usize, to: usize) {
        let Some(depth) = self.stack.iter().rposition(|open| open.marks == marks) else {
            if !matches!(marks, QuotationMarks::CurlySingle | QuotationMarks::StraightSingle) {
                self.stray.push(from);
            }
            return;
        };
        while self.stack.len() > depth + 1 {
            self.drop_top(from);
        }
        if let Some(top) = self.stack.pop() {
            self.push(top.marks, top.start, top.inner, from, to, true);
        }
    }

    /// An inner mark that never closed: single ones end at their weak end or were apostrophes.
    fn drop_top(&mut self, outer_end: usize) {
        let Some(top) = self.stack.pop() else { return };
        match top.weak_end {
            Some((from, to)) => self.push(top.marks, top.start, top.inner, from, to, true),
            None if is_single(top.marks) => {}
            None => self.push(top.marks, top.start, top.inner, outer_end, outer_end, true),
        }
    }

    fn finish(&mut self) {
        while self.stack.len() > 1 {
            self.drop_top(self.end);
        }
        let Some(top) = self.stack.pop() else { return };
        match top.weak_end {
            Some((from, to)) => self.push(top.marks, top.start, top.inner, from, to, true),
            None if is_single(top.marks) => {}
            None => self.push(top.marks, top.start, top.inner, self.end, self.end, false),
        }
    }

    fn push(
        &mut self,
        marks: QuotationMarks,
        start: usize,
        inner: usize,
        from: usize,
        to: usize,
        closed: bool,
    ) {
        let words = Span::new(inner, from).trimmed(self.text);
        if !words.is_empty() {
            self.pairs.push(Quotation {
                span: Span::new(start, to),
                inner: words,
                marks,
                within: None,
                closed,
                continues: false,
            });
        }
    }
}

fn is_single(marks: QuotationMarks) -> bool {
    matches!(marks, QuotationMarks::CurlySingle | QuotationMarks::StraightSingle)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quotations of one paragraph as `inner` texts, nested ones indented by `>`.
    fn check(text: &str, expect: &[&str]) {
        let mut pairs = Scan::of(text, Span::new(0, text.len())).pairs;
        nest(&mut pairs);
        let shown: Vec<String> = pairs
            .iter()
            .map(|q| format!("{}{}", if q.within.is_some() { ">" } else { "" }, q.inner.of(text)))
            .collect();
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn every_style_of_marks_is_paired() {
        check("“Yes,” she said. \"No,\" he said. «Non», ``so''.", &["Yes,", "No,", "Non", "so"]);
        check("He called it a 'grave error' and ‘a shame’.", &["grave error", "a shame"]);
    }

    #[test]
    fn a_quotation_inside_a_quotation_is_nested() {
        check(
            "“They told me ‘go home’ and “never” return,” she said.",
            &["They told me ‘go home’ and “never” return,", ">go home", ">never"],
        );
        check("\"He said 'stop' twice.\"", &["He said 'stop' twice.", ">stop"]);
    }

    #[test]
    fn mixed_styles_close_each_other() {
        check("An “act of courage\" and an \"act of care.” No more.", &["act of courage", "act of care."]);
        check("“They told me \"go home\" and left.”", &["They told me \"go home\" and left.", ">go home"]);
        check("“A 12\" pipe,” she said.", &["A 12\" pipe,"]);
    }

    #[test]
    fn two_apostrophes_are_a_double_mark() {
        check("''Yes,'' she said. ''No.''", &["Yes,", "No."]);
        check(
            "''They said 'go home,''' she said, ''twice.''",
            &["They said 'go home,'", ">go home,", "twice."],
        );
        check("''We're a 'fine crew''' - he said", &["We're a 'fine crew'", ">fine crew"]);
        check("A 12'' pipe", &[]);
    }

    #[test]
    fn a_doubled_mark_opens_once() {
        check("\"\"We went home,\" she said. \"We did.\"", &["We went home,", "We did."]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("It’s the workers’ right, don't you think? Rock 'n' roll in the '90s.", &[]);
        check("‘the workers’ rights come first’, she said", &["the workers’ rights come first"]);
        check("A 12\" pipe", &[]);
    }

    #[test]
    fn an_unclosed_quotation_runs_to_the_end_of_its_paragraph() {
        let text = "“We will go on";
        let pairs = Scan::of(text, Span::new(0, text.len())).pairs;
        assert!(!pairs[0].closed);
        check(text, &["We will go on"]);
    }

    #[test]
    fn a_hundred_thousand_marks_take_linear_time() {
        let text = "\"a 'b “c ‘d ".repeat(25_000);
        let pairs = Scan::of(&text, Span::new(0, text.len())).pairs;
        assert!(!pairs.is_empty());
    }
}
