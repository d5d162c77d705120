//! What does html5gum make of a page? The tests hold this project's own reading of tokens to it.

use super::attributes::{Attributes, MAX_VALUE, Name};
use crate::read::html::hints::Names;
use crate::read::html::outline::Outline;
use html5gum::{Emitter, Error, State, Tokenizer};
use std::borrow::Cow;
use std::ops::Range;

#[derive(Debug, Default)]
struct Attribute {
    name: Name,
    value: Vec<u8>,
    range: Range<usize>,
}

/// Reads the tokens of `html` into an outline.
fn by_html5gum<'n>(html: &str, outline: Outline<'n>) -> Outline<'n> {
    let emitter = Positions { html: html.as_bytes(), outline: Some(outline), ..Positions::default() };
    // The reader is a slice: it cannot fail, and the emitter gives one token, at the end.
    let mut tokens = Tokenizer::new_with_emitter(html, emitter);
    tokens.find_map(Result::ok).map(|outline| *outline).unwrap_or_default()
}

/// The emitter: where the tokenizer stands, and the tag in the making.
#[derive(Debug, Default)]
struct Positions<'h, 'n> {
    html: &'h [u8],
    outline: Option<Outline<'n>>,
    position: usize,
    /// End of the token or string before.
    last: usize,
    tag_name: Vec<u8>,
    last_start_tag: Vec<u8>,
    is_end_tag: bool,
    self_closing: bool,
    attributes: Vec<Attribute>,
    attribute_name: Vec<u8>,
    wanted: bool,
    is_name_open: bool,
    tag_start: usize,
    done: bool,
}

impl Positions<'_, '_> {
    /// `hidden` has no value, so its name must do.
    fn hide(&mut self) {
        if std::mem::take(&mut self.is_name_open) && self.attribute_name == b"hidden" && !self.is_end_tag {
            self.attributes.push(Attribute { name: Name::Hidden, ..Attribute::default() });
        }
    }

    fn finish_name(&mut self) {
        self.hide();
        self.wanted = false;
        if self.attribute_name.is_empty() || self.is_end_tag {
            return;
        }
        let name = Name::of(&self.attribute_name);
        if name != Name::Other {
            self.wanted = true;
            let range = self.position..self.position;
            self.attributes.push(Attribute { name, value: Vec::new(), range });
        }
    }
}

impl<'n> Emitter for Positions<'_, 'n> {
    type Token = Box<Outline<'n>>;

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.last_start_tag = last_start_tag.unwrap_or_default().to_vec();
    }

    fn emit_eof(&mut self) {
        self.done = true;
    }

    fn emit_error(&mut self, _error: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Box<Outline<'n>>> {
        if self.done { self.outline.take().map(Box::new) } else { None }
    }

    #[inline]
    fn emit_string(&mut self, characters: &[u8]) {
        let end = self.position;
        let start = end.saturating_sub(characters.len());
        let verbatim = start >= self.last && self.html.get(start..end) == Some(characters);
        let start = if verbatim { start } else { self.last.min(end) };
        self.last = end;
        if let Some(outline) = &mut self.outline {
            outline.characters(characters, start..end);
        }
    }

    fn start_open_tag(&mut self) {
        self.tag_start = self.position.saturating_sub(1);
        self.last = self.tag_start;
    }

    fn init_start_tag(&mut self) {
        self.tag_name.clear();
        self.attribute_name.clear();
        self.attributes.clear();
        self.is_name_open = false;
        self.is_end_tag = false;
        self.self_closing = false;
    }

    fn init_end_tag(&mut self) {
        self.init_start_tag();
        self.is_end_tag = true;
    }

    fn init_comment(&mut self) {}

    fn emit_current_tag(&mut self) -> Option<State> {
        self.hide();
        self.wanted = false;
        self.last = self.position;
        let range = self.tag_start..self.position;
        let outline = self.outline.as_mut()?;
        if self.is_end_tag {
            outline.close(&self.tag_name, range);
            return None;
        }
        std::mem::swap(&mut self.last_start_tag, &mut self.tag_name);
        let mut attributes = Attributes::default();
        for one in &self.attributes {
            let sound = one.value.utf8_chunks().next().map_or("", |chunk| chunk.valid());
            attributes.push(one.name, Cow::Owned(sound.to_owned()), one.range.clone());
        }
        outline.open(&self.last_start_tag, &attributes, range, self.self_closing);
        match self.last_start_tag.as_slice() {
            b"title" | b"textarea" => Some(State::RcData),
            b"script" => Some(State::ScriptData),
            b"style" | b"iframe" | b"xmp" | b"noembed" | b"noframes" | b"noscript" => Some(State::RawText),
            b"plaintext" => Some(State::PlainText),
            _ => None,
        }
    }

    fn emit_current_comment(&mut self) {
        self.last = self.position;
    }

    fn emit_current_doctype(&mut self) {
        self.last = self.position;
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        if self.tag_name.len() < 64 {
            self.tag_name.extend_from_slice(name);
        }
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {}

    fn init_attribute(&mut self) {
        self.hide();
        self.is_name_open = true;
        self.attribute_name.clear();
        self.wanted = false;
    }

    fn init_attribute_value(&mut self) {
        self.finish_name();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        if self.attribute_name.len() < 32 {
            self.attribute_name.extend_from_slice(name);
        }
    }

    #[inline]
    fn push_attribute_value(&mut self, value: &[u8]) {
        if !self.wanted {
            return;
        }
        let position = self.position;
        if let Some(attribute) = self.attributes.last_mut() {
            if attribute.value.is_empty() {
                attribute.range.start = position.saturating_sub(value.len());
            }
            attribute.value.extend_from_slice(value);
            attribute.value.truncate(MAX_VALUE);
            attribute.range.end = position;
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end_tag && !self.last_start_tag.is_empty() && self.tag_name == self.last_start_tag
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }
}

/// All that an outline of a page holds, line by line. White space behind data or a title is no part of it: html5gum tells only
/// the first character of a line end of two.
fn shown(mut outline: Outline<'_>, html: &str) -> String {
    let (text, map) = outline.finish();
    for range in outline.json.iter_mut().chain([&mut outline.title_range]) {
        range.end = range.start + html.as_bytes()[range.clone()].trim_ascii_end().len();
    }
    let Outline { regions, blocks, marks, times, metas, json, title, title_range, alternatives, .. } =
        &outline;
    format!(
        "{text:?}\n{map:#?}\n{regions:#?}\n{blocks:#?}\n{marks:#?}\n{times:#?}\n{metas:#?}\n{json:?}\n{title:?} \
         {title_range:?}\n{alternatives:?}\n"
    )
}

fn assert_alike(html: &str) {
    let names = Names::embedded().expect("the list is sound");
    let found = shown(super::read(html, Outline::new(&names)), html);
    let expected = shown(by_html5gum(html, Outline::new(&names)), html);
    if found != expected {
        let differs = found.lines().zip(expected.lines()).find(|(one, other)| one != other);
        panic!("{html:?}\n{differs:#?}");
    }
}

/// What pages are made of, and what breaks them.
const PARTS: &str = concat!(
    "<¦>¦/¦&¦#¦;¦=¦\"¦'¦!¦-¦--¦-->¦<!--¦<!-->¦--!>¦<!---¦ ¦\n¦\r¦\r\n¦\0¦\t¦\x0c¦a¦Ferry¦é¦港¦\u{a0}¦<p>¦",
    "</p>¦<div class=byline>¦</div>¦<br>¦<br/>¦<p¦</¦<?xml ?>¦<!doctype html>¦",
    "<!DOCTYPE html PUBLIC \"-//W3C>\">¦<![CDATA[ a ]]>¦<script>¦<SCRIPT type='application/ld+json'>¦",
    "</script>¦</script ¦</SCRIPT/>¦<script ¦</scrip¦</scripts>¦<title>¦</title>¦</titl¦<textarea>¦",
    "</textarea>¦<style>¦</style>¦<noscript>¦</noscript>¦<plaintext>¦<pre>¦</pre>¦<li>¦<td>¦",
    "<a href=/x?a=1&lt=2&copy>¦</a>¦&amp;¦&amp¦&nbsp;¦&eacute;¦&eacute¦&notit;¦&#8217;¦&#x2019;¦&#146;¦",
    "&#0;¦&#xd800;¦&#99999999999;¦&#¦&#x¦&a¦&rarr; ¦&NotEqualTilde;¦&lang=¦ hidden¦",
    " class=\"author &amp; date\"¦ class='a\r\nb'¦ id=comment&eacute;¦",
    " itemprop=datePublished content=2021-03-09¦ =x¦ content=\"&quot;a\0\"¦ a\"b=c¦",
    "<time datetime='2021-03-09'>¦<meta name=author content=\"Ines &#38; Bo\">¦",
    "<img alt='A ferry in the harbour'>¦<style/>¦ld+json",
);

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(4000))]

    #[test]
    fn pages_are_read_as_html5gum_reads_them(parts in proptest::collection::vec(0..96usize, 0..40)) {
        let known: Vec<&str> = PARTS.split('¦').collect();
        assert_alike(&parts.iter().map(|part| known[part % known.len()]).collect::<String>());
    }

    #[test]
    fn and_so_is_any_text(html in "[<>/&#;='\"!a-e \\-\r\n\0é]{0,60}") {
        assert_alike(&html);
    }
}

/// All pages below the folder that `VARIORUM_PAGES` names: for a run by hand over data that is not kept here.
#[test]
fn and_so_are_pages_at_hand() {
    let Some(folder) = std::env::var_os("VARIORUM_PAGES") else { return };
    let mut count = 0;
    let mut folders = vec![std::path::PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else if let Ok(bytes) = std::fs::read(entry.path()) {
                assert_alike(&String::from_utf8_lossy(&bytes));
                count += 1;
            }
        }
    }
    assert!(count > 0, "no pages");
}
