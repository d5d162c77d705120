//! What does a line look like? Word counts, ends of sentences, capitals.
//!
//! Shapes that tell a headline from a sentence whatever the words are. What the words say is left to `wording`.

use super::wording::prefix;

/// Bytes of a paragraph whose words are counted; longer ones are long enough for any question asked here.
const COUNTED: usize = 2000;

/// Number of words, up to a few hundred.
pub(crate) fn word_count(text: &str) -> usize {
    let text = prefix(text, COUNTED);
    let (mut count, mut counted) = (0, false);
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let (blank, sound) = if byte.is_ascii() {
            at += 1;
            (matches!(byte, b'\t'..=b'\r' | b' '), byte.is_ascii_alphanumeric())
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            (c.is_whitespace(), c.is_alphanumeric())
        };
        count += usize::from(sound && !counted);
        counted = !blank && (counted || sound);
    }
    count
}

/// Whether the words end as a sentence of running text does: full stop, ellipsis, colon, inside closing marks
/// or not. Question and exclamation marks end headlines too and are asked for apart.
pub(crate) fn ends_with_stop(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '*')
    });
    bare.ends_with(['.', '…', ':', '。', '।'])
}

/// Whether the words end with a question or exclamation mark.
pub(crate) fn ends_with_call(text: &str) -> bool {
    let bare =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')'));
    bare.ends_with(['?', '!', '？', '！'])
}

/// Whether a paragraph reads as running text.
pub(crate) fn is_running_text(text: &str) -> bool {
    let words = word_count(text);
    ends_with_stop(text) && words >= 4 || ends_with_call(text) && words >= 20 || words >= 40
}

/// Whether nearly all longer words begin with a capital, as in a title.
pub(crate) fn is_title_case(text: &str) -> bool {
    let (mut long, mut capital) = (0, 0);
    for word in prefix(text, COUNTED).split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.chars().count() >= 4 && bare.starts_with(char::is_alphabetic) {
            long += 1;
            capital += usize::from(bare.starts_with(char::is_uppercase));
        }
    }
    long >= 3 && capital * 5 >= long * 4
}

/// Whether a line consists of capitalised words only, as a name does.
pub(crate) fn is_name(text: &str) -> bool {
    let words = word_count(text);
    (2..=4).contains(&words)
        && text.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase) && !word.chars().any(|c| c.is_ascii_digit())
                || matches!(word, "de" | "van" | "von" | "der" | "da" | "bin" | "al" | "el" | "di" | "la")
        })
        && !text.ends_with([':', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_a_letter_or_digit() {
        assert_eq!(word_count("  — “Zürich”\u{a0}2021, … a-b \n!"), 3);
    }

    #[test]
    fn titles_sentences_and_names() {
        assert!(is_title_case("Harbour Board To Close The Ferry Line In May"));
        assert!(!is_title_case("Mayor Ines Duarte waves to supporters at a rally in Porto Novo"));
        assert!(is_running_text("“We will appeal,” Ms Okoro said.”"));
        assert!(!is_running_text("Who pays for the ferry?"));
        assert!(is_name("Ines de Duarte") && !is_name("Ferry closes"));
    }
}
