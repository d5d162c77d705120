//! What was typed? Typed values and help texts, no files, no environment, no cleverness.

mod compare;
mod pages;
mod quotes;
mod read;

pub(crate) use compare::{Compare, Format};
pub(crate) use pages::Pages;
pub(crate) use quotes::{Quotes, QuotesFormat};
pub(crate) use read::{PageFormat, Read};

use clap::{Parser, Subcommand, ValueEnum};

/// Compares several accounts of one event: who says what, through whom, and what was copied, cut or altered. Reads
/// news pages: which part is what. And lists who says what on them.
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
