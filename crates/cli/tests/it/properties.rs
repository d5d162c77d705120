//! What holds of any input: spans in bounds and on character boundaries, and an order that does not matter.

use news::MediaType;
use pipeline::{Kit, Page};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use report::{Input, View};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The kit, loaded once for all cases.
fn kit() -> &'static Kit {
    static KIT: OnceLock<Kit> = OnceLock::new();
    KIT.get_or_init(|| Kit::embedded().expect("the kit of this build"))
}

/// Compares pages without the program around them.
fn compare(pages: &[Page]) -> Value {
    let kit = kit();
    let read =
        |page: &Page| pipeline::read(kit, page.clone()).and_then(|article| pipeline::annotate(kit, article));
    let (accounts, notes): (Vec<_>, Vec<_>) =
        pages.iter().map(read).map(|noted| (noted.value, noted.notes)).unzip();
    let comparison = pipeline::collate(kit, &accounts);
    let view = View::new(&Input {
        accounts: &accounts,
        notes: &notes,
        comparison: &comparison.value,
        comparison_notes: &comparison.notes,
    });
    // The other two reports must not fail either.
    let _ = (report::terminal(&view, report::TerminalStyle::default()), report::html(&view));
    serde_json::from_str(&report::json(&view)).expect("a JSON report")
}

fn page(id: &str, bytes: impl Into<Vec<u8>>) -> Page {
    Page { id: id.to_string(), uri: id.to_string(), bytes: bytes.into(), ..Page::default() }
}

/// Pieces that steps look for, in any order and with anything between them.
const PIECES: &[&str] = &[
    "\"",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "»",
    "'",
    "…",
    "...",
    " — ",
    ", ",
    ". ",
    "\n",
    "\n\n",
    "\u{a0}",
    "• ",
    "1. ",
    " ",
    "said",
    "denied",
    "told reporters",
    "according to",
    "He",
    "she",
    "the minister",
    "Mr. Holm",
    "Ines Holm",
    "not",
    "on Tuesday",
    "May 14, 2024",
    "in 2023",
    "last week",
    "about 300",
    "over 1,000 passengers",
    "several",
    "é",
    "🚢",
    "\u{301}",
    "The Courier reports:",
    "Fact checked",
    "Leave a comment",
    "2 comments",
    "<p>",
    "</p>",
    "<article>",
    "<li>",
    "<div class=comment>",
    "<h1>",
    "</h1>",
    "&amp;",
    "&#x201c;",
    "<script>",
    "<!--",
    "-->",
    "\u{0}",
    "\u{feff}",
    "The ferry to Aldmoor stayed in port because of high waves",
    "We will sail when the sea lets us",
    "the harbour office",
];

/// Something like a page: pieces, words and stray characters.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES).prop_map(str::to_string),
        1 => any::<char>().prop_map(String::from),
        2 => "[a-zA-Z]{1,9} ",
    ];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

/// Checks every span in a report against the bytes of its account.
#[derive(Clone, Copy)]
struct Bounds<'a> {
    sources: &'a BTreeMap<String, &'a [u8]>,
}

impl Bounds<'_> {
    fn check(self, value: &Value, account: Option<&str>, key: &str) {
        match value {
            Value::Object(object) => {
                let named = object.get("account").and_then(Value::as_str).or(account);
                for (key, value) in object {
                    self.check(value, named, key);
                }
            }
            Value::Array(list) => match (offsets(list), account) {
                (Some((start, end)), Some(account)) => self.check_span(account, start, end, key),
                _ => list.iter().for_each(|value| self.check(value, account, key)),
            },
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn check_span(self, account: &str, start: usize, end: usize, key: &str) {
        let bytes = self.sources[account];
        assert!(start <= end && end <= bytes.len(), "{key} [{start}, {end}] of {} bytes", bytes.len());
        if let Ok(text) = std::str::from_utf8(bytes) {
            assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{key} [{start}, {end}]");
        }
    }
}

/// Two whole numbers are a span wherever they stand in the contract.
fn offsets(list: &[Value]) -> Option<(usize, usize)> {
    match list {
        [Value::Number(start), Value::Number(end)] => {
            Some((start.as_u64()? as usize, end.as_u64()? as usize))
        }
        _ => None,
    }
}

fn check_bounds(pages: &[Page]) {
    let report = compare(pages);
    let sources = pages.iter().map(|page| (page.id.clone(), page.bytes.as_slice())).collect();
    let bounds = Bounds { sources: &sources };
    for account in report["accounts"].as_array().expect("a list of accounts") {
        bounds.check(account, account["id"].as_str(), "account");
    }
    for (account, spans) in report["only_in"].as_object().expect("an object of accounts") {
        bounds.check(spans, Some(account), "only_in");
    }
    bounds.check(&report, None, "report");
}

/// A report without what depends on the order of accounts by design: numbers of joint entities and statements,
/// the order of lists, which side of a link is called `a`, and sentences that say which account is which.
fn without_order(report: &Value) -> Value {
    let entities: BTreeMap<String, String> = list(report, "entities")
        .iter()
        .map(|entity| (text_of(entity, "id"), sorted(entity["members"].clone()).to_string()))
        .collect();
    let nodes: BTreeMap<String, String> = list(&report["lineage"], "nodes")
        .iter()
        .map(|node| (text_of(node, "id"), format!("{}/{}", node["account"], node["name"])))
        .collect();
    rename(report, "", &entities, &nodes)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text_of(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or("").to_string()
}

fn sorted(mut value: Value) -> Value {
    if let Value::Array(list) = &mut value {
        list.sort_by_key(Value::to_string);
    }
    value
}

fn rename(
    value: &Value,
    key: &str,
    entities: &BTreeMap<String, String>,
    nodes: &BTreeMap<String, String>,
) -> Value {
    match value {
        Value::Object(object) => {
            let mut renamed: Map<String, Value> = object
                .iter()
                .filter(|(key, _)| !["reason", "reasons", "why", "message"].contains(&key.as_str()))
                .map(|(key, value)| (key.clone(), rename(value, key, entities, nodes)))
                .collect();
            if let (Some(a), Some(b)) = (object.get("a"), object.get("b")) {
                let (first, second) = (a.to_string(), b.to_string());
                let direction = match (first <= second, text_of(value, "direction").as_str()) {
                    (false, "a_to_b") => "b_to_a".to_string(),
                    (false, "b_to_a") => "a_to_b".to_string(),
                    (_, other) => other.to_string(),
                };
                let sides = sorted(json!([renamed.remove("a"), renamed.remove("b")]));
                renamed.insert("sides".to_string(), sides);
                renamed.insert("direction".to_string(), direction.into());
            }
            if object.contains_key("passages") || object.contains_key("members") {
                renamed.remove("id");
            }
            Value::Object(renamed)
        }
        Value::Array(list) if offsets(list).is_some() => value.clone(),
        Value::Array(list) => sorted(list.iter().map(|value| rename(value, key, entities, nodes)).collect()),
        Value::String(text) => {
            let names = if matches!(key, "from" | "to" | "id") { nodes } else { entities };
            names.get(text).unwrap_or(text).clone().into()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

fn check_mirror(first: &Page, second: &Page) {
    let forth = without_order(&compare(&[first.clone(), second.clone()]));
    let back = without_order(&compare(&[second.clone(), first.clone()]));
    for (key, value) in forth.as_object().expect("a report") {
        if *value != back[key] {
            let (forth, back) = (list(&forth, key), list(&back, key));
            let only = |these: &[Value], those: &[Value]| -> Vec<String> {
                these.iter().filter(|value| !those.contains(value)).map(Value::to_string).collect()
            };
            panic!("{key}: only forth {:.2000?}, only back {:.2000?}", only(forth, back), only(back, forth));
        }
    }
}

/// Zones and paragraphs of one page: sorted, apart, on characters, and the same after a way to the bytes and back.
fn check_zones(page: Page) {
    let article = pipeline::read(kit(), page).value;
    let mut end = 0;
    for zone in &article.zones {
        assert!(zone.span.start >= end && !zone.span.is_empty(), "{zone:?} after byte {end}");
        end = zone.span.end;
    }
    for span in article.zones.iter().map(|zone| zone.span).chain(article.paragraphs.iter().copied()) {
        let words = article.text.get(span.range()).expect("a span on characters");
        let raw = article.map.to_raw(span);
        assert!(raw.end as usize <= article.source.bytes.len(), "{raw:?}");
        if !raw.is_empty() {
            let back = article.map.to_text(raw).expect("bytes that stand for text");
            assert!(back.contains(span.trimmed(&article.text)), "{words:?} came back as {back:?}");
        }
    }
    let page = report::ReadPage { article: &article, notes: &[], record: None };
    let wanted = report::Wanted { comments: true, ..report::Wanted::default() };
    let _ = (report::page_text(page, &wanted), report::page_markdown(page, &wanted));
    serde_json::from_str::<Value>(&report::page_json(page, &wanted)).expect("a JSON object");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 100, rng_seed: RngSeed::Fixed(20_240_514), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_are_in_bounds_and_on_characters(first in text(), second in text(), html in any::<bool>()) {
        let media_type = html.then_some(MediaType::Html);
        check_bounds(&[Page { media_type, ..page("A", first) }, page("B", second)]);
    }

    #[test]
    fn arbitrary_bytes_are_read_without_harm(
        first in prop::collection::vec(any::<u8>(), 0..600),
        second in prop::collection::vec(any::<u8>(), 0..600),
        html in any::<bool>(),
    ) {
        let media_type = html.then_some(MediaType::Html);
        check_bounds(&[Page { media_type, ..page("A", first) }, page("B", second)]);
    }

    #[test]
    fn zones_are_apart_and_come_back_from_their_bytes(text in text(), html in any::<bool>()) {
        check_zones(Page { media_type: html.then_some(MediaType::Html), ..page("A", text) });
    }

    #[test]
    fn zones_of_arbitrary_bytes_are_apart_too(bytes in prop::collection::vec(any::<u8>(), 0..600), html in any::<bool>()) {
        check_zones(Page { media_type: html.then_some(MediaType::Html), ..page("A", bytes) });
    }

    #[test]
    fn two_accounts_compared_in_either_order_mirror_each_other(first in text(), second in text()) {
        check_mirror(&page("x", first), &page("y", second));
    }
}

#[test]
fn the_examples_mirror_each_other() {
    let shipped = |name: &str| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
        page(name, std::fs::read(path).expect("a shipped example"))
    };
    let [first, second, third] = ["gazette.html", "dispatch.txt", "mirror.txt"].map(shipped);
    check_mirror(&first, &second);
    check_mirror(&first, &third);
    check_mirror(&second, &third);
}
