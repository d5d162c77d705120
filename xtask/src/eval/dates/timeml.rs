//! What does a TimeML file hold? Its text without markup, the day of its making, and its time expressions.

use news::PartialDate;

/// A TIMEX3 of the text.
pub(super) struct Gold {
    pub(super) start: usize,
    pub(super) end: usize,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub(super) kind: String,
    pub(super) value: String,
}

/// One TimeML file.
pub(super) struct Document {
    pub(super) text: String,
    pub(super) published: Option<PartialDate>,
    pub(super) gold: Vec<Gold>,
}

/// Text and expressions of a TimeML file, without its markup.
pub(super) fn parse(source: &str) -> Document {
    let published = source.split("CREATION_TIME").next().and_then(|head| {
        let tag = head.rfind("<TIMEX3").and_then(|at| source.get(at..))?;
        partial(&attribute(tag, "value")?)
    });
    let body = source.split_once("<TEXT>").map_or(source, |(_, rest)| rest);
    let body = body.split_once("</TEXT>").map_or(body, |(text, _)| text);
    let mut document = Document { text: String::new(), published, gold: Vec::new() };
    let mut open: Vec<(usize, String, String)> = Vec::new();
    let mut rest = body;
    while let Some((words, tagged)) = rest.split_once('<') {
        push(&mut document.text, words);
        let (tag, after) = tagged.split_once('>').unwrap_or((tagged, ""));
        rest = after;
        if tag.starts_with("TIMEX3") {
            let kind = attribute(tag, "type").unwrap_or_default();
            open.push((document.text.len(), attribute(tag, "value").unwrap_or_default(), kind));
        } else if tag == "/TIMEX3"
            && let Some((start, value, kind)) = open.pop()
        {
            document.gold.push(Gold { start, end: document.text.len(), kind, value });
        }
    }
    push(&mut document.text, rest);
    document
}

/// Appends words with the entities of XML resolved.
fn push(text: &mut String, words: &str) {
    text.push_str(
        &words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"),
    );
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

/// `1998`, `1998-01`, `1998-01-08…` as a date.
fn partial(value: &str) -> Option<PartialDate> {
    let day = value.split('T').next()?;
    let mut parts = day.split('-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    match (parts.next(), parts.next()) {
        (None, _) => Some(PartialDate::year(year)),
        (Some(month), None) => Some(PartialDate::month(year, month.parse().ok()?)),
        (Some(month), Some(day)) => Some(PartialDate::day(year, month.parse().ok()?, day.parse().ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_falls_away_and_expressions_keep_their_places() {
        let document = parse(
            "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"1999-02-03\" functionInDocument=\"CREATION_TIME\">x</TIMEX3></DCT>\
             <TEXT>A &amp; B <EVENT>met</EVENT> <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"1999-02-01\">Monday</TIMEX3>.</TEXT>",
        );
        assert_eq!(document.published, Some(PartialDate::day(1999, 2, 3)));
        let gold = &document.gold[0];
        assert_eq!((&document.text[gold.start..gold.end], gold.value.as_str()), ("Monday", "1999-02-01"));
    }
}
