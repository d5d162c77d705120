//! What a newly arrived article changes about its story.

use crate::comparison::Passage;

/// What kind of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// No earlier article tells this event.
    NewStory,
    /// Something is denied that nobody denied before.
    FirstDenial,
    /// A quotation stands in other words than before.
    AlteredQuotation,
    /// A second account tells independently what only one told before.
    FirstIndependentReport,
    /// The article says that it, or an earlier version, was wrong.
    Correction,
    /// A newer version of one page says something else without saying so.
    SilentlyChanged,
}

impl ChangeKind {
    /// All of them, in the order of their declaration.
    pub const ALL: [ChangeKind; 6] = [
        ChangeKind::NewStory,
        ChangeKind::FirstDenial,
        ChangeKind::AlteredQuotation,
        ChangeKind::FirstIndependentReport,
        ChangeKind::Correction,
        ChangeKind::SilentlyChanged,
    ];

    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::NewStory => "new_story",
            ChangeKind::FirstDenial => "first_denial",
            ChangeKind::AlteredQuotation => "altered_quotation",
            ChangeKind::FirstIndependentReport => "first_independent_report",
            ChangeKind::Correction => "correction",
            ChangeKind::SilentlyChanged => "silently_changed",
        }
    }
}

/// A change that somebody who watches a story waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind it is.
    pub kind: ChangeKind,
    /// The passages that show it: those of earlier accounts before those of the new one they belong to.
    pub passages: Vec<Passage>,
    /// Why, in words about the texts.
    pub reason: String,
}
