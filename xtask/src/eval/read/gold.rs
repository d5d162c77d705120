//! What do the gold files say of each page? One JSON line a page, fields by set.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A page and what is known of it; what a set does not say is empty.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) id: String,
    pub(super) html: Vec<u8>,
    pub(super) text: Option<String>,
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) date: Option<String>,
    pub(super) with: Vec<String>,
    pub(super) without: Vec<String>,
    pub(super) summary: Vec<String>,
    pub(super) paragraphs: Vec<String>,
    pub(super) captions: Vec<String>,
    pub(super) comments: Vec<String>,
}

/// The pages of one set.
#[derive(Debug)]
pub(super) struct Set {
    pub(super) pages: Vec<Page>,
}

impl Set {
    /// Reads `gold.jsonl` and the pages that it names.
    pub(super) fn load(data: &Path, folder: &str) -> Result<Set> {
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
    Page {
        html,
        text: text("text"),
        title: text("title"),
        authors: list("author"),
        date: text("date"),
        with: list("with"),
        without: list("without"),
        summary: list("summary"),
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
