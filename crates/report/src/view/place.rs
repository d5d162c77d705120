//! Where does a finding stand in the source as given? Spans of text become spans of raw bytes here, once.

use news::{Article, Raw, Span, Text};
use serde::{Serialize, Serializer};

/// A stretch of a source: the raw bytes that the contract prints, and the same words in the extracted text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) raw: Span<Raw>,
    pub(crate) text: Span<Text>,
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.raw.start, self.raw.end).serialize(serializer)
    }
}

impl Place {
    /// The place of some text; `None` where no raw byte stands behind it: such a finding cannot be shown.
    pub(crate) fn new(article: &Article, text: Span<Text>) -> Option<Place> {
        if article.words(text).is_empty() {
            return None;
        }
        let raw = article.map.to_raw(text);
        (!raw.is_empty()).then_some(Place { raw, text })
    }

    /// The same, widened where an edge would cut a word in two.
    pub(crate) fn of_whole_words(article: &Article, text: Span<Text>) -> Option<Place> {
        Place::new(article, whole_words(&article.text, text))
    }

    /// The place of raw bytes. Metadata may stand in markup alone; the text span is empty then.
    pub(crate) fn of_raw(article: &Article, raw: Span<Raw>) -> Option<Place> {
        let text = article.map.to_text(raw).unwrap_or(Span::new(0, 0));
        (!raw.is_empty()).then_some(Place { raw, text })
    }

    /// The places of several spans, sorted, those that cannot be shown left out.
    pub(crate) fn list(article: &Article, spans: &[Span<Text>]) -> Vec<Place> {
        sorted(spans.iter().filter_map(|span| Place::new(article, *span)).collect())
    }

    /// The same, each widened to whole words.
    pub(crate) fn list_of_whole_words(article: &Article, spans: &[Span<Text>]) -> Vec<Place> {
        sorted(spans.iter().filter_map(|span| Place::of_whole_words(article, *span)).collect())
    }
}

fn sorted(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_unstable();
    places
}

/// The span widened so that neither edge stands between two letters or digits of one word.
pub(crate) fn whole_words(text: &str, span: Span<Text>) -> Span<Text> {
    let range = span.range();
    let (Some(before), Some(words), Some(after)) =
        (text.get(..range.start), text.get(range.clone()), text.get(range.end..))
    else {
        return span;
    };
    let starts_inside = words.starts_with(char::is_alphanumeric);
    let ends_inside = words.ends_with(char::is_alphanumeric);
    let front =
        if starts_inside { before.len() - before.trim_end_matches(char::is_alphanumeric).len() } else { 0 };
    let back =
        if ends_inside { after.len() - after.trim_start_matches(char::is_alphanumeric).len() } else { 0 };
    Span::new(range.start - front, range.end + back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_inside_a_word_moves_out_and_others_stay() {
        let text = "She didn’t say “no.”";
        let words = |from: &str| {
            let start = text.find(from).unwrap();
            whole_words(text, Span::new(start, start + from.len())).of(text)
        };
        assert_eq!(words("id"), "didn");
        assert_eq!(words("n’t sa"), "didn’t say");
        assert_eq!(words("“no.”"), "“no.”");
        assert_eq!(words("no."), "no.");
    }

    #[test]
    fn a_span_off_its_text_is_left_alone() {
        assert_eq!(whole_words("é", Span::new(1, 2)), Span::new(1, 2));
        assert_eq!(whole_words("a", Span::new(0, 9)), Span::new(0, 9));
    }
}
