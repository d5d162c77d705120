//! Which blocks are the article's own text, its standfirst, its captions? The trained forest has the last word over
//! names and places.
//!
//! `zones` says what each block seems to be; the forest of `models/blocks` has seen which blocks people kept on
//! two thousand pages and weighs those opinions with everything else there is to see. It looks twice: what is not
//! hopeless at first sight is seen again with the first scores of all around it. Training is left to `cargo xtask
//! train blocks`.

use super::columns::{self, Rows};
use super::phrases::Phrases;
use super::surroundings::{self, Surroundings};
use super::tags::Tag;
use super::zones::Page;
use crate::fold;
use crate::kit::KitError;
use crate::read::layout::Role;
use learn::{Forest, Row};
use news::ZoneKind;
use std::collections::BTreeSet;

/// Blocks of the article's text that say the same again, from this many bytes on, are a second copy.
const REPEATED: usize = 40;

/// How much more a block must look like text than like a caption where the markup calls it a caption.
const DOUBT: i32 = 2 * learn::SCALE;

/// How likely a standfirst must be: at odds of one to three it is told, for what is wanted is text either way.
const LIKELY: i32 = -learn::SCALE;
/// A standfirst stands at most this many blocks behind the article's first running text.
const BEHIND: usize = 5;
/// At most so many blocks stand between a picture and its caption.
const UNDER: i16 = 6;
/// What looks less like text than this is no standfirst, and what looks more like text than that no caption.
const NO_STANDFIRST: i32 = -2 * learn::SCALE;
const NO_CAPTION: i32 = 2 * learn::SCALE;

/// A page of so few blocks is a piece of one, as feeds give it, and has no furniture that its text could be told from:
/// what the rules say stands.
const FEW: usize = 4;

/// What the forest says of a block, each by itself.
pub const LABELS: [&str; 4] = ["first look", "text", "standfirst", "caption"];
const FIRST: usize = 0;
const TEXT: usize = 1;
const STANDFIRST: usize = 2;
const CAPTION: usize = 3;

/// The first look at a block that it does not decide about.
const SETTLED: i32 = i32::MIN;

/// Names of all columns: those of the first look, then those of the second.
pub(crate) fn columns() -> Vec<String> {
    columns::names().into_iter().chain(surroundings::names()).collect()
}

/// The model of blocks, ready to run.
#[derive(Debug)]
pub(crate) struct Scorer {
    forest: Forest,
    phrases: Phrases,
}

impl Scorer {
    /// The model inside the binary.
    pub(crate) fn embedded() -> Result<Scorer, KitError> {
        let forest = include_bytes!("../../../../../models/blocks/model.bin");
        Scorer::new(forest, Phrases::embedded()?)
    }

    /// Knows nothing.
    pub(crate) fn untrained() -> Scorer {
        Scorer { forest: Forest::default(), phrases: Phrases::none() }
    }

    /// A model file, and how words sound.
    ///
    /// # Errors
    /// A file that is damaged, or whose columns are not those of this build.
    pub(crate) fn new(bytes: &[u8], phrases: Phrases) -> Result<Scorer, KitError> {
        let refuse = |why: String| KitError::Model { name: "blocks", why };
        let forest = Forest::from_bytes(bytes).map_err(|error| refuse(error.to_string()))?;
        if forest.columns != columns() {
            return Err(refuse("its columns are of another build; run `cargo xtask train blocks`".into()));
        }
        if !forest.labels.iter().map(|label| label.name.as_str()).eq(LABELS) {
            return Err(refuse("its labels are of another build; run `cargo xtask train blocks`".into()));
        }
        Ok(Scorer { forest, phrases })
    }

    /// Settles which blocks are the article's text.
    pub(super) fn settle(&self, page: &Page<'_>, rows: &Rows, roles: &mut [Role]) {
        if roles.len() <= FEW {
            return;
        }
        let first = |(block, role): (usize, &Role)| {
            if is_open(role.kind) { self.forest.score(FIRST, &Row::new(rows.row(block))) } else { SETTLED }
        };
        let firsts: Vec<i32> = roles.iter().enumerate().map(first).collect();
        let again = Surroundings::new(page, rows).rows(&firsts, &self.phrases, |block| page.words(block));
        let second = |(block, more): (usize, &Option<surroundings::More>)| {
            let row = Row::new(rows.row(block));
            let second = more.as_ref().map(|more| row.and(rows.row(block).len(), more));
            second.map_or(firsts[block], |second| self.forest.score(TEXT, &second))
        };
        let texts: Vec<i32> = again.iter().enumerate().map(second).collect();
        for (block, role) in roles.iter_mut().enumerate() {
            if is_open(role.kind) {
                *role = self.settled(page, block, &Row::new(rows.row(block)), texts[block], *role);
            }
        }
        leave_out_copies(page, roles);
        join_leads(page, roles);
    }

    /// The role of a block by all that the forest says of it. Most blocks can be no caption and no standfirst by where
    /// they stand, and are not asked about.
    fn settled(&self, page: &Page<'_>, block: usize, row: &Row, text: i32, role: Role) -> Role {
        let captioned = is_captioned(role);
        let under_picture = (0..=UNDER).contains(&row.value(columns::SINCE_PICTURE));
        if captioned || under_picture && text <= NO_CAPTION {
            let caption = self.forest.score(CAPTION, row);
            if caption > text.max(0) || captioned && text < caption + DOUBT {
                return kept_or(role, &[ZoneKind::Caption]);
            }
        }
        let in_front = block <= page.article.start + BEHIND && role != Role::stated(ZoneKind::Correction);
        if in_front && text > NO_STANDFIRST && self.forest.score(STANDFIRST, row) > (-text).max(0) + LIKELY {
            let is_item = page.tag(block) == Tag::Li;
            let kind = if is_item { ZoneKind::KeyPoint } else { ZoneKind::Subheadline };
            return kept_or(role, &[kind, ZoneKind::KeyPoint, ZoneKind::Subheadline]);
        }
        settled(page, block, role, text > 0)
    }
}

/// Whether the forest is asked about a block of this role. What readers write, headlines and the lines around
/// them have been found on better grounds.
pub(super) fn is_open(kind: ZoneKind) -> bool {
    match kind {
        ZoneKind::Headline
        | ZoneKind::Byline
        | ZoneKind::Dateline
        | ZoneKind::Comment
        | ZoneKind::CommentForm => false,
        ZoneKind::Subheadline
        | ZoneKind::KeyPoint
        | ZoneKind::Body
        | ZoneKind::Caption
        | ZoneKind::PullQuote
        | ZoneKind::Badge
        | ZoneKind::Credit
        | ZoneKind::Correction
        | ZoneKind::Related
        | ZoneKind::Boilerplate => true,
    }
}

/// Whether the markup itself calls the block a caption.
pub(super) fn is_captioned(role: Role) -> bool {
    role.kind == ZoneKind::Caption && !role.inferred
}

/// The role itself if it is among `kinds`, else the first of them.
fn kept_or(role: Role, kinds: &[ZoneKind]) -> Role {
    if kinds.contains(&role.kind) { role } else { Role::inferred(kinds[0]) }
}

/// The role of a block once it is known whether it is the article's text.
fn settled(page: &Page<'_>, block: usize, role: Role, is_text: bool) -> Role {
    let is_linked = page.blocks[block].linked as usize * 2 > page.blocks[block].span.len();
    match (is_text, role.kind) {
        (true, ZoneKind::Boilerplate | ZoneKind::Related | ZoneKind::Caption | ZoneKind::Badge) => {
            Role::inferred(ZoneKind::Body)
        }
        (false, ZoneKind::Body) => {
            Role::inferred(if is_linked { ZoneKind::Related } else { ZoneKind::Boilerplate })
        }
        _ => role,
    }
}

/// Pages made for two screen sizes hold their article twice: the second copy is furniture. What a caption says
/// already is one more caption.
fn leave_out_copies(page: &Page<'_>, roles: &mut [Role]) {
    let is_long = |words: &str| words.len() >= REPEATED;
    let captions: BTreeSet<String> = (0..roles.len())
        .filter(|block| roles[*block].kind == ZoneKind::Caption && is_long(page.words(*block)))
        .map(|block| fold::text(page.words(block)))
        .collect();
    let mut seen = BTreeSet::new();
    let mut in_copy = false;
    for (block, role) in roles.iter_mut().enumerate() {
        if !matches!(role.kind, ZoneKind::Body | ZoneKind::KeyPoint) {
            continue;
        }
        let words = page.words(block);
        if is_long(words) {
            let folded = fold::text(words);
            // The caption may have a credit behind it.
            let next = captions.range(folded.clone()..).next();
            if next.is_some_and(|caption| caption.starts_with(&folded)) {
                *role = Role::inferred(ZoneKind::Caption);
                continue;
            }
            in_copy = !seen.insert(folded);
        }
        if in_copy {
            *role = Role::inferred(ZoneKind::Boilerplate);
        }
    }
}

/// A first paragraph that is set as the one behind it is the beginning of the text and not its standfirst.
fn join_leads(page: &Page<'_>, roles: &mut [Role]) {
    let mut behind = None;
    for block in (0..roles.len().min(page.article.end)).rev() {
        let is_lead = roles[block] == Role::inferred(ZoneKind::Subheadline);
        if is_lead && behind.is_some_and(|behind| are_set_alike(page, block, behind)) {
            roles[block] = Role::inferred(ZoneKind::Body);
        }
        if roles[block].kind == ZoneKind::Body {
            behind = Some(block);
        }
    }
}

/// Whether two blocks are paragraphs of one element and one class, and the first is not bold.
fn are_set_alike(page: &Page<'_>, first: usize, second: usize) -> bool {
    let [one, other] = [first, second].map(|block| page.regions[page.blocks[block].region as usize]);
    let is_bold = page.blocks[first].strong as usize * 2 > page.blocks[first].span.len();
    one.tag == Tag::P && one.name == other.name && one.parent == other.parent && !is_bold
}
