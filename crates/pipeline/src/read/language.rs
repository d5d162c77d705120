//! Which language do the words look like?
//!
//! A guess by letter sequences (whichlang) that must agree with the share of stop words where it says English,
//! since the guesser knows sixteen languages and has no word for "none of them".

use crate::lexicon::WordSet;
use news::{Note, NoteCode};
use whichlang::Lang;

/// Words looked at; more do not change the answer.
const MAX_WORDS: usize = 600;
/// Fewer words say nothing.
const MIN_WORDS: usize = 12;
/// Fewer words are no reason for a note.
const MIN_WORDS_FOR_NOTE: usize = 40;

/// The commonest words of English, which no other language shares in number.
#[derive(Debug)]
pub(crate) struct StopWords {
    words: WordSet,
}

impl StopWords {
    /// The list inside the binary.
    pub(crate) fn embedded() -> StopWords {
        let text = include_str!("../../../../lexicons/stop-words.en.txt");
        let entries = crate::lexicon::entries("stop-words.en.txt", text);
        let words: Vec<&'static str> = entries.map(|entry| entry.field(0)).collect();
        StopWords { words: WordSet::new(&words) }
    }
}

/// ISO 639-1 code of the language of the words, and a note if annotation does not cover it.
pub(crate) fn detect(stop_words: &StopWords, text: &str) -> (Option<&'static str>, Option<Note>) {
    let words = || text.split_whitespace().take(MAX_WORDS).filter_map(|word| Some((word, bare(word)?)));
    let (mut count, mut stops) = (0, 0);
    for (_, bare) in words() {
        stops += usize::from(stop_words.words.holds(bare));
        count += 1;
    }
    // Names and foreign words mislead the guesser in short texts; a third of stop words is English.
    let is_english = stops * 100 >= count * 33;
    if count >= MIN_WORDS && is_english {
        return (Some("en"), None);
    }
    let sample: String = words().flat_map(|(word, _)| [word, " "]).collect();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    // Chinese, Japanese and Thai part no words by spaces: count letters too.
    if count < MIN_WORDS && letters < 6 * MIN_WORDS {
        return (None, None);
    }
    let looks = code(whichlang::detect_language(&sample));
    let found = if looks == "en" { (stops * 100 >= count * 18).then_some("en") } else { Some(looks) };
    let found = if is_english { Some("en") } else { found };
    let enough = count >= MIN_WORDS_FOR_NOTE || letters >= 6 * MIN_WORDS_FOR_NOTE;
    let note = (found != Some("en") && enough).then(|| Note {
        code: NoteCode::UnsupportedLanguage,
        span: None,
        message: match found {
            Some(language) => format!("the text looks like `{language}`; only English is annotated so far"),
            None => "the text does not look like English; only English is annotated so far".to_owned(),
        },
    });
    (found, note)
}

/// A word without signs around it; `None` for numbers and signs alone.
fn bare(word: &str) -> Option<&str> {
    let is_plain = word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let bare = if is_plain { word } else { word.trim_matches(|c: char| !c.is_alphanumeric()) };
    (!bare.bytes().all(|byte| byte.is_ascii_digit())).then_some(bare)
}

fn code(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(text: &str) -> Option<&'static str> {
        detect(&StopWords::embedded(), text).0
    }

    #[test]
    fn english_german_and_too_little() {
        assert_eq!(
            language(
                "The harbour master said that the ferry would not sail before noon because of the storm."
            ),
            Some("en")
        );
        assert_eq!(
            language(
                "Der Hafenmeister sagte, die Fähre werde wegen des Sturms nicht vor Mittag auslaufen können."
            ),
            Some("de")
        );
        assert_eq!(language("Harbour closed"), None);
    }

    #[test]
    fn word_lists_are_not_taken_for_english() {
        let names = "Okoro Lindqvist Marchetti Varga Petrov Hansen Duarte Nakamura ".repeat(8);
        assert_ne!(language(&names), Some("en"));
        assert!(detect(&StopWords::embedded(), &names).1.is_some());
    }
}
