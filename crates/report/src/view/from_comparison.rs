//! Which field of the contract does each finding of a comparison fill?

use super::account::Confidence;
use super::from_account;
use super::page;
use super::place::Place;
use super::{
    Attitude, FORMAT, Lineage, LineageEdge, LineageNode, Link, OnlyIn, Pair, Passage, SharedEntity,
    Statement, TimelineEntry, Variant, View, Voice,
};
use crate::Input;
use news::{Account, EntityId};

/// Writes a comparison down.
pub(super) fn view(input: &Input<'_>) -> View {
    let Input { accounts, comparison, .. } = *input;
    let name = |passage: news::Passage| passage_of(accounts, passage);
    let write_account = |(index, account): (usize, &Account)| {
        let notes = input.notes.get(index).map_or(&[][..], Vec::as_slice);
        from_account::account(account, notes, comparison.chronologies.get(index), &name)
    };
    View {
        format: FORMAT,
        accounts: accounts.iter().enumerate().map(write_account).collect(),
        entities: shared_entities(input),
        links: links(input),
        variants: variants(input),
        pairs: pairs(input),
        statements: statements(input),
        only_in: only_in(input),
        voices: voices(input),
        lineage: lineage(input),
        timeline: timeline(input),
        notes: notes(input),
    }
}

/// Names the account of a passage and finds its bytes; `None` where there are none.
fn passage_of(accounts: &[Account], passage: news::Passage) -> Option<Passage> {
    let index = passage.account as usize;
    let article = &accounts.get(index)?.article;
    Some(Passage { account: article.id.clone(), span: Place::new(article, passage.span)?, index })
}

fn passages_of(accounts: &[Account], passages: &[news::Passage]) -> Vec<Passage> {
    passages.iter().filter_map(|passage| passage_of(accounts, *passage)).collect()
}

fn account_id(accounts: &[Account], index: u32) -> Option<String> {
    accounts.get(index as usize).map(|account| account.article.id.clone())
}

fn shared_entities(input: &Input<'_>) -> Vec<SharedEntity> {
    let member = |(account, entity): &(u32, EntityId)| {
        let account = input.accounts.get(*account as usize)?;
        let found = account.entity(*entity)?;
        Some((from_account::entity_id(&account.article, *entity), found.name.as_str()))
    };
    let shared = |(index, shared): (usize, &news::SharedEntity)| {
        let members: Vec<(String, &str)> = shared.members.iter().filter_map(member).collect();
        // The longest name; the first of equals, so that the order of accounts decides nothing else.
        let longest = members.iter().rev().max_by_key(|(_, name)| name.len());
        let name = longest.map_or(String::new(), |(_, name)| (*name).to_owned());
        SharedEntity {
            id: format!("e{}", index + 1),
            members: members.into_iter().map(|(id, _)| id).collect(),
            name,
        }
    };
    input.comparison.entities.iter().enumerate().map(shared).collect()
}

fn links(input: &Input<'_>) -> Vec<Link> {
    let link = |link: &news::Link| {
        Some(Link {
            relation: link.relation,
            a: passage_of(input.accounts, link.a)?,
            b: passage_of(input.accounts, link.b)?,
            reason: link.reason.clone(),
            confidence: Confidence(link.confidence),
        })
    };
    input.comparison.links.iter().filter_map(link).collect()
}

fn variants(input: &Input<'_>) -> Vec<Variant> {
    let variant = |variant: &news::Variant| {
        let base = match variant.base {
            Some(base) => Some(passage_of(input.accounts, base)?),
            None => None,
        };
        Some(Variant {
            operation: variant.operation,
            base,
            variant: passage_of(input.accounts, variant.variant)?,
            detail: variant.detail.clone(),
        })
    };
    input.comparison.variants.iter().filter_map(variant).collect()
}

fn pairs(input: &Input<'_>) -> Vec<Pair> {
    let pair = |pair: &news::Pair| {
        Some(Pair {
            a: account_id(input.accounts, pair.a)?,
            b: account_id(input.accounts, pair.b)?,
            relation: pair.relation.name(),
            direction: pair.direction.name(),
            reason: pair.reason.clone(),
            passages: passages_of(input.accounts, &pair.passages),
        })
    };
    input.comparison.pairs.iter().filter_map(pair).collect()
}

fn statements(input: &Input<'_>) -> Vec<Statement> {
    let statement = |(index, statement): (usize, &news::Statement)| Statement {
        id: format!("s{}", index + 1),
        passages: passages_of(input.accounts, &statement.passages),
        reports: statement.reports,
        evidence: statement.evidence,
        origins: statement.origins.clone(),
        reason: statement.reason.clone(),
    };
    let found = input.comparison.statements.iter().enumerate().map(statement);
    found.filter(|statement| !statement.passages.is_empty()).collect()
}

fn only_in(input: &Input<'_>) -> OnlyIn {
    let spans = |index: usize| input.comparison.only_in.get(index).map_or(&[][..], Vec::as_slice);
    let list = |(index, account): (usize, &Account)| {
        let places = Place::list(&account.article, spans(index));
        (
            account.article.id.clone(),
            places.into_iter().map(|span| page::Words { span, text: None }).collect(),
        )
    };
    OnlyIn(input.accounts.iter().enumerate().map(list).collect())
}

fn voices(input: &Input<'_>) -> Vec<Voice> {
    let voice = |voice: &news::Voice| {
        Some(Voice {
            speaker: format!("e{}", voice.speaker + 1),
            account: account_id(input.accounts, voice.account)?,
            quoted_words: voice.quoted_words,
            cues: voice.cues.iter().cloned().collect(),
            attitude: Attitude {
                neutral: voice.neutral,
                doubting: voice.doubting,
                endorsing: voice.endorsing,
            },
            speaker_index: voice.speaker as usize,
            index: voice.account as usize,
        })
    };
    input.comparison.voices.iter().filter_map(voice).collect()
}

fn lineage(input: &Input<'_>) -> Lineage {
    let lineage = &input.comparison.lineage;
    let id = |index: u32| format!("n{}", index + 1);
    let node = |(index, node): (usize, &news::LineageNode)| LineageNode {
        id: id(index as u32),
        account: node.account.and_then(|account| account_id(input.accounts, account)),
        name: node.name.clone(),
    };
    let edge = |edge: &news::LineageEdge| LineageEdge {
        from: id(edge.from),
        to: id(edge.to),
        certainty: edge.certainty.name(),
        reason: edge.reason.clone(),
        passages: passages_of(input.accounts, &edge.passages),
    };
    Lineage {
        nodes: lineage.nodes.iter().enumerate().map(node).collect(),
        edges: lineage.edges.iter().map(edge).collect(),
    }
}

fn timeline(input: &Input<'_>) -> Vec<TimelineEntry> {
    let entry = |entry: &news::TimelineEntry| TimelineEntry {
        when: entry.when.clone(),
        passages: passages_of(input.accounts, &entry.passages),
    };
    let found = input.comparison.timeline.iter().map(entry);
    found.filter(|entry| !entry.passages.is_empty()).collect()
}

/// Notes of the comparison name accounts in their message; a bare span would not say whose bytes it means.
fn notes(input: &Input<'_>) -> Vec<page::Note> {
    let note =
        |note: &news::Note| page::Note { code: note.code.name(), span: None, message: note.message.clone() };
    input.comparison_notes.iter().map(note).collect()
}
