//! Does the terminal report read well? Snapshots made to be read, and widths and colours that hold.

use crate::{invented, report};
use report::TerminalStyle;

fn drawn(invented: &invented::Invented, width: usize, verbose: bool) -> String {
    report::terminal(&invented.view(), TerminalStyle { width, colour: false, verbose })
}

#[test]
fn three_accounts_of_one_event() {
    insta::assert_snapshot!("three_accounts", drawn(&invented::bridge(), 100, false));
}

#[test]
fn three_accounts_on_a_narrow_terminal_with_everything() {
    insta::assert_snapshot!("three_accounts_narrow_verbose", drawn(&invented::bridge(), 60, true));
}

#[test]
fn an_account_without_a_headline_is_known_by_its_first_words() {
    let mut invented = invented::many(9);
    for invented in &mut invented.accounts {
        invented.article.headline = None;
    }
    assert_eq!(drawn(&invented, 100, false).matches("no headline: “").count(), 9);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [60, 80, 120] {
        for invented in [invented::bridge(), invented::hostile(), invented::many(20), invented::copied(20)] {
            for verbose in [true, false] {
                for line in drawn(&invented, width, verbose).lines() {
                    assert!(line.chars().count() <= width, "{width}: {line:?}");
                }
            }
        }
    }
}

#[test]
fn many_accounts_take_a_line_each_unless_everything_is_asked_for() {
    let brief = drawn(&invented::many(20), 80, false);
    assert!(brief.contains("20 ACCOUNTS COMPARED"));
    assert_eq!(brief.matches("ONLY IN").count(), 1);
    assert_eq!(drawn(&invented::many(20), 80, true).matches("ONLY IN").count(), 20);
    assert_eq!(drawn(&invented::many(8), 80, false).matches("ONLY IN").count(), 8);
}

#[test]
fn copies_are_folded_under_the_first_of_them_with_their_warnings() {
    let brief = drawn(&invented::copied(20), 80, false);
    assert!(
        brief.contains("20 ACCOUNTS COMPARED\n  2 of them share their text with one above them"),
        "{brief}"
    );
    assert!(brief.contains("\n     └─ N3, N7\n     note on N7: the page was cut off\n  N2"), "{brief}");
    assert!(brief.contains("\n  1 note (-v lists all)\n"), "{brief}");
    assert!(drawn(&invented::copied(8), 80, false).contains("\n     note: the page was cut off\n"));
    let mut one = invented::copied(20);
    one.comparison.pairs.pop();
    assert!(drawn(&one, 80, false).contains("\n  1 of them shares its text with one above it in this list"));
}

#[test]
fn the_warning_of_one_of_nine_accounts_is_shown() {
    let mut nine = invented::many(9);
    nine.notes = vec![Vec::new(); 9];
    let message = "no article was found".to_owned();
    nine.notes[4].push(news::Note { code: news::NoteCode::NoArticle, span: None, message });
    let brief = drawn(&nine, 80, false);
    assert!(brief.contains("\n     note: no article was found\n  N5"), "{brief}");
    assert!(!brief.contains("NOTICED IN THE TEXTS"), "{brief}");
}

#[test]
fn only_copies_of_many_fold_denials_and_a_reverse_stays() {
    let count = |invented: &invented::Invented, verbose| {
        let drawn = drawn(invented, 80, verbose);
        let (_, count) = drawn.split_once("DENIALS AND TENSIONS (").expect("a heading");
        count.split_once(')').expect("a count").0.to_owned()
    };
    assert_eq!(count(&invented::copied(20), false), "3");
    assert_eq!(count(&invented::copied(20), true), "5");
    assert_eq!(count(&invented::copied(8), false), "5");
}

#[test]
fn what_many_accounts_do_not_tell_is_told_by_kind() {
    let brief = drawn(&invented::copied(20), 100, false);
    let all = "not in text: outlet, date of publication, authors, headline · in 20 accounts\n";
    assert!(brief.contains(all), "{brief}");
    assert!(brief.contains("the text does not tell · 1 place in 1 account, the first at N2:"), "{brief}");
    let mut known = invented::many(9);
    for account in &mut known.accounts {
        let article = &mut account.article;
        let field = |value: &str| news::Field { value: value.to_owned(), span: None };
        (article.outlet, article.authors) = (Some(field("The Ebb")), vec![field("Ada Quay")]);
        article.published.candidates = vec![news::PartialDate::day(2024, 5, 14)];
        article.headline = article.paragraphs.first().copied();
    }
    let brief = drawn(&known, 80, false);
    let (_, unknown) = brief.split_once("\nUNKNOWN\n").expect("a heading");
    assert!(
        unknown.starts_with("  Every account names its outlet, date, authors and speakers.\n\n"),
        "{brief}"
    );
}

#[test]
fn colour_only_adds_escapes() {
    let view = invented::bridge().view();
    let plain = report::terminal(&view, TerminalStyle::default());
    let coloured = report::terminal(&view, TerminalStyle { colour: true, ..TerminalStyle::default() });
    assert!(!plain.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

#[test]
fn a_text_cannot_steer_the_terminal() {
    let drawn = drawn(&invented::hostile(), 80, true);
    assert!(drawn.contains("[31mred"), "the words themselves stay");
    assert!(!drawn.chars().any(|symbol| symbol.is_control() && symbol != '\n' || symbol == '\u{202e}'));
}

#[test]
fn one_account_and_none_are_reported_too() {
    assert!(drawn(&invented::many(1), 80, false).contains("1 ACCOUNT COMPARED"));
    assert!(drawn(&invented::many(0), 80, false).contains("measures support, not truth"));
}
