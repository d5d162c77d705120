//! Which part of the page is what? Bytes in, an [`Article`] with zones, metadata and spans out.
//!
//! Reading never fails: broken input gives what there is, with notes. What the words mean is left to
//! `annotate`.

mod byline;
mod damage;
mod dates;
mod decode;
pub(crate) mod html;
mod language;
mod layout;
mod marks;
pub(crate) mod plain;
mod posts;
mod published;
pub(crate) mod shape;
#[cfg(test)]
mod tests;
mod wording;

use crate::Kit;
use crate::fold;
use crate::kit::KitError;
use layout::Layout;
use news::{Article, Digest, Field, MediaType, Note, NoteCode, Noted, PartialDate, Source, Zone, ZoneKind};

/// One page or text as it was given, before reading.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Name of the account in the output: `A`, `B`, … or the id that came with it.
    pub id: String,
    /// Path, URL or id, for people.
    pub uri: String,
    /// The bytes as given.
    pub bytes: Vec<u8>,
    /// What the sender says they are; `None`: look at the bytes.
    pub media_type: Option<MediaType>,
    /// Character encoding stated by the sender (HTTP header).
    pub charset: Option<String>,
    /// Publication date by the user's word.
    pub published: Option<PartialDate>,
    /// Outlet by the user's word.
    pub outlet: Option<String>,
    /// Title by the user's word (JSON lines).
    pub title: Option<String>,
    /// Language by the user's word, ISO 639-1.
    pub language: Option<String>,
}

/// The word lists and models of reading.
#[derive(Debug)]
pub(crate) struct Reading {
    wording: wording::Wording,
    /// `None` while it is trained: then dumps are read by rules alone.
    dumps: Option<plain::model::Dumps>,
    names: html::Names,
    signing: html::Signing,
    joined_words: damage::JoinedWords,
    stop_words: language::StopWords,
    date_words: dates::DateWords,
    meta_names: html::MetaNames,
    scorer: html::Scorer,
    byline_words: byline::BylineWords,
    credit_words: html::CreditWords,
    post_words: posts::PostWords,
}

impl Reading {
    /// The lists and models inside the binary.
    pub(crate) fn embedded() -> Result<Reading, KitError> {
        let dumps = Some(plain::model::Dumps::embedded());
        Ok(Reading { scorer: html::Scorer::embedded()?, dumps, ..Reading::untrained()? })
    }

    /// The lists alone but for the names in the markup that tell standfirsts, key points and captions.
    pub(crate) fn unnamed() -> Result<Reading, KitError> {
        Ok(Reading { names: html::Names::embedded()?.without_kinds(), ..Reading::untrained()? })
    }

    /// The lists alone, so that models can be trained.
    pub(crate) fn untrained() -> Result<Reading, KitError> {
        Ok(Reading {
            scorer: html::Scorer::untrained(),
            wording: wording::Wording::embedded()?,
            dumps: None,
            names: html::Names::embedded()?,
            signing: html::Signing::embedded()?,
            joined_words: damage::JoinedWords::embedded(),
            stop_words: language::StopWords::embedded(),
            date_words: dates::DateWords::embedded()?,
            meta_names: html::MetaNames::embedded()?,
            byline_words: byline::BylineWords::embedded()?,
            credit_words: html::CreditWords::embedded()?,
            post_words: posts::PostWords::embedded()?,
        })
    }

    /// The lists and models, but for another model of dumps, or none.
    pub(crate) fn with_dumps(bytes: Option<&[u8]>) -> Result<Reading, KitError> {
        let dumps = bytes.map(plain::model::Dumps::from_bytes).transpose()?;
        Ok(Reading { scorer: html::Scorer::embedded()?, dumps, ..Reading::untrained()? })
    }

    /// Other models of blocks and of how their words sound.
    pub(crate) fn set_blocks(&mut self, blocks: &[u8], phrases: &[u8]) -> Result<(), KitError> {
        self.scorer = html::Scorer::new(blocks, html::phrases::Phrases::from_bytes(phrases)?)?;
        Ok(())
    }
}

/// Reads one page.
pub fn read(kit: &Kit, page: Page) -> Noted<Article> {
    let reading = &kit.reading;
    let decode::Decoded { text: characters, map: under, charset, media_type, mut notes } =
        decode::decode(&page.bytes, page.media_type, page.charset.as_deref());

    // Text and zones.
    let title = page.title.as_deref();
    let (text, map, mut layout) = match media_type {
        MediaType::Html => {
            let read = html::read(reading, &characters, &under, html::Given { title, address: &page.uri });
            // Decoding counts characters of the markup; what it noticed may stand in no text at all.
            for note in &mut notes {
                note.span = note.span.and_then(|span| read.1.to_text(under.to_raw(span)));
            }
            read
        }
        MediaType::Plain => {
            let lists = plain::Lists {
                wording: &reading.wording,
                credits: &reading.credit_words,
                bylines: &reading.byline_words,
            };
            let layout =
                plain::read(&lists, &reading.post_words, reading.dumps.as_ref(), &characters, &under, title);
            (characters.into_owned(), under, layout)
        }
    };

    // The state of the text, and its language.
    notes.append(&mut layout.notes);
    notes.extend(damage::find(&reading.joined_words, &text, &layout));
    let (detected_language, unsupported) =
        language::detect(&reading.stop_words, &report(&text, &layout.zones));
    notes.extend(unsupported);
    notes.extend(missing(&text, &layout.zones, &notes));
    notes.sort_by_key(|note| (note.span, note.code));

    by_the_user(&mut layout, page.outlet, page.language, page.published);
    let source = Source { uri: page.uri, digest: Digest::default(), bytes: page.bytes, media_type, charset };
    let shown = layout.headline.map(|span| {
        let words: Vec<&str> = span.of(&text).split_whitespace().collect();
        Field { value: words.join(" ").replace('\u{ad}', ""), span: Some(map.to_raw(span)) }
    });
    // A text may begin with a line that only looks like a headline: the user's word goes before it.
    let given = page
        .title
        .filter(|title| !title.trim().is_empty())
        .filter(|title| shown.as_ref().is_none_or(|shown| fold::text(&shown.value) != fold::text(title)));
    let given = given.map(|value| Field { value, span: None });
    let title = layout.title.take().or(given).or(shown);
    let article = Article {
        id: page.id,
        source,
        text,
        map,
        zones: layout.zones,
        paragraphs: layout.paragraphs,
        headline: layout.headline,
        outlet: layout.outlet,
        authors: layout.authors,
        language: layout.language,
        detected_language,
        canonical_url: layout.canonical_url,
        published: layout.published,
        modified: layout.modified,
        title,
    };
    Noted { value: article, notes }
}

/// The words of the report itself, enough of them to tell the language.
fn report(text: &str, zones: &[Zone]) -> String {
    let mut words = String::new();
    for zone in zones.iter().filter(|zone| zone.kind.is_account()) {
        words.push_str(wording::prefix(zone.span.of(text), 20_000));
        words.push('\n');
        if words.len() > 20_000 {
            break;
        }
    }
    words
}

/// A note if there is no report, but for bytes that were said to be no text already.
fn missing(text: &str, zones: &[Zone], notes: &[Note]) -> Option<Note> {
    let is_told = |note: &Note| matches!(note.code, NoteCode::Empty | NoteCode::Binary);
    let has_body = zones.iter().any(|zone| zone.kind == ZoneKind::Body);
    let (code, message) = match text.trim().is_empty() {
        true => (NoteCode::Empty, "this page holds no text"),
        false => (NoteCode::NoArticle, "no article text was found on this page"),
    };
    let is_new = !has_body && !notes.iter().any(is_told);
    is_new.then(|| Note { code, span: None, message: message.to_owned() })
}

/// What the user says goes before what the page says.
fn by_the_user(
    layout: &mut Layout,
    outlet: Option<String>,
    language: Option<String>,
    published: Option<PartialDate>,
) {
    let field = |value: String| Field { value, span: None };
    layout.outlet = outlet.map(field).or(layout.outlet.take());
    layout.language = language.map(field).or(layout.language.take());
    if let Some(date) = published {
        layout.published = news::Published::default();
        published::add(&mut layout.published, vec![date], "the user gave this date", None);
    }
}
