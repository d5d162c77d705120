//! Is the right speaker given to a quotation? Direct and mixed quotations of PolNeAR dev, given that they are found.
//!
//! A gold quotation is found where an attribution of ours quotes half of it or more. PolNeAR marks the words of the
//! source, not whom they stand for, so what can be judged depends on them. *Named* sources, those whose head is a name
//! ("Ruth Okoro of the ministry", not "Okoro's lawyer" nor "a memo of the ministry"): our speaker has the last word of
//! the name in one of its names. *Descriptions*: our source or a mention of our speaker is those words.
//! *Pronouns*: our speaker has the name of the gold sources before. That is silver, and so only pronouns of one person
//! are judged before which the last two gold sources with a name have the same one; those of stories in which people take
//! turns are left out, and pronouns that are judged are the easier ones. Sources without any noun or pronoun are slips of
//! the annotators and left out. Of speakers that we infer without a source all are judged: those of words that the gold
//! gives to nobody are wrong. In GUM news, sources without a name are judged by its gold coreference: the nearest name
//! of our speaker belongs to the entity of the source.

use super::entities::{Coreference, annotated};
use super::polnear::{self, Article, Roles, Stretches, raw, shared};
use super::{Cell, Table, Task, share};
use anyhow::{Context, Result};
use news::{Account, Attribution, AttributionKind, MentionForm, Span, SpeakerStatus, Tag, Token};
use pipeline::Kit;
use std::path::Path;

/// The task's line in the list.
pub(super) const TASK: Task =
    Task { name: "speakers", needs: "attribution/polnear/dev", floors: "eval/speakers.toml", run };

/// So many sources before a pronoun must have one name.
const SILVER: usize = 2;

/// What the words of a source are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    Name,
    Pronoun,
    Description,
}

/// Wanted, found and right.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    gold: usize,
    found: usize,
    right: usize,
}

#[derive(Debug, Default)]
struct Tallies {
    /// In the order of [`Words`].
    words: [Tally; 3],
    direct: Tally,
    /// With a cue of saying.
    speech: Tally,
    /// Of our guesses where no source stands.
    inferred: Tally,
    /// Where our source is the gold's: what is left is to know whom it stands for.
    sourced: Tally,
    all: Tally,
}

impl Tally {
    fn add(&mut self, found: bool, right: bool) {
        self.gold += 1;
        self.found += usize::from(found);
        self.right += usize::from(right);
    }

    fn cells(self) -> Vec<Cell> {
        vec![
            Cell::Count(self.gold),
            Cell::Count(self.found),
            Cell::Share(share(self.found, self.gold)),
            Cell::Share(share(self.right, self.found)),
        ]
    }
}

fn run(kit: &Kit, data: &Path) -> Result<Table> {
    let mut table = Table::new(&["gold", "found", "quotation found", "speaker right"])
        .remark("PolNeAR dev, direct and mixed; speaker right: of the quotations found");
    let mut tallies = Tallies::default();
    let part = std::env::var("VARIORUM_PART").unwrap_or("dev".into());
    for article in polnear::articles(kit, data, &part)? {
        count(&article, &mut tallies);
    }
    for (label, tally) in
        ["named sources", "pronouns (silver)", "descriptions"].into_iter().zip(tallies.words)
    {
        table.row(label, tally.cells());
    }
    table.row("direct quotations", tallies.direct.cells());
    table.row("direct and mixed, with a cue of saying", tallies.speech.cells());
    table.row("direct and mixed, our source is the gold's", tallies.sourced.cells());
    table.row("direct and mixed quotations", tallies.all.cells());
    table.row(
        "speakers inferred without a source",
        vec![
            Cell::Count(tallies.inferred.gold),
            Cell::Count(tallies.inferred.found),
            Cell::Empty,
            Cell::Share(share(tallies.inferred.right, tallies.inferred.gold)),
        ],
    );
    let folder = data.join("attribution/gum_news/dep");
    if folder.exists() {
        let mut tally = Tally::default();
        for gold in Coreference::all(&folder).context("GUM news")? {
            count_coreference(&gold, &annotated(kit, &gold.text, &gold.paragraphs), &mut tally);
        }
        table.row(
            "GUM news, sources without a name",
            vec![
                Cell::Count(tally.gold),
                Cell::Count(tally.found),
                Cell::Empty,
                Cell::Share(share(tally.right, tally.found)),
            ],
        );
    }
    Ok(table)
}

/// A gold source as it can be judged.
struct Judged<'g> {
    roles: &'g Roles,
    words: Words,
    /// The name that our speaker must have.
    name: Option<String>,
    kind: AttributionKind,
}

/// The gold attributions that can be judged, in order of their sources.
fn judged(article: &Article) -> Vec<Judged<'_>> {
    let account = &article.account;
    let mut gold: Vec<&Roles> = article.gold.iter().filter(|roles| !roles[0].is_empty()).collect();
    gold.sort_by_key(|roles| (roles[0].first().copied(), roles[2].first().copied()));
    let mut named_before: Vec<String> = Vec::new();
    let mut judged = Vec::new();
    for roles in gold {
        if !has_nominal(account, &roles[0]) {
            continue;
        }
        let name = head_name(account, &roles[0]);
        let words = match &name {
            Some(_) => Words::Name,
            None if is_pronoun(&article.text, &roles[0]) => Words::Pronoun,
            None => Words::Description,
        };
        named_before.extend(name);
        let last = named_before.last().cloned();
        let agree = named_before.iter().rev().take(SILVER).all(|name| Some(name) == last.as_ref());
        let silver = agree && named_before.len() >= SILVER && is_personal(&article.text, &roles[0]);
        if words != Words::Pronoun || silver {
            let kind = polnear::kind(&article.text, account, &roles[2]);
            judged.push(Judged { roles, words, name: last, kind });
        }
    }
    judged
}

fn count(article: &Article, tallies: &mut Tallies) {
    let account = &article.account;
    let ours: Vec<(&Attribution, Stretches)> = account
        .attributions
        .iter()
        .map(|found| (found, found.quoted.iter().map(|span| raw(account, *span)).collect()))
        .collect();
    let gold = judged(article);
    for gold in gold.iter().filter(|gold| gold.kind != AttributionKind::Indirect) {
        let quoted = polnear::quoted(account, &gold.roles[2]);
        let length = length(&quoted);
        let best = ours.iter().max_by_key(|(_, ours)| shared(ours, &quoted));
        let best = best.filter(|(_, ours)| 2 * shared(ours, &quoted) >= length).map(|(found, _)| *found);
        let right = best.is_some_and(|found| is_right(account, found, gold));
        tallies.words[gold.words as usize].add(best.is_some(), right);
        tallies.all.add(best.is_some(), right);
        if gold.kind == AttributionKind::Direct {
            tallies.direct.add(best.is_some(), right);
        }
        if polnear::speaks(&article.text, &gold.roles[1]) {
            tallies.speech.add(best.is_some(), right);
        }
        let Some(found) = best else { continue };
        if found.source.is_some_and(|source| shared(&vec![raw(account, source)], &gold.roles[0]) > 0) {
            tallies.sourced.add(true, right);
        }
        if !right && std::env::var_os("VARIORUM_CONFUSIONS").is_some() {
            print_confusion(article, found, gold.roles, gold.name.as_deref());
        }
    }
    for (found, quoted) in &ours {
        let is_guess = found.speaker.status == SpeakerStatus::Inferred && found.source.is_none();
        if !is_guess || quoted.is_empty() {
            continue;
        }
        let holds = |gold: &&Roles| 2 * shared(&gold[2], quoted) >= length(quoted);
        let known = article.gold.iter().any(|gold| holds(&gold));
        let judged = gold.iter().find(|gold| holds(&gold.roles));
        let right = judged.is_some_and(|gold| is_right(account, found, gold));
        if judged.is_some() || !known {
            tallies.inferred.add(judged.is_some(), right);
        }
        if std::env::var_os("VARIORUM_CONFUSIONS").is_some() {
            let words: Vec<&str> = found.quoted.iter().map(|span| account.words(*span)).collect();
            println!("{}: inferred, {right}: {:?} for {words:?}", article.name, found.speaker.why);
        }
    }
}

fn length(stretches: &Stretches) -> usize {
    stretches.iter().map(|(from, to)| to - from).sum()
}

fn is_right(account: &Account, found: &Attribution, gold: &Judged<'_>) -> bool {
    match gold.words {
        Words::Name | Words::Pronoun => gold.name.as_ref().is_some_and(|name| has_name(account, found, name)),
        Words::Description => is_described(account, found, &gold.roles[0]),
    }
}

/// The tokens of some stretches.
fn tokens_of<'a>(account: &'a Account, source: &'a Stretches) -> impl Iterator<Item = &'a Token> {
    account.tokens.iter().filter(|token| {
        let (from, to) = raw(account, token.span);
        source.iter().any(|stretch| stretch.0 <= from && to <= stretch.1)
    })
}

fn has_nominal(account: &Account, source: &Stretches) -> bool {
    tokens_of(account, source).any(|token| token.tag.is_nominal() || token.tag == Tag::Det)
}

/// The last word of the name that some words are about, folded; `None` where their head is no name.
fn head_name(account: &Account, source: &Stretches) -> Option<String> {
    let mut head: Option<&Token> = None;
    for (index, token) in tokens_of(account, source).enumerate() {
        let word = account.words(token.span);
        let opens = matches!(word, "," | "(" | "[" | "who" | "which" | "that" | "—" | "–");
        let is_particle = head.is_some_and(|head| head.tag == Tag::Propn)
            && matches!(word, "de" | "van" | "von" | "der" | "bin" | "la");
        let closes = opens || matches!(token.tag, Tag::Adp | Tag::Cconj | Tag::Aux);
        if index > 0 && head.is_some() && closes && !is_particle {
            break;
        }
        if token.tag.is_nominal() {
            head = Some(token);
        }
    }
    let head = head.filter(|head| head.tag == Tag::Propn)?;
    let word = account.words(head.span);
    word.starts_with(char::is_uppercase).then(|| plain(word))
}

/// Small, with straight apostrophes.
fn plain(words: &str) -> String {
    words.to_lowercase().replace(['’', '‘'], "'").trim_matches('\'').to_owned()
}

/// Whether a source is a pronoun of one person.
fn is_personal(text: &str, source: &Stretches) -> bool {
    const PERSONAL: [&str; 6] = ["he", "she", "his", "her", "who", "him"];
    let [(from, to)] = source.as_slice() else { return false };
    text.get(*from..*to).is_some_and(|words| PERSONAL.contains(&words.to_lowercase().as_str()))
}

fn is_pronoun(text: &str, source: &Stretches) -> bool {
    const PRONOUNS: [&str; 12] =
        ["he", "she", "they", "it", "his", "her", "their", "its", "who", "him", "them", "which"];
    let [(from, to)] = source.as_slice() else { return false };
    text.get(*from..*to).is_some_and(|words| PRONOUNS.contains(&words.to_lowercase().as_str()))
}

/// Whether a speaker has this word in one of its names.
fn has_name(account: &Account, found: &Attribution, name: &str) -> bool {
    found.speaker.entities.iter().filter_map(|id| account.entity(*id)).any(|entity| {
        let mentions = entity.mentions.iter().filter(|mention| mention.form != MentionForm::Pronoun);
        let mut words = mentions.map(|mention| account.words(mention.span)).chain([entity.name.as_str()]);
        words.any(|words| {
            let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '\'');
            plain(words).split(|c: char| !is_inside(c)).any(|word| {
                word == name || word.trim_end_matches('.') == name || word.trim_end_matches("'s") == name
            })
        })
    })
}

/// Whether our source, or a mention of our speaker, is these words.
fn is_described(account: &Account, found: &Attribution, source: &Stretches) -> bool {
    let touches = |span: Span| shared(&vec![raw(account, span)], source) > 0;
    let entities = found.speaker.entities.iter().filter_map(|id| account.entity(*id));
    let mut mentions = entities.flat_map(|entity| &entity.mentions);
    found.source.is_some_and(touches) || mentions.any(|mention| touches(mention.span))
}

/// What went wrong, for whoever improves the rules.
fn print_confusion(article: &Article, found: &Attribution, roles: &Roles, name: Option<&str>) {
    let words = |stretches: &Stretches| -> String {
        let parts: Vec<&str> =
            stretches.iter().filter_map(|&(from, to)| article.text.get(from..to)).collect();
        parts.join(" … ").chars().take(90).collect()
    };
    let ours = found.speaker.entities.iter().filter_map(|id| article.account.entity(*id));
    let ours: Vec<&str> = ours.map(|entity| entity.name.as_str()).collect();
    println!(
        "{}: gold [{}] ({}), ours [{}] {:?} by [{}] {}: {}",
        article.name,
        words(&roles[0]),
        name.unwrap_or("–"),
        ours.join(", "),
        found.speaker.status,
        found.source.map_or("", |span| article.account.words(span)),
        found.speaker.why.as_deref().unwrap_or(""),
        words(&roles[2]),
    );
}

/// Sources without a name whose gold entity has one.
fn count_coreference(gold: &Coreference, account: &Account, tally: &mut Tally) {
    for found in &account.attributions {
        let Some(source) = found.source else { continue };
        let Some(id) = gold.entity_at(source).filter(|id| gold.is_named(id)) else { continue };
        let is_named =
            gold.text[source.range()].contains(char::is_uppercase) && !source_is_pronoun(gold, source);
        if is_named {
            continue;
        }
        tally.gold += 1;
        let entities = found.speaker.entities.iter().filter_map(|id| account.entity(*id));
        let mut names = entities.flat_map(|entity| {
            let names = entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
            names.min_by_key(|mention| mention.span.start.abs_diff(source.start))
        });
        if let Some(name) = names.next() {
            tally.found += 1;
            tally.right += usize::from(gold.entity_at(name.span) == Some(id));
        }
    }
}

fn source_is_pronoun(gold: &Coreference, source: Span) -> bool {
    is_pronoun(&gold.text, &vec![(source.start as usize, source.end as usize)])
}
