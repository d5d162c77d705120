//! The language layer: tokens, sentences, chunks and quotation marks, before any question of meaning.

use crate::article::ZoneKind;
use crate::span::{Span, Text};
use std::ops::Range;

/// Indexes into an account's `tokens`, half-open.
pub type TokenRange = Range<u32>;

/// Universal part-of-speech tags (Petrov, Das & McDonald 2012; UD v2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tag {
    /// Adjective
    Adj,
    /// Adposition
    Adp,
    /// Adverb
    Adv,
    /// Auxiliary
    Aux,
    /// Coordinating conjunction
    Cconj,
    /// Determiner
    Det,
    /// Interjection
    Intj,
    /// Noun
    Noun,
    /// Numeral
    Num,
    /// Particle (`to`, `not`, `'s`)
    Part,
    /// Pronoun
    Pron,
    /// Proper noun
    Propn,
    /// Punctuation
    Punct,
    /// Subordinating conjunction
    Sconj,
    /// Symbol
    Sym,
    /// Verb
    Verb,
    /// Anything else
    #[default]
    X,
}

impl Tag {
    /// All tags, in the order of their model ids.
    pub const ALL: [Tag; 17] = [
        Tag::Adj,
        Tag::Adp,
        Tag::Adv,
        Tag::Aux,
        Tag::Cconj,
        Tag::Det,
        Tag::Intj,
        Tag::Noun,
        Tag::Num,
        Tag::Part,
        Tag::Pron,
        Tag::Propn,
        Tag::Punct,
        Tag::Sconj,
        Tag::Sym,
        Tag::Verb,
        Tag::X,
    ];

    /// The UD name, upper case.
    pub fn name(self) -> &'static str {
        match self {
            Tag::Adj => "ADJ",
            Tag::Adp => "ADP",
            Tag::Adv => "ADV",
            Tag::Aux => "AUX",
            Tag::Cconj => "CCONJ",
            Tag::Det => "DET",
            Tag::Intj => "INTJ",
            Tag::Noun => "NOUN",
            Tag::Num => "NUM",
            Tag::Part => "PART",
            Tag::Pron => "PRON",
            Tag::Propn => "PROPN",
            Tag::Punct => "PUNCT",
            Tag::Sconj => "SCONJ",
            Tag::Sym => "SYM",
            Tag::Verb => "VERB",
            Tag::X => "X",
        }
    }

    /// Whether a noun phrase can have this as its head.
    pub fn is_nominal(self) -> bool {
        matches!(self, Tag::Noun | Tag::Propn | Tag::Pron)
    }
}

/// One word or mark. Clitics are their own tokens (`do|n't`, `NATO|'s`), punctuation too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands; never white space at its edges.
    pub span: Span<Text>,
    /// Part of speech.
    pub tag: Tag,
    /// Lower-case dictionary form (`said` → `say`); for names the lower-cased, folded surface.
    pub lemma: Box<str>,
}

/// One sentence, heading or bullet of an account zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span<Text>,
    /// Its tokens.
    pub tokens: TokenRange,
    /// The zone it stands in.
    pub zone: ZoneKind,
    /// Index into the article's `paragraphs`.
    pub paragraph: u32,
}

/// What a chunk is the phrase of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChunkKind {
    /// A base noun phrase: determiner to head, possessors inside (`NATO's support`), no `of` phrase.
    Noun,
    /// A verb group: auxiliaries, negation and adverbs to the last verb (`has since stated`, `did not elaborate`).
    Verb,
}

/// A phrase without recursion. Chunks are sorted and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Noun phrase or verb group.
    pub kind: ChunkKind,
    /// Its tokens.
    pub tokens: TokenRange,
    /// The token that it is about: the last noun, the main verb.
    pub head: u32,
}

/// The shape of a pair of quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuotationMarks {
    /// `"…"`
    StraightDouble,
    /// `'…'`
    StraightSingle,
    /// `“…”`, `„…“`
    CurlyDouble,
    /// `‘…’`
    CurlySingle,
    /// `«…»`
    Guillemets,
    /// ``` ``…'' ```
    Backticks,
    /// `''…''`, as databases of newspapers write double marks
    Apostrophes,
}

/// A stretch of text inside quotation marks, before anyone asks who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// With the marks.
    pub span: Span<Text>,
    /// Without the marks and without white space at its edges: the words of a person.
    pub inner: Span<Text>,
    /// Shape of the marks.
    pub marks: QuotationMarks,
    /// Index of the quotation that this one is nested in.
    pub within: Option<u32>,
    /// Whether the closing mark is in the text. A quotation that runs over paragraphs is opened again in
    /// each; all but its last paragraph are unclosed and `continues` is set.
    pub closed: bool,
    /// Whether the next quotation goes on with the same words (next paragraph of a long quotation).
    pub continues: bool,
}
