//! Who says what: source, cue and content (PARC, Pareti 2012; PolNeAR, Newell et al. 2018), and what follows.

use crate::Score;
use crate::article::ZoneKind;
use crate::entity::EntityId;
use crate::span::{Span, Text};

/// How the words are rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributionKind {
    /// All of the content stands inside quotation marks.
    Direct,
    /// None of it does.
    Indirect,
    /// Some of it does.
    Mixed,
}

impl AttributionKind {
    /// All of them, in the order of their declaration.
    pub const ALL: [AttributionKind; 3] =
        [AttributionKind::Direct, AttributionKind::Indirect, AttributionKind::Mixed];

    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            AttributionKind::Direct => "direct",
            AttributionKind::Indirect => "indirect",
            AttributionKind::Mixed => "mixed",
        }
    }
}

/// What the speaker does with the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// says, states, reports
    Asserts,
    /// denies, rejects
    Denies,
    /// declines, refuses to say
    Declines,
    /// asks
    Asks,
    /// demands, urges, calls on
    Demands,
    /// warns, threatens
    Warns,
    /// promises, vows, agrees to
    Promises,
    /// believes, thinks, hopes
    Believes,
}

impl Act {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            Act::Asserts => "asserts",
            Act::Denies => "denies",
            Act::Declines => "declines",
            Act::Asks => "asks",
            Act::Demands => "demands",
            Act::Warns => "warns",
            Act::Promises => "promises",
            Act::Believes => "believes",
        }
    }
}

/// What the reporting word does with the content: the outlet's attitude.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attitude {
    /// says, states
    Neutral,
    /// claims, insists: keeps a distance
    Doubting,
    /// explains, points out: takes the content as true
    Endorsing,
}

impl Attitude {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            Attitude::Neutral => "neutral",
            Attitude::Doubting => "doubting",
            Attitude::Endorsing => "endorsing",
        }
    }
}

/// The word or words that make it a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// `went on to say`, `according to`, `:`
    pub span: Span<Text>,
    /// Dictionary form of the head word: `say`.
    pub lemma: String,
    /// The outlet's attitude.
    pub attitude: Attitude,
}

/// How sure it is who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerStatus {
    /// The text names the speaker, directly or by an unambiguous back reference.
    Resolved,
    /// Concluded from position; `why` says how.
    Inferred,
    /// The text withholds the name.
    Anonymous,
    /// The text does not tell.
    Unknown,
}

impl SpeakerStatus {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            SpeakerStatus::Resolved => "resolved",
            SpeakerStatus::Inferred => "inferred",
            SpeakerStatus::Anonymous => "anonymous",
            SpeakerStatus::Unknown => "unknown",
        }
    }
}

/// The entity or entities that an attribution's source resolves to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Empty when unknown; several when they speak jointly.
    pub entities: Vec<EntityId>,
    /// How sure.
    pub status: SpeakerStatus,
    /// Set when inferred.
    pub why: Option<String>,
}

/// To whom the words were said, where stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// Where.
    pub span: Span<Text>,
    /// Who, if known.
    pub entity: Option<EntityId>,
}

/// One hop between the speaker and this page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    /// Outlet or agency as the text writes it; `None` when hidden.
    pub name: Option<String>,
    /// The words that show the hop.
    pub span: Span<Text>,
    /// Whether the text says that there is a hop but not which.
    pub hidden: bool,
}

/// Who says what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Direct, indirect or mixed.
    pub kind: AttributionKind,
    /// Speech act.
    pub act: Act,
    /// The words that name the source; `None` where the text has none.
    pub source: Option<Span<Text>>,
    /// The reporting words; `None` for a quotation without them.
    pub cue: Option<Cue>,
    /// What is said; several spans when split by its tag. Sorted, not empty.
    pub content: Vec<Span<Text>>,
    /// The parts inside quotation marks, marks excluded. Sorted.
    pub quoted: Vec<Span<Text>>,
    /// Who speaks.
    pub speaker: Speaker,
    /// To whom, where stated.
    pub addressee: Option<Addressee>,
    /// Index of the attribution in whose content this one stands.
    pub within: Option<u32>,
    /// Hops, nearest to the speaker first.
    pub relays: Vec<Relay>,
    /// Words that lessen certainty in cue or content.
    pub hedges: Vec<Span<Text>>,
    /// Zone of the content.
    pub zone: ZoneKind,
    /// Whether it is what somebody did ("approved the plan") rather than said or thought: the narrator's claim as well.
    pub deed: bool,
    /// How sure.
    pub confidence: Score,
}
