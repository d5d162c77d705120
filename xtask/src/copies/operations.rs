//! How is a text copied, as far as whole paragraphs go? Each operation returns a text that still has its parent's
//! outlet and headline.

use super::Text;
use super::draw::Draw;

/// Printed as it is.
pub(super) fn verbatim(parent: &Text) -> Text {
    parent.clone()
}

/// The beginning, and then some of the rest: three fifths in all.
pub(super) fn cut(draw: &mut Draw, parent: &Text) -> Text {
    let len = parent.paragraphs.len();
    let mut kept = vec![0, 1];
    kept.extend(draw.places(len.saturating_sub(2), (len * 3 / 5).saturating_sub(2)).iter().map(|at| at + 2));
    with(parent, &kept)
}

/// All paragraphs after the first in another order.
pub(super) fn reorder(draw: &mut Draw, parent: &Text) -> Text {
    let mut order: Vec<usize> = (1..parent.paragraphs.len()).collect();
    draw.shuffle(&mut order);
    order.insert(0, 0);
    with(parent, &order)
}

/// A third of the text among the paragraphs of another.
pub(super) fn insert(draw: &mut Draw, parent: &Text, stranger: &Text) -> Text {
    let len = parent.paragraphs.len();
    let taken = draw.places(len, (len / 3).max(2));
    let mut text = stranger.clone();
    for at in taken.into_iter().rev() {
        let place = 1 + draw.below(text.paragraphs.len().max(2) - 1);
        text.paragraphs.insert(place.min(text.paragraphs.len()), parent.paragraphs[at].clone());
    }
    text
}

/// Half of each parent, one after the other.
pub(super) fn merge(draw: &mut Draw, one: &Text, two: &Text) -> Text {
    let half = |draw: &mut Draw, text: &Text| {
        let len = text.paragraphs.len();
        with(text, &draw.places(len, len.div_ceil(2))).paragraphs
    };
    let mut paragraphs = half(draw, one);
    paragraphs.extend(half(draw, two));
    Text { paragraphs, ..one.clone() }
}

/// Another text that quotes two of the same quotations.
pub(super) fn quotes_only(draw: &mut Draw, parent: &Text, stranger: &Text) -> Text {
    let mut text = stranger.clone();
    let quotations: Vec<String> =
        parent.paragraphs.iter().filter_map(|paragraph| quotation(paragraph)).take(2).collect();
    for (number, quotation) in quotations.into_iter().enumerate() {
        let place = 1 + draw.below(text.paragraphs.len().max(2) - 1);
        let tag = ["the visitor told the hall", "was one of the answers"][number % 2];
        text.paragraphs.insert(place.min(text.paragraphs.len()), format!("{quotation} {tag}."));
    }
    text
}

/// The first quotation of some length in a paragraph, with its marks and a comma at its end.
fn quotation(paragraph: &str) -> Option<String> {
    let inner = paragraph.split('“').nth(1)?.split('”').next()?;
    let long = inner.split(' ').count() >= 8;
    long.then(|| format!("“{},”", inner.trim_end_matches([',', '.'])))
}

/// The words of a headline from another place on: no two outlets print the same.
pub(super) fn headline(draw: &mut Draw, headline: &str) -> String {
    let words: Vec<&str> = headline.trim_end_matches('.').split(' ').collect();
    let from = draw.below(words.len() / 2 + 1);
    let mut turned = words[from..].to_vec();
    turned.extend(&words[..from]);
    turned.join(" ")
}

/// Lines that credit other newsrooms, each before its part of the text.
pub(super) fn credit(text: &mut Text, outlets: &[&str]) {
    let len = text.paragraphs.len();
    for (number, outlet) in outlets.iter().enumerate().rev() {
        text.paragraphs.insert(len * number / outlets.len(), format!("The {outlet} reports:"));
    }
}

/// Whether a paragraph is such a line.
pub(super) fn is_credit(paragraph: &str) -> bool {
    paragraph.starts_with("The ") && paragraph.ends_with(" reports:")
}

/// The text with these paragraphs alone.
fn with(text: &Text, places: &[usize]) -> Text {
    let paragraphs = places.iter().filter_map(|at| text.paragraphs.get(*at).cloned()).collect();
    Text { paragraphs, ..text.clone() }
}
