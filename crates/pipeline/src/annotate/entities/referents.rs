//! Whom does a description stand for? An entity named elsewhere, one without a name, or nobody in particular.

use super::descriptions::{Description, Determiner, Head};
use super::discourse::{Discourse, Seen};
use super::nouns::OfficeClass;
use super::roster::{Draft, DraftId, Key};
use crate::fold;
use news::{EntityKind, MentionForm, Tag, ZoneKind};

/// Sentences that "the minister" can reach back over.
const REACH: usize = 12;

/// Sentences that "the two countries" can reach back over.
const GROUP_REACH: usize = 3;

/// Most members of "the countries" without a number.
const LARGEST_GROUP: usize = 6;

/// People that a headline is compared with.
const MOST_HOLDERS: usize = 200;

/// Records the mentions of a description.
pub(super) fn resolve(discourse: &mut Discourse<'_, '_>, sentence: usize, description: &Description) {
    let found = match description.head {
        Head::State => state(discourse, sentence, description),
        Head::Parties => parties(discourse, sentence, description),
        Head::Person(class) => person(discourse, sentence, description, class),
        Head::Organisation => organisation(discourse, sentence, description).into_iter().collect(),
        Head::Institution => institution(discourse, sentence, description).into_iter().collect(),
        Head::Collective => unnamed(discourse, sentence, description).into_iter().collect(),
    };
    for id in found {
        discourse.meet(id, sentence, description.tokens.clone(), MentionForm::Role);
    }
}

fn is_known(description: &Description) -> bool {
    description.determiner == Determiner::Definite
}

fn state(discourse: &mut Discourse<'_, '_>, sentence: usize, description: &Description) -> Vec<DraftId> {
    let is_state = |seen: &Seen, draft: &Draft| draft.kind == EntityKind::State && !seen.modifier;
    if description.plural {
        if is_known(description) && description.core.len() == 1 {
            return group(discourse, sentence, description.count, is_state);
        }
        if description.determiner == Determiner::Possessive {
            return Vec::new();
        }
        return unnamed(discourse, sentence, description).into_iter().collect();
    }
    if !is_known(description) || description.core.len() > 1 {
        return Vec::new();
    }
    let recent = discourse.recent(sentence, 1, is_state);
    match recent.as_slice() {
        [only] => vec![*only],
        _ => Vec::new(),
    }
}

/// The latest distinct entities that pass: as many as counted, or all of the nearest sentence that has several.
fn group(
    discourse: &Discourse<'_, '_>,
    sentence: usize,
    count: Option<usize>,
    test: impl Fn(&Seen, &Draft) -> bool,
) -> Vec<DraftId> {
    for reach in 0..=GROUP_REACH {
        let mut found = discourse.recent(sentence, reach, &test);
        match count {
            Some(count) if found.len() >= count => {
                found.truncate(count);
                return found;
            }
            None if (2..=LARGEST_GROUP).contains(&found.len()) => return found,
            _ => {}
        }
    }
    Vec::new()
}

fn parties(discourse: &mut Discourse<'_, '_>, sentence: usize, description: &Description) -> Vec<DraftId> {
    if !is_known(description) || description.core.len() > 1 {
        return Vec::new();
    }
    let coordinated = discourse.last_group(sentence, GROUP_REACH);
    let wanted = description.count.or(if description.lemma == "trio" { Some(3) } else { Some(2) });
    if Some(coordinated.len()) == wanted {
        return coordinated;
    }
    if description.lemma != "side" {
        return Vec::new();
    }
    group(discourse, sentence, wanted, |seen, draft| draft.kind == EntityKind::State && !seen.modifier)
}

fn person(
    discourse: &mut Discourse<'_, '_>,
    sentence: usize,
    description: &Description,
    class: OfficeClass,
) -> Vec<DraftId> {
    if description.plural {
        if is_known(description) && description.count.is_some_and(|count| count <= LARGEST_GROUP) {
            let people = |seen: &Seen, draft: &Draft| {
                draft.kind == EntityKind::Person && !draft.plural && !seen.quoted
            };
            let found = group(discourse, sentence, description.count, people);
            if !found.is_empty() {
                return found;
            }
        }
        return unnamed(discourse, sentence, description).into_iter().collect();
    }
    let known = matches!(description.determiner, Determiner::Definite)
        || description.determiner == Determiner::Bare && !description.owners.is_empty()
        || description.determiner == Determiner::Possessive && !description.owners.is_empty();
    if known && let Some(id) = office_holder(discourse, sentence, description, class) {
        return vec![id];
    }
    unnamed(discourse, sentence, description).into_iter().collect()
}

/// The person whose office the description repeats.
fn office_holder(
    discourse: &Discourse<'_, '_>,
    sentence: usize,
    description: &Description,
    class: OfficeClass,
) -> Option<DraftId> {
    let fits = |draft: &Draft| {
        draft.kind == EntityKind::Person
            && !draft.anonymous
            && draft.gender.agrees(description.gender)
            && draft.offices.iter().any(|office| {
                let same_owner = description.owners.iter().all(|owner| office.owners.contains(owner));
                let same_head = office.words.split(' ').any(|word| word == description.lemma);
                let same_class = class == office.class && class != OfficeClass::Other("person");
                // "the Salt Bank head" of a secretary, a director: the owner decides, the office only must not differ.
                let leads = class == OfficeClass::Head
                    && !description.owners.is_empty()
                    && matches!(
                        office.class,
                        OfficeClass::Head | OfficeClass::Other("secretary" | "monarch")
                    );
                same_owner && (same_head || same_class || leads)
            })
    };
    let earlier = discourse.recent(sentence, REACH, |_, draft| fits(draft));
    if let Some(first) = earlier.first() {
        return Some(*first);
    }
    // A headline, bullet or caption may come before the name.
    let zone = discourse.page.sentence(sentence).map(|line| line.zone);
    let ahead = !description.owners.is_empty()
        || zone.is_some_and(|zone| {
            matches!(
                zone,
                ZoneKind::Headline | ZoneKind::Subheadline | ZoneKind::KeyPoint | ZoneKind::Caption
            )
        });
    let holders = discourse.roster.office_holders.iter().take(MOST_HOLDERS);
    let mut all = holders.filter(|id| ahead && fits(discourse.draft(**id)));
    let id = *all.next()?;
    all.next().is_none().then_some(id)
}

fn organisation(
    discourse: &mut Discourse<'_, '_>,
    sentence: usize,
    description: &Description,
) -> Option<DraftId> {
    if !is_known(description) || description.plural || description.core.len() > 1 {
        return None;
    }
    named_organisation(discourse, sentence, description)
}

/// The latest organisation whose name allows the noun.
fn named_organisation(
    discourse: &Discourse<'_, '_>,
    sentence: usize,
    description: &Description,
) -> Option<DraftId> {
    let is_organisation = |draft: &Draft| draft.kind == EntityKind::Organisation && !draft.anonymous;
    let lemma = description.lemma.as_str();
    let found = discourse
        .recent(sentence, REACH, |_, draft| is_organisation(draft) && draft.classes.contains(&lemma));
    if let Some(id) = found.first() {
        return Some(*id);
    }
    // A name that tells nothing of its kind can be called anything, if it is the only one around.
    let near = discourse.recent(sentence, 2, |_, draft| is_organisation(draft));
    match near.as_slice() {
        [only] if discourse.draft(*only).classes.is_empty() => Some(*only),
        _ => None,
    }
}

/// Police, the ministry: an organisation by its description where no name fits.
fn institution(
    discourse: &mut Discourse<'_, '_>,
    sentence: usize,
    description: &Description,
) -> Option<DraftId> {
    if is_known(description)
        && !description.plural
        && description.core.len() == 1
        && let Some(id) = named_organisation(discourse, sentence, description)
    {
        return Some(id);
    }
    let page = discourse.page;
    let speaks_as_one = !description.plural || matches!(description.lemma.as_str(), "authority" | "police");
    if !speaks_as_one || matches!(description.determiner, Determiner::Indefinite | Determiner::Some) {
        return unnamed(discourse, sentence, description);
    }
    let words = fold::text(page.words(description.core.clone()));
    let id = discourse.roster.open(Key::Name(EntityKind::Organisation, words), EntityKind::Organisation);
    let span = page.account.span_of(description.core.clone());
    discourse.roster.name(id, span, 1);
    Some(id)
}

/// Someone without a name: one met before by the same noun, else a new one.
fn unnamed(discourse: &mut Discourse<'_, '_>, sentence: usize, description: &Description) -> Option<DraftId> {
    let page = discourse.page;
    let line = page.sentence(sentence)?;
    if is_known(description) {
        let same = |_: &Seen, draft: &Draft| {
            draft.anonymous && draft.plural == description.plural && draft.head == description.lemma
        };
        if let Some(id) = discourse.recent(sentence, REACH, same).first() {
            return Some(*id);
        }
    }
    // "became president", "as minister": an office, nobody.
    let before = description.tokens.start.checked_sub(1).filter(|token| *token >= line.tokens.start);
    let predicate =
        before.is_some_and(|token| matches!(page.lemma(token), "be" | "become" | "as" | "like" | "remain"));
    let bare =
        !description.plural && description.determiner == Determiner::Bare && description.core.len() == 1;
    let title_case = page.is_title_case(sentence);
    let acts = page.in_verb_group(description.tokens.end);
    if predicate
        || bare && !(acts || title_case)
        || description.lemma == "person" && description.plural && !acts
    {
        return None;
    }
    if page.tag(description.head_token) == Tag::Verb {
        return None;
    }
    let single_person = matches!(description.head, Head::Person(_)) && !description.plural;
    let kind = if single_person { EntityKind::Person } else { EntityKind::Other };
    let id = discourse.roster.open(Key::Description(description.tokens.start), kind);
    let span = page.account.span_of(description.tokens.clone());
    discourse.roster.name(id, span, 1);
    let draft = &mut discourse.roster.drafts[id];
    draft.anonymous = true;
    draft.plural = description.plural;
    draft.gender = description.gender;
    draft.head.clone_from(&description.lemma);
    Some(id)
}
