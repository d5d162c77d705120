//! The nouns: what a source, an account and a comparison *are*.
//!
//! Every other crate speaks in these types. There is no I/O here, no model, no clock and no serialisation:
//! `crates/report/src/view.rs` is the only place that knows how a noun is written down for others.
//!
//! Suggested reading order: [`span`], [`source`], [`article`], [`language`], [`entity`], [`attribution`],
//! [`explanation`], [`time`], [`account`], [`comparison`], [`change`], [`story`], [`noted`].

pub mod account;
pub mod article;
pub mod attribution;
pub mod change;
pub mod comparison;
pub mod entity;
pub mod explanation;
pub mod language;
pub mod noted;
pub mod source;
pub mod span;
pub mod story;
pub mod time;

pub use account::{Account, Claim, Credit, Naming, Quantity, QuantityBound};
pub use article::{Article, Comment, Field, Outlet, Post, Published, Reason, Zone, ZoneKind};
pub use attribution::{
    Act, Addressee, Attitude, Attribution, AttributionKind, Cue, Relay, Speaker, SpeakerStatus,
};
pub use change::{Change, ChangeKind};
pub use comparison::{
    Chronology, Comparison, Direction, Lineage, LineageCertainty, LineageEdge, LineageNode, Link, Operation,
    Pair, PairRelation, Passage, Relation, SharedEntity, Statement, TimelineEntry, Variant, Voice,
};
pub use entity::{Entity, EntityId, EntityKind, Mention, MentionForm, Role};
pub use explanation::{Ground, Part};
pub use language::{Chunk, ChunkKind, Quotation, QuotationMarks, Sentence, Tag, Token, TokenRange};
pub use noted::{Note, NoteCode, Noted};
pub use source::{Digest, MediaType, OffsetMap, Source};
pub use span::{Raw, Span, Text};
pub use story::Story;
pub use time::{DateMention, Interval, PartialDate, TimeExpression, TimeKind, TimeModifier, TimeRelation};

/// A confidence in thousandths: integers add up to the same answer on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Score(pub u16);

impl Score {
    /// The surest a finding can be.
    pub const CERTAIN: Score = Score(1000);
}
