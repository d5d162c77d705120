//! What must hold of any bytes? The checks that all targets share.

use news::{Account, Article, MediaType, Span, Text};
use pipeline::{Kit, Page};
use std::sync::OnceLock;

/// The kit, loaded once for all runs of a target.
pub fn kit() -> &'static Kit {
    static KIT: OnceLock<Kit> = OnceLock::new();
    KIT.get_or_init(|| Kit::embedded().expect("the kit of this build"))
}

/// Reads bytes and checks what came out.
pub fn read(id: &str, bytes: &[u8], media_type: Option<MediaType>) -> Article {
    let page = Page { id: id.to_string(), bytes: bytes.to_vec(), media_type, ..Page::default() };
    let noted = pipeline::read(kit(), page);
    let article = noted.value;
    assert_eq!(article.source.bytes, bytes, "the source was changed");
    assert_eq!(article.map.text_len(), article.text.len(), "the map does not cover the text");
    let mut end = 0;
    for zone in &article.zones {
        check_span(&article, zone.span);
        assert!(zone.span.start >= end, "zones overlap or are not sorted");
        end = zone.span.end;
    }
    article.paragraphs.iter().for_each(|span| check_span(&article, *span));
    noted.notes.iter().filter_map(|note| note.span).for_each(|span| check_span(&article, span));
    article
}

/// Annotates an article and checks what came out.
pub fn annotate(article: Article) -> Account {
    let noted = pipeline::annotate(kit(), article);
    let account = noted.value;
    let spans = account.tokens.iter().map(|token| token.span);
    let spans = spans.chain(account.sentences.iter().map(|sentence| sentence.span));
    let spans = spans.chain(account.claims.iter().map(|claim| claim.span));
    let spans = spans.chain(account.dates.iter().map(|date| date.span));
    let spans = spans.chain(account.quantities.iter().map(|quantity| quantity.span));
    let spans = spans.chain(account.quotations.iter().map(|quotation| quotation.inner));
    spans.for_each(|span| check_span(&account.article, span));
    noted.notes.iter().filter_map(|note| note.span).for_each(|span| check_span(&account.article, span));
    account
}

/// A span lies in the text, on characters, and its bytes lie in the source.
fn check_span(article: &Article, span: Span<Text>) {
    assert!(article.text.get(span.range()).is_some(), "{span:?} of {} bytes", article.text.len());
    let raw = article.map.to_raw(span);
    assert!(raw.end as usize <= article.source.bytes.len(), "{raw:?} of {} bytes", article.source.bytes.len());
    // And back: what was mapped to bytes is found again by them.
    if !raw.is_empty() {
        let back = article.map.to_text(raw).expect("bytes that stand for text");
        assert!(back.overlaps(span) && back.contains(span.trimmed(&article.text)), "{span:?} came back as {back:?}");
    }
}
