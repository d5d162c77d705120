//! `variorum quotes`: who says what on every page, written as soon as all before it are written.

use super::pages::{self, Drawn, Given, Job};
use crate::args::QuotesFormat;
use crate::failure::Failure;
use crate::messages::Messages;
use crate::output::Layout;
use crate::{Outcome, plan};
use news::{Note, NoteCode};
use pipeline::Kit;
use report::{Explained, QuotedPage};

/// Lists attributions.
///
/// # Errors
/// No page can be read, nothing has the id that is to be explained, or the output cannot be written.
pub(crate) fn run(plan: &plan::Quotes, messages: Messages) -> Result<Outcome, Failure> {
    let layout = match plan.format {
        QuotesFormat::Text => Layout::Parted("\n"),
        QuotesFormat::Csv => Layout::Headed(report::QUOTES_HEAD),
        QuotesFormat::Jsonl => Layout::Parted(""),
    };
    let counted = plan.explain.is_none().then_some(("attribution", "attributions"));
    let unless_found = plan.explain.as_ref().map(|id| {
        Failure::new(format!("no attribution has the id `{id}`"))
            .hint("leave out --explain to see them all with their ids")
    });
    let job = Job { plan: &plan.pages, layout, counted, unless_found };
    pages::run(job, messages, |kit, given| draw(kit, given, plan))
}

/// The page's attributions as they are written.
fn draw(kit: &Kit, given: Given<'_>, plan: &plan::Quotes) -> Drawn {
    let Given { article, record, name, is_named, .. } = given;
    let id = plan.explain.as_deref();
    if id.is_some_and(|id| plan::page_of(id) != Some(article.value.id.as_str())) {
        return Drawn::default();
    }
    let account = article.and_then(|article| pipeline::annotate(kit, article));
    let told = account.notes.iter().filter(|_| is_named);
    let warnings = told.filter_map(|note| warning(name, note)).collect();
    let page = QuotedPage { account: &account.value, record: record.as_ref() };
    let (text, found) = match id {
        Some(id) => explain(kit, page, id, plan),
        None => list(page, plan),
    };
    Drawn { text, found, warnings }
}

/// All attributions that are wanted, and how many they are.
fn list(page: QuotedPage<'_>, plan: &plan::Quotes) -> (String, u64) {
    let chosen = plan.chosen.of(page.account);
    let text = match plan.format {
        QuotesFormat::Text => report::quotes_text(page, &chosen, plan.style),
        QuotesFormat::Csv => report::quotes_rows(page, &chosen),
        QuotesFormat::Jsonl => report::quotes_lines(page, &chosen),
    };
    (text, chosen.len() as u64)
}

/// What one attribution rests on; nothing where the page does not have it.
fn explain(kit: &Kit, page: QuotedPage<'_>, id: &str, plan: &plan::Quotes) -> (String, u64) {
    let number = id.rsplit_once(".q").and_then(|(_, number)| number.parse::<usize>().ok());
    let index = number.and_then(|number| number.checked_sub(1));
    let Some(index) = index.filter(|index| *index < page.account.attributions.len()) else {
        return (String::new(), 0);
    };
    let grounds = pipeline::explain(kit, page.account, index);
    let explained = Explained { page, index, grounds: &grounds };
    let text = match plan.format {
        QuotesFormat::Text => report::explained_text(explained, plan.style),
        QuotesFormat::Jsonl | QuotesFormat::Csv => report::explained_line(explained),
    };
    (text, 1)
}

/// What somebody should know who named this page.
fn warning(name: &str, note: &Note) -> Option<Failure> {
    let hint = match note.code {
        NoteCode::NoArticle => "give the article's own page; `variorum read` shows what is on this one",
        NoteCode::BadEncoding => "save the file as UTF-8: some characters could not be read",
        NoteCode::DeepNesting => "the page's markup is broken: copy its text into a .txt file",
        NoteCode::Truncated => "only the part before the limit was read",
        NoteCode::Paywall => "save the page from a browser that shows the whole article",
        NoteCode::UnsupportedLanguage => "nothing was attributed; if the text is English, say --language en",
        NoteCode::BadDate
        | NoteCode::Empty
        | NoteCode::Binary
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
