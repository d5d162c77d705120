//! Do dates stand for the right days?

use super::timeml::{Document, Gold};
use crate::eval::Counts;
use jiff::civil::Date;
use news::{Account, DateMention, PartialDate};

/// Dates whose days are those of a gold value, of the values that name days, weeks, months, quarters, decades or
/// years. What reading sets aside (headers of the wire) is not asked for.
pub(super) fn score(document: &Document, account: &Account) -> Counts {
    let account_zone = |at: usize| account.article.zone_at(at).is_some_and(|zone| zone.kind.is_account());
    let gold: Vec<&Gold> = document.gold.iter().filter(|gold| account_zone(gold.start)).collect();
    let is_point = |gold: &Gold| gold.kind == "DATE" || gold.kind == "TIME";
    let mut taken = vec![false; gold.len()];
    let mut counts = Counts::default();
    for mention in &account.dates {
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        let overlapping = |(at, gold): &(usize, &&Gold)| !taken[*at] && gold.start < end && start < gold.end;
        let hit = gold.iter().enumerate().find(overlapping);
        let hit = hit.map(|(at, gold)| {
            taken[at] = true;
            *gold
        });
        if hit.is_some_and(|gold| !is_point(gold)) {
            continue;
        }
        let Some(value) = shown(mention) else { continue };
        counts.found += 1;
        counts.right +=
            usize::from(hit.is_some_and(|gold| gold.value.split('T').next() == Some(value.as_str())));
    }
    let valued = |gold: &&&Gold| is_point(gold) && gold.value.starts_with(|c: char| c.is_ascii_digit());
    counts.gold = gold.iter().filter(valued).count();
    counts
}

/// The days as a TIMEX3 value; `None` where the mention has several or none.
fn shown(mention: &DateMention) -> Option<String> {
    if let [only] = mention.candidates.as_slice() {
        return Some(only.to_string());
    }
    let interval = mention.interval?;
    let from = interval.from?;
    let Some(to) = interval.to else { return Some(from.to_string()) };
    let decade = from.month.is_none() && from.year % 10 == 0 && to.year - from.year == 9;
    if decade {
        return Some((from.year / 10).to_string());
    }
    let quarter = from.day.is_none()
        && to.month.zip(from.month).is_some_and(|(to, from)| to == from + 2 && to % 3 == 0);
    if quarter {
        return Some(format!("{}-Q{}", from.year, to.month? / 3));
    }
    let date = |day: PartialDate| Date::new(day.year, day.month? as i8, day.day? as i8).ok();
    let (first, last) = (date(from)?, date(to)?);
    let days = first.until(last).ok()?.get_days();
    let week = first.iso_week_date();
    match days {
        6 => Some(format!("{:04}-W{:02}", week.year(), week.week())),
        1 => Some(format!("{:04}-W{:02}-WE", week.year(), week.week())),
        _ => None,
    }
}
