//! `variorum search`: articles, or whose words, that fit; with the bytes where they stand.

mod snippet;

use super::stories::painted;
use super::{explain, page};
use crate::args::ListFormat;
use crate::failure::Failure;
use crate::{Outcome, output, plan};
use anstyle::{AnsiColor, Style};
use news::{Article, Span};
use pipeline::Kit;
use report::TerminalStyle;
use serde::Serialize;
use store::{ArticleHit, ArticleRow, AttributionHit, Reader};

/// What was found, as programs read it.
#[derive(Debug, Serialize)]
struct Hit {
    /// The article: the id that came with it, or `#` and its number.
    article: String,
    story: i64,
    uri: String,
    outlet: Option<String>,
    headline: Option<String>,
    published: Option<String>,
    #[serde(flatten)]
    words: Words,
    score: f64,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Words {
    /// A stretch of the article around the words.
    Snippet { text: String, span: Option<[u32; 2]> },
    /// What somebody says.
    Said { speaker: Option<String>, act: String, cue: Option<String>, said: String, span: [u32; 2] },
}

/// Searches. It is told by the outcome whether anything was found.
///
/// # Errors
/// The database cannot be read, or the list cannot be written.
pub(crate) fn run(plan: &plan::Search) -> Result<Outcome, Failure> {
    let reader = Reader::open(&plan.database).map_err(|error| explain(&error))?;
    let kit = super::kit()?;
    let hits = match plan.query.is_for_attributions() {
        true => attributions(&reader, &kit, plan)?,
        false => articles(&reader, &kit, plan)?,
    };
    output::write(&written(&hits, plan)?, plan.listing.output.as_deref())?;
    Ok(if hits.is_empty() { Outcome::Partial } else { Outcome::Complete })
}

fn hit(article: ArticleRow, words: Words, score: f64) -> Hit {
    Hit {
        article: article.called(),
        story: article.story,
        uri: article.uri,
        outlet: article.outlet,
        headline: article.headline,
        published: article.published,
        words,
        score: (score * 1000.0).round() / 1000.0,
    }
}

/// Articles, each with the stretch that shows the words; its source is read again for it.
fn articles(reader: &Reader, kit: &Kit, plan: &plan::Search) -> Result<Vec<Hit>, Failure> {
    let found = reader.search_articles(&plan.query, plan.limit).map_err(|error| explain(&error))?;
    let wanted = plan.query.shown();
    let mut hits = Vec::new();
    for ArticleHit { article: row, score } in found {
        let article = read_again(reader, kit, row.id)?;
        let words = match snippet::of(&article, &wanted) {
            Some(span) => {
                let raw = article.map.to_raw(span);
                Words::Snippet { text: in_one_line(article.words(span)), span: Some([raw.start, raw.end]) }
            }
            None => Words::Snippet { text: String::new(), span: None },
        };
        hits.push(hit(row, words, score));
    }
    Ok(hits)
}

/// Attributions whose words, read again in their sources, fit.
fn attributions(reader: &Reader, kit: &Kit, plan: &plan::Search) -> Result<Vec<Hit>, Failure> {
    let found = reader.attributions(&plan.query, plan.limit).map_err(|error| explain(&error))?;
    let mut said = Vec::new();
    for of_one in found.chunk_by(|one, other| one.article.id == other.article.id) {
        let Some(first) = of_one.first() else { continue };
        let article = read_again(reader, kit, first.article.id)?;
        for attribution in of_one {
            let (start, end) = attribution.span;
            let span = article.map.to_text(Span::new(start as usize, end as usize));
            said.push(span.map_or_else(String::new, |span| in_one_line(article.words(span))));
        }
    }
    let best: Vec<(usize, f64)> = match plan.query.is_for_words_said() {
        true => store::ranked(&plan.query, said.iter().map(String::as_str), plan.limit as usize)
            .map_err(|error| explain(&error))?,
        false => (0..said.len()).map(|index| (index, 0.0)).collect(),
    };
    let words = |index: usize| {
        let AttributionHit { article, speaker, cue, act, span, .. } = found.get(index)?.clone();
        let said = said.get(index)?.clone();
        Some((article, Words::Said { speaker, act, cue, said, span: [span.0, span.1] }))
    };
    Ok(best
        .into_iter()
        .filter_map(|(index, score)| words(index).map(|(article, words)| hit(article, words, score)))
        .collect())
}

fn read_again(reader: &Reader, kit: &Kit, article: i64) -> Result<Article, Failure> {
    let stored = reader.stored(article).map_err(|error| explain(&error))?;
    Ok(pipeline::read(kit, page(stored)).value)
}

fn in_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn written(hits: &[Hit], plan: &plan::Search) -> Result<String, Failure> {
    let json = |error: serde_json::Error| Failure::new(error.to_string());
    Ok(match plan.listing.format {
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
        ListFormat::Text => hits.iter().map(|hit| text(hit, plan.listing.style)).collect(),
    })
}

fn text(hit: &Hit, style: TerminalStyle) -> String {
    let headline = painted(hit.headline.as_deref().unwrap_or("(no headline)"), Style::new().bold(), style);
    let facts = [hit.published.as_deref(), hit.outlet.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("  ");
    let facts = format!("{facts}  article {}, story {}", hit.article, hit.story);
    let facts = painted(facts.trim_start(), AnsiColor::BrightBlack.on_default(), style);
    let words = match &hit.words {
        Words::Snippet { text, span: Some([start, end]) } => format!("… {text} … [{start}–{end}]"),
        Words::Snippet { span: None, .. } => String::new(),
        Words::Said { speaker, act, said, span: [start, end], .. } => {
            format!("{} {act}: {said} [{start}–{end}]", speaker.as_deref().unwrap_or("(unknown)"))
        }
    };
    let words = if words.is_empty() { words } else { format!("    {words}\n") };
    format!("{headline}\n    {facts}\n{words}\n")
}
