//! Which part of an HTML page is what? One pass over tokens, then a look at the whole.
//!
//! `tokens` keeps positions, `outline` the blocks, `zones` says what each of them seems to be, `comments` which
//! are the readers', `scorer` which are the article's text by all there is to see (`columns`), how their words sound
//! (`phrases`) and what surrounds them (`surroundings`), `metadata` what the page says about itself.

mod columns;
mod comments;
mod hints;
mod holders;
mod metadata;
mod outline;
pub(crate) mod phrases;
mod pictures;
mod scorer;
mod surroundings;
mod tags;
mod tokens;
mod zones;

use super::Reading;
use super::layout::{Layout, Part, Role, assemble};
use super::wording::Label;
use crate::kit::KitError;
use columns::Rows;
pub(super) use comments::Signing;
pub(super) use hints::Names;
pub(super) use metadata::MetaNames;
use metadata::Metadata;
use news::{Comment, Note, NoteCode, OffsetMap, ZoneKind};
use outline::Outline;
use phrases::Phrases;
pub(in crate::read) use pictures::CreditWords;
use pictures::Pictures;
pub use scorer::LABELS;
pub(crate) use scorer::{Scorer, columns};
use surroundings::Surroundings;
use zones::Page;

/// So many blocks before the article's first running text may be captions of its pictures.
const NEAR: usize = 15;

/// What the rules say of the blocks of a page.
struct Ruled<'p> {
    page: Page<'p>,
    metadata: Metadata,
    roles: Vec<Role>,
    comment_of: Vec<Option<usize>>,
    comments: Vec<Comment>,
    rows: Rows,
}

impl Ruled<'_> {
    /// Whether the markup of a picture calls a block a caption, near the text of the article.
    fn is_caption(&self, block: usize) -> bool {
        let Ruled { page, roles, .. } = self;
        let is_linked = page.blocks[block].linked as usize * 2 > page.blocks[block].span.len();
        let near = page.article.start.saturating_sub(NEAR)..page.article.end + 2;
        scorer::is_captioned(roles[block]) && !is_linked && near.contains(&block)
    }

    /// Whether names or the page's description tell a standfirst or a key point, above the article's text.
    fn is_standfirst(&self, block: usize) -> bool {
        let Ruled { page, roles, metadata, .. } = self;
        let is_above =
            metadata.headline.is_some_and(|headline| headline < block) && block <= page.article.start;
        let role = roles[block];
        let is_named = !role.inferred && matches!(role.kind, ZoneKind::Subheadline | ZoneKind::KeyPoint);
        is_above && (is_named || metadata.is_description(page.words(block)))
    }
}

fn rule<'p>(
    reading: &Reading,
    html: &str,
    outline: &'p Outline<'_>,
    text: &'p str,
    given: Given<'_>,
) -> Ruled<'p> {
    let wording = &reading.wording;
    let page = Page::new(text, &outline.regions, &outline.blocks);
    let metadata = metadata::read(reading, html, outline, &page, given);
    let labels: Vec<Option<Label>> =
        (0..page.blocks.len()).map(|block| wording.label(page.words(block))).collect();
    let mut roles = zones::roles(wording, &page, &labels, metadata.headline);
    let (comment_of, comments) = comments::find(&labels, &reading.signing, &page, &outline.marks, &mut roles);
    let pictures = Pictures::new(&reading.credit_words, &page, outline);
    let rows = columns::rows(&page, &labels, &roles, &metadata, &pictures);
    Ruled { page, metadata, roles, comment_of, comments, rows }
}

/// One block of a page as training sees it.
#[derive(Debug)]
pub struct Block {
    /// Its words.
    pub text: String,
    /// One value per column.
    pub row: Vec<i16>,
    /// Whether the scorer decides about it.
    pub is_open: bool,
    /// Whether the markup of a picture of the article calls it a caption.
    pub is_caption: bool,
    /// Whether the markup or the page's own description calls it a standfirst or a key point.
    pub is_standfirst: bool,
}

/// The blocks of a page, for training.
#[derive(Debug)]
pub struct Blocks {
    /// In the order of the page.
    pub blocks: Vec<Block>,
    surroundings: Surroundings,
}

impl Blocks {
    /// The rows of the blocks that are looked at again, longer by what the first scores say, for a model of phrases as
    /// bytes of its file.
    ///
    /// # Errors
    /// A model that this build cannot use.
    pub fn again(&self, firsts: &[i32], phrases: &[u8]) -> Result<Vec<Option<Vec<i16>>>, KitError> {
        let phrases = Phrases::from_bytes(phrases)?;
        let words = |block: usize| self.blocks[block].text.as_str();
        let rows = self.surroundings.rows(firsts, &phrases, words);
        let whole = |(block, row): (&Block, Option<_>)| {
            row.map(|row: surroundings::More| [&block.row[..], &row].concat())
        };
        Ok(self.blocks.iter().zip(rows).map(whole).collect())
    }
}

/// The blocks of a page, for training.
pub(crate) fn blocks(reading: &Reading, html: &str) -> Blocks {
    let mut outline = tokens::read(html, Outline::new(&reading.names));
    let (text, _) = outline.finish();
    let ruled = rule(reading, html, &outline, &text, Given::default());
    let block = |block: usize| Block {
        text: ruled.page.words(block).to_owned(),
        row: ruled.rows.row(block).to_vec(),
        is_open: scorer::is_open(ruled.roles[block].kind),
        is_caption: ruled.is_caption(block),
        is_standfirst: ruled.is_standfirst(block),
    };
    let surroundings = Surroundings::new(&ruled.page, &ruled.rows);
    Blocks { blocks: (0..ruled.roles.len()).map(block).collect(), surroundings }
}

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
    let mut outline = tokens::read(html, Outline::new(&reading.names));
    let (text, map) = outline.finish();

    // What is what.
    let Ruled { page, metadata, mut roles, comment_of, comments, rows } =
        rule(reading, html, &outline, &text, given);
    reading.scorer.settle(&page, &rows, &mut roles);

    // Blocks to zones.
    let mut parts: Vec<Part> = page
        .blocks
        .iter()
        .zip(roles.iter().zip(&comment_of))
        .map(|(block, (role, comment))| Part {
            span: block.span.trimmed(&text),
            role: *role,
            comment: *comment,
            post: None,
        })
        .collect();
    let holders = page.holders();
    let posts =
        reading.post_words.find(&text, &mut parts, |block| holders[page.blocks[block].region as usize]);
    let (zones, paragraphs) = assemble(&text, &parts, &comments, &posts);

    let mut layout = Layout { zones, paragraphs, ..Layout::default() };
    layout.headline = metadata.headline.map(|block| page.blocks[block].span.trimmed(&text));
    let seen =
        metadata::Seen { reading, html, text: &text, map: &map, under, page: &page, outline: &outline };
    metadata.put(&seen, &mut layout);
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
