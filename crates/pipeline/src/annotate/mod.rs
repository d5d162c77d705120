//! What does an account say, and whose words are they? An `Article` in, an [`Account`] out.
//!
//! Steps in order: the language layer (tokens, sentences, tags, chunks, quotation marks), then who is spoken
//! of, then who says what, then when and how much. Comparing accounts is left to `collate`.

pub(crate) mod agencies;
pub(crate) mod atoms;
pub(crate) mod attributions;
pub(crate) mod certainty;
pub(crate) mod chunks;
pub(crate) mod claims;
pub(crate) mod clusters;
pub(crate) mod cues;
pub(crate) mod dates;
pub(crate) mod entities;
pub(crate) mod explain;
pub(crate) mod hedges;
pub(crate) mod naming;
pub(crate) mod numerals;
pub(crate) mod presuppositions;
pub(crate) mod quantities;
pub(crate) mod quotations;
pub(crate) mod relays;
pub(crate) mod sentences;
pub(crate) mod syndication;
pub(crate) mod tags;
pub(crate) mod thanks;
pub(crate) mod tokens;
pub(crate) mod turns;

use crate::Kit;
use news::{Account, Article, Note, Noted};

/// Annotates one article.
pub fn annotate(kit: &Kit, article: Article) -> Noted<Account> {
    let (mut account, mut notes) = hear(kit, article);

    // Through whom it came, what the narrator says, and how surely.
    relays::trace(kit, &mut account);
    account.claims = claims::find(kit, &account);
    hedges::mark(kit, &mut account);

    // When, how much, and in which words.
    (account.dates, account.times) = dates::find(kit, &account);
    account.quantities = quantities::find(kit, &account);
    account.naming = naming::count(kit, &account);
    presuppositions::note(kit, &account, &mut notes);

    notes.sort_by_key(|note| (note.span, note.code));
    Noted { value: account, notes }
}

/// The part of [`annotate`] that is enough to keep an article and to group it, for streams: who is spoken of, who says
/// what, who is credited, and on which days. The rest stays empty; what is there is what [`annotate`] finds.
pub fn skim(kit: &Kit, article: Article) -> Noted<Account> {
    let (mut account, mut notes) = hear(kit, article);
    account.dates = dates::mentions(kit, &account);
    notes.sort_by_key(|note| (note.span, note.code));
    Noted { value: account, notes }
}

/// Who is spoken of, who says what, and who is credited.
fn hear(kit: &Kit, article: Article) -> (Account, Vec<Note>) {
    let mut account = blank(article);
    let mut notes = Vec::new();

    // The language layer: words, sentences, phrases, marks.
    account.tokens = tokens::split(kit, &account.article);
    account.sentences = sentences::group(kit, &account.article, &account.tokens);
    tags::tag(kit, &account.article, &account.sentences, &mut account.tokens);
    account.chunks = chunks::find(&account);
    account.quotations = quotations::find(&account, &mut notes);

    // Who is spoken of.
    account.entities = entities::find(kit, &account);

    // Who says what. Of a language that is not known, nothing is guessed.
    if is_english(&account) {
        account.attributions = attributions::find(kit, &account);
        turns::transcript(&mut account);
    }
    // Who signed a post is no guess in any language.
    turns::posts(&mut account);
    account.credits = relays::credits(kit, &account);
    account.credits.extend(agencies::credit(kit, &account));
    account.credits.extend(thanks::credits(kit, &account));
    account.credits.extend(syndication::credit(kit, &account));
    (account, notes)
}

/// Fewer words do not tell their language.
const MIN_WORDS: usize = 40;

/// Whether the words are English, by the user's word, by their looks, or because they are too few to say.
fn is_english(account: &Account) -> bool {
    let article = &account.article;
    if let Some(given) = article.language.as_ref().filter(|language| language.span.is_none()) {
        return given.value.to_ascii_lowercase().starts_with("en");
    }
    article.detected_language == Some("en") || account.tokens.len() < MIN_WORDS
}

/// An account of which nothing is known yet.
fn blank(article: Article) -> Account {
    Account {
        article,
        tokens: Vec::new(),
        sentences: Vec::new(),
        chunks: Vec::new(),
        quotations: Vec::new(),
        entities: Vec::new(),
        attributions: Vec::new(),
        claims: Vec::new(),
        credits: Vec::new(),
        dates: Vec::new(),
        times: Vec::new(),
        quantities: Vec::new(),
        naming: Vec::new(),
    }
}
