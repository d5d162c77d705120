//! Are names found, of the right kind, and are pronouns given to the right entity?
//!
//! Names against wikigold (encyclopaedia) and the development half of Universal NER English EWT (web): exact
//! bounds and kind; states count as places, titles before names do not count, works, events and nationalities
//! (`MISC`) are left out. Pronouns against GUM news: right if the nearest name or description that our entity
//! has elsewhere belongs to the gold entity of the pronoun.

use super::{Counts, Table, Task};
use anyhow::{Context, Result};
use news::{
    Account, Article, EntityKind, MediaType, MentionForm, OffsetMap, Published, Source, Span, Zone, ZoneKind,
};
use pipeline::{Kit, annotate};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The task's line in the list.
pub(super) const TASK: Task = Task { name: "entities", needs: "entities", floors: "eval/entities.toml", run };

/// Corpora of names and what the table calls them.
const NAMES: [(&str, &str); 2] = [
    ("wikigold", "entities/wikigold/CONLL-format/data/wikigold.conll.txt"),
    ("EWT dev", "entities/uner_english_ewt/en_ewt-ud-dev.iob2"),
];

/// Sentences that are annotated as one text where the corpus does not part documents.
const SENTENCES_PER_TEXT: usize = 20;

fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let mut table =
        Table::of_counts().remark("exact bounds and kind; pronouns by their entity's nearest name");
    for (label, file) in NAMES {
        let text = fs::read_to_string(data.join(file)).with_context(|| format!("cannot read `{file}`"))?;
        let mut all = Counts::default();
        let mut kinds: BTreeMap<&str, Counts> = BTreeMap::new();
        for document in documents(&text) {
            let account = annotated(kit, &document.text, &document.paragraphs);
            let found = found_names(&account);
            if std::env::var_os("VARIORUM_CONFUSIONS").is_some() {
                print_confusions(label, &document, &found);
            }
            for kind in ["person", "organisation", "place"] {
                let of_kind = |names: &BTreeSet<Name>| names.iter().filter(|name| name.2 == kind).count();
                let right = document.names.intersection(&found).filter(|name| name.2 == kind).count();
                let counts = Counts { right, found: of_kind(&found), gold: of_kind(&document.names) };
                kinds.entry(kind).or_default().add(counts);
                all.add(counts);
            }
        }
        for (kind, counts) in kinds {
            table.counts(format!("{label} {kind}"), counts);
        }
        table.counts(format!("{label} names"), all);
    }
    let folder = data.join("attribution/gum_news/dep");
    if folder.exists() {
        table.counts("GUM news pronouns", pronouns(kit, &folder)?);
    }
    Ok(table)
}

/// A name: its bytes and its kind.
type Name = (usize, usize, &'static str);

/// A text with its names.
#[derive(Default)]
struct Document {
    text: String,
    paragraphs: Vec<Span>,
    names: BTreeSet<Name>,
}

/// The texts of a file of one word and tag a line, sentences parted by empty lines.
fn documents(file: &str) -> Vec<Document> {
    let mut documents = vec![Document::default()];
    let mut words: Vec<(&str, &str)> = Vec::new();
    let mut sentences = 0;
    for line in file.lines().chain([""]) {
        if line.starts_with('#') && line.contains(" = ") {
            continue;
        }
        let fields: Vec<&str> = line.split(['\t', ' ']).filter(|field| !field.is_empty()).collect();
        match fields.as_slice() {
            [word, tag] => words.push((word, tag)),
            [_, word, tag, ..] => words.push((word, tag)),
            _ if words.is_empty() => {}
            _ => {
                if let Some(document) = documents.last_mut() {
                    document.add(&words);
                }
                words.clear();
                sentences += 1;
                if sentences % SENTENCES_PER_TEXT == 0 {
                    documents.push(Document::default());
                }
            }
        }
    }
    documents
}

impl Document {
    fn add(&mut self, words: &[(&str, &str)]) {
        let from = self.text.len();
        let mut open: Option<Name> = None;
        for (at, (word, tag)) in words.iter().enumerate() {
            if at > 0 && !is_attached(word) {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(word);
            let kind = kind(tag);
            match &mut open {
                Some(name) if Some(name.2) == kind && !tag.starts_with("B-") => name.1 = self.text.len(),
                _ => {
                    self.names.extend(open.take());
                    open = kind.map(|kind| (start, self.text.len(), kind));
                }
            }
        }
        self.names.extend(open);
        self.paragraphs.push(Span::new(from, self.text.len()));
        self.text.push('\n');
    }
}

fn is_attached(word: &str) -> bool {
    matches!(word, "," | "." | ";" | ":" | "!" | "?" | ")" | "'s" | "’s" | "n't" | "%")
}

fn kind(tag: &str) -> Option<&'static str> {
    match tag.split_once('-')?.1 {
        "PER" => Some("person"),
        "ORG" => Some("organisation"),
        "LOC" => Some("place"),
        _ => None,
    }
}

/// Annotates a text that is all body.
pub(super) fn annotated(kit: &Kit, text: &str, paragraphs: &[Span]) -> Account {
    let article = Article {
        id: "gold".to_owned(),
        source: Source {
            uri: "gold".to_owned(),
            digest: news::Digest::default(),
            bytes: text.as_bytes().to_vec(),
            media_type: MediaType::Plain,
            charset: "UTF-8",
        },
        text: text.to_owned(),
        map: OffsetMap::identity(text.len()),
        zones: vec![Zone {
            kind: ZoneKind::Body,
            span: Span::new(0, text.len()),
            inferred: false,
            comment: None,
            post: None,
        }],
        paragraphs: paragraphs.to_vec(),
        headline: None,
        outlet: None,
        authors: Vec::new(),
        language: None,
        detected_language: Some("en"),
        canonical_url: None,
        published: Published::default(),
        modified: Default::default(),
        title: None,
    };
    annotate(kit, article).value
}

/// The named mentions of an account without the titles before them.
fn found_names(account: &Account) -> BTreeSet<Name> {
    let mut names = BTreeSet::new();
    for entity in account.entities.iter().filter(|entity| !entity.anonymous) {
        let kind = match entity.kind {
            EntityKind::Person => "person",
            EntityKind::Organisation => "organisation",
            EntityKind::Place | EntityKind::State => "place",
            EntityKind::Other => continue,
        };
        for mention in &entity.mentions {
            if !matches!(mention.form, MentionForm::Name | MentionForm::Metonym) {
                continue;
            }
            let (mut start, end) = (mention.span.start as usize, mention.span.end as usize);
            let inside = |span: Span| mention.span.contains(span) && span != mention.span;
            for role in entity.roles.iter().filter(|role| inside(role.span)) {
                start = start.max(role.span.end as usize);
            }
            let mut words = &account.text()[start..end];
            loop {
                let trimmed = words.trim_start();
                let title = [
                    "Mr", "Mrs", "Ms", "Dr", "Sir", "Lord", "Lady", "Dame", "Rev", "Mr.", "Mrs.", "Ms.",
                    "Dr.",
                ];
                let rest =
                    trimmed.split_once(' ').filter(|(first, _)| title.contains(first)).map(|(_, rest)| rest);
                match rest {
                    Some(rest) => words = rest,
                    None => {
                        words = trimmed;
                        break;
                    }
                }
            }
            names.insert((end - words.len(), end, kind));
        }
    }
    names
}

/// What is missing and what is too much, for whoever improves the rules.
fn print_confusions(label: &str, document: &Document, found: &BTreeSet<Name>) {
    let context = |name: &Name| {
        let line = document.text[..name.0].rfind('\n').map_or(0, |at| at + 1);
        let end = document.text[name.1..].find('\n').map_or(document.text.len(), |at| name.1 + at);
        format!(
            "{} [{}] {}",
            &document.text[line..name.0],
            &document.text[name.0..name.1],
            &document.text[name.1..end]
        )
    };
    for name in document.names.difference(found) {
        println!("{label} missed {}: {}", name.2, context(name));
    }
    for name in found.difference(&document.names) {
        println!("{label} extra {}: {}", name.2, context(name));
    }
}

/// Third-person pronouns of all texts of a folder.
fn pronouns(kit: &Kit, folder: &Path) -> Result<Counts> {
    let mut counts = Counts::default();
    for gold in Coreference::all(folder)? {
        let account = annotated(kit, &gold.text, &gold.paragraphs);
        gold.count(&account, &mut counts);
    }
    Ok(counts)
}

/// A text of GUM with its gold mentions.
#[derive(Default)]
pub(super) struct Coreference {
    pub(super) text: String,
    pub(super) paragraphs: Vec<Span>,
    /// Gold entity of each mention, by bytes.
    mentions: Vec<(usize, usize, String)>,
}

impl Coreference {
    /// All texts of a folder, sorted by name.
    pub(super) fn all(folder: &Path) -> Result<Vec<Coreference>> {
        let mut files: Vec<_> =
            fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
        files.sort();
        let files = files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "conllu"));
        files
            .map(|file| {
                let text = fs::read_to_string(file);
                Ok(Coreference::read(&text.with_context(|| format!("cannot read `{}`", file.display()))?))
            })
            .collect()
    }

    /// Whether some words for an entity are capitalised and no pronoun.
    pub(super) fn is_named(&self, id: &str) -> bool {
        let mut own = self.mentions.iter().filter(|(.., other)| other == id);
        own.any(|(from, to, _)| {
            let words = &self.text[*from..*to];
            words.len() > 4 && words.contains(char::is_uppercase)
        })
    }

    fn read(file: &str) -> Coreference {
        let mut gold = Coreference::default();
        let mut open: Vec<(String, usize)> = Vec::new();
        let mut start = 0;
        let mut glued = false;
        for line in file.lines() {
            if line.starts_with("# newpar") && !line.starts_with("# newpar_block") && gold.text.len() > start
            {
                gold.paragraphs.push(Span::new(start, gold.text.trim_end().len()));
                gold.text.push('\n');
                start = gold.text.len();
                glued = true;
            }
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, form, .., misc] = fields.as_slice() else { continue };
            if id.contains(['-', '.']) {
                continue;
            }
            if !glued && !gold.text.is_empty() {
                gold.text.push(' ');
            }
            glued = misc.split('|').any(|part| part == "SpaceAfter=No");
            let from = gold.text.len();
            gold.text.push_str(form);
            let marks = misc.split('|').find_map(|part| part.strip_prefix("Entity=")).unwrap_or("");
            gold.mark(marks, from, &mut open);
        }
        gold.paragraphs.push(Span::new(start, gold.text.len()));
        gold
    }

    /// Reads brackets such as `(3-person-giv(4-place)` and `3)`.
    fn mark(&mut self, marks: &str, from: usize, open: &mut Vec<(String, usize)>) {
        let mut rest = marks;
        while !rest.is_empty() {
            if let Some(opened) = rest.strip_prefix('(') {
                let id: String = opened.chars().take_while(|c| c.is_alphanumeric()).collect();
                open.push((id, from));
                let next = opened.find(['(', ')']).unwrap_or(opened.len());
                if opened[next..].starts_with(')') {
                    self.close_last(open);
                    rest = &opened[next + 1..];
                } else {
                    rest = &opened[next..];
                }
            } else {
                let Some((id, after)) = rest.split_once(')') else { break };
                if let Some(at) = open.iter().rposition(|(other, _)| other == id) {
                    let (id, start) = open.remove(at);
                    self.mentions.push((start, self.text.len(), id));
                }
                rest = after;
            }
        }
    }

    fn close_last(&mut self, open: &mut Vec<(String, usize)>) {
        if let Some((id, start)) = open.pop() {
            self.mentions.push((start, self.text.len(), id));
        }
    }

    /// Gold entity of the smallest mention that ends with these bytes or spans them.
    pub(super) fn entity_at(&self, span: Span) -> Option<&str> {
        let (start, end) = (span.start as usize, span.end as usize);
        let fits = self.mentions.iter().filter(|(from, to, _)| *from <= start && end <= *to);
        fits.min_by_key(|(from, to, _)| to - from).map(|(_, _, id)| id.as_str())
    }

    fn count(&self, account: &Account, counts: &mut Counts) {
        const PRONOUNS: [&str; 13] = [
            "he", "him", "his", "himself", "she", "her", "herself", "it", "its", "itself", "they", "them",
            "their",
        ];
        let is_pronoun = |words: &str| PRONOUNS.contains(&words.to_lowercase().as_str());
        let named: BTreeSet<&str> = self
            .mentions
            .iter()
            .filter(|(from, to, _)| {
                !is_pronoun(&self.text[*from..*to]) && self.text[*from..*to].contains(char::is_uppercase)
            })
            .map(|(_, _, id)| id.as_str())
            .collect();
        let gold = |span: Span| self.entity_at(span);
        counts.gold += self
            .mentions
            .iter()
            .filter(|(from, to, id)| {
                is_pronoun(&self.text[*from..*to])
                    && named.contains(id.as_str())
                    && !account.is_quoted(Span::new(*from, *to))
            })
            .count();
        for entity in &account.entities {
            for mention in entity.mentions.iter().filter(|mention| mention.form == MentionForm::Pronoun) {
                let others = entity.mentions.iter().filter(|other| other.form != MentionForm::Pronoun);
                let Some(nearest) = others.min_by_key(|other| other.span.start.abs_diff(mention.span.start))
                else {
                    continue;
                };
                let (Some(wanted), Some(have)) = (gold(mention.span), gold(nearest.span)) else { continue };
                counts.found += 1;
                counts.right += usize::from(wanted == have);
                if wanted != have && std::env::var_os("VARIORUM_CONFUSIONS").is_some() {
                    let start = self.text[..mention.span.start as usize]
                        .char_indices()
                        .rev()
                        .nth(200)
                        .map_or(0, |(at, _)| at);
                    println!(
                        "pronoun {} → {}: {}",
                        account.words(mention.span),
                        account.words(nearest.span),
                        &self.text[start..mention.span.end as usize]
                    );
                }
            }
        }
    }
}
