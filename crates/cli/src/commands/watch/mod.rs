//! `variorum watch`: ask feeds again and again, take in what is new, say what changes, until somebody stops it.
//!
//! A round asks the feeds that are due, fetches and keeps their new articles, remembers what the servers said, and tells
//! the changes, in this order: whatever breaks off in between is done again, and nothing is lost.

mod changes;
mod due;
mod feeds;
mod sources;
mod telling;

pub(super) use changes::{Added, Changes};

use super::explain;
use super::ingest::arrived;
use super::ingest::intake::{Arrived, Intake, Sharing};
use super::pages::crew::in_order;
use super::pages::{Fate, held_bytes, open, read, safely};
use crate::failure::Failure;
use crate::input::{Announced, Asker, Followed, Found, Outcomes};
use crate::messages::{Messages, counted};
use crate::output::Readers;
use crate::{Outcome, interrupt, plan};
use due::{Due, now};
use feeds::Feeds;
use news::Article;
use pipeline::Kit;
use std::ops::ControlFlow;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::{Access, Reader, Watching, Writer, address_of};
use telling::Teller;
use web::{Client, Settings, Stop, Trust};

/// How long another program that is writing is waited for at the start.
const LONGEST_START: Duration = Duration::from_secs(10);

/// How long a round that is told to end may take until the program ends all the same.
const LONGEST_END: Duration = Duration::from_secs(60);

/// What all rounds share.
struct Watch<'p> {
    plan: &'p plan::Watch,
    messages: Messages,
    kit: Arc<Kit>,
    threads: rayon::ThreadPool,
    asker: Asker,
    stop: Stop,
    /// To look articles up that are kept already.
    reader: Mutex<Reader>,
}

/// Watches.
///
/// # Errors
/// There are no feeds, the database cannot be used, or the changes cannot be printed.
pub(crate) fn run(plan: &plan::Watch, messages: Messages) -> Result<Outcome, Failure> {
    let (list, flaws) = sources::list(plan)?;
    flaws.iter().for_each(|failure| messages.failure(failure));
    let stop = Stop::new();
    let ending = end_when_stopped(&stop);
    let _watching = Watching::begin(&plan.database).map_err(|error| explain(&error))?;
    let writer = Writer::open_within(&plan.database, Access::Create, LONGEST_START)
        .map_err(|error| explain(&error))?;
    let reader = || Reader::open(&plan.database).map_err(|error| explain(&error));
    let mut feeds = Feeds::new(list, Due { interval: plan.interval, once: plan.once }, &writer)?;
    let mut teller = Teller::new(plan.format, webhook(plan, &stop), reader()?);
    let kit = Arc::new(super::kit()?);
    let watch = Watch {
        plan,
        messages,
        kit: Arc::clone(&kit),
        threads: super::threads(plan.pages.jobs)?,
        asker: Asker::new(&plan.pages.limits.fetch, &plan.follow, stop.clone()),
        stop: stop.clone(),
        reader: Mutex::new(reader()?),
    };
    let sharing = Sharing { kit: Arc::clone(&kit), stop: stop.clone(), messages };
    let mut intake = Intake::watching(writer, Changes::new(kit), sharing)?;
    let mut failed = flaws.len();
    let ended = watch.rounds(&mut feeds, &mut intake, &mut teller, &mut failed);
    let closed = intake.close();
    drop(ending);
    let listened = ended?;
    closed?;
    Ok(match listened {
        Readers::Gone => Outcome::Complete,
        Readers::Listening if stop.is_stopped() => Outcome::Stopped,
        Readers::Listening if failed > 0 => Outcome::Partial,
        Readers::Listening => Outcome::Complete,
    })
}

impl Watch<'_> {
    /// Round after round, until somebody stops it or nobody listens any more.
    fn rounds(
        &self,
        feeds: &mut Feeds,
        intake: &mut Intake,
        teller: &mut Teller,
        failed: &mut usize,
    ) -> Result<Readers, Failure> {
        loop {
            *failed += self.round(feeds, intake)?;
            if teller.tell(intake, self.messages)? == Readers::Gone {
                return Ok(Readers::Gone);
            }
            if self.plan.once {
                *failed += usize::from(!teller.finish(intake, &self.stop, self.messages)?);
                return Ok(Readers::Listening);
            }
            let next = feeds.next().into_iter().chain(teller.next()).min();
            let wait = next.map_or(LONGEST_END, |next| next.saturating_duration_since(now()));
            if !self.stop.wait(wait) {
                return Ok(Readers::Listening);
            }
        }
    }

    /// Asks the feeds that are due and keeps what is new. Returns how much could not be had.
    fn round(&self, feeds: &mut Feeds, intake: &mut Intake) -> Result<usize, Failure> {
        let before = intake.kept();
        let news = feeds.ask(&self.asker, &self.stop, self.messages);
        let outcomes = Outcomes::default();
        let refused = self.take_in(news.articles, &outcomes, intake)?;
        if !intake.commit()? {
            // The run ended before its turn came: the next one asks for the articles again.
            return Ok(news.failed + refused);
        }
        let outcomes = outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        let (kept, stories) = intake.kept();
        if news.asked > 0 {
            intake.write(|writer| feeds.settle(&outcomes, writer))?;
        }
        let (kept, stories) = (kept - before.0, stories - before.1);
        if kept > 0 || self.plan.once {
            let resting = match news.resting {
                0 => String::new(),
                resting => format!(", {resting} not yet after failures"),
            };
            let line = format!(
                "{} asked{resting}, {} kept, {}",
                counted(news.asked as u64, "feed", "feeds"),
                counted(kept, "article", "articles"),
                counted(stories, "new story", "new stories"),
            );
            self.messages.remark(&line);
        }
        Ok(news.failed + refused)
    }

    /// Fetches, reads and keeps articles. Returns how many could not be had.
    fn take_in(
        &self,
        articles: Vec<(u64, Announced)>,
        outcomes: &Outcomes,
        intake: &mut Intake,
    ) -> Result<usize, Failure> {
        let (linked, in_feed): (Vec<_>, Vec<_>) =
            articles.into_iter().partition(|(_, article)| article.entry.address.is_some());
        let in_feed = in_feed.into_iter().filter_map(|(_, article)| {
            let id = article.entry.id.clone();
            let mut waiting = article.page(&id)?;
            waiting.page.id = id;
            Some(Found::Page(Box::new(waiting)))
        });
        let pages = in_feed.chain(Followed::articles(self.asker.clone(), linked, Arc::clone(outcomes)));
        let (mut refused, mut broken) = (0, None);
        let give = |fate: Fate<Arrived>| {
            refused += usize::from(matches!(fate, Fate::Refused(_)));
            match intake.take(fate, |failure| self.messages.failure(failure)) {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => {
                    broken = Some(failure);
                    ControlFlow::Break(())
                }
            }
        };
        let work = |found| safely(found, |found| self.read(found));
        in_order(&self.threads, pages, held_bytes, work, give);
        broken.map_or(Ok(refused), Err)
    }

    /// Reads one article; one whose text is kept already is known, whatever stands around it.
    fn read(&self, found: Found) -> Result<Fate<Arrived>, Fate<Arrived>> {
        let opened = open(found, &self.plan.pages)?;
        let beside = super::given(&opened.loaded.page);
        read(&self.kit, opened, |kit, given| {
            if self.is_kept(&given.article.value) {
                return Arrived::Known;
            }
            arrived(kit, given, &beside, self.plan.follow.since.as_deref())
        })
    }

    /// Whether the last version that is kept says the same.
    fn is_kept(&self, article: &Article) -> bool {
        let Some(address) = address_of(&article.source.uri) else { return false };
        let stored = {
            let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
            let versions = reader.versions_of(&address).unwrap_or_default();
            // What cannot be looked up is taken for new: the database itself says what is there.
            versions.last().and_then(|version| reader.stored(version.id).ok())
        };
        stored.is_some_and(|stored| {
            words(&pipeline::read(&self.kit, super::page(stored)).value) == words(article)
        })
    }
}

/// The outlet's own words.
fn words(article: &Article) -> Vec<&str> {
    let zones = article.zones.iter().filter(|zone| zone.kind.is_account());
    zones.flat_map(|zone| article.words(zone.span).split_whitespace()).collect()
}

/// Who sends changes. The user typed the address: it may be on this machine.
fn webhook(plan: &plan::Watch, stop: &Stop) -> Option<(web::Address, Arc<Client>)> {
    let address = plan.webhook.clone()?;
    let fetch = &plan.pages.limits.fetch;
    let settings = Settings {
        timeout: fetch.timeout,
        proxy: fetch.proxy.clone(),
        largest: fetch.largest,
        trust: Trust::Typed,
    };
    Some((address, Arc::new(Client::new(settings, None, stop.clone()))))
}

/// On Ctrl-C the round ends early, and in good order. What is returned is dropped when all is done.
fn end_when_stopped(stop: &Stop) -> Sender<()> {
    let stop = stop.clone();
    let (sender, receiver) = channel();
    interrupt::engage(move || {
        stop.stop();
        // An error says that all is done.
        let _ = receiver.recv_timeout(LONGEST_END);
    });
    sender
}
