//! What does the page look like? Draws the README's picture from the shipped example, in Chromium.

use anyhow::{Context, Result, bail, ensure};
use std::path::PathBuf;
use std::process::Command;

/// The accounts of the picture.
const ACCOUNTS: [&str; 3] = ["examples/gazette.html", "examples/dispatch.txt", "examples/mirror.txt"];

/// More than this is too much for a README.
const MOST_BYTES: u64 = 400_000;

/// Options of `cargo xtask screenshot`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The picture
    #[arg(long, default_value = "docs/images/compare.png")]
    output: PathBuf,
    /// The section whose first finding is lit: shared, copied, altered, apart, only
    #[arg(long, default_value = "altered")]
    section: String,
    /// Width and height of the window
    #[arg(long, default_value = "1280,800")]
    window: String,
}

/// Compares the example and takes the picture.
pub(crate) fn run(root: PathBuf, arguments: &Arguments) -> Result<()> {
    let folder = root.join("target/screenshot");
    std::fs::create_dir_all(&folder)?;
    let page = folder.join("compare.html");
    let compared = Command::new("cargo")
        .args(["run", "--quiet", "--package", "variorum", "--", "compare", "--format", "html", "-o"])
        .arg(&page)
        .args(ACCOUNTS)
        .current_dir(&root)
        .status()?;
    ensure!(compared.success(), "the example could not be compared");
    let html = std::fs::read_to_string(&page)?;
    let Some(finding) = first_finding(&html, &arguments.section) else {
        bail!("the page has no finding under `{}`", arguments.section);
    };
    let picture = root.join(&arguments.output);
    if let Some(parent) = picture.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let drawn = Command::new("chromium")
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg("--hide-scrollbars")
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("--window-size={}", arguments.window))
        .arg(format!("--screenshot={}", picture.display()))
        .arg(format!("file://{}#f{finding}", page.display()))
        .output()
        .context("chromium could not be started: install it")?;
    ensure!(drawn.status.success(), "chromium failed: {}", String::from_utf8_lossy(&drawn.stderr));
    let bytes = std::fs::metadata(&picture)?.len();
    ensure!(bytes <= MOST_BYTES, "{} has {bytes} bytes, more than {MOST_BYTES}", picture.display());
    println!("{}: finding {finding}, {bytes} bytes", picture.display());
    Ok(())
}

/// The number of the first finding of a section.
fn first_finding(html: &str, section: &str) -> Option<u32> {
    let (_, section) = html.split_once(&format!(" id=\"{section}\""))?;
    let (_, number) = section.split_once(" id=\"f")?;
    number.split('"').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_finding_of_a_section_is_the_one_lit() {
        let html =
            r#"<h2 id="shared"></h2><li class="item" id="f1"><h2 id="apart"></h2><li class="item" id="f2">"#;
        assert_eq!(first_finding(html, "apart"), Some(2));
        assert_eq!(first_finding(html, "only"), None);
    }
}
