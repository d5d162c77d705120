//! What does the page say about itself? Title, outlet, authors, language, address, date, each with its bytes.
//!
//! Sources in order of trust: JSON-LD, `<meta>`, what the page shows. What no source says stays empty.

#![expect(clippy::wildcard_enum_match_arm, reason = "most elements mean nothing to a step")]

use super::hints::Hints;
use super::outline::Outline;
use super::tags::Tag;
use super::zones::Page;
use crate::fold;
use crate::read::layout::{Layout, Role};
use crate::read::shape::word_count;
use crate::read::{byline, dates, published};
use news::{Field, OffsetMap, Span, ZoneKind};
use serde_json::Value;
use std::ops::Range;

/// A script longer than this is data of another kind.
const MAX_JSON: usize = 4 << 20;
/// Objects of one script that are looked at.
const MAX_OBJECTS: usize = 500;

/// A value and its bytes in the page.
type Stated = (String, Range<usize>);

/// What the page states.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// Index of the block that is the headline.
    pub(super) headline: Option<usize>,
    /// Descriptions of the page as it states them, folded for matching, cut ends without their ellipsis. A visible
    /// block that says the same is the standfirst.
    pub(super) descriptions: Vec<String>,
    titles: Vec<String>,
    outlet: Option<Stated>,
    authors: Vec<Stated>,
    language: Option<Stated>,
    canonical: Option<Stated>,
    published: Option<(Stated, &'static str)>,
}

/// Reads JSON-LD and meta elements, and finds the headline.
pub(super) fn read(html: &str, outline: &Outline<'_>, page: &Page<'_>, title: Option<&str>) -> Metadata {
    let mut found = Metadata::default();
    found.titles.extend(title.map(str::to_owned));
    for range in &outline.json {
        from_json(html, range.clone(), &mut found);
    }
    from_metas(outline, &mut found);
    if !outline.title.trim().is_empty() {
        found.titles.push(outline.title.clone());
    }
    found.headline = headline(page, &found.titles);
    found
}

// ------------------------------------------------------------------------------------------- JSON-LD

fn from_json(html: &str, range: Range<usize>, found: &mut Metadata) {
    let Some(script) = html.get(range.clone()).filter(|script| script.len() <= MAX_JSON) else { return };
    // Line breaks inside strings are common and not allowed.
    let clean: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';');
    let Ok(value) = serde_json::from_str::<Value>(clean) else { return };
    let mut objects = vec![&value];
    let mut at = 0;
    while at < objects.len() && objects.len() < MAX_OBJECTS {
        match objects[at] {
            Value::Array(items) => objects.extend(items.iter().take(MAX_OBJECTS)),
            Value::Object(map) => {
                objects.extend(map.get("@graph"));
                objects.extend(map.get("mainEntity"));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        at += 1;
    }
    let place = |key: &str, value: &str| locate(script, range.start, key, value);
    for object in objects.iter().filter(|object| is_article(object)) {
        let text = |key: &str| object.get(key).and_then(Value::as_str).map(|value| value.trim().to_owned());
        found.titles.extend(text("headline"));
        if let Some(value) = text("datePublished").filter(|_| found.published.is_none()) {
            let at = place("datePublished", &value);
            found.published = Some(((value, at), "the page states this date of publication in its JSON-LD"));
        }
        for name in names(object.get("author")) {
            let at = place("author", &name);
            push_author(found, name, at);
        }
        for key in ["description", "alternativeHeadline", "abstract"] {
            push_description(found, object.get(key).and_then(Value::as_str).unwrap_or(""));
        }
        if let Some(name) = names(object.get("publisher")).into_iter().next() {
            let at = place("publisher", &name);
            found.outlet.get_or_insert((name, at));
        }
        if let Some(value) = text("inLanguage") {
            let at = place("inLanguage", &value);
            found.language.get_or_insert((value, at));
        }
    }
}

fn is_article(object: &Value) -> bool {
    let fits = |kind: &str| {
        kind.ends_with("Article")
            || matches!(kind, "BlogPosting" | "Report" | "SocialMediaPosting" | "LiveBlogPosting")
    };
    match object.get("@type") {
        Some(Value::String(kind)) => fits(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(fits),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => false,
    }
}

/// Names of a person or organisation, or of a list of them.
fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(name)) => vec![name.trim().to_owned()],
        Some(Value::Object(map)) => match map.get("name") {
            Some(Value::Array(_)) | Some(Value::String(_)) => names(map.get("name")),
            _ => Vec::new(),
        },
        Some(Value::Array(list)) => {
            list.iter().take(20).flat_map(|one| names(Some(one)).into_iter().take(1)).collect()
        }
        Some(Value::Null | Value::Bool(_) | Value::Number(_)) | None => Vec::new(),
    }
}

/// Bytes of a value after its key; the whole script where it is written otherwise.
fn locate(script: &str, base: usize, key: &str, value: &str) -> Range<usize> {
    let after = script.find(&format!("\"{key}\"")).unwrap_or(0);
    let at = script[after..].find(value).map(|at| after + at).or_else(|| script.find(value));
    at.filter(|_| !value.is_empty())
        .map_or(base..base + script.len(), |at| base + at..base + at + value.len())
}

fn push_description(found: &mut Metadata, description: &str) {
    let folded = fold::text(description);
    let folded = folded.trim_end_matches(['.', '…', ' ']);
    let is_new = !found.descriptions.iter().any(|other| other == folded);
    if folded.len() >= 20 && folded.len() <= 4096 && is_new && found.descriptions.len() < 8 {
        found.descriptions.push(folded.to_owned());
    }
}

fn push_author(found: &mut Metadata, name: String, at: Range<usize>) {
    let is_address = name.contains("://") || name.starts_with('@');
    let known = found.authors.iter().any(|(other, _)| fold::text(other) == fold::text(&name));
    if !name.is_empty() && !is_address && !known && name.len() <= 120 && found.authors.len() < 20 {
        found.authors.push((name, at));
    }
}

// ------------------------------------------------------------------------------------------- meta elements

fn from_metas(outline: &Outline<'_>, found: &mut Metadata) {
    const PUBLISHED: [&str; 16] = [
        "article:published_time",
        "datepublished",
        "og:article:published_time",
        "article:published",
        "parsely-pub-date",
        "publish-date",
        "publishdate",
        "publication_date",
        "pubdate",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "og:pubdate",
        "date",
    ];
    let named = |name: &str| {
        outline
            .metas
            .iter()
            .find(|meta| meta.name == name && !meta.value.is_empty())
            .map(|meta| (meta.value.clone(), meta.range.clone()))
    };
    let described = outline.metas.iter().filter(|meta| {
        let names = [
            "description",
            "og:description",
            "twitter:description",
            "dc.description",
            "sailthru.description",
        ];
        names.contains(&meta.name.as_str())
    });
    for meta in described {
        push_description(found, &meta.value);
    }
    for name in ["og:title", "twitter:title", "headline", "dc.title"] {
        found.titles.extend(named(name).map(|(value, _)| value));
    }
    found.outlet = named("og:site_name").or(found.outlet.take()).or_else(|| named("application-name"));
    found.language = named("lang").or(found.language.take()).or_else(|| named("og:locale"));
    found.canonical = named("canonical").or_else(|| named("og:url"));
    if found.published.is_none() {
        found.published = PUBLISHED
            .iter()
            .find_map(|name| named(name))
            .filter(|(value, _)| !dates::candidates(value).is_empty())
            .map(|stated| (stated, "the page states this date of publication in a meta element"));
    }
    if found.authors.is_empty() {
        for name in ["author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author"] {
            if let Some((value, range)) = named(name) {
                let name = value.strip_prefix("By ").unwrap_or(&value).to_owned();
                push_author(found, name, range);
            }
            if !found.authors.is_empty() {
                return;
            }
        }
    }
}

// ------------------------------------------------------------------------------------------- headline

/// The block that is the headline: a heading that says what the page's titles say, near the article's start.
fn headline(page: &Page<'_>, titles: &[String]) -> Option<usize> {
    let titles: Vec<String> = titles.iter().map(|title| fold::text(title)).collect();
    let end = if page.article.is_empty() { page.blocks.len() } else { page.article.end };
    let mut best: Option<(i32, usize)> = None;
    for block in 0..end {
        let words = page.words(block);
        if words.len() > 400 {
            continue;
        }
        let score = headline_score(page, block, &fold::text(words), &titles);
        if score >= 5 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, block));
        }
    }
    best.map(|(_, block)| block)
}

fn headline_score(page: &Page<'_>, block: usize, words: &str, titles: &[String]) -> i32 {
    let context = page.context(block);
    let inline = page.blocks[block].inline;
    let level = match page.tag(block) {
        Tag::Heading(1) => 4,
        Tag::Heading(2) => 2,
        Tag::Heading(_) => 1,
        _ => 0,
    };
    let named = i32::from(context.and(inline).has(Hints::HEADLINE)) * 2;
    if level + named == 0 && word_count(words) < 3 {
        return 0;
    }
    let bare = words.trim_end_matches(['.', ' ']);
    let fits = |title: &String| -> i32 {
        if title.trim_end_matches(['.', ' ']) == bare {
            5
        } else if bare.len() >= 12 && title.starts_with(bare) {
            4
        } else if bare.len() >= 20
            && (title.contains(bare) || bare.contains(title.as_str()) && title.len() >= 20)
        {
            3
        } else {
            0
        }
    };
    let stated = titles.iter().map(fits).max().unwrap_or(0);
    let outside = Hints::BOILERPLATE.and(Hints::HIDDEN).and(Hints::RELATED).and(Hints::ASIDE);
    let readers = Hints::COMMENT.and(Hints::COMMENTS).and(Hints::COMMENT_FORM);
    let place = i32::from(block <= page.article.start) * 2
        - i32::from(context.has(outside)) * 3
        - i32::from(context.has(readers)) * 8
        - i32::from(word_count(words) < 3);
    if level == 0 && named == 0 && stated < 4 { 0 } else { level + named + stated + place }
}

// ------------------------------------------------------------------------------------------- to the article

impl Metadata {
    /// Whether a block says what the page states as its description. Stated descriptions are often cut short.
    #[expect(dead_code, reason = "evidence for whoever weighs the lines under a headline")]
    pub(super) fn is_description(&self, words: &str) -> bool {
        if words.len() < 20 || words.len() > 8192 || self.descriptions.is_empty() {
            return false;
        }
        let folded = fold::text(words);
        let bare = folded.trim_end_matches(['.', '…', ' ']);
        self.descriptions.iter().any(|stated| {
            stated == bare
                || stated.len() >= 60 && bare.starts_with(stated.as_str()) && bare.len() < stated.len() * 3
        })
    }

    /// Fills the fields of the layout.
    #[expect(clippy::too_many_arguments, reason = "one call, at the end of reading a page")]
    pub(super) fn put(
        &self,
        text: &str,
        map: &OffsetMap,
        under: &OffsetMap,
        page: &Page<'_>,
        outline: &Outline<'_>,
        roles: &[Role],
        layout: &mut Layout,
    ) {
        let field = |(value, range): &Stated| Field {
            value: value.clone(),
            span: Some(under.to_raw(Span::new(range.start, range.end))),
        };
        layout.outlet = self.outlet.as_ref().map(field);
        layout.language = self.language.as_ref().map(field).map(|mut field| {
            field.value = field.value.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
            field
        });
        layout.canonical_url = self.canonical.as_ref().map(field);
        layout.authors = self.authors.iter().map(field).collect();
        let whole = map.clone().through(under);
        if layout.authors.is_empty() {
            let lines = (0..roles.len()).filter(|block| roles[*block].kind == ZoneKind::Byline).take(3);
            for block in lines {
                layout.authors.extend(byline::authors(text, &whole, page.blocks[block].span));
            }
        }
        self.date(text, page, outline, roles, layout);
    }

    /// The day of publication: stated, else a `<time>` of the article, else a date line; never of a comment.
    fn date(&self, text: &str, page: &Page<'_>, outline: &Outline<'_>, roles: &[Role], layout: &mut Layout) {
        if let Some(((value, _), why)) = &self.published {
            published::add(&mut layout.published, dates::candidates(value), why, None);
        }
        let foreign =
            Hints::COMMENT.and(Hints::COMMENTS).and(Hints::RELATED).and(Hints::ASIDE).and(Hints::BOILERPLATE);
        if layout.published.candidates.is_empty() {
            let own = |region: u32| !page.context[region as usize].has(foreign);
            let stamp = outline
                .times
                .iter()
                .filter(|time| own(time.region))
                .find_map(|time| Some(dates::candidates(&time.value)).filter(|found| !found.is_empty()));
            if let Some(found) = stamp {
                published::add(
                    &mut layout.published,
                    found,
                    "the page shows this date in a time element",
                    None,
                );
            }
        }
        if layout.published.candidates.is_empty() {
            let lines = (0..roles.len())
                .filter(|block| matches!(roles[*block].kind, ZoneKind::Dateline | ZoneKind::Byline));
            for block in lines.take(6) {
                let span = page.blocks[block].span;
                let found = dates::candidates(span.of(text));
                if !found.is_empty() {
                    let why = "the page prints this date beside its headline";
                    published::add(&mut layout.published, found, why, Some(span));
                    return;
                }
            }
        }
    }
}
