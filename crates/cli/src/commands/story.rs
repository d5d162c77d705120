//! `variorum story` and `variorum versions`: the comparison of what is in the database, and corrections by hand.

use super::compare::{Read, compare};
use super::stories::Member;
use super::{explain, page};
use crate::args::{Correct, Format};
use crate::failure::{Failure, printable};
use crate::input;
use crate::messages::{Messages, counted};
use crate::plan::{Shown, Story};
use crate::{Outcome, output};
use pipeline::Kit;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;
use store::{Access, ArticleRow, Continued, Correction, Event, Reader, StoryRow, Writer, address_of};

/// Articles that are compared at once: what a report can still show.
const MOST_COMPARED: usize = 200;

/// How long a correction waits until another program has written what it is writing.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Compares, lists or corrects.
///
/// # Errors
/// There is no such story, the database cannot be used, or the report cannot be written.
pub(crate) fn run(plan: &Story, messages: Messages) -> Result<Outcome, Failure> {
    match plan {
        Story::Compare(id, shown) => {
            let reader = Reader::open(&shown.database).map_err(|error| explain(&error))?;
            let story = reader.story(*id).map_err(|error| explain(&error))?;
            let articles = reader.articles_of(story.id).map_err(|error| explain(&error))?;
            if !articles.iter().any(|article| article.is_latest) {
                let what = format!("story {} has no article any more", story.id);
                return Err(Failure::new(what).hint("later versions of its articles are in other stories"));
            }
            for other in reader.continued(story.id).map_err(|error| explain(&error))? {
                messages.remark(&continued(&other));
            }
            let articles =
                chosen(articles.into_iter().filter(|article| article.is_latest).collect(), messages);
            show(&reader, &articles, shown, messages)
        }
        Story::List(id, shown) => list(*id, shown),
        Story::Correct { database, correct, because } => {
            correct_by_hand(database, correct, because, messages)
        }
    }
}

/// Compares the versions of one article.
///
/// # Errors
/// There is no such article, the database cannot be used, or the report cannot be written.
pub(crate) fn versions(called: &str, shown: &Shown, messages: Messages) -> Result<Outcome, Failure> {
    let reader = Reader::open(&shown.database).map_err(|error| explain(&error))?;
    let mut articles = match address_of(called) {
        Some(address) => reader.versions_of(&address).map_err(|error| explain(&error))?,
        None => reader.articles_called(called).map_err(|error| explain(&error))?,
    };
    if let [article] = articles.as_slice() {
        // It may be one version of a page that has others under another id.
        if let Some(address) = address_of(&article.uri) {
            articles = reader.versions_of(&address).map_err(|error| explain(&error))?;
        }
    }
    if articles.is_empty() {
        let hint = "give its URL, the id that came with it, or its number; `variorum search` finds them";
        return Err(Failure::of(called, "no such article is kept").hint(hint));
    }
    show(&reader, &articles, shown, messages)
}

/// What is compared of a story: first what repeats nothing, up to a limit.
fn chosen(mut articles: Vec<ArticleRow>, messages: Messages) -> Vec<ArticleRow> {
    if articles.len() > MOST_COMPARED {
        let what = format!("the story has {} articles; {MOST_COMPARED} of them are compared", articles.len());
        messages.warning(&Failure::new(what).hint("near-repetitions and the latest are left out"));
        let mut order: Vec<usize> = (0..articles.len()).collect();
        order.sort_by_key(|&index| (articles[index].repeats.is_some(), index));
        let kept: BTreeSet<usize> = order.into_iter().take(MOST_COMPARED).collect();
        let mut index = 0;
        articles.retain(|_| {
            index += 1;
            kept.contains(&(index - 1))
        });
    }
    articles
}

/// Reads articles again and writes the report on them.
fn show(
    reader: &Reader,
    articles: &[ArticleRow],
    shown: &Shown,
    messages: Messages,
) -> Result<Outcome, Failure> {
    let kit = super::kit()?;
    let mut pages = Vec::new();
    for article in articles {
        let stored = reader.stored(article.id).map_err(|error| explain(&error))?;
        pages.push(page(stored));
    }
    input::name_accounts(&mut pages);
    let bar = messages.progress(pages.len(), false);
    let reads: Vec<Read> = pages
        .into_par_iter()
        .map(|page| {
            let read = read_again(&kit, page);
            bar.inc(1);
            read
        })
        .collect();
    bar.finish_and_clear();
    let report = compare(&kit, reads, shown.format, shown.style);
    output::write(&report, shown.output.as_deref())?;
    Ok(Outcome::Complete)
}

fn read_again(kit: &Kit, page: pipeline::Page) -> Read {
    let account = pipeline::read(kit, page).and_then(|article| pipeline::annotate(kit, article));
    Read { account: account.value, notes: account.notes }
}

/// A story with its articles and what happened to it, as programs read it.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    id: i64,
    headline: Option<&'a str>,
    members: Vec<Member<'a>>,
    events: Vec<Happened<'a>>,
    storyline: Vec<Line<'a>>,
}

/// A story that continues another one, or is continued by it.
#[derive(Debug, Serialize)]
struct Line<'a> {
    story: i64,
    headline: Option<&'a str>,
    first_published: Option<&'a str>,
    is_later: bool,
    days: i64,
    names: &'a [String],
}

impl<'a> Line<'a> {
    fn of(other: &'a Continued) -> Line<'a> {
        let Continued { story, is_later, days, names } = other;
        Line {
            story: story.id,
            headline: story.headline.as_deref(),
            first_published: story.first_published.as_deref(),
            is_later: *is_later,
            days: *days,
            names,
        }
    }
}

/// Something that happened to a story.
#[derive(Debug, Serialize)]
struct Happened<'a> {
    kind: &'a str,
    story: i64,
    other: i64,
    reason: &'a str,
    by_user: bool,
}

impl<'a> Happened<'a> {
    fn of(event: &'a Event) -> Happened<'a> {
        let Event { kind, story, other, reason, by_user } = event;
        Happened { kind, story: *story, other: *other, reason, by_user: *by_user }
    }
}

/// Lists the articles of a story, with the reason of each, and what happened to it.
fn list(id: i64, shown: &Shown) -> Result<Outcome, Failure> {
    let reader = Reader::open(&shown.database).map_err(|error| explain(&error))?;
    let story = reader.story(id).map_err(|error| explain(&error))?;
    let articles = reader.articles_of(story.id).map_err(|error| explain(&error))?;
    let events = reader.events_of(story.id).map_err(|error| explain(&error))?;
    let storyline = reader.continued(story.id).map_err(|error| explain(&error))?;
    let written = match shown.format {
        Format::Text => text(&story, &articles, &events, &storyline),
        Format::Json => {
            let listed = Listed {
                id: story.id,
                headline: story.headline.as_deref(),
                members: articles.iter().map(Member::of).collect(),
                events: events.iter().map(Happened::of).collect(),
                storyline: storyline.iter().map(Line::of).collect(),
            };
            serde_json::to_string_pretty(&listed).map_err(|error| Failure::new(error.to_string()))? + "\n"
        }
        Format::Html => {
            return Err(Failure::new("a list of articles has no web page")
                .hint("leave out --articles, or write --format json"));
        }
    };
    output::write(&written, shown.output.as_deref())?;
    Ok(Outcome::Complete)
}

/// `continues story 12 (2024-05-14): Dam cracks; both are about Ana Okoro and Port Hale, 3 days apart`
fn continued(other: &Continued) -> String {
    let Continued { story, is_later, days, names } = other;
    let how = if *is_later { "continued by" } else { "continues" };
    let day = story.first_published.as_deref().map_or(String::new(), |day| format!(" ({day})"));
    let headline = printable(story.headline.as_deref().unwrap_or("(no headline)"));
    let apart = match days {
        0 => String::new(),
        days => format!(", {} apart", counted(days.unsigned_abs(), "day", "days")),
    };
    let names = printable(&names.join(", "));
    format!("{how} story {}{day}: {headline}; both are about {names}{apart}", story.id)
}

fn text(story: &StoryRow, articles: &[ArticleRow], events: &[Event], storyline: &[Continued]) -> String {
    let mut text =
        format!("Story {}: {}\n\n", story.id, story.headline.as_deref().unwrap_or("(no headline)"));
    let called =
        |id| articles.iter().find(|article| article.id == id).map_or(format!("#{id}"), ArticleRow::called);
    for article in articles {
        let parts = [article.published.as_deref(), article.outlet.as_deref(), article.headline.as_deref()];
        let facts: Vec<&str> = parts.into_iter().flatten().collect();
        text.push_str(&format!("  {}  {}\n", article.called(), facts.join("  ")));
        let mut tell = |what: String| text.push_str(&format!("      {what}\n"));
        if let Some(reason) = &article.reason {
            tell(reason.clone());
        }
        if let Some(parent) = article.repeats {
            tell(format!("nearly repeats {}", called(parent)));
        }
        if let Some(earlier) = article.replaces {
            tell(format!("a later version of {}", called(earlier)));
        }
    }
    if !storyline.is_empty() {
        text.push_str("\nIts storyline:\n");
    }
    for other in storyline {
        text.push_str(&format!("  {}\n", continued(other)));
    }
    if !events.is_empty() {
        text.push_str("\nWhat happened to it:\n");
    }
    for event in events {
        let Event { kind, story, other, reason, by_user } = event;
        let what = match kind.as_str() {
            "merged" => format!("story {other} went into {story}"),
            "split" => format!("story {story} was parted from {other}"),
            _ => format!("an article came to {story} from {other}"),
        };
        let who = match (by_user, kind.as_str()) {
            (true, _) => "by hand",
            (false, "merged") => "by an article that tells both",
            (false, _) => "as it grew",
        };
        let why = if reason.is_empty() { String::new() } else { format!(": {reason}") };
        text.push_str(&format!("  {what} ({who}){why}\n"));
    }
    text
}

/// Does what the user knows better.
fn correct_by_hand(
    database: &Path,
    correct: &Correct,
    because: &str,
    messages: Messages,
) -> Result<Outcome, Failure> {
    let mut writer =
        Writer::open_within(database, Access::Write, LONGEST_WAIT).map_err(|error| explain(&error))?;
    let reader = Reader::open(database).map_err(|error| explain(&error))?;
    let correction = match correct {
        Correct::Merge { into, from, .. } => Correction::Merge { into: *into, from: from.clone() },
        Correct::Split { story, articles, .. } => {
            Correction::Split { story: *story, articles: numbers(&reader, articles, Some(*story))? }
        }
        Correct::Move { articles, to, .. } => {
            Correction::Move { articles: numbers(&reader, articles, None)?, to: *to }
        }
    };
    let done = writer.correct(&correction, because).map_err(|error| explain(&error))?;
    writer.close().map_err(|error| explain(&error))?;
    let articles = counted(done.articles as u64, "article", "articles");
    messages.remark(&match correct {
        Correct::Merge { .. } => format!("{articles} went into story {}", done.story),
        Correct::Split { .. } => format!("story {} now holds {articles}", done.story),
        Correct::Move { .. } => format!("{articles} moved to story {}", done.story),
    });
    Ok(Outcome::Complete)
}

/// The numbers of articles that are called so, all versions of each; of one story, where one is given.
fn numbers(reader: &Reader, called: &[String], story: Option<i64>) -> Result<Vec<i64>, Failure> {
    let mut numbers = Vec::new();
    for name in called {
        let found = reader.articles_called(name).map_err(|error| explain(&error))?;
        if found.is_empty() {
            let hint = "`variorum story ID --articles` lists the articles of a story";
            return Err(Failure::of(name, "no such article is kept").hint(hint));
        }
        let inside = |article: &&ArticleRow| story.is_none_or(|story| article.story == story);
        if found.iter().any(|article| inside(&article)) {
            numbers.extend(found.iter().filter(inside).map(|article| article.id));
        } else {
            numbers.extend(found.iter().map(|article| article.id));
        }
    }
    Ok(numbers)
}
