//! Which texts are copies made of where there is no other data? Invented ones: outlet, headline, paragraphs.

use super::Text;

/// The texts of `invented.txt`; two in a row tell one event.
pub(crate) fn texts() -> Vec<Text> {
    let articles = include_str!("invented.txt").split("== ").skip(1);
    articles
        .map(|article| {
            let mut blocks = article.trim().split("\n\n");
            let head = blocks.next().unwrap_or_default();
            let (outlet, headline) = head.split_once('\n').unwrap_or(("", head));
            Text {
                outlet: outlet.to_owned(),
                headline: headline.to_owned(),
                paragraphs: blocks.map(str::to_owned).collect(),
            }
        })
        .collect()
}
