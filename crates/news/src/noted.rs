//! Notes about the text. Reading a text never fails: a phase returns what it has, with notes.

use crate::span::{Span, Text};
use std::fmt;

/// A value and what was noticed on the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted<T> {
    /// The result.
    pub value: T,
    /// What was noticed, sorted by span.
    pub notes: Vec<Note>,
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteCode {
    /// Two words run together; reported, not repaired.
    GluedWords,
    /// A link probably stood here and was lost in copying.
    LostLink,
    /// Two parts of the text came by different routes.
    TypographicSeam,
    /// A word points at something that the text does not state.
    Presupposes,
    /// A comment insults people.
    Abusive,
    /// A quotation has no closing mark.
    UnclosedQuotation,
    /// A closing mark without an opening one.
    StrayQuotationMark,
    /// Bytes that do not fit the character encoding.
    BadEncoding,
    /// No article text was found.
    NoArticle,
    /// The source holds no text.
    Empty,
    /// The source is not text.
    Binary,
    /// Markup nested beyond the limit.
    DeepNesting,
    /// The text was cut at a limit.
    Truncated,
    /// Written in a language that annotation does not cover.
    UnsupportedLanguage,
    /// The text is behind a paywall or cut off by the site.
    Paywall,
    /// Two accounts have the same bytes.
    Duplicate,
    /// A date that does not exist or lies outside the years 1 to 9999.
    BadDate,
}

impl NoteCode {
    /// The kebab-case name of the output contract.
    pub fn name(self) -> &'static str {
        match self {
            NoteCode::GluedWords => "glued-words",
            NoteCode::LostLink => "lost-link",
            NoteCode::TypographicSeam => "typographic-seam",
            NoteCode::Presupposes => "presupposes",
            NoteCode::Abusive => "abusive",
            NoteCode::UnclosedQuotation => "unclosed-quotation",
            NoteCode::StrayQuotationMark => "stray-quotation-mark",
            NoteCode::BadEncoding => "bad-encoding",
            NoteCode::NoArticle => "no-article",
            NoteCode::Empty => "empty",
            NoteCode::Binary => "binary",
            NoteCode::DeepNesting => "deep-nesting",
            NoteCode::Truncated => "truncated",
            NoteCode::UnsupportedLanguage => "unsupported-language",
            NoteCode::Paywall => "paywall",
            NoteCode::Duplicate => "duplicate",
            NoteCode::BadDate => "bad-date",
        }
    }
}

impl fmt::Display for NoteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Something worth saying about a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub code: NoteCode,
    /// Where; `None` for the whole source.
    pub span: Option<Span<Text>>,
    /// For people.
    pub message: String,
}

impl<T> Noted<T> {
    /// A value without notes.
    pub fn plain(value: T) -> Self {
        Noted { value, notes: Vec::new() }
    }

    /// Goes on with the value; the notes of both steps are kept, earlier ones first.
    pub fn and_then<U>(self, next: impl FnOnce(T) -> Noted<U>) -> Noted<U> {
        let Noted { value, mut notes } = self;
        let then = next(value);
        notes.extend(then.notes);
        Noted { value: then.value, notes }
    }
}
