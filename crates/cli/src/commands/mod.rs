//! One file per command: a plan in, a report out. What commands on single pages share is `pages`.

pub(crate) mod compare;
mod pages;
pub(crate) mod quotes;
pub(crate) mod read;

use crate::failure::Failure;
use news::NoteCode;

/// Why a page with such a note is no account at all; `None` where it is one.
pub(crate) fn refusal(name: &str, code: NoteCode) -> Option<Failure> {
    match code {
        NoteCode::Empty => {
            Some(Failure::of(name, "holds no text").hint("check that the file was saved with its content"))
        }
        NoteCode::Binary => Some(
            Failure::of(name, "is not text")
                .hint("give the page as HTML or plain text, not as PDF, image or archive"),
        ),
        NoteCode::NoArticle => Some(
            Failure::of(name, "no article was found on the page")
                .hint("save the article's own page, or copy its text into a .txt file"),
        ),
        NoteCode::GluedWords
        | NoteCode::LostLink
        | NoteCode::TypographicSeam
        | NoteCode::Presupposes
        | NoteCode::Abusive
        | NoteCode::UnclosedQuotation
        | NoteCode::StrayQuotationMark
        | NoteCode::BadEncoding
        | NoteCode::DeepNesting
        | NoteCode::Truncated
        | NoteCode::UnsupportedLanguage
        | NoteCode::Paywall
        | NoteCode::Duplicate
        | NoteCode::BadDate => None,
    }
}
