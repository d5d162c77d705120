//! In which order did things happen, by the accounts' own words?
//!
//! Times with days come first, by their first and then their last possible day; what "has since" happened follows
//! the time that it counts from; weekdays of unknown weeks, times told by events alone and vague times come last,
//! in that order. Two times share an entry only if both are one day, month or stretch, or if the chronology took
//! them for the same time: equal sets of possible days are not one day.

use crate::fold;
use news::{Account, Comparison, DateMention, PartialDate, Passage, TimeRelation, TimelineEntry};

/// Days of a set that an entry names one by one.
const NAMED: usize = 7;
/// How many times back "since then" may count from, and over how many bytes of text.
const LOOK_BACK: usize = 4;
const NEAR: u32 = 600;

/// Where a time stands in the order: declared in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Dated,
    Undated,
    BeforePublication,
    AfterPublication,
}

/// A day as numbers that sort; 0 and 99 stand for the open sides of a month or year.
type Edge = (i16, u8, u8);

/// When a time lies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Moment {
    rank: Rank,
    first: Edge,
    last: Edge,
    /// Whether it lies after the days rather than on them.
    after: bool,
}

/// An entry while it is gathered.
struct Draft {
    moment: Moment,
    when: String,
    /// Whether the same moment in another place is the same time.
    exact: bool,
    passages: Vec<Passage>,
    /// Passages of other times that the chronology took for this one.
    same: Vec<Passage>,
    words: String,
}

/// Entries in order of time.
pub(crate) fn order(accounts: &[Account], comparison: &Comparison) -> Vec<TimelineEntry> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (index, account) in accounts.iter().enumerate() {
        let Some(chronology) = comparison.chronologies.get(index) else { continue };
        for (at, mention) in chronology.dates.iter().enumerate() {
            drafts.push(draft(account, index as u32, &chronology.dates, at, mention));
        }
    }
    drafts.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut entries: Vec<Draft> = Vec::new();
    let mut open = 0;
    for draft in drafts {
        // Only entries of the same moment and words can take it in, and these stand together.
        if entries.get(open).is_some_and(|first| (&first.moment, &first.when) != (&draft.moment, &draft.when))
        {
            open = entries.len();
        }
        match entries[open..].iter_mut().find(|entry| belongs(entry, &draft)) {
            Some(entry) => {
                entry.passages.extend(draft.passages);
                entry.same.extend(draft.same);
            }
            None => entries.push(draft),
        }
    }
    let finished = entries.into_iter().map(|mut entry| {
        entry.passages.sort_unstable();
        TimelineEntry { when: entry.when, passages: entry.passages }
    });
    finished.collect()
}

/// What entries are sorted by: nothing that depends on the order of accounts, short of equal words at equal places.
fn key(draft: &Draft) -> (&Moment, &str, u32) {
    (&draft.moment, &draft.when, draft.passages.first().map_or(0, |passage| passage.span.start))
}

/// Whether a time belongs to an entry of the same moment.
fn belongs(entry: &Draft, draft: &Draft) -> bool {
    if entry.when != draft.when {
        return false;
    }
    let told =
        |draft: &Draft, other: &Draft| draft.same.iter().any(|passage| other.passages.contains(passage));
    let repeated = entry.words == draft.words
        && entry
            .passages
            .iter()
            .any(|passage| draft.passages.first().is_some_and(|own| own.account == passage.account));
    (entry.exact && draft.exact) || repeated || told(entry, draft) || told(draft, entry)
}

fn draft(account: &Account, index: u32, dates: &[DateMention], at: usize, mention: &DateMention) -> Draft {
    let passage = Passage { account: index, span: mention.span };
    let words = fold::text(account.words(mention.span));
    let shown: Vec<&str> = account.words(mention.span).split_whitespace().collect();
    let shown = shown.join(" ");
    let elsewhere = mention.reasons.iter().flat_map(|reason| reason.passages.iter().copied());
    let same = elsewhere.filter(|other| other.account != index).collect();
    let (moment, when, exact) = match (edges(mention), mention.relation) {
        (Some((first, last)), _) => {
            let moment = Moment { rank: Rank::Dated, first, last, after: false };
            (moment, when(mention), mention.candidates.len() == 1 || mention.interval.is_some())
        }
        (None, Some(TimeRelation::BeforePublication)) => {
            (unplaced(Rank::BeforePublication, 0), "before publication".to_string(), true)
        }
        (None, Some(TimeRelation::AfterPublication)) => {
            (unplaced(Rank::AfterPublication, 0), "after publication".to_string(), true)
        }
        (None, Some(TimeRelation::Since | TimeRelation::After)) if is_adverb(&words) => {
            since_then(dates, at, mention).unwrap_or_else(|| (unplaced(Rank::Undated, 9), shown, false))
        }
        (None, Some(TimeRelation::Since | TimeRelation::After | TimeRelation::Before)) => {
            (unplaced(Rank::Undated, 8), shown, false)
        }
        (None, None) => (unplaced(Rank::Undated, weekday(&words)), shown, false),
    };
    Draft { moment, when, exact, passages: vec![passage], same, words }
}

/// A moment without days; `order` sorts among its like.
fn unplaced(rank: Rank, order: u8) -> Moment {
    let edge = (0, order, 0);
    Moment { rank, first: edge, last: edge, after: false }
}

/// "since", "later" alone: they count from the time before, not from an event in the phrase.
fn is_adverb(words: &str) -> bool {
    !words.contains(' ')
}

/// After the latest dated time before in the same account.
fn since_then(dates: &[DateMention], at: usize, mention: &DateMention) -> Option<(Moment, String, bool)> {
    let before = dates.get(..at)?.iter().rev().take(LOOK_BACK);
    let near = before.take_while(|other| mention.span.start.saturating_sub(other.span.end) <= NEAR);
    let mut dated = near.filter_map(|other| Some((edges(other)?, other)));
    let ((first, last), anchor) = dated.next()?;
    let moment = Moment { rank: Rank::Dated, first, last, after: true };
    Some((moment, format!("after {}", when(anchor)), false))
}

/// First and last day that a time can stand for.
fn edges(mention: &DateMention) -> Option<(Edge, Edge)> {
    if let Some(interval) = mention.interval {
        let first = interval.from.map_or((0, 0, 0), first_day);
        return Some((first, interval.to.map_or((i16::MAX, 0, 0), last_day)));
    }
    let first = mention.candidates.first().map(|day| first_day(*day))?;
    Some((first, mention.candidates.last().map_or(first, |day| last_day(*day))))
}

fn first_day(date: PartialDate) -> Edge {
    (date.year, date.month.unwrap_or(0), date.day.unwrap_or(0))
}

fn last_day(date: PartialDate) -> Edge {
    (date.year, date.month.unwrap_or(99), date.day.unwrap_or(99))
}

/// The days as a reader takes them in.
fn when(mention: &DateMention) -> String {
    if let Some(interval) = mention.interval {
        let end = |date: Option<PartialDate>| date.map_or("..".to_string(), |date| date.to_string());
        return format!("{}/{}", end(interval.from), end(interval.to));
    }
    match mention.candidates.as_slice() {
        [] => String::new(),
        [only] => only.to_string(),
        few if few.len() <= NAMED => {
            let days: Vec<String> = few.iter().map(ToString::to_string).collect();
            format!("one of {}", days.join(", "))
        }
        [first, .., last] => format!("between {first} and {last}, {} possible", mention.candidates.len()),
    }
}

/// Order of a weekday without its week, 1 for Monday; 7 and more for all else.
fn weekday(words: &str) -> u8 {
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    let found = days.iter().position(|day| words.split(' ').any(|word| word == *day));
    found.map_or(7, |at| at as u8 + 1)
}

#[cfg(test)]
mod tests {
    use crate::{Kit, Page, annotate, collate, read};

    /// The timeline of some accounts: when, and the words of its passages.
    fn timeline(texts: &[&str]) -> Vec<String> {
        let kit = Kit::embedded().expect("the kit is sound");
        let annotated = texts.iter().map(|text| {
            let page = Page { id: "A".into(), bytes: text.as_bytes().to_vec(), ..Default::default() };
            read(&kit, page).and_then(|article| annotate(&kit, article)).value
        });
        let accounts: Vec<_> = annotated.collect();
        let comparison = collate(&kit, &accounts).value;
        let shown = comparison.timeline.iter().map(|entry| {
            let words: Vec<&str> =
                entry.passages.iter().map(|at| accounts[at.account as usize].words(at.span)).collect();
            format!("{}: {}", entry.when, words.join(" | "))
        });
        shown.collect()
    }

    #[test]
    fn years_months_and_what_came_since_stand_in_order() {
        assert_eq!(
            timeline(&[
                "The bridge closed in June 2015. It was built in 1962. The mayor has since resigned. He recently moved."
            ]),
            ["1962: 1962", "after 1962: since", "2015-06: June 2015", "before publication: recently"]
        );
    }

    #[test]
    fn weekdays_of_an_unknown_week_keep_the_order_of_the_week() {
        assert_eq!(
            timeline(&["The crew arrived on Thursday. The storm had begun on Tuesday."]),
            ["Tuesday: Tuesday", "Thursday: Thursday"]
        );
    }

    #[test]
    fn equal_times_of_two_accounts_share_an_entry() {
        let entries =
            timeline(&["The mill burned down in 1987.", "It has stood empty since the fire of 1987."]);
        assert!(entries.contains(&"1987: 1987 | 1987".to_string()), "{entries:?}");
    }
}
