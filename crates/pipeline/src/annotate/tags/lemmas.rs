//! What is the dictionary form of a word, given its tag?
//!
//! Rules of English spelling, after a list of the words that do not keep to them. Which tag a word has is
//! left to the tagger.

use crate::fold;
use crate::kit::KitError;
use crate::lexicon::{self, WordMap};
use news::Tag;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Words whose dictionary form no rule finds.
pub(crate) struct Lemmas {
    exceptions: WordMap<Vec<(Tag, &'static str)>>,
}

impl Lemmas {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<Lemmas, KitError> {
        let text = include_str!("../../../../../lexicons/lemmas.txt");
        let mut exceptions: BTreeMap<&'static str, Vec<(Tag, &'static str)>> = BTreeMap::new();
        for entry in lexicon::entries("lemmas.txt", text) {
            for name in entry.field(1).split_whitespace() {
                let tag = Tag::ALL.into_iter().find(|tag| tag.name() == name);
                let tag = tag.ok_or_else(|| entry.error(format!("unknown tag `{name}`")))?;
                for form in entry.field(2).split_whitespace() {
                    exceptions.entry(form).or_default().push((tag, entry.field(0)));
                }
            }
        }
        Ok(Lemmas { exceptions: WordMap::new(exceptions) })
    }

    /// The dictionary form of a word.
    pub(crate) fn lemma<'s>(&self, surface: &'s str, tag: Tag) -> Cow<'s, str> {
        let folded = fold::word(surface);
        if tag == Tag::Noun && is_plural_of_capitals(surface) {
            let length = folded.len() - 1;
            return cut(folded, length);
        }
        // The last of equals counts.
        let exceptions = self.exceptions.get(&folded).map_or(&[] as &[_], Vec::as_slice);
        if let Some((_, lemma)) = exceptions.iter().rev().find(|(of, _)| *of == tag) {
            return Cow::Borrowed(lemma);
        }
        match tag {
            Tag::Verb => verb(folded),
            Tag::Noun => noun(folded),
            Tag::Adj
            | Tag::Adp
            | Tag::Adv
            | Tag::Aux
            | Tag::Cconj
            | Tag::Det
            | Tag::Intj
            | Tag::Num
            | Tag::Part
            | Tag::Pron
            | Tag::Propn
            | Tag::Punct
            | Tag::Sconj
            | Tag::Sym
            | Tag::X => folded,
        }
    }
}

/// `MPs`, `CEOs`
fn is_plural_of_capitals(surface: &str) -> bool {
    surface
        .strip_suffix('s')
        .is_some_and(|stem| stem.len() > 1 && stem.bytes().all(|b| b.is_ascii_uppercase()))
}

/// So many bytes of a word.
fn cut(word: Cow<'_, str>, length: usize) -> Cow<'_, str> {
    match word {
        Cow::Borrowed(word) => Cow::Borrowed(&word[..length]),
        Cow::Owned(mut word) => {
            word.truncate(length);
            Cow::Owned(word)
        }
    }
}

/// A plural without its ending.
fn noun(word: Cow<'_, str>) -> Cow<'_, str> {
    let keeps = ["ss", "us", "is", "'s"].iter().any(|ending| word.ends_with(ending));
    if let Some(stem) = word.strip_suffix("men").filter(|stem| stem.len() > 2) {
        return format!("{stem}man").into();
    }
    let is_ascii = word.bytes().rev().take(4).all(|b| b.is_ascii_alphabetic());
    if keeps || word.len() < 4 || !is_ascii { word } else { without_s(word) }
}

/// A verb's base form.
fn verb(word: Cow<'_, str>) -> Cow<'_, str> {
    if !word.bytes().rev().take(4).all(|b| b.is_ascii_alphabetic()) {
        return word;
    }
    for (ending, shortest) in [("ied", 5), ("ed", 4), ("ing", 5)] {
        let Some(stem) = word.strip_suffix(ending).filter(|_| word.len() >= shortest) else { continue };
        if ending == "ied" {
            return format!("{stem}y").into();
        }
        if stem.bytes().any(|b| is_vowel(b) || b == b'y') && !(ending == "ed" && stem.ends_with('e')) {
            return base(stem).into();
        }
    }
    if word.ends_with("ss") || word.ends_with("us") || word.len() < 4 { word } else { without_s(word) }
}

/// A plural, or a verb of the third person, without its ending.
fn without_s(word: Cow<'_, str>) -> Cow<'_, str> {
    let Some(stem) = word.strip_suffix('s') else { return word };
    if let Some(stem) = stem.strip_suffix("ie").filter(|stem| stem.len() > 1) {
        return format!("{stem}y").into();
    }
    let takes_es = ["sse", "she", "che", "xe", "zze", "oe"].iter().any(|ending| stem.ends_with(ending));
    let length = stem.len() - usize::from(takes_es);
    cut(word, length)
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// The base form that lost its ending to `-ed` or `-ing`: "stopp" is stop, "clos" is close.
fn base(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let at = |back: usize| bytes.len().checked_sub(back).map_or(b' ', |at| bytes[at]);
    let (last, before, second) = (at(1), at(2), at(3));
    if last == before
        && matches!(last, b'b' | b'd' | b'g' | b'm' | b'n' | b'p' | b'r' | b't')
        && bytes.len() > 3
    {
        return stem[..stem.len() - 1].to_string();
    }
    if lost_e(last, before, second) { format!("{stem}e") } else { stem.to_string() }
}

/// Whether a stem with these last three letters ends in a silent e.
fn lost_e(last: u8, before: u8, second: u8) -> bool {
    // "look", "treat": two vowels make the syllable long without an e.
    let is_single =
        is_vowel(before) && (!is_vowel(second) || second == b'u' && matches!(before, b'a' | b'i' | b'o'));
    match last {
        b'c' | b'v' | b'u' => true,
        b'z' => before != b'z',
        b's' => before != b's',
        b'l' => match before {
            b'b' | b'c' | b'd' | b'f' | b'g' | b'k' | b'p' | b't' | b'z' => true,
            b'i' | b'u' | b'o' | b'y' => is_single,
            _ => false,
        },
        b'g' => match before {
            b'n' => matches!(second, b'a' | b'e' | b'u'),
            b'r' | b'd' | b'l' => true,
            _ => is_vowel(before) && is_single,
        },
        b't' => match before {
            b'a' => !matches!(second, b'e' | b'o'),
            b'u' | b'o' => is_single,
            _ => false,
        },
        b'r' => matches!(before, b'a' | b'i' | b'o' | b'u' | b'y') && is_single || before == b'c',
        b'd' | b'k' | b'b' | b'p' => is_single,
        b'm' => matches!(before, b'a' | b'o' | b'u' | b'i') && is_single,
        b'n' => matches!(before, b'i' | b'u') && is_single,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_rules_find_base_forms() {
        let lemmas = Lemmas::embedded().unwrap();
        let verbs = "says denied stopped closing added making controlled agreed needed provides teaches went \
            said has been taken dying leaving wrote saying held told warned";
        let found: Vec<_> = verbs.split_whitespace().map(|word| lemmas.lemma(word, Tag::Verb)).collect();
        assert_eq!(
            found.join(" "),
            "say deny stop close add make control agree need provide teach go say have be take die leave write \
             say hold tell warn"
        );
    }

    #[test]
    fn plurals_lose_their_ending_and_names_keep_it() {
        let lemmas = Lemmas::embedded().unwrap();
        let nouns =
            "rifles countries men news crises boxes buses wives politics bus analysis troops gunmen MPs";
        let found: Vec<_> = nouns.split_whitespace().map(|word| lemmas.lemma(word, Tag::Noun)).collect();
        assert_eq!(
            found.join(" "),
            "rifle country man news crisis box bus wife politics bus analysis troops gunman mp"
        );
        assert_eq!(lemmas.lemma("Athens", Tag::Propn), "athens");
        assert_eq!(lemmas.lemma("n’t", Tag::Part), "not");
    }
}
