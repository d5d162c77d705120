//! What supports nothing, and what do the texts not tell?

use crate::view::account::{Account, Attribution};
use crate::view::place::Place;
use crate::view::{Passage, View};
use std::collections::BTreeMap;

/// Zones of one account that support nothing.
pub(crate) struct SetAside {
    /// Index of the account.
    pub(crate) account: usize,
    /// Kind of zone and how many, in order of first appearance.
    pub(crate) counts: Vec<(String, usize)>,
    /// Their share of the text in whole percents.
    pub(crate) percent: usize,
}

/// Something that one account does not tell.
pub(crate) struct Unknown<'v> {
    /// Index of the account.
    pub(crate) account: usize,
    /// In words.
    pub(crate) what: String,
    /// Where it shows.
    pub(crate) passages: Vec<Passage>,
    /// Why it is concluded nevertheless, where it is.
    pub(crate) why: Option<&'v str>,
}

/// Per account that has any: what was set aside.
pub(super) fn set_aside(view: &View) -> Vec<SetAside> {
    let mut list = Vec::new();
    for (index, account) in view.accounts.iter().enumerate() {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        let mut bytes = 0;
        for zone in account.page.zones.iter().filter(|zone| !zone.is_account && !is_metadata(zone.kind)) {
            bytes += zone.span.text.len();
            match counts.iter_mut().find(|(kind, _)| *kind == zone.kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((zone.kind, 1)),
            }
        }
        if !counts.is_empty() {
            let counts = counts.into_iter().map(|(kind, count)| (zone_words(kind, count), count)).collect();
            let percent = (bytes * 100).checked_div(account.text.len()).unwrap_or(0);
            list.push(SetAside { account: index, counts, percent });
        }
    }
    list
}

/// Bylines, credits and corrections are used, though the outlet does not speak in them about the event.
fn is_metadata(kind: &str) -> bool {
    matches!(kind, "byline" | "credit" | "correction")
}

/// The kind of zone in words: `comments`, `comment form`.
pub(crate) fn zone_words(kind: &str, count: usize) -> String {
    let words = match kind {
        "boilerplate" => {
            return if count == 1 { "piece of page furniture" } else { "pieces of page furniture" }
                .to_owned();
        }
        "related" => return if count == 1 { "teaser" } else { "teasers" }.to_owned(),
        other => other.replace('_', " "),
    };
    if count == 1 { words } else { format!("{words}s") }
}

/// Everything that the texts do not tell, account by account.
pub(super) fn list(view: &View) -> Vec<Unknown<'_>> {
    let mut list = Vec::new();
    for (index, account) in view.accounts.iter().enumerate() {
        let missing = missing_fields(account);
        if !missing.is_empty() {
            let what = format!("not in text: {}", missing.join(", "));
            list.push(Unknown { account: index, what, passages: Vec::new(), why: None });
        }
        hidden_relays(account, index, &mut list);
        speakers(account, index, &mut list);
    }
    list
}

fn missing_fields(account: &Account) -> Vec<&'static str> {
    let fields = [
        (account.page.outlet.is_none(), "outlet"),
        (account.page.published.candidates.is_empty(), "date of publication"),
        (account.page.authors.is_none(), "authors"),
        (account.page.headline.is_none(), "headline"),
    ];
    fields.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, name)| name).collect()
}

fn passage(account: &Account, index: usize, span: Place) -> Passage {
    Passage { account: account.page.id.clone(), span, index }
}

fn hidden_relays<'v>(account: &'v Account, index: usize, list: &mut Vec<Unknown<'v>>) {
    let relays = account.attributions.iter().flat_map(|attribution| &attribution.relays);
    let relays = relays.chain(account.claims.iter().flat_map(|claim| &claim.relays));
    let mut spans: Vec<Place> = relays.filter(|relay| relay.hidden).map(|relay| relay.span).collect();
    spans.sort_unstable();
    spans.dedup();
    if !spans.is_empty() {
        let passages = spans.into_iter().map(|span| passage(account, index, span)).collect();
        let what = "through whom it came (hidden relay)".to_owned();
        list.push(Unknown { account: index, what, passages, why: None });
    }
}

/// One line for speakers that the text does not tell, one for those it withholds, one per reason of inference.
fn speakers<'v>(account: &'v Account, index: usize, list: &mut Vec<Unknown<'v>>) {
    let mut groups: BTreeMap<(&str, Option<&'v str>), Vec<Passage>> = BTreeMap::new();
    for attribution in &account.attributions {
        let speaker = &attribution.speaker;
        if speaker.status == "resolved" {
            continue;
        }
        if let Some(place) = place_of_source(attribution) {
            let key = (speaker.status, speaker.why.as_deref());
            groups.entry(key).or_default().push(passage(account, index, place));
        }
    }
    for ((status, why), passages) in groups {
        let what = match status {
            "anonymous" => "who speaks: the text withholds the name",
            "inferred" => "who speaks: concluded, not stated",
            _ => "who speaks: the text does not tell",
        };
        list.push(Unknown { account: index, what: what.to_owned(), passages, why });
    }
}

/// The words that name the source, or else what is said.
fn place_of_source(attribution: &Attribution) -> Option<Place> {
    match &attribution.source {
        Some(source) => Some(source.span),
        None => attribution.content.first().copied(),
    }
}
