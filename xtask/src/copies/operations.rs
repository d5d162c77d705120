//! How is a text copied, as far as whole paragraphs go? Each operation returns a text that still has its parent's
//! outlet and headline.

use super::Text;
use super::draw::Draw;

/// Printed as it is.
pub(super) fn verbatim(_: &mut Draw, parent: &Text) -> Text {
    parent.clone()
}

/// The beginning, and then some of the rest: two thirds in all.
pub(super) fn cut(draw: &mut Draw, parent: &Text) -> Text {
    let len = parent.paragraphs.len();
    let mut kept = vec![0, 1];
    kept.extend(draw.places(len.saturating_sub(2), (len * 2 / 3).saturating_sub(2)).iter().map(|at| at + 2));
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

/// Half of each parent, by turns.
pub(super) fn merge(draw: &mut Draw, one: &Text, two: &Text) -> Text {
    let half = |draw: &mut Draw, text: &Text| {
        let len = text.paragraphs.len();
        with(text, &draw.places(len, len.div_ceil(2))).paragraphs
    };
    let (mut first, mut second) = (half(draw, one).into_iter(), half(draw, two).into_iter());
    let mut text = Text { paragraphs: Vec::new(), ..one.clone() };
    loop {
        let pair = [first.next(), second.next()];
        if pair.iter().all(Option::is_none) {
            return text;
        }
        text.paragraphs.extend(pair.into_iter().flatten());
    }
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

/// A line that credits other newsrooms, before the second paragraph.
pub(super) fn credit(text: &mut Text, outlets: &[&str]) {
    if outlets.is_empty() {
        return;
    }
    let line = match outlets {
        [only] => format!("The {only} reports:"),
        many => format!("The {} report:", many.join(" and the ")),
    };
    text.paragraphs.insert(0, line);
}

/// The text with these paragraphs alone.
fn with(text: &Text, places: &[usize]) -> Text {
    let paragraphs = places.iter().filter_map(|at| text.paragraphs.get(*at).cloned()).collect();
    Text { paragraphs, ..text.clone() }
}
