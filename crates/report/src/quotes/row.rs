//! One attribution as a row of comma-separated values (RFC 4180): a column for each part, one for its bytes.

use super::lines_of::Lines;
use super::{QuotedPage, start};
use crate::view;
use crate::view::account::Attribution;
use crate::view::place::Place;

/// The names of the columns, on a line.
pub const QUOTES_HEAD: &str = "account,uri,sha256,outlet,published,id,kind,act,speaker,speaker_status,speaker_why,\
source,source_bytes,cue,cue_lemma,attitude,cue_bytes,content,content_bytes,quoted,quoted_bytes,addressee,\
addressee_bytes,within,relays,relays_bytes,hedges,hedges_bytes,zone,confidence,line\n";

/// Between the words of several spans in one cell.
const BETWEEN_WORDS: &str = " | ";

/// The attributions of these indexes, one row each.
pub fn quotes_rows(page: QuotedPage<'_>, indexes: &[usize]) -> String {
    let lines = Lines::new(&page.account.article.source.bytes);
    let all = view::quotes(page.account);
    let wanted = all.iter().filter(|found| indexes.binary_search(&found.index).is_ok());
    wanted.map(|found| row(page, found, &lines)).collect()
}

fn row(page: QuotedPage<'_>, found: &Attribution, lines: &Lines) -> String {
    let article = &page.account.article;
    let own = |text: &str| text.to_owned();
    let words = |places: &[Place]| page.words_of(places).join(BETWEEN_WORDS);
    let source: Vec<Place> = found.source.iter().map(|source| source.span).collect();
    let cue: Vec<Place> = found.cue.iter().map(|cue| cue.span).collect();
    let addressee: Vec<Place> = found.addressee.iter().map(|addressee| addressee.span).collect();
    let relays: Vec<Place> = found.relays.iter().map(|relay| relay.span).collect();
    let names: Vec<&str> =
        found.relays.iter().map(|relay| relay.name.as_deref().unwrap_or("(hidden)")).collect();
    let confidence = f64::from(found.confidence.0.0) / 1000.0;
    let cells = [
        own(&article.id),
        own(&article.source.uri),
        own(article.source.sha256()),
        own(page.outlet().unwrap_or("")),
        page.published().join(BETWEEN_WORDS),
        own(&found.id),
        own(found.kind),
        own(found.act),
        own(found.speaker.name.as_deref().unwrap_or("")),
        own(found.speaker.status),
        own(found.speaker.why.as_deref().unwrap_or("")),
        words(&source),
        bytes(&source),
        words(&cue),
        own(found.cue.as_ref().map_or("", |cue| cue.lemma.as_str())),
        own(found.cue.as_ref().map_or("", |cue| cue.attitude)),
        bytes(&cue),
        words(&found.content),
        bytes(&found.content),
        words(&found.quoted),
        bytes(&found.quoted),
        words(&addressee),
        bytes(&addressee),
        own(found.within.as_deref().unwrap_or("")),
        names.join(BETWEEN_WORDS),
        bytes(&relays),
        words(&found.hedges),
        bytes(&found.hedges),
        own(found.zone),
        format!("{confidence:.3}"),
        start(found).map_or_else(String::new, |place| lines.line(place.raw.start).to_string()),
    ];
    let mut row = cells.map(|text| cell(&text)).join(",");
    row.push('\n');
    row
}

/// `812-840;902-915`
fn bytes(places: &[Place]) -> String {
    let spans = places.iter().map(|place| format!("{}-{}", place.raw.start, place.raw.end));
    spans.collect::<Vec<_>>().join(";")
}

/// A cell, in quotation marks where it needs them.
fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_commas_and_quotation_marks() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("“No,” she said"), "\"“No,” she said\"");
        assert_eq!(cell("\"No\""), "\"\"\"No\"\"\"");
    }
}
