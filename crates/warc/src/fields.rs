//! What do the header lines of a record, or of an answer inside it, say? `Name: value` until an empty line.

use memchr::memmem;

/// The longest header that is read.
pub(crate) const LONGEST_HEADER: usize = 64 << 10;

/// A header block.
#[derive(Debug)]
pub(crate) struct Fields {
    /// `WARC/1.0` or `HTTP/1.1 200 OK`.
    pub(crate) first_line: String,
    /// Names in lower case.
    fields: Vec<(String, String)>,
}

impl Fields {
    /// Reads a header without its empty line. Lines that are none are passed over; a line that starts with a space
    /// goes on with the one before.
    pub(crate) fn parse(header: &[u8]) -> Fields {
        let text = String::from_utf8_lossy(header);
        let mut lines = text.lines();
        let first_line = lines.next().unwrap_or("").trim().to_owned();
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Fields { first_line, fields }
    }

    /// The first value of a name in lower case, unless it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// Length of a header, and of the empty line behind it.
pub(crate) fn header_end(bytes: &[u8]) -> Option<(usize, usize)> {
    let bytes = &bytes[..bytes.len().min(LONGEST_HEADER)];
    let strict = memmem::find(bytes, b"\r\n\r\n").map(|at| (at, 4));
    let loose = memmem::find(bytes, b"\n\n").map(|at| (at, 2));
    match (strict, loose) {
        (Some(strict), Some(loose)) => Some(if loose.0 < strict.0 { loose } else { strict }),
        (strict, loose) => strict.or(loose),
    }
}

/// A media type in lower case, and its charset: `text/html; charset="utf-8"`.
pub(crate) fn content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let media_type = parts.next().unwrap_or("").trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (media_type, charset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_named_values_and_may_go_on() {
        let header =
            b"WARC/1.0\r\nWARC-Type: response\r\nX-Long: one\r\n two\r\nnonsense\r\nContent-Length:12";
        let fields = Fields::parse(header);
        assert_eq!(fields.get("warc-type"), Some("response"));
        assert_eq!(fields.get("x-long"), Some("one two"));
        assert_eq!(fields.get("content-length"), Some("12"));
    }

    #[test]
    fn the_first_empty_line_ends_a_header() {
        assert_eq!(header_end(b"a: b\n\nc\r\n\r\n"), Some((4, 2)));
        assert_eq!(header_end(b"a: b\r\n\r\nc\n\n"), Some((4, 4)));
        assert_eq!(header_end(b"a: b\r\n"), None);
    }

    #[test]
    fn a_charset_stands_beside_its_media_type() {
        assert_eq!(
            content_type("Text/HTML; Charset=\"ISO-8859-1\""),
            ("text/html".into(), Some("ISO-8859-1".into()))
        );
        assert_eq!(content_type("text/plain"), ("text/plain".into(), None));
    }
}
