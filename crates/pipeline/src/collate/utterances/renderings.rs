//! Which quotations does an account print, whole, and by whom?
//!
//! A quotation broken by its tag (`"…," she said. "…"`) or carried over paragraphs is one rendering with
//! several pieces. Who speaks is taken from the attributions; which renderings belong together is left to
//! the rest of `utterances`.

use super::naming::{Naming, QuotedNames};
use super::words::{Word, split};
use crate::lexicon::{self, WordMap};
use crate::{KitError, fold};
use news::{
    Account, Attribution, Entity, EntityKind, MentionForm, Passage, Quotation, SharedEntity, Span,
    SpeakerStatus, ZoneKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// Words that carry grammar alone.
pub(crate) struct FunctionWords {
    words: WordMap<(), &'static str>,
}

impl FunctionWords {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<FunctionWords, KitError> {
        let text = include_str!("../../../../../lexicons/function-words.txt");
        let mut words = BTreeSet::new();
        for entry in lexicon::entries("function-words.txt", text) {
            if entry.fields.iter().any(|word| word.is_empty()) {
                return Err(entry.error("an empty field"));
            }
            words.extend(entry.fields);
        }
        Ok(FunctionWords { words: WordMap::new(words.into_iter().map(|word| (word, ()))) })
    }

    /// Whether a folded word is one of them.
    pub(crate) fn contains(&self, folded: &str) -> bool {
        self.words.holds(folded)
    }
}

/// One speaker of a rendering, as far as it takes to tell two apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SpeakerName {
    /// Index of the shared entity.
    pub(crate) entity: u32,
    /// Folded words of the name; empty for people without one.
    pub(crate) name: Vec<String>,
    /// Whether it is a named human being.
    pub(crate) person: bool,
    /// Whether the text itself says that these are the speaker's words.
    pub(crate) sure: bool,
    /// Whether it says so by a name, and not by "she" or "the mayor".
    pub(crate) by_name: bool,
}

/// One quotation of one account, whole.
#[derive(Debug, Clone)]
pub(crate) struct Rendering {
    /// Index of the account.
    pub(crate) account: u32,
    /// What stands inside the marks, in order.
    pub(crate) pieces: Vec<Span>,
    /// Its words.
    pub(crate) words: Vec<Word>,
    /// Who speaks; empty: not told.
    pub(crate) speakers: Vec<SpeakerName>,
    /// Content words of its sentence outside the marks.
    pub(crate) around: BTreeSet<u64>,
    /// Index of its paragraph.
    pub(crate) paragraph: usize,
    /// Whether every content word begins with a capital: a title, a slogan, a headline.
    pub(crate) capitalised: bool,
    /// Whether it stands in a headline.
    pub(crate) headline: bool,
    /// How the narrator uses it.
    pub(crate) naming: Naming,
}

impl Rendering {
    /// From its first to its last word.
    pub(crate) fn passage(&self) -> Passage {
        let span = match self.pieces.as_slice() {
            [first, .., last] => first.cover(*last),
            [only] => *only,
            [] => Span::new(0, 0),
        };
        Passage { account: self.account, span }
    }
}

/// The renderings of one account, in text order. Quotations inside quotations belong to the outer one.
pub(crate) fn of_account(
    account: &Account,
    index: u32,
    functions: &FunctionWords,
    names: &QuotedNames,
    entities: &BTreeMap<(u32, news::EntityId), u32>,
) -> Vec<Rendering> {
    let quoting = Quoting::of(account);
    let mut found = Vec::new();
    for pieces in pieces(account) {
        let words = split(account.text(), &pieces, |word| functions.contains(word));
        if words.words.is_empty() {
            continue;
        }
        let claims = pieces.iter().map(|&piece| quoting.find(account, piece));
        let claims: Vec<&Attribution> =
            claims.into_iter().find(|claims| !claims.is_empty()).unwrap_or_default();
        let capitalised =
            words.words.iter().filter(|word| !word.function).all(|word| {
                account.words(word.span).starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            });
        let telling = words.words.iter().filter(|word| !word.function).count();
        found.push(Rendering {
            account: index,
            around: around(account, &pieces, functions),
            paragraph: paragraph_at(account, pieces[0].start),
            words: words.words,
            speakers: speakers(account, index, &claims, entities),
            capitalised,
            headline: is_headline(account, pieces[0]),
            naming: names.of(account, &pieces, capitalised && telling > 1),
            pieces,
        });
    }
    found
}

fn is_headline(account: &Account, piece: Span) -> bool {
    let zone = account.article.zone_at(piece.start as usize).map(|zone| zone.kind);
    matches!(zone, Some(ZoneKind::Headline | ZoneKind::Subheadline))
}

/// Which paragraph holds an offset.
fn paragraph_at(account: &Account, offset: u32) -> usize {
    account.article.paragraphs.partition_point(|paragraph| paragraph.start <= offset)
}

/// The pieces of every rendering.
fn pieces(account: &Account) -> Vec<Vec<Span>> {
    let outer: Vec<&Quotation> = account.quotations.iter().filter(|q| q.within.is_none()).collect();
    let mut found: Vec<Vec<Span>> = Vec::new();
    let mut before: Option<&Quotation> = None;
    for quotation in outer {
        let goes_on = before.is_some_and(|before| before.continues || is_broken(account, before, quotation));
        match found.last_mut() {
            Some(pieces) if goes_on => pieces.push(quotation.inner),
            _ => found.push(vec![quotation.inner]),
        }
        before = Some(quotation);
    }
    found
}

/// A tag longer than this tells a story of its own.
const LONGEST_TAG: usize = 240;

/// Whether a quotation was only interrupted by its tag: `"We left," she said. "We had to."`
fn is_broken(account: &Account, before: &Quotation, next: &Quotation) -> bool {
    let text = account.text();
    let Some(gap) = text.get(before.span.end as usize..next.span.start as usize) else { return false };
    let inner = before.inner.of(text);
    let parted = gap.contains('\n');
    let gap = gap.trim();
    let tag_ends = gap.ends_with(['.', ',']);
    // A full stop inside the marks ends the sentence, and only a bare tag (`she said.`) goes with it.
    let bare_tag = inner.ends_with('.') && gap.ends_with('.') && gap.split(' ').count() <= 4;
    let interrupted = bare_tag || inner.ends_with([',', '?', '!', '-', '–', '—', ';']);
    if !interrupted || !tag_ends || gap.len() > LONGEST_TAG || parted {
        return false;
    }
    // One sentence at most; "She added, “…" and "adding, “…" begin a quotation of their own.
    let inside = gap[..gap.len() - 1].trim_end();
    let last = inside.rsplit([' ', ',']).next().unwrap_or("");
    let stops = inside.match_indices(". ").filter(|(at, _)| !ends_in_title(&inside[..*at])).count();
    stops == 0 && !(gap.ends_with(',') && last.ends_with("ing"))
}

/// Whether the last word before a dot is an abbreviation such as `Mr` or an initial.
fn ends_in_title(text: &str) -> bool {
    let last = text.rsplit([' ', '(']).next().unwrap_or("");
    let letters = last.chars().count();
    letters <= 2 || last.contains('.') || (letters <= 4 && last.starts_with(char::is_uppercase))
}

/// Content words of the sentences that hold the pieces, outside them.
fn around(account: &Account, pieces: &[Span], functions: &FunctionWords) -> BTreeSet<u64> {
    let mut found = BTreeSet::new();
    for piece in pieces {
        let Some(sentence) = account.sentence_at(piece.start as usize) else { continue };
        let sides = [
            Span::new(sentence.span.start as usize, piece.start as usize),
            Span::new(piece.end as usize, sentence.span.end as usize),
        ];
        for side in sides {
            let words = split(account.text(), &[side], |word| functions.contains(word));
            found.extend(words.words.iter().filter(|word| !word.function).map(|word| word.key));
        }
    }
    found
}

/// Who speaks by the attributions that claim a quotation. Where one nests in another ("she says that he wages a “war”"),
/// the words may be the inner or the outer speaker's, and neither is sure.
fn speakers(
    account: &Account,
    index: u32,
    claims: &[&Attribution],
    entities: &BTreeMap<(u32, news::EntityId), u32>,
) -> Vec<SpeakerName> {
    let told = |claim: &&&Attribution| {
        !matches!(claim.speaker.status, SpeakerStatus::Unknown | SpeakerStatus::Anonymous)
    };
    let is_one = claims.windows(2).all(|pair| pair[0].speaker.entities == pair[1].speaker.entities);
    let mut found = Vec::new();
    for claim in claims.iter().filter(told) {
        for &id in &claim.speaker.entities {
            let (Some(entity), Some(&shared)) = (account.entity(id), entities.get(&(index, id))) else {
                continue;
            };
            let person = entity.kind == EntityKind::Person && !entity.anonymous;
            let name = fold::text(&entity.name).split(' ').map(str::to_owned).collect();
            let sure = is_one && claim.speaker.status == SpeakerStatus::Resolved;
            let by_name = is_by_name(entity, claim);
            found.push(SpeakerName { entity: shared, name, person, sure, by_name });
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Whether the source of an attribution has a name of the entity, and not "she" or "the mayor" alone.
pub(crate) fn is_by_name(entity: &Entity, attribution: &Attribution) -> bool {
    let mut names = entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
    attribution.source.is_some_and(|source| names.any(|mention| mention.span.overlaps(source)))
}

/// Attributions by the quotations that they quote.
struct Quoting {
    /// Quoted span and attribution, sorted.
    quoted: Vec<(Span, usize)>,
}

/// How many quoted spans before a piece are looked at.
const LOOK_BACK: usize = 12;

impl Quoting {
    fn of(account: &Account) -> Quoting {
        let mut quoted: Vec<(Span, usize)> = Vec::new();
        for (index, attribution) in account.attributions.iter().enumerate() {
            quoted.extend(attribution.quoted.iter().map(|&span| (span, index)));
        }
        quoted.sort();
        Quoting { quoted }
    }

    /// The attributions that quote a piece and whose tags stand outside the marks.
    fn find<'a>(&self, account: &'a Account, piece: Span) -> Vec<&'a Attribution> {
        let end = self.quoted.partition_point(|(span, _)| span.start < piece.end);
        let near = &self.quoted[end.saturating_sub(LOOK_BACK)..end];
        let claims = near.iter().filter_map(|&(span, index)| {
            let attribution = account.attributions.get(index)?;
            let shared = span.intersection(piece).map_or(0, Span::len);
            let outside = attribution.source.is_none_or(|source| !piece.contains(source));
            (shared * 2 >= piece.len() && outside).then_some(attribution)
        });
        claims.collect()
    }
}

/// Which shared entity an account's entity belongs to.
pub(crate) fn shared_index(entities: &[SharedEntity]) -> BTreeMap<(u32, news::EntityId), u32> {
    let mut found = BTreeMap::new();
    for (index, entity) in entities.iter().enumerate() {
        found.extend(entity.members.iter().map(|&member| (member, index as u32)));
    }
    found
}
