//! Which words point at something that the text does not state ("again", "nonetheless")?
//!
//! Triggers of presupposition (Levinson 1983) in the narrator's own words: each is a note, not a fault. Whether
//! the text does state it elsewhere is left to the reader.

use crate::Kit;
use crate::annotate::dates;
use crate::fold;
use crate::kit::KitError;
use crate::lexicon::{self, WordMap};
use news::{Account, Note, NoteCode, Tag, Token};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// When a trigger counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    Always,
    Tagged(Tag),
    /// Between commas or at the end after one.
    Addition,
    /// At the end of a clause.
    Final,
    /// Before an -ing form.
    Gerund,
    /// Before what it stresses.
    Focus,
}

struct Trigger {
    /// Whether the first word stands for all forms of a verb.
    verb: bool,
    rest: Vec<&'static str>,
    condition: Condition,
    points_at: &'static str,
}

/// The triggers by first word, longer ones first.
pub(crate) struct Triggers {
    by_word: WordMap<Vec<Trigger>>,
}

impl Triggers {
    /// The lexicon inside the binary.
    pub(crate) fn embedded() -> Result<Triggers, KitError> {
        let mut by_word: BTreeMap<&'static str, Vec<Trigger>> = BTreeMap::new();
        let text = include_str!("../../../../lexicons/presuppositions.txt");
        for entry in lexicon::entries("presuppositions.txt", text) {
            let condition = match entry.field(1) {
                "" => Condition::Always,
                "adverb" => Condition::Tagged(Tag::Adv),
                "adjective" => Condition::Tagged(Tag::Adj),
                "determiner" => Condition::Tagged(Tag::Det),
                "addition" => Condition::Addition,
                "final" => Condition::Final,
                "gerund" => Condition::Gerund,
                "focus" => Condition::Focus,
                _ => return Err(entry.error("unknown condition")),
            };
            let mut words = entry.field(0).split_whitespace();
            let first = words.next().ok_or_else(|| entry.error("first field must not be empty"))?;
            let verb = first.starts_with('~');
            let trigger = Trigger { verb, rest: words.collect(), condition, points_at: entry.field(2) };
            by_word.entry(first.trim_start_matches('~')).or_default().push(trigger);
        }
        for triggers in by_word.values_mut() {
            triggers.sort_by_key(|trigger| std::cmp::Reverse(trigger.rest.len()));
        }
        Ok(Triggers { by_word: WordMap::new(by_word) })
    }

    /// The longest trigger that starts at `at`, and where it ends.
    fn at(&self, tokens: &[Token], words: &[Cow<'_, str>], at: usize) -> Option<(usize, &Trigger)> {
        let by_surface = self.by_word.get(&words[at]).into_iter().flatten();
        let by_lemma = self.by_word.get(&tokens[at].lemma).into_iter().flatten();
        let fitting = by_surface
            .filter(|trigger| !trigger.verb)
            .chain(by_lemma.filter(|trigger| trigger.verb && tokens[at].tag == Tag::Verb))
            .filter(|trigger| {
                let end = at + 1 + trigger.rest.len();
                let following = words.get(at + 1..end).unwrap_or_default();
                following.len() == trigger.rest.len()
                    && following.iter().zip(&trigger.rest).all(|(word, part)| word == part)
                    && holds(trigger.condition, tokens, words, at, end)
            });
        fitting.max_by_key(|trigger| trigger.rest.len()).map(|trigger| (at + 1 + trigger.rest.len(), trigger))
    }
}

fn holds(condition: Condition, tokens: &[Token], words: &[Cow<'_, str>], at: usize, end: usize) -> bool {
    let next = words.get(end).map_or("", |word| &**word);
    let comma_before = at > 0 && words[at - 1] == ",";
    let closes = matches!(next, "" | "," | "." | ";" | "!" | "?");
    match condition {
        Condition::Always => true,
        Condition::Tagged(tag) => tokens[at].tag == tag,
        Condition::Addition => comma_before && closes,
        Condition::Final => closes,
        Condition::Gerund => {
            next.ends_with("ing") && tokens.get(end).is_some_and(|token| token.tag == Tag::Verb)
        }
        // "even if", "even though", "even more": other constructions.
        Condition::Focus => {
            let other = ["if", "though", "when", "so", "as", "more", "less", "then", "while", "with", ","];
            tokens[at].tag == Tag::Adv && !other.contains(&next) && !next.ends_with("er")
        }
    }
}

/// Adds a note per trigger in the narrator's words.
pub(crate) fn note(kit: &Kit, account: &Account, notes: &mut Vec<Note>) {
    for sentence in &account.sentences {
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let Some(tokens) = account.tokens.get(range) else { continue };
        let words: Vec<Cow<'_, str>> =
            tokens.iter().map(|token| fold::word(account.words(token.span))).collect();
        let mut at = 0;
        while at < tokens.len() {
            let Some((end, trigger)) = kit.triggers.at(tokens, &words, at) else {
                at += 1;
                continue;
            };
            let span = tokens[at].span.cover(tokens[end - 1].span);
            if !dates::is_quoted(account, span.start) {
                let message = format!("“{}” points at {}", account.words(span), trigger.points_at);
                notes.push(Note { code: NoteCode::Presupposes, span: Some(span), message });
            }
            at = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The triggers of a text, each as written.
    fn triggers(text: &str) -> Vec<String> {
        let kit = Kit::embedded().expect("the kit is sound");
        let page = crate::Page { id: "A".into(), bytes: text.into(), ..Default::default() };
        let account = crate::read(&kit, page).and_then(|article| crate::annotate(&kit, article)).value;
        let mut notes = Vec::new();
        note(&kit, &account, &mut notes);
        notes.iter().filter_map(|note| note.span).map(|span| account.words(span).to_string()).collect()
    }

    #[test]
    fn words_that_point_back_are_noted_once_each() {
        assert_eq!(
            triggers("The mayor again refused. The council, too, has already voted and no longer meets."),
            ["again", "too", "already", "no longer"]
        );
        assert_eq!(triggers("The union reiterated its demand."), ["reiterated"]);
    }

    #[test]
    fn the_speakers_words_and_other_constructions_are_left_alone() {
        assert!(triggers("“We will again refuse,” said Ms Okoro.").is_empty());
        assert!(triggers("The price is too high, even if the buyer agrees.").is_empty());
    }
}
