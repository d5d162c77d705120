//! What is an entry of the page's index made of?

use crate::findings::changes::Change;

/// The colour, underline and label of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Kind {
    /// Denies, contradicts, in tension.
    Apart,
    Altered,
    Copied,
    Shared,
    OnlyIn,
    /// Anything else that points at words: lineage, dates, what is unknown.
    #[default]
    Other,
}

impl Kind {
    /// Those that the texts show at rest, in the order of the index.
    pub(super) const SHOWN: [Kind; 5] =
        [Kind::Shared, Kind::Copied, Kind::Altered, Kind::Apart, Kind::OnlyIn];

    /// The class that the style sheet knows.
    pub(super) fn class(self) -> &'static str {
        match self {
            Kind::Apart => "apart",
            Kind::Altered => "altered",
            Kind::Copied => "copied",
            Kind::Shared => "shared",
            Kind::OnlyIn => "only",
            Kind::Other => "other",
        }
    }

    /// For people.
    pub(super) fn label(self) -> &'static str {
        match self {
            Kind::Apart => "denied or in tension",
            Kind::Altered => "altered quotation",
            Kind::Copied => "copied",
            Kind::Shared => "in several accounts",
            Kind::OnlyIn => "only in one",
            Kind::Other => "other",
        }
    }
}

/// A heading and what stands under it.
#[derive(Default)]
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) heading: String,
    pub(super) kind: Kind,
    /// How to read it.
    pub(super) note: &'static str,
    /// What to say when there is nothing.
    pub(super) empty: &'static str,
    pub(super) items: Vec<Item>,
    /// Who gets a voice, as a table.
    pub(super) voices: Vec<Voice>,
    /// Account and what was set aside of it.
    pub(super) set_aside: Vec<(String, String)>,
    /// Whether it opens folded.
    pub(super) is_folded: bool,
}

impl Section {
    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.voices.is_empty() && self.set_aside.is_empty()
    }
}

/// One speaker in one account.
pub(super) struct Voice {
    /// Empty on the further rows of one speaker.
    pub(super) name: String,
    pub(super) account: String,
    pub(super) quoted_words: u32,
    pub(super) verbs: String,
    pub(super) attitude: String,
}

/// One entry of the index: a finding.
pub(super) struct Item {
    /// 0 for one that points at no words.
    pub(super) number: usize,
    pub(super) kind: Kind,
    /// What was found: "denies", "cut at the front".
    pub(super) label: String,
    /// 0 for all but the branches of a tree.
    pub(super) depth: usize,
    /// The two counts of a statement.
    pub(super) counts: Vec<(&'static str, u32)>,
    pub(super) lines: Vec<Line>,
    /// Two forms of a quotation as one text.
    pub(super) changes: Vec<Change>,
    /// Why.
    pub(super) reasons: Vec<String>,
}

impl Item {
    pub(super) fn new(kind: Kind, label: impl Into<String>) -> Item {
        Item {
            number: 0,
            kind,
            label: label.into(),
            depth: 0,
            counts: Vec::new(),
            lines: Vec::new(),
            changes: Vec::new(),
            reasons: Vec::new(),
        }
    }

    /// Where the heading of the item links to without a script.
    pub(super) fn first_anchor(&self) -> &str {
        let places = self.lines.iter().flat_map(|line| &line.places);
        places.map(|place| place.anchor.as_str()).next().unwrap_or("")
    }
}

/// Words of a source, who says them and where they stand.
pub(super) struct Line {
    pub(super) places: Vec<Place>,
    /// The speaker and the reporting words; empty for the narrator.
    pub(super) who: String,
    /// "inferred" and the like; empty for a stated speaker.
    pub(super) status: &'static str,
    pub(super) words: String,
}

/// A position that can be jumped to.
pub(super) struct Place {
    pub(super) anchor: String,
    /// `A:1122`
    pub(super) position: String,
}
