//! What does a line look like? Word counts, ends of sentences, capitals.
//!
//! Shapes that tell a headline from a sentence whatever the words are. What the words say is left to `wording`.

use super::wording::prefix;

/// Bytes of a paragraph whose words are counted; longer ones are long enough for any question asked here.
const COUNTED: usize = 2000;

/// What a character is to a count of words.
const SOUND: u8 = 1;
const BLANK: u8 = 2;

/// [`SOUND`] and [`BLANK`] of each character of ASCII.
const KINDS: [u8; 128] = {
    let mut kinds = [0; 128];
    let mut at = 0u8;
    while at < 128 {
        kinds[at as usize] = match at {
            b'\t'..=b'\r' | b' ' => BLANK,
            _ if at.is_ascii_alphanumeric() => SOUND,
            _ => 0,
        };
        at += 1;
    }
    kinds
};

/// Number of words, up to a few hundred. Every block of a page is asked: no branch depends on its letters.
pub(crate) fn word_count(text: &str) -> usize {
    let text = prefix(text, COUNTED);
    let (mut count, mut counted) = (0, 0);
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let kind = if byte.is_ascii() {
            at += 1;
            KINDS[usize::from(byte & 127)]
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            u8::from(c.is_alphanumeric()) * SOUND + u8::from(c.is_whitespace()) * BLANK
        };
        let sound = kind & SOUND;
        count += usize::from(sound & !counted);
        // A word is counted at its first letter, and white space ends it.
        counted = (counted | sound) & !(kind >> 1);
    }
    count
}

/// Bytes of the longest name of a speaker before a colon, and its words: titles, names.
const LONGEST_SPEAKER: usize = 40;
const SPEAKER_WORDS: usize = 4;

/// The speaker of "OKORO: We will appeal", and the rest.
pub(crate) fn speaker(text: &str) -> Option<(&str, &str)> {
    let length = text.bytes().take(LONGEST_SPEAKER).position(|byte| byte == b':')?;
    let (label, rest) = (text.get(..length)?.trim_end(), text.get(length + 1..)?);
    let is_sound = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’');
    let mut words = label.split_whitespace();
    let fits = !label.is_empty()
        && label.chars().all(is_sound)
        && rest.starts_with(char::is_whitespace)
        && words.clone().count() <= SPEAKER_WORDS
        && words.all(|word| word.starts_with(char::is_uppercase));
    fits.then_some((label, rest))
}

/// How many characters of some kinds a text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks {
    pub(crate) all: u16,
    pub(crate) commas: u16,
    /// Ends of sentences.
    pub(crate) ends: u16,
    /// What stands between the entries of a menu, and other signs that sentences lack.
    pub(crate) signs: u16,
    pub(crate) colons: u16,
    pub(crate) digits: u16,
    pub(crate) capitals: u16,
}

/// Which count of [`marks`] a character adds to; 0: none.
const fn mark(c: char) -> u8 {
    match c {
        ',' | '，' | '、' => 1,
        '.' | '。' | '!' | '?' => 2,
        '|' | '»' | '›' | '→' | '•' | '·' | '©' | '@' | '#' | '/' | '+' => 3,
        ':' => 4,
        '0'..='9' => 5,
        'A'..='Z' => 6,
        _ => 0,
    }
}

/// A one for each character of ASCII, in the byte of a word that counts its [`mark`].
const MARKS: [u64; 128] = {
    let mut ones = [0; 128];
    let mut at = 0u8;
    while at < 128 {
        ones[at as usize] = 1 << (8 * mark(at as char));
        at += 1;
    }
    ones
};

/// Counts the characters of a text of at most 65,000.
pub(crate) fn marks(text: &str) -> Marks {
    let mut counts = [0u16; 8];
    // Counts of one word wait for no other memory; they are taken out before one of them is full.
    let (mut packed, mut free) = (0u64, u8::MAX);
    let take = |packed: &mut u64, counts: &mut [u16; 8]| {
        for (count, more) in counts.iter_mut().zip(std::mem::take(packed).to_le_bytes()) {
            *count = count.saturating_add(u16::from(more));
        }
    };
    for c in text.chars() {
        let one = match MARKS.get(c as usize) {
            Some(one) => *one,
            None if mark(c) > 0 => 1 << (8 * mark(c)),
            None if c.is_numeric() => 1 << (8 * 5),
            None if c.is_uppercase() => 1 << (8 * 6),
            None => 1,
        };
        packed += one;
        free -= 1;
        if free == 0 {
            take(&mut packed, &mut counts);
            free = u8::MAX;
        }
    }
    take(&mut packed, &mut counts);
    let all = counts.iter().fold(0, |all: u16, count| all.saturating_add(*count));
    let [_, commas, ends, signs, colons, digits, capitals, _] = counts;
    Marks { all, commas, ends, signs, colons, digits, capitals }
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
    // Forty words take more bytes than that, and most lines of a page have neither.
    let may_run = text.len() >= 79 || ends_with_stop(text) || ends_with_call(text);
    may_run && is_running_of(text, word_count(text))
}

/// [`is_running_text`] of a paragraph of so many words.
pub(crate) fn is_running_of(text: &str, words: usize) -> bool {
    ends_with_stop(text) && words >= 4 || ends_with_call(text) && words >= 20 || words >= 40
}

/// Whether nearly all longer words begin with a capital, as in a title.
pub(crate) fn is_title_case(text: &str) -> bool {
    let (mut long, mut capital) = (0, 0);
    let text = prefix(text, COUNTED);
    // Whether the words that may still come can make a title of it: each has four letters and a space.
    let is_lost = |long: usize, capital: usize, rest: usize| {
        let more = rest / 5 + 1;
        (capital + more) * 5 < (long + more) * 4
    };
    if text.is_ascii() {
        // No more words than that begin with a capital.
        let capitals = text.bytes().fold(0, |sum, byte| sum + usize::from(byte.is_ascii_uppercase()));
        let mut read = 0;
        for word in text.as_bytes().split(|byte| KINDS[usize::from(byte & 127)] == BLANK) {
            read += word.len() + 1;
            let Some(first) = word.iter().position(u8::is_ascii_alphanumeric) else { continue };
            let last = word.iter().rposition(u8::is_ascii_alphanumeric).unwrap_or(first);
            if last >= first + 3 && word[first].is_ascii_alphabetic() {
                long += 1;
                capital += usize::from(word[first].is_ascii_uppercase());
                let rest = text.len().saturating_sub(read);
                if capitals * 5 < long * 4 || is_lost(long, capital, rest) {
                    return false;
                }
            }
        }
        return long >= 3 && capital * 5 >= long * 4;
    }
    let mut read = 0;
    for word in text.split_whitespace() {
        read += word.len() + 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.chars().count() >= 4 && bare.starts_with(char::is_alphabetic) {
            long += 1;
            capital += usize::from(bare.starts_with(char::is_uppercase));
            if is_lost(long, capital, text.len().saturating_sub(read)) {
                return false;
            }
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
