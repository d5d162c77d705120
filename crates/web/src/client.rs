//! How is a page fetched? Over http or https, with a limit on everything the other side controls.

use crate::address::Address;
use crate::fault::{self, Fault, MOST_REDIRECTS};
use crate::guard::{Guard, Trust};
use crate::manners::Manners;
use crate::robots;
use crate::stop::Stop;
use crate::wait;
use std::io::Read;
use std::time::{Duration, Instant};
use ureq::http::{HeaderMap, Response, StatusCode};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Proxy};

/// How long to wait for a connection.
const LONGEST_CONNECT: Duration = Duration::from_secs(10);

/// How much of a body is read before anybody looks whether to stop.
const BLOCK: usize = 64 << 10;

/// How pages are fetched.
#[derive(Debug, Clone)]
pub struct Settings {
    /// For one page, from looking up its host to its last byte. Waiting for one's turn is not counted.
    pub timeout: Duration,
    /// Through which machine; `None`: directly.
    pub proxy: Option<Proxy>,
    /// Bytes of the longest page that is taken, unpacked.
    pub largest: usize,
    /// Which machines of private networks may be asked.
    pub trust: Trust,
}

/// What a page is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be read.
    Page,
    /// As a feed or a list of feeds, or to be read if it is neither.
    Feed,
    /// As a robots.txt.
    Robots,
}

/// What a server said to know a page by: sent back, it says whether the page is still the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Where.
    pub address: Address,
    /// What for.
    pub purpose: Purpose,
    /// What is known of the page already.
    pub known: Validators,
}

/// What came.
#[derive(Debug)]
pub enum Answer {
    /// A page.
    Page(Box<Fetched>),
    /// It is still the same (304).
    Unchanged,
}

/// A page as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was found in the end.
    pub address: Address,
    /// Its bytes, unpacked but not decoded.
    pub bytes: Vec<u8>,
    /// What the header calls it, in lower case and without parameters.
    pub media_type: Option<String>,
    /// What the header says.
    pub charset: Option<String>,
    /// What to know it by next time.
    pub validators: Validators,
    /// `Date` of the answer.
    pub date: Option<String>,
}

/// Fetches pages one at a time; threads share it.
#[derive(Debug)]
pub struct Client {
    /// Asks every machine.
    open: Agent,
    /// Asks machines of the public internet only.
    guarded: Agent,
    settings: Settings,
    manners: Option<Manners>,
    stop: Stop,
}

impl Request {
    /// A page of which nothing is known.
    pub fn new(address: Address, purpose: Purpose) -> Request {
        Request { address, purpose, known: Validators::default() }
    }
}

impl Answer {
    /// The page, if there is one.
    pub fn page(self) -> Option<Fetched> {
        match self {
            Answer::Page(page) => Some(*page),
            Answer::Unchanged => None,
        }
    }
}

impl Client {
    /// `manners`: `None` where somebody typed each address, as in a browser. `stop`: ends waiting and reading.
    pub fn new(settings: Settings, manners: Option<Manners>, stop: Stop) -> Client {
        let config = Agent::config_builder()
            .timeout_connect(Some(LONGEST_CONNECT.min(settings.timeout)))
            .max_redirects(0)
            .proxy(settings.proxy.clone())
            .http_status_as_error(false)
            .user_agent(concat!(
                "variorum/",
                env!("CARGO_PKG_VERSION"),
                " (+",
                env!("CARGO_PKG_REPOSITORY"),
                ")"
            ))
            .build();
        let agent = |is_trusting| {
            let guard = Guard {
                is_trusting,
                proxy: settings.proxy.as_ref().map(|proxy| proxy.host().to_string()),
                inner: DefaultResolver::default(),
            };
            Agent::with_parts(config.clone(), DefaultConnector::default(), guard)
        };
        Client { open: agent(true), guarded: agent(false), settings, manners, stop }
    }

    /// Fetches one page, following redirects; a polite client waits for its turn at every host on the way.
    ///
    /// # Errors
    /// No connection, no success, not allowed, too much, too slow, or somebody wished to end.
    pub fn get(&self, request: &Request) -> Result<Answer, Fault> {
        self.fetch(request, self.manners.as_ref(), self.settings.trust != Trust::Public)
    }

    /// Sends something to an address and waits until it was taken. Redirects are not followed: they would lose it.
    ///
    /// # Errors
    /// No connection, no success, too slow, or somebody wished to end.
    pub fn post(&self, address: &Address, media_type: &str, body: &[u8]) -> Result<(), Fault> {
        let is_trusted = self.settings.trust != Trust::Public;
        self.check(address, is_trusted)?;
        let call = self.agent(is_trusted).post(address.as_str()).header("content-type", media_type);
        let call = call.config().timeout_global(Some(self.settings.timeout)).build();
        let response =
            call.send(body).map_err(|error| fault::explain(&error, self.settings.timeout.as_secs()))?;
        match response.status() {
            status if status.is_success() => Ok(()),
            status => Err(refusal(status, response.headers())),
        }
    }

    pub(crate) fn stop(&self) -> &Stop {
        &self.stop
    }

    /// As [`Client::get`]; `is_trusted`: whether the first host may be a private machine. Those that it leads to may
    /// only if they are the same, or if every machine is trusted.
    pub(crate) fn fetch(
        &self,
        request: &Request,
        manners: Option<&Manners>,
        is_trusted: bool,
    ) -> Result<Answer, Fault> {
        let home = request.address.origin();
        let mut address = request.address.clone();
        let mut left = self.settings.timeout;
        for hop in 0..=MOST_REDIRECTS {
            let beyond = |fault: Fault| match hop {
                0 => fault,
                _ => Fault::Beyond { address: address.to_string(), fault: Box::new(fault) },
            };
            let is_trusted =
                self.settings.trust == Trust::Everybody || (is_trusted && address.origin() == home);
            self.check(&address, is_trusted).map_err(beyond)?;
            if let Some(manners) = manners {
                manners.turn(self, &address, is_trusted).map_err(beyond)?;
            }
            let start = now();
            let step = self.step(&address, request, left, is_trusted).inspect_err(|fault| {
                if let Some(manners) = manners {
                    manners.note(&address, fault);
                }
            });
            match step.map_err(beyond)? {
                Step::Answer(answer) => return Ok(answer),
                Step::To(next) => address = next,
            }
            left = left.checked_sub(now() - start).ok_or_else(|| self.too_slow())?;
        }
        Err(Fault::TooManyRedirects)
    }

    /// Whether the host may be asked at all, as far as its name shows.
    fn check(&self, address: &Address, is_trusted: bool) -> Result<(), Fault> {
        match address.private_host().filter(|_| !is_trusted) {
            Some(host) => Err(Fault::Private(host)),
            None if self.stop.is_stopped() => Err(Fault::Stopped),
            None => Ok(()),
        }
    }

    fn agent(&self, is_trusted: bool) -> &Agent {
        if is_trusted { &self.open } else { &self.guarded }
    }

    fn too_slow(&self) -> Fault {
        Fault::TooSlow(self.settings.timeout.as_secs())
    }

    /// One request.
    fn step(
        &self,
        address: &Address,
        request: &Request,
        left: Duration,
        is_trusted: bool,
    ) -> Result<Step, Fault> {
        let explain = |error: ureq::Error| fault::explain(&error, self.settings.timeout.as_secs());
        let mut call =
            self.agent(is_trusted).get(address.as_str()).header("accept", request.purpose.accepted());
        if let Some(etag) = &request.known.etag {
            call = call.header("if-none-match", etag);
        }
        if let Some(date) = &request.known.last_modified {
            call = call.header("if-modified-since", date);
        }
        let response = call.config().timeout_global(Some(left)).build().call().map_err(explain)?;
        let status = response.status();
        if status == StatusCode::NOT_MODIFIED && request.known != Validators::default() {
            return Ok(Step::Answer(Answer::Unchanged));
        }
        if let Some(link) = response.headers().get("location").filter(|_| status.is_redirection()) {
            // Some servers write letters beyond ASCII as they are.
            return address.join(&String::from_utf8_lossy(link.as_bytes())).map(Step::To);
        }
        if !status.is_success() {
            return Err(refusal(status, response.headers()));
        }
        self.body(address, request, response).map(|page| Step::Answer(Answer::Page(Box::new(page))))
    }

    fn body(
        &self,
        address: &Address,
        request: &Request,
        mut response: Response<Body>,
    ) -> Result<Fetched, Fault> {
        let is_robots = request.purpose == Purpose::Robots;
        let largest = if is_robots { robots::LONGEST } else { self.settings.largest };
        let headers = response.headers();
        let text = |name: &str| header(headers, name).map(str::to_string);
        let validators = Validators { etag: text("etag"), last_modified: text("last-modified") };
        let date = text("date");
        let media_type =
            response.body().mime_type().map(str::to_ascii_lowercase).filter(|name| !name.is_empty());
        let charset = response.body().charset().map(str::to_string);
        let (mut bytes, mut block) = (Vec::new(), vec![0; BLOCK]);
        // The limit is one of bytes unpacked: a reader of packed bytes gives no more than is asked for.
        let mut reader = response.body_mut().as_reader().take(largest as u64 + 1);
        loop {
            if self.stop.is_stopped() {
                return Err(Fault::Stopped);
            }
            let seconds = self.settings.timeout.as_secs();
            let length = reader.read(&mut block).map_err(|error| fault::broken_off(&error, seconds))?;
            bytes.extend_from_slice(&block[..length]);
            match length {
                0 => break,
                _ if bytes.len() <= largest => {}
                _ if is_robots => {
                    bytes.truncate(largest);
                    break;
                }
                _ => return Err(Fault::TooLarge(largest)),
            }
        }
        Ok(Fetched { address: address.clone(), bytes, media_type, charset, validators, date })
    }
}

/// Where one request led.
enum Step {
    Answer(Answer),
    To(Address),
}

impl Purpose {
    fn accepted(self) -> &'static str {
        match self {
            Purpose::Page => "text/html, application/xhtml+xml, text/plain;q=0.9",
            Purpose::Feed => {
                "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, \
                 text/x-opml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
            }
            Purpose::Robots => "text/plain, */*;q=0.5",
        }
    }
}

/// What an answer without success means.
fn refusal(status: StatusCode, headers: &HeaderMap) -> Fault {
    let code = status.as_u16();
    let wait = header(headers, "retry-after");
    match code {
        429 | 503 => {
            let wait = wait.and_then(|value| wait::retry_after(value, header(headers, "date")));
            Fault::Busy { code, wait }
        }
        _ => {
            let reason = status.canonical_reason().unwrap_or("no reason given").to_lowercase();
            Fault::Status { code, reason }
        }
    }
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim).filter(|value| !value.is_empty())
}

/// The time on a clock that nothing is written down from: it says how long to wait.
#[expect(clippy::disallowed_methods, reason = "time limits and delays; no time gets into a result")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
