//! What is kept of an account? Rows for tables, made where the account is at hand, so that the writer only writes.

use crate::query::indexed;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use news::{
    Account, Act, Article, Attitude, AttributionKind, EntityKind, MediaType, PartialDate, Published, Raw,
    Span, SpeakerStatus, Text,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::io::Write as _;

/// Longest name, headline or list of authors that is kept, in bytes: what is longer is no name.
const LONGEST_NAME: usize = 1000;

/// Tells one article from all others: a digest of its bytes, its address and its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub [u8; 16]);

impl Key {
    /// `address`: of its page; `name`: the id that came with it.
    pub fn of(bytes: &[u8], address: Option<&str>, name: Option<&str>) -> Key {
        let mut digest = Sha256::new();
        digest.update(Sha256::digest(bytes));
        for part in [address, name] {
            digest.update([u8::from(part.is_some())]);
            digest.update(part.unwrap_or_default());
            digest.update([0]);
        }
        let mut key = [0; 16];
        key.copy_from_slice(&digest.finalize()[..16]);
        Key(key)
    }
}

/// Four bytes that find a text again.
pub(crate) fn digest(parts: &[&str]) -> i64 {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
        digest.update([0]);
    }
    let bytes = digest.finalize();
    i64::from(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

/// What was known of an article besides its bytes: together they give the account back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The id that came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the sender says the bytes are: `text/html` or `text/plain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Character encoding stated by the sender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// Day of publication, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Language, ISO 639-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// What was given, without what the columns of its article say as well.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Same {
    /// A letter for each value that stands in a column.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) same: String,
    #[serde(flatten)]
    pub(crate) given: Given,
}

impl Same {
    pub(crate) const PUBLISHED: char = 'p';
    pub(crate) const OUTLET: char = 'o';
    pub(crate) const TITLE: char = 't';
    pub(crate) const LANGUAGE: char = 'l';
}

/// One attribution as a row. Offsets are bytes of the source.
#[derive(Debug, Clone)]
pub(crate) struct AttributionKept {
    pub(crate) kind: Option<&'static str>,
    pub(crate) act: Option<&'static str>,
    pub(crate) speaker: Option<(String, &'static str)>,
    pub(crate) speaker_status: Option<&'static str>,
    pub(crate) cue: Option<String>,
    pub(crate) attitude: Option<&'static str>,
    pub(crate) place: Span<Raw>,
    pub(crate) source_place: Option<Span<Raw>>,
    pub(crate) cue_place: Option<Span<Raw>>,
    pub(crate) quoted_words: usize,
    pub(crate) confidence: u16,
}

/// Everything that is written of one article.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Tells it from all others.
    pub key: Key,
    pub(crate) sha256: [u8; 32],
    pub(crate) bytes: usize,
    pub(crate) packed: Vec<u8>,
    pub(crate) address: Option<String>,
    pub(crate) uri: String,
    pub(crate) given: Given,
    pub(crate) outlet: Option<String>,
    pub(crate) headline: Option<String>,
    pub(crate) authors: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) words: usize,
    pub(crate) body: String,
    pub(crate) zones: Vec<(&'static str, Span<Raw>, bool)>,
    pub(crate) entities: Vec<(String, &'static str, usize)>,
    pub(crate) attributions: Vec<AttributionKept>,
    pub(crate) credits: Vec<(String, Span<Raw>)>,
    pub(crate) sketch: Vec<u8>,
}

impl Kept {
    /// `sketch`: what grouping remembers of it.
    pub fn new(account: &Account, given: Given, sketch: &[u8]) -> Kept {
        let article = &account.article;
        let source = &article.source;
        let address = crate::address_of(&source.uri);
        let raw = |span| article.map.to_raw(span);
        Kept {
            key: Key::of(&source.bytes, address.as_deref(), given.name.as_deref()),
            sha256: Sha256::digest(&source.bytes).into(),
            bytes: source.bytes.len(),
            packed: packed(&source.bytes),
            address,
            uri: source.uri.clone(),
            outlet: article.outlet.as_ref().map(|outlet| cut(&outlet.value)),
            headline: headline(article, given.title.as_deref()),
            authors: authors(article),
            language: language(article),
            published: day(&article.published),
            modified: day(&article.modified),
            words: account.tokens.len(),
            body: body(article),
            zones: article
                .zones
                .iter()
                .map(|zone| (zone.kind.name(), raw(zone.span), zone.inferred))
                .collect(),
            entities: entities(account),
            attributions: attributions(account),
            credits: account.credits.iter().map(|credit| (cut(&credit.name), raw(credit.span))).collect(),
            given,
            sketch: sketch.to_vec(),
        }
    }

    /// What was known besides the bytes, as JSON. What stands in the row's columns is not said twice.
    pub(crate) fn beside(&self) -> Option<String> {
        let Given { media_type, charset, published, outlet, title, language, .. } = &self.given;
        let columns = [
            (Same::PUBLISHED, published, &self.published),
            (Same::OUTLET, outlet, &self.outlet),
            (Same::TITLE, title, &self.headline),
            (Same::LANGUAGE, language, &self.language),
        ];
        let mut same = String::new();
        let mut other = columns.map(|(letter, given, column)| {
            let is_same = given.is_some() && given == column;
            same.extend(is_same.then_some(letter));
            given.clone().filter(|_| !is_same)
        });
        let mut take = |index: usize| other[index].take();
        let given = Given {
            name: None,
            media_type: media_type.clone(),
            charset: charset.clone(),
            published: take(0),
            outlet: take(1),
            title: take(2),
            language: take(3),
        };
        if given == Given::default() && same.is_empty() {
            return None;
        }
        serde_json::to_string(&Same { same, given }).ok()
    }

    /// The words by which a person knows the article: its headline, or else its first zone.
    pub fn front(&self) -> Option<Span<Raw>> {
        let headline = self.zones.iter().find(|(kind, _, _)| *kind == news::ZoneKind::Headline.name());
        headline.or(self.zones.first()).map(|(_, span, _)| *span)
    }

    /// The publication day, ISO 8601; `None`: not in text.
    pub fn published(&self) -> Option<&str> {
        self.published.as_deref()
    }
}

impl Given {
    /// The media type as reading wants it.
    pub fn media(&self) -> Option<MediaType> {
        [MediaType::Html, MediaType::Plain]
            .into_iter()
            .find(|kind| self.media_type.as_deref() == Some(kind.mime()))
    }
}

/// A name that is no longer than a name.
fn cut(name: &str) -> String {
    name[..name.floor_char_boundary(LONGEST_NAME)].to_owned()
}

/// The bytes as zlib packs them: half the size, and the shell of SQLite can unpack them.
pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::new(6));
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn headline(article: &Article, given: Option<&str>) -> Option<String> {
    let shown = article.headline.map(|span| article.words(span));
    let title = article.title.as_ref().map(|title| title.value.as_str());
    let words = given.or(shown).or(title)?;
    Some(cut(&words.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn authors(article: &Article) -> Option<String> {
    let names: Vec<&str> = article.authors.iter().map(|author| author.value.as_str()).collect();
    (!names.is_empty()).then(|| cut(&names.join("; ")))
}

fn language(article: &Article) -> Option<String> {
    let stated = article.language.as_ref().map(|language| cut(&language.value));
    stated.or_else(|| article.detected_language.map(str::to_owned))
}

/// The day, where all candidates agree on one; the first of them where they do not.
fn day(published: &Published) -> Option<String> {
    published.candidates.first().map(PartialDate::to_string)
}

/// The outlet's own words about the event: what full text search looks through.
fn body(article: &Article) -> String {
    let mut body = String::new();
    for zone in
        article.zones.iter().filter(|zone| zone.kind.is_account() && zone.kind != news::ZoneKind::Headline)
    {
        body.push_str(&indexed(article.words(zone.span)));
        body.push('\n');
    }
    body
}

/// What has a name, and how often it is mentioned.
fn entities(account: &Account) -> Vec<(String, &'static str, usize)> {
    let named =
        account.entities.iter().filter(|entity| !entity.anonymous && entity.kind != EntityKind::Other);
    named.map(|entity| (cut(&entity.name), entity.kind.name(), entity.mentions.len())).collect()
}

fn attributions(account: &Account) -> Vec<AttributionKept> {
    let article = &account.article;
    let raw = |span: Span<Text>| article.map.to_raw(span);
    let kept = account.attributions.iter().filter_map(|attribution| {
        let (first, last) = (attribution.content.first()?, attribution.content.last()?);
        let entities =
            attribution.speaker.entities.iter().filter_map(|id| account.entities.get(id.0 as usize));
        let names: Vec<&str> = entities.clone().map(|entity| entity.name.as_str()).collect();
        let kind = entities.clone().next().map(|entity| entity.kind.name());
        let quoted = attribution.quoted.iter().map(|span| article.words(*span).split_whitespace().count());
        Some(AttributionKept {
            kind: Some(attribution.kind)
                .filter(|kind| *kind != AttributionKind::Indirect)
                .map(AttributionKind::name),
            act: Some(attribution.act).filter(|act| *act != Act::Asserts).map(Act::name),
            speaker: kind.map(|kind| (cut(&names.join("; ")), kind)),
            speaker_status: Some(attribution.speaker.status)
                .filter(|status| *status != SpeakerStatus::Resolved)
                .map(SpeakerStatus::name),
            cue: attribution.cue.as_ref().map(|cue| cue.lemma.clone()),
            attitude: attribution
                .cue
                .as_ref()
                .filter(|cue| cue.attitude != Attitude::Neutral)
                .map(|cue| cue.attitude.name()),
            place: raw(first.cover(*last)),
            source_place: attribution.source.map(raw),
            cue_place: attribution.cue.as_ref().map(|cue| raw(cue.span)),
            quoted_words: quoted.sum(),
            confidence: attribution.confidence.0,
        })
    });
    kept.collect()
}
