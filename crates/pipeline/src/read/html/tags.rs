//! Which elements matter to reading, and how do they nest?

/// An element, as far as reading cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tag {
    /// Inline and without meaning here: `b`, `span`, unknown elements.
    #[default]
    Inline,
    /// A block without meaning: `div`, `section`, `main`, …
    Block,
    Article,
    P,
    /// `h1` to `h6`.
    Heading(u8),
    Li,
    List,
    Quote,
    Pre,
    Figcaption,
    Figure,
    Link,
    Time,
    /// Names a work, or under a comment its author.
    Cite,
    Br,
    Td,
    Tr,
    Table,
    Term,
    Nav,
    Footer,
    Header,
    Aside,
    Form,
    Button,
    Address,
    /// Holds no words of the page: `script`, `svg`, `select`, …
    Skip,
    Script,
    Title,
    Meta,
    LinkRel,
    Html,
    Body,
    /// `input`, `wbr`, …: never has content.
    Void,
    /// `b`, `strong`.
    Strong,
    /// `em`, `i`, `small`.
    Small,
    /// `img`: has no content either.
    Image,
}

impl Tag {
    pub(super) fn of(name: &[u8]) -> Tag {
        match name {
            b"p" => Tag::P,
            b"a" => Tag::Link,
            b"br" => Tag::Br,
            b"article" => Tag::Article,
            b"h1" => Tag::Heading(1),
            b"h2" => Tag::Heading(2),
            b"h3" => Tag::Heading(3),
            b"h4" => Tag::Heading(4),
            b"h5" => Tag::Heading(5),
            b"h6" => Tag::Heading(6),
            b"li" => Tag::Li,
            b"ul" | b"ol" | b"menu" | b"dl" => Tag::List,
            b"dt" | b"dd" => Tag::Term,
            b"blockquote" | b"q-block" => Tag::Quote,
            b"pre" => Tag::Pre,
            b"figcaption" => Tag::Figcaption,
            b"figure" => Tag::Figure,
            b"time" => Tag::Time,
            b"cite" => Tag::Cite,
            b"td" | b"th" | b"caption" => Tag::Td,
            b"tr" => Tag::Tr,
            b"table" => Tag::Table,
            b"nav" => Tag::Nav,
            b"footer" => Tag::Footer,
            b"header" => Tag::Header,
            b"aside" => Tag::Aside,
            b"form" | b"fieldset" => Tag::Form,
            b"button" | b"label" => Tag::Button,
            b"address" => Tag::Address,
            b"html" => Tag::Html,
            b"body" => Tag::Body,
            b"title" => Tag::Title,
            b"meta" => Tag::Meta,
            b"link" => Tag::LinkRel,
            b"script" => Tag::Script,
            b"style" | b"noscript" | b"template" | b"svg" | b"math" | b"select" | b"textarea" | b"iframe"
            | b"object" | b"canvas" | b"video" | b"audio" | b"datalist" | b"map" | b"head-skip"
            | b"noembed" | b"noframes" | b"xmp" | b"rp" | b"rt" | b"progress" | b"meter" => Tag::Skip,
            b"b" | b"strong" => Tag::Strong,
            b"em" | b"i" | b"small" => Tag::Small,
            b"img" | b"amp-img" => Tag::Image,
            b"div" | b"section" | b"main" | b"center" | b"details" | b"summary" | b"dialog" | b"hgroup"
            | b"tbody" | b"thead" | b"tfoot" | b"picture-block" | b"frameset" | b"hr" | b"optgroup"
            | b"amp-story" | b"search" | b"legend" => Tag::Block,
            b"input" | b"wbr" | b"area" | b"base" | b"col" | b"embed" | b"source" | b"track" | b"param" => {
                Tag::Void
            }
            _ => Tag::Inline,
        }
    }

    /// Never has content or an end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Tag::Void | Tag::Image | Tag::Br | Tag::Meta | Tag::LinkRel)
    }

    /// Starts and ends a line of its own.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Tag::Inline
                | Tag::Strong
                | Tag::Small
                | Tag::Image
                | Tag::Link
                | Tag::Time
                | Tag::Cite
                | Tag::Br
                | Tag::Void
                | Tag::Meta
                | Tag::LinkRel
                | Tag::Skip
                | Tag::Script
                | Tag::Title
        )
    }

    /// Its start ends an open paragraph.
    pub(super) fn closes_paragraph(self) -> bool {
        self.is_block() && !matches!(self, Tag::Td | Tag::Tr | Tag::Html | Tag::Body | Tag::Button)
    }

    /// End tags and implied ends do not reach beyond it.
    pub(super) fn is_scope(self) -> bool {
        matches!(self, Tag::Td | Tag::Table | Tag::Html | Tag::Body)
    }

    /// A small number for counting open elements.
    pub(super) fn index(self) -> usize {
        match self {
            Tag::Inline => 0,
            Tag::Block => 1,
            Tag::Article => 2,
            Tag::P => 3,
            Tag::Heading(level) => 4 + usize::from(level.min(6)),
            Tag::Li => 11,
            Tag::List => 12,
            Tag::Quote => 13,
            Tag::Pre => 14,
            Tag::Figcaption => 15,
            Tag::Figure => 16,
            Tag::Link => 17,
            Tag::Time => 18,
            Tag::Br => 19,
            Tag::Td => 20,
            Tag::Tr => 21,
            Tag::Table => 22,
            Tag::Term => 23,
            Tag::Nav => 24,
            Tag::Footer => 25,
            Tag::Header => 26,
            Tag::Aside => 27,
            Tag::Form => 28,
            Tag::Button => 29,
            Tag::Address => 30,
            Tag::Skip => 31,
            Tag::Script => 32,
            Tag::Title => 33,
            Tag::Meta => 34,
            Tag::LinkRel => 35,
            Tag::Html => 36,
            Tag::Body => 37,
            Tag::Void => 38,
            Tag::Strong => 40,
            Tag::Small => 41,
            Tag::Image => 42,
            Tag::Cite => 39,
        }
    }
}

/// One more than the largest [`Tag::index`].
pub(super) const TAGS: usize = 43;
