//! How do tools write a page without its markup? One set of choices for each way.

use learn::hash;

/// White space between two pieces of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Gap {
    #[default]
    None,
    Space,
    Line,
    Blank,
}

/// Where the addresses of links go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Links {
    Dropped,
    /// "words (address)"
    Behind,
    /// `[words](address)`
    Markdown,
}

/// One way of writing a page as text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Seed of what is left to chance: lost line breaks.
    pub(crate) seed: u64,
    /// Between blocks such as `div`.
    pub(crate) block: Gap,
    /// Around paragraphs and headings.
    pub(crate) paragraph: Gap,
    /// Between items of lists.
    pub(crate) item: Gap,
    /// Between items inside `nav`, `header` and `footer`.
    pub(crate) menu: Gap,
    /// Between cells of tables.
    pub(crate) cell: Gap,
    /// Around elements such as `a` and `span`.
    pub(crate) inline: Gap,
    /// Line breaks of the source are kept.
    pub(crate) keeps_lines: bool,
    pub(crate) bullet: &'static str,
    /// Before headings.
    pub(crate) heading: &'static str,
    pub(crate) links: Links,
    /// Alternative texts of pictures are written.
    pub(crate) pictures: bool,
    /// The `title` element is written.
    pub(crate) title: bool,
    /// Buttons, options and what stands in `noscript`.
    pub(crate) controls: bool,
    /// Columns at which lines are wrapped.
    pub(crate) wrap: Option<usize>,
    /// Lost breaks between blocks, of a thousand.
    pub(crate) lost: u64,
    pub(crate) newline: &'static str,
}

impl Style {
    /// One line a block, nothing else.
    pub(crate) const LINES: Style = Style {
        seed: 0,
        block: Gap::Line,
        paragraph: Gap::Line,
        item: Gap::Line,
        menu: Gap::Line,
        cell: Gap::Line,
        inline: Gap::None,
        keeps_lines: false,
        bullet: "",
        heading: "",
        links: Links::Dropped,
        pictures: false,
        title: false,
        controls: true,
        wrap: None,
        lost: 0,
        newline: "\n",
    };

    /// What a browser copies: blank lines around paragraphs, no buttons.
    pub(crate) const COPIED: Style =
        Style { paragraph: Gap::Blank, cell: Gap::Space, controls: false, ..Style::LINES };

    /// Markdown in 78 columns.
    pub(crate) const MARKDOWN: Style = Style {
        paragraph: Gap::Blank,
        cell: Gap::Space,
        bullet: "  * ",
        heading: "# ",
        wrap: Some(78),
        ..Style::LINES
    };

    /// One of many ways, the same for the same seed.
    pub(crate) fn drawn(seed: u64) -> Style {
        let mut drawn = Draws { seed, next: 0 };
        let mut style = match drawn.of(10) {
            0..=4 => Style::LINES,
            5..=7 => Style::COPIED,
            _ => Style::MARKDOWN,
        };
        style.seed = seed;
        if drawn.of(4) == 0 {
            style.block = Gap::Blank;
            style.paragraph = Gap::Blank;
        }
        style.item = if drawn.of(8) == 0 { Gap::Blank } else { style.item };
        style.menu = if drawn.of(5) == 0 { Gap::Space } else { style.item };
        style.bullet = match drawn.of(8) {
            0 => "* ",
            1 => "- ",
            2 => "• ",
            _ => style.bullet,
        };
        style.wrap = match drawn.of(12) {
            0 => Some(72),
            1 => Some(80),
            2 => Some(100),
            3..=7 => None,
            _ => style.wrap,
        };
        style.links = match drawn.of(16) {
            0 => Links::Behind,
            1 => Links::Markdown,
            _ => Links::Dropped,
        };
        style.inline = if drawn.of(12) == 0 { Gap::Line } else { Gap::None };
        style.keeps_lines = drawn.of(10) == 0;
        style.pictures = drawn.of(4) == 0;
        style.title = drawn.of(3) == 0;
        style.controls = drawn.of(2) == 0;
        style.lost = match drawn.of(8) {
            0 => 30,
            1 => 150,
            _ => 0,
        };
        style.newline = match drawn.of(20) {
            0 => "\r\n",
            1 => " \n",
            2 => "\n> ",
            _ => "\n",
        };
        style
    }
}

/// Numbers that follow from a seed.
struct Draws {
    seed: u64,
    next: u64,
}

impl Draws {
    fn of(&mut self, bound: u64) -> u64 {
        self.next += 1;
        let mut bytes = self.seed.to_le_bytes().to_vec();
        bytes.extend(self.next.to_le_bytes());
        (hash(&bytes) >> 32) % bound
    }
}
