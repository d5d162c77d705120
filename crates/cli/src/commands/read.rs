//! `variorum read`: read every page, write each as soon as all before it are written.

use super::pages::{self, Drawn, Given, Job};
use crate::args::PageFormat;
use crate::failure::{Failure, printable};
use crate::messages::Messages;
use crate::output::Layout;
use crate::{Outcome, plan};
use news::{Note, NoteCode};
use report::ReadPage;

/// Reads.
///
/// # Errors
/// No page can be read, or the output cannot be written.
pub(crate) fn run(plan: &plan::Read, messages: Messages) -> Result<Outcome, Failure> {
    let layout = match plan.format {
        PageFormat::Json => Layout::List,
        PageFormat::Jsonl => Layout::Parted(""),
        PageFormat::Markdown => Layout::Parted("\n---\n\n"),
        PageFormat::Text => Layout::Parted("\n"),
    };
    let job = Job { plan: &plan.pages, layout, counted: None, unless_found: None };
    pages::run(job, messages, |_, given| draw(&given, plan))
}

/// The page as it is written; text and Markdown of a page without an article may be empty.
fn draw(given: &Given<'_>, plan: &plan::Read) -> Drawn {
    let notes = &given.article.notes;
    let page = ReadPage { article: &given.article.value, notes, record: given.record.as_ref() };
    let wanted = &plan.wanted;
    let text = match plan.format {
        PageFormat::Json => report::page_json(page, wanted),
        PageFormat::Jsonl => report::page_line(page, wanted),
        PageFormat::Markdown => report::page_markdown(page, wanted),
        PageFormat::Text => {
            let text = report::page_text(page, wanted);
            if given.is_alone || text.is_empty() {
                text
            } else {
                format!("==> {} <==\n\n{text}", printable(&page.article.source.uri))
            }
        }
    };
    let told = notes.iter().filter(|_| given.is_named);
    Drawn { text, found: 0, warnings: told.filter_map(|note| warning(given.name, note)).collect() }
}

/// What somebody should know who named this page.
fn warning(name: &str, note: &Note) -> Option<Failure> {
    let hint = match note.code {
        NoteCode::NoArticle => "give the article's own page; `--format json` shows what is on this one",
        NoteCode::BadEncoding => "save the file as UTF-8: some characters could not be read",
        NoteCode::DeepNesting => "the page's markup is broken: copy its text into a .txt file",
        NoteCode::Truncated => "only the part before the limit was read",
        NoteCode::Paywall => "save the page from a browser that shows the whole article",
        NoteCode::UnsupportedLanguage
        | NoteCode::BadDate
        | NoteCode::Empty
        | NoteCode::Binary
        | NoteCode::GluedWords
        | NoteCode::LostLink
        | NoteCode::TypographicSeam
        | NoteCode::Presupposes
        | NoteCode::Abusive
        | NoteCode::UnclosedQuotation
        | NoteCode::StrayQuotationMark
        | NoteCode::Duplicate => return None,
    };
    Some(Failure::of(name, note.message.clone()).hint(hint))
}
