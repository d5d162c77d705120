//! What does the command line mean? The only place that looks at the environment and the terminal.

use crate::args::{self, Color, Format};
use crate::failure::Failure;
use news::PartialDate;
use report::TerminalStyle;
use std::io::IsTerminal as _;
use std::path::PathBuf;
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

/// A value for one account: by its id, or for the next account in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given<T> {
    /// The account's id; `None`: the next one in order.
    pub(crate) id: Option<String>,
    /// The value.
    pub(crate) value: T,
}

/// Everything that a comparison needs to know.
#[derive(Debug)]
pub(crate) struct Compare {
    /// Accounts that were named one by one.
    pub(crate) accounts: Vec<Place>,
    /// Files with one account a line.
    pub(crate) jsonl: Vec<Place>,
    /// Publication dates by the user's word.
    pub(crate) published: Vec<Given<PartialDate>>,
    /// Outlets by the user's word.
    pub(crate) outlets: Vec<Given<String>>,
    /// Language of all accounts by the user's word.
    pub(crate) language: Option<String>,
    /// How pages are fetched.
    pub(crate) fetch: Fetch,
    /// Threads; 0: one per processor.
    pub(crate) jobs: usize,
    /// Which report.
    pub(crate) format: Format,
    /// How the text report is drawn.
    pub(crate) style: TerminalStyle,
    /// Where the report goes; `None`: standard output.
    pub(crate) output: Option<PathBuf>,
}

/// How pages are fetched.
#[derive(Debug, Clone)]
pub(crate) struct Fetch {
    /// For one page, from looking up its host to its last byte.
    pub(crate) timeout: Duration,
    /// As the environment says.
    pub(crate) proxy: Option<ureq::Proxy>,
}

/// Turns what was typed into a plan.
///
/// # Errors
/// A command line that cannot be meant.
pub(crate) fn compare(typed: args::Compare) -> Result<Compare, Failure> {
    let accounts = typed.accounts.iter().map(|account| place(account)).collect::<Result<Vec<_>, _>>()?;
    let jsonl = typed.jsonl.iter().map(|file| local(file)).collect::<Result<Vec<_>, _>>()?;
    let readers = accounts.iter().chain(&jsonl).filter(|place| **place == Place::StandardInput).count();
    if readers > 1 {
        return Err(Failure::new("standard input (`-`) was named more than once")
            .hint("it can be read only once: save one of the accounts to a file"));
    }
    if jsonl.is_empty() && accounts.len() < 2 {
        return Err(Failure::new("a comparison needs at least two accounts").hint(
            "name two files or URLs, or a file of accounts with --jsonl; see `variorum compare --help`",
        ));
    }
    let to_terminal = typed.output.is_none() && std::io::stdout().is_terminal();
    Ok(Compare {
        accounts,
        jsonl,
        published: typed.published.iter().map(|typed| published(typed)).collect::<Result<_, _>>()?,
        outlets: typed.outlet.iter().map(|typed| outlet(typed)).collect::<Result<_, _>>()?,
        language: typed.language.as_deref().map(language).transpose()?,
        fetch: Fetch {
            timeout: Duration::from_secs(typed.timeout.get().into()),
            proxy: ureq::Proxy::try_from_env(),
        },
        jobs: typed.jobs.map_or(0, |jobs| jobs.get().into()),
        format: typed.format.unwrap_or_else(|| format_of(typed.output.as_deref())),
        style: TerminalStyle {
            width: width(),
            colour: coloured(typed.color, to_terminal),
            verbose: typed.verbose,
        },
        output: typed.output,
    })
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
        "" => Err(Failure::new("an account has an empty name").hint("check the quotation marks around it")),
        "-" => Ok(Place::StandardInput),
        path => Ok(Place::File(PathBuf::from(path))),
    }
}

/// `[ID=]DATE`
fn published(typed: &str) -> Result<Given<PartialDate>, Failure> {
    let (id, value) = split_id(typed);
    match date(value) {
        Some(value) => Ok(Given { id, value }),
        None => Err(Failure::new(format!("--published `{typed}` is not a date"))
            .hint("write 2024-05-14, 2024-05 or 2024, or B=2024-05-14 for account B")),
    }
}

/// `[ID=]NAME`
fn outlet(typed: &str) -> Result<Given<String>, Failure> {
    let (id, value) = split_id(typed);
    if value.trim().is_empty() {
        return Err(Failure::new(format!("--outlet `{typed}` names no outlet"))
            .hint("write --outlet 'The Gazette', or --outlet B='The Gazette' for account B"));
    }
    Ok(Given { id, value: value.trim().to_string() })
}

/// Parts an id from its value.
fn split_id(typed: &str) -> (Option<String>, &str) {
    match typed.split_once('=') {
        Some((id, value)) => (Some(id.to_string()), value),
        None => (None, typed),
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

/// The format that the output file's name asks for.
fn format_of(output: Option<&std::path::Path>) -> Format {
    match output.and_then(|path| path.extension()).and_then(|ending| ending.to_str()) {
        Some("json") => Format::Json,
        Some("html" | "htm") => Format::Html,
        Some(_) | None => Format::Text,
    }
}

/// Whether to write colours. `NO_COLOR` (no-color.org) counts when it is set to anything but nothing.
fn coloured(typed: Color, to_terminal: bool) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    match typed {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => to_terminal && !refused,
    }
}

/// Columns of the terminal: as `COLUMNS` says, as the terminal says, or 80.
fn width() -> usize {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    stated.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0.into())).unwrap_or(80)
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
    fn an_id_before_the_equals_sign_names_the_account() {
        let given = outlet("B=The Gazette").expect("a name");
        assert_eq!((given.id.as_deref(), given.value.as_str()), (Some("B"), "The Gazette"));
        assert!(outlet("B=").is_err());
    }

    #[test]
    fn other_schemes_are_refused_and_windows_paths_are_not() {
        assert!(place("ftp://example.org/a").is_err());
        assert_eq!(place("HTTPS://example.org"), Ok(Place::Url("HTTPS://example.org".into())));
        assert_eq!(place("c://a.txt"), Ok(Place::File("c://a.txt".into())));
    }
}
