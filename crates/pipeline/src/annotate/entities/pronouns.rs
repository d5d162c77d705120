//! Whom does a pronoun stand for? Agreement, recency and preference for subjects, outside quotation marks only.
//!
//! The order of preference follows centering (Grosz, Joshi & Weinstein 1995): subjects of the nearest sentence
//! first. Where two fit equally well the pronoun is left alone: a false join is worse than a miss.

use super::discourse::{Discourse, Seen};
use super::gazetteer::Gender;
use super::page::Page;
use super::roster::{Draft, DraftId};
use news::{EntityKind, MentionForm, Sentence, Tag};

/// Sentences that a pronoun can reach back over.
const REACH: usize = 4;

/// What a pronoun asks of its antecedent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agreement {
    Person(Gender),
    Thing,
    Many,
}

/// A third-person pronoun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pronoun {
    token: u32,
    agreement: Agreement,
    possessive: bool,
}

/// The pronoun that a token is; `None` for others, for expletive "it" and inside quotation marks.
pub(super) fn at(page: &Page<'_>, sentence: &Sentence, token: u32) -> Option<Pronoun> {
    if page.is_quoted(token) {
        return None;
    }
    let word = page.word(token).to_ascii_lowercase();
    let (agreement, possessive) = match word.as_str() {
        "he" | "him" | "himself" => (Agreement::Person(Gender::Male), false),
        "his" => (Agreement::Person(Gender::Male), true),
        "she" | "herself" | "hers" => (Agreement::Person(Gender::Female), false),
        "her" => (Agreement::Person(Gender::Female), true),
        "it" | "itself" => (Agreement::Thing, false),
        "its" => (Agreement::Thing, true),
        "they" | "them" | "themselves" => (Agreement::Many, false),
        "their" => (Agreement::Many, true),
        _ => return None,
    };
    let expletive = word == "it" && is_expletive(page, sentence, token);
    (!expletive).then_some(Pronoun { token, agreement, possessive })
}

/// "It appears that", "it is clear that", "it was reported": stands for nothing.
fn is_expletive(page: &Page<'_>, sentence: &Sentence, token: u32) -> bool {
    const RAISING: [&str; 9] =
        ["appear", "seem", "turn", "happen", "emerge", "remain", "rain", "snow", "transpire"];
    const COPULA: [&str; 6] = ["be", "is", "was", "been", "become", "'s"];
    let end = sentence.tokens.end.min(token + 10);
    let mut copula = false;
    for at in token + 1..end {
        let lemma = page.lemma(at);
        let tag = page.tag(at);
        let verbal = matches!(tag, Tag::Aux | Tag::Verb);
        if verbal && COPULA.contains(&lemma) {
            copula = true;
        } else if tag == Tag::Verb && RAISING.contains(&lemma) {
            return true;
        } else if copula && matches!(tag, Tag::Verb | Tag::Adj | Tag::Noun) {
            return (at + 1..sentence.tokens.end.min(at + 3)).any(|next| {
                matches!(page.word(next), "that" | "whether" | "how" | "why" | "when")
                    || page.word(next) == "to" && page.tag(next + 1) == Tag::Verb
                    || page.word(next) == "for" && lemma == "time"
            });
        } else if tag == Tag::Verb || !copula && !matches!(tag, Tag::Aux | Tag::Adv | Tag::Part) {
            return false;
        }
    }
    false
}

impl Pronoun {
    /// Finds the antecedent and records the mention.
    pub(super) fn resolve(self, discourse: &mut Discourse<'_, '_>, sentence: usize) {
        let found = match self.agreement {
            Agreement::Person(gender) => self.person(discourse, sentence, gender).map(|id| vec![id]),
            Agreement::Thing => self.thing(discourse, sentence).map(|id| vec![id]),
            Agreement::Many => self.many(discourse, sentence),
        };
        for id in found.unwrap_or_default() {
            if let Agreement::Person(gender) = self.agreement {
                discourse.roster.drafts[id].gender = gender;
            }
            discourse.meet(id, sentence, self.token..self.token + 1, MentionForm::Pronoun);
        }
    }

    fn person(self, discourse: &Discourse<'_, '_>, sentence: usize, gender: Gender) -> Option<DraftId> {
        let fits = |seen: &Seen, draft: &Draft| {
            // Names that only look like people's are followed if they act like people.
            draft.kind == EntityKind::Person
                && (draft.sure || draft.anonymous || seen.subject)
                && draft.gender.agrees(gender)
                && !draft.plural
                && !seen.quoted
        };
        // In its own sentence: for a possessive the nearest, else the subject before it.
        let here: Vec<&Seen> =
            discourse.back(sentence, 0).filter(|seen| fits(seen, discourse.draft(seen.id))).collect();
        let subject = here.iter().find(|seen| seen.subject).map(|seen| seen.id);
        if self.possessive && !here.is_empty() {
            return here.first().map(|seen| seen.id);
        }
        if subject.is_some() {
            return subject;
        }
        if let Some(only) = only(here.iter().map(|seen| seen.id)) {
            return Some(only);
        }
        if !here.is_empty() {
            return None;
        }
        for back in 1..=REACH.min(sentence) {
            let at = sentence - back;
            let there: Vec<&Seen> = discourse
                .back(sentence, back)
                .filter(|seen| seen.sentence == at && fits(seen, discourse.draft(seen.id)))
                .collect();
            // `there` runs from right to left: the first subject of the sentence is its last.
            if let Some(subject) = there.iter().rev().find(|seen| seen.subject) {
                return Some(subject.id);
            }
            if !there.is_empty() {
                return only(there.iter().map(|seen| seen.id));
            }
        }
        None
    }

    fn thing(self, discourse: &Discourse<'_, '_>, sentence: usize) -> Option<DraftId> {
        let fits = |seen: &Seen, draft: &Draft| {
            matches!(draft.kind, EntityKind::State | EntityKind::Organisation)
                && !draft.plural
                && !seen.quoted
                && !seen.modifier
        };
        let here: Vec<&Seen> =
            discourse.back(sentence, 0).filter(|seen| fits(seen, discourse.draft(seen.id))).collect();
        if let Some(subject) = here.iter().find(|seen| seen.subject) {
            return Some(subject.id);
        }
        if let Some(only) = only(here.iter().map(|seen| seen.id)) {
            return Some(only);
        }
        if !here.is_empty() || sentence == 0 {
            return None;
        }
        let opens = discourse.page.sentence(sentence).is_some_and(|line| self.token <= line.tokens.start + 3);
        let there: Vec<&Seen> = discourse
            .back(sentence, 1)
            .filter(|seen| seen.sentence + 1 == sentence && fits(seen, discourse.draft(seen.id)))
            .collect();
        let subject = there.iter().rev().find(|seen| seen.subject).map(|seen| seen.id);
        subject.filter(|_| opens).or_else(|| only(there.iter().map(|seen| seen.id)))
    }

    /// A plural, or names joined by "and", that do something; an organisation only in the same sentence.
    fn many(self, discourse: &Discourse<'_, '_>, sentence: usize) -> Option<Vec<DraftId>> {
        for reach in 0..=1 {
            let at = sentence.checked_sub(reach)?;
            let acts = |seen: &Seen, draft: &Draft| {
                seen.sentence == at
                    && seen.subject
                    && !seen.quoted
                    && (seen.form != MentionForm::Pronoun || draft.plural)
                    && matches!(
                        draft.kind,
                        EntityKind::State | EntityKind::Person | EntityKind::Organisation | EntityKind::Other
                    )
            };
            let Some(nearest) = discourse.recent(sentence, reach, acts).first().copied() else { continue };
            let group = discourse.last_group(sentence, reach);
            if group.contains(&nearest) {
                return Some(group);
            }
            let draft = discourse.draft(nearest);
            let fits = draft.plural || draft.kind == EntityKind::Organisation && reach == 0;
            return fits.then(|| vec![nearest]);
        }
        None
    }
}

/// The one value of a sequence that holds no other.
fn only(mut ids: impl Iterator<Item = DraftId>) -> Option<DraftId> {
    let first = ids.next()?;
    ids.all(|id| id == first).then_some(first)
}
