//! What does the narrator call things? Counts of naming choices outside quotation marks.
//!
//! Two kinds: words between which one chooses for contested acts and people (`lexicons/naming.txt`), and the
//! forms that stand for one state or organisation ("the bloc", an old spelling of a capital). Words inside
//! quotation marks are the speaker's and are not counted.

use crate::Kit;
use crate::fold;
use crate::kit::KitError;
use crate::lexicon::{self, WordMap};
use news::{Account, EntityKind, MentionForm, Naming, Span, Tag};
use std::collections::BTreeMap;

/// Families of words for contested things.
pub(crate) struct Families {
    /// The word again, and its family.
    words: WordMap<(&'static str, &'static str)>,
}

impl Families {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<Families, KitError> {
        let mut words: BTreeMap<&'static str, (&'static str, &'static str)> = BTreeMap::new();
        for entry in lexicon::entries("naming.txt", include_str!("../../../../lexicons/naming.txt")) {
            for word in entry.field(1).split(',').map(str::trim) {
                if let Some((_, other)) = words.insert(word, (word, entry.field(0))) {
                    return Err(entry.error(format!("`{word}` already stands under `{other}`")));
                }
            }
        }
        Ok(Families { words: WordMap::new(words) })
    }

    /// The family and the listed form of a noun.
    fn find(&self, word: &str, lemma: &str) -> Option<(&'static str, &'static str)> {
        let folded = fold::word(word);
        let singular = folded.strip_suffix("ies").map(|stem| format!("{stem}y"));
        let forms = [
            &*folded,
            lemma,
            folded.trim_end_matches('s'),
            singular.as_deref().unwrap_or(""),
            folded.strip_suffix("es").unwrap_or(""),
        ];
        forms.into_iter().find_map(|form| self.words.get(form)).map(|(word, family)| (*family, *word))
    }
}

/// Naming choices: (thing, form) in order of first use.
pub(crate) fn count(kit: &Kit, account: &Account) -> Vec<Naming> {
    let quoted = Quoted::new(account);
    let mut found: BTreeMap<(String, String), Vec<Span>> = BTreeMap::new();
    for (index, token) in account.tokens.iter().enumerate() {
        if !matches!(token.tag, Tag::Noun | Tag::Propn) || quoted.holds(index) {
            continue;
        }
        if let Some((family, word)) = kit.families.find(account.words(token.span), &token.lemma) {
            found.entry((family.to_owned(), word.to_owned())).or_default().push(token.span);
        }
    }
    for entity in &account.entities {
        if entity.anonymous || !matches!(entity.kind, EntityKind::State | EntityKind::Organisation) {
            continue;
        }
        for mention in &entity.mentions {
            let first = account.tokens.partition_point(|token| token.span.start < mention.span.start);
            let words = account.words(mention.span);
            let plural = matches!(mention.form, MentionForm::Role)
                && entity.kind == EntityKind::State
                && words.ends_with('s');
            if mention.form == MentionForm::Pronoun || plural || quoted.holds(first) {
                continue;
            }
            let form = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let form = if form.starts_with("The ") { form.replacen("The ", "the ", 1) } else { form };
            found.entry((entity.name.clone(), form)).or_default().push(mention.span);
        }
    }
    let mut naming: Vec<Naming> =
        found.into_iter().map(|((thing, form), spans)| Naming { thing, form, spans }).collect();
    for entry in &mut naming {
        entry.spans.sort_unstable();
        entry.spans.dedup();
    }
    naming.sort_by(|a, b| (a.spans.first(), &a.thing).cmp(&(b.spans.first(), &b.thing)));
    naming
}

/// Per token: whether it stands inside quotation marks.
struct Quoted {
    tokens: Vec<bool>,
}

impl Quoted {
    fn new(account: &Account) -> Quoted {
        let mut reach = 0;
        let mut next = 0;
        let tokens = account.tokens.iter().map(|token| {
            while let Some(quotation) =
                account.quotations.get(next).filter(|q| q.inner.start <= token.span.start)
            {
                reach = reach.max(quotation.inner.end);
                next += 1;
            }
            token.span.start < reach
        });
        Quoted { tokens: tokens.collect() }
    }

    fn holds(&self, token: usize) -> bool {
        self.tokens.get(token).copied().unwrap_or(false)
    }
}
