//! What does the JSON-LD of a page state? The article's own object among those of the page, its parts by `@id`.

use super::statements::{Origin, Statements, push};
use crate::fold;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// A script longer than this is data of another kind.
const MAX_JSON: usize = 4 << 20;
/// Objects of one page that are looked at.
const MAX_OBJECTS: usize = 500;
/// Names of one article.
const MAX_NAMES: usize = 20;

/// The scripts of a page, parsed, in order.
pub(super) struct Scripts<'h> {
    parsed: Vec<(Value, Range<usize>)>,
    html: &'h str,
}

/// An object and the script that it stands in.
type Object<'s> = (&'s Value, &'s Range<usize>);

impl<'h> Scripts<'h> {
    pub(super) fn parse(html: &'h str, ranges: &[Range<usize>]) -> Scripts<'h> {
        let parsed = ranges.iter().take(60).filter_map(|range| {
            let script = html.get(range.clone()).filter(|script| script.len() <= MAX_JSON)?;
            Some((parse(script)?, range.clone()))
        });
        Scripts { parsed: parsed.collect(), html }
    }

    /// The objects that may speak of the page: top-level ones, and those of `@graph` and `mainEntity`.
    fn objects(&self) -> Vec<Object<'_>> {
        let mut objects: Vec<Object<'_>> = self.parsed.iter().map(|(value, range)| (value, range)).collect();
        let mut at = 0;
        while at < objects.len() && objects.len() < MAX_OBJECTS {
            let (object, range) = objects[at];
            match object {
                Value::Array(items) => {
                    objects.extend(items.iter().take(MAX_OBJECTS).map(|item| (item, range)))
                }
                Value::Object(map) => {
                    let inner = ["@graph", "mainEntity", "mainEntityOfPage"]
                        .into_iter()
                        .filter_map(|key| map.get(key));
                    objects.extend(
                        inner
                            .filter(|value| value.is_object() || value.is_array())
                            .map(|value| (value, range)),
                    );
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
            at += 1;
        }
        objects
    }

    /// The object of the page's article: the one whose headline the page's titles repeat, else the first.
    pub(super) fn article(&self, titles: &[String]) -> Option<Object<'_>> {
        let articles: Vec<Object<'_>> =
            self.objects().into_iter().filter(|(object, _)| is_article(object)).collect();
        let repeated = articles.iter().find(|(object, _)| {
            let headline = object.get("headline").or_else(|| object.get("name")).and_then(Value::as_str);
            let headline = fold::text(headline.unwrap_or(""));
            headline.len() >= 8 && titles.iter().any(|title| title.contains(&headline))
        });
        repeated.or(articles.first()).copied()
    }

    /// Reads what the scripts state about the page. `titles` are those that other sources state, folded.
    pub(super) fn read(&self, titles: &[String], found: &mut Statements) {
        let objects = self.objects();
        let ids: BTreeMap<&str, &Value> = objects
            .iter()
            .filter_map(|(object, _)| Some((object.get("@id")?.as_str()?, *object)))
            .filter(|(_, object)| object.get("name").is_some())
            .collect();
        let article = self.article(titles);
        if let Some((object, range)) = article {
            found.is_news =
                kinds(object).iter().any(|kind| kind.contains("News") || *kind == "LiveBlogPosting");
            let reader = Reader { html: self.html, ids: &ids, range, object };
            reader.article(found);
        }
        let others = objects.iter().filter(|(object, _)| {
            !article.is_some_and(|(article, _)| std::ptr::eq(article, *object))
                && (article.is_none() || !is_article(object))
        });
        for (object, range) in others {
            Reader { html: self.html, ids: &ids, range, object }.page(found);
        }
    }
}

fn parse(script: &str) -> Option<Value> {
    // Line breaks inside strings are common and not allowed.
    let mut clean = script.to_owned();
    if script.bytes().any(|byte| byte == 0xc2) {
        clean = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    } else {
        let spaced =
            clean.into_bytes().into_iter().map(|byte| if byte.is_ascii_control() { b' ' } else { byte });
        clean = String::from_utf8(spaced.collect()).ok()?;
    }
    let clean = clean.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
    let clean = clean.trim_end_matches("//]]>").trim_end_matches("-->").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(clean) {
        return Some(value);
    }
    // Some pages write a comma before a closing bracket; strings that hold one keep their meaning well enough.
    let mended: String = {
        let mut mended = String::with_capacity(clean.len());
        for c in clean.chars() {
            if matches!(c, '}' | ']') {
                let kept = mended.trim_end().trim_end_matches(',').len();
                mended.truncate(kept);
            }
            mended.push(c);
        }
        mended
    };
    serde_json::from_str(&mended).ok()
}

fn kinds(object: &Value) -> Vec<&str> {
    match object.get("@type") {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => Vec::new(),
    }
}

fn is_article(object: &Value) -> bool {
    kinds(object).into_iter().any(|kind| {
        kind.ends_with("Article")
            || matches!(
                kind,
                "BlogPosting" | "Report" | "SocialMediaPosting" | "LiveBlogPosting" | "Review" | "Recipe"
            )
    })
}

/// Reads one object.
struct Reader<'r> {
    html: &'r str,
    ids: &'r BTreeMap<&'r str, &'r Value>,
    range: &'r Range<usize>,
    object: &'r Value,
}

impl Reader<'_> {
    fn text(&self, key: &str) -> Option<(&str, Range<usize>)> {
        let value = self.object.get(key)?;
        let value = value.as_array().map_or(Some(value), |list| list.first())?;
        let value = value.as_str()?.trim();
        Some((value, self.locate(key, value)))
    }

    fn article(&self, found: &mut Statements) {
        for key in ["headline", "name"] {
            if let Some((value, range)) = self.text(key) {
                let origin = if key == "headline" { Origin::Article } else { Origin::Page };
                push(&mut found.titles, value, range, origin);
            }
        }
        self.dates(found, Origin::Article);
        for key in ["author", "creator"] {
            for name in self.names(self.object.get(key)) {
                let range = self.locate(key, &name);
                push(&mut found.authors, &name, range, Origin::Article);
            }
        }
        for key in ["publisher", "sourceOrganization", "copyrightHolder"] {
            if let Some(name) = self.names(self.object.get(key)).into_iter().next() {
                let range = self.locate(key, &name);
                push(&mut found.outlets, &name, range, Origin::Article);
            }
        }
        for key in ["description", "alternativeHeadline", "abstract"] {
            if let Some((value, range)) = self.text(key) {
                push(&mut found.descriptions, value, range, Origin::Article);
            }
        }
        if let Some((value, range)) = self.text("inLanguage") {
            push(&mut found.languages, value, range, Origin::Article);
        }
        if let Some((value, range)) = self.text("url").filter(|(value, _)| value.contains("://")) {
            push(&mut found.addresses, value, range, Origin::Article);
        }
        self.access(found);
    }

    /// What an object about the page, or about a thing on it, says.
    fn page(&self, found: &mut Statements) {
        let kinds = kinds(self.object);
        let is = |names: &[&str]| kinds.iter().any(|kind| names.contains(kind));
        if is(&["Comment", "Person", "Organization", "ImageObject", "BreadcrumbList", "Offer", "Rating"]) {
            return;
        }
        let is_page = kinds.iter().any(|kind| kind.ends_with("Page"));
        if is_page
            || is(&["VideoObject", "CreativeWork", "Product", "Event", "Course", "QAPage", "Book", "Dataset"])
        {
            self.dates(found, Origin::Page);
        }
        if is_page {
            for name in self.names(self.object.get("author")) {
                let range = self.locate("author", &name);
                push(&mut found.authors, &name, range, Origin::Page);
            }
            if let Some((value, range)) = self.text("name") {
                push(&mut found.titles, value, range, Origin::Page);
            }
            if let Some((value, range)) = self.text("inLanguage") {
                push(&mut found.languages, value, range, Origin::Page);
            }
            self.access(found);
        }
        if is(&["WebSite", "NewsMediaOrganization"])
            && let Some((value, range)) = self.text("name")
        {
            push(&mut found.outlets, value, range, Origin::Page);
        }
    }

    fn dates(&self, found: &mut Statements, origin: Origin) {
        for key in ["datePublished", "dateCreated", "uploadDate"] {
            let origin = if key == "datePublished" { origin } else { Origin::Vague };
            if let Some((value, range)) = self.text(key) {
                push(&mut found.published, value, range, origin);
            }
        }
        if let Some((value, range)) = self.text("dateModified") {
            push(&mut found.modified, value, range, origin);
        }
    }

    fn access(&self, found: &mut Statements) {
        found.paywalled |= match self.object.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => !free,
            Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
            Some(Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_)) | None => false,
        };
    }

    /// Names of a person or organisation, or of a list of them; persons before organisations.
    fn names(&self, value: Option<&Value>) -> Vec<String> {
        let mut named = Vec::new();
        self.collect(value, &mut named, 4);
        let persons = named.iter().any(|(_, person)| *person);
        let kept = named.into_iter().filter(|(_, person)| *person || !persons);
        kept.map(|(name, _)| name).take(MAX_NAMES).collect()
    }

    fn collect(&self, value: Option<&Value>, named: &mut Vec<(String, bool)>, depth: usize) {
        if depth == 0 || named.len() >= MAX_NAMES {
            return;
        }
        match value {
            Some(Value::String(name)) => {
                let known = self.ids.get(name.as_str()).and_then(|object| object.get("name"));
                match known {
                    Some(known) => self.collect(Some(known), named, depth - 1),
                    None => named.push((name.trim().to_owned(), true)),
                }
            }
            Some(Value::Object(map)) => {
                let person =
                    !kinds(value.unwrap_or(&Value::Null)).iter().any(|kind| kind.contains("Organization"));
                let part = |key: &str| map.get(key).and_then(Value::as_str).unwrap_or("");
                let full = format!("{} {}", part("givenName"), part("familyName"));
                match map.get("name") {
                    Some(Value::String(name)) if !name.trim().is_empty() => {
                        named.push((name.trim().to_owned(), person))
                    }
                    Some(inner @ (Value::Array(_) | Value::Object(_))) => {
                        self.collect(Some(inner), named, depth - 1)
                    }
                    _ if !full.trim().is_empty() => named.push((full.trim().to_owned(), person)),
                    _ => {
                        let other = self.ids.get(part("@id")).and_then(|object| object.get("name"));
                        self.collect(other, named, depth - 1);
                    }
                }
            }
            Some(Value::Array(list)) => {
                for one in list.iter().take(MAX_NAMES) {
                    self.collect(Some(one), named, depth - 1);
                }
            }
            Some(Value::Null | Value::Bool(_) | Value::Number(_)) | None => {}
        }
    }

    /// Bytes of a value after its key, as written there; the whole script where they cannot be told.
    fn locate(&self, key: &str, value: &str) -> Range<usize> {
        let script = self.html.get(self.range.clone()).unwrap_or("");
        let base = self.range.start;
        let after = script.find(&format!("\"{key}\"")).unwrap_or(0);
        let escaped = Value::String(value.to_owned()).to_string();
        let escaped = escaped.trim_matches('"');
        let ascii: String =
            escaped.chars().map(|c| if c.is_ascii() { c.to_string() } else { unicode(c) }).collect();
        [value.to_owned(), escaped.to_owned(), ascii.replace('/', "\\/"), ascii]
            .into_iter()
            .filter(|form| !form.is_empty())
            .find_map(|form| {
                let at = script[after..].find(&form).map(|at| after + at).or_else(|| script.find(&form))?;
                Some(base + at..base + at + form.len())
            })
            .unwrap_or(self.range.clone())
    }
}

/// The escape of a character outside ASCII.
fn unicode(c: char) -> String {
    let mut units = [0u16; 2];
    c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}
