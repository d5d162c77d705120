//! What are the pieces of an XML text, even of a broken one? Tags, text and data, each with its place.
//!
//! One pass, no recursion, no entities but those of XML, no document types: nothing in here can be made to grow. Feeds
//! are broken often, so every byte is given a meaning; what is wrong is a piece of its own, and the walk goes on.

/// A piece of the text. Places are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// A start tag, or an element without content.
    Open { name: &'t str, attributes: &'t str, is_empty: bool, at: usize, end: usize },
    /// An end tag.
    Close { name: &'t str, at: usize, end: usize },
    /// Text, with entities.
    Text { raw: &'t str },
    /// A CDATA section.
    Data { text: &'t str },
    /// Something wrong.
    Wrong { at: usize, what: &'static str },
}

/// Walks through a text.
#[derive(Debug)]
pub(crate) struct Pieces<'t> {
    text: &'t str,
    at: usize,
    /// Ends that were looked for and do not come any more: they are not looked for again.
    missing: Vec<&'static str>,
}

impl<'t> Pieces<'t> {
    pub(crate) fn new(text: &'t str) -> Pieces<'t> {
        Pieces { text, at: 0, missing: Vec::new() }
    }

    /// Finds an end behind a place; returns what is before it, and moves behind it.
    fn until(&mut self, from: usize, end: &'static str) -> Option<&'t str> {
        if self.missing.contains(&end) {
            return None;
        }
        let Some(length) = self.text[from..].find(end) else {
            self.missing.push(end);
            return None;
        };
        self.at = from + length + end.len();
        Some(&self.text[from..from + length])
    }

    /// What begins with `<!` or `<?`; `None`: nothing that anybody needs to see.
    fn declaration(&mut self, start: usize) -> Option<Piece<'t>> {
        const DATA: &str = "<![CDATA[";
        let rest = &self.text[start..];
        if rest.starts_with("<!--") {
            let found = self.until(start + 4, "-->").is_some();
            return self.skipped(found, start, 4, "a comment does not end");
        }
        if rest.starts_with(DATA) {
            let from = start + DATA.len();
            if let Some(text) = self.until(from, "]]>") {
                return Some(Piece::Data { text });
            }
            return self.skipped(false, start, DATA.len(), "a CDATA section does not end");
        }
        if rest.starts_with("<?") {
            let found = self.until(start + 2, "?>").is_some();
            return self.skipped(found, start, 2, "a processing instruction does not end");
        }
        // A document type; what it declares in brackets is passed over.
        let end = self.text[start + 2..].find(['[', '>', '<']).map(|length| start + 2 + length);
        let found = match end {
            Some(at) if self.text[at..].starts_with('[') => self.until(at, "]>").is_some(),
            Some(at) if self.text[at..].starts_with('>') => {
                self.at = at + 1;
                true
            }
            Some(_) | None => false,
        };
        self.skipped(found, start, 2, "a document type does not end")
    }

    /// Goes on behind something, or behind its first bytes where it has no end.
    fn skipped(&mut self, found: bool, at: usize, front: usize, what: &'static str) -> Option<Piece<'t>> {
        if found {
            return None;
        }
        self.at = at + front;
        Some(Piece::Wrong { at, what })
    }

    /// A tag. It ends at `>` outside quotation marks, or before the next `<`, which may stand nowhere inside.
    fn tag(&mut self, at: usize) -> Piece<'t> {
        let inside = &self.text[at + 1..];
        let mut quote = None;
        let end = inside.bytes().position(|byte| match (byte, quote) {
            (b'<', _) | (b'>', None) => true,
            (b'"' | b'\'', None) => {
                quote = Some(byte);
                false
            }
            (byte, open) => {
                if open == Some(byte) {
                    quote = None;
                }
                false
            }
        });
        let Some(length) = end.filter(|length| inside.as_bytes()[*length] == b'>') else {
            self.at = at + 1 + end.unwrap_or(inside.len());
            return Piece::Wrong { at, what: "a tag does not end" };
        };
        let (body, end) = (&inside[..length], at + length + 2);
        self.at = end;
        if let Some(name) = body.strip_prefix('/') {
            return Piece::Close { name: name.trim(), at, end };
        }
        let (body, is_empty) = body.strip_suffix('/').map_or((body, false), |body| (body, true));
        let (name, attributes) =
            body.split_at(body.find(|c: char| c.is_ascii_whitespace()).unwrap_or(body.len()));
        Piece::Open { name, attributes, is_empty, at, end }
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            let start = self.at;
            let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
            let mut after = rest.bytes().skip(1);
            match (rest.as_bytes()[0], after.next()) {
                (b'<', Some(b'!' | b'?')) => {
                    if let Some(piece) = self.declaration(start) {
                        return Some(piece);
                    }
                }
                (b'<', Some(next)) if next.is_ascii_alphabetic() || matches!(next, b'/' | b'_') => {
                    return Some(self.tag(start));
                }
                _ => {
                    // A `<` that opens nothing is text.
                    let length = after_first(rest);
                    self.at = start + length;
                    return Some(Piece::Text { raw: &rest[..length] });
                }
            }
        }
    }
}

/// Bytes up to the next `<` that is not the first byte.
fn after_first(text: &str) -> usize {
    text.bytes().skip(1).position(|byte| byte == b'<').map_or(text.len(), |length| length + 1)
}

/// The value of an attribute, decoded.
pub(crate) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '=');
        let length = rest.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(rest.len());
        let (key, after) = rest.split_at(length);
        if key.is_empty() {
            return None;
        }
        rest = after.trim_ascii_start();
        let Some(value) = rest.strip_prefix('=').map(str::trim_ascii_start) else { continue };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(entities(value));
        }
        rest = after;
    }
}

/// Text with the entities of XML, and the few of HTML that feeds use without a right to, replaced. Others stay.
pub(crate) fn entities(raw: &str) -> String {
    const LONGEST: usize = 10;
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|c| *c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        _ => return None,
    })
}

/// The words of a piece of HTML: without tags, with entities replaced, on one line.
pub(crate) fn words(html: &str) -> String {
    let mut out = String::new();
    for piece in Pieces::new(html) {
        match piece {
            Piece::Text { raw } => out.push_str(&entities(raw)),
            Piece::Data { text } => out.push_str(text),
            Piece::Open { .. } | Piece::Close { .. } | Piece::Wrong { .. } => {}
        }
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |piece| match piece {
            Piece::Open { name, attributes, is_empty, .. } => {
                format!("<{name}|{}{}", attributes.trim(), if is_empty { "/" } else { "" })
            }
            Piece::Close { name, .. } => format!("</{name}"),
            Piece::Text { raw } => raw.to_string(),
            Piece::Data { text } => format!("[{text}]"),
            Piece::Wrong { at, what } => format!("{at}: {what}"),
        };
        Pieces::new(text).map(show).collect()
    }

    #[test]
    fn sound_text_comes_in_pieces() {
        let text = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a x=\"1>2\">t<!-- no --><b/><![CDATA[<i>]]></a>";
        assert_eq!(shown(text), ["<a|x=\"1>2\"", "t", "<b|/", "[<i>]", "</a"]);
    }

    #[test]
    fn broken_text_comes_in_pieces_too() {
        assert_eq!(shown("é < 3 & <4"), ["é ", "< 3 & ", "<4"]);
        assert_eq!(shown("<a <b>c"), ["0: a tag does not end", "<b|", "c"]);
        assert_eq!(shown("<a x=\"1><b>c</b>"), ["0: a tag does not end", "<b|", "c", "</b"]);
        assert_eq!(shown("<![CDATA[c<d/>"), ["0: a CDATA section does not end", "c", "<d|/"]);
        assert_eq!(shown("<!-- c<d/>"), ["0: a comment does not end", " c", "<d|/"]);
        assert_eq!(shown("<"), ["<"]);
    }

    #[test]
    fn what_never_ends_is_looked_through_once() {
        for front in ["<!--", "<![CDATA[", "<?", "<!DOCTYPE [", "<!", "<a \"", "<", "&"] {
            let text = front.repeat(2_000_000 / front.len());
            assert!(Pieces::new(&text).count() > 0, "{front}");
            assert!(words(&text).len() <= text.len());
        }
    }

    #[test]
    fn attributes_are_found_by_name() {
        let attributes = " a = 'x &amp; y' checked href=http://example.org/ title=\"b's\" end=\"open";
        assert_eq!(attribute(attributes, "a").as_deref(), Some("x & y"));
        assert_eq!(attribute(attributes, "HREF").as_deref(), Some("http://example.org/"));
        assert_eq!(attribute(attributes, "title").as_deref(), Some("b's"));
        assert_eq!(attribute(attributes, "end").as_deref(), Some("open"));
        assert_eq!(attribute(attributes, "checked"), None);
        assert_eq!(attribute("==\"'", "a"), None);
    }

    #[test]
    fn entities_that_are_none_stay() {
        assert_eq!(
            entities("A &amp; B &#8217;&#x201C; &bogus; & &#0; &#xD800;"),
            "A & B ’“ &bogus; & &#0; &#xD800;"
        );
        assert_eq!(words("A&nbsp;<b>bold</b>\n claim &lt;"), "A bold claim <");
    }
}
