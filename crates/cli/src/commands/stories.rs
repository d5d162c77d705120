//! `variorum stories`: which events are told in the database, and by which articles?

use super::explain;
use crate::args::ListFormat;
use crate::failure::Failure;
use crate::messages::counted;
use crate::{Outcome, output, plan};
use anstyle::{AnsiColor, Style};
use report::TerminalStyle;
use serde::Serialize;
use store::{ArticleRow, Reader, StoryRow};

/// A story as programs read it.
#[derive(Debug, Serialize)]
struct StoryLine<'a> {
    id: i64,
    headline: Option<&'a str>,
    first_published: Option<&'a str>,
    last_published: Option<&'a str>,
    outlets: Vec<&'a str>,
    /// Ids that came with the articles, or `#` and their numbers; one for all versions of an article.
    articles: Vec<String>,
    members: Vec<Member<'a>>,
}

/// An article of a story as programs read it.
#[derive(Debug, Serialize)]
pub(super) struct Member<'a> {
    id: String,
    number: i64,
    uri: &'a str,
    outlet: Option<&'a str>,
    headline: Option<&'a str>,
    published: Option<&'a str>,
    /// Why it belongs to the story; none for the first.
    reason: Option<&'a str>,
    /// The article that it nearly repeats.
    repeats: Option<i64>,
    /// The version before.
    replaces: Option<i64>,
    is_latest: bool,
    by_user: bool,
}

impl<'a> Member<'a> {
    pub(super) fn of(article: &'a ArticleRow) -> Member<'a> {
        Member {
            id: article.called(),
            number: article.id,
            uri: &article.uri,
            outlet: article.outlet.as_deref(),
            headline: article.headline.as_deref(),
            published: article.published.as_deref(),
            reason: article.reason.as_deref(),
            repeats: article.repeats,
            replaces: article.replaces,
            is_latest: article.is_latest,
            by_user: article.by_user,
        }
    }
}

/// Lists stories.
///
/// # Errors
/// The database cannot be read, or the list cannot be written.
pub(crate) fn run(plan: &plan::Stories) -> Result<Outcome, Failure> {
    let reader = Reader::open(&plan.database).map_err(|error| explain(&error))?;
    let mut filter = plan.filter.clone();
    if let Some(story) = plan.storyline {
        filter.among = Some(reader.storyline(story).map_err(|error| explain(&error))?);
    }
    let stories = reader.stories(&filter).map_err(|error| explain(&error))?;
    let mut written = String::new();
    for (index, story) in stories.iter().enumerate() {
        match plan.listing.format {
            ListFormat::Text => written.push_str(&text(story, plan.listing.style)),
            ListFormat::Jsonl => written.push_str(&(line(&reader, story)? + "\n")),
            ListFormat::Json => {
                written.push_str(if index == 0 { "[\n" } else { ",\n" });
                written.push_str(&line(&reader, story)?);
            }
        }
    }
    match (plan.listing.format, stories.is_empty()) {
        (ListFormat::Json, true) => written.push_str("[]\n"),
        (ListFormat::Json, false) => written.push_str("\n]\n"),
        (ListFormat::Text, true) => written.push_str("no story fits\n"),
        (ListFormat::Text, false) | (ListFormat::Jsonl, _) => {}
    }
    output::write(&written, plan.listing.output.as_deref())?;
    Ok(Outcome::Complete)
}

/// A story as one JSON object on a line.
fn line(reader: &Reader, story: &StoryRow) -> Result<String, Failure> {
    let members = reader.articles_of(story.id).map_err(|error| explain(&error))?;
    let mut outlets: Vec<&str> = members.iter().filter_map(|article| article.outlet.as_deref()).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let mut articles: Vec<String> = Vec::new();
    for article in &members {
        let called = article.called();
        let is_version = article.name.is_none() && !article.is_latest;
        if !is_version && !articles.contains(&called) {
            articles.push(called);
        }
    }
    let line = StoryLine {
        id: story.id,
        headline: story.headline.as_deref(),
        first_published: story.first_published.as_deref(),
        last_published: story.last_published.as_deref(),
        outlets,
        articles,
        members: members.iter().map(Member::of).collect(),
    };
    serde_json::to_string(&line).map_err(|error| Failure::new(error.to_string()))
}

/// A story in two lines: its number, size and days, then what it is called.
fn text(story: &StoryRow, style: TerminalStyle) -> String {
    let StoryRow { id, headline, articles, outlets, first_published, last_published } = story;
    let days = match (first_published, last_published) {
        (Some(first), Some(last)) if first == last => first.clone(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (None, None) | (Some(_), None) | (None, Some(_)) => "no date in text".to_owned(),
    };
    let articles = counted((*articles).into(), "article", "articles");
    let outlets = match outlets {
        0 => String::new(),
        _ => format!(", {}", counted((*outlets).into(), "outlet", "outlets")),
    };
    let headline = headline.as_deref().unwrap_or("(no headline)");
    let number = painted(&format!("{id:>6}"), Style::new().bold(), style);
    let facts = painted(&format!("{days}  {articles}{outlets}"), AnsiColor::BrightBlack.on_default(), style);
    format!("{number}  {headline}\n        {facts}\n")
}

/// Words in a style, where there are colours.
pub(super) fn painted(words: &str, paint: Style, style: TerminalStyle) -> String {
    if style.colour { format!("{paint}{words}{paint:#}") } else { words.to_owned() }
}
