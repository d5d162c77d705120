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
fn no_line_is_wider_than_the_terminal() {
    for width in [60, 80, 120] {
        for invented in [invented::bridge(), invented::hostile(), invented::many(20)] {
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
