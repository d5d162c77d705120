//! What do the gold files say of each page? One JSON line a page, fields by set.

use anyhow::{Context, Result};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// A page and what is known of it; what a set does not say is empty.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) id: String,
    /// The registered name of the site, or the page's id.
    pub(crate) site: String,
    pub(crate) html: Vec<u8>,
    pub(crate) text: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) date: Option<String>,
    pub(crate) with: Vec<String>,
    pub(crate) without: Vec<String>,
    pub(crate) summary: Vec<String>,
    /// Headings inside the article.
    pub(crate) heads: Vec<String>,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) captions: Vec<String>,
    pub(crate) comments: Vec<String>,
}

/// The pages of one set.
#[derive(Debug)]
pub(crate) struct Set {
    pub(crate) pages: Vec<Page>,
}

impl Set {
    /// Reads `gold.jsonl` and the pages that it names.
    pub(crate) fn load(data: &Path, folder: &str) -> Result<Set> {
        let comments = comments(&data.join("comments_silver.jsonl"))?;
        let root = data.join(folder);
        let file = root.join("gold.jsonl");
        let lines =
            std::fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
        let mut pages = Vec::new();
        for line in lines.lines().filter(|line| !line.is_empty()) {
            let value: Value = serde_json::from_str(&line.replace(": NaN", ": null"))?;
            let path = root.join(value["file"].as_str().context("no field `file`")?);
            let html = std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
            pages.push(page(&value, html, &comments));
        }
        Ok(Set { pages })
    }

    /// SHA-256 over all pages and what is known of them.
    pub(crate) fn digest(&self) -> String {
        let mut digest = Sha256::new();
        for page in &self.pages {
            digest.update(&page.html);
            digest.update(page.text.as_deref().unwrap_or(""));
            for snippet in page.with.iter().chain(&page.without) {
                digest.update(snippet);
            }
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The name under which a site is registered, more or less: pages of one newsroom share it.
fn site(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split(['/', '?', ':']).next()?;
    let parts: Vec<&str> = host.split('.').collect();
    let is_second_level = |part: &str| matches!(part, "co" | "com" | "org" | "net" | "ac" | "gov");
    let kept = if parts.len() > 2 && is_second_level(parts[parts.len() - 2]) { 3 } else { 2 };
    Some(parts[parts.len().saturating_sub(kept)..].join("."))
}

fn page(value: &Value, html: Vec<u8>, comments: &BTreeMap<String, Vec<String>>) -> Page {
    let text =
        |key: &str| value[key].as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let list = |key: &str| -> Vec<String> {
        match &value[key] {
            Value::String(one) => vec![one.clone()],
            Value::Array(all) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
        }
    };
    let id = text("id").unwrap_or_default();
    let silver = comments.get(&id);
    let site = text("url").and_then(|url| site(&url)).unwrap_or_else(|| id.clone());
    Page {
        html,
        site,
        text: text("text"),
        title: text("title"),
        authors: list("author"),
        date: text("date"),
        with: list("with"),
        without: list("without"),
        summary: list("summary"),
        heads: list("heads"),
        paragraphs: list("paras"),
        captions: list("captions"),
        comments: silver.cloned().unwrap_or_default(),
        id,
    }
}

/// Texts of the comments of each page.
fn comments(file: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let lines = std::fs::read_to_string(file).with_context(|| format!("cannot read `{}`", file.display()))?;
    let mut pages = BTreeMap::new();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let value: Value = serde_json::from_str(&line.replace(": NaN", ": null"))?;
        let texts = value["comments"].as_array().into_iter().flatten();
        let texts: Vec<String> =
            texts.filter_map(|comment| comment["text"].as_str()).map(str::to_owned).collect();
        // Named by set and page; page names do not clash between the sets.
        let id = value["id"].as_str().unwrap_or("");
        pages.insert(id.split_once('/').map_or(id, |(_, page)| page).to_owned(), texts);
    }
    Ok(pages)
}
