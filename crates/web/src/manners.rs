//! May a host be asked now, and for this? One memory for the whole run: what its robots.txt says, when it was asked
//! last, and for how long it wants to be left alone.

use crate::address::Address;
use crate::client::{self, Client, Purpose, Request};
use crate::fault::Fault;
use crate::robots::Robots;
use crate::stop::Stop;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The name that a robots.txt calls this program by.
const PROGRAM: &str = "variorum";

/// The longest delay that a site may ask for between two pages.
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// The longest time that is waited when a server asks to be left alone; what is longer is a fault.
const LONGEST_QUIET: Duration = Duration::from_secs(30);

/// How long a server is left alone that is too busy and does not say for how long.
const UNSTATED_QUIET: Duration = Duration::from_secs(10);

/// How long a robots.txt is believed (RFC 9309 says a day).
const BELIEVED: Duration = Duration::from_secs(24 * 3600);

/// How long it is believed that none can be had: at first, and at most. Doubled with each try.
const FIRST_DOUBT: Duration = Duration::from_secs(1);
const LONGEST_DOUBT: Duration = Duration::from_secs(300);

/// Waiting between requests, and robots.txt. Copies share one memory.
#[derive(Debug, Clone)]
pub struct Manners {
    /// Time between two requests to one host, where its robots.txt asks for no more.
    delay: Duration,
    hosts: Arc<Mutex<BTreeMap<String, Arc<Mutex<Host>>>>>,
}

/// What is known of one host.
#[derive(Debug, Default)]
struct Host {
    /// What it allows, and until when that is believed.
    robots: Option<(Result<Robots, Refusal>, Instant)>,
    /// For how long a missing robots.txt was last believed to be missing.
    doubt: Duration,
    /// When it may be asked next.
    next: Option<Instant>,
    /// Until when it wants to be left alone.
    quiet: Option<(Instant, u16)>,
}

/// Why a robots.txt is not known.
#[derive(Debug, Clone)]
enum Refusal {
    Busy(u16),
    Fault(String),
    /// Nobody is there: there is no page either.
    Host(Gone),
}

/// Faults of a whole host that are told as such.
#[derive(Debug, Clone, Copy)]
enum Gone {
    NoSuchHost,
    Refused,
}

impl Manners {
    /// `delay`: time between two requests to one host.
    pub fn new(delay: Duration) -> Manners {
        Manners { delay, hosts: Arc::default() }
    }

    /// Waits until the page may be fetched. `is_trusted`: whether the host may be a private machine.
    ///
    /// # Errors
    /// It may not be, the host wants to be left alone for long, or somebody wishes to end.
    pub(crate) fn turn(&self, client: &Client, address: &Address, is_trusted: bool) -> Result<(), Fault> {
        let host = self.host(address);
        let mut known = lock(&host);
        let robots = self.robots(client, address, &mut known, is_trusted)?;
        if !robots.allows(&address.path()) {
            return Err(Fault::Disallowed);
        }
        let delay = self.delay.max(robots.delay().unwrap_or_default().min(LONGEST_DELAY));
        loop {
            let now = client::now();
            let quiet = known.quiet.map_or(now, |(until, _)| until.max(now));
            if let Some((_, code)) = known.quiet.filter(|_| quiet - now > LONGEST_QUIET) {
                return Err(Fault::Busy { code, wait: Some(quiet - now) });
            }
            let start = self.reserve(&mut known, quiet, delay);
            // Others may be served meanwhile: the turn is reserved.
            drop(known);
            wait(client.stop(), start)?;
            known = lock(&host);
            // Meanwhile the host may have asked to be left alone.
            if known.quiet.is_none_or(|(until, _)| until <= client::now()) {
                return Ok(());
            }
        }
    }

    /// Remembers that a server was too busy.
    pub(crate) fn note(&self, address: &Address, fault: &Fault) {
        if let Fault::Busy { code, wait } = fault {
            let until = client::now() + wait.unwrap_or(UNSTATED_QUIET);
            lock(&self.host(address)).quiet = Some((until, *code));
        }
    }

    fn host(&self, address: &Address) -> Arc<Mutex<Host>> {
        Arc::clone(lock(&self.hosts).entry(address.origin()).or_default())
    }

    fn reserve(&self, known: &mut Host, earliest: Instant, delay: Duration) -> Instant {
        let start = known.next.map_or(earliest, |next| next.max(earliest));
        known.next = Some(start + delay);
        start
    }

    /// What the host allows; fetched once a day.
    fn robots(
        &self,
        client: &Client,
        address: &Address,
        known: &mut Host,
        is_trusted: bool,
    ) -> Result<Robots, Fault> {
        let now = client::now();
        let believed = known.robots.as_ref().filter(|(_, until)| now < *until);
        let robots = match believed {
            Some((robots, _)) => robots.clone(),
            None => {
                let start = self.reserve(known, now, self.delay);
                wait(client.stop(), start)?;
                let asked = ask(client, address, is_trusted)?;
                known.doubt = match &asked {
                    Ok(_) => Duration::ZERO,
                    Err(_) => (known.doubt * 2).clamp(FIRST_DOUBT, LONGEST_DOUBT),
                };
                let time = if asked.is_ok() { BELIEVED } else { known.doubt };
                known.robots = Some((asked.clone(), client::now() + time));
                asked
            }
        };
        robots.map_err(|refusal| match refusal {
            Refusal::Busy(code) => Fault::Busy { code, wait: None },
            Refusal::Fault(what) => Fault::RobotsUnknown(what),
            Refusal::Host(Gone::NoSuchHost) => Fault::NoSuchHost,
            Refusal::Host(Gone::Refused) => Fault::Refused,
        })
    }
}

/// Fetches a robots.txt: none (4xx) allows everything, no answer (5xx) nothing.
#[expect(clippy::wildcard_enum_match_arm, reason = "some of many are special")]
fn ask(client: &Client, address: &Address, is_trusted: bool) -> Result<Result<Robots, Refusal>, Fault> {
    let request = Request::new(address.robots(), Purpose::Robots);
    let fault = match client.fetch(&request, None, is_trusted) {
        Ok(answer) => {
            return Ok(Ok(Robots::parse(&answer.page().map(|page| page.bytes).unwrap_or_default(), PROGRAM)));
        }
        Err(fault) => fault,
    };
    // Others may be allowed to ask the same host: nothing is learnt of it.
    if matches!(fault, Fault::Private(_)) {
        return Err(fault);
    }
    Ok(match fault.root() {
        Fault::Stopped => return Err(Fault::Stopped),
        Fault::Status { code, .. } if (400..500).contains(code) => Ok(Robots::open()),
        Fault::Busy { code, .. } => Err(Refusal::Busy(*code)),
        Fault::NoSuchHost => Err(Refusal::Host(Gone::NoSuchHost)),
        Fault::Refused => Err(Refusal::Host(Gone::Refused)),
        // It leads nowhere: as if there were none.
        Fault::TooManyRedirects | Fault::NoAddress | Fault::Scheme => Ok(Robots::open()),
        _ => Err(Refusal::Fault(fault.to_string())),
    })
}

fn wait(stop: &Stop, until: Instant) -> Result<(), Fault> {
    if stop.wait(until.saturating_duration_since(client::now())) { Ok(()) } else { Err(Fault::Stopped) }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
