//! `variorum read`: pages in, their parts out.

pub(crate) mod archive;
mod archives;
mod formats;
mod inputs;
mod output;

use serde_json::Value;
use std::path::Path;

/// A page with something of everything.
pub(crate) const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry cancelled | The Gazette</title>
<meta property="og:site_name" content="The Gazette"><meta name="author" content="Ada Brook">
<meta property="article:published_time" content="2024-06-11T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Ferry to Aldmoor cancelled for a third day</h1>
<figure><img src="a.jpg"><figcaption>The quay on Monday. Photo: L. Holm</figcaption></figure>
<p>The ferry to Aldmoor stayed in port on Tuesday because of high waves, the harbour office said in a statement.</p>
<p>“We will sail when the sea lets us,” Captain Ines Holm told reporters on the quay. “I have never seen such a June.”</p>
<p>About 300 passengers were waiting in the terminal &amp; on the pier, according to the company that runs the ferry.</p>
</article>
<section id="comments"><h2>1 comment</h2><div class="comment"><p class="comment-author">quay_rat</p>
<p>I saw the waves from my window and they were as high as the lighthouse.</p></div></section>
<footer><p>© 2024 The Gazette. All rights reserved.</p></footer></body></html>
"#;

/// The bytes of a shipped example.
pub(crate) fn example(name: &str) -> Vec<u8> {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    std::fs::read(shipped.join(name)).expect("a shipped example")
}

/// One object a line.
#[track_caller]
pub(crate) fn lines(output: &str) -> Vec<Value> {
    let parse = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    output.lines().map(parse).collect()
}

/// A text of each page.
pub(crate) fn texts<'v>(pages: &'v [Value], key: &str) -> Vec<&'v str> {
    pages.iter().map(|page| page[key].as_str().unwrap_or("")).collect()
}
