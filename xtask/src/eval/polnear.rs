//! The articles of PolNeAR (Newell et al. 2018) with who says what, as people marked it, and as the pipeline finds it.
//!
//! Articles with several annotators are read with the first in sorted order. Offsets of the gold count code points;
//! here they are bytes. What is scored is the business of the tasks.

use anyhow::{Context, Result};
use news::{Account, AttributionKind, Span};
use pipeline::{Kit, Page, annotate, read};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Stretches of one role of one attribution, sorted.
pub(crate) type Stretches = Vec<(usize, usize)>;

/// One attribution: its stretches by role, in the order of [`ROLES`].
pub(crate) type Roles = [Stretches; 3];

/// What the parts of an attribution are called.
pub(super) const ROLES: [&str; 3] = ["source", "cue", "content"];

/// Cues whose gold attribution counts as speech.
const SPEECH: [&str; 16] = [
    "said",
    "says",
    "say",
    "saying",
    "told",
    "tells",
    "added",
    "wrote",
    "writes",
    "asked",
    "according to",
    "argued",
    "announced",
    "tweeted",
    "reported",
    "noted",
];

/// One article with its gold, annotated.
pub(crate) struct Article {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) gold: Vec<Roles>,
    pub(crate) account: Account,
}

/// The articles of `dev` or `train`, sorted by name.
pub(crate) fn articles(kit: &Kit, data: &Path, part: &str) -> Result<Vec<Article>> {
    let folder = data.join("attribution/polnear").join(part);
    let mut articles = Vec::new();
    for (name, annotation) in first_annotations(&folder)? {
        let path = folder.join("text").join(format!("{name}.txt"));
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let account = account(kit, &name, &text);
        articles.push(Article { gold: gold(&annotation, &text), name, text, account });
    }
    Ok(articles)
}

/// A text as the pipeline annotates it.
pub(crate) fn account(kit: &Kit, name: &str, text: &str) -> Account {
    let bytes = text.as_bytes().to_vec();
    let page = Page { id: name.to_owned(), uri: name.to_owned(), bytes, ..Page::default() };
    read(kit, page).and_then(|article| annotate(kit, article)).value
}

/// The first annotator's file of every article.
fn first_annotations(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut files: Vec<_> = fs::read_dir(folder.join("attributions"))
        .with_context(|| format!("cannot list `{}`", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    files.sort();
    let mut first = BTreeMap::new();
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some((name, _)) = stem.rsplit_once('_') else { continue };
        if !first.contains_key(name) {
            first.insert(name.to_owned(), fs::read_to_string(&file)?);
        }
    }
    Ok(first)
}

/// The attributions of a brat file, in bytes.
fn gold(annotation: &str, text: &str) -> Vec<Roles> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let at = |point: &str| point.parse::<usize>().ok().and_then(|point| bytes.get(point).copied());
    let mut stretches: BTreeMap<&str, Stretches> = BTreeMap::new();
    let mut events = Vec::new();
    for line in annotation.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(body)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('T') {
            let Some((_, offsets)) = body.split_once(' ') else { continue };
            let parts = offsets.split(';').filter_map(|part| {
                let (from, to) = part.split_once(' ')?;
                Some((at(from)?, at(to)?))
            });
            stretches.insert(id, parts.collect());
        } else if id.starts_with('E') && body.starts_with("Attribution") {
            events.push(body);
        }
    }
    let role_of = |event: &str, role: &str| -> Stretches {
        let mut all: Stretches = Vec::new();
        for part in event.split(' ') {
            let Some((name, id)) = part.split_once(':') else { continue };
            if name.to_lowercase().trim_end_matches(|c: char| c.is_ascii_digit()) == role {
                all.extend(stretches.get(id).into_iter().flatten());
            }
        }
        tidy(text, all)
    };
    events.into_iter().map(|event| ROLES.map(|role| role_of(event, role))).collect()
}

/// Sorted, without white space at edges, empty ones dropped.
fn tidy(text: &str, stretches: impl IntoIterator<Item = (usize, usize)>) -> Stretches {
    let mut all: Stretches = stretches
        .into_iter()
        .map(|(from, to)| Span::new(from, to).trimmed(text))
        .filter(|span| !span.is_empty())
        .map(|span| (span.start as usize, span.end as usize))
        .collect();
    all.sort_unstable();
    all
}

/// Bytes of the source behind a span.
pub(super) fn raw(account: &Account, span: Span) -> (usize, usize) {
    let raw = account.article.map.to_raw(span);
    (raw.start as usize, raw.end as usize)
}

/// What the pipeline finds, with how sure it is. Reports within reports are left out: PolNeAR marks none (of its
/// 2,193 cues in `dev` not one stands in another's content), though the pipeline looks for them.
pub(super) fn found(account: &Account) -> Vec<(Roles, u16)> {
    let text = account.text();
    let attributions =
        account.attributions.iter().filter(|found| found.cue.is_some() && found.within.is_none());
    attributions
        .map(|attribution| {
            let roles = [
                tidy(text, attribution.source.map(|span| raw(account, span))),
                tidy(text, attribution.cue.iter().map(|cue| raw(account, cue.span))),
                tidy(text, attribution.content.iter().map(|span| raw(account, *span))),
            ];
            (roles, attribution.confidence.0)
        })
        .collect()
}

/// The parts of some stretches that stand inside quotation marks.
pub(super) fn quoted(account: &Account, stretches: &Stretches) -> Stretches {
    let inner: Stretches = account
        .quotations
        .iter()
        .filter(|quotation| quotation.within.is_none())
        .map(|quotation| raw(account, quotation.inner))
        .collect();
    let mut inside = Vec::new();
    for &(from, to) in stretches {
        let first = inner.partition_point(|stretch| stretch.1 <= from);
        let touching = inner[first..].iter().take_while(|stretch| stretch.0 < to);
        inside.extend(touching.map(|stretch| (stretch.0.max(from), stretch.1.min(to))));
    }
    inside
}

/// Direct, indirect or mixed, by the letters inside quotation marks.
pub(super) fn kind(text: &str, account: &Account, content: &Stretches) -> AttributionKind {
    let letters = |stretches: &Stretches| -> usize {
        let words = stretches.iter().filter_map(|&(from, to)| text.get(from..to));
        words.map(|words| words.chars().filter(|c| c.is_alphanumeric()).count()).sum()
    };
    match (letters(&quoted(account, content)), letters(content)) {
        (0, _) => AttributionKind::Indirect,
        (inside, all) if inside >= all => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}

/// Bytes that two lists of stretches share.
pub(super) fn shared(a: &Stretches, b: &Stretches) -> usize {
    a.iter().flat_map(|x| b.iter().map(move |y| x.1.min(y.1).saturating_sub(x.0.max(y.0)))).sum()
}

/// Whether a cue holds a verb of saying.
pub(super) fn speaks(text: &str, cue: &Stretches) -> bool {
    let words: Vec<&str> = cue.iter().filter_map(|&(from, to)| text.get(from..to)).collect();
    let cue = words.join(" ").to_lowercase();
    SPEECH
        .iter()
        .any(|word| cue.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word) || cue == *word)
}
