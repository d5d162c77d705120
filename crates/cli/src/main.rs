//! The binary `variorum`: what was typed (`args`) → what it means (`plan`) → doing it (`commands`).
//!
//! Exit codes: 0 done; 1 done, but something was refused or skipped; 2 a wrong command line, or nothing done; 130
//! stopped with Ctrl-C.

mod args;
mod commands;
mod failure;
mod fetch;
mod input;
mod interrupt;
mod messages;
mod output;
mod plan;

use clap::Parser as _;
use messages::Messages;
use std::process::ExitCode;

/// How a run that reached its end went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Everything given was used.
    Complete,
    /// Something given was refused or skipped; a message says what.
    Partial,
    /// Somebody stopped it, and it ended in good order.
    Stopped,
}

fn main() -> ExitCode {
    let typed = args::Args::parse();
    interrupt::watch();
    let result = match typed.command {
        args::Command::Compare(typed) => {
            let messages = Messages { quiet: typed.quiet };
            plan::compare(typed).and_then(|plan| commands::compare::run(&plan, messages))
        }
        args::Command::Read(typed) => {
            let messages = Messages { quiet: typed.pages.taking.quiet };
            plan::read(typed).and_then(|plan| commands::read::run(&plan, messages))
        }
        args::Command::Quotes(typed) => {
            let messages = Messages { quiet: typed.pages.taking.quiet };
            plan::quotes(typed).and_then(|plan| commands::quotes::run(&plan, messages))
        }
        args::Command::Ingest(typed) => {
            let messages = Messages { quiet: typed.taking.quiet };
            plan::ingest(typed).and_then(|plan| commands::ingest::run(&plan, messages))
        }
        args::Command::Watch(typed) => {
            let messages = Messages { quiet: typed.quiet };
            plan::watch(typed).and_then(|plan| commands::watch::run(&plan, messages))
        }
        args::Command::Stories(typed) => plan::stories(typed).and_then(|plan| commands::stories::run(&plan)),
        args::Command::Story(typed) => {
            let messages = Messages { quiet: typed.shown.quiet };
            plan::story(typed).and_then(|plan| commands::story::run(&plan, messages))
        }
        args::Command::Versions(typed) => {
            let messages = Messages { quiet: typed.shown.quiet };
            let (article, shown) = plan::versions(typed);
            commands::story::versions(&article, &shown, messages)
        }
        args::Command::Search(typed) => plan::search(typed).and_then(|plan| commands::search::run(&plan)),
        args::Command::Export(typed) => plan::export(typed).and_then(|plan| commands::export::run(&plan)),
        args::Command::Db(typed) => {
            let messages = Messages { quiet: typed.quiet };
            commands::db::run(&plan::db(typed), messages)
        }
    };
    match result {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::Partial) => ExitCode::from(1),
        Ok(Outcome::Stopped) => ExitCode::from(interrupt::STOPPED),
        Err(failure) => {
            Messages { quiet: false }.failure(&failure);
            ExitCode::from(2)
        }
    }
}
