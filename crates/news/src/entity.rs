//! Who or what the text speaks of: entities of one account and the words that stand for them.

use crate::span::{Span, Text};

/// Index of an entity within its account. Printed as `A.e1` for index 0 of account `A`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being, named or not ("one unnamed diplomat").
    Person,
    /// Company, alliance, ministry, party, outlet.
    Organisation,
    /// City, region, building.
    Place,
    /// A country, also where its capital or government stands for it.
    State,
    /// People in the plural without names ("experts", "officials"), and anything else.
    Other,
}

impl EntityKind {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Organisation => "organisation",
            EntityKind::Place => "place",
            EntityKind::State => "state",
            EntityKind::Other => "other",
        }
    }
}

/// The way a mention stands for its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionForm {
    /// By name: "Maria Okoro", "Okoro", "NATO".
    Name,
    /// By office or description: "the minister", "the two countries".
    Role,
    /// By pronoun or possessive: "she", "his".
    Pronoun,
    /// By a thing that stands for it: a capital for a state, a building for an office.
    Metonym,
}

impl MentionForm {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            MentionForm::Name => "name",
            MentionForm::Role => "role",
            MentionForm::Pronoun => "pronoun",
            MentionForm::Metonym => "metonym",
        }
    }
}

/// One stretch of text that stands for an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span<Text>,
    /// How.
    pub form: MentionForm,
}

/// An office, title or description that the text gives an entity, in the text's wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// The words ("NATO Secretary General"), without the name.
    pub span: Span<Text>,
}

/// Someone or something that an account speaks of. A plural mention ("the two countries") stands in the
/// mentions of each member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The fullest name in this text, in the text's spelling; a description where there is no name.
    pub name: String,
    /// What kind of thing.
    pub kind: EntityKind,
    /// Offices and descriptions, sorted.
    pub roles: Vec<Role>,
    /// All mentions, sorted by start.
    pub mentions: Vec<Mention>,
    /// Whether the text withholds or lacks a name ("a senior official", "some experts").
    pub anonymous: bool,
}
