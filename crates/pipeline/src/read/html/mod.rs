//! Which part of an HTML page is what? One pass over tokens, then a look at the whole.
//!
//! `tokens` keeps positions, `outline` the blocks, `zones` says which of them are the article, `comments` which
//! are the readers', `metadata` what the page says about itself.

mod comments;
mod hints;
mod metadata;
mod outline;
mod tags;
mod tokens;
mod zones;

use super::Reading;
use super::layout::{Layout, Part, assemble};
pub(super) use comments::Signing;
pub(super) use hints::Names;
pub(super) use metadata::MetaNames;
use news::{Note, NoteCode, OffsetMap};
use outline::Outline;

/// What the sender of a page says of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Given<'g> {
    pub(super) title: Option<&'g str>,
    /// Path, URL or id; evidence only where it is an address on the web.
    pub(super) address: &'g str,
}

/// Reads a page. `under` maps the characters of the page to its bytes.
pub(super) fn read(
    reading: &Reading,
    html: &str,
    under: &OffsetMap,
    given: Given<'_>,
) -> (String, OffsetMap, Layout) {
    let wording = &reading.wording;
    let mut outline = tokens::read(html, Outline::new(&reading.names));
    let (text, map) = outline.finish();

    // What is what.
    let page = zones::Page::new(&text, &outline.regions, &outline.blocks);
    let metadata = metadata::read(reading, html, &outline, &page, given);
    let mut roles = zones::roles(wording, &page, metadata.headline);
    let (comment_of, comments) = comments::find(wording, &reading.signing, &page, &outline.marks, &mut roles);

    // Blocks to zones.
    let parts: Vec<Part> = page
        .blocks
        .iter()
        .zip(roles.iter().zip(&comment_of))
        .map(|(block, (role, comment))| Part {
            span: block.span.trimmed(&text),
            role: *role,
            comment: *comment,
        })
        .collect();
    let (zones, paragraphs) = assemble(&text, &parts, &comments);

    let mut layout = Layout { zones, paragraphs, ..Layout::default() };
    layout.headline = metadata.headline.map(|block| page.blocks[block].span.trimmed(&text));
    let seen =
        metadata::Seen { reading, html, text: &text, map: &map, under, page: &page, outline: &outline };
    metadata.put(&seen, &roles, &mut layout);
    if outline.is_deep {
        layout.notes.push(Note {
            code: NoteCode::DeepNesting,
            span: None,
            message: format!(
                "elements nested deeper than {} levels are read as text alone",
                outline::MAX_DEPTH
            ),
        });
    }
    let map = map.through(under);
    (text, map, layout)
}
