//! Who gets to speak, how long and with which verbs?
//!
//! Words count where they stand inside quotation marks, once each, for the person whose tag stands outside
//! the marks. Reporting verbs are the outlet's choice: they are counted per speaker, but not those that a
//! quoted speaker uses. Shares and comparisons are left to the reports.

use super::utterances::renderings::shared_index;
use news::{Account, Attitude, Attribution, SharedEntity, Span, Voice, ZoneKind};
use std::collections::BTreeMap;

/// What is counted for one speaker in one account.
#[derive(Default)]
struct Tally {
    quoted: Vec<Span>,
    cues: BTreeMap<String, u32>,
    neutral: u32,
    doubting: u32,
    endorsing: u32,
}

/// One voice per speaker and account, sorted.
pub(crate) fn count(accounts: &[Account], entities: &[SharedEntity]) -> Vec<Voice> {
    let shared = shared_index(entities);
    let mut tallies: BTreeMap<(u32, u32), Tally> = BTreeMap::new();
    for (index, account) in accounts.iter().enumerate() {
        let index = index as u32;
        let owners = owners(account);
        for (at, attribution) in account.attributions.iter().enumerate() {
            if attribution.deed || attribution.source.is_some_and(|source| account.is_quoted(source)) {
                continue;
            }
            for &id in &attribution.speaker.entities {
                let Some(&speaker) = shared.get(&(index, id)) else { continue };
                let tally = tallies.entry((speaker, index)).or_default();
                let own = attribution
                    .quoted
                    .iter()
                    .filter(|&span| owners.get(&(span.start, span.end)) == Some(&at));
                tally.quoted.extend(own);
                note_cue(tally, account, attribution);
            }
        }
    }
    tallies
        .into_iter()
        .map(|((speaker, account), tally)| Voice {
            speaker,
            account,
            quoted_words: words_in(&accounts[account as usize], tally.quoted),
            cues: tally.cues.into_iter().collect(),
            neutral: tally.neutral,
            doubting: tally.doubting,
            endorsing: tally.endorsing,
        })
        .collect()
}

/// Which attribution each quoted span belongs to: the innermost whose source stands outside quotation marks.
fn owners(account: &Account) -> BTreeMap<(u32, u32), usize> {
    let mut owners: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for (at, attribution) in account.attributions.iter().enumerate() {
        if attribution.source.is_some_and(|source| account.is_quoted(source)) {
            continue;
        }
        for span in &attribution.quoted {
            let owner = owners.entry((span.start, span.end)).or_insert(at);
            let inner = account.attributions[at].within.is_some_and(|outer| outer as usize == *owner);
            if inner {
                *owner = at;
            }
        }
    }
    owners
}

/// Headlines and pull quotes repeat the body; their verbs would be counted twice.
fn note_cue(tally: &mut Tally, account: &Account, attribution: &Attribution) {
    let Some(cue) = &attribution.cue else { return };
    if account.is_quoted(cue.span) || attribution.zone == ZoneKind::PullQuote {
        return;
    }
    *tally.cues.entry(cue.lemma.clone()).or_default() += 1;
    match cue.attitude {
        Attitude::Neutral => tally.neutral += 1,
        Attitude::Doubting => tally.doubting += 1,
        Attitude::Endorsing => tally.endorsing += 1,
    }
}

/// Words (parted by white space) of the spans, each once.
fn words_in(account: &Account, mut spans: Vec<Span>) -> u32 {
    spans.sort();
    let mut words = 0;
    let mut reached = 0;
    for span in spans {
        let start = (span.start.max(reached)) as usize;
        let part = Span::new(start, span.end as usize).of(account.text());
        words += part.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        reached = reached.max(span.end);
    }
    words as u32
}
