//! Which names are one entity? Keeps the entities of an account while they are found.

use super::gazetteer::{Gender, Meaning, StateId};
use super::names::{Candidate, Line, Reading};
use super::nouns::OfficeClass;
use super::page::Page;
use super::roles::Office;
use crate::fold;
use news::{Entity, EntityKind, Mention, Role, Span, TokenRange};
use std::collections::BTreeMap;

/// Index of an entity while entities are being found.
pub(super) type DraftId = usize;

/// What makes two names one entity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A state of the list.
    State(StateId),
    /// A line of another list.
    Line(Meaning),
    /// A folded name and its kind.
    Name(EntityKind, String),
    /// A description at a token: never joined by its words.
    Description(u32),
}

/// An office of a person and the words by which descriptions find it.
#[derive(Debug, Clone)]
pub(super) struct DraftOffice {
    /// The words in the text, folded.
    pub(super) words: String,
    /// Family of the head.
    pub(super) class: OfficeClass,
    /// States and organisations in it, by plain name.
    pub(super) owners: Vec<String>,
}

/// An entity while it is being found.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) kind: EntityKind,
    /// Spans that may give the name, with the weight of their form; the heaviest and longest wins.
    names: Vec<(u8, Span)>,
    pub(super) gender: Gender,
    pub(super) plural: bool,
    pub(super) anonymous: bool,
    /// Whether a title, a given name or another cue decides the kind.
    pub(super) sure: bool,
    /// Lemma of a description's head.
    pub(super) head: String,
    pub(super) offices: Vec<DraftOffice>,
    roles: Vec<Role>,
    mentions: Vec<Mention>,
    /// Common nouns that may call it back.
    pub(super) classes: Vec<&'static str>,
    /// Where a demonym of it stands: enough to use its plain name.
    plain_name: Option<&'static str>,
    /// The entity that it turned out to be.
    joined: Option<DraftId>,
}

/// All entities found so far.
#[derive(Default)]
pub(super) struct Roster {
    pub(super) drafts: Vec<Draft>,
    by_key: BTreeMap<Key, DraftId>,
    /// People with offices, each once, in order of the text.
    pub(super) office_holders: Vec<DraftId>,
}

impl Roster {
    /// The entity of a key, made if it is new.
    pub(super) fn open(&mut self, key: Key, kind: EntityKind) -> DraftId {
        if let Some(id) = self.by_key.get(&key) {
            return *id;
        }
        let id = self.drafts.len();
        self.by_key.insert(key, id);
        self.drafts.push(Draft {
            kind,
            names: Vec::new(),
            gender: Gender::Unknown,
            plural: false,
            anonymous: false,
            sure: false,
            head: String::new(),
            offices: Vec::new(),
            roles: Vec::new(),
            mentions: Vec::new(),
            classes: Vec::new(),
            plain_name: None,
            joined: None,
        });
        id
    }

    /// The entity of a key, if there is one.
    pub(super) fn get(&self, key: &Key) -> Option<DraftId> {
        self.by_key.get(key).copied()
    }

    /// Adds a mention.
    pub(super) fn mention(&mut self, id: DraftId, mention: Mention) {
        self.drafts[id].mentions.push(mention);
    }

    /// Adds words that may be the name.
    pub(super) fn name(&mut self, id: DraftId, span: Span, weight: u8) {
        self.drafts[id].names.push((weight, span));
    }

    /// Adds an office.
    pub(super) fn office(&mut self, page: &Page<'_>, id: DraftId, office: &Office, owners: Vec<String>) {
        let draft = &mut self.drafts[id];
        if draft.offices.is_empty() {
            self.office_holders.push(id);
        }
        let words = fold::text(page.words(office.tokens.clone()));
        draft.offices.push(DraftOffice { words, class: office.class, owners });
        draft.roles.push(Role { span: page.account.span_of(office.tokens.clone()) });
    }

    /// Notes that the account knows the plain name of a state by its adjective.
    pub(super) fn knows(&mut self, id: DraftId, plain_name: &'static str) {
        self.drafts[id].plain_name = Some(plain_name);
    }

    /// The entities in order of first mention; `ids` maps drafts to them.
    pub(super) fn finish(self, page: &Page<'_>) -> Vec<Entity> {
        let mut entities: Vec<Entity> = Vec::new();
        for draft in self.drafts {
            let mut mentions = draft.mentions;
            mentions.sort_by_key(|mention| (mention.span, mention.form));
            mentions.dedup_by_key(|mention| mention.span);
            if mentions.is_empty() {
                continue;
            }
            let mut roles = draft.roles;
            roles.sort_by_key(|role| role.span);
            roles.dedup();
            let best = draft
                .names
                .iter()
                .max_by_key(|(weight, span)| (*weight, span.len(), std::cmp::Reverse(span.start)));
            let plain =
                draft.plain_name.filter(|_| best.is_none_or(|(weight, _)| *weight < 2)).map(str::to_owned);
            let name = plain.unwrap_or_else(|| {
                let span = best.map_or(mentions[0].span, |(_, span)| *span);
                page.account.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
            });
            entities.push(Entity { name, kind: draft.kind, roles, mentions, anonymous: draft.anonymous });
        }
        entities.sort_by(|a, b| {
            let key = |entity: &Entity| (entity.mentions[0].span, std::cmp::Reverse(entity.mentions.len()));
            key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
        });
        entities
    }
}

/// Which entity each candidate stands for; `None` where it stands for none. Indexed by line and candidate.
pub(super) type Assigned = Vec<Vec<Option<DraftId>>>;

/// Groups the candidates of all lines into entities by their names alone. Mentions are added by `mod`.
pub(super) fn group(page: &Page<'_>, lines: &mut [Line], roster: &mut Roster) -> Assigned {
    settle_kinds(page, lines);
    let people = People::collect(page, lines);
    let mut assigned: Assigned = Vec::with_capacity(lines.len());
    for line in lines.iter() {
        let mut row = Vec::with_capacity(line.candidates.len());
        for candidate in &line.candidates {
            row.push(assign(page, candidate, &people, roster));
        }
        assigned.push(row);
    }
    for (line, row) in lines.iter().zip(&mut assigned) {
        join_acronyms(page, line, row, roster);
    }
    assigned
}

/// One kind per name: sure readings win, then the more frequent.
fn settle_kinds(page: &Page<'_>, lines: &mut [Line]) {
    let mut votes: BTreeMap<String, BTreeMap<EntityKind, u32>> = BTreeMap::new();
    for candidate in lines.iter().flat_map(|line| &line.candidates) {
        if let Reading::Guess { kind, sure } = candidate.reading {
            let weight = if sure { 100 } else { u32::from(kind != EntityKind::Other) * 2 + 1 };
            let counts = votes.entry(fold::text(page.words(candidate.name.clone()))).or_default();
            *counts.entry(kind).or_default() += weight;
        }
    }
    for candidate in lines.iter_mut().flat_map(|line| &mut line.candidates) {
        let Reading::Guess { kind, sure: false } = candidate.reading else { continue };
        let counts = votes.get(&fold::text(page.words(candidate.name.clone())));
        let best = counts.and_then(|counts| {
            counts.iter().max_by_key(|(kind, votes)| (**votes, std::cmp::Reverse(**kind)))
        });
        let kind = best.map_or(kind, |(kind, _)| *kind);
        candidate.reading = Reading::Guess { kind, sure: false };
    }
}

/// Full names of people by each word that may stand for them.
struct People {
    /// Folded word → folded full names that end with it.
    by_last: BTreeMap<String, Vec<String>>,
    /// Folded word → folded full names that start with it.
    by_first: BTreeMap<String, Vec<String>>,
}

impl People {
    fn collect(page: &Page<'_>, lines: &[Line]) -> People {
        let mut people = People { by_last: BTreeMap::new(), by_first: BTreeMap::new() };
        for candidate in lines.iter().flat_map(|line| &line.candidates) {
            if !candidate.is_person() || candidate.name.len() < 2 {
                continue;
            }
            let full = fold::text(page.words(candidate.name.clone()));
            let (Some(first), Some(last)) = (full.split(' ').next(), full.split(' ').next_back()) else {
                continue;
            };
            add(&mut people.by_first, first, &full);
            add(&mut people.by_last, last, &full);
        }
        people
    }

    /// The full name that a name stands for: itself, or the only longer one that it is part of.
    fn full(&self, name: &str) -> Option<String> {
        let words: Vec<&str> = name.split(' ').collect();
        if let [word] = words.as_slice() {
            let last = self.by_last.get(*word).map_or(&[] as &[String], Vec::as_slice);
            let first = self.by_first.get(*word).map_or(&[] as &[String], Vec::as_slice);
            return match (last, first) {
                ([only], _) | ([], [only]) => Some(only.clone()),
                _ => None,
            };
        }
        // "Mara Quill" is "Mara J. Quill" if no other shares first and last word.
        let longer = self.by_last.get(*words.last()?)?;
        let mut same = longer.iter().filter(|full| full.split(' ').next() == words.first().copied());
        let longest = same.clone().max_by_key(|full| (full.len(), (*full).clone()))?;
        same.all(|full| is_part_of(full, longest)).then(|| longest.clone())
    }
}

fn add(map: &mut BTreeMap<String, Vec<String>>, word: &str, full: &str) {
    let names = map.entry(word.to_owned()).or_default();
    if names.len() < 50 && !names.iter().any(|name| name == full) {
        names.push(full.to_owned());
    }
}

/// Whether the words of one name stand in another in order.
fn is_part_of(name: &str, longer: &str) -> bool {
    let mut words = longer.split(' ');
    name.split(' ').all(|word| words.any(|other| other == word))
}

fn assign(page: &Page<'_>, candidate: &Candidate, people: &People, roster: &mut Roster) -> Option<DraftId> {
    let folded = fold::text(page.words(candidate.name.clone()));
    let name_key = |kind, name: &str| Key::Name(kind, name.to_owned());
    // "Mara Paris" makes the "Paris" that acts a person.
    let place = matches!(candidate.reading, Reading::Known(Meaning::Capital { .. } | Meaning::Place(_)));
    if place
        && candidate.name.len() == 1
        && let Some(full) = people.full(&folded)
        && let Some(sentence) = page.sentence(candidate.sentence)
        && super::metonyms::of(page, sentence, candidate.name.clone()) == super::metonyms::Use::State
    {
        return Some(roster.open(name_key(EntityKind::Person, &full), EntityKind::Person));
    }
    let id = match candidate.reading {
        Reading::Known(meaning) => match meaning {
            Meaning::State(state) => roster.open(Key::State(state), EntityKind::State),
            // Which of the two a capital or a seat stands for is decided by `metonyms`.
            Meaning::Capital { state, city, .. } => {
                let one = Meaning::Capital { state, city, rare: false };
                roster.open(Key::Line(one), EntityKind::Place)
            }
            Meaning::Seat(_) => roster.open(name_key(EntityKind::Place, &folded), EntityKind::Place),
            Meaning::Demonym(_) => return None,
            Meaning::Place(_) => roster.open(Key::Line(meaning), EntityKind::Place),
            Meaning::Organisation(line) => {
                let id = roster.open(Key::Line(meaning), EntityKind::Organisation);
                roster.drafts[id].classes = page.gazetteer.organisation_classes(line).to_vec();
                id
            }
            Meaning::Outlet(_) => {
                let id = roster.open(Key::Line(meaning), EntityKind::Organisation);
                roster.drafts[id].classes = vec!["newspaper", "paper", "outlet", "broadcaster", "agency"];
                id
            }
        },
        Reading::Guess { kind, .. } => {
            let full = people.full(&folded);
            match (kind, full) {
                (EntityKind::Person, Some(full)) => {
                    roster.open(name_key(EntityKind::Person, &full), EntityKind::Person)
                }
                (EntityKind::Other, Some(full)) if candidate.name.len() == 1 => {
                    roster.open(name_key(EntityKind::Person, &full), EntityKind::Person)
                }
                (EntityKind::Organisation, _) => {
                    let id = roster.open(name_key(kind, &folded), kind);
                    if roster.drafts[id].classes.is_empty() {
                        roster.drafts[id].classes = classes(page, candidate.name.clone());
                    }
                    id
                }
                (kind, _) => roster.open(name_key(kind, &folded), kind),
            }
        }
    };
    Some(id)
}

/// Class words of an organisation by the cue words in its name.
fn classes(page: &Page<'_>, name: TokenRange) -> Vec<&'static str> {
    let cues = name.filter_map(|token| page.gazetteer.cue_classes(page.word(token)));
    let mut classes: Vec<&'static str> = Vec::new();
    for class in cues.flatten() {
        if !classes.contains(class) {
            classes.push(class);
        }
    }
    classes
}

/// "International Salt Fund (ISF)" and later "ISF" are one.
fn join_acronyms(page: &Page<'_>, line: &Line, row: &mut [Option<DraftId>], roster: &mut Roster) {
    for at in 1..line.candidates.len() {
        let (full, short) = (&line.candidates[at - 1], &line.candidates[at]);
        let bracketed = short.name.start == full.name.end + 1 && page.word(full.name.end) == "(";
        let (Some(full_id), Some(short_id)) = (row[at - 1], row[at]) else { continue };
        let acronym = page.words(short.name.clone());
        if !bracketed || full_id == short_id || !super::page::is_acronym(acronym) {
            continue;
        }
        let key = Key::Name(EntityKind::Organisation, fold::text(acronym));
        if roster.get(&key) == Some(short_id) {
            roster.redirect(&key, full_id);
        }
    }
}

impl Roster {
    /// Lets a key lead to another entity from now on; `resolved` follows it.
    fn redirect(&mut self, key: &Key, to: DraftId) {
        if let Some(from) = self.by_key.insert(key.clone(), to) {
            self.drafts[from].joined = Some(to);
        }
    }

    /// The entity that stands for a redirected one.
    pub(super) fn resolved(&self, id: DraftId) -> DraftId {
        self.drafts[id].joined.unwrap_or(id)
    }
}
