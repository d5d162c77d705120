//! Which days do data inside scripts and broken markup state? Keys such as `"publishedAt"`, looked up in the bytes.

use super::{Collected, Evidence, View, days, is_plausible};
use memchr::memmem;

/// Keys whose values are days of publication, without their first letter: `datePublished`, `DatePublished`.
const KEYS: [&str; 16] = [
    "atePublished",
    "ublishedAt",
    "ublished_at",
    "ublishDate",
    "ublishedDate",
    "ublished_date",
    "ublish_date",
    "ublicationDate",
    "ublication_date",
    "ublished_time",
    "ubDate",
    "ubdate",
    "irstPublished",
    "irst_published",
    "ublishTime",
    "isplayDate",
];
/// Keys whose values are days on which something was made.
const VAGUE: [&str; 4] = ["created_at", "reatedAt", "ateCreated", "reated_time"];
/// Each key holds one of these, so that a few looks at the page do for all of them.
const ANCHORS: [&str; 5] = ["ubli", "ubDate", "ubdate", "isplayDate", "reate"];
/// Places of one key that are looked at.
const MAX_PLACES: usize = 12;
/// Bytes of a page that are searched.
const MAX_BYTES: usize = 8 << 20;

pub(super) fn find(view: &View<'_>, all: &mut Collected) {
    let html = crate::read::wording::prefix(view.html, MAX_BYTES);
    let mut anchors: Vec<(&str, Vec<usize>)> = Vec::with_capacity(ANCHORS.len());
    for anchor in ANCHORS {
        anchors.push((anchor, memmem::find_iter(html.as_bytes(), anchor).collect()));
    }
    for (keys, trust) in [(&KEYS[..], 62), (&VAGUE[..], 40)] {
        let mut found = Vec::new();
        for key in keys {
            // The first letters of a key may stand before its anchor.
            let held = anchors.iter().find_map(|(anchor, at)| Some((key.find(anchor)?, at)));
            let Some((before, at)) = held else { continue };
            let starts = at.iter().filter_map(|at| at.checked_sub(before));
            places(view, html, key, trust, starts, &mut found);
        }
        // Data of several articles say little about this one; broken JSON-LD that agrees is as good as any.
        let several = found.iter().any(|one: &Evidence| one.days != found[0].days);
        let gain = match () {
            () if several => -10,
            () if keys.len() == KEYS.len() && found.len() >= 2 => 10,
            () => 0,
        };
        all.published.extend(found.into_iter().map(|one| Evidence { trust: one.trust + gain, ..one }));
    }
}

fn places(
    view: &View<'_>,
    html: &str,
    key: &str,
    trust: i32,
    starts: impl Iterator<Item = usize>,
    found: &mut Vec<Evidence>,
) {
    let is_key = |at: &usize| html.get(*at..*at + key.len()) == Some(key);
    for at in starts.filter(is_key).take(MAX_PLACES) {
        let from = at + key.len();
        let Some((value, start)) = value(html, from) else { continue };
        let days: Vec<_> = days(view, value).into_iter().filter(is_plausible).collect();
        if !days.is_empty() {
            let why = "data in the page's source state this day".to_owned();
            let stated = Some((value.to_owned(), start..start + value.len()));
            found.push(Evidence { days, trust, why, shown: None, stated });
        }
    }
}

/// The value after a key: past quotation marks, escapes, a colon or an equals sign.
fn value(html: &str, from: usize) -> Option<(&str, usize)> {
    let rest = crate::read::wording::prefix(&html[from..], 120);
    let after = rest.trim_start_matches(['"', '\'', '\\']).trim_start();
    let sign = after.chars().next().filter(|c| matches!(c, ':' | '=' | ','))?;
    let after = after[sign.len_utf8()..].trim_start();
    let after = after
        .trim_start_matches(['"', '\'', '\\', '&'])
        .trim_start_matches("quot;")
        .trim_start_matches("content=")
        .trim_start_matches(['"', '\'']);
    let start = from + (rest.len() - after.len());
    let end = after.find(['"', '\'', '\\', '<', '>', '}', '&', '\n', ';']).unwrap_or(after.len());
    Some((&after[..end], start)).filter(|(value, _)| value.len() >= 8)
}
