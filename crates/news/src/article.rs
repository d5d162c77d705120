//! A source plus its zones and metadata: which part of the page is what, before anyone asks what it says.

use crate::comparison::Passage;
use crate::source::{OffsetMap, Source};
use crate::span::{Span, Text};
use crate::time::PartialDate;

/// The role of one stretch of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneKind {
    /// The title of the article.
    Headline,
    /// Standfirst, deck.
    Subheadline,
    /// Who wrote it.
    Byline,
    /// Where and when it was filed: `PARIS, May 3 (AP) —`.
    Dateline,
    /// A bullet that sums up the body.
    KeyPoint,
    /// The article's own text.
    Body,
    /// Text of a picture: caption or alternative text.
    Caption,
    /// A quotation of the body set in large type.
    PullQuote,
    /// A label that the site gave itself ("Fact checked").
    Badge,
    /// Words that say that another outlet's text follows or stands here.
    Credit,
    /// A note that the article was changed.
    Correction,
    /// Teasers and links to other articles.
    Related,
    /// One reader's comment, whole.
    Comment,
    /// The form for comments and its small print.
    CommentForm,
    /// Menus, footers, adverts, everything else.
    Boilerplate,
}

impl ZoneKind {
    /// All of them, in the order of their declaration.
    pub const ALL: [ZoneKind; 15] = [
        ZoneKind::Headline,
        ZoneKind::Subheadline,
        ZoneKind::Byline,
        ZoneKind::Dateline,
        ZoneKind::KeyPoint,
        ZoneKind::Body,
        ZoneKind::Caption,
        ZoneKind::PullQuote,
        ZoneKind::Badge,
        ZoneKind::Credit,
        ZoneKind::Correction,
        ZoneKind::Related,
        ZoneKind::Comment,
        ZoneKind::CommentForm,
        ZoneKind::Boilerplate,
    ];

    /// The snake_case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            ZoneKind::Headline => "headline",
            ZoneKind::Subheadline => "subheadline",
            ZoneKind::Byline => "byline",
            ZoneKind::Dateline => "dateline",
            ZoneKind::KeyPoint => "key_point",
            ZoneKind::Body => "body",
            ZoneKind::Caption => "caption",
            ZoneKind::PullQuote => "pull_quote",
            ZoneKind::Badge => "badge",
            ZoneKind::Credit => "credit",
            ZoneKind::Correction => "correction",
            ZoneKind::Related => "related",
            ZoneKind::Comment => "comment",
            ZoneKind::CommentForm => "comment_form",
            ZoneKind::Boilerplate => "boilerplate",
        }
    }

    /// Whether the outlet speaks here about the event, so that annotation looks at it.
    /// Comments, badges, forms and furniture support nothing.
    pub fn is_account(self) -> bool {
        match self {
            ZoneKind::Headline
            | ZoneKind::Subheadline
            | ZoneKind::Dateline
            | ZoneKind::KeyPoint
            | ZoneKind::Body
            | ZoneKind::Caption
            | ZoneKind::PullQuote => true,
            ZoneKind::Byline
            | ZoneKind::Badge
            | ZoneKind::Credit
            | ZoneKind::Correction
            | ZoneKind::Related
            | ZoneKind::Comment
            | ZoneKind::CommentForm
            | ZoneKind::Boilerplate => false,
        }
    }
}

/// One stretch of the text with one role. Zones of an article are sorted and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// The role.
    pub kind: ZoneKind,
    /// Where, in the extracted text. A comment is one zone however many paragraphs it has.
    pub span: Span<Text>,
    /// Whether the role was concluded from position or wording alone.
    pub inferred: bool,
    /// Present on comments where the page says it.
    pub comment: Option<Comment>,
    /// Present where the zone is somebody's post from another site, shown inside the article.
    pub post: Option<Post>,
}

/// What the page says about one comment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comment {
    /// The commenter's name.
    pub author: Option<Span<Text>>,
    /// Date as the page writes it.
    pub date: Option<Span<Text>>,
    /// 0 for a top-level comment, 1 for a reply to it, …
    pub depth: u8,
}

/// What the page says about a post from another site that it shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Post {
    /// The name of whoever wrote it; `None`: the page does not say.
    pub author: Option<Span<Text>>,
    /// Date as the page writes it.
    pub date: Option<Span<Text>>,
    /// All of the line that signs it: `— Ada Okoro (@ada) 9 March 2021`. It may lie behind the zone.
    pub signature: Option<Span<Text>>,
}

/// A metadata value and where the source says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The value, cleaned of white space.
    pub value: String,
    /// Where it stands in the raw source: an attribute, JSON-LD or visible text. `None` if the user gave it.
    pub span: Option<Span<crate::span::Raw>>,
}

/// The publisher of a page, as the page (or the user) says.
pub type Outlet = Field;

/// When the article was published, as far as its own page or the user tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Published {
    /// Days (or months, years) that are possible; empty: not in text.
    pub candidates: Vec<PartialDate>,
    /// Why these.
    pub reasons: Vec<Reason>,
    /// The day as the page's markup writes it, with its bytes; empty where only visible text says it.
    pub stated: Vec<Field>,
}

/// A reason that a person can check, with the passages that give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// One sentence about the texts, never about the world.
    pub why: String,
    /// Where to look.
    pub passages: Vec<Passage>,
}

/// A source, its extracted text and what each part of it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Name of the account in the output: `A`, `B`, … or the id that came with it.
    pub id: String,
    /// What was given.
    pub source: Source,
    /// What a reader sees, all zones included, in page order. Blocks end in line breaks.
    pub text: String,
    /// From `text` to the bytes of `source`.
    pub map: OffsetMap,
    /// Sorted, without overlap.
    pub zones: Vec<Zone>,
    /// Paragraphs (block elements, or runs of lines) of `text`: sorted, without overlap, never across zones.
    pub paragraphs: Vec<Span<Text>>,
    /// The headline's words; `None`: not in text.
    pub headline: Option<Span<Text>>,
    /// The title by agreement of the page's sources, visible or not; `None`: not in text.
    pub title: Option<Field>,
    /// Publisher; `None`: not in text.
    pub outlet: Option<Outlet>,
    /// Authors; empty: not in text.
    pub authors: Vec<Field>,
    /// ISO 639-1 code of the language *stated* by the page or the user; `None`: not in text.
    pub language: Option<Field>,
    /// ISO 639-1 code of the language that the words look like; `None`: too little text to say.
    pub detected_language: Option<&'static str>,
    /// Where the page says it lives.
    pub canonical_url: Option<Field>,
    /// Publication date by the page's own metadata or the user's word. `collate` narrows it further.
    pub published: Published,
    /// Date of the last change, where the page states one apart from its publication.
    pub modified: Published,
}

impl Article {
    /// The zone that holds the byte at `offset` of the text.
    pub fn zone_at(&self, offset: usize) -> Option<&Zone> {
        let next = self.zones.partition_point(|zone| zone.span.start as usize <= offset);
        self.zones[..next].last().filter(|zone| zone.span.contains_offset(offset))
    }

    /// The words of a span.
    pub fn words(&self, span: Span<Text>) -> &str {
        span.of(&self.text)
    }
}
