//! What do `variorum stories`, `variorum story` and `variorum versions` mean?

use super::compare::format_of;
use super::ingest::day;
use super::terminal::{coloured, width};
use super::{Listing, database, search};
use crate::args::{self, Correct, Format, ListFormat, Order};
use crate::failure::Failure;
use report::TerminalStyle;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use store::{Filter, Sort};

/// How many stories a terminal gets where nothing is said.
const SCREENFUL: u64 = 50;

/// Listing stories.
#[derive(Debug)]
pub(crate) struct Stories {
    /// Where they are.
    pub(crate) database: PathBuf,
    /// Which.
    pub(crate) filter: Filter,
    /// Of the storyline of which story; `None`: of any.
    pub(crate) storyline: Option<i64>,
    /// How they are written.
    pub(crate) listing: Listing,
}

/// How the comparison of articles of a database is written.
#[derive(Debug)]
pub(crate) struct Shown {
    /// Where they are.
    pub(crate) database: PathBuf,
    /// Which report.
    pub(crate) format: Format,
    /// How the text report is drawn.
    pub(crate) style: TerminalStyle,
    /// Where the report goes; `None`: standard output.
    pub(crate) output: Option<PathBuf>,
}

/// What is to be done with a story.
#[derive(Debug)]
pub(crate) enum Story {
    /// Its articles are compared.
    Compare(i64, Shown),
    /// Its articles are listed.
    List(i64, Shown),
    /// The user knows better.
    Correct {
        /// Where it is.
        database: PathBuf,
        /// What is wrong.
        correct: Correct,
        /// Why, in the user's words.
        because: String,
    },
}

/// Turns what was typed into a plan.
///
/// # Errors
/// A command line that cannot be meant.
pub(crate) fn stories(typed: args::Stories) -> Result<Stories, Failure> {
    let (listing, to_terminal) = search::listing(typed.listing);
    let usual = if listing.format == ListFormat::Text { Order::Latest } else { Order::Id };
    let sort = match typed.sort.unwrap_or(usual) {
        Order::Id => Sort::Number,
        Order::Latest => Sort::Latest,
        Order::Size => Sort::Size,
    };
    let filter = Filter {
        since: typed.since.as_deref().map(|typed| day("--since", typed)).transpose()?,
        before: typed.before.as_deref().map(|typed| day("--before", typed)).transpose()?,
        outlet: typed.outlet,
        name: typed.name,
        among: None,
        least: typed.min_articles,
        limit: typed.limit.or((to_terminal && listing.format == ListFormat::Text).then_some(SCREENFUL)),
        sort,
    };
    Ok(Stories { database: database::path(typed.database.db), filter, storyline: typed.storyline, listing })
}

/// Turns what was typed into a plan.
///
/// # Errors
/// A command line that cannot be meant.
pub(crate) fn story(typed: args::Story) -> Result<Story, Failure> {
    if let Some(correct) = typed.correct {
        let why = match &correct {
            Correct::Merge { why, .. } | Correct::Split { why, .. } | Correct::Move { why, .. } => {
                why.clone()
            }
        };
        return Ok(Story::Correct { database: database::path(why.db), because: why.because, correct });
    }
    let id = typed
        .id
        .ok_or_else(|| Failure::new("which story?").hint("`variorum stories` lists their numbers"))?;
    let shown = shown(typed.shown);
    Ok(if typed.articles { Story::List(id, shown) } else { Story::Compare(id, shown) })
}

/// Turns what was typed into a plan: what is meant, and how it is shown.
pub(crate) fn versions(typed: args::Versions) -> (String, Shown) {
    (typed.article, shown(typed.shown))
}

fn shown(typed: args::Shown) -> Shown {
    let to_terminal = typed.output.is_none() && std::io::stdout().is_terminal();
    Shown {
        database: database::path(typed.database.db),
        format: typed.format.unwrap_or_else(|| format_of(typed.output.as_deref().map(Path::new))),
        style: style(typed.color, to_terminal, typed.verbose),
        output: typed.output,
    }
}

pub(super) fn style(color: args::Color, to_terminal: bool, verbose: bool) -> TerminalStyle {
    TerminalStyle { width: width(), colour: coloured(color, to_terminal), verbose }
}
