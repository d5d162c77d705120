//! Through whom did the words come? Credits of outlets and hops of single attributions.
//!
//! A named hop is named as the text writes it; a hop that the text only hints at is marked hidden; nothing is
//! filled in.

#![expect(clippy::wildcard_enum_match_arm, reason = "most zones credit nobody")]

use crate::Kit;
use crate::fold;
use crate::kit::KitError;
use crate::lexicon;
use news::{Account, Act, Attribution, Credit, MentionForm, Relay, Span, SpeakerStatus, Tag, Zone, ZoneKind};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Words that end the names of outlets.
pub(crate) struct Outlets {
    last_words: BTreeSet<&'static str>,
}

impl Outlets {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<Outlets, KitError> {
        let text = include_str!("../../../../lexicons/outlet_words.txt");
        let last_words = lexicon::entries("outlet_words.txt", text).map(|entry| entry.field(0)).collect();
        Ok(Outlets { last_words })
    }

    /// Whether a name is that of an outlet by its form: two capitalised words or more, the last one telling.
    fn is_outlet(&self, name: &str) -> bool {
        let mut words = name.split_whitespace();
        let last = words.next_back().unwrap_or("");
        let capitalised = |word: &str| word.starts_with(char::is_uppercase);
        self.last_words.contains(last) && words.next_back().is_some_and(capitalised)
    }
}

/// Whether a name is that of a news outlet or agency.
pub(super) fn is_outlet(kit: &Kit, name: &str) -> bool {
    let bare = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    kit.gazetteer.is_outlet(name) || kit.gazetteer.is_outlet(bare) || kit.outlets.is_outlet(bare)
}

/// Outlet-level relays: credit markers, and agencies in brackets in datelines.
pub(crate) fn credits(kit: &Kit, account: &Account) -> Vec<Credit> {
    let zones = &account.article.zones;
    let body_end =
        zones.iter().filter(|zone| zone.kind == ZoneKind::Body).map(|zone| zone.span.end).max().unwrap_or(0);
    let mut credits = Vec::new();
    for zone in zones {
        let found = match zone.kind {
            ZoneKind::Credit => credited_name(kit, account.words(zone.span))
                .filter(|name| can_report(kit, name))
                .map(|name| (name, zone.span)),
            ZoneKind::Dateline | ZoneKind::Byline => bracketed(kit, account, zone),
            _ => None,
        };
        let Some((name, span)) = found else { continue };
        let scope: Vec<Span> = scope(zones, span, body_end);
        let why = "no words say where the other outlet's text ends: read to the end of the body".into();
        credits.push(Credit { name, span, scope, end_stated: false, why });
    }
    end_at_the_next(account, &mut credits);
    credits
}

/// "The Courier reports:" covers what follows up to the next such line: from there on the words are another's.
fn end_at_the_next(account: &Account, credits: &mut [Credit]) {
    let leads = |credit: &Credit| account.words(credit.span).trim_end().ends_with(':');
    let starts: Vec<Span> = credits.iter().filter(|credit| leads(credit)).map(|credit| credit.span).collect();
    for credit in credits.iter_mut().filter(|credit| leads(credit)) {
        let Some(next) = starts.iter().filter(|next| next.start >= credit.span.end).min() else { continue };
        let kept = credit.scope.iter().filter(|part| part.start < next.start);
        let cut = kept.map(|part| Span::new(part.start as usize, part.end.min(next.start) as usize));
        let cut: Vec<Span> = cut.collect();
        if cut == credit.scope {
            continue;
        }
        credit.scope = cut;
        credit.why = format!("read to the line that credits another: “{}”", account.words(*next).trim());
    }
}

/// Whether a name can be an outlet's: no letters that shorten an office, and nothing that is known to be another thing.
fn can_report(kit: &Kit, name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    is_outlet(kit, name) || letters > 2 && !kit.gazetteer.is_other_name(name)
}

/// The body zones behind a marker; all of them for a marker behind the text.
fn scope(zones: &[Zone], marker: Span, body_end: u32) -> Vec<Span> {
    let behind = marker.start >= body_end;
    let bodies = zones.iter().filter(|zone| zone.kind == ZoneKind::Body);
    bodies.map(|zone| zone.span).filter(|span| behind || span.start >= marker.end).collect()
}

/// "The Courier reports:", "h/t Daily Echo", "Source: Reuters", "originally published by the Herald".
fn credited_name(kit: &Kit, words: &str) -> Option<String> {
    let lower = words.to_ascii_lowercase();
    for marker in [
        "published by ",
        "published in ",
        "published on ",
        "published at ",
        "appeared in ",
        "appeared on ",
        "h/t ",
        "h/t: ",
        "hat tip ",
        "hat tip: ",
        "via ",
        "source: ",
        "from ",
        "by ",
        "courtesy of ",
    ] {
        if let Some(at) = lower.find(marker) {
            return capitalised(&words[at + marker.len()..]).filter(|name| !is_time(kit, name));
        }
    }
    // "Originally published Friday": when, not by whom.
    let when = ["published", "appeared", "updated"].iter().any(|word| lower.contains(word));
    if when { None } else { capitalised(words) }
}

/// Whether a month or a day of the week begins a name.
fn is_time(kit: &Kit, name: &str) -> bool {
    let first = name.split([' ', ',', '.']).next().unwrap_or(name).to_lowercase();
    let entries = kit.time_words.entries(&first).iter();
    entries.into_iter().any(|entry| entry.word.month().is_some() || entry.word.weekday().is_some())
}

/// The capitalised words that a text begins with.
fn capitalised(words: &str) -> Option<String> {
    let upper = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let bare = words.trim_start_matches(['(', '[', '“', '"']).trim_start();
    let rest = bare.strip_prefix("the ").unwrap_or(bare);
    let name: Vec<&str> = rest.split_whitespace().take_while(upper).take(6).collect();
    let name = name.join(" ");
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    (!name.is_empty()).then(|| name.to_owned())
}

/// "PORT HALE, May 3 (Reuters) —".
fn bracketed(kit: &Kit, account: &Account, zone: &Zone) -> Option<(String, Span)> {
    let words = account.words(zone.span);
    let open = words.find('(')?;
    let close = open + words[open..].find(')')?;
    let name = words[open + 1..close].trim();
    is_outlet(kit, name).then(|| {
        let start = zone.span.start as usize + open;
        (name.to_owned(), Span::new(start, start + close + 1 - open))
    })
}

/// Fills `relays` of the attributions, nearest hop to the speaker first.
pub(crate) fn trace(kit: &Kit, account: &mut Account) {
    let outlets = outlets_named(kit, account);
    let own = |attribution| own(kit, account, &outlets, attribution);
    let all: Vec<Vec<Relay>> = account.attributions.iter().map(own).collect();
    let mut traced = all.clone();
    for (index, attribution) in account.attributions.iter().enumerate() {
        if attribution.speaker.status == SpeakerStatus::Inferred {
            // By position it is the same speaker's speech, so it came the same way.
            let same =
                |at: &usize| account.attributions[*at].speaker.entities == attribution.speaker.entities;
            if let Some(at) = (index.saturating_sub(8)..index).rev().find(same) {
                traced[index] = traced[at].clone();
            }
        }
        // "The Herald reported that Okoro said": the outlet relays what stands inside its report.
        if let Some(outer) = attribution.within.map(|outer| outer as usize) {
            let hop = outlet_source(kit, account, &account.attributions[outer]);
            traced[index].extend(hop.or_else(|| hidden_inside(account, &all, outer)));
        }
        let start = attribution.content.first().map_or(0, |span| span.start);
        for credit in &account.credits {
            if credit.scope.iter().any(|scope| scope.contains_offset(start as usize)) {
                traced[index].push(Relay {
                    name: Some(credit.name.clone()),
                    span: credit.span,
                    hidden: false,
                });
            }
        }
    }
    for (attribution, relays) in account.attributions.iter_mut().zip(traced) {
        attribution.relays = relays;
    }
}

fn hidden_inside(account: &Account, all: &[Vec<Relay>], outer: usize) -> Option<Relay> {
    let cue = account.attributions[outer].cue.as_ref()?;
    all[outer].iter().find(|relay| relay.hidden && cue.span.overlaps(relay.span)).cloned()
}

/// Hops that the words of the attribution itself show.
fn own(kit: &Kit, account: &Account, outlets: &[Span], attribution: &Attribution) -> Vec<Relay> {
    let mut relays = Vec::new();
    if let Some(to) = attribution.addressee.as_ref().filter(|to| is_outlet(kit, account.words(to.span))) {
        let from = attribution.cue.as_ref().map_or(to.span, |cue| cue.span).cover(to.span);
        let near = from.len() <= to.span.len() + 40;
        let span = if near { from } else { to.span };
        relays.push(Relay { name: Some(plain(account.words(to.span)).to_owned()), span, hidden: false });
    }
    relays.extend(named_beside(account, outlets, attribution));
    if relays.is_empty() && is_hidden(account, attribution) {
        let span = attribution.cue.as_ref().map_or_else(|| attribution.content[0], |cue| cue.span);
        relays.push(Relay { name: None, span, hidden: true });
    }
    relays
}

fn plain(name: &str) -> &str {
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
}

/// "in an interview with the Herald", "quoted by Reuters", "in a post on X": outlets beside the cue.
fn named_beside(account: &Account, outlets: &[Span], attribution: &Attribution) -> Option<Relay> {
    let cue = attribution.cue.as_ref()?;
    let sentence = account.sentence_at(cue.span.start as usize)?;
    let taken = |span: Span| {
        attribution.content.iter().any(|part| part.overlaps(span))
            || attribution.source.is_some_and(|source| source.overlaps(span))
            || attribution.addressee.as_ref().is_some_and(|to| to.span.overlaps(span))
    };
    let first = outlets.partition_point(|span| span.start < sentence.span.start);
    let inside = outlets[first..].iter().take_while(|span| span.end <= sentence.span.end);
    let name = inside.copied().find(|span| !taken(*span) && leads_to(account, *span))?;
    Some(Relay { name: Some(plain(account.words(name)).to_owned()), span: name, hidden: false })
}

/// All mentions of outlets by name, sorted.
fn outlets_named(kit: &Kit, account: &Account) -> Vec<Span> {
    let names = account.entities.iter().flat_map(|entity| &entity.mentions);
    let names = names.filter(|mention| mention.form == MentionForm::Name).map(|mention| mention.span);
    let mut outlets: Vec<Span> = names.filter(|span| is_outlet(kit, account.words(*span))).collect();
    outlets.sort();
    outlets
}

/// Whether the words before an outlet's name make it the channel.
fn leads_to(account: &Account, name: Span) -> bool {
    let first = account.tokens_in(name).start;
    let before: Vec<Cow<'_, str>> =
        (first.saturating_sub(4)..first).map(|token| fold::word(account.token_words(token))).collect();
    let last = before.last().map_or("", |word| &**word);
    let article = usize::from(matches!(last, "the" | "a" | "an"));
    let joint = before.len().checked_sub(1 + article).map_or("", |at| &*before[at]);
    matches!(joint, "with" | "by" | "to" | "on" | "via" | "in" | "for" | "told" | "from")
}

/// "The Herald reported that …": the outlet itself is the source.
fn outlet_source(kit: &Kit, account: &Account, attribution: &Attribution) -> Option<Relay> {
    let source = attribution.source.filter(|source| is_outlet(kit, account.words(*source)))?;
    Some(Relay { name: Some(plain(account.words(source)).to_owned()), span: source, hidden: false })
}

/// "it was reported that", "reports that": somebody relayed it, the text does not say who. "Statements" relay nothing, and
/// a verb without a subject where no passive takes it away ("…, saying that") has one elsewhere in the sentence.
fn is_hidden(account: &Account, attribution: &Attribution) -> bool {
    let Some(cue) = attribution.cue.as_ref() else { return false };
    if attribution.source.is_some() || attribution.act != Act::Asserts {
        return false;
    }
    let tokens = account.tokens_in(cue.span);
    let last = account.tokens[tokens.start as usize..tokens.end as usize].last();
    if last.is_some_and(|token| token.tag == Tag::Noun) {
        return is_relaying_noun(&cue.lemma);
    }
    let known = matches!(attribution.speaker.status, SpeakerStatus::Resolved | SpeakerStatus::Inferred);
    let is_form_of_be = |token: u32| {
        matches!(
            &*fold::word(account.token_words(token)),
            "is" | "are" | "was" | "were" | "be" | "been" | "being"
        )
    };
    let passive = (tokens.start.saturating_sub(2)..tokens.end).any(is_form_of_be);
    !known && passive && is_relaying_verb(&cue.lemma)
}

/// Verbs that pass on what somebody said or found out.
fn is_relaying_verb(lemma: &str) -> bool {
    matches!(
        lemma,
        "report"
            | "say"
            | "claim"
            | "allege"
            | "write"
            | "state"
            | "reveal"
            | "disclose"
            | "announce"
            | "suggest"
            | "rumour"
            | "rumor"
            | "quote"
    )
}

/// Nouns for words that go around: who said them first is not in them.
fn is_relaying_noun(lemma: &str) -> bool {
    matches!(
        lemma,
        "report"
            | "rumour"
            | "rumor"
            | "revelation"
            | "disclosure"
            | "leak"
            | "speculation"
            | "allegation"
            | "accusation"
            | "claim"
            | "assertion"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_marker_names_its_outlet() {
        let kit = Kit::embedded().expect("the kit is sound");
        let name = |words| credited_name(&kit, words);
        assert_eq!(name("The Harbour Courier reports:").as_deref(), Some("The Harbour Courier"));
        assert_eq!(
            name("This story was originally published by the Daily Echo.").as_deref(),
            Some("Daily Echo")
        );
        assert_eq!(name("h/t Coastline").as_deref(), Some("Coastline"));
        assert_eq!(name("reports say:"), None);
        assert_eq!(name("Originally published Friday at noon"), None);
        assert_eq!(name("First published in May 2016"), None);
        assert_eq!(name("İİ via Kestrel Wire").as_deref(), Some("Kestrel Wire"));
    }

    fn account(text: &str) -> Account {
        let kit = Kit::embedded().expect("the kit is sound");
        let page = crate::Page { bytes: text.as_bytes().to_vec(), ..crate::Page::default() };
        crate::read(&kit, page).and_then(|article| crate::annotate(&kit, article)).value
    }

    #[test]
    fn a_second_line_of_credit_ends_the_first() {
        let text = "Mill burns in Ostrand\n\nThe Amber Courier reports:\n\nThe mill of Ostrand burnt down on Monday, \
            and nobody was hurt.\n\nThe Birch Chronicle reports:\n\nThe mill was insured, the council of Ostrand said, \
            and will be built again.\n";
        let account = account(text);
        let ends: Vec<&str> = account
            .credits
            .iter()
            .map(|credit| credit.scope.last().map_or("", |part| account.words(*part).trim_end()))
            .map(|words| words.rsplit(' ').next().unwrap_or(""))
            .collect();
        assert_eq!(ends, ["hurt.", "again."]);
        let hops: Vec<usize> =
            account.attributions.iter().map(|attribution| attribution.relays.len()).collect();
        assert_eq!(hops, [1]);
    }

    #[test]
    fn a_line_of_credit_behind_the_scope_ends_nothing() {
        let text = "The Courier reports:\n\nThe mill burnt down.\n\nThe Echo reports:\n";
        let account = account(text);
        let credit = |name: &str, scope: &str| {
            let find = |words: &str| {
                let start = text.find(words).expect("the words stand in the text");
                Span::new(start, start + words.len())
            };
            let (span, scope) = (find(&format!("{name} reports:")), vec![find(scope)]);
            Credit { name: name.to_owned(), span, scope, end_stated: false, why: "no words say".to_owned() }
        };
        let mut credits = [credit("The Courier", "The mill burnt down."), credit("The Echo", "reports:\n")];
        end_at_the_next(&account, &mut credits);
        assert_eq!(credits[0].why, "no words say");
    }

    #[test]
    fn reports_go_round_and_statements_do_not() {
        let hidden = |text| {
            let account = account(text);
            let relays = account.attributions.iter().flat_map(|attribution| &attribution.relays);
            relays.filter(|relay| relay.hidden).count()
        };
        assert_eq!(hidden("The mayor denied reports that the dam had cracked."), 1);
        assert_eq!(hidden("It was reported that the dam had cracked."), 1);
        assert_eq!(hidden("She was tired of statements that the dam had cracked."), 0);
    }
}
