//! Do the reports hold for any text, any zones and any marks?

use crate::invented::{Invented, scattered};
use crate::report;
use proptest::prelude::*;

/// An escape and a change of direction.
const STEERING: [char; 2] = ['\u{1b}', '\u{202e}'];

/// Some text with awkward characters, and pairs of numbers to cut it at.
fn any_comparison() -> impl Strategy<Value = Invented> {
    let text = || {
        proptest::string::string_regex("([a-zA-Z“”é橋\u{202e}\u{1b}<>&\"' \n.,]{0,200})").expect("a regex")
    };
    let cuts = proptest::collection::vec((0..220usize, 0..220usize), 0..24);
    (text(), text(), cuts).prop_map(|(a, b, cuts)| scattered(&[&a, &b], &cuts))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_report_is_drawn_and_the_page_shows_the_whole_text(invented in any_comparison()) {
        let view = invented.view();
        let json: serde_json::Value = serde_json::from_str(&report::json(&view)).expect("the report is JSON");
        prop_assert_eq!(&json["format"], "variorum.comparison/1");
        for line in report::terminal(&view, report::TerminalStyle { verbose: true, ..Default::default() }).lines() {
            prop_assert!(!line.contains(STEERING), "{}", line);
        }
        let html = report::html(&view);
        for (account, column) in invented.accounts.iter().zip(html.split("<article").skip(1)) {
            let column = column.split("<footer").next().unwrap_or("");
            let shown = letters(&crate::html::words(column));
            prop_assert!(shown.contains(&letters(&account.article.text)), "{}\n{}", shown, account.article.text);
        }
    }
}

/// Letters alone: what layout leaves alone.
fn letters(text: &str) -> String {
    text.chars().filter(|symbol| symbol.is_alphanumeric()).collect()
}
