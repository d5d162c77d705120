//! How does a command go through pages? Each is loaded, read and drawn on all threads, and written in the order given.
//!
//! What is drawn of a page is the command's business; here is what all of them share: what is refused, what is
//! passed over, the progress, the summary, and what is left behind after Ctrl-C.

pub(super) mod crew;
mod summary;

use crate::commands::refusal;
use crate::failure::Failure;
use crate::input::{self, Found, Loaded, Pages, Passed, Waiting};
use crate::messages::Messages;
use crate::output::{Layout, Readers, Stream};
use crate::{Outcome, interrupt, plan};
use indicatif::ProgressBar;
use news::{Article, Note, NoteCode, Noted};
use pipeline::Kit;
use report::Record;
use std::ops::ControlFlow;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use summary::Summary;

/// What a command does with pages.
pub(super) struct Job<'p> {
    /// Which pages, and how they are taken.
    pub(super) plan: &'p plan::Pages,
    /// How what was drawn is put together.
    pub(super) layout: Layout,
    /// What is counted on pages, as one and as many; `None`: only pages are.
    pub(super) counted: Option<(&'static str, &'static str)>,
    /// What is wrong when nothing was counted; `None`: nothing.
    pub(super) unless_found: Option<Failure>,
}

/// A page that was read.
pub(super) struct Given<'n> {
    pub(super) article: Noted<Article>,
    /// Where an archive holds it.
    pub(super) record: Option<Record>,
    /// How messages call it.
    pub(super) name: &'n str,
    /// Whether the user named it, so that what is odd about it should be said.
    pub(super) is_named: bool,
    /// Whether it is all that was given.
    pub(super) is_alone: bool,
}

/// What became of a page.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// As it is written; empty: nothing is.
    pub(super) text: String,
    /// How much of what is counted was found.
    pub(super) found: u64,
    /// What a person should know.
    pub(super) warnings: Vec<Failure>,
}

/// What became of one thing that was given.
pub(super) enum Fate<T> {
    Drawn { drawn: T, is_alone: bool, has_article: bool },
    Refused(Failure),
    Passed(Passed),
}

/// A page whose bytes are at hand.
pub(super) struct Opened {
    pub(super) loaded: Loaded,
    name: String,
    is_named: bool,
    is_alone: bool,
}

/// Goes through the pages.
///
/// # Errors
/// No page can be read, nothing was found that must be, or the output cannot be written.
pub(super) fn run(
    job: Job<'_>,
    messages: Messages,
    draw: impl Fn(&Kit, Given<'_>) -> Drawn + Sync,
) -> Result<Outcome, Failure> {
    let plan = job.plan;
    let kit = super::kit()?;
    let threads = super::threads(plan.jobs)?;
    let pages = Pages::new(&plan.places, &[], &plan.limits);
    let bar = messages.reading(pages.places(), pages.total_bytes());
    let passed_bytes = pages.passed_bytes();

    let stream = Arc::new(Mutex::new(Stream::open(plan.output.as_deref(), job.layout)?));
    finish_when_stopped(&stream, &bar);

    let mut summary = Summary::counting(job.counted);
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
    let work = |found| safely(found, |found| read(&kit, open(found, plan)?, &draw));
    crew::in_order(&threads, numbered(pages), held_bytes, work, give);
    bar.finish_and_clear();
    let broken = broken.or(job.unless_found.filter(|_| summary.read > 0 && summary.found == 0));
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
        stream.give_up();
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

pub(super) fn held_bytes(found: &Found) -> usize {
    match found {
        Found::Page(waiting) => waiting.held_bytes(),
        Found::Refused(_) | Found::Passed(_) => 0,
    }
}

/// Does what is to be done with a page; a fault of the program costs that page and not the run.
pub(super) fn safely<T>(found: Found, work: impl Fn(Found) -> Result<Fate<T>, Fate<T>>) -> Fate<T> {
    let name = match &found {
        Found::Page(waiting) => waiting.name.clone(),
        Found::Refused(_) | Found::Passed(_) => String::new(),
    };
    let done = std::panic::catch_unwind(AssertUnwindSafe(|| work(found)));
    done.map(|done| done.unwrap_or_else(|fate| fate)).unwrap_or_else(|_| {
        let failure = Failure::of(&name, "could not be read, by a fault of this program");
        Fate::Refused(failure.hint("please report it together with the page"))
    })
}

/// Loads one page.
///
/// # Errors
/// It is none, or cannot be loaded.
pub(super) fn open<T>(found: Found, plan: &plan::Pages) -> Result<Opened, Fate<T>> {
    let waiting = match found {
        Found::Page(waiting) => *waiting,
        Found::Refused(failure) => return Err(Fate::Refused(failure)),
        Found::Passed(passed) => return Err(Fate::Passed(passed)),
    };
    let Waiting { is_named, is_alone, .. } = waiting;
    let name = waiting.name.clone();
    let mut loaded = waiting.load(&plan.limits).map_err(Fate::Refused)?;
    loaded.page.language = plan.language.clone().or(loaded.page.language);
    Ok(Opened { loaded, name, is_named, is_alone })
}

/// Reads and draws one page.
///
/// # Errors
/// It is no page of text.
pub(super) fn read<T>(
    kit: &Kit,
    opened: Opened,
    draw: impl Fn(&Kit, Given<'_>) -> T,
) -> Result<Fate<T>, Fate<T>> {
    let Opened { loaded, name, is_named, is_alone } = opened;
    let is_said_to_be_text = loaded.page.media_type.is_some();
    let page = loaded.page;
    let mut article = pipeline::read(kit, page);
    if loaded.is_cut {
        let message = "the archive holds the front of this page alone".to_owned();
        article.notes.push(Note { code: NoteCode::Truncated, span: None, message });
    }
    let has = |code| article.notes.iter().any(|note| note.code == code);
    let from_archive = loaded.record.is_some();
    if has(NoteCode::Binary) && from_archive && !is_said_to_be_text {
        return Err(Fate::Passed(Passed::NotText));
    }
    let has_article = !has(NoteCode::NoArticle);
    let mut notes = article.notes.iter().filter(|note| note.code != NoteCode::NoArticle);
    if let Some(failure) = notes.find_map(|note| refusal(&name, note.code)) {
        return Err(Fate::Refused(failure));
    }
    let given = Given { article, record: loaded.record, name: &name, is_named, is_alone };
    Ok(Fate::Drawn { drawn: draw(kit, given), is_alone, has_article })
}

/// Writes one result, or says why there is none.
fn take(
    result: Fate<Drawn>,
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
        Fate::Drawn { drawn, is_alone, has_article } => {
            summary.read += 1;
            summary.found += drawn.found;
            summary.without_article += u64::from(!has_article);
            bar.suspend(|| drawn.warnings.iter().for_each(|warning| messages.warning(warning)));
            if !drawn.text.is_empty() {
                let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                return stream.write(&drawn.text, is_alone);
            }
        }
    }
    Ok(Readers::Listening)
}
