//! Where do dumps with known zones come from? Pages whose zones are known, written as text in many styles.

pub(crate) mod bylines;
pub(crate) mod render;
pub(crate) mod style;
pub(crate) mod truth;

use crate::eval::read::gold::Page;
use news::{Article, Raw, Span, ZoneKind};

/// The zones of an article in bytes of its page.
pub(crate) fn zones(article: &Article) -> Vec<(Span<Raw>, ZoneKind)> {
    article.zones.iter().map(|zone| (article.map.to_raw(zone.span), zone.kind)).collect()
}

/// Seed of the style in which a page is written for the `copy`th time.
pub(crate) fn seed(page: &Page, copy: u64) -> u64 {
    learn::combine(copy + 1, learn::hash(page.id.as_bytes()), 0)
}
