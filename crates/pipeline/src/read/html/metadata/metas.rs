//! What do meta elements state? OpenGraph, Dublin Core, citation tags and the names that publishing systems use.

use super::statements::{Origin, Statements, push};
use crate::kit::KitError;
use crate::lexicon;
use crate::read::html::outline::{Meta, Outline, Sense};
use std::collections::BTreeMap;

/// What a meta element states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Statement {
    Published(Origin),
    Modified,
    Author,
    Title,
    Description,
    Outlet(Origin),
    Language(Origin),
    Address(Origin),
    Picture,
}

/// The list of names in `lexicons/meta-names.txt`.
#[derive(Debug)]
pub(crate) struct MetaNames {
    names: BTreeMap<&'static str, Statement>,
}

impl MetaNames {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<MetaNames, KitError> {
        let mut names = BTreeMap::new();
        let text = include_str!("../../../../../../lexicons/meta-names.txt");
        for entry in lexicon::entries("meta-names.txt", text) {
            let statement = match entry.field(0) {
                "published" => Statement::Published(Origin::Meta),
                "vague" => Statement::Published(Origin::Vague),
                "modified" => Statement::Modified,
                "author" => Statement::Author,
                "title" => Statement::Title,
                "description" => Statement::Description,
                "outlet" => Statement::Outlet(Origin::Meta),
                "vague_outlet" => Statement::Outlet(Origin::Vague),
                "language" => Statement::Language(Origin::Meta),
                "vague_language" => Statement::Language(Origin::Vague),
                "address" => Statement::Address(Origin::Meta),
                "vague_address" => Statement::Address(Origin::Vague),
                "picture" => Statement::Picture,
                _ => return Err(entry.error("unknown statement")),
            };
            names.insert(entry.field(1), statement);
        }
        Ok(MetaNames { names })
    }
}

/// Reads all meta elements of the page.
pub(super) fn read(names: &MetaNames, outline: &Outline<'_>, found: &mut Statements) {
    for meta in outline.metas.iter().filter(|meta| !meta.value.is_empty()) {
        match names.names.get(meta.name.as_str()) {
            Some(statement) => put(*statement, meta, found),
            None => other(meta, found),
        }
    }
    signed_card(outline, found);
}

fn put(statement: Statement, meta: &Meta, found: &mut Statements) {
    let (list, origin) = match statement {
        Statement::Published(origin) => (&mut found.published, origin),
        Statement::Modified => (&mut found.modified, Origin::Meta),
        Statement::Author => (&mut found.authors, Origin::Meta),
        Statement::Title => (&mut found.titles, Origin::Meta),
        Statement::Description => (&mut found.descriptions, Origin::Meta),
        Statement::Outlet(origin) => (&mut found.outlets, origin),
        Statement::Language(origin) => (&mut found.languages, origin),
        Statement::Address(origin) => (&mut found.addresses, origin),
        Statement::Picture => (&mut found.pictures, Origin::Meta),
    };
    push(list, &meta.value, meta.range.clone(), origin);
}

fn other(meta: &Meta, found: &mut Statements) {
    match meta.name.as_str() {
        "isaccessibleforfree" if meta.value.eq_ignore_ascii_case("false") => found.paywalled = true,
        "article:content_tier" if meta.value == "locked" => found.paywalled = true,
        "name" if meta.around.has(Sense::AUTHOR) => {
            push(&mut found.authors, &meta.value, meta.range.clone(), Origin::Microdata);
        }
        _ => {}
    }
}

/// Cards for sharing state the author as "Written by", in whatever language, and the reading time after it.
fn signed_card(outline: &Outline<'_>, found: &mut Statements) {
    let named = |name: &str| outline.metas.iter().find(|meta| meta.name == name);
    if let (Some(_), Some(data)) = (named("twitter:label1"), named("twitter:data1")) {
        let is_name =
            (2..=60).contains(&data.value.len()) && !data.value.contains(|c: char| c.is_ascii_digit());
        if is_name && !data.value.contains(['$', '€', '£', '/']) {
            push(&mut found.authors, &data.value, data.range.clone(), Origin::Vague);
        }
    }
}
