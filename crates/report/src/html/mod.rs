//! How do the findings look on a page? One self-contained HTML file: the accounts side by side, the findings
//! as their index.
//!
//! Every word of a source passes through the template's escaping; nothing of a source stands in a script or
//! in a style. The page fetches nothing, and its policy forbids it to.

mod items;
mod marks;
mod sections;
mod text;

use crate::findings::changes::Change;
use crate::findings::{self, Findings};
use crate::view::View;
use crate::view::account::Account;
use askama::Template;
use items::{Kind, Section};
use marks::Marks;
use text::Part;

/// One self-contained HTML page.
pub fn html(view: &View) -> String {
    let findings = Findings::new(view);
    let mut marks = Marks::new(view.accounts.len());
    let sections = sections::all(&findings, &mut marks);
    let columns = view.accounts.iter().zip(marks.into_accounts()).map(|(account, marks)| Column {
        id: findings::one_line(&account.page.id),
        title: title(account),
        facts: facts(account),
        sha256: account.page.source.sha256.clone(),
        language: account.page.detected_language,
        warnings: account
            .notes
            .iter()
            .filter(|note| findings::is_warning(note))
            .map(|note| findings::one_line(&note.message))
            .collect(),
        parts: text::parts(account, &marks),
    });
    let page = Page {
        count: view.accounts.len(),
        columns: columns.collect(),
        legend: Kind::SHOWN
            .into_iter()
            .filter(|kind| sections.iter().any(|section| section.id == kind.class()))
            .collect(),
        warnings: view.notes.iter().map(|note| findings::one_line(&note.message)).collect(),
        support: findings::SUPPORT,
        sections,
    };
    page.render().expect("the template formats strings and numbers into memory")
}

/// The page, field by field of `templates/compare.html`.
#[derive(Template)]
#[template(path = "compare.html")]
struct Page {
    count: usize,
    columns: Vec<Column>,
    sections: Vec<Section>,
    legend: Vec<Kind>,
    warnings: Vec<String>,
    support: &'static str,
}

/// One account, in its own column.
struct Column {
    id: String,
    /// The outlet, or else the file: the headline stands in the text.
    title: String,
    facts: Vec<Fact>,
    sha256: String,
    language: Option<&'static str>,
    warnings: Vec<String>,
    parts: Vec<Part>,
}

/// One thing known of an account, or known to be missing.
struct Fact {
    words: String,
    is_missing: bool,
}

fn title(account: &Account) -> String {
    let outlet = account.page.outlet.as_ref().map(|outlet| findings::one_line(&outlet.name));
    outlet.filter(|outlet| !outlet.is_empty()).unwrap_or_else(|| findings::one_line(&account.page.source.uri))
}

fn facts(account: &Account) -> Vec<Fact> {
    let known = |words: String| Fact { words, is_missing: false };
    let missing = |words: &str| Fact { words: words.to_owned(), is_missing: true };
    let mut facts = Vec::new();
    match &account.page.outlet {
        Some(_) => facts.push(known(findings::one_line(&account.page.source.uri))),
        None => facts.push(missing("outlet not in text")),
    }
    facts.push(match account.page.published.candidates.is_empty() {
        true => missing("date not in text"),
        false => known(findings::published(account)),
    });
    if let Some(authors) = &account.page.authors {
        let names: Vec<String> = authors.iter().map(|author| findings::one_line(&author.name)).collect();
        facts.push(known(names.join(", ")));
    }
    facts.push(known(format!("{} bytes", account.page.source.bytes)));
    facts
}
