//! What was typed? Typed values and help texts, no files, no environment, no cleverness.

mod compare;
mod database;
mod export;
mod ingest;
mod pages;
mod quotes;
mod read;
mod search;
mod stories;
mod watch;

pub(crate) use compare::{Compare, Format};
pub(crate) use database::{Care, Database, Db};
pub(crate) use export::{Export, Exported, TableFormat};
pub(crate) use ingest::Ingest;
pub(crate) use pages::{Pages, Taking, Web};
pub(crate) use quotes::{Quotes, QuotesFormat};
pub(crate) use read::{PageFormat, Read};
pub(crate) use search::{ListFormat, Listing, Search};
pub(crate) use stories::{Correct, Order, Shown, Stories, Story, Versions};
pub(crate) use watch::{ChangeFormat, Watch};

use clap::{Parser, Subcommand, ValueEnum};

/// Compares several accounts of one event: who says what, through whom, and what was copied, cut or altered. Reads
/// news pages: which part is what. Lists who says what on them. And keeps streams of articles, grouped into stories.
///
/// Everything it finds points at exact bytes of a source. It measures support, not truth.
#[derive(Debug, Parser)]
#[command(name = "variorum", version, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Compare(Compare),
    Read(Read),
    Quotes(Quotes),
    Ingest(Ingest),
    Watch(Watch),
    Stories(Stories),
    Story(Story),
    Versions(Versions),
    Search(Search),
    Export(Export),
    Db(Db),
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_declaration_of_options_is_sound() {
        Args::command().debug_assert();
    }
}
