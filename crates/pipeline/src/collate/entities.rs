//! Which entities of several accounts are one?
//!
//! Joined by full names, by the lists of states, places, organisations and outlets, by short forms that fit one
//! name only. Whoever has no name is joined with nobody: two unnamed officials may be two people.

use crate::Kit;
use crate::annotate::entities::Gazetteer;
use crate::fold;
use news::{Account, Entity, EntityId, EntityKind, SharedEntity};
use std::collections::{BTreeMap, BTreeSet};

/// One entity of one account.
type Member = (u32, EntityId);

/// All entities of all accounts, joined by name; singletons included. Sorted by their first member.
pub(crate) fn join(kit: &Kit, accounts: &[Account]) -> Vec<SharedEntity> {
    let mut groups: BTreeMap<String, Vec<Member>> = BTreeMap::new();
    let people = People::collect(accounts);
    for (account, page) in accounts.iter().enumerate() {
        for (index, entity) in page.entities.iter().enumerate() {
            let member = (account as u32, EntityId(index as u32));
            let key = key(&kit.gazetteer, page, entity, &people)
                .unwrap_or_else(|| format!("alone {account} {index}"));
            groups.entry(key).or_default().push(member);
        }
    }
    join_short_forms(accounts, &mut groups);
    let mut shared: Vec<SharedEntity> = groups
        .into_values()
        .filter(|members| !members.is_empty())
        .map(|members| SharedEntity { members })
        .collect();
    for entity in &mut shared {
        entity.members.sort_unstable();
    }
    shared.sort_by(|a, b| a.members.cmp(&b.members));
    shared
}

/// What joins an entity with others; `None` for those without a name.
fn key(gazetteer: &Gazetteer, account: &Account, entity: &Entity, people: &People) -> Option<String> {
    if entity.anonymous {
        return None;
    }
    let name = plain(&entity.name);
    match entity.kind {
        EntityKind::State => {
            Some(format!("state {}", gazetteer.canonical(&entity.name, true).unwrap_or(&name)))
        }
        EntityKind::Person => Some(format!("person {}", people.full(gazetteer, account, entity))),
        EntityKind::Organisation => {
            Some(format!("organisation {}", gazetteer.canonical(&entity.name, false).unwrap_or(&name)))
        }
        EntityKind::Place => {
            Some(format!("place {}", gazetteer.canonical(&entity.name, false).unwrap_or(&name)))
        }
        EntityKind::Other => Some(format!("other {name}")),
    }
}

/// Folded, without an article.
fn plain(name: &str) -> String {
    let folded = fold::text(name);
    folded.strip_prefix("the ").map_or(folded.clone(), str::to_owned)
}

/// Full names of people by their last word, with what their offices say of states.
struct People {
    by_last: BTreeMap<String, BTreeMap<String, Vec<Member>>>,
    states: BTreeMap<Member, Vec<String>>,
}

impl People {
    fn collect(accounts: &[Account]) -> People {
        let mut people = People { by_last: BTreeMap::new(), states: BTreeMap::new() };
        for (account, page) in accounts.iter().enumerate() {
            for (index, entity) in page.entities.iter().enumerate() {
                if entity.kind != EntityKind::Person || entity.anonymous {
                    continue;
                }
                let member = (account as u32, EntityId(index as u32));
                let name = plain(&entity.name);
                let offices = entity.roles.iter().map(|role| page.words(role.span).to_owned()).collect();
                people.states.insert(member, offices);
                if let Some(last) = name.split(' ').next_back().map(str::to_owned) {
                    people.by_last.entry(last).or_default().entry(name).or_default().push(member);
                }
            }
        }
        people
    }

    /// The full name that the entity's name stands for, or the name itself where that is not certain.
    fn full(&self, gazetteer: &Gazetteer, account: &Account, entity: &Entity) -> String {
        let name = plain(&entity.name);
        let Some(last) = name.split(' ').next_back() else { return name };
        let Some(same_last) = self.by_last.get(last) else { return name };
        let fits = |full: &&String| {
            let (Some(first), Some(other)) = (name.split(' ').next(), full.split(' ').next()) else {
                return false;
            };
            // "Quill" fits every first name, "M. Quill" and "Mara J. Quill" those that start alike.
            first == last
                || first == other
                || first.trim_end_matches('.').len() == 1 && other.starts_with(first.trim_end_matches('.'))
        };
        let long: Vec<&String> = same_last.keys().filter(|full| full.contains(' ')).filter(fits).collect();
        let Some(longest) = long.iter().max_by_key(|full| (full.len(), **full)) else { return name };
        let one_person = long.iter().all(|full| {
            full.split(' ').next() == longest.split(' ').next()
                && full.split(' ').all(|word| longest.split(' ').any(|w| w == word))
        });
        let own = states(gazetteer, entity.roles.iter().map(|role| account.words(role.span)));
        let theirs =
            same_last.get(*longest).into_iter().flatten().filter_map(|member| self.states.get(member));
        let theirs = states(gazetteer, theirs.flatten().map(String::as_str));
        let compatible = own.is_empty() || theirs.is_empty() || own.intersection(&theirs).next().is_some();
        if one_person && compatible { (*longest).clone() } else { name }
    }
}

/// The states and organisations that offices name.
fn states<'r>(gazetteer: &Gazetteer, offices: impl Iterator<Item = &'r str>) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for office in offices {
        let words: Vec<&str> = office.split_whitespace().take(20).collect();
        for pair in words.windows(2) {
            found.extend(gazetteer.canonical(&pair.join(" "), true));
        }
        found.extend(words.iter().filter_map(|word| gazetteer.canonical(word.trim_end_matches("'s"), true)));
    }
    found
}

/// "ISF" in one account is the "International Salt Fund" of another, if only one name has these initials.
fn join_short_forms(accounts: &[Account], groups: &mut BTreeMap<String, Vec<Member>>) {
    let mut by_initials: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for key in groups.keys() {
        let Some(name) = key.strip_prefix("organisation ") else { continue };
        let members = &groups[key];
        let Some((account, entity)) = members.first() else { continue };
        let Some(entity) = accounts.get(*account as usize).and_then(|account| account.entity(*entity)) else {
            continue;
        };
        let initials: String = entity
            .name
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .filter(|c| c.is_uppercase())
            .collect();
        if initials.chars().count() >= 3 && name.contains(' ') {
            by_initials.entry(fold::word(&initials).into_owned()).or_default().push(key.clone());
        }
    }
    for (initials, full) in by_initials {
        let short = format!("organisation {initials}");
        if let [only] = full.as_slice()
            && let Some(members) = groups.remove(&short)
        {
            groups.entry(only.clone()).or_default().extend(members);
        }
    }
}
