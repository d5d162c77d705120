//! Which field of the contract does each noun of one page fill?

use super::page as view;
use super::place::Place;
use news::{Article, Note, Passage, Published, Span, Zone, ZoneKind};

/// Names the passages of reasons, which may point into other accounts.
pub(super) type NamePassage<'a> = &'a dyn Fn(Passage) -> Option<super::Passage>;

/// How much of a page is written down.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Extent<'a> {
    /// Zones of these kinds alone.
    pub(crate) kinds: Option<&'a [ZoneKind]>,
    /// The words beside each span.
    pub(crate) words: bool,
}

/// Writes a page down; `published` is as far as its date was settled.
pub(super) fn page(
    article: &Article,
    published: &Published,
    name: NamePassage<'_>,
    extent: Extent<'_>,
) -> view::Page {
    view::Page {
        id: article.id.clone(),
        source: view::Source {
            uri: article.source.uri.clone(),
            sha256: article.source.sha256().to_owned(),
            bytes: article.source.bytes.len(),
            media_type: article.source.media_type.mime(),
            charset: article.source.charset,
            record: None,
        },
        outlet: article.outlet.as_ref().map(|field| named(article, field)),
        headline: article.headline.and_then(|span| headline(article, span, extent)),
        title: article.title.as_ref().map(|field| named(article, field)),
        authors: (!article.authors.is_empty())
            .then(|| article.authors.iter().map(|field| named(article, field)).collect()),
        language: article.language.as_ref().map(|field| view::Language {
            code: field.value.clone(),
            span: field.span.and_then(|span| Place::of_raw(article, span)),
        }),
        detected_language: article.detected_language,
        url: article.canonical_url.as_ref().map(|field| named(article, field)),
        published: dates(article, published, &article.published.stated, name),
        modified: (!article.modified.candidates.is_empty()).then(|| {
            dates(article, &article.modified, &article.modified.stated, &|passage| own(article, passage))
        }),
        zones: article.zones.iter().filter_map(|found| zone(article, found, extent)).collect(),
    }
}

/// A passage of a page that was not compared yet: it points into the page itself.
pub(super) fn own(article: &Article, passage: Passage) -> Option<super::Passage> {
    let span = Place::new(article, passage.span)?;
    Some(super::Passage { account: article.id.clone(), span, index: 0 })
}

/// The notes of a page. One about bytes that cannot be shown stays, without a span.
pub(super) fn notes(article: &Article, notes: &[Note]) -> Vec<view::Note> {
    let note = |note: &Note| view::Note {
        code: note.code.name(),
        span: note.span.and_then(|span| Place::new(article, span)),
        message: note.message.clone(),
    };
    notes.iter().map(note).collect()
}

/// Reasons with their passages, those that cannot be shown left out.
pub(super) fn reasons(found: &[news::Reason], name: NamePassage<'_>) -> Vec<view::Reason> {
    let reason = |reason: &news::Reason| view::Reason {
        why: reason.why.clone(),
        passages: reason.passages.iter().filter_map(|passage| name(*passage)).collect(),
    };
    found.iter().map(reason).collect()
}

/// Days as far as they were settled; `stated` is what the page's own markup says of them.
fn dates(
    article: &Article,
    published: &Published,
    stated: &[news::Field],
    name: NamePassage<'_>,
) -> view::Published {
    view::Published {
        stated: stated.iter().map(|field| named(article, field)).collect(),
        candidates: published.candidates.iter().map(ToString::to_string).collect(),
        reasons: reasons(&published.reasons, name),
    }
}

fn headline(article: &Article, span: Span, extent: Extent<'_>) -> Option<view::Words> {
    let span = Place::new(article, span)?;
    Some(view::Words { span, text: extent.words_of(article, span) })
}

fn named(article: &Article, field: &news::Field) -> view::Named {
    let span = field.span.and_then(|span| Place::of_raw(article, span));
    view::Named { name: field.value.clone(), span }
}

fn zone(article: &Article, zone: &Zone, extent: Extent<'_>) -> Option<view::Zone> {
    if extent.kinds.is_some_and(|kinds| !kinds.contains(&zone.kind)) {
        return None;
    }
    let span = Place::of_whole_words(article, zone.span)?;
    Some(view::Zone {
        kind: zone.kind.name(),
        span,
        inferred: zone.inferred,
        text: extent.words_of(article, span),
        comment: zone.comment.as_ref().map(|found| comment(article, found, extent)),
        post: zone.post.as_ref().map(|found| post(article, found, extent)),
        is_account: zone.kind.is_account(),
    })
}

fn post(article: &Article, post: &news::Post, extent: Extent<'_>) -> view::Post {
    let [author, date] = [post.author, post.date].map(|span| span.and_then(|span| Place::new(article, span)));
    let words = |place: Option<Place>| place.and_then(|place| extent.words_of(article, place));
    view::Post { author, date, author_text: words(author), date_text: words(date) }
}

fn comment(article: &Article, comment: &news::Comment, extent: Extent<'_>) -> view::Comment {
    let author = comment.author.and_then(|span| Place::new(article, span));
    let date = comment.date.and_then(|span| Place::new(article, span));
    view::Comment {
        author,
        date,
        depth: comment.depth,
        author_text: author.and_then(|place| extent.words_of(article, place)),
        date_text: date.and_then(|place| extent.words_of(article, place)),
    }
}

impl Extent<'_> {
    fn words_of(self, article: &Article, place: Place) -> Option<String> {
        self.words.then(|| article.words(place.text).to_owned())
    }
}
