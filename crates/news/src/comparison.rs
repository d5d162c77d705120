//! Several accounts side by side: what they share, what was altered, who depends on whom.

use crate::Score;
use crate::article::Published;
use crate::entity::EntityId;
use crate::span::{Span, Text};
use crate::time::DateMention;

/// The only way to point across accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// Index of the account in the comparison.
    pub account: u32,
    /// Where in its extracted text.
    pub span: Span<Text>,
}

/// How two passages stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Both render the same words of the same speaker.
    SameUtterance,
    /// Both say the same checkable thing.
    SameClaim,
    /// The narrator's words are the same.
    Copied,
    /// The narrator's words are the same, reworded.
    Reworded,
    /// About the same thing, but not the same claim.
    Related,
    /// One denies what the other says.
    Denies,
    /// Both cannot be true.
    Contradicts,
    /// Both can be true, but they pull apart: degree, voice, moment.
    InTension,
}

impl Relation {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            Relation::SameUtterance => "same_utterance",
            Relation::SameClaim => "same_claim",
            Relation::Copied => "copied",
            Relation::Reworded => "reworded",
            Relation::Related => "related",
            Relation::Denies => "denies",
            Relation::Contradicts => "contradicts",
            Relation::InTension => "in_tension",
        }
    }
}

/// Two passages and their relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// How they stand to each other.
    pub relation: Relation,
    /// The earlier passage in account order.
    pub a: Passage,
    /// The later one.
    pub b: Passage,
    /// Why, in words about the texts.
    pub reason: String,
    /// How sure.
    pub confidence: Score,
}

/// What was done to a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Words left out at the front.
    CutFront,
    /// Words left out at the end.
    CutEnd,
    /// Words left out in the middle, marked (ellipsis) or not.
    CutMiddle,
    /// Another word in its place.
    ChangedWord,
    /// Other punctuation inside.
    Punctuation,
    /// Other capitals.
    Case,
    /// The same quoted words attached to another object.
    Scope,
    /// Joined to other words so that a new sentence results.
    Splice,
    /// Rendered from another language.
    Translation,
    /// Reworded although it stands in quotation marks.
    ParaphraseInQuotes,
}

impl Operation {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            Operation::CutFront => "cut_front",
            Operation::CutEnd => "cut_end",
            Operation::CutMiddle => "cut_middle",
            Operation::ChangedWord => "changed_word",
            Operation::Punctuation => "punctuation",
            Operation::Case => "case",
            Operation::Scope => "scope",
            Operation::Splice => "splice",
            Operation::Translation => "translation",
            Operation::ParaphraseInQuotes => "paraphrase_in_quotes",
        }
    }
}

/// One quotation against another form of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// What was done.
    pub operation: Operation,
    /// The fuller form; `None` where it is in no text (a marked ellipsis, a seam).
    pub base: Option<Passage>,
    /// The altered form.
    pub variant: Passage,
    /// What exactly: the words cut, changed or joined.
    pub detail: String,
}

/// How much of one account's text stands in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PairRelation {
    /// The same text.
    Verbatim,
    /// One is the other, shortened.
    Abridged,
    /// Some narrator's passages are the same.
    Partial,
    /// The same text in other words.
    Rewritten,
    /// Only quotations are shared.
    QuotesOnly,
    /// No shared narrator's prose.
    Independent,
}

impl PairRelation {
    /// Whether the narrators share prose: one depends on the other, or both on a third.
    pub fn shares_prose(self) -> bool {
        match self {
            PairRelation::Verbatim
            | PairRelation::Abridged
            | PairRelation::Partial
            | PairRelation::Rewritten => true,
            PairRelation::QuotesOnly | PairRelation::Independent => false,
        }
    }

    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            PairRelation::Verbatim => "verbatim",
            PairRelation::Abridged => "abridged",
            PairRelation::Partial => "partial",
            PairRelation::Rewritten => "rewritten",
            PairRelation::QuotesOnly => "quotes_only",
            PairRelation::Independent => "independent",
        }
    }
}

/// Which way text went between two accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The second took from the first.
    AToB,
    /// The first took from the second.
    BToA,
    /// Both took from a third.
    CommonParent,
    /// The texts do not tell.
    Unknown,
}

impl Direction {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            Direction::AToB => "a_to_b",
            Direction::BToA => "b_to_a",
            Direction::CommonParent => "common_parent",
            Direction::Unknown => "unknown",
        }
    }
}

/// Two accounts as wholes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Index of the first account.
    pub a: u32,
    /// Index of the second account, greater than `a`.
    pub b: u32,
    /// How much is shared.
    pub relation: PairRelation,
    /// Which way, only with a reason.
    pub direction: Direction,
    /// Why, in words about the texts.
    pub reason: String,
    /// The passages that show it, alternating a, b.
    pub passages: Vec<Passage>,
}

/// Attributions and claims of several accounts that say the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Where it is said, sorted.
    pub passages: Vec<Passage>,
    /// Independent accounts that these words were said.
    pub reports: u32,
    /// Independent sources for what the words claim.
    pub evidence: u32,
    /// The origins behind the counts: speakers, relays, accounts.
    pub origins: Vec<String>,
    /// How the two numbers came about.
    pub reason: String,
}

/// An entity across accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedEntity {
    /// (account, entity) members, sorted.
    pub members: Vec<(u32, EntityId)>,
}

/// How one account lets one speaker speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Index into the comparison's `entities`.
    pub speaker: u32,
    /// Index of the account.
    pub account: u32,
    /// Words inside quotation marks, each once.
    pub quoted_words: u32,
    /// Cue lemma and how often, sorted by lemma.
    pub cues: Vec<(String, u32)>,
    /// Neutral cues.
    pub neutral: u32,
    /// Doubting cues.
    pub doubting: u32,
    /// Endorsing cues.
    pub endorsing: u32,
}

/// A point of the stemma: an account, or an origin that is only named (or not even that).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineageNode {
    /// The account, if this point is one.
    pub account: Option<u32>,
    /// The name that the texts give an origin outside the comparison.
    pub name: Option<String>,
}

/// How well an edge is founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineageCertainty {
    /// The text says so.
    Stated,
    /// Shared words or slips show it.
    Textual,
    /// It may be.
    Possible,
}

impl LineageCertainty {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            LineageCertainty::Stated => "stated",
            LineageCertainty::Textual => "textual",
            LineageCertainty::Possible => "possible",
        }
    }
}

/// Text or information went from one point to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineageEdge {
    /// Index into `nodes`: where it came from.
    pub from: u32,
    /// Index into `nodes`: where it went.
    pub to: u32,
    /// How well founded.
    pub certainty: LineageCertainty,
    /// Why.
    pub reason: String,
    /// The passages that show it.
    pub passages: Vec<Passage>,
}

/// The tree (stemma) of accounts and origins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lineage {
    /// Accounts first, in order, then other origins in order of first appearance.
    pub nodes: Vec<LineageNode>,
    /// Sorted by (`to`, `from`).
    pub edges: Vec<LineageEdge>,
}

/// One moment and what the accounts say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// A date, an interval `2022-06/2022-12`, or words such as "before 2023-04".
    pub when: String,
    /// The passages that it rests on.
    pub passages: Vec<Passage>,
}

/// Dates of one account, settled with the help of the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chronology {
    /// When it was published.
    pub published: Published,
    /// The account's time expressions in order, with candidates narrowed by all accounts.
    pub dates: Vec<DateMention>,
}

/// What a collation of accounts finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Entities across accounts, singletons included.
    pub entities: Vec<SharedEntity>,
    /// One per account.
    pub chronologies: Vec<Chronology>,
    /// Sorted by passages.
    pub links: Vec<Link>,
    /// Sorted by variant passage.
    pub variants: Vec<Variant>,
    /// All pairs a < b.
    pub pairs: Vec<Pair>,
    /// Sorted by first passage.
    pub statements: Vec<Statement>,
    /// Per account: what no other account has. Sorted.
    pub only_in: Vec<Vec<Span<Text>>>,
    /// Sorted by speaker, account.
    pub voices: Vec<Voice>,
    /// Who depends on whom.
    pub lineage: Lineage,
    /// In order of time.
    pub timeline: Vec<TimelineEntry>,
}
