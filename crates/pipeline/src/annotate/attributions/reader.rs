//! The questions that every step of attribution asks of tokens: which word, which phrase, which quotation?

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a rule names the parts of speech that it wants, not all 17"
)]

use crate::Kit;
use crate::fold;
use news::{Account, EntityId, MentionForm, Sentence, Span, Tag, TokenRange};
use std::borrow::Cow;

/// Forms of "be" and its passive cousin.
const BE: [&str; 11] = ["be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "got"];

/// One account with lookups over its tokens.
pub(super) struct Reader<'a> {
    pub(super) kit: &'a Kit,
    pub(super) account: &'a Account,
    folded: Vec<Cow<'a, str>>,
    /// Outermost quotation (marks included) that holds a token, plus one; 0 for none.
    quotation_at: Vec<u32>,
    /// Whether a token stands in a name: taggers take foreign names for verbs.
    named: Vec<bool>,
    /// Mentions of all entities, sorted.
    mentions: Vec<(Span, MentionForm, EntityId)>,
}

/// The longest mention in bytes that lookups reckon with.
const LONGEST_MENTION: usize = 400;

impl<'a> Reader<'a> {
    pub(super) fn new(kit: &'a Kit, account: &'a Account) -> Self {
        let folded = account.tokens.iter().map(|token| fold::word(account.words(token.span))).collect();
        let mut quotation_at = vec![0; account.tokens.len()];
        for (index, quotation) in account.quotations.iter().enumerate() {
            if quotation.within.is_none() {
                for token in account.tokens_in(quotation.span) {
                    quotation_at[token as usize] = index as u32 + 1;
                }
            }
        }
        let mut mentions: Vec<(Span, MentionForm, EntityId)> = Vec::new();
        for (index, entity) in account.entities.iter().enumerate() {
            let id = EntityId(index as u32);
            mentions.extend(entity.mentions.iter().map(|mention| (mention.span, mention.form, id)));
        }
        mentions.sort();
        let mut named = vec![false; account.tokens.len()];
        for (span, ..) in mentions.iter().filter(|(_, form, _)| *form == MentionForm::Name) {
            for token in account.tokens_in(*span) {
                named[token as usize] = true;
            }
        }
        Reader { kit, account, folded, quotation_at, named, mentions }
    }

    /// The folded word of a token; empty beyond the last.
    pub(super) fn word(&self, token: u32) -> &str {
        self.folded.get(token as usize).map_or("", |word| &**word)
    }

    pub(super) fn lemma(&self, token: u32) -> &str {
        self.account.tokens.get(token as usize).map_or("", |token| &token.lemma)
    }

    pub(super) fn tag(&self, token: u32) -> Tag {
        let Some(found) = self.account.tokens.get(token as usize) else { return Tag::X };
        let named =
            self.named[token as usize] && matches!(found.tag, Tag::Verb | Tag::X | Tag::Adv | Tag::Intj);
        let upper = || self.account.words(found.span).starts_with(char::is_uppercase);
        match found.tag {
            _ if named && upper() => Tag::Propn,
            // "its repeated denial": behind a possessive no verb can stand.
            Tag::Verb if token > 0 && self.is_determiner(token - 1) => Tag::Adj,
            tag => tag,
        }
    }

    fn is_determiner(&self, token: u32) -> bool {
        matches!(self.word(token), "its" | "their" | "his" | "our" | "your" | "my" | "the" | "a" | "an")
    }

    pub(super) fn span(&self, tokens: TokenRange) -> Span {
        self.account.span_of(tokens)
    }

    /// Mentions that share a byte with a span, sorted.
    pub(super) fn mentions(&self, span: Span) -> impl Iterator<Item = &(Span, MentionForm, EntityId)> {
        let from = (span.start as usize).saturating_sub(LONGEST_MENTION) as u32;
        let first = self.mentions.partition_point(|(mention, ..)| mention.start < from);
        self.mentions[first..]
            .iter()
            .take_while(move |(mention, ..)| mention.start < span.end)
            .filter(move |(mention, ..)| mention.overlaps(span))
    }

    /// The entity whose mention shares most with a span.
    pub(super) fn entity_at(&self, span: Span) -> Option<EntityId> {
        let shared = |mention: Span| mention.intersection(span).map_or(0, Span::len);
        let best =
            self.mentions(span).max_by_key(|(mention, _, id)| (shared(*mention), std::cmp::Reverse(*id)))?;
        Some(best.2)
    }

    /// The outermost quotation around a token, marks included.
    pub(super) fn quotation(&self, token: u32) -> Option<u32> {
        self.quotation_at.get(token as usize).copied().unwrap_or(0).checked_sub(1)
    }

    /// The first token behind a quotation.
    pub(super) fn after_quotation(&self, quotation: u32) -> u32 {
        let end = self.account.quotations[quotation as usize].span.end;
        self.account.tokens.partition_point(|token| token.span.end <= end) as u32
    }

    pub(super) fn is_comma(&self, token: u32) -> bool {
        self.word(token) == ","
    }

    /// A finite verb or auxiliary: one that can carry a clause.
    pub(super) fn is_finite(&self, token: u32) -> bool {
        let word = self.word(token);
        match self.tag(token) {
            Tag::Aux => !matches!(word, "be" | "been" | "being" | "having"),
            Tag::Verb => {
                !self.is_gerund(token)
                    && self.word(token.wrapping_sub(1)) != "to"
                    && !self.is_bare_participle(token)
            }
            _ => false,
        }
    }

    /// An -ing form.
    pub(super) fn is_gerund(&self, token: u32) -> bool {
        let word = self.word(token);
        word.len() > 4 && word.ends_with("ing") && word != self.lemma(token)
    }

    /// A past participle behind a noun without an auxiliary, before "of" or "by": "firms accused of".
    pub(super) fn is_bare_participle(&self, token: u32) -> bool {
        token > 0
            && (self.word(token).ends_with("ed") || self.word(token).ends_with("en"))
            && matches!(self.word(token + 1), "of" | "by")
            && (self.tag(token - 1).is_nominal() && !self.is_personal(token - 1)
                || self.is_comma(token - 1) && token > 1 && self.tag(token - 2).is_nominal())
    }

    /// A pronoun that is a noun phrase by itself.
    pub(super) fn is_personal(&self, token: u32) -> bool {
        self.tag(token) == Tag::Pron && !self.is_possessive(token)
    }

    /// "its", "their", …: stands before a noun.
    pub(super) fn is_possessive(&self, token: u32) -> bool {
        let before_noun =
            matches!(self.tag(token + 1), Tag::Noun | Tag::Adj | Tag::Propn | Tag::Num | Tag::Adv);
        matches!(self.word(token), "its" | "their" | "his" | "our" | "your" | "my" | "whose")
            || self.word(token) == "her" && before_noun
    }

    pub(super) fn is_be(&self, token: u32) -> bool {
        BE.contains(&self.word(token))
    }

    /// Start of the verb group that ends at `verb`: auxiliaries, negation, adverbs, "to".
    pub(super) fn group_start(&self, verb: u32, sentence: &Sentence) -> u32 {
        let mut start = verb;
        while start > sentence.tokens.start {
            let before = start - 1;
            let joins = match self.tag(before) {
                Tag::Aux | Tag::Adv => true,
                Tag::Part => self.word(before) != "'s",
                _ => matches!(self.word(before), "not" | "n't" | "never" | "to"),
            };
            if !joins || self.quotation(before) != self.quotation(verb) {
                break;
            }
            start = before;
        }
        start
    }

    /// Start of the base noun phrase whose last token is `last`; `None` if that is no noun phrase's end.
    pub(super) fn phrase_start(&self, last: u32, floor: u32) -> Option<u32> {
        if !self.tag(last).is_nominal() && self.tag(last) != Tag::Num || self.is_possessive(last) {
            return None;
        }
        if self.is_personal(last) {
            return Some(last);
        }
        let mut start = last;
        while start > floor {
            let before = start - 1;
            let joins = match self.tag(before) {
                Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num | Tag::Sym => true,
                Tag::Part => matches!(self.word(before), "'s" | "'"),
                Tag::Pron => self.is_possessive(before),
                Tag::Adv => self.tag(start) == Tag::Adj,
                Tag::Punct => matches!(self.word(before), "-" | "/" | "&"),
                _ => false,
            };
            if !joins || self.quotation(before) != self.quotation(last) {
                break;
            }
            start = before;
            if self.tag(before) == Tag::Det && self.tag(before.wrapping_sub(1)) != Tag::Det {
                break;
            }
        }
        Some(start)
    }

    /// End (exclusive) of the base noun phrase that starts at `first`; `None` if none starts there.
    pub(super) fn phrase_end(&self, first: u32, ceiling: u32) -> Option<u32> {
        if self.is_personal(first) && first < ceiling {
            return Some(first + 1);
        }
        let (mut end, mut nominal) = (first, false);
        while end < ceiling && self.quotation(end) == self.quotation(first) {
            let joins = match self.tag(end) {
                Tag::Noun | Tag::Propn => {
                    nominal = true;
                    true
                }
                Tag::Num | Tag::Sym => true,
                // A determiner or possessive opens the next phrase: "told Bern the plan".
                Tag::Det => !nominal,
                Tag::Pron => !nominal && self.is_possessive(end),
                Tag::Part => matches!(self.word(end), "'s" | "'") && nominal,
                Tag::Adj => true,
                Tag::Adv => !nominal && self.tag(end + 1) == Tag::Adj,
                Tag::Punct => matches!(self.word(end), "-" | "/" | "&") && nominal,
                _ => false,
            };
            if !joins {
                break;
            }
            end += 1;
        }
        // "officials familiar with": an adjective behind the noun is another phrase's.
        while nominal && end > first && self.tag(end - 1) == Tag::Adj {
            end -= 1;
        }
        nominal.then_some(end)
    }

    /// As `long_phrase_end`, with phrases of place and manner attached as well.
    pub(super) fn attached_end(&self, first: u32, ceiling: u32) -> Option<u32> {
        let mut end = self.long_phrase_end(first, ceiling)?;
        while matches!(self.word(end), "in" | "at" | "on" | "with" | "to" | "by") {
            match self.long_phrase_end(end + 1, ceiling) {
                Some(next) => end = next,
                None => break,
            }
        }
        Some(end)
    }

    /// As `phrase_end`, with "of"/"for"/"from" phrases and coordinations attached.
    pub(super) fn long_phrase_end(&self, first: u32, ceiling: u32) -> Option<u32> {
        let mut end = self.phrase_end(first, ceiling)?;
        loop {
            let attaches = matches!(self.word(end), "of" | "for" | "from" | "and" | "&");
            match attaches.then(|| self.phrase_end(end + 1, ceiling)).flatten() {
                // "X and Y said": Y may be the subject of the next clause, which the caller's ceiling guards.
                Some(next) => end = next,
                None => return Some(end),
            }
        }
    }

    /// As `phrase_start`, with prepositional phrases and coordinations attached.
    pub(super) fn long_phrase_start(&self, last: u32, floor: u32) -> Option<u32> {
        let mut start = self.phrase_start(last, floor)?;
        if self.is_personal(last) {
            return Some(start);
        }
        let mut listed = false;
        while start > floor + 1 {
            let joint = self.word(start - 1);
            let joins = match joint {
                "of" | "for" | "from" | "in" | "at" | "with" => {
                    self.tag(start - 2) == Tag::Noun || self.tag(start - 2) == Tag::Propn
                }
                "and" | "&" => {
                    listed = true;
                    true
                }
                "," => listed,
                _ => false,
            };
            match joins.then(|| self.phrase_start(start - 2, floor)).flatten() {
                Some(next) if !self.is_personal(start - 2) || listed => start = next,
                _ => break,
            }
        }
        Some(start)
    }

    /// The sentence's tokens without its closing full stop.
    pub(super) fn body_end(&self, sentence: &Sentence) -> u32 {
        let mut end = sentence.tokens.end;
        while end > sentence.tokens.start
            && matches!(self.word(end - 1), "." | "!" | "?")
            && self.quotation(end - 1).is_none()
        {
            end -= 1;
        }
        end
    }
}
