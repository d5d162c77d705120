//! `variorum search`: articles, or whose words, that fit; with the bytes where they stand.

mod snippet;

use super::stories::painted;
use super::{explain, page};
use crate::args::ListFormat;
use crate::failure::Failure;
use crate::{Outcome, output, plan};
use anstyle::{AnsiColor, Style};
use report::TerminalStyle;
use serde::Serialize;
use store::{ArticleHit, ArticleRow, AttributionHit, Reader};

/// What was found, as programs read it.
#[derive(Debug, Serialize)]
struct Hit<'a> {
    /// The article: the id that came with it, or `#` and its number.
    article: String,
    story: i64,
    uri: &'a str,
    outlet: Option<&'a str>,
    headline: Option<&'a str>,
    published: Option<&'a str>,
    #[serde(flatten)]
    words: Words<'a>,
    score: f64,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Words<'a> {
    /// A stretch of the article around the words.
    Snippet { text: String, span: Option<[u32; 2]> },
    /// What somebody says.
    Said { speaker: Option<&'a str>, act: &'a str, cue: Option<&'a str>, said: &'a str, span: [u64; 2] },
}

/// Searches. It is told by the outcome whether anything was found.
///
/// # Errors
/// The database cannot be read, or the list cannot be written.
pub(crate) fn run(plan: &plan::Search) -> Result<Outcome, Failure> {
    let reader = Reader::open(&plan.database).map_err(|error| explain(&error))?;
    let found_articles;
    let found_attributions;
    let hits: Vec<Hit<'_>> = if plan.query.is_for_attributions() {
        found_attributions =
            reader.search_attributions(&plan.query, plan.limit).map_err(|error| explain(&error))?;
        found_attributions.iter().map(said).collect()
    } else {
        found_articles = reader.search_articles(&plan.query, plan.limit).map_err(|error| explain(&error))?;
        let kit = super::kit()?;
        found_articles
            .iter()
            .map(|found| shown(&reader, &kit, found, &plan.query.shown()))
            .collect::<Result<_, _>>()?
    };
    output::write(&written(&hits, plan)?, plan.output.as_deref())?;
    Ok(if hits.is_empty() { Outcome::Partial } else { Outcome::Complete })
}

fn hit<'a>(article: &'a ArticleRow, words: Words<'a>, score: f64) -> Hit<'a> {
    Hit {
        article: article.called(),
        story: article.story,
        uri: &article.uri,
        outlet: article.outlet.as_deref(),
        headline: article.headline.as_deref(),
        published: article.published.as_deref(),
        words,
        score: (score * 1000.0).round() / 1000.0,
    }
}

fn said(found: &AttributionHit) -> Hit<'_> {
    let words = Words::Said {
        speaker: found.speaker.as_deref(),
        act: &found.act,
        cue: found.cue.as_deref(),
        said: &found.said,
        span: [found.span.0, found.span.1],
    };
    hit(&found.article, words, found.score)
}

/// An article with the sentence-long stretch that shows the words; its source is read again for it.
fn shown<'a>(
    reader: &Reader,
    kit: &pipeline::Kit,
    found: &'a ArticleHit,
    words: &[String],
) -> Result<Hit<'a>, Failure> {
    let stored = reader.stored(found.article.id).map_err(|error| explain(&error))?;
    let article = pipeline::read(kit, page(stored)).value;
    let snippet = snippet::of(&article, words);
    let words = match snippet {
        Some(span) => {
            let raw = article.map.to_raw(span);
            let text = article.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
            Words::Snippet { text, span: Some([raw.start, raw.end]) }
        }
        None => Words::Snippet { text: String::new(), span: None },
    };
    Ok(hit(&found.article, words, found.score))
}

fn written(hits: &[Hit<'_>], plan: &plan::Search) -> Result<String, Failure> {
    let json = |error: serde_json::Error| Failure::new(error.to_string());
    Ok(match plan.format {
        ListFormat::Json => serde_json::to_string_pretty(hits).map_err(json)? + "\n",
        ListFormat::Jsonl => {
            let mut lines = String::new();
            for hit in hits {
                lines.push_str(&serde_json::to_string(hit).map_err(json)?);
                lines.push('\n');
            }
            lines
        }
        ListFormat::Text if hits.is_empty() => "nothing was found\n".to_owned(),
        ListFormat::Text => hits.iter().map(|hit| text(hit, plan.style)).collect(),
    })
}

fn text(hit: &Hit<'_>, style: TerminalStyle) -> String {
    let headline = painted(hit.headline.unwrap_or("(no headline)"), Style::new().bold(), style);
    let facts = [hit.published, hit.outlet].into_iter().flatten().collect::<Vec<_>>().join("  ");
    let facts = format!("{facts}  article {}, story {}", hit.article, hit.story);
    let facts = painted(facts.trim_start(), AnsiColor::BrightBlack.on_default(), style);
    let words = match &hit.words {
        Words::Snippet { text, span: Some([start, end]) } => format!("… {text} … [{start}–{end}]"),
        Words::Snippet { span: None, .. } => String::new(),
        Words::Said { speaker, act, said, span: [start, end], .. } => {
            format!("{} {act}: {said} [{start}–{end}]", speaker.unwrap_or("(unknown)"))
        }
    };
    let words = if words.is_empty() { words } else { format!("    {words}\n") };
    format!("{headline}\n    {facts}\n{words}\n")
}
