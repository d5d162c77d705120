//! One attribution as a JSON object on a line: the contract's fields, with the words of every span.

use super::lines_of::Lines;
use super::{QuotedPage, start};
use crate::view;
use crate::view::account::Attribution;
use crate::view::page::Record;
use serde::Serialize;

/// The fields of a line in their order.
#[derive(Serialize)]
struct Fields<'a> {
    account: &'a str,
    page: Page<'a>,
    #[serde(flatten)]
    attribution: &'a Attribution,
    content_text: Vec<String>,
    quoted_text: Vec<String>,
    hedges_text: Vec<String>,
    /// Line of the source on which it begins.
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grounds: Option<&'a [Ground]>,
}

/// What a line says of its page.
#[derive(Serialize)]
struct Page<'a> {
    uri: &'a str,
    sha256: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a Record>,
    outlet: Option<&'a str>,
    published: Vec<String>,
}

/// What a part of an attribution rests on, as it is written.
#[derive(Debug, Serialize)]
pub(super) struct Ground {
    pub(super) part: &'static str,
    pub(super) why: String,
    pub(super) span: Option<view::place::Place>,
    pub(super) text: Option<String>,
    pub(super) score: Option<view::account::Confidence>,
}

/// The attributions of these indexes, one JSON object a line.
pub fn quotes_lines(page: QuotedPage<'_>, indexes: &[usize]) -> String {
    let lines = Lines::new(&page.account.article.source.bytes);
    let all = view::quotes(page.account);
    let wanted = all.iter().filter(|found| indexes.binary_search(&found.index).is_ok());
    wanted.map(|found| line(page, found, &lines, None)).collect()
}

/// One attribution on a line, which ends in a line break.
pub(super) fn line(
    page: QuotedPage<'_>,
    attribution: &Attribution,
    lines: &Lines,
    grounds: Option<&[Ground]>,
) -> String {
    let article = &page.account.article;
    let fields = Fields {
        account: &article.id,
        page: Page {
            uri: &article.source.uri,
            sha256: article.source.sha256(),
            record: page.record,
            outlet: page.outlet(),
            published: page.published(),
        },
        attribution,
        content_text: page.words_of(&attribution.content),
        quoted_text: page.words_of(&attribution.quoted),
        hedges_text: page.words_of(&attribution.hedges),
        line: start(attribution).map(|place| lines.line(place.raw.start)),
        grounds,
    };
    let mut line =
        serde_json::to_string(&fields).expect("an attribution holds string keys and finite numbers");
    line.push('\n');
    line
}
