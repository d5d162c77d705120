//! `variorum read`: read every page, write each as soon as all before it are written.

mod crew;
mod summary;

use crate::args::PageFormat;
use crate::commands::refusal;
use crate::failure::Failure;
use crate::input::{self, Found, Pages, Passed, Waiting};
use crate::messages::Messages;
use crate::output::{Readers, Stream};
use crate::{Outcome, interrupt, plan};
use indicatif::ProgressBar;
use news::{Note, NoteCode};
use pipeline::Kit;
use report::ReadPage;
use std::ops::ControlFlow;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use summary::Summary;

/// What became of one thing that was given.
enum Fate {
    Read(Written),
    Refused(Failure),
    Passed(Passed),
}

/// A page as it is written.
struct Written {
    text: String,
    is_alone: bool,
    has_article: bool,
    warnings: Vec<Failure>,
}

/// Reads.
///
/// # Errors
/// No page can be read, or the output cannot be written.
pub(crate) fn run(plan: &plan::Read, messages: Messages) -> Result<Outcome, Failure> {
    let kit = Kit::embedded().map_err(|error| Failure::new(error.to_string()))?;
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(plan.jobs)
        .build()
        .map_err(|error| Failure::new(format!("cannot start threads: {error}")))?;
    let pages = Pages::new(&plan.places, &[], &plan.limits);
    let bar = messages.reading(pages.places(), pages.total_bytes());
    let passed_bytes = pages.passed_bytes();

    let stream = Arc::new(Mutex::new(Stream::open(plan.output.as_deref(), plan.format)?));
    finish_when_stopped(&stream, &bar);

    let mut summary = Summary::default();
    let mut broken = None;
    let give = |result| {
        bar.set_position(passed_bytes.load(Ordering::Relaxed));
        let written = take(result, &stream, &bar, messages, &mut summary);
        bar.set_message(summary.pages());
        match written {
            Ok(Readers::Listening) if summary.read < plan.limit => ControlFlow::Continue(()),
            Ok(Readers::Listening | Readers::Gone) => ControlFlow::Break(()),
            Err(failure) => {
                broken = Some(failure);
                ControlFlow::Break(())
            }
        }
    };
    crew::in_order(&threads, numbered(pages), held_bytes, |found| read_safely(&kit, found, plan), give);
    bar.finish_and_clear();
    end(summary, broken, &stream, messages)
}

/// Ends the output, and says what happened.
fn end(
    summary: Summary,
    broken: Option<Failure>,
    stream: &Mutex<Stream>,
    messages: Messages,
) -> Result<Outcome, Failure> {
    interrupt::dismiss();
    let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(failure) = broken {
        return Err(failure);
    }
    if summary.read == 0 {
        stream.give_up();
        return Err(summary.nothing());
    }
    stream.finish()?;
    if let Some(line) = summary.line() {
        messages.remark(&line);
    }
    Ok(if summary.refused == 0 { Outcome::Complete } else { Outcome::Partial })
}

/// On Ctrl-C the output ends after the last whole page.
fn finish_when_stopped(stream: &Arc<Mutex<Stream>>, bar: &ProgressBar) {
    let (stream, bar) = (Arc::clone(stream), bar.clone());
    interrupt::engage(move || {
        // While a page is being written, this waits for it; afterwards nobody writes, since the lock is kept.
        let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
        bar.finish_and_clear();
        if let Err(failure) = stream.finish() {
            Messages { quiet: false }.failure(&failure);
        }
    });
}

/// Pages with the letters of their places; ids that came with them stay.
fn numbered(pages: Pages) -> impl Iterator<Item = Found> {
    let mut index = 0;
    pages.map(move |found| match found {
        Found::Page(mut waiting) => {
            if waiting.page.id.is_empty() {
                waiting.page.id = input::letters(index);
            }
            index += 1;
            Found::Page(waiting)
        }
        Found::Refused(_) | Found::Passed(_) => found,
    })
}

fn held_bytes(found: &Found) -> usize {
    match found {
        Found::Page(waiting) => waiting.held_bytes(),
        Found::Refused(_) | Found::Passed(_) => 0,
    }
}

/// The same as [`read`], where a fault of the program costs one page and not the run.
fn read_safely(kit: &Kit, found: Found, plan: &plan::Read) -> Fate {
    let name = match &found {
        Found::Page(waiting) => waiting.name.clone(),
        Found::Refused(_) | Found::Passed(_) => String::new(),
    };
    std::panic::catch_unwind(AssertUnwindSafe(|| read(kit, found, plan))).unwrap_or_else(|_| {
        let failure = Failure::of(&name, "could not be read, by a fault of this program");
        Fate::Refused(failure.hint("please report it together with the page"))
    })
}

/// Loads, reads and writes down one page.
fn read(kit: &Kit, found: Found, plan: &plan::Read) -> Fate {
    let waiting = match found {
        Found::Page(waiting) => *waiting,
        Found::Refused(failure) => return Fate::Refused(failure),
        Found::Passed(passed) => return Fate::Passed(passed),
    };
    let Waiting { is_named, is_alone, .. } = waiting;
    let name = waiting.name.clone();
    let loaded = match waiting.load(&plan.limits) {
        Ok(loaded) => loaded,
        Err(failure) => return Fate::Refused(failure),
    };
    let is_said_to_be_text = loaded.page.media_type.is_some();
    let mut page = loaded.page;
    page.language = plan.language.clone().or(page.language);
    let mut article = pipeline::read(kit, page);
    if loaded.is_cut {
        let message = "the archive holds the front of this page alone".to_owned();
        article.notes.push(Note { code: NoteCode::Truncated, span: None, message });
    }
    let has = |code| article.notes.iter().any(|note| note.code == code);
    let from_archive = loaded.record.is_some();
    if has(NoteCode::Binary) && from_archive && !is_said_to_be_text {
        return Fate::Passed(Passed::NotText);
    }
    let has_article = !has(NoteCode::NoArticle);
    let refused = article.notes.iter().filter(|note| note.code != NoteCode::NoArticle);
    if let Some(failure) = refused.clone().find_map(|note| refusal(&name, note.code)) {
        return Fate::Refused(failure);
    }
    let warnings = if is_named {
        article.notes.iter().filter_map(|note| warning(&name, note)).collect()
    } else {
        Vec::new()
    };
    let page = ReadPage { article: &article.value, notes: &article.notes, record: loaded.record.as_ref() };
    Fate::Read(Written { text: draw(page, plan, is_alone), is_alone, has_article, warnings })
}

/// The page as it is written; text and Markdown of a page without an article may be empty.
fn draw(page: ReadPage<'_>, plan: &plan::Read, is_alone: bool) -> String {
    let wanted = &plan.wanted;
    match plan.format {
        PageFormat::Json => report::page_json(page, wanted),
        PageFormat::Jsonl => report::page_line(page, wanted),
        PageFormat::Markdown => report::page_markdown(page, wanted),
        PageFormat::Text => {
            let text = report::page_text(page, wanted);
            if is_alone || text.is_empty() {
                return text;
            }
            format!("==> {} <==\n\n{text}", crate::failure::printable(&page.article.source.uri))
        }
    }
}

/// Writes one result, or says why there is none.
fn take(
    result: Fate,
    stream: &Mutex<Stream>,
    bar: &ProgressBar,
    messages: Messages,
    summary: &mut Summary,
) -> Result<Readers, Failure> {
    match result {
        Fate::Passed(passed) => summary.pass(passed),
        Fate::Refused(failure) => {
            summary.refused += 1;
            bar.suspend(|| messages.failure(&failure));
        }
        Fate::Read(written) => {
            summary.read += 1;
            summary.without_article += u64::from(!written.has_article);
            bar.suspend(|| written.warnings.iter().for_each(|warning| messages.warning(warning)));
            if !written.text.is_empty() {
                let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                return stream.write(&written.text, written.is_alone);
            }
        }
    }
    Ok(Readers::Listening)
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
