//! Folding for matching only: curly quotes, dashes, no-break spaces and capitals look alike.
//!
//! A folded word is never shown and never indexed; spans always point into the unfolded text.

/// One word, folded: lower case, straight apostrophes, plain hyphens.
pub(crate) fn word(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(character).collect()
}

/// Running text, folded, with every run of white space as one space.
pub(crate) fn text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for part in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word(part));
    }
    folded
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
    }
}
