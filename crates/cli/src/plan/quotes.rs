//! What does `variorum quotes` mean?

use super::pages::pages;
use super::terminal::{coloured, width};
use super::{Limits, Pages};
use crate::args::{self, QuotesFormat};
use crate::failure::Failure;
use news::Score;
use report::{Chosen, TerminalStyle};
use std::io::IsTerminal as _;

/// Everything that listing attributions needs to know.
#[derive(Debug)]
pub(crate) struct Quotes {
    /// Which pages, and how they are taken.
    pub(crate) pages: Pages,
    /// How attributions are written.
    pub(crate) format: QuotesFormat,
    /// Which of them are written.
    pub(crate) chosen: Chosen,
    /// The one that is to be explained, alone.
    pub(crate) explain: Option<String>,
    /// How text is drawn.
    pub(crate) style: TerminalStyle,
}

/// Turns what was typed into a plan.
///
/// # Errors
/// A command line that cannot be meant.
pub(crate) fn quotes(typed: args::Quotes) -> Result<Quotes, Failure> {
    let pages = pages(typed.pages, Limits::LARGEST_ACCOUNT)?;
    let format = typed.format.unwrap_or_else(|| format_of(pages.ending()));
    if typed.explain.is_some() && format == QuotesFormat::Csv {
        return Err(Failure::new("an explanation has no place in a table")
            .hint("leave out --format csv, or write --format jsonl"));
    }
    if let Some(id) = typed.explain.as_deref().filter(|id| page_of(id).is_none()) {
        return Err(Failure::new(format!("--explain `{id}` is not the id of an attribution"))
            .hint("write an id as `variorum quotes` prints it, such as A.q3"));
    }
    let to_terminal = pages.output.is_none() && std::io::stdout().is_terminal();
    Ok(Quotes {
        pages,
        format,
        chosen: Chosen {
            speakers: typed.speaker,
            kinds: typed.kind,
            cues: typed.cue,
            least: typed.min_confidence.map(score).transpose()?.unwrap_or_default(),
        },
        explain: typed.explain,
        style: TerminalStyle {
            width: width(),
            colour: coloured(typed.color, to_terminal),
            ..TerminalStyle::default()
        },
    })
}

/// The page in the id of an attribution: `A` of `A.q3`.
pub(crate) fn page_of(id: &str) -> Option<&str> {
    let (page, number) = id.rsplit_once(".q")?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !page.is_empty()).then_some(page)
}

/// A share as thousandths.
fn score(share: f64) -> Result<Score, Failure> {
    if (0.0..=1.0).contains(&share) {
        return Ok(Score((share * 1000.0).round() as u16));
    }
    Err(Failure::new(format!("--min-confidence `{share}` is not between 0 and 1"))
        .hint("write a share such as 0.8"))
}

/// The format that the ending of the output file's name asks for.
fn format_of(ending: Option<&str>) -> QuotesFormat {
    match ending {
        Some("csv") => QuotesFormat::Csv,
        Some("jsonl" | "ndjson") => QuotesFormat::Jsonl,
        Some(_) | None => QuotesFormat::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_holds_its_page() {
        assert_eq!(page_of("A.q3"), Some("A"));
        assert_eq!(page_of("story.q.q12"), Some("story.q"));
        for wrong in ["A", "A.q", "A.q3x", ".q3", "A.e1"] {
            assert_eq!(page_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn shares_are_between_0_and_1() {
        assert_eq!(score(0.85), Ok(Score(850)));
        assert!(score(85.0).is_err());
        assert!(score(f64::NAN).is_err());
    }
}
