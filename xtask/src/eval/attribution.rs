//! Who says what: are sources, cues and contents found, on the articles of PolNeAR (Newell et al. 2018)?
//!
//! Every role is scored on its own: *exact* (all its stretches, byte for byte, white space at edges aside),
//! *overlap* (one to one, one shared byte is enough) and *characters*. PolNeAR's cues go far beyond speech, so
//! recall on gold attributions whose cue holds a verb of saying stands beside. Articles with several
//! annotators are scored on the first in sorted order; offsets of the gold count code points.

use super::{Cell, Counts, Table, Task};
use anyhow::{Context, Result};
use news::{Account, Span};
use pipeline::{Kit, Page, annotate, read};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The task's line in the list.
pub(super) const TASK: Task =
    Task { name: "attribution", needs: "attribution/polnear/dev", floors: "eval/attribution.toml", run };

/// Stretches of one role of one attribution, sorted.
type Stretches = Vec<(usize, usize)>;

const ROLES: [&str; 3] = ["source", "cue", "content"];

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

#[derive(Default)]
struct Tally {
    exact: [Counts; 3],
    overlap: [Counts; 3],
    characters: [Counts; 3],
    speech_content: Counts,
    articles: usize,
}

fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let folder = data.join("attribution/polnear/dev");
    let mut tally = Tally::default();
    for (name, annotation) in first_annotations(&folder)? {
        let path = folder.join("text").join(format!("{name}.txt"));
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let gold = gold(&annotation, &text);
        let page = Page { id: name.clone(), uri: name, bytes: text.clone().into_bytes(), ..Page::default() };
        let account = read(kit, page).and_then(|article| annotate(kit, article)).value;
        tally.add(&text, &gold, &found(&account));
    }
    Ok(tally.table())
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

/// One attribution: its stretches by role.
type Roles = [Stretches; 3];

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

/// What the pipeline finds.
fn found(account: &Account) -> Vec<Roles> {
    let text = account.text();
    let raw = |span: Span| {
        let raw = account.article.map.to_raw(span);
        (raw.start as usize, raw.end as usize)
    };
    let attributions = account.attributions.iter().filter(|attribution| attribution.cue.is_some());
    attributions
        .map(|attribution| {
            [
                tidy(text, attribution.source.map(raw)),
                tidy(text, attribution.cue.iter().map(|cue| raw(cue.span))),
                tidy(text, attribution.content.iter().map(|span| raw(*span))),
            ]
        })
        .collect()
}

impl Tally {
    fn add(&mut self, text: &str, gold: &[Roles], found: &[Roles]) {
        self.articles += 1;
        for role in 0..ROLES.len() {
            let filled = |all: &[Roles]| -> Vec<Stretches> {
                all.iter().map(|roles| roles[role].clone()).filter(|part| !part.is_empty()).collect()
            };
            let (wanted, given) = (filled(gold), filled(found));
            let sizes = Counts { right: 0, found: given.len(), gold: wanted.len() };
            self.exact[role].add(Counts { right: matches(&wanted, &given, |a, b| a == b), ..sizes });
            self.overlap[role].add(Counts { right: matches(&wanted, &given, overlaps), ..sizes });
            self.characters[role].add(characters(&wanted, &given));
        }
        let speech = |roles: &&Roles| {
            let cue: String =
                roles[1].iter().map(|&(from, to)| &text[from..to]).collect::<Vec<_>>().join(" ");
            let cue = cue.to_lowercase();
            SPEECH.iter().any(|word| {
                cue.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word) || cue == *word
            })
        };
        let wanted: Vec<Stretches> = gold.iter().filter(speech).map(|roles| roles[2].clone()).collect();
        let given: Vec<Stretches> = found.iter().map(|roles| roles[2].clone()).collect();
        let right = matches(&wanted, &given, overlaps);
        self.speech_content.add(Counts { right, found: right, gold: wanted.len() });
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[
            "gold",
            "found",
            "exact f1",
            "overlap p",
            "overlap r",
            "overlap f1",
            "character f1",
        ])
        .remark(format!("PolNeAR dev, {} articles, attributions with a cue", self.articles));
        for (index, role) in ROLES.into_iter().enumerate() {
            let overlap = self.overlap[index];
            table.row(
                role,
                vec![
                    Cell::Count(overlap.gold),
                    Cell::Count(overlap.found),
                    Cell::Share(self.exact[index].f1()),
                    Cell::Share(overlap.precision()),
                    Cell::Share(overlap.recall()),
                    Cell::Share(overlap.f1()),
                    Cell::Share(self.characters[index].f1()),
                ],
            );
        }
        let speech = self.speech_content;
        table.row(
            "content, cue of saying",
            vec![
                Cell::Count(speech.gold),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Share(speech.recall()),
                Cell::Empty,
                Cell::Empty,
            ],
        );
        table
    }
}

/// How many of `wanted` meet one of `given`, each used once, in order of position.
fn matches(
    wanted: &[Stretches],
    given: &[Stretches],
    meets: impl Fn(&Stretches, &Stretches) -> bool,
) -> usize {
    let mut used = vec![false; given.len()];
    let mut right = 0;
    for want in wanted {
        let best = (0..given.len())
            .filter(|&at| !used[at] && meets(want, &given[at]))
            .max_by_key(|&at| shared(want, &given[at]));
        if let Some(at) = best {
            used[at] = true;
            right += 1;
        }
    }
    right
}

fn overlaps(a: &Stretches, b: &Stretches) -> bool {
    shared(a, b) > 0
}

fn shared(a: &Stretches, b: &Stretches) -> usize {
    a.iter().flat_map(|x| b.iter().map(move |y| x.1.min(y.1).saturating_sub(x.0.max(y.0)))).sum()
}

fn characters(wanted: &[Stretches], given: &[Stretches]) -> Counts {
    let set = |all: &[Stretches]| -> BTreeSet<usize> {
        all.iter().flatten().flat_map(|&(from, to)| from..to).collect()
    };
    let (wanted, given) = (set(wanted), set(given));
    Counts { right: wanted.intersection(&given).count(), found: given.len(), gold: wanted.len() }
}
