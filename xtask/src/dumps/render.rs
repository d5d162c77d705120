//! What would a tool have written for this page? HTML in, plain text out, with its place in the page.
//!
//! A naive writer on purpose: tags become white space as the style says, and nothing is known of articles. It
//! shares no code with the reader's outline, so that the reader of dumps does not learn the outline's habits.

use super::style::{Gap, Links, Style};
use html5gum::{DefaultEmitter, Span, StartTag, Token, Tokenizer};
use learn::hash;
use news::OffsetMap;

/// A page written as text.
#[derive(Debug)]
pub(crate) struct Dump {
    pub(crate) text: String,
    /// From `text` to the bytes of the page.
    pub(crate) map: OffsetMap,
}

/// The tags and words of a page, ready to be written more than once.
pub(crate) fn tokens(html: &str) -> Vec<Token<usize>> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let tokens = Tokenizer::new_with_emitter(html, emitter).map(|token| {
        let Ok(token) = token;
        token
    });
    tokens.filter(|token| matches!(token, Token::StartTag(_) | Token::EndTag(_) | Token::String(_))).collect()
}

/// Writes a page.
pub(crate) fn render(tokens: &[Token<usize>], style: &Style) -> Dump {
    let mut writer = Writer::new(style);
    for token in tokens {
        match token {
            Token::StartTag(tag) => writer.open(tag),
            Token::EndTag(tag) => writer.close(&tag.name, tag.span.start),
            Token::String(words) => writer.text(&String::from_utf8_lossy(&words.value), words.span),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let mut dump = writer.dump;
    if let Some(width) = style.wrap {
        dump.text = wrapped(&dump.text, width);
    }
    dump
}

struct Writer<'s> {
    style: &'s Style,
    dump: Dump,
    gap: Gap,
    /// Open elements whose words are not shown.
    hidden: Vec<Vec<u8>>,
    /// Open `nav`, `header` and `footer`.
    menus: usize,
    mark: &'static str,
    link: Option<String>,
}

impl<'s> Writer<'s> {
    fn new(style: &'s Style) -> Writer<'s> {
        Writer {
            style,
            dump: Dump { text: String::new(), map: OffsetMap::default() },
            gap: Gap::None,
            hidden: Vec::new(),
            menus: 0,
            mark: "",
            link: None,
        }
    }

    fn is_hidden(&self, name: &[u8]) -> bool {
        match name {
            b"script" | b"style" | b"template" | b"noscript" | b"svg" | b"iframe" | b"object" | b"math" => {
                true
            }
            b"title" => !self.style.title,
            b"button" | b"select" | b"textarea" | b"datalist" => !self.style.controls,
            _ => false,
        }
    }

    fn open(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        if self.is_hidden(name) && !tag.self_closing {
            self.hidden.push(name.to_vec());
            return;
        }
        let value = |wanted: &[u8]| {
            tag.attributes.get(wanted).map(|value| String::from_utf8_lossy(&value.value).into_owned())
        };
        match name {
            b"nav" | b"header" | b"footer" => self.menus += 1,
            b"li" if self.menus == 0 => self.mark = self.style.bullet,
            b"h1" | b"h2" | b"h3" | b"h4" => self.mark = self.style.heading,
            b"a" if self.style.links != Links::Dropped => self.link = value(b"href"),
            b"img" if self.style.pictures => {
                if let Some(words) = value(b"alt") {
                    self.owe(Gap::Line, tag.span.start);
                    self.text(&words, tag.span);
                    self.owe(Gap::Line, tag.span.start);
                }
            }
            _ => {}
        }
        self.owe(self.gap_at(name), tag.span.start);
        if self.link.is_some() && self.style.links == Links::Markdown && name == b"a" {
            self.text("[", Span { start: tag.span.start, end: tag.span.start });
        }
    }

    fn close(&mut self, name: &[u8], at: usize) {
        if let Some(index) = self.hidden.iter().rposition(|hidden| hidden == name) {
            self.hidden.truncate(index);
            return;
        }
        match name {
            b"nav" | b"header" | b"footer" => self.menus = self.menus.saturating_sub(1),
            b"a" => {
                if let Some(address) = self.link.take() {
                    let here = Span { start: at, end: at };
                    match self.style.links {
                        Links::Markdown => self.text(&format!("]({address})"), here),
                        Links::Behind => self.text(&format!(" ({address})"), here),
                        Links::Dropped => {}
                    }
                }
            }
            _ => {}
        }
        self.owe(self.gap_at(name), at);
    }

    fn gap_at(&self, name: &[u8]) -> Gap {
        match name {
            b"p" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"blockquote" | b"figure" | b"pre"
            | b"ul" | b"ol" | b"table" => self.style.paragraph,
            b"li" | b"dt" | b"dd" | b"option" => {
                if self.menus > 0 {
                    self.style.menu
                } else {
                    self.style.item
                }
            }
            b"td" | b"th" => self.style.cell,
            b"br" | b"hr" | b"tr" | b"title" => Gap::Line,
            b"div" | b"section" | b"article" | b"main" | b"aside" | b"header" | b"footer" | b"nav"
            | b"form" | b"fieldset" | b"figcaption" | b"address" | b"body" | b"head" | b"details"
            | b"summary" | b"dl" | b"center" | b"tbody" | b"thead" | b"legend" | b"label" => self.style.block,
            _ => self.style.inline,
        }
    }

    /// White space owed before the next word; now and then a line break is lost.
    fn owe(&mut self, gap: Gap, at: usize) {
        let lost = self.style.lost > 0 && gap > Gap::Space && {
            let mut bytes = self.style.seed.to_le_bytes().to_vec();
            bytes.extend((at as u64 / 200).to_le_bytes());
            (hash(&bytes) >> 32) % 1000 < self.style.lost
        };
        if !lost {
            self.gap = self.gap.max(gap);
        }
    }

    fn text(&mut self, words: &str, range: Span<usize>) {
        if !self.hidden.is_empty() {
            return;
        }
        // Character references make the text shorter than its bytes: then the whole run maps to the whole.
        let exact = words.len() == range.end.saturating_sub(range.start);
        let base = words.as_ptr() as usize;
        for (index, word) in words.split_whitespace().enumerate() {
            let at = word.as_ptr() as usize - base;
            let before = &words[..at];
            if index > 0 || at > 0 {
                let broken = self.style.keeps_lines
                    && before.trim_end().len() < before.len()
                    && before[before.trim_end().len()..].contains('\n');
                self.gap = self.gap.max(if broken { Gap::Line } else { Gap::Space });
            }
            let raw =
                if exact { (range.start + at, word.len()) } else { (range.start, range.end - range.start) };
            self.word(word, raw);
        }
        if words.ends_with(char::is_whitespace) {
            self.gap = self.gap.max(Gap::Space);
        }
    }

    fn word(&mut self, word: &str, raw: (usize, usize)) {
        let blank = format!("{0}{0}", self.style.newline);
        let gap = match self.gap {
            _ if self.dump.text.is_empty() => "",
            Gap::None => "",
            Gap::Space => " ",
            Gap::Line => self.style.newline,
            Gap::Blank => &blank,
        };
        let opens = self.gap > Gap::Space;
        let mark = if opens || self.dump.text.is_empty() { std::mem::take(&mut self.mark) } else { "" };
        for implied in [gap, mark] {
            self.dump.text.push_str(implied);
            self.dump.map.push(implied.len(), raw.0, 0);
        }
        self.dump.text.push_str(word);
        self.dump.map.push(word.len(), raw.0, raw.1);
        self.gap = Gap::None;
    }
}

/// Spaces become line breaks where a line would grow beyond `width` characters.
fn wrapped(text: &str, width: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let (mut column, mut space) = (0, None);
    for (at, c) in text.char_indices() {
        match c {
            '\n' => (column, space) = (0, None),
            ' ' if column > 0 => {
                if column <= width {
                    space = Some((at, column + 1));
                }
                column += 1;
                // A space that hangs over the edge is where the line ends, not a word that is too long.
                continue;
            }
            _ => column += 1,
        }
        if column > width
            && let Some((at, from)) = space.take()
        {
            bytes[at] = b'\n';
            column -= from;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use news::Span;

    const PAGE: &str = "<title>T</title><nav><ul><li>Home<li>News</ul></nav><h1>Ferry &amp; crew</h1>\
                        <p>The <b>line</b> closes.<script>x</script></p><ul><li>one</li></ul>";

    #[test]
    fn styles_write_the_same_words_with_other_white_space() {
        assert_eq!(
            render(&tokens(PAGE), &Style::LINES).text,
            "Home\nNews\nFerry & crew\nThe line closes.\none"
        );
        assert_eq!(
            render(&tokens(PAGE), &Style::MARKDOWN).text,
            "Home\nNews\n\n# Ferry & crew\n\nThe line closes.\n\n  * one"
        );
        assert_eq!(wrapped("one two three", 7), "one two\nthree");
    }

    #[test]
    fn words_point_at_their_bytes() {
        let dump = render(&tokens(PAGE), &Style::MARKDOWN);
        let at = dump.text.find("closes").unwrap_or(0);
        let raw = dump.map.to_raw(Span::new(at, at + 6));
        assert_eq!(&PAGE[raw.range()], "closes");
    }
}
