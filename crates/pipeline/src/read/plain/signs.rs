//! Which signs does a word or a paragraph bear? Bars, addresses, times of day; how it starts and how it ends.

use super::facts::End;

/// Which telling sign a character is.
pub(super) const fn sign(c: char) -> u8 {
    match c {
        '|' | '·' | '•' | '›' | '→' | '>' | '▸' | '⋅' | '—' => 1,
        '/' | '\\' => 2,
        '@' | '#' => 4,
        '"' | '“' | '”' | '„' | '«' | '»' | '「' => 8,
        '©' | '®' => 16,
        '(' | ')' | '[' | ']' => 32,
        _ => 0,
    }
}

/// [`sign`] of each character of ASCII.
pub(super) const SIGNS: [u8; 128] = {
    let mut signs = [0; 128];
    let mut at = 0u8;
    while at < 128 {
        signs[at as usize] = sign(at as char);
        at += 1;
    }
    signs
};

/// Whether figures look like a year, a time, a date.
pub(super) fn clock(word: &str) -> u8 {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let year = word.len() == 4 && digits == 4 && (word.starts_with("19") || word.starts_with("20"));
    let time = (3..=6).contains(&word.len()) && word.contains(':') && digits >= 3;
    let date = word.len() >= 6 && digits >= 4 && digits + 2 >= word.len() && word.contains(['.', '/', '-']);
    u8::from(year) | u8::from(time) << 1 | u8::from(date) << 2
}

/// How a paragraph starts: 0 lower case, 1 capital, 2 digit, 3 quotation mark, 4 other.
pub(super) fn start(words: &str) -> u8 {
    match words.chars().next() {
        Some(c) if c.is_lowercase() => 0,
        Some(c) if c.is_ascii_digit() => 2,
        Some(c) if c.is_alphabetic() => 1,
        Some('"' | '“' | '„' | '«' | '‘' | '\'' | '「') => 3,
        _ => 4,
    }
}

/// How a paragraph ends, quotation marks and brackets aside.
pub(super) fn end(words: &str) -> End {
    let bare = words.trim_end_matches(|c: char| {
        matches!(c, '"' | '”' | '“' | '’' | '\'' | '»' | '«' | ')' | ']' | '*' | '」' | '）')
    });
    match bare.chars().next_back() {
        Some('.' | '。' | '।' | '۔') if bare.ends_with("..") => End::Ellipsis,
        Some('.' | '。' | '।' | '۔') => End::Stop,
        Some('…') => End::Ellipsis,
        Some(':' | '：') => End::Colon,
        Some('?' | '!' | '？' | '！' | '؟') => End::Call,
        Some(',' | ';' | '、' | '،') => End::Comma,
        Some(_) if bare.len() < words.len() => End::Closing,
        Some(c) if c.is_alphanumeric() => End::Open,
        Some(_) | None => End::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_starts_are_told_through_quotation_marks() {
        assert_eq!(end("“We will appeal.”"), End::Stop);
        assert_eq!(end("Ferry line to close"), End::Open);
        assert_eq!((start("“We"), start("12 crews"), start("ferry")), (3, 2, 0));
        assert_eq!((clock("2021"), clock("14:05"), clock("03/05/2021")), (1, 2, 4));
    }
}
