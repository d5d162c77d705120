//! Which feeds does an OPML file list? Outlines may be nested as deep as they like; broken files give what they hold.

use crate::markup::{Piece, Pieces, attribute, words};
use crate::text::{Flaw, Flaws, Unusable, decode};

/// Feeds that are taken of one file.
const MOST: usize = 20_000;

/// A list of feeds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlines {
    /// What the list calls itself.
    pub title: Option<String>,
    /// The feeds, in order; each address once.
    pub feeds: Vec<Outline>,
    /// What is wrong with the file.
    pub flaws: Vec<Flaw>,
}

/// One feed of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Where the feed is.
    pub address: crate::Address,
    /// What the list calls it.
    pub title: Option<String>,
}

impl Outlines {
    /// Reads an OPML file of any version.
    ///
    /// # Errors
    /// It is none, or names no feeds.
    pub fn read(bytes: &[u8], charset: Option<&str>) -> Result<Outlines, Unusable> {
        let text = decode(bytes, charset);
        let mut flaws = Flaws::new(&text);
        let mut list = Outlines::default();
        let mut seen = std::collections::BTreeSet::new();
        let (mut has_root, mut is_title, mut depth) = (false, false, 0_usize);
        for piece in Pieces::new(&text) {
            match piece {
                Piece::Open { name, attributes, is_empty, at, .. } => {
                    let name = name.to_ascii_lowercase();
                    if !has_root && name != "opml" {
                        return Err(Unusable::NoOutlines);
                    }
                    has_root = true;
                    depth += usize::from(!is_empty);
                    is_title = name == "title" && !is_empty;
                    if name == "outline" && list.feeds.len() < MOST {
                        match outline(attributes) {
                            Some(Ok(feed)) if seen.insert(feed.address.clone()) => list.feeds.push(feed),
                            Some(Err(what)) => flaws.note(at, what),
                            Some(Ok(_)) | None => {}
                        }
                    }
                }
                Piece::Close { .. } => {
                    is_title = false;
                    depth = depth.saturating_sub(1);
                }
                Piece::Text { raw } if is_title => {
                    list.title = Some(words(raw)).filter(|title| !title.is_empty())
                }
                Piece::Text { .. } | Piece::Data { .. } => {}
                Piece::Wrong { at, what } => flaws.note(at, what),
            }
        }
        if !has_root {
            return Err(Unusable::NoOutlines);
        }
        if depth > 0 {
            flaws.note(text.len(), "the file ends too early");
        }
        if list.feeds.is_empty() && flaws.found.is_empty() {
            return Err(Unusable::NoFeeds);
        }
        list.flaws = flaws.found;
        Ok(list)
    }
}

/// The feed of an outline; `None`: it is a folder or a note.
fn outline(attributes: &str) -> Option<Result<Outline, String>> {
    let link = attribute(attributes, "xmlUrl")?;
    let title = attribute(attributes, "title").or_else(|| attribute(attributes, "text"));
    let title = title.map(|title| words(&title)).filter(|title| !title.is_empty());
    Some(match crate::Address::parse(&link) {
        Ok(address) => Ok(Outline { address, title }),
        Err(fault) => Err(format!("`{}` {fault}", &link[..link.floor_char_boundary(100)])),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(list: &Outlines) -> Vec<&str> {
        list.feeds.iter().map(|feed| feed.address.as_str()).collect()
    }

    #[test]
    fn feeds_are_found_in_folders_and_once() {
        let text = r#"<?xml version="1.0"?><opml version="2.0"><head><title>Ports &amp; harbours</title></head><body>
            <outline text="Coast"><outline text="North"><outline type="rss" text="Harbour Post" xmlUrl="https://post.example/feed"/>
            </outline></outline><outline text="a note"/>
            <outline title="Same" xmlurl="https://POST.example:443/feed"/><outline xmlUrl='http://gazette.example/rss?a=1&amp;b=2'/>
            </body></opml>"#;
        let list = Outlines::read(text.as_bytes(), None).expect("a list");
        assert_eq!(links(&list), ["https://post.example/feed", "http://gazette.example/rss?a=1&b=2"]);
        assert_eq!(list.feeds[0].title.as_deref(), Some("Harbour Post"));
        assert_eq!((list.title.as_deref(), list.flaws.len()), (Some("Ports & harbours"), 0));
    }

    #[test]
    fn a_broken_list_gives_what_it_holds_and_says_what_is_wrong() {
        let text = "<opml><body>\n<outline xmlUrl='https://a.example/'/>\n<outline xmlUrl='feed:b'/>\n<outline xmlUrl='https://c.exam";
        let list = Outlines::read(text.as_bytes(), None).expect("a list");
        assert_eq!(links(&list), ["https://a.example/"]);
        let flaws: Vec<String> = list.flaws.iter().map(ToString::to_string).collect();
        let wanted = [
            "line 3: `feed:b` only http and https pages can be fetched",
            "line 4: a tag does not end",
            "line 4: the file ends too early",
        ];
        assert_eq!(flaws, wanted);
    }

    #[test]
    fn other_files_are_refused() {
        assert_eq!(Outlines::read(b"<rss></rss>", None), Err(Unusable::NoOutlines));
        assert_eq!(Outlines::read(b"", None), Err(Unusable::NoOutlines));
        assert_eq!(Outlines::read(b"<opml><body></body></opml>", None), Err(Unusable::NoFeeds));
    }

    #[test]
    fn depth_is_no_matter() {
        let text =
            format!("<opml>{}<outline xmlUrl='http://a.example/'/>", "<outline text='x'>".repeat(200_000));
        assert_eq!(Outlines::read(text.as_bytes(), None).map(|list| list.feeds.len()), Ok(1));
    }
}
