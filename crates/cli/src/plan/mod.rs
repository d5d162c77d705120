//! What does the command line mean? The only place that looks at the environment and the terminal.

mod compare;
mod database;
mod export;
mod ingest;
mod pages;
mod quotes;
mod read;
mod search;
mod stories;
mod terminal;
mod watch;

pub(crate) use compare::{Compare, Given, compare};
pub(crate) use database::{Care, Db, db};
pub(crate) use export::{Export, export};
pub(crate) use ingest::{Ingest, ingest};
pub(crate) use pages::Pages;
pub(crate) use quotes::{Quotes, page_of, quotes};
pub(crate) use read::{Read, read};
pub(crate) use search::{Listing, Search, search};
pub(crate) use stories::{Shown, Stories, Story, stories, story, versions};
pub(crate) use watch::{Watch, watch};

use crate::failure::Failure;
use news::PartialDate;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where one account, or a file of accounts, comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A file of the file system.
    File(PathBuf),
    /// Standard input.
    StandardInput,
    /// A page on the web.
    Url(String),
}

/// How pages are fetched.
#[derive(Debug, Clone)]
pub(crate) struct Fetch {
    /// For one page, from looking up its host to its last byte.
    pub(crate) timeout: Duration,
    /// As the environment says.
    pub(crate) proxy: Option<web::Proxy>,
    /// Bytes of the longest page that is taken.
    pub(crate) largest: usize,
}

/// What is taken, and how.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// How pages are fetched, and bytes of the longest page from wherever it comes.
    pub(crate) fetch: Fetch,
    /// Bytes of the longest file of many pages; `None`: of any length, since it is not held.
    pub(crate) container: Option<u64>,
    /// The column of a table that holds the text; `None`: one of the usual names.
    pub(crate) text_column: Option<String>,
    /// How the pages that feeds and lists name are fetched; `None`: they are not.
    pub(crate) follow: Option<Follow>,
}

/// How pages are fetched that nobody typed.
#[derive(Debug, Clone)]
pub(crate) struct Follow {
    /// Time between two requests to one host.
    pub(crate) delay: Duration,
    /// Whether machines of private networks may be asked.
    pub(crate) allow_private: bool,
    /// Only what a feed says was published on this day or later, ISO 8601.
    pub(crate) since: Option<String>,
}

impl Limits {
    /// Bytes of the largest account that is annotated. Long articles stay below a hundredth of it.
    const LARGEST_ACCOUNT: usize = 20 << 20;

    fn new(timeout: NonZeroU16, largest: usize, container: Option<u64>) -> Limits {
        let timeout = Duration::from_secs(timeout.get().into());
        let fetch = Fetch { timeout, proxy: web::Proxy::try_from_env(), largest };
        Limits { fetch, container, text_column: None, follow: None }
    }
}

/// Standard input can be read once.
fn check_standard_input<'p>(places: impl Iterator<Item = &'p Place>) -> Result<(), Failure> {
    if places.filter(|place| **place == Place::StandardInput).count() > 1 {
        return Err(Failure::new("standard input (`-`) was named more than once")
            .hint("it can be read only once: save one of the inputs to a file"));
    }
    Ok(())
}

/// What is read is never written over.
fn check_output<'p>(
    output: Option<&Path>,
    mut places: impl Iterator<Item = &'p Place>,
) -> Result<(), Failure> {
    let Some(output) = output.filter(|path| path.is_file()) else { return Ok(()) };
    let Ok(whole) = output.canonicalize() else { return Ok(()) };
    let is_output = |place: &Place| match place {
        Place::File(path) => path.canonicalize().is_ok_and(|path| path == whole),
        Place::StandardInput | Place::Url(_) => false,
    };
    if places.any(is_output) {
        return Err(Failure::of(
            &output.display().to_string(),
            "is a page to read, and would be written over",
        )
        .hint("give --output another name"));
    }
    Ok(())
}

/// An account as typed: standard input, a URL or a path.
fn place(typed: &str) -> Result<Place, Failure> {
    let Some((scheme, _)) = typed.split_once("://") else {
        return local(typed);
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => Ok(Place::Url(typed.to_string())),
        other if other.len() > 1 && other.chars().all(|c| c.is_ascii_alphanumeric()) => {
            Err(Failure::of(typed, "only http and https pages can be fetched")
                .hint("save the page and name the file"))
        }
        _ => local(typed),
    }
}

/// Something on this machine.
fn local(typed: &str) -> Result<Place, Failure> {
    match typed {
        "" => Err(Failure::new("an input has an empty name").hint("check the quotation marks around it")),
        "-" => Ok(Place::StandardInput),
        path => Ok(Place::File(PathBuf::from(path))),
    }
}

/// `2024`, `2024-05` or `2024-05-14`, if the calendar has it.
pub(crate) fn date(typed: &str) -> Option<PartialDate> {
    let number = |text: &str, digits: usize| {
        (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<i16>().ok())
            .flatten()
    };
    let mut parts = typed.trim().split('-');
    let year = parts.next().and_then(|text| number(text, 4)).filter(|year| *year >= 1)?;
    let Some(month) = parts.next() else {
        return Some(PartialDate::year(year));
    };
    let month =
        number(month, 2).and_then(|month| u8::try_from(month).ok()).filter(|m| (1..=12).contains(m))?;
    let Some(day) = parts.next() else {
        return Some(PartialDate::month(year, month));
    };
    let last = days_in(year, month);
    let day = number(day, 2).and_then(|day| u8::try_from(day).ok()).filter(|day| (1..=last).contains(day))?;
    parts.next().is_none().then(|| PartialDate::day(year, month, day))
}

/// Days of a month of the Gregorian calendar.
fn days_in(year: i16, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A two-letter language code; a region (`en-GB`) is dropped.
fn language(typed: &str) -> Result<String, Failure> {
    let code = typed.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Ok(code);
    }
    Err(Failure::new(format!("--language `{typed}` is not a language code"))
        .hint("write a two-letter code such as en"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_checked_against_the_calendar() {
        assert_eq!(date("2024-02-29"), Some(PartialDate::day(2024, 2, 29)));
        assert_eq!(date("2024-05"), Some(PartialDate::month(2024, 5)));
        for wrong in ["2023-02-29", "2024-13", "0000", "24-05-14", "2024-05-14-1", "", "+024"] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn other_schemes_are_refused_and_windows_paths_are_not() {
        assert!(place("ftp://example.org/a").is_err());
        assert_eq!(place("HTTPS://example.org"), Ok(Place::Url("HTTPS://example.org".into())));
        assert_eq!(place("c://a.txt"), Ok(Place::File("c://a.txt".into())));
    }
}
