//! Does the page work in a browser, with a mouse and without? Drives Chromium over WebDriver.
//!
//! Where there is no Chromium the tests say so and pass; with `CI=true` in the environment they fail.

mod driver;

use crate::{invented, report};
use driver::Browser;
use serde_json::json;

/// Whether a finding lights words in each of these accounts, inside the window, and the index marks it.
const LIT: &str = r#"
    const [number, accounts] = arguments;
    const item = document.getElementById('f' + number);
    const lit = [...document.querySelectorAll('.s.lit')];
    const isInView = (element) => {
        const box = element.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    };
    return {
        lit: lit.length,
        active: item.classList.contains('active'),
        current: item.querySelector('.open').getAttribute('aria-current'),
        seen: accounts.map((account) => lit.some((segment) =>
            segment.closest('.account').id === 'account-' + account && isInView(segment))),
        strangers: lit.filter((segment) => !segment.dataset.f.split(' ').includes(String(number))).length,
    };
"#;

/// The number of the first finding of a section.
fn first_of(browser: &Browser, section: &str) -> u64 {
    let script = "return Number(document.getElementById(arguments[0]).closest('section').querySelector('.item').dataset.f)";
    browser.run(script, json!([section])).as_u64().expect("the section has a finding")
}

fn assert_lit(browser: &Browser, number: u64, accounts: &[usize]) {
    let found = browser.run(LIT, json!([number, accounts]));
    assert!(found["lit"].as_u64() > Some(0), "nothing is lit: {found}");
    assert_eq!(found["active"], json!(true), "{found}");
    assert_eq!(found["current"], json!("true"), "{found}");
    assert_eq!(found["strangers"], json!(0), "words of other findings are lit: {found}");
    for (seen, account) in found["seen"].as_array().expect("a list").iter().zip(accounts) {
        assert_eq!(seen, &json!(true), "nothing lit of account {account} is in view: {found}");
    }
}

fn open(name: &str, invented: &invented::Invented) -> Option<Browser> {
    let browser = Browser::start(name)?;
    browser.open(&report::html(&invented.view()));
    Some(browser)
}

#[test]
fn a_click_on_a_finding_shows_both_passages() {
    let Some(browser) = open("click", &invented::bridge()) else { return };
    let denial = first_of(&browser, "apart");
    browser.click(&format!("#f{denial} .what"));
    assert_lit(&browser, denial, &[1, 2]);

    let altered = first_of(&browser, "altered");
    browser.click(&format!("#f{altered} .open"));
    assert_lit(&browser, altered, &[1, 3]);

    let shared = first_of(&browser, "shared");
    browser.click(&format!("#f{shared} .open"));
    assert_lit(&browser, shared, &[1, 2, 3]);
    browser.assert_silent();
}

#[test]
fn a_click_on_the_words_shows_their_finding() {
    let Some(browser) = open("words", &invented::bridge()) else { return };
    let only = first_of(&browser, "only");
    browser.click(&format!(".s[data-f~='{only}']"));
    assert_lit(&browser, only, &[1]);
    browser.assert_silent();
}

#[test]
fn everything_works_without_a_mouse() {
    let Some(browser) = open("keys", &invented::bridge()) else { return };
    browser.keys("j");
    assert_lit(&browser, 1, &[1, 2, 3]);
    browser.keys("j");
    assert_lit(&browser, 2, &[1, 2, 3]);
    browser.keys("k");
    assert_lit(&browser, 1, &[1, 2, 3]);
    browser.keys(driver::ARROW_DOWN);
    assert_lit(&browser, 2, &[1, 2, 3]);
    browser.keys(driver::ESCAPE);
    assert_eq!(browser.run("return document.querySelectorAll('.lit').length", json!([])), json!(0));

    // Reached with the tabulator, opened with Enter and with the space bar.
    let denial = first_of(&browser, "apart");
    for key in [driver::ENTER, " "] {
        browser.keys(driver::ESCAPE);
        browser.run("document.querySelector('#f' + arguments[0] + ' .open').focus()", json!([denial]));
        browser.keys(key);
        assert_lit(&browser, denial, &[1, 2]);
    }
    browser.assert_silent();
}

#[test]
fn a_hostile_text_stays_a_text() {
    let Some(browser) = open("hostile", &invented::hostile()) else { return };
    browser.keys("j");
    let title = browser.run("return document.title", json!([]));
    assert_eq!(title, json!("2 accounts compared"), "a text has run as a script");
    assert_eq!(
        browser.run("return document.querySelectorAll('img, [onmouseover]').length", json!([])),
        json!(0)
    );
    browser.assert_silent();
}

#[test]
fn twenty_accounts_can_be_worked_with() {
    let Some(browser) = open("twenty", &invented::many(20)) else { return };
    browser.keys("j");
    assert_lit(&browser, 1, &[1]);
    browser.assert_silent();
}
