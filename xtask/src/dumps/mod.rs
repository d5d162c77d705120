//! Where do dumps with known zones come from? Pages whose zones are known, written as text in many styles.

pub(crate) mod render;
pub(crate) mod style;
pub(crate) mod truth;

use crate::eval::read::gold::Page;
use news::{Article, MediaType, Raw, Span, ZoneKind};
use pipeline::Kit;

/// A page as its markup is read.
pub(crate) fn read(kit: &Kit, bytes: Vec<u8>, media_type: MediaType) -> Article {
    let page = pipeline::Page {
        id: "A".to_owned(),
        bytes,
        media_type: Some(media_type),
        charset: Some("utf-8".to_owned()),
        ..pipeline::Page::default()
    };
    pipeline::read(kit, page).value
}

/// The zones of an article in bytes of its page.
pub(crate) fn zones(article: &Article) -> Vec<(Span<Raw>, ZoneKind)> {
    article.zones.iter().map(|zone| (article.map.to_raw(zone.span), zone.kind)).collect()
}

/// Seed of the style in which a page is written for the `copy`th time.
pub(crate) fn seed(page: &Page, copy: u64) -> u64 {
    learn::combine(copy + 1, learn::hash(page.id.as_bytes()), 0)
}
