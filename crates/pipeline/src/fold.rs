//! Folding for matching only: curly quotes, dashes, no-break spaces and capitals look alike.
//!
//! A folded word is never shown and never indexed; spans always point into the unfolded text.

use std::borrow::Cow;

/// One word, folded: lower case, straight apostrophes, plain hyphens. Most words are folded as they stand.
pub(crate) fn word(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b'`') {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    push(&mut folded, text);
    Cow::Owned(folded)
}

/// Running text, folded, with every run of white space as one space.
pub(crate) fn text(text: &str) -> String {
    if text.is_ascii() {
        return plain(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            folded.push(' ');
        }
        match character(c) {
            same if same != c => folded.push(same),
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// [`text`] of ASCII alone: in one step where single spaces part the words, else byte by byte.
fn plain(text: &str) -> String {
    let is_odd = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b'`');
    // Without early ends these look at many bytes at once.
    let odd = text.as_bytes().iter().fold(false, |odd, byte| odd | is_odd(byte));
    let pairs = text.as_bytes().iter().zip(text.as_bytes().iter().skip(1));
    let wide = pairs.fold(false, |wide, (one, next)| wide | (*one == b' ' && *next == b' '));
    if !odd && !wide {
        return text.trim_matches(' ').to_ascii_lowercase();
    }
    let mut folded = Vec::with_capacity(text.len());
    let mut gap = false;
    for byte in text.bytes() {
        match byte {
            b'\t'..=b'\r' | b' ' => gap = !folded.is_empty(),
            _ => {
                if std::mem::take(&mut gap) {
                    folded.push(b' ');
                }
                folded.push(if byte == b'`' { b'\'' } else { byte.to_ascii_lowercase() });
            }
        }
    }
    String::from_utf8(folded).unwrap_or_default()
}

/// Appends a word, folded; runs of ASCII in one step, since most text is nothing else.
fn push(folded: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().take_while(|byte| byte.is_ascii() && *byte != b'`').count();
        let (ascii, other) = rest.split_at(plain);
        let start = folded.len();
        folded.push_str(ascii);
        if let Some(run) = folded.get_mut(start..) {
            run.make_ascii_lowercase();
        }
        let mut characters = other.chars();
        while let Some(c) = characters.as_str().chars().next().filter(|c| !c.is_ascii() || *c == '`') {
            folded.extend(c.to_lowercase().map(character));
            characters.next();
        }
        rest = characters.as_str();
    }
}

/// One character, folded but for case.
fn character(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '′' | '`' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn look_alikes_fold_together() {
        assert_eq!(super::text("“Don’t”\u{a0}—  NOW"), "\"don't\" - now");
        assert_eq!(super::text(" A`B \n\tc "), "a'b c");
        assert_eq!(super::text(" Ferry line  closed "), "ferry line closed");
        assert_eq!(super::text(" Ferry line closed "), "ferry line closed");
        assert_eq!(super::word("`ÉCLAT–İstanbul`"), "'éclat-i\u{307}stanbul'");
    }
}
