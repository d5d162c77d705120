//! Which articles come in? The first of the gold data's background or of a file, or invented ones: near-copies of
//! invented texts, for want of better.

use crate::copies::{Text, invented, near_copy};
use anyhow::{Context, Result};
use serde_json::json;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;

pub(super) use crate::copies::Draw;

/// The articles of the folder of unpacked data.
const BACKGROUND: &str = "background/articles.jsonl";

/// Writes them as JSON lines and counts them; `data`: a file of JSON lines, or the folder of unpacked data.
pub(super) fn write(to: &Path, data: Option<&Path>, most: usize) -> Result<usize> {
    let mut out = BufWriter::new(File::create(to).context("the stream cannot be written")?);
    let mut count = 0;
    let file = data.map(|data| if data.is_dir() { data.join(BACKGROUND) } else { data.to_path_buf() });
    if let Some(file) = &file {
        let file = File::open(file).with_context(|| format!("cannot read `{}`", file.display()))?;
        for line in BufReader::new(file).lines().take(most) {
            writeln!(out, "{}", line?)?;
            count += 1;
        }
    } else {
        let texts = invented();
        for index in 0..most {
            writeln!(out, "{}", article(&texts[index % texts.len()], index))?;
            count += 1;
        }
    }
    out.flush()?;
    Ok(count)
}

/// A copy of an invented text with some words exchanged.
fn article(text: &Text, index: usize) -> serde_json::Value {
    let body = near_copy(&text.page(), index as u64);
    let day = format!("2024-{:02}-{:02}", index / 400 % 12 + 1, index / 14 % 28 + 1);
    json!({"id": format!("n{index}"), "outlet": text.outlet, "date": day, "text": body})
}
