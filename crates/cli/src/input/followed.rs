//! Which pages do feeds and lists name, and what are their bytes? They are fetched politely, several hosts at once.
//!
//! Pages come in an order that the lists alone decide: first the first article of each of some feeds, then the second, so
//! that hosts are asked in turn. How long each takes to answer shows nowhere.

use super::asking::{UnderWay, ask};
use super::{Content, Found, Passed, Waiting};
use crate::failure::Failure;
use crate::fetch;
use crate::plan::{Fetch, Follow};
use news::MediaType;
use pipeline::Page;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use web::{
    Address, AddressList, Answer, Client, Entry, Fault, Feed, Fetched, Kind, Manners, Outlines, Purpose,
    Request, Settings, Stop, Trust, Unusable, Validators, kind_of,
};

/// How many pages are asked for at a time.
const AT_ONCE: usize = 32;

/// How many feeds of a list are read before their articles are asked for.
const FEEDS_AT_ONCE: u64 = 64;

/// Turns that the articles of such feeds may take; the rest of a longer feed comes last.
const TURNS: u64 = 1000;

/// Asks the web on behalf of one run.
#[derive(Clone)]
pub(crate) struct Asker {
    /// For addresses that the user typed.
    trusting: Arc<Client>,
    /// For all others.
    guarded: Arc<Client>,
    since: Option<String>,
    stop: Stop,
}

/// What is asked for.
struct Task {
    address: Address,
    /// Whether the user typed it.
    is_named: bool,
    /// Whether it may be a feed or a list, rather than an article that one names.
    may_be_list: bool,
    /// The article as a feed has it.
    article: Option<Announced>,
}

/// An article as a feed has it.
pub(crate) struct Announced {
    pub(crate) entry: Entry,
    pub(crate) feed_title: Option<String>,
    pub(crate) feed_language: Option<String>,
    /// What is known of its page.
    pub(crate) known: Validators,
}

/// Whether an article of a feed was had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Had {
    /// It was, and is known by this from now on.
    Yes(Validators),
    /// It is the same as before.
    Same,
    /// It was not; `is_final`: asking again will not help.
    No { is_final: bool },
}

/// What became of articles, by their addresses.
pub(crate) type Outcomes = Arc<Mutex<BTreeMap<Address, Had>>>;

/// Pages that lists name, in their order.
pub(crate) struct Followed {
    asker: Asker,
    /// By turn, and then in the order in which they became known.
    tasks: BTreeMap<(u64, u64), Task>,
    /// Addresses that were asked for or will be: each is, once.
    seen: BTreeSet<Address>,
    known: u64,
    feeds: u64,
    under_way: VecDeque<(u64, Task, UnderWay)>,
    ready: VecDeque<Found>,
    /// `None`: nobody asks what became of articles, and none will be asked for again.
    outcomes: Option<Outcomes>,
}

impl Asker {
    /// `stop`: ends all waiting.
    pub(crate) fn new(fetch: &Fetch, follow: &Follow, stop: Stop) -> Asker {
        let manners = Manners::new(follow.delay);
        let client = |trust| {
            let Fetch { timeout, largest, ref proxy } = *fetch;
            let settings = Settings { timeout, proxy: proxy.clone(), largest, trust };
            Arc::new(Client::new(settings, Some(manners.clone()), stop.clone()))
        };
        let (trusting, guarded) = match follow.allow_private {
            true => (client(Trust::Everybody), client(Trust::Everybody)),
            false => (client(Trust::Typed), client(Trust::Public)),
        };
        Asker { trusting, guarded, since: follow.since.clone(), stop }
    }

    /// Who asks for an address that the user typed, or for one that others wrote.
    pub(crate) fn client(&self, is_named: bool) -> &Arc<Client> {
        if is_named { &self.trusting } else { &self.guarded }
    }

    /// Whether a feed says that an article is too early.
    pub(crate) fn is_early(&self, entry: &Entry) -> bool {
        let day = entry.published.as_ref().and_then(|stamp| stamp.day).map(|day| day.to_string());
        day.is_some_and(|day| self.since.as_ref().is_some_and(|since| day < *since))
    }
}

impl Followed {
    /// Nothing yet.
    pub(super) fn new(asker: Asker) -> Followed {
        Followed {
            asker,
            tasks: BTreeMap::new(),
            seen: BTreeSet::new(),
            known: 0,
            feeds: 0,
            under_way: VecDeque::new(),
            ready: VecDeque::new(),
            outcomes: None,
        }
    }

    /// Articles of feeds, each with its turn, and where it is noted what became of them.
    pub(crate) fn articles(asker: Asker, articles: Vec<(u64, Announced)>, outcomes: Outcomes) -> Followed {
        let mut followed = Followed { outcomes: Some(outcomes), ..Followed::new(asker) };
        for (turn, article) in articles {
            if let Some(address) = article.entry.address.clone() {
                followed
                    .add(turn, Task { address, is_named: false, may_be_list: false, article: Some(article) });
            }
        }
        followed
    }

    fn note(&self, address: &Address, had: Had) {
        if let Some(outcomes) = &self.outcomes {
            outcomes.lock().unwrap_or_else(PoisonError::into_inner).insert(address.clone(), had);
        }
    }

    /// Adds an address that the user typed.
    pub(super) fn typed(&mut self, url: &str) {
        match Address::parse(url) {
            Ok(address) => self.list_member(address, true),
            Err(fault) => self.ready.push_back(Found::Refused(fetch::explain(url, &fault))),
        }
    }

    /// Adds what a feed or a list names. `name`: how messages call it.
    pub(super) fn list(&mut self, kind: Kind, name: &str, bytes: &[u8]) {
        self.open_list(kind, name, bytes, None, None, 0);
    }

    fn open_list(
        &mut self,
        kind: Kind,
        name: &str,
        bytes: &[u8],
        charset: Option<&str>,
        base: Option<&Address>,
        turn: u64,
    ) {
        let flaws = match kind {
            Kind::Feed => Feed::read(bytes, charset, base).map(|feed| self.feed(name, feed, turn)),
            Kind::Outlines => Outlines::read(bytes, charset).map(|list| {
                list.feeds.into_iter().for_each(|feed| self.list_member(feed.address, false));
                list.flaws
            }),
            Kind::Addresses => {
                let list = AddressList::read(bytes);
                list.addresses.into_iter().for_each(|(_, address)| self.list_member(address, false));
                Ok(list.flaws)
            }
        };
        match flaws {
            Ok(flaws) => {
                let failure = |flaw: web::Flaw| Failure::of(&format!("{name}:{}", flaw.line), flaw.what);
                self.ready.extend(flaws.into_iter().map(|flaw| {
                    Found::Refused(failure(flaw).hint("the rest was read; tell whoever writes the file"))
                }));
            }
            Err(error) => self.ready.push_back(Found::Refused(unusable(name, &error))),
        }
    }

    /// An address that may be a feed, a list or a page.
    fn list_member(&mut self, address: Address, is_named: bool) {
        let turn = self.feeds / FEEDS_AT_ONCE * TURNS;
        self.feeds += 1;
        self.add(turn, Task { address, is_named, may_be_list: true, article: None });
    }

    fn add(&mut self, turn: u64, task: Task) {
        if self.seen.insert(task.address.clone()) {
            self.tasks.insert((turn, self.known), task);
            self.known += 1;
        }
    }

    /// The articles of a feed.
    fn feed(&mut self, name: &str, feed: Feed, turn: u64) -> Vec<web::Flaw> {
        let mut next = 0;
        for entry in feed.entries {
            if self.asker.is_early(&entry) {
                self.ready.push_back(Found::Passed(Passed::Early));
                continue;
            }
            let article = Announced {
                entry,
                feed_title: feed.title.clone(),
                feed_language: feed.language.clone(),
                known: Validators::default(),
            };
            next += 1;
            match article.entry.address.clone() {
                Some(address) => self.add(
                    turn / TURNS * TURNS + TURNS.min(next),
                    Task { address, is_named: false, may_be_list: false, article: Some(article) },
                ),
                None => self.ready.push_back(match article.page(name) {
                    Some(page) => Found::Page(Box::new(page)),
                    None => {
                        let place = format!("{name}:{}", article.entry.line);
                        let failure =
                            Failure::of(&place, "an entry without a link and without the article's text");
                        Found::Refused(failure.hint("the other entries were read"))
                    }
                }),
            }
        }
        feed.flaws
    }

    /// Asks for as much as is asked for at a time.
    fn ask(&mut self) {
        while self.under_way.len() < AT_ONCE {
            let Some(((turn, _), task)) = self.tasks.pop_first() else { return };
            let purpose = if task.may_be_list { Purpose::Feed } else { Purpose::Page };
            let known = task.article.as_ref().map(|article| article.known.clone()).unwrap_or_default();
            let request = Request { known, ..Request::new(task.address.clone(), purpose) };
            let under_way = ask(self.asker.client(task.is_named), request);
            self.under_way.push_back((turn, task, under_way));
        }
    }

    /// Waits for an answer and takes it.
    fn take(&mut self, turn: u64, task: Task, under_way: UnderWay) {
        match under_way.answer(&self.asker.stop) {
            Ok(Answer::Page(fetched)) => self.opened(turn, &task, *fetched),
            Ok(Answer::Unchanged) => self.note(&task.address, Had::Same),
            Err(Fault::Stopped) => {
                self.tasks.clear();
                self.under_way.clear();
            }
            Err(fault) => self.missed(&task, &fault),
        }
    }

    /// A page could not be had. Perhaps the feed has the article, too; who will ask again waits for the page itself.
    fn missed(&mut self, task: &Task, fault: &Fault) {
        let (url, is_final) = (task.address.as_str(), is_final(fault));
        let article = task.article.as_ref().filter(|_| is_final || self.outcomes.is_none());
        let page = article.and_then(|article| article.page(url));
        let failure = fetch::explain(url, fault);
        let failure = match &page {
            Some(_) => failure.hint("the text in the feed is taken instead"),
            None => failure,
        };
        self.note(&task.address, Had::No { is_final });
        self.ready.push_back(Found::Refused(failure));
        self.ready.extend(page.map(|page| Found::Page(Box::new(page))));
    }

    /// Takes what was fetched: a page, or a list of others.
    fn opened(&mut self, turn: u64, task: &Task, fetched: Fetched) {
        let name = task.address.as_str();
        let kind = kind_of(&fetched.bytes).filter(|_| task.may_be_list);
        if let Some(kind) = kind {
            let (charset, base) = (fetched.charset.as_deref(), Some(&fetched.address));
            return self.open_list(kind, name, &fetched.bytes, charset, base, turn);
        }
        self.note(&task.address, Had::Yes(fetched.validators));
        let found = match fetch::media_type(name, fetched.media_type.as_deref()) {
            Ok(media_type) => {
                let uri = fetched.address.to_string();
                let page = Page {
                    uri,
                    bytes: fetched.bytes,
                    media_type,
                    charset: fetched.charset,
                    ..Page::default()
                };
                let waiting = Waiting::new(page, Content::Loaded);
                Found::Page(Box::new(Waiting { is_named: task.is_named, ..waiting }))
            }
            Err(failure) => Found::Refused(failure),
        };
        self.ready.push_back(found);
    }
}

impl Iterator for Followed {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.ready.pop_front() {
                return Some(found);
            }
            self.ask();
            let (turn, task, under_way) = self.under_way.pop_front()?;
            self.take(turn, task, under_way);
        }
    }
}

impl Announced {
    /// The article as the feed has it, if it has the whole of it; `name`: what it is called if it has no address.
    pub(crate) fn page(&self, name: &str) -> Option<Waiting> {
        let Entry { content, address, title, published, language, line, .. } = &self.entry;
        // No address, so that what stands at a line later is no version of what stands there now.
        let uri = address.as_ref().map_or_else(|| format!("line {line} of {name}"), Address::to_string);
        let language = language.as_ref().or(self.feed_language.as_ref());
        let page = Page {
            uri,
            bytes: content.clone()?.into_bytes(),
            media_type: Some(MediaType::Html),
            charset: Some("utf-8".to_string()),
            published: published.as_ref().and_then(|stamp| stamp.day),
            outlet: self.feed_title.clone(),
            title: title.clone(),
            language: language.and_then(|code| code.split(['-', '_']).next()).map(str::to_ascii_lowercase),
            ..Page::default()
        };
        Some(Waiting { is_named: false, ..Waiting::new(page, Content::Loaded) })
    }
}

/// Whether asking again will not help.
fn is_final(fault: &Fault) -> bool {
    match fault.root() {
        Fault::Status { code, .. } => (400..500).contains(code),
        Fault::NoAddress
        | Fault::Scheme
        | Fault::Private(_)
        | Fault::TooLarge(_)
        | Fault::TooManyRedirects
        | Fault::Disallowed => true,
        Fault::NoSuchHost
        | Fault::Refused
        | Fault::TooSlow(_)
        | Fault::BrokenOff(_)
        | Fault::Busy { .. }
        | Fault::RobotsUnknown(_)
        | Fault::Beyond { .. }
        | Fault::Stopped
        | Fault::Other(_) => false,
    }
}

/// Why a file or a page is no list.
pub(crate) fn unusable(name: &str, error: &Unusable) -> Failure {
    let failure = Failure::of(name, error.to_string());
    match error {
        Unusable::NoFeed => failure.hint("give RSS, Atom or JSON Feed"),
        Unusable::Page(feeds) => match feeds.first() {
            Some(feed) => failure.hint(format!("its feed is {}", crate::failure::printable(feed))),
            None => failure.hint("look for the word RSS or feed on the page, and give the address behind it"),
        },
        Unusable::NoOutlines => failure.hint("export the list of feeds again, as OPML"),
        Unusable::NoFeeds => failure.hint("feeds are outlines with an `xmlUrl`"),
        Unusable::Broken(_, _) => failure.hint("get the file again: it may be cut off"),
    }
}
