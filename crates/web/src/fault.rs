//! Why was a page not to be had? In words of people; what would help is left to those who print it.

use std::io::{self, ErrorKind};
use std::time::Duration;

/// How often a page may point elsewhere.
pub const MOST_REDIRECTS: u32 = 10;

/// Why a page was not to be had.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It has no host, or is written wrongly.
    #[error("is not an address")]
    NoAddress,
    /// `ftp:`, `file:`, …
    #[error("only http and https pages can be fetched")]
    Scheme,
    /// The name is not known.
    #[error("no such host")]
    NoSuchHost,
    /// A machine that is not on the public internet.
    #[error("is an address of a private network ({0})")]
    Private(String),
    /// Nobody listens.
    #[error("the server refuses connections")]
    Refused,
    /// Longer than this many seconds.
    #[error("took longer than {0} seconds")]
    TooSlow(u64),
    /// The answer ended before it should, or could not be understood.
    #[error("the connection broke off: {0}")]
    BrokenOff(String),
    /// More bytes than this, unpacked.
    #[error("the page is larger than {} MB", .0 >> 20)]
    TooLarge(usize),
    /// A circle, as a rule.
    #[error("more than {MOST_REDIRECTS} redirects")]
    TooManyRedirects,
    /// Another status than success.
    #[error("the server answered {code} ({reason})")]
    Status {
        /// The number.
        code: u16,
        /// Its usual words.
        reason: String,
    },
    /// 429 or 503: the server is asked too much.
    #[error("the server answered {code} (too busy{})", asked(*.wait))]
    Busy {
        /// The number.
        code: u16,
        /// For how long it asks to be left alone.
        wait: Option<Duration>,
    },
    /// The site does not want to be read by programs here.
    #[error("the site's robots.txt does not allow programs to fetch it")]
    Disallowed,
    /// Without its robots.txt nobody knows what a site wants.
    #[error("the site's robots.txt cannot be fetched: {0}")]
    RobotsUnknown(String),
    /// The page points elsewhere, and there something is wrong.
    #[error("leads to {address}: {fault}")]
    Beyond {
        /// Where it leads.
        address: String,
        /// What is wrong there.
        fault: Box<Fault>,
    },
    /// Somebody wished to end.
    #[error("stopped")]
    Stopped,
    /// Something else, in the words of the library that noticed.
    #[error("cannot be fetched: {0}")]
    Other(String),
}

fn asked(wait: Option<Duration>) -> String {
    wait.map_or_else(String::new, |wait| format!("; asks to wait {} seconds", wait.as_secs()))
}

impl Fault {
    /// For how long the server asks to be left alone.
    pub fn wait(&self) -> Option<Duration> {
        if let Fault::Busy { wait, .. } = self.root() { *wait } else { None }
    }

    /// What is wrong at the end of the redirects.
    #[expect(clippy::wildcard_enum_match_arm, reason = "one of many is special")]
    pub fn root(&self) -> &Fault {
        match self {
            Fault::Beyond { fault, .. } => fault.root(),
            other => other,
        }
    }
}

/// A host that is not public, as the lookup of names reports it.
#[derive(Debug, thiserror::Error)]
#[error("a private address ({0})")]
pub(crate) struct PrivateAddress(pub(crate) String);

/// Why a request failed. `seconds`: how long it might have taken.
#[expect(clippy::wildcard_enum_match_arm, reason = "another crate's open set of kinds")]
pub(crate) fn explain(error: &ureq::Error, seconds: u64) -> Fault {
    match error {
        ureq::Error::HostNotFound => Fault::NoSuchHost,
        ureq::Error::Timeout(_) => Fault::TooSlow(seconds),
        ureq::Error::Io(error) => broken_off(error, seconds),
        ureq::Error::Protocol(error) => Fault::BrokenOff(error.to_string()),
        ureq::Error::Decompress(_, error) => broken_off(error, seconds),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => Fault::NoAddress,
        ureq::Error::Other(other) => match other.downcast_ref::<PrivateAddress>() {
            Some(PrivateAddress(ip)) => Fault::Private(ip.clone()),
            None => Fault::Other(other.to_string()),
        },
        other => Fault::Other(other.to_string()),
    }
}

/// Why a connection or a body broke off.
#[expect(clippy::wildcard_enum_match_arm, reason = "another crate's open set of kinds")]
pub(crate) fn broken_off(error: &io::Error, seconds: u64) -> Fault {
    if let Some(inner) = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
        return explain(inner, seconds);
    }
    match error.kind() {
        ErrorKind::ConnectionRefused => Fault::Refused,
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Fault::TooSlow(seconds),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or(&text);
            // The system's way to say that a name is not known.
            if text.starts_with("failed to lookup address") {
                Fault::NoSuchHost
            } else {
                Fault::BrokenOff(lower(text))
            }
        }
    }
}

/// The text with a small letter in front.
fn lower(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
