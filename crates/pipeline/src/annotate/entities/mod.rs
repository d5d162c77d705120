//! Who and what is spoken of? Finds mentions and joins those that stand for one entity of the account.
//!
//! First every name of the account, joined by its words (`names`, `roster`); then once through the text in
//! order, for what a reader knows at each point: capitals (`metonyms`), descriptions (`referents`), pronouns.
//! Names are never completed or corrected from the lists: an entity is called what the text calls it.

mod addressees;
mod descriptions;
mod discourse;
mod gazetteer;
mod metonyms;
mod names;
mod nouns;
mod page;
mod pronouns;
mod referents;
mod roles;
mod roster;
#[cfg(test)]
mod tests;
mod units;

pub(crate) use gazetteer::{Gazetteer, Gender, Meaning};

use crate::Kit;
use descriptions::Description;
use discourse::Discourse;
use metonyms::Use;
use names::{Candidate, Line, Reading};
use news::{Account, Entity, EntityKind, MentionForm, TokenRange};
use page::Page;
use pronouns::Pronoun;
use roster::{DraftId, Key, Roster};
use units::Part;

/// Entities in order of first mention. Reads the language layer.
pub(crate) fn find(kit: &Kit, account: &Account) -> Vec<Entity> {
    let mut page = Page::new(&kit.gazetteer, account);
    units::note_surnames(&mut page);
    let mut lines = names::find(&page);
    let mut roster = Roster::default();
    let assigned = roster::group(&page, &mut lines, &mut roster);
    add_offices(&page, &lines, &assigned, &mut roster);
    let mut discourse = Discourse::new(&page, roster);
    for (index, (line, row)) in lines.iter().zip(&assigned).enumerate() {
        read(&mut discourse, index, line, row);
    }
    note_demonyms(&page, &lines, &mut discourse.roster);
    discourse.roster.finish(&page)
}

/// What stands at one place of a sentence.
enum Event<'l> {
    Name(&'l Candidate, DraftId),
    Description(Description),
    Pronoun(Pronoun),
    Addressees(TokenRange),
}

/// One sentence, in order of its words.
fn read(discourse: &mut Discourse<'_, '_>, index: usize, line: &Line, row: &[Option<DraftId>]) {
    let page = discourse.page;
    let Some(sentence) = page.sentence(index) else { return };
    let mut events: Vec<(u32, Event<'_>)> = Vec::new();
    for (candidate, id) in line.candidates.iter().zip(row) {
        if let Some(id) = id {
            events.push((candidate.extent.start, Event::Name(candidate, discourse.roster.resolved(*id))));
        }
    }
    for description in descriptions::find(page, index, sentence, line) {
        events.push((description.tokens.start, Event::Description(description)));
    }
    for token in sentence.tokens.clone() {
        if let Some(pronoun) = pronouns::at(page, sentence, token) {
            events.push((token, Event::Pronoun(pronoun)));
        } else if let Some(tokens) = addressees::at(page, sentence, token) {
            events.push((token, Event::Addressees(tokens)));
        }
    }
    // "his" is read before "his successor".
    events.sort_by_key(|(start, event)| (*start, !matches!(event, Event::Pronoun(_))));
    for (_, event) in events {
        match event {
            Event::Name(candidate, id) => meet_name(discourse, candidate, id),
            Event::Description(description) => referents::resolve(discourse, index, &description),
            Event::Pronoun(pronoun) => pronoun.resolve(discourse, index),
            Event::Addressees(tokens) => addressees::resolve(discourse, index, tokens),
        }
    }
}

/// Records a name where it stands, as a place, a state or both.
fn meet_name(discourse: &mut Discourse<'_, '_>, candidate: &Candidate, id: DraftId) {
    let page = discourse.page;
    let Some(sentence) = page.sentence(candidate.sentence) else { return };
    let span = page.account.span_of(candidate.name.clone());
    let extent = candidate.extent.clone();
    let is_person = discourse.draft(id).kind == EntityKind::Person;
    let state = match candidate.reading {
        Reading::Known(Meaning::Capital { state, rare: false, .. } | Meaning::Seat(state)) if !is_person => {
            state
        }
        Reading::Known(_) | Reading::Guess { .. } => {
            let plain = match candidate.reading {
                Reading::Known(Meaning::State(state)) => {
                    page.gazetteer.state(state) == Some(page.words(candidate.name.clone()))
                }
                Reading::Known(_) | Reading::Guess { .. } => false,
            };
            discourse.roster.name(id, span, if plain { 3 } else { 2 });
            return discourse.meet(id, candidate.sentence, extent, MentionForm::Name);
        }
    };
    let is_seat = matches!(candidate.reading, Reading::Known(Meaning::Seat(_)));
    let used = metonyms::of(page, sentence, candidate.name.clone());
    if used != Use::State {
        discourse.roster.name(id, span, 2);
        discourse.meet(id, candidate.sentence, extent.clone(), MentionForm::Name);
    }
    if used != Use::Place {
        let state = discourse.roster.open(Key::State(state), EntityKind::State);
        discourse.roster.name(state, span, u8::from(!is_seat));
        discourse.meet(state, candidate.sentence, extent, MentionForm::Metonym);
    }
}

/// Offices are known before the text is read, so that a headline can use them.
fn add_offices(page: &Page<'_>, lines: &[Line], assigned: &roster::Assigned, roster: &mut Roster) {
    for (line, row) in lines.iter().zip(assigned) {
        for (candidate, id) in line.candidates.iter().zip(row) {
            let Some(id) = id.map(|id| roster.resolved(id)) else { continue };
            if roster.drafts[id].gender == gazetteer::Gender::Unknown {
                roster.drafts[id].gender = candidate.gender;
            }
            roster.drafts[id].sure |=
                matches!(candidate.reading, Reading::Guess { sure: true, .. } | Reading::Known(_));
            for office in &candidate.offices {
                let owners = descriptions::owners(page, line, office.tokens.clone());
                roster.office(page, id, office, owners);
            }
        }
    }
}

/// A state of which only adjectives and metonyms stand in the text may be called by its plain name.
fn note_demonyms(page: &Page<'_>, lines: &[Line], roster: &mut Roster) {
    for unit in lines.iter().flat_map(|line| &line.units) {
        let Part::Known(Meaning::Demonym(state)) = unit.part else { continue };
        let known = roster.get(&Key::State(state)).zip(page.gazetteer.state(state));
        if let Some((id, state)) = known {
            roster.knows(id, state);
        }
    }
}
