//! How is a JSON Feed (version 1 and 1.1) read?

use super::entry::Parts;
use super::{Entry, Feed, MOST_ENTRIES};
use crate::address::Address;
use crate::text::{Flaw, Unusable};
use serde_json::{Map, Value};

/// Reads a JSON Feed.
pub(super) fn read(text: &str, base: Option<&Address>) -> Result<Feed, Unusable> {
    let text = text.trim_start_matches('\u{feff}');
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let what = error.to_string();
        Unusable::Broken(error.line(), what.split(" at line ").next().unwrap_or(&what).to_string())
    })?;
    let Value::Object(feed) = value else { return Err(Unusable::NoFeed) };
    let Some(Value::Array(items)) = feed.get("items") else { return Err(Unusable::NoFeed) };
    let mut flaws = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    for (number, item) in items.iter().take(MOST_ENTRIES).enumerate() {
        let wrong = if let Value::Object(item) = item {
            let (entry, wrong) = parts(item).entry(base);
            entries.push(entry);
            wrong
        } else {
            Some("is not an object".to_string())
        };
        if let Some(what) = wrong {
            flaws.push(Flaw { line: 1, what: format!("item {}: {what}", number + 1) });
        }
    }
    flaws.truncate(20);
    Ok(Feed { title: string(&feed, "title"), language: string(&feed, "language"), entries, flaws })
}

fn parts(item: &Map<String, Value>) -> Parts {
    let text = string(item, "content_text").map(|text| escaped(&text));
    Parts {
        line: 1,
        id: string(item, "id"),
        id_is_link: true,
        link: string(item, "url").or_else(|| string(item, "external_url")),
        title: string(item, "title").map(|title| escaped(&title)),
        published: string(item, "date_published"),
        updated: string(item, "date_modified"),
        summary: string(item, "summary").map(|text| escaped(&text)),
        content: string(item, "content_html").or(text),
        language: string(item, "language"),
        original: None,
    }
}

/// A string, or a number where somebody wrote one.
fn string(object: &Map<String, Value>, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Plain text as HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
