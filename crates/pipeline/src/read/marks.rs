//! Which first words of a paragraph are not the outlet's report but a mark on it?
//!
//! "The Courier reports:" says that another outlet's text follows; "LAGOS, May 3 (AP) —" says where it was
//! filed. Both stand inside a paragraph of running text. What follows from them is left to `annotate`.

use super::wording::prefix;

/// Longest mark, in bytes.
const LONGEST: usize = 110;

/// Length of a mark of credit at the start of a paragraph, colon included.
///
/// A name of capitalised words, a verb of publishing and a colon; not before a quotation mark, where the name
/// is a speaker rather than an outlet whose text follows.
pub(crate) fn credit_length(paragraph: &str) -> Option<usize> {
    let head = prefix(paragraph, LONGEST);
    let colon = head.find(':')?;
    let rest = paragraph[colon + 1..].trim_start();
    if rest.starts_with(['"', '“', '‘', '\'', '«', '„', '/']) {
        return None;
    }
    let words: Vec<&str> = head[..colon].split_whitespace().collect();
    let (first, others) = words.split_first()?;
    // In a paragraph of its own, "Okoro writes:" may announce a person's words; "The Courier reports:" does not.
    if rest.is_empty() && !matches!(words.last(), Some(&("reports" | "reported" | "reporting" | "report"))) {
        return None;
    }
    if matches!(*first, "From" | "Via" | "FROM" | "VIA") {
        return (is_outlet_name(others)).then_some(colon + 1);
    }
    let start = usize::from(matches!(*first, "As" | "AS"));
    let verb = words.iter().rposition(|word| {
        matches!(*word, "reports" | "reported" | "reporting" | "writes" | "wrote" | "report" | "reveals")
    })?;
    // "reports on Monday:" keeps a day between verb and colon.
    if words.len() - verb > 3 || verb <= start {
        return None;
    }
    is_outlet_name(&words[start..verb]).then_some(colon + 1)
}

/// One to six words that begin with capitals, articles and "of", "and" aside.
fn is_outlet_name(words: &[&str]) -> bool {
    let small = |word: &str| matches!(word, "the" | "of" | "and" | "for" | "de" | "der" | "la" | "le" | "di");
    let capital = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(') || word.contains('.')
    };
    (1..=6).contains(&words.len())
        && words.iter().all(|word| small(word) || capital(word))
        && words
            .iter()
            .any(|word| capital(word) && !matches!(*word, "The" | "He" | "She" | "They" | "It" | "We"))
        && !words.iter().any(|word| word.contains(['"', '“', '”', ',', ';']))
}

/// Length of a dateline at the start of a paragraph, dash included: a place in capitals or an agency in
/// brackets, then a dash.
pub(crate) fn dateline_length(paragraph: &str) -> Option<usize> {
    let head = prefix(paragraph, LONGEST);
    let (at, width) = first_dash(head)?;
    let place = head[..at].trim();
    let words: Vec<&str> = place.split_whitespace().collect();
    let first = words.first()?;
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let in_capitals = letters(first) >= 3 && !first.chars().any(char::is_lowercase);
    let has_agency = place.ends_with(')') && place.contains(" (") && words.len() <= 8;
    let plain = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(')
            || matches!(*word, "of" | "de" | "the" | "and" | "la" | "al" | "el")
    };
    let fits =
        words.len() <= 9 && words.iter().all(plain) && !place.contains(['"', '“', '”', ':', ';', '?', '!']);
    // More than the dateline must follow, and a sentence in capitals is a heading.
    let rest = &paragraph[at + width..];
    let goes_on = rest.chars().take(200).any(char::is_lowercase);
    (fits && goes_on && (in_capitals || has_agency)).then_some(at + width)
}

/// The first dash that parts words: with a space after it, or a long one.
fn first_dash(text: &str) -> Option<(usize, usize)> {
    // A hyphen, or the first byte of a longer dash.
    memchr::memchr2_iter(b'-', 0xe2, text.as_bytes()).find_map(|at| {
        let c = text[at..].chars().next()?;
        let next_is_space = text[at + c.len_utf8()..].starts_with(char::is_whitespace);
        let double = text[at..].starts_with("--");
        match c {
            '—' | '―' => Some((at, c.len_utf8())),
            '-' if double => Some((at, 2)),
            '–' | '-' if next_is_space => Some((at, c.len_utf8())),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credit(paragraph: &str) -> &str {
        &paragraph[..credit_length(paragraph).unwrap_or(0)]
    }

    fn dateline(paragraph: &str) -> &str {
        &paragraph[..dateline_length(paragraph).unwrap_or(0)]
    }

    #[test]
    fn credits_name_an_outlet_and_announce_its_text() {
        assert_eq!(credit("The Harbour Post reports: The line closes."), "The Harbour Post reports:");
        assert_eq!(credit("As Portwatch.example reported: crews vote."), "As Portwatch.example reported:");
        assert_eq!(credit("From The Courier: The line closes."), "From The Courier:");
    }

    #[test]
    fn speakers_and_sentences_are_no_credits() {
        assert_eq!(credit("Okoro writes: “I was there.”"), "");
        assert_eq!(credit("He reports: the line closes."), "");
        assert_eq!(credit("The board that met on Monday reports: losses"), "");
        assert_eq!(credit("The ferry sails at 10:30, the board reports."), "");
    }

    #[test]
    fn datelines_end_in_a_dash() {
        assert_eq!(dateline("LAGOS, May 3 (AP) — The line closes."), "LAGOS, May 3 (AP) —");
        assert_eq!(dateline("Oslo (NTB) - The line closes."), "Oslo (NTB) -");
        assert_eq!(dateline("The mayor — who was away — agreed."), "");
        assert_eq!(dateline("FERRY LINE – CLOSED"), "");
    }
}
