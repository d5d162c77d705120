//! Which part of a page is what?
use super::layout::Layout;
use super::wording::Wording;
use news::OffsetMap;

/// Reads a page.
pub(super) fn read(
    wording: &Wording,
    text: &str,
    map: &OffsetMap,
    title: Option<&str>,
) -> (String, OffsetMap, Layout) {
    let layout = super::plain::read(wording, text, map, title);
    (text.to_owned(), map.clone(), layout)
}
