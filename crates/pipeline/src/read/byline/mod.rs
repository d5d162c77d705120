//! Who signed it? Names in a line such as "By Ines Duarte and Tom Varga, Harbour Post".

mod words;

use super::shape::is_name;
use news::{Field, OffsetMap, Span, Text};
pub(crate) use words::BylineWords;

/// The names of a byline, with their place in the source.
pub(crate) fn authors(text: &str, map: &OffsetMap, line: Span<Text>) -> Vec<Field> {
    let mut found = Vec::new();
    for (start, end) in pieces(line.of(text)) {
        let start = line.start as usize + start;
        let span: Span<Text> = Span::new(start, line.start as usize + end).trimmed(text);
        let name = span.of(text);
        if is_name(name) || (found.is_empty() && is_one_word(name)) {
            let value = name.split_whitespace().collect::<Vec<_>>().join(" ");
            found.push(Field { value, span: Some(map.to_raw(span)) });
        } else if !found.is_empty() {
            // What follows the names is their office or the date.
            break;
        }
    }
    found
}

fn is_one_word(name: &str) -> bool {
    name.chars().count() >= 3 && !name.contains(char::is_whitespace) && name.starts_with(char::is_uppercase)
}

/// Byte ranges between commas, "and", dashes and bars, after the leading "By".
fn pieces(line: &str) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let skip = ["By ", "by ", "BY ", "By: ", "Written by ", "Posted by ", "Author: ", "Story by "]
        .iter()
        .filter(|head| line.starts_with(*head))
        .map(|head| head.len())
        .max()
        .unwrap_or(0);
    let mut start = skip;
    let mut at = skip;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let separator = [" and ", " AND ", " & ", " with ", " in ", " for ", " on ", " - ", " at "]
            .iter()
            .find(|word| rest.starts_with(**word))
            .map(|word| word.len());
        let c = rest.chars().next().map_or(1, char::len_utf8);
        let mark = rest.starts_with([',', '|', '•', '–', '—', ';', '(', '\n', '·', '/']);
        if let Some(length) = separator.or(mark.then_some(c)) {
            pieces.push((start, at));
            start = at + length;
            at = start;
        } else {
            at += c;
        }
        if pieces.len() > 20 {
            return pieces;
        }
    }
    pieces.push((start, line.len()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        let map = OffsetMap::identity(line.len());
        authors(line, &map, Span::new(0, line.len())).into_iter().map(|field| field.value).collect()
    }

    #[test]
    fn names_end_where_office_and_date_begin() {
        assert_eq!(
            names("By Ines Duarte and Tom Varga, Harbour Post"),
            ["Ines Duarte", "Tom Varga", "Harbour Post"]
        );
        assert_eq!(names("By Ines Duarte | 9 March 2021"), ["Ines Duarte"]);
        assert_eq!(names("By Ines Duarte, staff writer"), ["Ines Duarte"]);
    }
}
