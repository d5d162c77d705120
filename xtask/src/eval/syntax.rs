//! How good is the language layer? Tokens, sentence ends, tags and dictionary forms against UD treebanks.

use super::{Cell, Counts, Table, Task, share};
use crate::train::conllu::{self, Sentence};
use anyhow::{Context, Result};
use news::{Span, Tag};
use pipeline::Kit;
use pipeline::steps;
use pipeline::steps::sentences::ClosedClass;
use pipeline::steps::tokens::Abbreviations;
use std::collections::BTreeMap;
use std::path::Path;

/// Treebanks and what the table calls them. Only the first is like the training text.
const TREEBANKS: [(&str, &str); 2] = [
    ("EWT dev", "syntax/ud_english_ewt/en_ewt-ud-dev.conllu"),
    ("GUM dev", "syntax/ud_english_gum/en_gum-ud-dev.conllu"),
];

/// The task.
pub(super) const TASK: Task =
    Task { name: "syntax", needs: "syntax", floors: "models/tagger/scores.toml", run };

/// Measures the language layer.
fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let mut table = Table::new(&["tokens", "token F1", "sentence F1", "tags", "names", "lemmas"])
        .remark("tags, names (F1 of PROPN) and lemmas on our tokens; training text is EWT only");
    for (name, file) in TREEBANKS {
        let text =
            std::fs::read_to_string(data.join(file)).with_context(|| format!("cannot read `{file}`"))?;
        let sentences = conllu::sentences(&text)?;
        let mut tagging = Tagging::default();
        let mut tokens = Counts::default();
        for sentence in &sentences {
            tagging.measure(kit, sentence);
            count_tokens(sentence, &mut tokens);
        }
        let ends = count_sentences(&sentences)?;
        table.row(
            name,
            vec![
                Cell::Count(tagging.total),
                Cell::Share(tokens.f1()),
                Cell::Share(ends.f1()),
                Cell::Share(share(tagging.right, tagging.total)),
                Cell::Share(tagging.names.f1()),
                Cell::Share(share(tagging.lemmas, tagging.total)),
            ],
        );
        if std::env::var_os("VARIORUM_CONFUSIONS").is_some() {
            tagging.print_confusions(name);
        }
    }
    Ok(table)
}

/// How many tags and dictionary forms are right.
#[derive(Debug, Default)]
struct Tagging {
    total: usize,
    right: usize,
    lemmas: usize,
    names: Counts,
    confusions: BTreeMap<String, usize>,
}

impl Tagging {
    fn measure(&mut self, kit: &Kit, sentence: &Sentence) {
        let surfaces: Vec<&str> = sentence.words.iter().map(|word| word.surface.as_str()).collect();
        let tags = steps::tags::tags(kit, surfaces.iter().copied());
        for (word, tag) in sentence.words.iter().zip(tags) {
            self.total += 1;
            self.right += usize::from(tag == word.tag);
            let (found, gold) = (tag == Tag::Propn, word.tag == Tag::Propn);
            self.names.found += usize::from(found);
            self.names.gold += usize::from(gold);
            self.names.right += usize::from(found && gold);
            let lemma = steps::tags::lemma(kit, &word.surface, tag);
            let is_right = lemma == word.lemma.to_lowercase();
            self.lemmas += usize::from(is_right);
            if tag != word.tag {
                let confusion = format!("tag {} for {}: {}", tag.name(), word.tag.name(), word.surface);
                *self.confusions.entry(confusion).or_default() += 1;
            } else if !is_right {
                let confusion = format!("lemma {lemma} for {}: {} {}", word.lemma, word.surface, tag.name());
                *self.confusions.entry(confusion).or_default() += 1;
            }
        }
    }

    /// The most frequent errors, for whoever improves the model.
    fn print_confusions(&self, name: &str) {
        let mut sorted: Vec<_> = self.confusions.iter().collect();
        sorted.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (confusion, count) in sorted.into_iter().take(150) {
            println!("{name}: {count:4} {confusion}");
        }
    }
}

/// Counts tokens that are those of the treebank, hyphenated words taken as one there too.
fn count_tokens(sentence: &Sentence, counts: &mut Counts) {
    let mut gold: Vec<(usize, usize)> = Vec::new();
    for &(start, end) in &sentence.gold {
        let is_hyphen = matches!(&sentence.text[start..end], "-" | "‐" | "‑");
        match gold.last_mut() {
            Some(last)
                if last.1 == start && (is_hyphen || sentence.text[..start].ends_with(['-', '‐', '‑'])) =>
            {
                last.1 = end;
            }
            _ => gold.push((start, end)),
        }
    }
    let found: Vec<(usize, usize)> = sentence.words.iter().map(|word| word.range).collect();
    counts.gold += gold.len();
    counts.found += found.len();
    counts.right += found.iter().filter(|range| gold.binary_search(range).is_ok()).count();
}

/// Counts sentences that are those of the treebank, paragraph by paragraph.
fn count_sentences(sentences: &[Sentence]) -> Result<Counts> {
    let (abbreviations, closed) = (Abbreviations::embedded()?, ClosedClass::embedded()?);
    let mut counts = Counts::default();
    let mut text = String::new();
    let mut gold: Vec<Span> = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let start = text.len();
        text.push_str(&sentence.text);
        gold.push(Span::new(start, text.len()));
        if sentence.space_after {
            text.push(' ');
        }
        if sentences.get(index + 1).is_none_or(|next| next.starts_paragraph) {
            let found = steps::sentences::spans(&abbreviations, &closed, &text);
            counts.add(Counts {
                right: found.iter().filter(|span| gold.contains(span)).count(),
                found: found.len(),
                gold: gold.len(),
            });
            text.clear();
            gold.clear();
        }
    }
    Ok(counts)
}
