//! Which days do data inside scripts and broken markup state? Keys such as `"publishedAt"`, looked up in the bytes.

use super::visible::FOREIGN;
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
/// Bytes before a place, and brackets around it, that are looked at for whose data these are.
const MAX_AROUND: usize = 20_000;
const MAX_OPEN: usize = 6;
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
        if in_markup_of_readers(view, start) || in_data_of_readers(html, at) {
            continue;
        }
        let days: Vec<_> = days(view, value).into_iter().filter(is_plausible).collect();
        if !days.is_empty() {
            let why = "data in the page's source state this day".to_owned();
            let stated = Some((value.to_owned(), start..start + value.len()));
            found.push(Evidence { days, trust, why, shown: None, stated });
        }
    }
}

/// Whether a value is that of a moment which the markup puts into a comment or a post from elsewhere.
fn in_markup_of_readers(view: &View<'_>, start: usize) -> bool {
    let times = &view.outline.times;
    let at = times.partition_point(|time| time.range.end <= start);
    let around = times.get(at).filter(|time| time.range.start <= start);
    around.is_some_and(|time| view.page.context[time.region as usize].has(FOREIGN))
}

/// Whether data that hold this place are a comment by their type, or stand in a list of comments.
fn in_data_of_readers(html: &str, at: usize) -> bool {
    let bytes = html.as_bytes();
    let before = &bytes[at.saturating_sub(MAX_AROUND)..at];
    let (mut inside, mut open) = (0usize, 0);
    for (index, byte) in before.iter().enumerate().rev() {
        match byte {
            b'}' | b']' => inside += 1,
            b'{' | b'[' if inside > 0 => inside -= 1,
            b'{' | b'[' => {
                open += 1;
                let head = before[..index].trim_ascii_end();
                let is_own = open == 1 && *byte == b'{';
                if ends_with_comments(head) || is_own && is_comment(&before[index..], &bytes[at..]) {
                    return true;
                }
            }
            // Data end where their element begins.
            b'>' if inside == 0 => return false,
            _ => {}
        }
        if open == MAX_OPEN {
            return false;
        }
    }
    false
}

/// Whether the key before a bracket names comments: `"comment": [`, `userComments:{`.
fn ends_with_comments(head: &[u8]) -> bool {
    let is_sign = |byte: &u8| matches!(byte, b'"' | b'\'' | b'\\' | b':') || byte.is_ascii_whitespace();
    let length = head.iter().rposition(|byte| !is_sign(byte)).map_or(0, |last| last + 1);
    let start = head[..length].iter().rposition(|byte| !byte.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
    let key = head[start..length].to_ascii_lowercase();
    head.len() > length && (key.ends_with(b"comment") || key.ends_with(b"comments"))
}

/// Whether an object has the type of comments, by the part before a place and the part after it.
fn is_comment(before: &[u8], after: &[u8]) -> bool {
    let end = after.iter().position(|byte| *byte == b'}').unwrap_or(after.len());
    let has = |part: &[u8]| memmem::find(part, b"\"Comment\"").is_some();
    has(before) || has(&after[..end])
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
