//! What does `variorum compare` mean?

use super::terminal::{coloured, width};
use super::{Limits, Place, check_output, check_standard_input, date, language, local, place};
use crate::args::{self, Format};
use crate::failure::Failure;
use news::PartialDate;
use report::TerminalStyle;
use std::io::IsTerminal as _;
use std::path::PathBuf;

/// Bytes of the largest file of many accounts: they are compared together, so all of them are held.
const LARGEST_CONTAINER: u64 = 256 << 20;

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
    /// What is taken, and how.
    pub(crate) limits: Limits,
    /// Threads; 0: one per processor.
    pub(crate) jobs: usize,
    /// Which report.
    pub(crate) format: Format,
    /// How the text report is drawn.
    pub(crate) style: TerminalStyle,
    /// Where the report goes; `None`: standard output.
    pub(crate) output: Option<PathBuf>,
}

/// Turns what was typed into a plan.
///
/// # Errors
/// A command line that cannot be meant.
pub(crate) fn compare(typed: args::Compare) -> Result<Compare, Failure> {
    let accounts = typed.accounts.iter().map(|account| place(account)).collect::<Result<Vec<_>, _>>()?;
    let jsonl = typed.jsonl.iter().map(|file| local(file)).collect::<Result<Vec<_>, _>>()?;
    check_standard_input(accounts.iter().chain(&jsonl))?;
    check_output(typed.output.as_deref(), accounts.iter().chain(&jsonl))?;
    let is_one = !accounts.iter().any(crate::input::may_hold_several) && accounts.len() < 2;
    if jsonl.is_empty() && is_one {
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
        limits: Limits {
            text_column: typed.text_column,
            ..Limits::new(typed.timeout, Limits::LARGEST_ACCOUNT, Some(LARGEST_CONTAINER))
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

/// The format that the output file's name asks for.
pub(super) fn format_of(output: Option<&std::path::Path>) -> Format {
    match output.and_then(|path| path.extension()).and_then(|ending| ending.to_str()) {
        Some("json") => Format::Json,
        Some("html" | "htm") => Format::Html,
        Some(_) | None => Format::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_before_the_equals_sign_names_the_account() {
        let given = outlet("B=The Gazette").expect("a name");
        assert_eq!((given.id.as_deref(), given.value.as_str()), (Some("B"), "The Gazette"));
        assert!(outlet("B=").is_err());
    }
}
