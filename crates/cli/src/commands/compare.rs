//! `variorum compare`: read every account, compare those that can be read, write one report.

use crate::args::Format;
use crate::commands::refusal;
use crate::failure::Failure;
use crate::input::{self, Waiting};
use crate::messages::Messages;
use crate::{Outcome, output, plan};
use news::{Account, Note, NoteCode};
use pipeline::Kit;
use rayon::prelude::*;
use report::{Input, TerminalStyle, View};

/// An account that was read, and what was noted on the way.
pub(super) struct Read {
    pub(super) account: Account,
    pub(super) notes: Vec<Note>,
}

/// Compares.
///
/// # Errors
/// Fewer than two accounts can be read, or the report cannot be written.
pub(crate) fn run(plan: &plan::Compare, messages: Messages) -> Result<Outcome, Failure> {
    let kit = super::kit()?;
    let (waiting, mut refused) = input::list(plan)?;
    let given = waiting.len() + refused.len();

    // Results are collected in the order given: the number of threads cannot show.
    let threads = super::threads(plan.jobs)?;
    let fetching = waiting.iter().any(Waiting::is_remote);
    let progress = messages.progress(waiting.len(), fetching);
    let results: Vec<Result<Read, Failure>> = threads.install(|| {
        let read_one = |waiting| {
            let result = read(&kit, waiting, plan);
            progress.inc(1);
            result
        };
        waiting.into_par_iter().map(read_one).collect()
    });
    progress.finish_and_clear();

    let mut reads = Vec::new();
    for result in results {
        match result {
            Ok(read) => reads.push(read),
            Err(failure) => refused.push(failure),
        }
    }
    refused.iter().for_each(|failure| messages.failure(failure));
    if reads.len() < 2 {
        return Err(too_few(reads.len(), given));
    }
    warnings(&reads).iter().for_each(|warning| messages.warning(warning));

    let report = threads.install(|| compare(&kit, reads, plan.format, plan.style));
    output::write(&report, plan.output.as_deref())?;
    Ok(if refused.is_empty() { Outcome::Complete } else { Outcome::Partial })
}

/// Loads, reads and annotates one account.
fn read(kit: &Kit, waiting: Waiting, plan: &plan::Compare) -> Result<Read, Failure> {
    let loaded = waiting.load(&plan.limits)?;
    let name = loaded.page.uri.clone();
    let article = pipeline::read(kit, loaded.page);
    if let Some(failure) = article.notes.iter().find_map(|note| refusal(&name, note.code)) {
        return Err(failure);
    }
    let account = article.and_then(|article| pipeline::annotate(kit, article));
    Ok(Read { account: account.value, notes: account.notes })
}

/// Collates the accounts and draws the report.
pub(super) fn compare(kit: &Kit, reads: Vec<Read>, format: Format, style: TerminalStyle) -> String {
    let (accounts, notes): (Vec<_>, Vec<_>) =
        reads.into_iter().map(|read| (read.account, read.notes)).unzip();
    let comparison = pipeline::collate(kit, &accounts);
    let view = View::new(&Input {
        accounts: &accounts,
        notes: &notes,
        comparison: &comparison.value,
        comparison_notes: &comparison.notes,
    });
    match format {
        Format::Text => report::terminal(&view, style),
        Format::Json => report::json(&view),
        Format::Html => report::html(&view),
    }
}

/// What a person should know before trusting the report: notes about whole accounts, and equal accounts.
fn warnings(reads: &[Read]) -> Vec<Failure> {
    let mut warnings = Vec::new();
    for (index, read) in reads.iter().enumerate() {
        let source = &read.account.article.source;
        warnings.extend(read.notes.iter().filter_map(|note| warning(&source.uri, note)));
        let twin =
            reads[..index].iter().find(|other| other.account.article.source.sha256() == source.sha256());
        if let Some(twin) = twin {
            let what = format!("has the same bytes as `{}`", twin.account.article.source.uri);
            warnings.push(
                Failure::of(&source.uri, what).hint("equal accounts support nothing twice: leave one out"),
            );
        }
    }
    warnings
}

/// The warning for one note, if it is worth one.
fn warning(name: &str, note: &Note) -> Option<Failure> {
    let hint = match note.code {
        NoteCode::BadEncoding => "save the file as UTF-8: some characters could not be read",
        NoteCode::DeepNesting => "the page's markup is broken: copy its text into a .txt file",
        NoteCode::Truncated => "only the part before the limit was compared",
        NoteCode::UnsupportedLanguage => "if the text is English, say so with --language en",
        NoteCode::Paywall => "save the page from a browser that shows the whole article",
        NoteCode::BadDate => "state the date with --published",
        NoteCode::Empty
        | NoteCode::Binary
        | NoteCode::NoArticle
        | NoteCode::GluedWords
        | NoteCode::LostLink
        | NoteCode::TypographicSeam
        | NoteCode::Presupposes
        | NoteCode::Abusive
        | NoteCode::UnclosedQuotation
        | NoteCode::StrayQuotationMark
        | NoteCode::Duplicate => return None,
    };
    Some(Failure::of(name, note.message.clone()).hint(hint))
}

/// Fewer than two accounts are no comparison.
fn too_few(left: usize, given: usize) -> Failure {
    let what = match left {
        0 => format!("none of {given} accounts could be read"),
        _ => format!("only one of {given} accounts is left, and a comparison needs two"),
    };
    Failure::new(what).hint("see the messages above, or add another account")
}
