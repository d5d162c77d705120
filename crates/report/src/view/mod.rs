//! What does the output contract look like, and which noun becomes which of its fields?
//!
//! The structs here and in [`account`] and [`page`] *are* the contract `variorum.comparison/1`: their field names and
//! order are what `--format json` prints. Names stay; new fields may join. The words behind each span travel
//! along, unprinted, for the reports that show them.

pub(crate) mod account;
mod from_account;
mod from_article;
mod from_comparison;
pub(crate) mod page;
pub(crate) mod place;

use crate::Input;
use account::{Account, Confidence, Cues};
use place::Place;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// The contract's name and version.
const FORMAT: &str = "variorum.comparison/1";

/// A comparison, ready to be written down: offsets are bytes of the sources as given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    pub(crate) format: &'static str,
    pub(crate) accounts: Vec<Account>,
    pub(crate) entities: Vec<SharedEntity>,
    pub(crate) links: Vec<Link>,
    pub(crate) variants: Vec<Variant>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) only_in: OnlyIn,
    pub(crate) voices: Vec<Voice>,
    pub(crate) lineage: Lineage,
    pub(crate) timeline: Vec<TimelineEntry>,
    pub(crate) notes: Vec<page::Note>,
}

/// Writes one page down by itself, with its notes: zones of some kinds or of all, with or without their words.
pub(crate) fn page(
    article: &news::Article,
    notes: &[news::Note],
    kinds: Option<&[news::ZoneKind]>,
    words: bool,
) -> (page::Page, Vec<page::Note>) {
    let name = |passage| from_article::own(article, passage);
    let extent = from_article::Extent { kinds, words };
    let page = from_article::page(article, &article.published, &name, extent);
    (page, from_article::notes(article, notes))
}

/// Writes the attributions of one account down, with the words beside each span.
pub(crate) fn quotes(account: &news::Account) -> Vec<account::Attribution> {
    from_account::attributions(account, true)
}

impl View {
    /// Writes the nouns down.
    pub fn new(input: &Input<'_>) -> View {
        from_comparison::view(input)
    }
}

/// The only way to point across accounts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Passage {
    /// The account's id.
    pub(crate) account: String,
    pub(crate) span: Place,
    /// The account's index.
    #[serde(skip)]
    pub(crate) index: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SharedEntity {
    pub(crate) id: String,
    pub(crate) members: Vec<String>,
    /// The fullest name among the members.
    #[serde(skip)]
    pub(crate) name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Link {
    #[serde(serialize_with = "relation_name")]
    pub(crate) relation: news::Relation,
    pub(crate) a: Passage,
    pub(crate) b: Passage,
    pub(crate) reason: String,
    pub(crate) confidence: Confidence,
}

fn relation_name<S: Serializer>(relation: &news::Relation, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(relation.name())
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Variant {
    #[serde(serialize_with = "operation_name")]
    pub(crate) operation: news::Operation,
    pub(crate) base: Option<Passage>,
    pub(crate) variant: Passage,
    pub(crate) detail: String,
}

fn operation_name<S: Serializer>(operation: &news::Operation, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(operation.name())
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Pair {
    pub(crate) a: String,
    pub(crate) b: String,
    pub(crate) relation: &'static str,
    pub(crate) direction: &'static str,
    pub(crate) reason: String,
    pub(crate) passages: Vec<Passage>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Statement {
    pub(crate) id: String,
    pub(crate) passages: Vec<Passage>,
    pub(crate) reports: u32,
    pub(crate) evidence: u32,
    pub(crate) origins: Vec<String>,
    pub(crate) reason: String,
}

/// Per account, in account order, what no other account has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OnlyIn(pub(crate) Vec<(String, Vec<page::Words>)>);

impl Serialize for OnlyIn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, places) in &self.0 {
            map.serialize_entry(id, places)?;
        }
        map.end()
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Voice {
    pub(crate) speaker: String,
    pub(crate) account: String,
    pub(crate) quoted_words: u32,
    pub(crate) cues: Cues,
    pub(crate) attitude: Attitude,
    /// The speaker's index among the entities.
    #[serde(skip)]
    pub(crate) speaker_index: usize,
    /// The account's index.
    #[serde(skip)]
    pub(crate) index: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Attitude {
    pub(crate) neutral: u32,
    pub(crate) doubting: u32,
    pub(crate) endorsing: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Lineage {
    pub(crate) nodes: Vec<LineageNode>,
    pub(crate) edges: Vec<LineageEdge>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LineageNode {
    pub(crate) id: String,
    pub(crate) account: Option<String>,
    pub(crate) name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LineageEdge {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) certainty: &'static str,
    pub(crate) reason: String,
    pub(crate) passages: Vec<Passage>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TimelineEntry {
    pub(crate) when: String,
    pub(crate) passages: Vec<Passage>,
}
