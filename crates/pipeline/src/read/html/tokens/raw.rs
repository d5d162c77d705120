//! Where do elements end whose content is no markup? Scripts, styles, titles.

use super::{REPLACED, Tokens, is_blank};
use memchr::{memchr, memchr2, memmem};

impl Tokens<'_, '_> {
    /// The content of the element that was just opened, if it is of this kind, and its end tag.
    pub(super) fn content(&mut self) {
        match self.name.as_slice() {
            b"script" => self.script(),
            b"title" | b"textarea" => while self.raw(true) {},
            b"style" | b"iframe" | b"xmp" | b"noembed" | b"noframes" | b"noscript" => {
                while self.raw(false) {}
            }
            b"plaintext" => self.characters(self.html.len(), REPLACED),
            _ => {}
        }
    }

    /// Characters up to the next bracket or reference, and that; `false` once the element or the page has ended.
    fn raw(&mut self, has_references: bool) -> bool {
        let rest = &self.html[self.at..];
        let stop = if has_references { memchr2(b'<', b'&', rest) } else { memchr(b'<', rest) };
        self.characters(stop.map_or(self.html.len(), |length| self.at + length), REPLACED);
        let start = self.at;
        match self.byte(start) {
            None => return false,
            Some(b'&') => {
                self.reference(REPLACED);
                return true;
            }
            Some(_) => self.last = start,
        }
        if self.byte(start + 1) != Some(b'/') {
            self.emit(b"<", start + 1);
        } else if let Some(name_end) = self.end_of(start) {
            self.at = name_end;
            self.end_of_tag(start, true);
            return false;
        } else {
            let letters = self.letters(start + 2);
            self.emit(b"</", start + 2 + letters);
            if letters > 0 {
                let html = self.html;
                self.emit(&html[start + 2..start + 2 + letters], start + 2 + letters);
            }
        }
        if !(has_references && self.byte(self.at) == Some(b'&')) && self.byte(self.at) != Some(b'<') {
            self.characters(self.html.len().min(self.at + 1), REPLACED);
        }
        true
    }

    /// Number of letters from there on.
    fn letters(&self, from: usize) -> usize {
        let rest = self.html.get(from..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
    }

    /// Where the name ends in the end tag of the open element, if that stands there.
    fn end_of(&self, start: usize) -> Option<usize> {
        let end = start + 2 + self.name.len();
        let name = self.html.get(start + 2..end)?;
        let ends = self.byte(end).is_some_and(|byte| is_blank(byte) || matches!(byte, b'/' | b'>'));
        (ends && name.eq_ignore_ascii_case(&self.name)).then_some(end)
    }

    /// A script and its end tag. Only data in JSON are asked for, and only where they stand.
    fn script(&mut self) {
        let (from, html) = (self.at, self.html);
        let end = self.end_of_script();
        let content = &html[from..end.unwrap_or(html.len())];
        self.outline.characters(content, from..from + content.len());
        (self.at, self.last) = (from + content.len(), from + content.len());
        if let Some(start) = end {
            self.at = start + 2 + self.name.len();
            self.end_of_tag(start, true);
        }
    }

    /// Where the end tag of a script stands. In what looks like a comment, `<script>` opens a script inside the
    /// script, whose end tag is not the one.
    fn end_of_script(&self) -> Option<usize> {
        let mut at = self.at;
        let mut escape = Escape::None;
        loop {
            let rest = &self.html[at..];
            let bracket = at + memchr(b'<', rest)?;
            // The comment ends before the bracket if its mark does.
            if escape != Escape::None && memmem::find(&self.html[at..bracket], b"-->").is_some() {
                escape = Escape::None;
            }
            at = bracket + 1;
            let is_end = self.byte(at) == Some(b'/');
            let named = at + usize::from(is_end);
            match escape {
                Escape::None | Escape::Comment if is_end => {
                    if self.end_of(bracket).is_some() {
                        return Some(bracket);
                    }
                }
                Escape::None if self.html[at..].starts_with(b"!--") => {
                    // `<!-->` is a whole comment: the dashes are looked at again.
                    escape = Escape::Comment;
                    at += 1;
                }
                Escape::Comment if self.is_script(named) => escape = Escape::Script,
                Escape::Script if is_end && self.is_script(named) => escape = Escape::Comment,
                Escape::None | Escape::Comment | Escape::Script => {}
            }
        }
    }

    /// Whether the name of an element stands there, and it is a script.
    fn is_script(&self, at: usize) -> bool {
        let letters = self.letters(at);
        let ends = self.byte(at + letters).is_some_and(|byte| is_blank(byte) || matches!(byte, b'/' | b'>'));
        ends && self.html[at..at + letters].eq_ignore_ascii_case(b"script")
    }
}

/// What the characters of a script stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escape {
    None,
    /// `<!--`, until `-->`.
    Comment,
    /// `<script>` in there, until `</script>`.
    Script,
}
