//! How is one account written down? The `accounts[]` element of the contract, field by field.

use super::page::{Note, Page, Reason, Words};
use super::place::Place;
use serde::Serialize;
use std::collections::BTreeMap;

/// One account: its page, and what it says. Fields that the text does not fill are null, never guessed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Account {
    #[serde(flatten)]
    pub(crate) page: Page,
    pub(crate) entities: Vec<Entity>,
    pub(crate) attributions: Vec<Attribution>,
    pub(crate) claims: Vec<Claim>,
    pub(crate) credits: Vec<Credit>,
    pub(crate) dates: Vec<DateMention>,
    pub(crate) times: Vec<TimeExpression>,
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) naming: Vec<Naming>,
    pub(crate) notes: Vec<Note>,
    /// The extracted text, for the reports that show words.
    #[serde(skip)]
    pub(crate) text: String,
    /// Paragraphs of the text, for the page.
    #[serde(skip)]
    pub(crate) paragraphs: Vec<news::Span>,
}

impl Account {
    /// The words of a place.
    pub(crate) fn words(&self, place: Place) -> &str {
        place.text.of(&self.text)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Entity {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) anonymous: bool,
    pub(crate) roles: Vec<Role>,
    pub(crate) mentions: Vec<Mention>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Role {
    pub(crate) text: String,
    pub(crate) span: Place,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Mention {
    pub(crate) span: Place,
    pub(crate) form: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Attribution {
    pub(crate) id: String,
    /// Which of the account's attributions it is.
    #[serde(skip)]
    pub(crate) index: usize,
    pub(crate) kind: &'static str,
    pub(crate) act: &'static str,
    pub(crate) source: Option<Words>,
    pub(crate) cue: Option<Cue>,
    pub(crate) content: Vec<Place>,
    pub(crate) quoted: Vec<Place>,
    pub(crate) speaker: Speaker,
    pub(crate) addressee: Option<Addressee>,
    pub(crate) within: Option<String>,
    pub(crate) relays: Vec<Relay>,
    pub(crate) hedges: Vec<Place>,
    pub(crate) zone: &'static str,
    pub(crate) confidence: Confidence,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Cue {
    pub(crate) span: Place,
    /// The words themselves, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    pub(crate) lemma: String,
    pub(crate) attitude: &'static str,
}

/// Who speaks. `entities` is there when several speak jointly.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Speaker {
    pub(crate) entity: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) entities: Vec<String>,
    /// The entity's name, of joint speakers all names, where words were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    pub(crate) status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Addressee {
    pub(crate) span: Place,
    /// The words themselves, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    pub(crate) entity: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Relay {
    pub(crate) name: Option<String>,
    pub(crate) span: Place,
    /// The words themselves, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    pub(crate) hidden: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Claim {
    pub(crate) id: String,
    pub(crate) span: Place,
    pub(crate) hedges: Vec<Place>,
    pub(crate) relays: Vec<Relay>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Credit {
    pub(crate) name: String,
    pub(crate) span: Place,
    pub(crate) scope: Vec<Place>,
    pub(crate) end: &'static str,
    pub(crate) why: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DateMention {
    pub(crate) span: Place,
    pub(crate) candidates: Vec<String>,
    /// First and last, null for an open end.
    pub(crate) interval: Option<[Option<String>; 2]>,
    pub(crate) relation: Option<&'static str>,
    pub(crate) reasons: Vec<Reason>,
}

/// Points, lengths and sets of time as TIMEX3 counts them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TimeExpression {
    pub(crate) span: Place,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) value: String,
    pub(crate) modifier: Option<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Quantity {
    pub(crate) span: Place,
    /// Whole where it is whole; null for "several".
    pub(crate) value: Option<serde_json::Number>,
    pub(crate) bound: &'static str,
    pub(crate) unit: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Naming {
    pub(crate) thing: String,
    pub(crate) form: String,
    pub(crate) spans: Vec<Place>,
}

/// Thousandths, printed as a decimal between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Confidence(pub(crate) news::Score);

impl Serialize for Confidence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.0.0) / 1000.0)
    }
}

/// Counts of cue lemmas, by lemma.
pub(crate) type Cues = BTreeMap<String, u32>;
