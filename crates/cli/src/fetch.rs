//! How is it told that a page cannot be fetched, and what would help? Fetching itself is done by `web`.

use crate::failure::{Failure, printable};
use crate::plan::Fetch;
use news::MediaType;
use web::{Address, Answer, Client, Fault, Fetched, Purpose, Request, Settings, Stop, Trust};

/// Fetches one page that the user named: it may be on a private network, but may not lead to
/// another machine there; nobody has to wait.
///
/// # Errors
/// No connection, no success, no text, too much or too slow.
pub(crate) fn fetch(url: &str, fetch: &Fetch) -> Result<Fetched, Failure> {
    let explain = |fault| explain(url, &fault);
    let address = Address::parse(url).map_err(explain)?;
    let settings = Settings {
        timeout: fetch.timeout,
        proxy: fetch.proxy.clone(),
        largest: fetch.largest,
        trust: Trust::Typed,
    };
    let client = Client::new(settings, None, Stop::new());
    match client.get(&Request::new(address, Purpose::Page)).map_err(explain)? {
        Answer::Page(page) => Ok(*page),
        Answer::Unchanged => Err(Failure::of(url, "the server sent nothing").hint("try again later")),
    }
}

/// What the header calls the body. A header that says nothing leaves it to the bytes.
///
/// # Errors
/// It is no text.
pub(crate) fn media_type(url: &str, stated: Option<&str>) -> Result<Option<MediaType>, Failure> {
    match stated {
        None => Ok(None),
        Some("text/html" | "application/xhtml+xml") => Ok(Some(MediaType::Html)),
        Some("text/plain") => Ok(Some(MediaType::Plain)),
        Some(other) => Err(Failure::of(url, format!("is {}, not a page of text", printable(other)))
            .hint("give the address of the article itself")),
    }
}

/// Why a page cannot be had, and what would help.
pub(crate) fn explain(url: &str, fault: &Fault) -> Failure {
    let failure = Failure::of(url, printable_fault(fault));
    match fault.root() {
        Fault::NoAddress => failure.hint("write it as https://host/path"),
        Fault::Scheme => failure.hint("save the page and name the file"),
        Fault::NoSuchHost => failure.hint("check the address and the network connection"),
        Fault::Private(_) if matches!(fault, Fault::Beyond { .. }) => {
            failure.hint("give that address itself, if you know whose machine it is")
        }
        Fault::Private(_) => failure.hint("allow it with --allow-private, if you know whose machine it is"),
        Fault::Refused => failure.hint("check the address; is the server running?"),
        Fault::TooSlow(_) => {
            failure.hint("raise the limit with --timeout, or save the page and name the file")
        }
        Fault::BrokenOff(_) | Fault::Busy { .. } | Fault::RobotsUnknown(_) => failure.hint("try again later"),
        Fault::TooLarge(_) => failure.hint("save the article's text to a file and name the file"),
        Fault::TooManyRedirects => failure.hint("open the address in a browser and give the one it ends at"),
        Fault::Status { .. } => {
            failure.hint("open the address in a browser, save the page and name the file")
        }
        Fault::Disallowed => failure.hint("ask the site, or save the page yourself and name the file"),
        Fault::Stopped | Fault::Beyond { .. } => failure,
        Fault::Other(_) => failure.hint("save the page and name the file"),
    }
}

/// The fault in words; what the other side wrote may not steer the terminal.
fn printable_fault(fault: &Fault) -> String {
    printable(&fault.to_string())
}
