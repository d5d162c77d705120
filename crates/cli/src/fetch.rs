//! How is a page fetched? Over http or https, with a limit on everything the other side controls.
//!
//! The address was typed by the user, so private and loopback addresses are allowed.

use crate::failure::Failure;
use crate::output::reason;
use crate::plan::Fetch;
use news::MediaType;
use std::io::{self, ErrorKind, Read as _};
use std::time::Duration;
use ureq::ResponseExt as _;

/// How often a page may point elsewhere.
const MOST_REDIRECTS: u32 = 10;

/// How long to wait for a connection.
const LONGEST_CONNECT: Duration = Duration::from_secs(10);

/// A page as it came.
#[derive(Debug)]
pub(crate) struct Fetched {
    /// Where it was found in the end.
    pub(crate) url: String,
    /// Its bytes, decompressed but not decoded.
    pub(crate) bytes: Vec<u8>,
    /// What the header says.
    pub(crate) media_type: Option<MediaType>,
    /// What the header says.
    pub(crate) charset: Option<String>,
}

/// Fetches one page.
///
/// # Errors
/// No connection, no success, no text, too much or too slow.
pub(crate) fn fetch(url: &str, settings: &Fetch) -> Result<Fetched, Failure> {
    let agent = ureq::Agent::new_with_config(
        ureq::Agent::config_builder()
            .timeout_global(Some(settings.timeout))
            .timeout_connect(Some(LONGEST_CONNECT.min(settings.timeout)))
            .max_redirects(MOST_REDIRECTS)
            .proxy(settings.proxy.clone())
            .http_status_as_error(false)
            .accept("text/html, application/xhtml+xml, text/plain;q=0.9")
            .user_agent(concat!("variorum/", env!("CARGO_PKG_VERSION")))
            .build(),
    );
    let mut response = agent.get(url).call().map_err(|error| explain(url, &error, settings))?;
    let status = response.status();
    if !status.is_success() {
        let known = status.canonical_reason().unwrap_or("no reason given").to_lowercase();
        return Err(Failure::of(url, format!("the server answered {} ({known})", status.as_u16()))
            .hint("open the address in a browser, save the page and name the file"));
    }
    let found = response.get_uri().to_string();
    let media_type = media_type(url, response.body().mime_type())?;
    let charset = response.body().charset().map(str::to_string);
    let mut bytes = Vec::new();
    let reader = response.body_mut().with_config().limit(settings.largest as u64 * 2).reader();
    reader
        .take(settings.largest as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| broken_off(url, &error, settings))?;
    if bytes.len() > settings.largest {
        return Err(Failure::of(url, format!("the page is larger than {} MB", settings.largest >> 20))
            .hint("save the article's text to a file and name the file"));
    }
    Ok(Fetched { url: found, bytes, media_type, charset })
}

/// What the header calls the body. A header that says nothing leaves it to the bytes.
fn media_type(url: &str, stated: Option<&str>) -> Result<Option<MediaType>, Failure> {
    match stated.map(str::to_ascii_lowercase).as_deref() {
        None | Some("") => Ok(None),
        Some("text/html" | "application/xhtml+xml") => Ok(Some(MediaType::Html)),
        Some("text/plain") => Ok(Some(MediaType::Plain)),
        Some(other) => {
            Err(Failure::of(url, format!("is {}, not a page of text", crate::failure::printable(other)))
                .hint("give the address of the article itself"))
        }
    }
}

/// Why a request failed.
#[expect(clippy::wildcard_enum_match_arm, reason = "another crate's open set of kinds")]
fn explain(url: &str, error: &ureq::Error, settings: &Fetch) -> Failure {
    match error {
        ureq::Error::HostNotFound => {
            Failure::of(url, "no such host").hint("check the address and the network connection")
        }
        ureq::Error::Timeout(_) => too_slow(url, settings),
        ureq::Error::TooManyRedirects => Failure::of(url, format!("more than {MOST_REDIRECTS} redirects"))
            .hint("open the address in a browser and give the one it ends at"),
        ureq::Error::Io(error) => broken_off(url, error, settings),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
            Failure::of(url, "is not an address").hint("write it as https://host/path")
        }
        other => {
            Failure::of(url, format!("cannot be fetched: {other}")).hint("save the page and name the file")
        }
    }
}

/// Why a connection or a body broke off.
#[expect(clippy::wildcard_enum_match_arm, reason = "another crate's open set of kinds")]
fn broken_off(url: &str, error: &io::Error, settings: &Fetch) -> Failure {
    let timed_out = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<ureq::Error>())
        .is_some_and(|inner| matches!(inner, ureq::Error::Timeout(_)));
    match error.kind() {
        ErrorKind::ConnectionRefused => Failure::of(url, "the server refuses connections")
            .hint("check the address; is the server running?"),
        ErrorKind::TimedOut | ErrorKind::WouldBlock => too_slow(url, settings),
        _ if timed_out => too_slow(url, settings),
        _ => Failure::of(url, format!("the connection broke off: {}", reason(error))).hint("try again later"),
    }
}

fn too_slow(url: &str, settings: &Fetch) -> Failure {
    Failure::of(url, format!("took longer than {} seconds", settings.timeout.as_secs()))
        .hint("raise the limit with --timeout, or save the page and name the file")
}
