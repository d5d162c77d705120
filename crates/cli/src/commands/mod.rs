//! One file per command: a plan in, a report out. What commands on single pages share is `pages`.

pub(crate) mod compare;
pub(crate) mod db;
pub(crate) mod export;
pub(crate) mod ingest;
mod pages;
pub(crate) mod quotes;
pub(crate) mod read;
pub(crate) mod search;
pub(crate) mod stories;
pub(crate) mod story;
pub(crate) mod watch;

use crate::failure::Failure;
use news::NoteCode;
use pipeline::{Kit, Page};
use store::{Given, StoreError, Stored};

/// The models and word lists.
fn kit() -> Result<Kit, Failure> {
    Kit::embedded().map_err(|error| Failure::new(error.to_string()))
}

/// Threads for the work; 0: one per processor.
fn threads(jobs: usize) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .build()
        .map_err(|error| Failure::new(format!("cannot start threads: {error}")))
}

/// What is wrong with a database, with the remedy.
fn explain(error: &StoreError) -> Failure {
    let failure = match error.path() {
        Some(path) => Failure::of(&path.to_string_lossy(), error.to_string()),
        None => Failure::new(error.to_string()),
    };
    match error.hint() {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

/// What is kept of a page besides its bytes.
fn given(page: &Page) -> Given {
    Given {
        name: (!page.id.is_empty()).then(|| page.id.clone()),
        media_type: page.media_type.map(|kind| kind.mime().to_owned()),
        charset: page.charset.clone(),
        published: page.published.map(|day| day.to_string()),
        outlet: page.outlet.clone(),
        title: page.title.clone(),
        language: page.language.clone(),
    }
}

/// The page that was kept, to be read again.
fn page(stored: Stored) -> Page {
    let media_type = stored.given.media();
    let Given { name, charset, published, outlet, title, language, .. } = stored.given;
    Page {
        id: name.unwrap_or_default(),
        uri: stored.uri,
        bytes: stored.bytes,
        media_type,
        charset,
        published: published.as_deref().and_then(crate::plan::date),
        outlet,
        title,
        language,
    }
}

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
