//! What does an account print, word by word, and which of it are the narrator's own words?
//!
//! Captions, comments, badges and furniture are left out: agencies sell the same picture text to everyone.

use super::super::utterances::words::{mix, split};
use crate::Kit;
use crate::fold;
use news::{Account, Span, ZoneKind};

/// Words of a seed.
pub(super) const SEED: usize = 4;

/// One word of an account.
#[derive(Debug, Clone, Copy)]
pub(super) struct ProseWord {
    pub(super) key: u64,
    pub(super) span: Span,
    /// Inside quotation marks.
    pub(super) quoted: bool,
    /// Neither grammar nor a name nor a title: starts with a small letter and carries meaning.
    pub(super) telling: bool,
    /// Starts with a small letter.
    pub(super) small: bool,
    /// Index of its sentence.
    pub(super) sentence: u32,
}

/// One sentence of the narrator as a set of stems.
#[derive(Debug, Clone)]
pub(super) struct ProseSentence {
    pub(super) span: Span,
    /// Stems of all content words outside quotation marks, sorted, each once.
    pub(super) stems: Vec<u64>,
    /// Those that are no names, sorted, each once.
    pub(super) telling: Vec<u64>,
}

/// The words and sentences of one account.
#[derive(Debug, Clone, Default)]
pub(super) struct Prose {
    pub(super) words: Vec<ProseWord>,
    pub(super) sentences: Vec<ProseSentence>,
    /// Hash of the seed that starts at a word, and the word, sorted.
    pub(super) seeds: Vec<(u64, u32)>,
    /// Telling stem and the sentence that holds it, sorted.
    pub(super) places: Vec<(u64, u32)>,
}

/// What is quoted, and posts from other networks: others' words, in order and without overlap.
fn others_words(account: &Account) -> Vec<Span> {
    let posts = account.article.zones.iter().filter(|zone| zone.post.is_some()).map(|zone| zone.span);
    let posts: Vec<Span> = posts.collect();
    let quoted = account.quotations.iter().filter(|q| q.within.is_none()).map(|q| q.inner);
    let is_in_post = |span: &Span| {
        let next = posts.partition_point(|post| post.end <= span.start);
        posts.get(next).is_some_and(|post| post.overlaps(*span))
    };
    let mut words: Vec<Span> = quoted.filter(|span| !is_in_post(span)).collect();
    words.extend(posts);
    words.sort_unstable();
    words
}

/// The prose of an account.
pub(super) fn of(kit: &Kit, account: &Account) -> Prose {
    let mut prose = Prose::default();
    let outer = others_words(account);
    for sentence in &account.sentences {
        if matches!(sentence.zone, ZoneKind::Caption | ZoneKind::Dateline)
            || is_captioned(account, sentence.paragraph)
            || addresses_reader(account, sentence.span, &outer)
        {
            continue;
        }
        let index = prose.sentences.len() as u32;
        let first = prose.words.len();
        for word in split(account.text(), &[sentence.span], |word| kit.function_words.contains(word)).words {
            let text = account.words(word.span);
            let small = text.starts_with(|c: char| c.is_lowercase());
            let quoted = inside(&outer, word.span);
            let telling = small && !word.function;
            prose.words.push(ProseWord {
                key: word.key,
                span: word.span,
                quoted,
                telling,
                small,
                sentence: index,
            });
        }
        let words = &prose.words[first..];
        let own = words.iter().filter(|word| !word.quoted);
        let content = own.filter(|word| !kit.function_words.contains(&fold::word(account.words(word.span))));
        let stems: Vec<(u64, bool)> =
            content.map(|word| (stem(&fold::word(account.words(word.span))), word.telling)).collect();
        prose.sentences.push(ProseSentence {
            span: sentence.span,
            stems: sorted(stems.iter().map(|&(stem, _)| stem)),
            telling: sorted(stems.iter().filter(|&&(_, telling)| telling).map(|&(stem, _)| stem)),
        });
    }
    prose.seeds = prose
        .words
        .windows(SEED)
        .enumerate()
        .map(|(at, words)| (words.iter().fold(0, |hash, word| mix(hash, word.key)), at as u32))
        .collect();
    prose.seeds.sort_unstable();
    prose.places = super::reworded::places(&prose.sentences);
    prose
}

/// Whether a picture's credit line follows: `(Union Photo/Ana Belmonte)`. Such a paragraph is picture text
/// even where the page does not set it apart.
fn is_captioned(account: &Account, paragraph: u32) -> bool {
    let paragraphs = &account.article.paragraphs;
    let Some(next) = paragraphs.get(paragraph as usize + 1) else { return false };
    let line = account.words(*next).trim();
    let bracketed = line.starts_with('(') && line.ends_with(')');
    line.len() <= 80 && bracketed && (line.contains("Photo") || line.contains(" via ") || line.contains('/'))
}

/// Whether a sentence outside quotation marks speaks to the reader: newsletters, subscriptions, requests.
fn addresses_reader(account: &Account, sentence: Span, quotations: &[Span]) -> bool {
    const READER: [&str; 8] = ["you", "your", "you'll", "you're", "our", "us", "we", "click"];
    let words = split(account.text(), &[sentence], |word| READER.contains(&word)).words;
    let own = words.iter().filter(|word| word.function && !inside(quotations, word.span));
    own.filter(|word| !account.words(word.span).contains('.')).count() >= 2
}

/// Whether a span lies in one of the sorted, disjoint spans.
fn inside(spans: &[Span], span: Span) -> bool {
    let next = spans.partition_point(|outer| outer.start <= span.start);
    next > 0 && spans[next - 1].contains(span)
}

fn sorted(stems: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut stems: Vec<u64> = stems.collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// A word without its commonest endings, so that `swirl`, `swirls` and `swirling` meet.
fn stem(folded: &str) -> u64 {
    let endings = ["'s", "ing", "ed", "es", "s"];
    let bare = endings
        .iter()
        .find_map(|ending| folded.strip_suffix(ending).filter(|bare| bare.chars().count() >= 3))
        .unwrap_or(folded);
    super::super::utterances::words::hash(bare)
}
