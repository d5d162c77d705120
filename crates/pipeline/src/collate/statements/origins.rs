//! Whose word is it, and which accounts depend on each other?

use crate::collate::copies::direction::same_outlet;
use crate::collate::utterances::renderings::is_by_name;
use crate::fold;
use news::{Account, Attribution, Comparison, EntityKind, Pair, PairRelation, Passage, Span, SpeakerStatus};
use std::collections::{BTreeMap, BTreeSet};

/// A source for what a passage claims.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Voice {
    /// What makes two voices one: the entities that speak, or the folded name of a relay.
    pub(super) key: (Vec<u32>, String),
    /// For people.
    pub(super) name: String,
    pub(super) kind: VoiceKind,
}

/// By what a voice can be told from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum VoiceKind {
    /// One person with a name.
    Person,
    /// Any other name: an organisation, a newsroom, several who speak as one.
    Named,
    /// At least one speaker without a name.
    Anonymous,
}

/// Everything that tells voices and accounts apart.
pub(super) struct Origins<'a> {
    accounts: &'a [Account],
    /// Pairs of accounts that share the narrator's prose.
    copying: Vec<&'a Pair>,
    shared: &'a [Vec<u32>],
    /// Fullest name of each entity of the comparison.
    names: BTreeMap<u32, &'a str>,
    /// What each entity of the comparison is as a voice, by the member that says most.
    kinds: BTreeMap<u32, VoiceKind>,
    /// Content spans of attributions per account, sorted by start, with their index.
    contents: Vec<Vec<(Span, usize)>>,
}

impl<'a> Origins<'a> {
    /// Looks up names and contents once.
    pub(super) fn new(accounts: &'a [Account], comparison: &'a Comparison, shared: &'a [Vec<u32>]) -> Self {
        let mut names: BTreeMap<u32, &str> = BTreeMap::new();
        let mut kinds: BTreeMap<u32, VoiceKind> = BTreeMap::new();
        for (account, shared) in accounts.iter().zip(shared) {
            for (entity, shared) in account.entities.iter().zip(shared) {
                let kind = match entity.kind {
                    _ if entity.anonymous => VoiceKind::Anonymous,
                    EntityKind::Person => VoiceKind::Person,
                    EntityKind::Organisation | EntityKind::Place | EntityKind::State | EntityKind::Other => {
                        VoiceKind::Named
                    }
                };
                let known = kinds.entry(*shared).or_insert(kind);
                *known = kind.min(*known);
                let name = names.entry(*shared).or_insert(&entity.name);
                if entity.name.len() > name.len() && !entity.anonymous {
                    *name = &entity.name;
                }
            }
        }
        let contents = accounts
            .iter()
            .map(|account| {
                let spans = account.attributions.iter().enumerate().filter(|(_, found)| !found.deed);
                let mut spans: Vec<(Span, usize)> = spans
                    .flat_map(|(index, attribution)| {
                        attribution.content.iter().map(move |span| (*span, index))
                    })
                    .collect();
                spans.sort();
                spans
            })
            .collect();
        let copying = comparison.pairs.iter().filter(|pair| pair.relation.shares_prose()).collect();
        Origins { accounts, copying, shared, names, kinds, contents }
    }

    /// Who vouches for what the passage claims; `None` for a narrator without a source.
    pub(super) fn voice(&self, passage: Passage) -> Option<Voice> {
        let account = self.accounts.get(passage.account as usize)?;
        match self.attribution(passage).and_then(|index| account.attributions.get(index)) {
            Some(attribution) => self.speaker(passage.account, attribution),
            None => self.relay(account, passage.span),
        }
    }

    /// Whether the text itself names the speaker of a passage beside the words, and does not say "she" or "the mayor".
    pub(super) fn is_by_name(&self, passage: Passage) -> bool {
        let Some(account) = self.accounts.get(passage.account as usize) else { return false };
        let attribution = self.attribution(passage).and_then(|index| account.attributions.get(index));
        attribution.is_some_and(|attribution| {
            let resolved = attribution.speaker.status == SpeakerStatus::Resolved;
            let mut speakers = attribution.speaker.entities.iter().filter_map(|id| account.entity(*id));
            resolved && speakers.any(|entity| is_by_name(entity, attribution))
        })
    }

    /// Whether two voices for the same words are one person: by the name, or by the surname ("Sen. Richard Durbin", "Dick
    /// Durbin") where no account knows two people who bear it.
    pub(super) fn is_one_person(&self, one: &Voice, two: &Voice) -> bool {
        let shared = |voice: &Voice| surname(&voice.name);
        one.key == two.key
            || is_one_name(one, two)
            || is_one_name(two, one)
            || shared(one) == shared(two) && !self.has_namesakes(&shared(one))
    }

    /// Whether an account knows two people of one surname.
    fn has_namesakes(&self, wanted: &str) -> bool {
        self.accounts.iter().any(|account| {
            let people = account.entities.iter().filter(|entity| {
                entity.kind == EntityKind::Person && !entity.anonymous && surname(&entity.name) == wanted
            });
            people.count() > 1
        })
    }

    /// The innermost attribution whose content holds most of the passage, or that the passage frames.
    fn attribution(&self, passage: Passage) -> Option<usize> {
        let contents = self.contents.get(passage.account as usize)?;
        let end = contents.partition_point(|(span, _)| span.start < passage.span.end);
        let mut best: Option<(usize, usize)> = None;
        for (span, index) in contents[..end].iter().rev().take(LOOK_BACK) {
            let Some(common) = span.intersection(passage.span) else { continue };
            if common.len() * 2 < passage.span.len() {
                continue;
            }
            if best.is_none_or(|(len, _)| span.len() < len) {
                best = Some((span.len(), *index));
            }
        }
        let attributions = &self.accounts.get(passage.account as usize)?.attributions;
        // "She said that allies had been clear": what the allies said is her word.
        let mut index = best?.1;
        for _ in 0..DEEPEST {
            match attributions.get(index).and_then(|attribution| attribution.within) {
                Some(outer) => index = outer as usize,
                None => break,
            }
        }
        Some(index)
    }

    /// Voices without organisations for which one of the others speaks: a minister is the ministry's voice.
    pub(super) fn apart(&self, voices: BTreeSet<Voice>) -> BTreeSet<Voice> {
        let people: BTreeSet<u32> = voices.iter().flat_map(|voice| voice.key.0.iter().copied()).collect();
        let speaks_for = |name: &str| {
            self.accounts.iter().zip(self.shared).any(|(account, shared)| {
                account.entities.iter().zip(shared).any(|(entity, shared)| {
                    people.contains(shared)
                        && entity.kind == EntityKind::Person
                        && entity.roles.iter().any(|role| account.words(role.span).contains(name))
                })
            })
        };
        let only = |voice: &Voice| voices.len() == 1 || !speaks_for(&voice.name);
        let mut kept: Vec<Voice> = Vec::new();
        // The fullest name first: two of one name would be two sources only if the texts told them apart.
        let mut rest: Vec<&Voice> = voices.iter().filter(|voice| only(voice)).collect();
        rest.sort_by_key(|voice| (std::cmp::Reverse(voice.name.len()), *voice));
        for voice in rest {
            if !kept.iter().any(|known| is_one_name(known, voice)) {
                kept.push(voice.clone());
            }
        }
        kept.into_iter().collect()
    }

    /// The voice of an attribution's speaker.
    fn speaker(&self, account: u32, attribution: &Attribution) -> Option<Voice> {
        let shared = self.shared.get(account as usize)?;
        let mut entities: Vec<u32> = attribution
            .speaker
            .entities
            .iter()
            .filter_map(|entity| shared.get(entity.0 as usize).copied())
            .collect();
        entities.sort_unstable();
        entities.dedup();
        let named = match attribution.speaker.status {
            SpeakerStatus::Resolved | SpeakerStatus::Inferred | SpeakerStatus::Anonymous => {
                !entities.is_empty()
            }
            SpeakerStatus::Unknown => false,
        };
        if named {
            let names: Vec<&str> =
                entities.iter().filter_map(|entity| self.names.get(entity).copied()).collect();
            let kinds = entities.iter().filter_map(|entity| self.kinds.get(entity).copied());
            let kind = match entities.as_slice() {
                [_] => kinds.max(),
                _ => kinds.max().map(|kind| kind.max(VoiceKind::Named)),
            };
            let kind = kind.unwrap_or(VoiceKind::Anonymous);
            return Some(Voice { name: names.join(" and "), key: (entities, String::new()), kind });
        }
        let relay = attribution.relays.iter().find_map(|relay| relay.name.clone())?;
        Some(Voice { key: (Vec::new(), fold::text(&relay)), name: relay, kind: VoiceKind::Named })
    }

    /// The named report that a narrator's claim rests on.
    fn relay(&self, account: &Account, span: Span) -> Option<Voice> {
        let first = account.claims.partition_point(|claim| claim.span.end <= span.start);
        let claims = account.claims[first..].iter().take_while(|claim| claim.span.start < span.end);
        let name = claims.flat_map(|claim| &claim.relays).find_map(|relay| relay.name.clone())?;
        Some(Voice { key: (Vec::new(), fold::text(&name)), name, kind: VoiceKind::Named })
    }

    /// Which of the accounts depend on each other for these passages, each with the first of its group, and why.
    pub(super) fn independent(
        &self,
        tellers: &BTreeSet<u32>,
        passages: &[Passage],
    ) -> (BTreeMap<u32, u32>, Vec<String>) {
        let mut group: BTreeMap<u32, u32> = tellers.iter().map(|teller| (*teller, *teller)).collect();
        let mut notes = Vec::new();
        for pair in &self.copying {
            if !tellers.contains(&pair.a) || !tellers.contains(&pair.b) {
                continue;
            }
            let copied = match pair.relation {
                PairRelation::Verbatim | PairRelation::Abridged | PairRelation::Rewritten => true,
                PairRelation::Partial => [pair.a, pair.b].iter().all(|side| {
                    let copied = || pair.passages.iter().filter(|copy| copy.account == *side);
                    let mut own = passages.iter().filter(|passage| passage.account == *side);
                    own.any(|passage| copied().any(|copy| copy.span.overlaps(passage.span)))
                }),
                PairRelation::QuotesOnly | PairRelation::Independent => false,
            };
            if copied {
                join(&mut group, pair.a, pair.b);
            }
        }
        let mut copies: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for teller in tellers {
            copies.entry(root(&group, *teller)).or_default().push(self.id(*teller));
        }
        for ids in copies.values().filter(|ids| ids.len() > 1) {
            notes.push(format!("{} share text and count once", listed(ids)));
        }
        let mut credited: BTreeMap<String, u32> = BTreeMap::new();
        for teller in tellers {
            if let Some(outlet) =
                self.accounts.get(*teller as usize).and_then(|one| one.article.outlet.as_ref())
            {
                credited.entry(fold::text(&outlet.value)).or_insert(*teller);
            }
        }
        let mut together: BTreeMap<(u32, String), (&str, Vec<&str>)> = BTreeMap::new();
        for passage in passages {
            let Some(account) = self.accounts.get(passage.account as usize) else { continue };
            for credit in &account.credits {
                if !credit.scope.iter().any(|scope| scope.overlaps(passage.span)) {
                    continue;
                }
                let name = known_as(&credited, fold::text(&credit.name));
                let first = *credited.entry(name.clone()).or_insert(passage.account);
                if join(&mut group, first, passage.account) {
                    let known = together.entry((first, name));
                    let known = known.or_insert_with(|| (credit.name.as_str(), vec![self.id(first)]));
                    known.1.push(self.id(passage.account));
                }
            }
        }
        for (name, ids) in together.values() {
            notes.push(format!("{} go back to {name} and count once", listed(ids)));
        }
        (tellers.iter().map(|teller| (*teller, root(&group, *teller))).collect(), notes)
    }

    /// The letter of an account.
    fn id(&self, account: u32) -> &str {
        self.accounts.get(account as usize).map_or("?", |account| account.article.id.as_str())
    }
}

/// Whether the second voice has the name of the first ("AP", "Associated Press"), or, where both are people, its last word alone: "Ada Okoro",
/// "Okoro". A police force is not every police force, and two witnesses without a name are two.
fn is_one_name(full: &Voice, voice: &Voice) -> bool {
    let kinds = (full.kind, voice.kind);
    if full.kind == VoiceKind::Anonymous || voice.kind == VoiceKind::Anonymous {
        return false;
    }
    let (full, name) = (fold::text(&full.name), fold::text(&voice.name));
    let surname = || !name.contains(' ') && full.split(' ').next_back() == Some(name.as_str());
    full == name || same_outlet(&full, &name) || kinds == (VoiceKind::Person, VoiceKind::Person) && surname()
}

/// The folded last word of a person's name, without "Jr".
fn surname(name: &str) -> String {
    let folded = fold::text(name);
    let mut words = folded.split(' ').rev().map(|word| word.trim_matches(['.', ',']));
    let last = words.find(|word| !matches!(*word, "" | "jr" | "sr" | "ii" | "iii" | "iv"));
    last.unwrap_or_default().to_owned()
}

/// Attributions nest no deeper than this; a ring of them would be a slip elsewhere.
const DEEPEST: usize = 8;

/// Contents in front of a passage that may still hold it: attributions nest only a few deep.
const LOOK_BACK: usize = 64;

/// "A and B", "A, B and C".
fn listed(ids: &[&str]) -> String {
    match ids {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => ids.concat(),
    }
}

/// The name under which an outlet is known already: "AP" and "Associated Press" are one.
fn known_as(known: &BTreeMap<String, u32>, name: String) -> String {
    let alike = || known.keys().find(|known| same_outlet(known, &name)).cloned();
    if known.contains_key(&name) { name } else { alike().unwrap_or(name) }
}

/// The first account of a group.
fn root(group: &BTreeMap<u32, u32>, mut account: u32) -> u32 {
    while let Some(next) = group.get(&account).copied().filter(|next| *next != account) {
        account = next;
    }
    account
}

/// Makes two groups one; `false` if they are already.
fn join(group: &mut BTreeMap<u32, u32>, one: u32, two: u32) -> bool {
    let (one, two) = (root(group, one), root(group, two));
    if one != two {
        group.insert(one.max(two), one.min(two));
    }
    one != two
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_one(full: (&str, VoiceKind), name: (&str, VoiceKind)) -> bool {
        let voice = |(name, kind): (&str, VoiceKind)| Voice {
            key: (Vec::new(), String::new()),
            name: name.to_owned(),
            kind,
        };
        is_one_name(&voice(full), &voice(name))
    }

    #[test]
    fn a_surname_is_the_person_and_equal_names_are_one() {
        use VoiceKind::{Named, Person};
        assert!(is_one(("Ada Okoro", Person), ("Okoro", Person)));
        assert!(is_one(("Orve Police", Named), ("Orve police", Named)));
    }

    #[test]
    fn the_surname_stands_before_a_junior() {
        assert_eq!(surname("Ada Okoro"), surname("Linus Okoro, Jr."));
        assert_ne!(surname("Ada Okoro"), surname("Okoro Lind"));
    }

    #[test]
    fn a_last_word_alone_makes_no_two_others_one() {
        use VoiceKind::{Anonymous, Named, Person};
        assert!(!is_one(("Orve police", Named), ("police", Named)));
        assert!(!is_one(("Linus Hald and Ada Okoro", Named), ("Okoro", Person)));
        assert!(!is_one(("a witness", Anonymous), ("a witness", Anonymous)));
    }
}
