//! Who has been spoken of up to here? The entities of the text so far, in order, as pronouns and descriptions
//! see them.

use super::page::Page;
use super::roster::{Draft, DraftId, Roster};
use news::{EntityKind, Mention, MentionForm, Sentence, Tag, TokenRange};

/// One mention that later words can point back to.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) id: DraftId,
    /// Index of the sentence.
    pub(super) sentence: usize,
    pub(super) tokens: TokenRange,
    pub(super) form: MentionForm,
    /// Does or says something here.
    pub(super) subject: bool,
    /// Only says what another noun is about ("US officials").
    pub(super) modifier: bool,
    /// Inside quotation marks.
    pub(super) quoted: bool,
}

/// The text so far.
pub(super) struct Discourse<'p, 'a> {
    pub(super) page: &'p Page<'a>,
    pub(super) roster: Roster,
    seen: Vec<Seen>,
}

/// Verbs after which a name that follows is who speaks ("said Okoro").
const INVERTING: [&str; 14] = [
    "say", "add", "tell", "write", "explain", "note", "warn", "claim", "reply", "ask", "continue", "argue",
    "insist", "conclude",
];

impl<'p, 'a> Discourse<'p, 'a> {
    /// Nothing said yet.
    pub(super) fn new(page: &'p Page<'a>, roster: Roster) -> Self {
        Discourse { page, roster, seen: Vec::new() }
    }

    /// An entity.
    pub(super) fn draft(&self, id: DraftId) -> &Draft {
        &self.roster.drafts[id]
    }

    /// Adds a mention of an entity and lets later words see it.
    pub(super) fn meet(&mut self, id: DraftId, sentence: usize, tokens: TokenRange, form: MentionForm) {
        let Some(line) = self.page.sentence(sentence) else { return };
        let span = self.page.account.span_of(tokens.clone());
        self.roster.mention(id, Mention { span, form });
        self.seen.push(Seen {
            id,
            sentence,
            subject: is_subject(self.page, line, tokens.clone()),
            modifier: is_modifying(self.page, line, tokens.clone()),
            quoted: self.page.is_quoted(tokens.start),
            tokens,
            form,
        });
    }

    /// Mentions from the latest back, no further than `reach` sentences before `sentence`.
    pub(super) fn back(&self, sentence: usize, reach: usize) -> impl Iterator<Item = &Seen> {
        let limit = sentence.saturating_sub(reach);
        self.seen.iter().rev().take_while(move |seen| seen.sentence >= limit).take(400)
    }

    /// Distinct entities from the latest back that pass a test.
    pub(super) fn recent(
        &self,
        sentence: usize,
        reach: usize,
        test: impl Fn(&Seen, &Draft) -> bool,
    ) -> Vec<DraftId> {
        let mut found = Vec::new();
        for seen in self.back(sentence, reach) {
            if test(seen, self.draft(seen.id)) && !found.contains(&seen.id) {
                found.push(seen.id);
            }
        }
        found
    }

    /// The last group of states or people named side by side ("A, B and C") as one subject.
    pub(super) fn last_group(&self, sentence: usize, reach: usize) -> Vec<DraftId> {
        let mut group: Vec<&Seen> = Vec::new();
        for seen in self.back(sentence, reach) {
            if seen.form == MentionForm::Pronoun {
                continue;
            }
            let named = matches!(self.draft(seen.id).kind, EntityKind::State | EntityKind::Person)
                && seen.subject
                && !seen.quoted;
            let follows = group.last().is_some_and(|next| {
                next.sentence == seen.sentence && self.side_by_side(seen.tokens.end, next.tokens.start)
            });
            if named && (follows || group.is_empty()) {
                group.push(seen);
            } else if group.len() >= 2 {
                break;
            } else {
                group.clear();
                if named {
                    group.push(seen);
                }
            }
        }
        if group.len() < 2 {
            return Vec::new();
        }
        let mut ids: Vec<DraftId> = Vec::new();
        for seen in group.iter().rev() {
            if !ids.contains(&seen.id) {
                ids.push(seen.id);
            }
        }
        if ids.len() < 2 { Vec::new() } else { ids }
    }

    /// Whether only commas and conjunctions stand between two tokens.
    fn side_by_side(&self, from: u32, to: u32) -> bool {
        from < to
            && to - from <= 3
            && (from..to).all(|token| {
                let word = self.page.word(token);
                word == "," || matches!(self.page.tag(token), Tag::Cconj | Tag::Det | Tag::Pron)
            })
    }
}

/// Whether the mention does what a verb says: before its verb and no object of a preposition, after a verb of
/// saying ("said Okoro"), or told to do something ("urged Okoro to resign").
pub(super) fn is_subject(page: &Page<'_>, sentence: &Sentence, tokens: TokenRange) -> bool {
    let mut before = tokens.start;
    while before > sentence.tokens.start && matches!(page.tag(before - 1), Tag::Det | Tag::Adj | Tag::Num) {
        before -= 1;
    }
    let previous = before.checked_sub(1).filter(|token| *token >= sentence.tokens.start);
    let after = tokens.end;
    if page.word(after) == "to" && matches!(page.tag(after + 1), Tag::Verb | Tag::Aux) {
        return true;
    }
    let inverted = previous.is_some_and(|token| INVERTING.contains(&page.lemma(token)))
        && (after >= sentence.tokens.end || page.tag(after) == Tag::Punct || page.tag(after) == Tag::Adp);
    if inverted {
        return true;
    }
    if previous.is_some_and(|token| {
        page.tag(token) == Tag::Adp && !matches!(page.lemma(token), "that" | "as" | "while")
    }) {
        return false;
    }
    verb_follows(page, sentence, after)
}

/// Whether a verb of saying stands right beside the name.
pub(super) fn speaks(page: &Page<'_>, name: TokenRange) -> bool {
    let says = |token: u32| INVERTING.contains(&page.lemma(token)) && page.tag(token) == Tag::Verb;
    let mut after = name.end;
    while matches!(page.tag(after), Tag::Adv | Tag::Aux) && after < name.end + 3 {
        after += 1;
    }
    says(after) || name.start.checked_sub(1).is_some_and(says)
}

/// Whether a verb group follows at `after`, over an apposition or further members of a list.
fn verb_follows(page: &Page<'_>, sentence: &Sentence, after: u32) -> bool {
    let is_verb = |token: u32| token < sentence.tokens.end && page.in_verb_group(token);
    if is_verb(after) {
        return true;
    }
    let word = page.word(after);
    if word == "," && (is_verb(after + 1) || page.word(after + 2) == "," && is_verb(after + 3)) {
        return true;
    }
    // ", the mayor of Salt," or ", 45,"
    if word == "," {
        let limit = sentence.tokens.end.min(after + 25);
        let close = (after + 1..limit).find(|token| page.word(*token) == ",");
        if close.is_some_and(|close| is_verb(close + 1) && !(after + 1..close).any(is_verb)) {
            return true;
        }
    }
    // "A and B met": members of a list share their verb.
    let limit = sentence.tokens.end.min(after + 16);
    let mut at = after;
    let mut conjoined = false;
    while at < limit {
        let tag = page.tag(at);
        conjoined |= tag == Tag::Cconj;
        let inside =
            page.word(at) == "," || matches!(tag, Tag::Cconj | Tag::Propn | Tag::Det | Tag::Adj | Tag::Noun);
        if !inside {
            break;
        }
        at += 1;
    }
    conjoined && at > after && matches!(page.word(after), "," | "and" | "or") && is_verb(at)
}

/// Whether the mention only narrows the noun after it: "US officials".
fn is_modifying(page: &Page<'_>, sentence: &Sentence, tokens: TokenRange) -> bool {
    tokens.end < sentence.tokens.end && matches!(page.tag(tokens.end), Tag::Noun | Tag::Propn | Tag::Adj)
}
