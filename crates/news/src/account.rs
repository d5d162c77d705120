//! An article after annotation: what it says and how.

use crate::article::Article;
use crate::attribution::{Attribution, Relay};
use crate::entity::{Entity, EntityId};
use crate::language::{Chunk, Quotation, Sentence, Token, TokenRange};
use crate::span::{Span, Text};
use crate::time::{DateMention, TimeExpression};

/// A checkable sentence or clause in the narrator's own voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The clause.
    pub span: Span<Text>,
    /// Words that lessen certainty.
    pub hedges: Vec<Span<Text>>,
    /// Hops where the clause rests on another report.
    pub relays: Vec<Relay>,
}

/// An outlet-level relay: the words after it are another outlet's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The outlet or agency as the text writes it.
    pub name: String,
    /// The words that say so ("The Courier reports:").
    pub span: Span<Text>,
    /// What it covers.
    pub scope: Vec<Span<Text>>,
    /// Whether the text says where the other outlet's words end.
    pub end_stated: bool,
    /// Why the scope ends where it does.
    pub why: String,
}

/// How a number bounds what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuantityBound {
    /// "15 years"
    Exactly,
    /// "over 1,000", "at least"
    AtLeast,
    /// "up to", "fewer than"
    AtMost,
    /// "about", "nearly"
    About,
    /// "several": no number
    Some,
}

impl QuantityBound {
    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            QuantityBound::Exactly => "exactly",
            QuantityBound::AtLeast => "at_least",
            QuantityBound::AtMost => "at_most",
            QuantityBound::About => "about",
            QuantityBound::Some => "some",
        }
    }
}

/// A number (or "several") of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Bound, number and unit: "over 1,000 assault rifles".
    pub span: Span<Text>,
    /// In thousandths, so that 2.5 is 2500; `None` for "several".
    pub milli_value: Option<i64>,
    /// How it bounds.
    pub bound: QuantityBound,
    /// What is counted, as the text writes it; empty where it does not say.
    pub unit: String,
}

/// What the narrator calls a thing, in the narrator's own words (quotations excluded).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The thing, by its most frequent form or its entity's name.
    pub thing: String,
    /// One form of naming it.
    pub form: String,
    /// Where it stands.
    pub spans: Vec<Span<Text>>,
}

/// An article and everything found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The page.
    pub article: Article,
    /// Tokens of the account zones, sorted.
    pub tokens: Vec<Token>,
    /// Sentences, headings and bullets of the account zones, sorted.
    pub sentences: Vec<Sentence>,
    /// Noun and verb phrases, sorted.
    pub chunks: Vec<Chunk>,
    /// Stretches inside quotation marks, sorted by start, outer before inner.
    pub quotations: Vec<Quotation>,
    /// Everyone and everything named, in order of first mention.
    pub entities: Vec<Entity>,
    /// Who says what, in order of content.
    pub attributions: Vec<Attribution>,
    /// The narrator's own claims, sorted.
    pub claims: Vec<Claim>,
    /// Outlet-level relays.
    pub credits: Vec<Credit>,
    /// Time expressions, sorted.
    pub dates: Vec<DateMention>,
    /// Points, lengths and sets of time as TIMEX3 counts them, sorted.
    pub times: Vec<TimeExpression>,
    /// Numbers with bounds, sorted.
    pub quantities: Vec<Quantity>,
    /// What the narrator calls things.
    pub naming: Vec<Naming>,
}

impl Account {
    /// The extracted text.
    pub fn text(&self) -> &str {
        &self.article.text
    }

    /// The words of a span.
    pub fn words(&self, span: Span<Text>) -> &str {
        self.article.words(span)
    }

    /// The words of a token.
    pub fn token_words(&self, token: u32) -> &str {
        self.tokens.get(token as usize).map_or("", |token| self.article.words(token.span))
    }

    /// The span from the first to the last token of a range; empty for an empty range.
    pub fn span_of(&self, tokens: TokenRange) -> Span<Text> {
        span_of(&self.tokens, tokens)
    }

    /// Tokens that lie wholly inside a span.
    pub fn tokens_in(&self, span: Span<Text>) -> TokenRange {
        tokens_in(&self.tokens, span)
    }

    /// The sentence that holds the byte at `offset`.
    pub fn sentence_at(&self, offset: usize) -> Option<&Sentence> {
        let next = self.sentences.partition_point(|sentence| sentence.span.start as usize <= offset);
        self.sentences[..next].last().filter(|sentence| sentence.span.contains_offset(offset))
    }

    /// An entity by its id.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }

    /// Whether a span lies inside quotation marks.
    pub fn is_quoted(&self, span: Span<Text>) -> bool {
        self.quotations.iter().any(|quotation| quotation.inner.contains(span))
    }
}

/// The span from the first to the last token of a range; empty for an empty range.
pub fn span_of(tokens: &[Token], range: TokenRange) -> Span<Text> {
    match tokens.get(range.start as usize..range.end as usize) {
        Some([first, .., last]) => first.span.cover(last.span),
        Some([only]) => only.span,
        Some([]) | None => Span::new(0, 0),
    }
}

/// Tokens of a sorted list that lie wholly inside a span.
pub fn tokens_in(tokens: &[Token], span: Span<Text>) -> TokenRange {
    let start = tokens.partition_point(|token| token.span.start < span.start);
    let end = tokens.partition_point(|token| token.span.end <= span.end);
    start as u32..(end as u32).max(start as u32)
}
