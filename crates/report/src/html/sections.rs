//! Which findings stand under which heading of the index? The order is the terminal report's.

use super::items::{Item, Kind, Line, Section, Voice};
use super::marks::Marks;
use crate::findings::{self, Alteration, Findings, Shared, Telling, Who, lineage};
use crate::view::{Link, Pair, Passage};
use std::collections::BTreeSet;

/// All sections in reading order; marks every passage on the way.
pub(super) fn all<'v>(findings: &Findings<'v>, marks: &mut Marks) -> Vec<Section> {
    let mut sections = vec![
        shared(findings, marks),
        copied(findings, marks),
        altered(findings, marks),
        apart(findings, marks),
    ];
    sections.extend(only_in(findings, marks));
    sections.push(voices(findings));
    sections.push(lineage_section(findings, marks));
    sections.push(timeline(findings, marks));
    sections.push(set_aside(findings));
    sections.push(unknown(findings, marks));
    sections.push(noticed(findings, marks));
    sections.push(related(findings, marks));
    sections.retain(|section| !section.is_empty() || !section.empty.is_empty());
    sections
}

fn shared(findings: &Findings<'_>, marks: &mut Marks) -> Section {
    Section {
        id: "shared",
        heading: "In several accounts: who says what".to_owned(),
        kind: Kind::Shared,
        note: "Reports: independent accounts that it was said. Evidence: independent sources for what it says.",
        empty: "No statement was found in more than one account.",
        items: findings.shared.iter().map(|shared| statement(shared, marks)).collect(),
        is_folded: false,
        ..Section::default()
    }
}

fn statement(shared: &Shared<'_>, marks: &mut Marks) -> Item {
    let found = shared.statement;
    let mut item = Item::new(Kind::Shared, format!("in {} accounts", shared.accounts));
    item.counts = vec![("reports", found.reports), ("evidence", found.evidence)];
    let tellings = distinct(shared.tellings.iter().map(|telling| (telling.passage, telling)));
    item.lines = tellings.iter().map(|(_, telling)| line(telling)).collect();
    fill(&mut item, &tellings, Kind::Shared, marks);
    item.reasons.push(findings::one_line(&found.reason));
    if !found.origins.is_empty() {
        item.reasons.push(format!("origins: {}", findings::one_line(&found.origins.join(", "))));
    }
    item
}

/// A line without places.
fn line(telling: &Telling<'_>) -> Line {
    let (who, status, is_quoted) = match &telling.who {
        Who::Narrator => (String::new(), "", false),
        Who::Speaker { name, cue, is_quoted, status } => {
            let who = match cue {
                Some(cue) => format!("{name} ({cue})"),
                None => name.clone(),
            };
            (who, if *status == "resolved" { "" } else { *status }, *is_quoted)
        }
    };
    let has_marks = telling.words.starts_with(['“', '"', '‘', '\'', '«', '„']);
    let words = match is_quoted && !has_marks {
        true => format!("“{}”", telling.words),
        false => telling.words.clone(),
    };
    Line { places: Vec::new(), who, status, words }
}

fn link_item<'v>(findings: &Findings<'v>, link: &'v Link, kind: Kind, marks: &mut Marks) -> Item {
    let mut item = Item::new(kind, findings::relation_words(link.relation));
    let (number, mut places) = marks.places(kind, &[&link.a, &link.b]);
    item.number = number;
    let [a, b] = [findings.telling(&link.a), findings.telling(&link.b)];
    if a.words == b.words && a.who == b.who {
        item.lines.push(Line { places, ..line(&a) });
    } else {
        let rest = places.split_off(1.min(places.len()));
        item.lines.push(Line { places, ..line(&a) });
        item.lines.push(Line { places: rest, ..line(&b) });
    }
    item.reasons.push(findings::one_line(&link.reason));
    item
}

fn copied(findings: &Findings<'_>, marks: &mut Marks) -> Section {
    let mut items: Vec<Item> =
        findings.copied.iter().map(|link| link_item(findings, link, Kind::Copied, marks)).collect();
    items.extend(findings.pairs.iter().map(|pair| pair_item(pair, marks)));
    Section {
        id: "copied",
        heading: "The narrator's words, shared".to_owned(),
        kind: Kind::Copied,
        note: "Equal words outside quotation marks: copied, or taken from one parent.",
        empty: "No narrator's words were found in two accounts.",
        items,
        is_folded: false,
        ..Section::default()
    }
}

fn pair_item(pair: &Pair, marks: &mut Marks) -> Item {
    let names = format!("{} and {}", findings::one_line(&pair.a), findings::one_line(&pair.b));
    let mut item = Item::new(Kind::Copied, format!("{names}: {}", pair.relation.replace('_', " ")));
    let passages: Vec<&Passage> = pair.passages.iter().collect();
    let (number, places) = marks.places(Kind::Other, &passages);
    item.number = number;
    if !places.is_empty() {
        item.lines.push(Line { places, ..said(String::new()) });
    }
    item.reasons.push(findings::one_line(&pair.reason));
    item
}

fn altered(findings: &Findings<'_>, marks: &mut Marks) -> Section {
    let mut items = Vec::new();
    for alteration in &findings.altered {
        items.push(alteration_item(alteration, marks));
    }
    Section {
        id: "altered",
        heading: "Altered quotations".to_owned(),
        kind: Kind::Altered,
        note: "Struck out: in the fuller form only. Underlined: in the altered form only.",
        empty: "No quotation was found in two forms.",
        items,
        is_folded: false,
        ..Section::default()
    }
}

fn alteration_item(alteration: &Alteration<'_>, marks: &mut Marks) -> Item {
    let names: Vec<&str> =
        alteration.operations.iter().map(|(operation, _)| findings::operation_words(*operation)).collect();
    let mut item = Item::new(Kind::Altered, names.join(", "));
    let mut passages = vec![alteration.variant];
    passages.extend(&alteration.other_variants);
    passages.extend(alteration.base);
    passages.extend(&alteration.other_bases);
    let (number, places) = marks.places(Kind::Altered, &passages);
    item.number = number;
    item.lines.push(Line { places, ..said(String::new()) });
    item.changes = alteration.changes.clone();
    let details = alteration.operations.iter().map(|(_, detail)| findings::one_line(detail));
    item.reasons = details.filter(|detail| !detail.is_empty()).collect();
    if alteration.base.is_none() {
        item.reasons.push("the fuller form is in no text".to_owned());
    }
    item
}

fn apart(findings: &Findings<'_>, marks: &mut Marks) -> Section {
    Section {
        id: "apart",
        heading: "Denials and tensions".to_owned(),
        kind: Kind::Apart,
        note: "",
        empty: "No passage was found to deny, contradict or strain against another.",
        items: findings.apart.iter().map(|link| link_item(findings, link, Kind::Apart, marks)).collect(),
        is_folded: false,
        ..Section::default()
    }
}

fn only_in(findings: &Findings<'_>, marks: &mut Marks) -> Vec<Section> {
    let mut sections = Vec::new();
    for (account, passages) in findings.view.accounts.iter().zip(&findings.only_in) {
        let items = passages.iter().map(|passage| passage_item(findings, "", passage, Kind::OnlyIn, marks));
        sections.push(Section {
            id: if sections.is_empty() { "only" } else { "" },
            heading: format!("Only in {}", findings::one_line(&account.page.id)),
            kind: Kind::OnlyIn,
            note: "",
            empty: "Nothing that no other account has.",
            items: items.collect(),
            is_folded: passages.len() > 12,
            ..Section::default()
        });
    }
    sections
}

fn passage_item(
    findings: &Findings<'_>,
    label: &str,
    passage: &Passage,
    kind: Kind,
    marks: &mut Marks,
) -> Item {
    let mut item = Item::new(kind, label);
    let (number, places) = marks.places(kind, &[passage]);
    item.number = number;
    item.lines.push(Line { places, ..said(findings.words(passage)) });
    item
}

fn voices(findings: &Findings<'_>) -> Section {
    let mut list = Vec::new();
    for row in &findings.voices {
        let mut name = row.name.clone();
        for voice in &row.voices {
            list.push(Voice {
                name: std::mem::take(&mut name),
                account: findings::one_line(&voice.account),
                quoted_words: voice.quoted_words,
                verbs: findings::voices::verbs(voice),
                attitude: findings::voices::attitude(voice).unwrap_or_default(),
            });
        }
    }
    Section {
        id: "voices",
        heading: "Voices".to_owned(),
        empty: "Nobody is quoted or reported.",
        voices: list,
        ..Section::default()
    }
}

fn set_aside(findings: &Findings<'_>) -> Section {
    let line = |aside: &findings::SetAside| {
        let counts: Vec<String> =
            aside.counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let id = findings::one_line(&findings.view.accounts[aside.account].page.id);
        (id, format!("{} ({} % of the text)", counts.join(", "), aside.percent))
    };
    Section {
        id: "aside",
        heading: "Set aside".to_owned(),
        note: "Comments, badges, forms and page furniture support nothing.",
        empty: "There were none.",
        set_aside: findings.set_aside.iter().map(line).collect(),
        ..Section::default()
    }
}

fn lineage_section(findings: &Findings<'_>, marks: &mut Marks) -> Section {
    let mut items = Vec::new();
    for branch in lineage::branches(&findings.view.lineage) {
        let mut item = Item::new(Kind::Other, branch.label);
        item.depth = branch.depth.min(8);
        if let Some(edge) = branch.edge {
            item.label = format!("{} · {}", item.label, edge.certainty);
            let passages: Vec<&Passage> = edge.passages.iter().collect();
            let (number, places) = marks.places(Kind::Other, &passages);
            item.number = number;
            if !places.is_empty() {
                item.lines.push(Line { places, ..said(String::new()) });
            }
            item.reasons.push(findings::one_line(&edge.reason));
        }
        items.push(item);
    }
    Section {
        id: "lineage",
        heading: "Who has it from whom".to_owned(),
        kind: Kind::Other,
        note: "Under each source stand those that have it from there.",
        empty: "Nothing in the texts shows that one account has it from another.",
        items,
        is_folded: false,
        ..Section::default()
    }
}

fn timeline(findings: &Findings<'_>, marks: &mut Marks) -> Section {
    let mut items = Vec::new();
    for entry in findings.timeline {
        let mut item = Item::new(Kind::Other, findings::one_line(&entry.when));
        let passages = distinct(entry.passages.iter().map(|passage| (passage, ())));
        item.lines = passages.iter().map(|(passage, ())| said(findings.words(passage))).collect();
        fill(&mut item, &passages, Kind::Other, marks);
        items.push(item);
    }
    Section {
        id: "when",
        heading: "When".to_owned(),
        kind: Kind::Other,
        note: "",
        empty: "",
        is_folded: items.len() > 12,
        items,
        ..Section::default()
    }
}

/// Passages with what belongs to them, each passage once.
fn distinct<'p, T>(all: impl Iterator<Item = (&'p Passage, T)>) -> Vec<(&'p Passage, T)> {
    let mut known = BTreeSet::new();
    all.filter(|(passage, _)| known.insert((passage.index, passage.span))).collect()
}

/// Marks the passages and gives each line its place.
fn fill<T>(item: &mut Item, distinct: &[(&Passage, T)], kind: Kind, marks: &mut Marks) {
    let passages: Vec<&Passage> = distinct.iter().map(|(passage, _)| *passage).collect();
    let (number, places) = marks.places(kind, &passages);
    item.number = number;
    for (line, place) in item.lines.iter_mut().zip(places) {
        line.places.push(place);
    }
}

/// Words that nobody needs to be named for.
fn said(words: String) -> Line {
    Line { places: Vec::new(), who: String::new(), status: "", words }
}

fn unknown(findings: &Findings<'_>, marks: &mut Marks) -> Section {
    let mut items = Vec::new();
    for unknown in &findings.unknown {
        let id = findings::one_line(&findings.view.accounts[unknown.account].page.id);
        let mut item = Item::new(Kind::Other, format!("{id}: {}", unknown.what));
        let passages = distinct(unknown.passages.iter().map(|passage| (passage, ())));
        item.lines = passages.iter().map(|(passage, ())| said(findings.words(passage))).collect();
        fill(&mut item, &passages, Kind::Other, marks);
        item.reasons.extend(unknown.why.map(findings::one_line));
        items.push(item);
    }
    Section {
        id: "unknown",
        heading: "Unknown".to_owned(),
        kind: Kind::Other,
        note: "What the texts do not tell. Nothing is filled in.",
        empty: "Every account names its outlet, date, authors and speakers.",
        items,
        is_folded: false,
        ..Section::default()
    }
}

/// Notes about the texts that are no warnings.
fn noticed(findings: &Findings<'_>, marks: &mut Marks) -> Section {
    let mut items = Vec::new();
    for (index, account) in findings.view.accounts.iter().enumerate() {
        for note in account.notes.iter().filter(|note| !findings::is_warning(note)) {
            let mut item = Item::new(Kind::Other, note.code.replace('-', " "));
            let passage = note.span.map(|span| Passage { account: account.page.id.clone(), span, index });
            if let Some(passage) = passage {
                let (number, places) = marks.places(Kind::Other, &[&passage]);
                item.number = number;
                let words = findings.words(&passage);
                item.lines.push(Line { places, ..said(words) });
            }
            item.reasons.push(findings::one_line(&note.message));
            items.push(item);
        }
    }
    Section {
        id: "noticed",
        heading: "Noticed in the texts".to_owned(),
        kind: Kind::Other,
        note: "",
        empty: "",
        is_folded: items.len() > 12,
        items,
        ..Section::default()
    }
}

fn related(findings: &Findings<'_>, marks: &mut Marks) -> Section {
    Section {
        id: "related",
        heading: "About the same thing".to_owned(),
        kind: Kind::Other,
        note: "Near each other in topic, not the same claim.",
        empty: "",
        items: findings.related.iter().map(|link| link_item(findings, link, Kind::Other, marks)).collect(),
        is_folded: true,
        ..Section::default()
    }
}
