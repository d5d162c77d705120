//! `variorum ingest`: every page is read and annotated on all threads, placed in its story in the order given, and kept.

pub(super) mod intake;

use super::pages::crew::in_order;
use super::pages::{Fate, Given, held_bytes, open, read, safely};
use crate::failure::Failure;
use crate::input::Pages;
use crate::messages::Messages;
use crate::{Outcome, interrupt, plan};
use indicatif::ProgressBar;
use intake::{Arrived, Intake};
use pipeline::Kit;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Access, Kept, Key, Writer, address_of};

/// Takes articles in.
///
/// # Errors
/// The database cannot be written, or nothing that was given can be read.
pub(crate) fn run(plan: &plan::Ingest, messages: Messages) -> Result<Outcome, Failure> {
    let kit = super::kit()?;
    let threads = super::threads(plan.pages.jobs)?;
    let writer = Writer::open(&plan.database, Access::Create).map_err(|error| super::explain(&error))?;
    let known = writer.known().map_err(|error| super::explain(&error))?;
    let pages = Pages::new(&plan.pages.places, &[], &plan.pages.limits);
    let bar = messages.reading(pages.places(), pages.total_bytes());
    let passed_bytes = pages.passed_bytes();

    let intake = Arc::new(Mutex::new(Intake::new(&kit, writer)?));
    keep_when_stopped(&intake, &bar);
    let mut broken = None;
    let give = |fate| {
        bar.set_position(passed_bytes.load(Ordering::Relaxed));
        let mut intake = intake.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = intake.take(fate, |failure| bar.suspend(|| messages.failure(failure)));
        bar.set_message(intake.progress(bar.elapsed()));
        match taken {
            Ok(()) if intake.given() < plan.pages.limit => ControlFlow::Continue(()),
            Ok(()) => ControlFlow::Break(()),
            Err(failure) => {
                broken = Some(failure);
                ControlFlow::Break(())
            }
        }
    };
    let work = |found| {
        safely(found, |found| {
            let opened = open(found, &plan.pages)?;
            let page = &opened.loaded.page;
            if is_known(page, &known) {
                return Ok(Fate::Drawn { drawn: Arrived::Known, is_alone: false, has_article: true });
            }
            let beside = super::given(page);
            read(&kit, opened, |kit, given| arrived(kit, given, &beside, plan.since.as_deref()))
        })
    };
    in_order(&threads, pages, held_bytes, work, give);
    bar.finish_and_clear();
    interrupt::dismiss();
    let mut intake = intake.lock().unwrap_or_else(PoisonError::into_inner);
    match broken {
        Some(failure) => Err(failure),
        None => intake.end(messages),
    }
}

/// Whether an article is in the database already.
fn is_known(page: &pipeline::Page, known: &HashSet<Key>) -> bool {
    if known.is_empty() {
        return false;
    }
    let name = (!page.id.is_empty()).then_some(page.id.as_str());
    known.contains(&Key::of(&page.bytes, address_of(&page.uri).as_deref(), name))
}

/// What is kept of a page.
pub(super) fn arrived(kit: &Kit, given: Given<'_>, beside: &store::Given, since: Option<&str>) -> Arrived {
    // A text that came with an id is an article by the user's word.
    let is_stated = beside.name.is_some() && given.article.value.source.media_type == news::MediaType::Plain;
    if !is_stated && given.article.notes.iter().any(|note| note.code == news::NoteCode::NoArticle) {
        return Arrived::NoArticle;
    }
    let account = given.article.and_then(|article| pipeline::skim(kit, article)).value;
    let sketch = pipeline::sketch(kit, &account);
    let kept = Kept::new(&account, beside.clone(), &sketch.to_bytes());
    let is_early = match (since, kept.published()) {
        (Some(since), Some(published)) => published < since,
        (Some(_), None) | (None, _) => false,
    };
    if is_early { Arrived::Early } else { Arrived::Article(Box::new((kept, sketch))) }
}

/// On Ctrl-C everything that has come in so far is kept.
fn keep_when_stopped(intake: &Arc<Mutex<Intake>>, bar: &ProgressBar) {
    let (intake, bar) = (Arc::clone(intake), bar.clone());
    interrupt::engage(move || {
        let mut intake = intake.lock().unwrap_or_else(PoisonError::into_inner);
        bar.finish_and_clear();
        if let Err(failure) = intake.close() {
            Messages { quiet: false }.failure(&failure);
        }
    });
}
