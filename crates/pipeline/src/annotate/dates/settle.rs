//! Which days can an account's time expressions stand for, given the days on which it may have been published,
//! and the other way round?
//!
//! Constraint reasoning on sets of days (Mackworth 1977, arc consistency): an expression such as "on Monday" ties
//! its own day to the day of publication; a set on one side narrows the set on the other. A set is narrowed only
//! by words that a [`Reason`] points at, and a constraint that would leave nothing is dropped.

use super::days::{self, Day, Days, Grain, LAST};
use super::expression::{Expression, Meaning, Pick, Tense};
use news::{Account, DateMention, Interval, PartialDate, Passage, Published, Reason, Span, Text, ZoneKind};
use std::collections::BTreeMap;

/// Sets of more days than this are not gone through day by day.
const MOST_DAYS: i64 = 800;
/// Lists are given in days up to this length, then in months, then in years.
const LISTED_DAYS: usize = 62;
const LISTED_MONTHS: usize = 24;
const LISTED_YEARS: usize = 30;
/// Passages that a date repeats from the reasons of publication.
const REPEATED: usize = 4;

/// The days on which an account may have been published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Publication {
    /// The days; all days there are where nothing is known.
    pub(crate) days: Days,
    /// Why these.
    pub(crate) reasons: Vec<Reason>,
}

impl Publication {
    /// Narrows the days; a constraint that changes nothing or leaves nothing is dropped.
    pub(crate) fn narrow(&mut self, days: &Days, why: &str, passages: Vec<Passage>) -> bool {
        let left = self.days.and(days);
        if left.is_empty() || left == self.days {
            return false;
        }
        self.days = left;
        self.reasons.push(Reason { why: why.to_string(), passages });
        true
    }

    /// Keeps the days that pass, where the set is small enough to look at each.
    pub(crate) fn keep(&mut self, passes: impl Fn(Day) -> bool, why: &str, passages: Vec<Passage>) -> bool {
        if self.days.count() > MOST_DAYS {
            return false;
        }
        let left: Vec<_> = self.days.iter().filter(|day| passes(*day)).map(|day| (day, day)).collect();
        self.narrow(&Days::new(left), why, passages)
    }

    /// As the output gives it.
    pub(crate) fn published(&self) -> Published {
        let candidates = if self.days.is_bounded() { listed(&self.days, Grain::Day) } else { Vec::new() };
        Published { candidates, reasons: self.reasons.clone(), stated: Vec::new() }
    }
}

/// A passage of the account at hand; `collate` puts in the account's index.
pub(crate) fn own(span: Span<Text>) -> Passage {
    Passage { account: 0, span }
}

/// When an account was published, by its own words.
pub(crate) fn publication(account: &Account, expressions: &[Expression]) -> Publication {
    let stated = &account.article.published;
    let stretches: Vec<_> = stated.candidates.iter().filter_map(|day| days::of_partial(*day)).collect();
    if !stretches.is_empty() {
        return Publication { days: Days::new(stretches), reasons: stated.reasons.clone() };
    }
    let mut publication = Publication { days: Days::any(), reasons: Vec::new() };
    bound(&mut publication, expressions);
    for expression in expressions {
        count_years(&mut publication, expression, expressions);
    }
    for pair in expressions.windows(2) {
        if let [first, second] = pair {
            count_back(account, &mut publication, first, second);
        }
    }
    for expression in expressions {
        let zone = account.sentences.get(expression.sentence as usize).map(|sentence| sentence.zone);
        if zone == Some(ZoneKind::Dateline) {
            filed(&mut publication, expression);
        }
        stated_weekday(&mut publication, expression);
    }
    publication
}

/// What is told in the past tense came before publication, what "will" be did not.
fn bound(publication: &mut Publication, expressions: &[Expression]) {
    let stated = |tense: Tense| {
        expressions.iter().filter_map(move |expression| {
            let told = expression.tense == tense;
            told.then(|| expression.meaning.stated()).flatten().map(|stretch| (stretch, expression.span))
        })
    };
    // A range proves that its last part had begun: "between May and July 2016" was not told in June.
    let latest = stated(Tense::Past).map(|(stretch, span)| (last_begun(expressions, span, stretch), span));
    if let Some((begun, span)) = latest.max_by_key(|(begun, _)| *begun) {
        let why = "it tells of this time in the past tense";
        publication.narrow(&Days::stretch(begun, LAST), why, vec![own(span)]);
    }
    if let Some(((_, end), span)) = stated(Tense::Future).min_by_key(|((_, end), _)| *end) {
        let why = "it tells of this time as still to come";
        publication.narrow(&Days::stretch(days::FIRST, end), why, vec![own(span)]);
    }
}

/// The first day of the last unit of a stated stretch.
fn last_begun(expressions: &[Expression], span: Span<Text>, stretch: days::Stretch) -> Day {
    let range = expressions.iter().find(|expression| expression.span == span).map(|found| &found.meaning);
    match range {
        Some(Meaning::Range(_, to)) => to.stated().map_or(stretch.0, |last| last.0),
        Some(_) | None => stretch.0,
    }
}

/// "in the 15 years since" a stated year: the year of writing, counted in calendar years.
fn count_years(publication: &mut Publication, expression: &Expression, expressions: &[Expression]) {
    let Meaning::YearsSince { count, since, from } = &expression.meaning else { return };
    let year = i64::from(days::date(since.0).year()) + i64::from(*count);
    let Some((start, end)) = days::years(year, 1) else { return };
    let stated = from.and_then(|from| expressions.get(from as usize)).map(|stated| own(stated.span));
    let passages = stated.into_iter().chain([own(expression.span)]).collect();
    let why = format!("a stated year and the years counted since then lead to {year:04}");
    publication.narrow(&Days::stretch(start, end), &why, passages);
}

/// "in 2008, 15 years ago": both say the same time.
fn count_back(account: &Account, publication: &mut Publication, first: &Expression, second: &Expression) {
    let (stated, ago) = match (&first.meaning, &second.meaning) {
        (Meaning::Shift { grain: Grain::Year, by }, other) => (other.stated(), *by),
        (other, Meaning::Shift { grain: Grain::Year, by }) => (other.stated(), *by),
        _ => return,
    };
    let between = Span::<Text>::new(first.span.end as usize, second.span.start as usize);
    let joint = between.of(&account.article.text).trim();
    let apposed = matches!(joint, "," | ", in" | "(" | ", on" | "-" | "–" | "—" | ", or" | "in");
    let single = stated.filter(|(from, to)| days::date(*from).year() == days::date(*to).year());
    let (Some((from, _)), true, true) = (single, apposed, ago < 0) else { return };
    let year = i64::from(days::date(from).year()) - i64::from(ago);
    let Some((start, end)) = days::years(year, 1) else { return };
    let why = format!("a stated year and how long ago it was lead to {year:04}");
    publication.narrow(&Days::stretch(start, end), &why, vec![own(first.span), own(second.span)]);
}

/// A dateline's day: published then or on the day after.
fn filed(publication: &mut Publication, expression: &Expression) {
    let why = "the dateline's day or the day after";
    if let Some((day, _)) = expression.meaning.stated().filter(|(from, to)| from == to) {
        publication.narrow(&Days::stretch(day, day + 1), why, vec![own(expression.span)]);
    } else if expression.meaning.grain() == Some(Grain::Day) {
        let fits = |day: Day| {
            let filed = expression.meaning.seen_from(day, Tense::Past);
            filed.is_some_and(|(filed, _)| day - filed <= 1)
        };
        publication.keep(fits, why, vec![own(expression.span)]);
    }
}

/// "Wednesday, April 5" without a year: only some years have that.
fn stated_weekday(publication: &mut Publication, expression: &Expression) {
    if let Meaning::Yearly { weekday: Some(_), .. } = expression.meaning {
        let fits = |day: Day| expression.meaning.seen_from(day, expression.tense).is_some();
        let why = "weekday and day of the month fall together only in some years";
        publication.keep(fits, why, vec![own(expression.span)]);
    }
}

/// The days that each expression can stand for; `None` where nothing settles them.
pub(crate) fn values(expressions: &[Expression], published: &Days) -> Vec<Option<Days>> {
    let mut seen: BTreeMap<(&Meaning, Tense), Option<Days>> = BTreeMap::new();
    let mut values: Vec<Option<Days>> = Vec::with_capacity(expressions.len());
    for expression in expressions {
        let value = match &expression.meaning {
            Meaning::Related(_) => None,
            Meaning::Fixed { options, .. } => Some(Days::new(options.clone())),
            Meaning::Further { grain, by, from } => {
                let anchor = values.get(*from as usize).cloned().flatten();
                anchor.and_then(|anchor| further(&anchor, *grain, *by))
            }
            Meaning::YearsSince { count, since, .. } => years_since(published, *since, *count),
            Meaning::Since(from) if from.stated().is_some() => {
                from.stated().map(|(start, end)| Days::stretch(start, end))
            }
            // The speaker's "yesterday" is not the outlet's.
            Meaning::Shift { grain: Grain::Day | Grain::Hour, .. } if expression.quoted => None,
            meaning @ (Meaning::Yearly { .. }
            | Meaning::Weekday { .. }
            | Meaning::Shift { .. }
            | Meaning::Window { .. }
            | Meaning::Range(..)
            | Meaning::Since(_)) => {
                let key = (meaning, expression.tense);
                seen.entry(key).or_insert_with(|| seen_from_all(meaning, expression.tense, published)).clone()
            }
        };
        values.push(value.filter(|days| !days.is_empty()));
    }
    values
}

/// All days that a meaning can stand for, over all days of publication.
fn seen_from_all(meaning: &Meaning, tense: Tense, published: &Days) -> Option<Days> {
    if let Some((from, to)) = meaning.stated() {
        return Some(Days::stretch(from, to));
    }
    if published.count() > MOST_DAYS {
        return None;
    }
    let stretches: Vec<_> = published.iter().filter_map(|day| meaning.seen_from(day, tense)).collect();
    Some(Days::new(stretches)).filter(|days| !days.is_empty())
}

/// The unit `by` after (before) each day of an earlier time.
fn further(anchor: &Days, grain: Grain, by: i32) -> Option<Days> {
    if anchor.count() > MOST_DAYS {
        return None;
    }
    let coarse = grain > Grain::Day;
    let moved = anchor.iter().filter_map(|day| {
        let day = days::moved(day, grain, by)?;
        if coarse { days::unit_at(day, grain, 0) } else { Some((day, day)) }
    });
    Some(Days::new(moved.collect()))
}

/// From a stated time to publication, or to the year that the count leads to.
fn years_since(published: &Days, since: days::Stretch, count: i32) -> Option<Days> {
    let end = match published.ends().filter(|_| published.count() <= MOST_DAYS) {
        Some((_, last)) => last,
        None => days::years(i64::from(days::date(since.0).year()) + i64::from(count), 1)?.1,
    };
    Some(Days::stretch(since.0, end))
}

/// The account's dates as this account alone gives them.
pub(crate) fn mentions(expressions: &[Expression], publication: &Publication) -> Vec<DateMention> {
    let values = values(expressions, &publication.days);
    let given = expressions.iter().zip(&values);
    given.map(|(expression, value)| mention(expression, value.as_ref(), publication)).collect()
}

/// One date with its days and reasons.
pub(crate) fn mention(
    expression: &Expression,
    value: Option<&Days>,
    publication: &Publication,
) -> DateMention {
    let mut mention = DateMention {
        span: expression.span,
        candidates: Vec::new(),
        interval: None,
        relation: None,
        reasons: Vec::new(),
    };
    if let Meaning::Related(relation) = expression.meaning {
        mention.relation = Some(relation);
        return mention;
    }
    mention.reasons.push(reason(expression, value, publication));
    let Some(days) = value else {
        if let Meaning::Since(_) = expression.meaning {
            mention.relation = Some(news::TimeRelation::Since);
        }
        return mention;
    };
    if expression.meaning.is_stretch() {
        mention.interval = interval(&expression.meaning, days, publication);
    } else {
        mention.candidates = listed(days, expression.meaning.grain().unwrap_or(Grain::Day));
    }
    mention
}

/// The ends of a stretch, each as exact as the words are.
fn interval(meaning: &Meaning, days: &Days, publication: &Publication) -> Option<Interval> {
    let (from, to) = days.ends()?;
    let (first, last) = match meaning {
        Meaning::Range(first, last) => (first.grain()?, last.grain()?),
        Meaning::Since(first) => (first.grain()?, Grain::Day),
        Meaning::YearsSince { .. } => (Grain::Year, Grain::Year),
        Meaning::Window { grain, .. } => {
            let exact = if publication.days.count() > 1 { Grain::Month } else { Grain::Day };
            let rounded = if *grain >= Grain::Month { Grain::Month } else { Grain::Day };
            (exact.max(rounded), exact.max(rounded))
        }
        Meaning::Fixed { grain, .. }
        | Meaning::Yearly { grain, .. }
        | Meaning::Shift { grain, .. }
        | Meaning::Further { grain, .. } => (*grain, *grain),
        Meaning::Weekday { .. } | Meaning::Related(_) => return None,
    };
    let open = matches!(meaning, Meaning::Since(_));
    Some(Interval { from: Some(days::partial(from, first)), to: (!open).then(|| days::partial(to, last)) })
}

/// Days as a list, in the finest unit that keeps it readable; empty where even years are too many.
fn listed(days: &Days, grain: Grain) -> Vec<PartialDate> {
    let steps = [(Grain::Day, LISTED_DAYS), (Grain::Month, LISTED_MONTHS), (Grain::Year, LISTED_YEARS)];
    let fitting = steps.into_iter().filter(|(step, _)| *step >= grain);
    fitting.filter_map(|(step, limit)| days.units(step, limit)).next().unwrap_or_default()
}

/// Why a date has these days, with the words that decide.
fn reason(expression: &Expression, value: Option<&Days>, publication: &Publication) -> Reason {
    let tense = if expression.tense.is_ahead() {
        "the first one from publication on"
    } else {
        "the latest one up to publication"
    };
    let (why, counted) = match &expression.meaning {
        Meaning::Fixed { options, .. } if options.len() > 1 => ("the order of day and month is open", false),
        Meaning::Fixed { .. } => ("stated in full", false),
        Meaning::Range(from, to) if from.stated().is_some() && to.stated().is_some() => {
            ("both ends are stated", false)
        }
        Meaning::Since(from) if from.stated().is_some() => ("its start is stated", false),
        Meaning::Yearly { pick: Pick::Bare, .. } | Meaning::Weekday { pick: Pick::Bare, .. } => (tense, true),
        Meaning::Further { .. } => ("counted from the time before it", false),
        Meaning::YearsSince { .. } => ("from the stated year to the year of writing", true),
        Meaning::Range(..) | Meaning::Since(_) => ("its ends are the nearest ones before publication", true),
        Meaning::Yearly { .. }
        | Meaning::Weekday { .. }
        | Meaning::Shift { .. }
        | Meaning::Window { .. }
        | Meaning::Related(_) => ("counted from publication", true),
    };
    let mut passages = vec![own(expression.span)];
    let why = if value.is_none() && expression.quoted {
        "counted from the day on which it was said, which the text does not state".to_string()
    } else if value.is_none() {
        format!("{why}, but no text tells that time")
    } else {
        why.to_string()
    };
    if counted && value.is_some() {
        let grounds = publication.reasons.iter().flat_map(|reason| reason.passages.iter().copied());
        passages.extend(grounds.take(REPEATED));
    }
    Reason { why, passages }
}
