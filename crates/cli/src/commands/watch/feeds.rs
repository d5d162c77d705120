//! When is which feed asked, and which of its articles are new? What servers said last is in the database, so that a
//! restart asks for nothing that is known.

use super::due::{Due, clock, noted, now};
use crate::commands::explain;
use crate::failure::Failure;
use crate::fetch;
use crate::input::{Announced, Asker, Had, UnderWay, ask, unusable};
use crate::messages::Messages;
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};
use store::{Feed as Kept, FeedEntry, Writer};
use web::{Address, Answer, Entry, Fault, Feed, Fetched, Purpose, Request, Stop, Validators};

/// How many feeds are asked at a time.
const AT_ONCE: usize = 32;

/// How often an article is asked for that cannot be had.
const MOST_TRIES: u32 = 5;

/// At which questions to its feed an article is looked at again, whether it was changed without a word.
const LOOK_AGAIN: [u32; 4] = [2, 8, 32, 128];

/// From how many feeds on it is the network's fault if none can be reached.
const MANY: usize = 3;

/// A feed that is watched.
pub(super) struct Watched {
    address: Address,
    /// Whether the user typed its address.
    is_named: bool,
    kept: Kept,
    /// The articles that it named last.
    entries: BTreeMap<String, FeedEntry>,
    /// When it is asked next.
    due: Instant,
    /// Whether somebody was told what is wrong with it.
    is_told: bool,
    round: Option<Round>,
}

/// What a feed said in this round.
struct Round {
    /// What the server said; `None`: the feed is the same.
    validators: Option<Validators>,
    title: Option<String>,
    /// Whether it could not be had.
    is_failure: bool,
    /// Articles as they will be kept, if they can be had; whether each was asked for, and whether it is new.
    entries: Vec<(FeedEntry, Asked)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    No,
    /// For the first time, or because the feed says that it changed.
    AsNew,
    /// Once more.
    Again,
    /// It is in the feed and nowhere else.
    InFeed,
}

/// All feeds that are watched.
pub(super) struct Feeds {
    watched: Vec<Watched>,
    due: Due,
}

/// What one round brought.
#[derive(Default)]
pub(super) struct News {
    /// Articles to fetch, each with its turn.
    pub(super) articles: Vec<(u64, Announced)>,
    /// How many feeds were asked, and how many failed before and were not yet.
    pub(super) asked: usize,
    pub(super) resting: usize,
    /// Feeds that could not be had, and articles.
    pub(super) failed: usize,
}

impl Feeds {
    /// # Errors
    /// The database cannot be read.
    pub(super) fn new(list: Vec<(Address, bool)>, due: Due, writer: &Writer) -> Result<Feeds, Failure> {
        let (start, clock) = (now(), clock());
        let watched = list.into_iter().map(|(address, is_named)| {
            let url = address.as_str();
            let kept = writer.feed(url).map_err(|error| explain(&error))?;
            let entries = writer.entries_of(url).map_err(|error| explain(&error))?;
            let kept = kept.unwrap_or_else(|| Kept { url: url.to_string(), ..Kept::default() });
            Ok(Watched {
                due: start + due.left(&kept, clock),
                kept,
                entries: entries.into_iter().map(|entry| (entry.entry.clone(), entry)).collect(),
                address,
                is_named,
                is_told: false,
                round: None,
            })
        });
        Ok(Feeds { watched: watched.collect::<Result<_, Failure>>()?, due })
    }

    /// When the next feed is due.
    pub(super) fn next(&self) -> Option<Instant> {
        self.watched.iter().map(|watched| watched.due).min()
    }

    /// Asks all feeds that are due.
    pub(super) fn ask(&mut self, asker: &Asker, stop: &Stop, messages: Messages) -> News {
        let start = now();
        let resting = self.watched.iter().filter(|watched| watched.due > start && watched.kept.failures > 0);
        let resting = resting.count();
        let mut due = self.watched.iter_mut().filter(|watched| watched.due <= start);
        let mut under_way: VecDeque<(&mut Watched, UnderWay)> = VecDeque::new();
        let mut answers = Vec::new();
        loop {
            while under_way.len() < AT_ONCE && !stop.is_stopped() {
                let Some(watched) = due.next() else { break };
                let asked = ask(asker.client(watched.is_named), watched.request());
                under_way.push_back((watched, asked));
            }
            let Some((watched, asked)) = under_way.pop_front() else { break };
            answers.push((watched, asked.answer(stop)));
        }
        let mut news = News { asked: answers.len(), resting, ..News::default() };
        let lost = answers.iter().filter(|(_, answer)| answer.as_ref().is_err_and(is_out_of_reach)).count();
        let is_network = lost == answers.len() && lost >= MANY;
        if is_network {
            let failure = Failure::new("no feed can be reached");
            messages.warning(&failure.hint("is the network down? They are asked again in a while"));
        }
        for (watched, answer) in answers {
            match answer {
                Ok(answer) => watched.take(answer, asker, &mut news, self.due, messages),
                Err(Fault::Stopped) => {}
                Err(_) if is_network => {
                    news.failed += 1;
                    watched.due = now() + self.due.interval.0;
                }
                Err(fault) => {
                    news.failed += 1;
                    let failure = fetch::explain(watched.address.as_str(), &fault);
                    watched.fail(&failure, fault.wait(), self.due, messages);
                }
            }
        }
        news
    }

    /// Keeps what was said in this round, once the articles are kept.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(super) fn settle(
        &mut self,
        outcomes: &BTreeMap<Address, Had>,
        writer: &mut Writer,
    ) -> Result<(), Failure> {
        for watched in &mut self.watched {
            watched.settle(outcomes, self.due, writer).map_err(|error| explain(&error))?;
        }
        Ok(())
    }
}

impl Watched {
    fn request(&self) -> Request {
        let Kept { etag, last_modified, .. } = self.kept.clone();
        Request {
            known: Validators { etag, last_modified },
            ..Request::new(self.address.clone(), Purpose::Feed)
        }
    }

    /// The feed answered.
    fn take(&mut self, answer: Answer, asker: &Asker, news: &mut News, due: Due, messages: Messages) {
        let Answer::Page(page) = answer else { return self.same(news) };
        match Feed::read(&page.bytes, page.charset.as_deref(), Some(&page.address)) {
            Ok(feed) => self.changed(feed, &page, asker, news, messages),
            Err(error) => {
                news.failed += 1;
                self.fail(&unusable(self.address.as_str(), &error), None, due, messages);
            }
        }
    }

    /// The feed is the same as before; its articles need not be.
    fn same(&mut self, news: &mut News) {
        let mut entries = Vec::new();
        for (number, known) in (0..).zip(self.entries.values()) {
            let kept = FeedEntry { polls: known.polls.saturating_add(1), ..known.clone() };
            let asked = match Address::parse(&known.address) {
                Ok(address) if is_wanted(&kept) => {
                    let entry = Entry { id: known.entry.clone(), address: Some(address), ..Entry::default() };
                    news.articles.push((number, announced(entry, None, None, &kept)));
                    Asked::Again
                }
                Ok(_) | Err(_) => Asked::No,
            };
            entries.push((kept, asked));
        }
        self.round = Some(Round { validators: None, title: None, is_failure: false, entries });
    }

    /// The feed is new, or not the same as before.
    fn changed(&mut self, feed: Feed, page: &Fetched, asker: &Asker, news: &mut News, messages: Messages) {
        if !self.is_told && self.kept.failures == 0 {
            for flaw in &feed.flaws {
                messages.warning(&Failure::of(&format!("{}:{}", self.address, flaw.line), flaw.what.clone()));
            }
            self.is_told = !feed.flaws.is_empty();
        }
        let mut round = Round {
            validators: Some(page.validators.clone()),
            title: feed.title.clone(),
            is_failure: false,
            entries: Vec::new(),
        };
        let mut seen = std::collections::BTreeSet::new();
        let mut number = 0;
        for entry in feed.entries {
            if entry.id.is_empty() || asker.is_early(&entry) || !seen.insert(entry.id.clone()) {
                continue;
            }
            let (kept, asked) = self.compare(&entry);
            if matches!(asked, Asked::AsNew | Asked::Again | Asked::InFeed) {
                let article = announced(entry, feed.title.as_ref(), feed.language.as_ref(), &kept);
                news.articles.push((number, article));
                number += 1;
            }
            round.entries.push((kept, asked));
        }
        self.round = Some(round);
    }

    /// What is known of an entry, and whether its article is wanted.
    fn compare(&self, entry: &Entry) -> (FeedEntry, Asked) {
        let address = entry.address.as_ref().map(Address::to_string).unwrap_or_default();
        let is_in_feed = address.is_empty();
        let new = FeedEntry {
            entry: entry.id.clone(),
            address,
            stamp: entry.stamp().to_string(),
            ..FeedEntry::default()
        };
        match self.entries.get(&entry.id) {
            Some(known) if known.stamp == new.stamp && known.address == new.address => {
                let kept = FeedEntry { polls: known.polls.saturating_add(1), ..known.clone() };
                let asked = if is_wanted(&kept) && !is_in_feed { Asked::Again } else { Asked::No };
                (kept, asked)
            }
            _ if is_in_feed && entry.content.is_none() => (new, Asked::No),
            _ if is_in_feed => (new, Asked::InFeed),
            Some(_) | None => (new, Asked::AsNew),
        }
    }

    /// The feed could not be had. It is asked again after twice the time.
    fn fail(&mut self, failure: &Failure, wait: Option<Duration>, due: Due, messages: Messages) {
        if self.kept.failures == 0 || !self.is_told {
            messages.failure(failure);
            self.is_told = true;
        }
        self.kept.failures = self.kept.failures.saturating_add(1);
        let wait = due.after_failure(&self.kept, wait);
        self.due = noted(&mut self.kept, wait);
        self.round = Some(Round { validators: None, title: None, is_failure: true, entries: Vec::new() });
    }

    /// Keeps what the feed said in this round.
    fn settle(
        &mut self,
        outcomes: &BTreeMap<Address, Had>,
        due: Due,
        writer: &mut Writer,
    ) -> Result<(), store::StoreError> {
        let Some(round) = self.round.take() else { return Ok(()) };
        if round.is_failure {
            return writer.keep_feed(&self.kept);
        }
        let (mut entries, mut news, mut left) = (Vec::new(), 0, 0);
        for (entry, asked) in round.entries {
            let had = Address::parse(&entry.address).ok().and_then(|address| outcomes.get(&address));
            news += u32::from(matches!(asked, Asked::AsNew | Asked::InFeed));
            match (asked, had) {
                (Asked::No | Asked::InFeed, _) => entries.push(entry),
                (Asked::AsNew | Asked::Again, Some(had)) => entries.push(after(entry, had)),
                // The run ended before its turn: the next one asks for it.
                (Asked::AsNew | Asked::Again, None) => {
                    left += 1;
                    entries.extend(self.entries.get(&entry.entry).cloned());
                }
            }
        }
        if let Some(validators) = round.validators.filter(|_| left == 0) {
            self.kept.etag = validators.etag;
            self.kept.last_modified = validators.last_modified;
        }
        if self.kept.failures > 0 {
            (self.kept.failures, self.is_told) = (0, false);
        }
        self.kept.title = round.title.or(self.kept.title.take());
        let next = due.after_answer(&self.kept, news > 0);
        self.kept.interval = u32::try_from(next.as_secs()).ok();
        self.due = noted(&mut self.kept, next);
        if left > 0 {
            // The next run must not wait to ask for what is left.
            self.kept.wait = 0;
        }
        writer.keep_poll(&self.kept, &entries)?;
        self.entries = entries.into_iter().map(|entry| (entry.entry.clone(), entry)).collect();
        Ok(())
    }
}

/// An entry after its article was asked for.
fn after(entry: FeedEntry, had: &Had) -> FeedEntry {
    match had {
        Had::Yes(validators) => FeedEntry {
            tries: 0,
            etag: validators.etag.clone(),
            last_modified: validators.last_modified.clone(),
            ..entry
        },
        Had::Same => FeedEntry { tries: 0, ..entry },
        Had::No { is_final: true } => FeedEntry { tries: MOST_TRIES, ..entry },
        Had::No { is_final: false } => FeedEntry { tries: entry.tries.saturating_add(1), ..entry },
    }
}

/// Whether an article is asked for again: it could not be had, or it is time to look whether it changed.
fn is_wanted(entry: &FeedEntry) -> bool {
    match entry.tries {
        0 => LOOK_AGAIN.contains(&entry.polls),
        tries => tries < MOST_TRIES,
    }
}

fn announced(entry: Entry, title: Option<&String>, language: Option<&String>, kept: &FeedEntry) -> Announced {
    let known = Validators { etag: kept.etag.clone(), last_modified: kept.last_modified.clone() };
    Announced { entry, feed_title: title.cloned(), feed_language: language.cloned(), known }
}

/// Whether the network may be at fault.
fn is_out_of_reach(fault: &Fault) -> bool {
    matches!(
        fault.root(),
        Fault::NoSuchHost
            | Fault::Refused
            | Fault::TooSlow(_)
            | Fault::BrokenOff(_)
            | Fault::RobotsUnknown(_)
    )
}
