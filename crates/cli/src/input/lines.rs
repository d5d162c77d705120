//! How does a line of a JSON-lines file become a page? Lines that cannot are refused by number.

use super::{LARGEST_ACCOUNT, LARGEST_FILE_OF_LINES, bytes_of, name_of};
use crate::failure::Failure;
use crate::plan::{self, Place};
use news::MediaType;
use pipeline::Page;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The keys that are read; others may stand beside them.
#[derive(Debug, Deserialize)]
struct Record {
    id: Option<Value>,
    outlet: Option<String>,
    url: Option<String>,
    date: Option<String>,
    title: Option<String>,
    language: Option<String>,
    text: Option<String>,
    html: Option<String>,
}

/// Ids that were given so far, and the line of each.
pub(super) type TakenIds = BTreeMap<String, String>;

/// Reads all lines of a file: pages in order, and what was refused or skipped.
///
/// # Errors
/// The file cannot be read at all.
pub(super) fn read(place: &Place, ids: &mut TakenIds) -> Result<(Vec<Page>, Vec<Failure>), Failure> {
    let name = name_of(place);
    let bytes = bytes_of(place, LARGEST_FILE_OF_LINES)?;
    Ok(parse(&name, &bytes, ids))
}

fn parse(file: &str, bytes: &[u8], ids: &mut TakenIds) -> (Vec<Page>, Vec<Failure>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut pages = Vec::new();
    let mut refused = Vec::new();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let place = format!("{file}:{}", index + 1);
        match page(&place, line, &mut refused) {
            Ok(page) => match ids.get(&page.id) {
                Some(first) => {
                    let what = format!("the id `{}` stands already at {first}", page.id);
                    refused
                        .push(Failure::of(&place, what).hint("ids must differ: rename one, or leave it out"));
                }
                None => {
                    if !page.id.is_empty() {
                        ids.insert(page.id.clone(), place);
                    }
                    pages.push(page);
                }
            },
            Err(failure) => refused.push(failure),
        }
    }
    if pages.is_empty() && refused.is_empty() {
        refused.push(Failure::of(file, "holds no lines").hint("write one JSON object per line"));
    }
    (pages, refused)
}

/// One line. A date that cannot be read is skipped, and said so; the account stays.
fn page(place: &str, line: &[u8], skipped: &mut Vec<Failure>) -> Result<Page, Failure> {
    let record: Record = serde_json::from_slice(line).map_err(|error| {
        let what = error.to_string();
        let what = what.split(" at line").next().unwrap_or(&what).to_string();
        Failure::of(
            place,
            format!("is not a JSON object that can be used: {what}, column {}", error.column()),
        )
        .hint("write one object per line, with `text` or `html` as strings")
    })?;
    // Where both are given, offsets count bytes of the `text`: that is what the sender will look at.
    let (content, media_type) = match (record.text, record.html) {
        (Some(text), _) => (text, MediaType::Plain),
        (None, Some(html)) => (html, MediaType::Html),
        (None, None) => {
            return Err(Failure::of(place, "has neither `text` nor `html`")
                .hint("put the article's text into `text`, or its page into `html`"));
        }
    };
    if content.len() > LARGEST_ACCOUNT {
        return Err(Failure::of(place, format!("holds more than {} MB", LARGEST_ACCOUNT >> 20))
            .hint("keep the article's text alone"));
    }
    let id = match record.id {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) => id.to_string(),
        Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => {
            return Err(Failure::of(place, "has an `id` that is neither a string nor a number"));
        }
    };
    let published = record.date.as_deref().and_then(day_of);
    if record.date.as_deref().is_some_and(|date| !date.trim().is_empty()) && published.is_none() {
        let what =
            format!("the date `{}` was skipped", crate::failure::printable(&record.date.unwrap_or_default()));
        skipped.push(Failure::of(place, what).hint("write dates as 2024-05-14 or 2024-05-14T10:30:00Z"));
    }
    Ok(Page {
        id,
        uri: record.url.filter(|url| !url.is_empty()).unwrap_or_else(|| place.to_string()),
        bytes: content.into_bytes(),
        media_type: Some(media_type),
        charset: Some("utf-8".to_string()),
        published,
        outlet: record.outlet.filter(|name| !name.trim().is_empty()),
        title: record.title.filter(|title| !title.trim().is_empty()),
        language: record.language.filter(|code| !code.trim().is_empty()),
    })
}

/// The day of `2024-05-14`, or of a timestamp that starts with it, as its own text states it.
fn day_of(date: &str) -> Option<news::PartialDate> {
    let date = date.trim();
    let day = match date.as_bytes().get(10) {
        Some(b'T' | b't' | b' ') => date.get(..10)?,
        Some(_) | None => date,
    };
    plan::date(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(lines: &str) -> (usize, Vec<String>) {
        let (pages, refused) = parse("in.jsonl", lines.as_bytes(), &mut TakenIds::new());
        (pages.len(), refused.iter().map(|failure| failure.to_string()).collect())
    }

    #[test]
    fn a_line_becomes_a_page_with_its_metadata() {
        let line =
            r#"{"id":7,"text":"Hello.","outlet":"The Gazette","date":"2024-05-14T10:00:00Z","more":1}"#;
        let (pages, refused) = parse("in.jsonl", line.as_bytes(), &mut TakenIds::new());
        assert!(refused.is_empty());
        assert_eq!((pages[0].id.as_str(), pages[0].uri.as_str()), ("7", "in.jsonl:1"));
        assert_eq!(pages[0].published, Some(news::PartialDate::day(2024, 5, 14)));
    }

    #[test]
    fn bad_lines_are_refused_by_number_and_the_others_stay() {
        let (pages, refused) =
            messages("{\"text\":\"a\"}\n\nnonsense\n{\"title\":\"b\"}\n{\"text\":\"c\"}\n");
        assert_eq!(pages, 2);
        assert!(refused[0].starts_with("`in.jsonl:3`: is not a JSON object"), "{}", refused[0]);
        assert!(refused[1].starts_with("`in.jsonl:4`: has neither `text` nor `html`"), "{}", refused[1]);
    }

    #[test]
    fn a_second_use_of_an_id_is_refused_with_both_lines() {
        let (pages, refused) = messages("{\"id\":\"x\",\"text\":\"a\"}\n{\"id\":\"x\",\"text\":\"b\"}");
        assert_eq!(pages, 1);
        assert!(
            refused[0].starts_with("`in.jsonl:2`: the id `x` stands already at in.jsonl:1"),
            "{}",
            refused[0]
        );
    }

    #[test]
    fn a_date_that_is_none_is_skipped_and_the_account_stays() {
        let (pages, refused) = messages("{\"text\":\"a\",\"date\":\"yesterday\"}");
        assert_eq!((pages, refused.len()), (1, 1));
    }

    #[test]
    fn an_empty_file_says_so() {
        assert!(messages("\n").1[0].starts_with("`in.jsonl`: holds no lines"));
    }
}
