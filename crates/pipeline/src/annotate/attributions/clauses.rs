//! Where does a content clause end? Commas, tags, conjunctions and quotation marks that close it.

use super::contents::is_day;
use super::reader::Reader;
use super::sites::Site;
use news::{Sentence, Tag};

/// Words that close a content clause when they follow a comma.
const CLOSERS: [&str; 5] = ["while", "whereas", "although", "though", "according"];

/// Where a content clause that starts at `start` ends.
pub(super) fn clause_end(reader: &Reader<'_>, sentence: &Sentence, site: &Site, start: u32) -> u32 {
    let limit = reader.body_end(sentence).max(start);
    let level = reader.quotation(site.head);
    let subordinate = opens_subordinate(reader, sentence, site);
    let mut token = start;
    while token < limit {
        if let Some(quotation) = reader.quotation(token).filter(|&q| Some(q) != level) {
            // Quoted words are never cut; behind their closing mark the clause may be over.
            let after = reader.after_quotation(quotation).max(token + 1);
            let comma_inside =
                reader.account.words(reader.account.quotations[quotation as usize].inner).ends_with(',');
            if after < limit
                && (closes_after_quotation(reader, after)
                    || comma_inside && closes_at_comma(reader, sentence, after, subordinate))
            {
                return after;
            }
            token = after;
            continue;
        }
        if reader.quotation(token) != level {
            return token;
        }
        let closes = match reader.word(token) {
            ";" => true,
            "," => closes_at_comma(reader, sentence, token + 1, subordinate),
            "-" | "—" | "--" => is_tag(reader, sentence, token + 1),
            "while" | "whilst" => reader.is_gerund(token + 1),
            "and" | "but" => reader.word(start) != "that" && reports_on(reader, token + 1),
            "\"" | "'" if level.is_some() => true,
            _ => false,
        };
        if closes {
            return token;
        }
        token += 1;
    }
    token.max(start)
}

/// Whether the cue stands in a clause that a conjunction opens at the sentence's start ("While …, …").
fn opens_subordinate(reader: &Reader<'_>, sentence: &Sentence, site: &Site) -> bool {
    let first = reader.word(sentence.tokens.start);
    let opens = matches!(
        first,
        "while" | "although" | "though" | "as" | "after" | "when" | "since" | "because" | "before"
    );
    let comma = (sentence.tokens.start..site.cue.start).any(|token| reader.is_comma(token));
    opens && !comma
}

/// Whether a comma before `token` ends the content.
fn closes_at_comma(reader: &Reader<'_>, sentence: &Sentence, token: u32, subordinate: bool) -> bool {
    let word = reader.word(token);
    if CLOSERS.contains(&word) || word == "even" && reader.word(token + 1) == "as" {
        return true;
    }
    // ", with residents asking …": an absolute clause is the narrator's.
    if word == "with" && absolute(reader, sentence, token + 1) {
        return true;
    }
    // ", saying …", ", merely adding …": the speaker goes on.
    let mut verb = token;
    while reader.tag(verb) == Tag::Adv || word == "and" && verb == token {
        verb += 1;
    }
    if reader.is_gerund(verb) && !reader.kit.cues.verbs(reader.lemma(verb)).is_empty() {
        return true;
    }
    // ", but could not say": the same subject, another verb.
    if matches!(word, "but" | "and") && (reader.is_finite(token + 1) && reader.tag(token + 1) != Tag::Pron) {
        return true;
    }
    let another = is_tag(reader, sentence, token + u32::from(matches!(word, "but" | "and")));
    another || subordinate && starts_main_clause(reader, sentence, token)
}

/// "and dismissed calls": the narrator's subject goes on with another reporting verb.
fn reports_on(reader: &Reader<'_>, token: u32) -> bool {
    let cue = reader.kit.cues.verbs(reader.lemma(token)).iter().any(|word| word.frames.quotation);
    cue && reader.tag(token) == Tag::Verb
        && reader.is_finite(token)
        && reader.word(token) != reader.lemma(token)
}

/// "residents asking" at `token`: a noun phrase and a participle.
fn absolute(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> bool {
    let Some(mut verb) = reader.long_phrase_end(token, sentence.tokens.end) else { return false };
    while reader.tag(verb) == Tag::Adv {
        verb += 1;
    }
    reader.is_gerund(verb)
}

/// "Okoro said" at `token`: a noun phrase and a reporting verb.
fn is_tag(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> bool {
    let Some(mut verb) = reader.phrase_end(token, sentence.tokens.end) else { return false };
    while matches!(reader.tag(verb), Tag::Adv | Tag::Aux) {
        verb += 1;
    }
    let reports = reader
        .kit
        .cues
        .verbs(reader.lemma(verb))
        .iter()
        .any(|word| word.frames.quotation && word.frames.clause);
    verb < sentence.tokens.end && reader.tag(verb) == Tag::Verb && !reader.is_gerund(verb) && reports
}

fn starts_main_clause(reader: &Reader<'_>, sentence: &Sentence, token: u32) -> bool {
    let Some(mut verb) = reader.long_phrase_end(token, sentence.tokens.end) else { return false };
    while reader.tag(verb) == Tag::Adv {
        verb += 1;
    }
    reader.is_finite(verb)
}

/// "vowing to “act” after talks": an adjunct behind the quoted words belongs to the narrator.
fn closes_after_quotation(reader: &Reader<'_>, token: u32) -> bool {
    matches!(reader.word(token), "after" | "following" | "during" | "when" | "while" | "before")
        || matches!(reader.word(token), "on" | "in" | "at") && is_day(reader.word(token + 1))
}
