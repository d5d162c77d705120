//! When was it published, and when changed last? Every statement of the page with its trust; the most trusted wins.
//!
//! Trust falls from structured data over the address to what the page shows, and with the distance from the
//! headline. What readers wrote and what other articles are dated never counts.

mod address;
mod scripts;
mod visible;

use super::statements::{Origin, Stated, Statements};
use crate::read::dates::{self, DateWords, Order};
use crate::read::html::outline::Outline;
use crate::read::html::zones::Page;
use crate::read::layout::Layout;
use crate::read::published;
use news::{Field, Note, NoteCode, OffsetMap, PartialDate, Published, Span, Text};
use std::ops::Range;

/// What the search for dates looks at.
pub(super) struct View<'v> {
    pub(super) words: &'v DateWords,
    pub(super) html: &'v str,
    pub(super) text: &'v str,
    pub(super) page: &'v Page<'v>,
    pub(super) outline: &'v Outline<'v>,
    pub(super) headline: Option<usize>,
    /// ISO 639-1, or empty.
    pub(super) language: String,
    pub(super) order: Order,
}

/// One sign of a day.
#[derive(Debug, Clone)]
struct Evidence {
    days: Vec<PartialDate>,
    trust: i32,
    why: String,
    /// Where the page shows it.
    shown: Option<Span<Text>>,
    /// Where it stands in markup, as written.
    stated: Option<(String, Range<usize>)>,
}

/// Days by trust. Order of publication first, then of change.
#[derive(Debug, Default)]
struct Collected {
    published: Vec<Evidence>,
    modified: Vec<Evidence>,
    /// Statements that name no day that exists.
    bad: Vec<Stated>,
}

/// Structured data at or above this trust needs no look at the rest of the page.
const SETTLED: i32 = 76;
/// Reasons that are given for one day.
const MAX_REASONS: usize = 4;

/// Fills the days of publication and of change.
pub(super) fn put(view: &View<'_>, stated: &Statements, under: &OffsetMap, layout: &mut Layout) {
    let mut all = Collected::default();
    statements(view, stated, &mut all);
    visible::marked(view, &mut all);
    addresses(stated, &mut all);
    visible::near(view, &mut all);
    if best(&all.published).is_none_or(|best| best.trust < SETTLED) {
        scripts::find(view, &mut all);
        visible::far(view, &mut all);
        pictures(stated, &mut all);
    }
    // A page that states no day of publication was published on the day of its last change, or before.
    let changed = all.modified.iter().cloned().map(|mut one| {
        one.trust -= 36;
        one
    });
    let changed: Vec<Evidence> = changed.collect();
    all.published.extend(changed);
    settle(&mut all.published, view.order);
    settle(&mut all.modified, view.order);
    layout.published = chosen(&all.published, under);
    layout.modified = chosen(&all.modified, under);
    if layout.published.candidates.is_empty()
        && let Some(bad) = all.bad.first()
    {
        layout.notes.push(Note {
            code: NoteCode::BadDate,
            span: None,
            message: format!("the page states “{}” as its date, which is no day", short(&bad.value)),
        });
    }
}

fn short(value: &str) -> String {
    value.chars().take(40).collect()
}

/// The most trusted, the first of equals.
fn best(all: &[Evidence]) -> Option<&Evidence> {
    all.iter().reduce(|best, one| if one.trust > best.trust { one } else { best })
}

/// Where day and month could change places, other evidence on the page may tell, else the custom of its language.
fn settle(all: &mut [Evidence], order: Order) {
    let certain: Vec<PartialDate> =
        all.iter().filter(|one| one.days.len() == 1).map(|one| one.days[0]).collect();
    for one in all.iter_mut().filter(|one| one.days.len() > 1) {
        let agreed: Vec<PartialDate> = one.days.iter().filter(|day| certain.contains(day)).copied().collect();
        match agreed[..] {
            [only] => one.days = vec![only],
            _ if order != Order::Unknown => one.days.truncate(1),
            _ => {}
        }
    }
}

/// The days of the most trusted evidence. Agreement adds trust; a moment of universal time gives way to the day
/// that the page shows, which is the day where it was written.
fn winner(all: &[Evidence]) -> Option<&Evidence> {
    let backed = |one: &Evidence| {
        let mut others: Vec<&str> = all
            .iter()
            .filter(|other| other.days == one.days && other.why != one.why && other.trust >= 40)
            .map(|other| other.why.as_str())
            .collect();
        others.sort_unstable();
        others.dedup();
        one.trust + 5 * others.len().min(3) as i32
    };
    let mut best: Option<(i32, &Evidence)> = None;
    for one in all {
        let trust = backed(one);
        if best.is_none_or(|(most, _)| trust > most) {
            best = Some((trust, one));
        }
    }
    let (_, best) = best?;
    let in_universal = best.stated.as_ref().is_some_and(|(value, _)| is_universal(value));
    let local = all.iter().filter(|one| {
        one.trust >= 54
            && one.days.len() == 1
            && !one.stated.as_ref().is_some_and(|(value, _)| is_universal(value))
    });
    let next = local.clone().find(|one| one.days != best.days && is_next_day(&one.days, &best.days));
    let same = local.clone().any(|one| one.days == best.days);
    if in_universal && !same { next.or(Some(best)) } else { Some(best) }
}

/// A moment with its hour in universal time.
fn is_universal(value: &str) -> bool {
    let value = value.trim();
    let zoned = value.ends_with('Z')
        || value.ends_with("+00:00")
        || value.ends_with("+0000")
        || value.ends_with("GMT");
    zoned && value.contains(':') || seconds(value).is_some()
}

fn is_next_day(one: &[PartialDate], other: &[PartialDate]) -> bool {
    let date = |days: &[PartialDate]| {
        let day = days.first()?;
        jiff::civil::Date::new(day.year, day.month? as i8, day.day? as i8).ok()
    };
    match (date(one), date(other)) {
        (Some(one), Some(other)) => {
            one.tomorrow().is_ok_and(|day| day == other) || other.tomorrow().is_ok_and(|day| day == one)
        }
        _ => false,
    }
}

fn chosen(all: &[Evidence], under: &OffsetMap) -> Published {
    let mut result = Published::default();
    let Some(first) = winner(all) else { return result };
    let mut agreeing: Vec<&Evidence> = all.iter().filter(|one| one.days == first.days).collect();
    agreeing.sort_by_key(|one| -one.trust);
    let mut said: Vec<&str> = Vec::new();
    for one in agreeing {
        if said.contains(&one.why.as_str()) || said.len() >= MAX_REASONS {
            continue;
        }
        said.push(&one.why);
        published::add(&mut result, one.days.clone(), &one.why, one.shown);
        if let Some((value, range)) = &one.stated {
            let span = Some(under.to_raw(Span::new(range.start, range.end)));
            result.stated.push(Field { value: value.clone(), span });
        }
    }
    result
}

/// Days of a value that was made for machines: ISO, RFC, seconds since 1970, or as people write them.
fn days(view: &View<'_>, value: &str) -> Vec<PartialDate> {
    let value = value.trim();
    if value.len() > 200 {
        return Vec::new();
    }
    if let Some(day) = seconds(value) {
        return vec![day];
    }
    let found = dates::find(view.words, value, &view.language, view.order);
    found
        .into_iter()
        .next()
        .map(|one| one.days)
        .unwrap_or_default()
        .into_iter()
        .filter(is_plausible)
        .collect()
}

/// Seconds or milliseconds since 1970.
fn seconds(value: &str) -> Option<PartialDate> {
    let whole = value.split('.').next().unwrap_or("");
    if !matches!(whole.len(), 10 | 13) || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = if whole.len() == 13 { number / 1000 } else { number };
    let day = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date();
    let day = PartialDate::day(day.year(), day.month() as u8, day.day() as u8);
    is_plausible(&day).then_some(day)
}

/// Web pages are no older than the web; archives of print state older days, and no page one of the far future.
fn is_plausible(day: &PartialDate) -> bool {
    (1850..2100).contains(&day.year) && !(day.year == 1970 && day.month == Some(1) && day.day == Some(1))
}

fn statements(view: &View<'_>, stated: &Statements, all: &mut Collected) {
    for (list, is_change) in [(&stated.published, false), (&stated.modified, true)] {
        for one in list {
            let days = days(view, &one.value);
            if days.is_empty() {
                all.bad.extend((!is_change).then(|| one.clone()));
                continue;
            }
            let trust = match one.origin {
                Origin::Given | Origin::Article => 100,
                Origin::Meta => 96,
                Origin::Page => 88,
                Origin::Microdata => 84,
                Origin::Vague | Origin::Title | Origin::Shown => 56,
            };
            let what = if is_change { "its last change" } else { "its publication" };
            let why = format!("the page states this day of {what} in {}", one.origin.place());
            let evidence = Evidence {
                days,
                trust,
                why,
                shown: None,
                stated: Some((one.value.clone(), one.range.clone())),
            };
            if is_change { all.modified.push(evidence) } else { all.published.push(evidence) }
        }
    }
}

fn addresses(stated: &Statements, all: &mut Collected) {
    for one in &stated.addresses {
        let Some((day, is_folder)) = address::day(&one.value) else { continue };
        let trust = if matches!(one.origin, Origin::Meta | Origin::Given) { 78 } else { 74 };
        let trust = if is_folder { trust } else { trust - 12 };
        let why = "the address of the page holds this day".to_owned();
        let is_given = one.origin == Origin::Given;
        let stated = (!is_given).then(|| (one.value.clone(), one.range.clone()));
        all.published.push(Evidence { days: vec![day], trust, why, shown: None, stated });
    }
}

fn pictures(stated: &Statements, all: &mut Collected) {
    for one in &stated.pictures {
        if let Some((day, _)) = address::day(&one.value) {
            let why = "the address of the page's picture holds this day".to_owned();
            let stated = Some((one.value.clone(), one.range.clone()));
            all.published.push(Evidence { days: vec![day], trust: 24, why, shown: None, stated });
        }
    }
}

/// Which number of `05/04/2023` is the day, by the page's language and address.
pub(super) fn order(language: &str, address: &str) -> Order {
    let lower = language.to_ascii_lowercase().replace('_', "-");
    let host = address.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(['/', ':', '?']).next().unwrap_or("");
    let top = host.rsplit('.').next().unwrap_or("");
    let land = lower.split('-').nth(1).unwrap_or("");
    // "/en-gb/" in the path of an address.
    let folder = address
        .split('/')
        .skip(3)
        .find_map(|folder| folder.strip_prefix("en-").filter(|land| land.len() == 2));
    let land = if land.is_empty() { folder.unwrap_or("") } else { land };
    let month_first = ["us", "ph", "fm", "pr", "gu"];
    if month_first.contains(&land) && land == "us" || ["us", "gov", "mil"].contains(&top) {
        return Order::MonthFirst;
    }
    let of_the_world = ["com", "org", "net", "info", "edu", "io", "co", "tv", "news", ""];
    let spoken = lower.split('-').next().unwrap_or("");
    match spoken {
        "en" if !land.is_empty() && land != "us" => Order::DayFirst,
        "en" | "" if !of_the_world.contains(&top) && top.len() == 2 && !month_first.contains(&top) => {
            Order::DayFirst
        }
        "en" | "" | "tl" | "fil" => Order::Unknown,
        _ => Order::DayFirst,
    }
}
