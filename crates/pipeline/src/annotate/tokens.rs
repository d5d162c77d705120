//! Where are the words? Cuts the account zones of an article into tokens.
//!
//! Close to UD English EWT, but hyphenated words stay whole: clitics and marks are tokens of their own,
//! abbreviations keep their full stop, numbers their commas. What a token *is* is left to `tags`.

use crate::Kit;
use crate::kit::KitError;
use crate::lexicon::{self, WordMap};
use news::{Article, Span, Tag, Token};
use std::collections::BTreeMap;

/// Endings that make `word.word` the name of a site and not two sentences that lost their space.
const SITE_ENDINGS: [&str; 18] = [
    "com", "org", "net", "gov", "edu", "int", "info", "io", "tv", "co", "uk", "us", "ru", "ua", "de", "fr",
    "eu", "cn",
];

/// Clitics that are tokens of their own, folded.
const CLITICS: [&str; 7] = ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"];

/// Words that may begin with an apostrophe, folded.
const ELISIONS: [&str; 4] = ["em", "tis", "twas", "til"];

/// How far ahead the name of a site is looked for: keeps the scan linear.
const SITE_WINDOW: usize = 64;

/// What the full stop of an abbreviation tells about the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AbbreviationKind {
    /// Before a name ("Dr."): the sentence goes on.
    Title,
    /// The sentence goes on.
    Middle,
    /// May end a sentence.
    End,
    /// Abbreviation only before a digit.
    Number,
    /// Abbreviation only after a comma.
    State,
}

/// The words that keep their full stop.
pub struct Abbreviations {
    kinds: WordMap<AbbreviationKind>,
}

impl Abbreviations {
    /// The list inside the binary.
    ///
    /// # Errors
    /// A line of it that cannot be read.
    pub fn embedded() -> Result<Abbreviations, KitError> {
        let text = include_str!("../../../../lexicons/abbreviations.txt");
        let mut kinds: BTreeMap<&'static str, AbbreviationKind> = BTreeMap::new();
        for entry in lexicon::entries("abbreviations.txt", text) {
            let kind = match entry.field(1) {
                "title" => AbbreviationKind::Title,
                "middle" => AbbreviationKind::Middle,
                "end" => AbbreviationKind::End,
                "number" => AbbreviationKind::Number,
                "state" => AbbreviationKind::State,
                other => return Err(entry.error(format!("unknown kind of abbreviation `{other}`"))),
            };
            kinds.insert(entry.field(0), kind);
        }
        Ok(Abbreviations { kinds: WordMap::new(kinds) })
    }

    /// What is known about a word written without its full stop.
    pub(crate) fn kind(&self, form: &str) -> Option<AbbreviationKind> {
        self.kinds.get(form).copied()
    }
}

/// Tokens of the account zones, sorted. Their tags and lemmas are filled in by `tags`.
pub(crate) fn split(kit: &Kit, article: &Article) -> Vec<Token> {
    let mut tokens = Vec::new();
    for zone in article.zones.iter().filter(|zone| zone.kind.is_account()) {
        let base = zone.span.start as usize;
        for (start, end) in cut(&kit.abbreviations, article.words(zone.span)) {
            let span = Span::new(base + start, base + end);
            tokens.push(Token { span, tag: Tag::X, lemma: "".into() });
        }
    }
    tokens
}

/// Byte ranges of the tokens of a text: sorted, disjoint, on character boundaries, without white space.
pub fn cut(abbreviations: &Abbreviations, text: &str) -> Vec<(usize, usize)> {
    let mut scanner = Scanner { text, abbreviations, tokens: Vec::with_capacity(text.len() / 5) };
    let mut at = 0;
    while let Some(c) = scanner.peek(at) {
        at = if is_gap(c) { at + c.len_utf8() } else { scanner.token(at, c) };
    }
    scanner.tokens
}

struct Scanner<'t> {
    text: &'t str,
    abbreviations: &'t Abbreviations,
    tokens: Vec<(usize, usize)>,
}

impl Scanner<'_> {
    fn peek(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The end of the run of characters that pass `test`, from `at` on.
    fn run(&self, at: usize, test: impl Fn(char) -> bool) -> usize {
        self.text[at..].find(|c| !test(c)).map_or(self.text.len(), |length| at + length)
    }

    fn is_at(&self, at: usize, test: impl Fn(char) -> bool) -> bool {
        self.peek(at).is_some_and(test)
    }

    /// Takes the token (a word with clitics: the tokens) that starts at `start` with `first`. Returns its end.
    fn token(&mut self, start: usize, first: char) -> usize {
        let next = start + first.len_utf8();
        let end = if let Some(end) = self.address(start) {
            end
        } else if first.is_alphanumeric() {
            let end = self.word(start, first);
            self.push_word(start, end);
            return end;
        } else {
            self.mark(start, first, next)
        };
        self.tokens.push((start, end));
        end
    }

    /// The end of a web address that starts here.
    fn address(&self, start: usize) -> Option<usize> {
        let rest = self.text.as_bytes();
        let starts = |prefix: &str| {
            rest.get(start..start + prefix.len()).is_some_and(|b| b.eq_ignore_ascii_case(prefix.as_bytes()))
        };
        if !(starts("http://") || starts("https://") || starts("www.")) {
            return None;
        }
        let end = self.run(start, |c| !is_gap(c) && !matches!(c, '<' | '>' | '"' | '“' | '”'));
        let kept = self.text[start..end].trim_end_matches(|c: char| {
            matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '\'' | '’' | '…')
        });
        (kept.len() > 4).then_some(start + kept.len())
    }

    /// The end of a token that starts with no letter or digit.
    fn mark(&self, start: usize, first: char, next: usize) -> usize {
        match first {
            '@' | '#' if self.is_at(next, char::is_alphanumeric) => {
                self.run(next, |c| c.is_alphanumeric() || c == '_')
            }
            '.' if self.is_at(next, |c| c.is_ascii_digit()) && !self.touches_word(start) => {
                self.run(next, |c| c.is_ascii_digit())
            }
            '.' | '-' | '*' | '=' | '_' | '~' | '#' | '<' | '>' | '+' => self.run(next, |c| c == first),
            '!' | '?' => self.run(next, |c| matches!(c, '!' | '?')),
            '\'' | '`' if self.is_at(next, |c| c == first) => next + 1,
            '\'' | '’' | '‘' => self.elision(first, next).unwrap_or(next),
            _ if first.is_ascii() || is_plain_mark(first) => next,
            _ => self.run(next, is_extender),
        }
    }

    /// Whether the character before `start` belongs to a word.
    fn touches_word(&self, start: usize) -> bool {
        self.text[..start].chars().next_back().is_some_and(char::is_alphanumeric)
    }

    /// The end of a word that begins with an apostrophe: `'em`, `’90s`.
    fn elision(&self, first: char, next: usize) -> Option<usize> {
        let end = self.run(next, char::is_alphanumeric);
        let word = &self.text[next..end];
        let is_decade = word.len() <= 3
            && word.len() >= 2
            && word.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && (word.len() == 2 || word.ends_with('s'));
        let is_elision = word.len() <= 4 && ELISIONS.contains(&word.to_ascii_lowercase().as_str());
        (is_elision || is_decade && (first == '’' || word.len() == 3)).then_some(end)
    }

    /// The end of a word or number, clitics and the full stop of an abbreviation included.
    fn word(&self, start: usize, first: char) -> usize {
        let (mut at, mut before) = (start + first.len_utf8(), first);
        // Start of the part after the last full stop.
        let mut label = start;
        while let Some(c) = self.peek(at) {
            let next = at + c.len_utf8();
            let goes_on = match c {
                '-' | '‐' | '‑' => self.is_at(next, char::is_alphanumeric),
                '\'' | '’' | '‘' => self.is_at(next, char::is_alphabetic),
                '&' => before.is_alphabetic() && self.is_at(next, char::is_alphabetic),
                ',' => before.is_ascii_digit() && self.is_thousands(start, next),
                ':' | '/' => before.is_ascii_digit() && self.is_at(next, |c| c.is_ascii_digit()),
                '@' if self.is_at(next, char::is_alphanumeric) => {
                    let end = self.run(next, |c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
                    return at + self.text[at..end].trim_end_matches(['.', '-']).len();
                }
                '.' => match self.full_stop(start, label, at) {
                    FullStop::Ends => return next,
                    FullStop::Inside => {
                        label = next;
                        true
                    }
                    FullStop::Outside => false,
                },
                _ if is_currency(c) && self.is_currency_prefix(start, at, next) => return next,
                _ => c.is_alphanumeric() || c == '_' || is_extender(c),
            };
            if !goes_on {
                break;
            }
            (at, before) = (next, c);
        }
        at
    }

    /// `US$5`: letters and sign are one token.
    fn is_currency_prefix(&self, start: usize, at: usize, next: usize) -> bool {
        at - start <= 3
            && self.text.as_bytes()[start..at].iter().all(u8::is_ascii_uppercase)
            && self.is_at(next, |c| c.is_ascii_digit())
    }

    /// Whether three digits, and no fourth, follow the comma of a number.
    fn is_thousands(&self, start: usize, next: usize) -> bool {
        let digits = self.text.as_bytes()[next..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        digits == 3 && self.text.as_bytes()[start].is_ascii_digit()
    }

    /// What the full stop at `at` is to the word from `start`.
    fn full_stop(&self, start: usize, label: usize, at: usize) -> FullStop {
        let part = &self.text[label..at];
        let Some(next) = self.peek(at + 1) else { return self.closing_stop(start, label, at) };
        if next.is_ascii_digit() && part.ends_with(|c: char| c.is_ascii_digit()) {
            return FullStop::Inside;
        }
        if next.is_alphabetic() {
            let is_letter = part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
            let is_degree = part.len() <= 3
                && part.starts_with(char::is_uppercase)
                && next.is_uppercase()
                && self.is_at(at + 1 + next.len_utf8(), |c| c == '.');
            if is_letter || is_degree || self.is_site(at + 1) {
                return FullStop::Inside;
            }
        }
        if next.is_alphanumeric() && !next.is_ascii_digit() || next == '.' {
            return FullStop::Outside;
        }
        self.closing_stop(start, label, at)
    }

    /// Whether a full stop after which no letter follows belongs to the word.
    fn closing_stop(&self, start: usize, label: usize, at: usize) -> FullStop {
        let word = &self.text[start..at];
        let next = self.next_visible(at + 1);
        let is_dotted = label > start
            && word.split('.').all(|part| part.len() <= 3 && part.chars().all(char::is_alphabetic));
        let is_initial = word.len() <= 2
            && word != "I"
            && word.chars().count() == 1
            && word.chars().all(char::is_uppercase)
            && next.is_some_and(char::is_uppercase);
        let is_abbreviation = match self.abbreviations.kind(word) {
            Some(AbbreviationKind::Title) => {
                next.is_some_and(|c| c.is_uppercase() || matches!(c, '\'' | '"' | '“' | '‘'))
            }
            Some(AbbreviationKind::Middle) => next.is_some(),
            Some(AbbreviationKind::End) => true,
            Some(AbbreviationKind::Number) => next.is_some_and(|c| c.is_ascii_digit()),
            Some(AbbreviationKind::State) => {
                self.tokens.last().is_some_and(|&(from, to)| &self.text[from..to] == ",")
            }
            None => false,
        };
        if is_dotted || is_initial || is_abbreviation { FullStop::Ends } else { FullStop::Outside }
    }

    /// The next character that is seen, unless a paragraph ends before it.
    fn next_visible(&self, at: usize) -> Option<char> {
        let gap = self.run(at, is_gap);
        let breaks = self.text[at..gap].bytes().filter(|&b| b == b'\n').count();
        if breaks > 1 { None } else { self.peek(gap) }
    }

    /// Whether what follows the full stop ends like the name of a site.
    fn is_site(&self, at: usize) -> bool {
        let rest = &self.text.as_bytes()[at..];
        let length = rest
            .iter()
            .take(SITE_WINDOW)
            .take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
            .count();
        let name = self.text[at..at + length].trim_end_matches(['.', '-']);
        name.rsplit('.').next().is_some_and(|ending| SITE_ENDINGS.contains(&ending))
    }

    /// Adds a word, its clitics as tokens of their own.
    fn push_word(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        if word.eq_ignore_ascii_case("cannot") {
            self.tokens.extend([(start, start + 3), (start + 3, end)]);
            return;
        }
        if clitic(word).is_none() {
            self.tokens.push((start, end));
            return;
        }
        let mut cuts = vec![end];
        let mut rest = word;
        while let Some(length) = clitic(rest) {
            rest = &rest[..rest.len() - length];
            cuts.push(start + rest.len());
        }
        let mut from = start;
        for &cut in cuts.iter().rev() {
            self.tokens.push((from, cut));
            from = cut;
        }
    }
}

/// What a full stop is to the word before it.
enum FullStop {
    /// Part of the word, which goes on.
    Inside,
    /// Part of the word and its end.
    Ends,
    /// A token of its own.
    Outside,
}

/// Length in bytes of the clitic at the end of a word that has more than the clitic.
fn clitic(word: &str) -> Option<usize> {
    // Most words end in letters.
    if word.bytes().rev().take(4).all(|byte| byte.is_ascii() && byte != b'\'') {
        return None;
    }
    let mut tail: Vec<char> = word.chars().rev().take(4).map(folded).collect();
    tail.reverse();
    if !tail.contains(&'\'') {
        return None;
    }
    let is_end = |clitic: &str| {
        let length = clitic.len();
        tail.len() > length && tail[tail.len() - length..].iter().copied().eq(clitic.chars())
    };
    let found = CLITICS.iter().find(|clitic| is_end(clitic))?;
    Some(word.chars().rev().take(found.len()).map(char::len_utf8).sum())
}

/// A character of a clitic, folded.
fn folded(c: char) -> char {
    match c {
        '’' | '‘' => '\'',
        other => other.to_ascii_lowercase(),
    }
}

/// White space and characters without width that stand between words.
fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{200e}' | '\u{200f}')
}

/// Characters that belong to the one before them.
fn is_extender(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '\u{20a0}'..='\u{20bf}')
}

/// Marks of running text that always stand alone.
fn is_plain_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '«' | '»' | '–' | '—' | '―' | '…' | '•' | '·') || is_currency(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of a text, parted by bars.
    fn bars(text: &str) -> String {
        let abbreviations = Abbreviations::embedded().unwrap();
        let words: Vec<&str> = cut(&abbreviations, text).into_iter().map(|(a, b)| &text[a..b]).collect();
        words.join("|")
    }

    #[test]
    fn clitics_and_marks_are_tokens_of_their_own() {
        assert_eq!(bars("“Don’t,” she’d say."), "“|Do|n’t|,|”|she|’d|say|.");
        assert_eq!(bars("ORIX's wouldn't've CAN'T cannot"), "ORIX|'s|would|n't|'ve|CA|N'T|can|not");
        assert_eq!(bars("the leaders' 'view'"), "the|leaders|'|'|view|'");
        assert_eq!(bars("give 'em the ’90s (now)"), "give|'em|the|’90s|(|now|)");
        assert_eq!(bars("well -- no... What?! Oh… a—b"), "well|--|no|...|What|?!|Oh|…|a|—|b");
    }

    #[test]
    fn abbreviations_keep_their_full_stop() {
        assert_eq!(bars("Mr. Okoro of the U.S. left at 9 a.m."), "Mr.|Okoro|of|the|U.S.|left|at|9|a.m.");
        assert_eq!(bars("J. K. Dane, Ph.D., of Lowell, Mass."), "J.|K.|Dane|,|Ph.D.|,|of|Lowell|,|Mass.");
        assert_eq!(bars("No. 5 on Jan. 3. No. So do I. Dr."), "No.|5|on|Jan.|3|.|No|.|So|do|I|.|Dr|.");
        assert_eq!(bars("It was done in mass.\n\nMr"), "It|was|done|in|mass|.|Mr");
    }

    #[test]
    fn numbers_money_and_hyphens_stay_whole() {
        assert_eq!(
            bars("1,000 or 2.5; $5bn, US$3, 50% at 10:30"),
            "1,000|or|2.5|;|$|5bn|,|US$|3|,|50|%|at|10:30"
        );
        assert_eq!(bars("a 15-year-old F-16 on 04/05/2023"), "a|15-year-old|F-16|on|04/05/2023");
        assert_eq!(bars("1,2,3 in 2010–2012 and/or .5"), "1|,|2|,|3|in|2010|–|2012|and|/|or|.5");
    }

    #[test]
    fn addresses_and_handles_are_one_token() {
        assert_eq!(
            bars("(see https://a.example/x?y=1). @Ana_B #news"),
            "(|see|https://a.example/x?y=1|)|.|@Ana_B|#news"
        );
        assert_eq!(
            bars("mail a.b@c.example. Try news.site.co.uk, end.The next"),
            "mail|a.b@c.example|.|Try|news.site.co.uk|,|end|.|The|next"
        );
        assert_eq!(bars("O’Neill of AT&T’s R&D"), "O’Neill|of|AT&T|’s|R&D");
    }

    proptest::proptest! {
        #[test]
        fn tokens_are_sorted_and_hold_every_visible_character(text in "(\\PC|[ .,'’$@a-cA-C0-9\n-]){0,60}") {
            let abbreviations = Abbreviations::embedded().unwrap();
            let mut at = 0;
            for (start, end) in cut(&abbreviations, &text) {
                assert!(at <= start && start < end);
                assert!(text[at..start].chars().all(is_gap));
                assert!(!text[start..end].chars().any(char::is_whitespace));
                at = end;
            }
            assert!(text[at..].chars().all(is_gap));
        }
    }
}
