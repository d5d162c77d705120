//! How do the lines of the lexicons of time read? From their fields to what a word says.

use super::days::Grain;
use super::timex::Feast;
use super::words::{Which, Word};
use crate::kit::KitError;
use crate::lexicon;
use news::{TimeModifier, TimeRelation};

/// What a line says of its word.
pub(super) fn word(entry: &lexicon::Entry) -> Result<Word, KitError> {
    let number = || entry.field(2).parse().map_err(|_| entry.error("third field must be a number"));
    Ok(match entry.field(0) {
        "month" => Word::Month(number()?),
        "short-month" => Word::ShortMonth(number()?),
        "weekday" => Word::Weekday(number()?),
        "short-weekday" => Word::ShortWeekday(number()?),
        "unit" => Word::Unit(grain(entry)?),
        "season" => pair(entry).map(|(from, to)| Word::Season(from, to))?,
        "holiday" => pair(entry).map(|(month, day)| Word::Holiday(month, day))?,
        "deictic" => Word::Deictic(
            entry.field(2).parse().map_err(|_| entry.error("third field must be a number of days"))?,
        ),
        "daypart" => Word::Daypart,
        "part" => Word::Part,
        "vague" => Word::Vague(relation(entry)?),
        "anchor" => Word::Anchor(relation(entry)?),
        "event" => Word::Event,
        "schedule" => Word::Schedule,
        "intend" => Word::Intend,
        other => return builder(entry, other),
    })
}

/// The words that time expressions are built with.
fn builder(entry: &lexicon::Entry, kind: &str) -> Result<Word, KitError> {
    Ok(match kind {
        "the" => Word::The,
        "this" => Word::This,
        "that" => Word::That,
        "a" => Word::A,
        "every" => Word::Every,
        "last" => Word::Which(Which::Last),
        "next" => Word::Which(Which::Next),
        "now" => Word::Which(Which::Now),
        "same" => Word::Which(Which::Same),
        "latest" => Word::Which(Which::Latest),
        "recent" => Word::Which(Which::Recent),
        "final" => Word::Which(Which::Final),
        "filler" => Word::Filler,
        "degree" => Word::Degree(modifier(entry)?),
        "edge" => Word::Edge(modifier(entry)?),
        "few" => Word::Few,
        "ago" => Word::Ago,
        "before" => Word::Earlier,
        "after" => Word::Later,
        "refer" => Word::Refer(entry.field(2)),
        "often" => Word::Often(entry.field(2)),
        "clock" => Word::Clock(entry.field(2)),
        "part-of-day" => Word::PartOfDay(entry.field(2)),
        "zone" => Word::Zone,
        "period" => Word::Period,
        "add" | "times" => Word::Number,
        "ordinal" => Word::Ordinal,
        "leads" => Word::Leads,
        "follows" => Word::Follows,
        "feast" => Word::Feast(feast(entry)?),
        "decade" => Word::Decade(
            entry.field(2).parse().map_err(|_| entry.error("third field must be a number of years"))?,
        ),
        _ => return Err(entry.error("unknown kind of time word")),
    })
}

/// A month, a weekday and which one of the month, or days after Easter.
fn feast(entry: &lexicon::Entry) -> Result<Feast, KitError> {
    let parts: Vec<&str> = entry.field(2).split(' ').collect();
    let number = |part: &str| part.parse().map_err(|_| entry.error("third field must be numbers"));
    match parts.as_slice() {
        ["easter", after] => {
            let after = after.parse().map_err(|_| entry.error("third field must be a number of days"))?;
            Ok(Feast::Easter(after))
        }
        [month, weekday, place] => Ok(Feast::Weekday(number(month)?, number(weekday)?, number(place)?)),
        _ => Err(entry.error("third field must be month, weekday and place, or easter and days")),
    }
}

fn modifier(entry: &lexicon::Entry) -> Result<TimeModifier, KitError> {
    let all = [
        TimeModifier::Approx,
        TimeModifier::MoreThan,
        TimeModifier::LessThan,
        TimeModifier::EqualOrMore,
        TimeModifier::EqualOrLess,
        TimeModifier::Start,
        TimeModifier::Mid,
        TimeModifier::End,
    ];
    let named = all.into_iter().find(|modifier| modifier.name() == entry.field(2));
    named.ok_or_else(|| entry.error("third field must be a modifier of TIMEX3"))
}

fn pair(entry: &lexicon::Entry) -> Result<(u8, u8), KitError> {
    let numbers = entry.field(2).split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    numbers.ok_or_else(|| entry.error("third field must be two numbers with a hyphen"))
}

fn grain(entry: &lexicon::Entry) -> Result<Grain, KitError> {
    Ok(match entry.field(2) {
        "hour" => Grain::Hour,
        "day" => Grain::Day,
        "weekend" => Grain::Weekend,
        "week" => Grain::Week,
        "month" => Grain::Month,
        "quarter" => Grain::Quarter,
        "year" => Grain::Year,
        "decade" => Grain::Decade,
        "century" => Grain::Century,
        _ => return Err(entry.error("third field must be a unit of time")),
    })
}

fn relation(entry: &lexicon::Entry) -> Result<TimeRelation, KitError> {
    Ok(match entry.field(2) {
        "before_publication" => TimeRelation::BeforePublication,
        "after_publication" => TimeRelation::AfterPublication,
        "before" => TimeRelation::Before,
        "after" => TimeRelation::After,
        "since" => TimeRelation::Since,
        _ => return Err(entry.error("third field must be a relation of time")),
    })
}
