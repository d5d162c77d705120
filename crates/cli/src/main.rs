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
            let messages = Messages { quiet: typed.pages.quiet };
            plan::read(typed).and_then(|plan| commands::read::run(&plan, messages))
        }
        args::Command::Quotes(typed) => {
            let messages = Messages { quiet: typed.pages.quiet };
            plan::quotes(typed).and_then(|plan| commands::quotes::run(&plan, messages))
        }
    };
    match result {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::Partial) => ExitCode::from(1),
        Err(failure) => {
            Messages { quiet: false }.failure(&failure);
            ExitCode::from(2)
        }
    }
}
