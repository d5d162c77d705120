//! Why is one attribution as it is? Its parts with their grounds, and the sentence as it was taken apart.

use super::line::{Ground, line};
use super::lines_of::Lines;
use super::{QuotedPage, quotes_text};
use crate::findings::one_line;
use crate::terminal::TerminalStyle;
use crate::terminal::sheet::{Ink, Piece, Sheet};
use crate::view;
use crate::view::account::Confidence;
use crate::view::place::Place;

/// One attribution and what it rests on.
#[derive(Debug, Clone, Copy)]
pub struct Explained<'a> {
    /// Its page.
    pub page: QuotedPage<'a>,
    /// Which of the page's attributions.
    pub index: usize,
    /// What its parts rest on.
    pub grounds: &'a [news::Ground],
}

/// Where the grounds begin.
const HANG: usize = 12;

/// Most words of the sentences that are shown with their parts of speech.
const WORDS: usize = 120;

/// The attribution on one line of JSON, with its grounds; empty where it cannot be shown.
pub fn explained_line(explained: Explained<'_>) -> String {
    let page = explained.page;
    let article = &page.account.article;
    let written = |ground: &news::Ground| Ground {
        part: ground.part.name(),
        why: ground.why.clone(),
        span: ground.span.and_then(|span| Place::new(article, span)),
        text: ground.span.map(|span| article.words(span).to_owned()),
        score: ground.score.map(Confidence),
    };
    let grounds: Vec<Ground> = explained.grounds.iter().map(written).collect();
    let all = view::quotes(page.account);
    let found = all.iter().find(|found| found.index == explained.index);
    let lines = Lines::new(&article.source.bytes);
    found.map(|found| line(page, found, &lines, Some(&grounds))).unwrap_or_default()
}

/// The attribution with its grounds, to read.
pub fn explained_text(explained: Explained<'_>, style: TerminalStyle) -> String {
    let page = explained.page;
    let mut sheet = Sheet::new(style.width.clamp(60, 120), style.colour);
    let mut before = None;
    for ground in explained.grounds {
        if before != Some(ground.part) {
            sheet.blank();
        }
        let label = if before == Some(ground.part) { "" } else { ground.part.name() };
        before = Some(ground.part);
        let mut pieces: Vec<Piece> = Vec::new();
        if let Some(place) = ground.span.and_then(|span| Place::new(&page.account.article, span)) {
            pieces.push((Ink::Added, format!("{} ", one_line(page.words(place)))));
            pieces.push((Ink::Faint, format!("({}–{}) ", place.raw.start, place.raw.end)));
        }
        pieces.push((Ink::Plain, ground.why.clone()));
        if let Some(score) = ground.score {
            pieces.push((Ink::Strong, format!(" {:.2}", f64::from(score.0) / 1000.0)));
        }
        sheet.paragraph(2, (Ink::Strong, label), HANG, &pieces);
    }
    tokens(&mut sheet, explained);
    quotes_text(page, &[explained.index], style) + &sheet.finish()
}

/// The words of the sentences in question with their parts of speech.
fn tokens(sheet: &mut Sheet, explained: Explained<'_>) {
    let account = explained.page.account;
    let Some(found) = account.attributions.get(explained.index) else { return };
    let spans = found.content.iter().copied().chain(found.source).chain(found.cue.iter().map(|cue| cue.span));
    let mut offsets: Vec<usize> = spans.map(|span| span.start as usize).collect();
    offsets.sort_unstable();
    let mut sentences: Vec<&news::Sentence> =
        offsets.into_iter().filter_map(|offset| account.sentence_at(offset)).collect();
    sentences.dedup_by_key(|sentence| sentence.span);
    let mut left = WORDS;
    sheet.blank();
    for (index, sentence) in sentences.into_iter().enumerate() {
        let shown = sentence.tokens.clone().take(left);
        left -= shown.len();
        let words: Vec<String> = shown
            .filter_map(|token| {
                let tag = account.tokens.get(token as usize)?.tag;
                Some(format!("{}/{}", one_line(account.token_words(token)), tag.name()))
            })
            .collect();
        if !words.is_empty() {
            let label = if index == 0 { "words" } else { "" };
            sheet.paragraph(2, (Ink::Strong, label), HANG, &[(Ink::Plain, words.join(" "))]);
        }
    }
    if left == 0 {
        sheet.lines(HANG, &[(Ink::Faint, "…".to_owned())]);
    }
}
