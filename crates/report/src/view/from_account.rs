//! Which field of the contract does each noun of one account fill?

use super::account as view;
use super::from_article::{self, Extent, NamePassage, reasons};
use super::page;
use super::place::Place;
use news::{Account, Article, EntityId, Note, SpeakerStatus};

/// Writes one account down. `chronology` is what the comparison settled, where there is one.
pub(super) fn account(
    account: &Account,
    notes: &[Note],
    chronology: Option<&news::Chronology>,
    name: NamePassage<'_>,
) -> view::Account {
    let article = &account.article;
    let published = chronology.map_or(&article.published, |chronology| &chronology.published);
    let dates = chronology.map_or(&account.dates, |chronology| &chronology.dates);
    view::Account {
        page: from_article::page(article, published, name, Extent::default()),
        entities: entities(account),
        attributions: attributions(account, false),
        claims: claims(account),
        credits: credits(account),
        dates: date_mentions(article, dates, name),
        times: times(account),
        quantities: quantities(account),
        naming: naming(account),
        notes: from_article::notes(article, notes),
        text: article.text.clone(),
        paragraphs: article.paragraphs.clone(),
    }
}

/// The id of an entity of an account, as printed.
pub(super) fn entity_id(article: &Article, entity: EntityId) -> String {
    format!("{}.e{}", article.id, entity.0 + 1)
}

fn entities(account: &Account) -> Vec<view::Entity> {
    let article = &account.article;
    let role = |role: &news::Role| {
        let text = article.words(role.span).to_owned();
        Place::new(article, role.span).map(|span| view::Role { text, span })
    };
    let mention = |mention: &news::Mention| {
        Place::new(article, mention.span).map(|span| view::Mention { span, form: mention.form.name() })
    };
    let entity = |(index, entity): (usize, &news::Entity)| {
        let mut mentions: Vec<_> = entity.mentions.iter().filter_map(mention).collect();
        mentions.sort_by_key(|mention| mention.span);
        view::Entity {
            id: entity_id(article, EntityId(index as u32)),
            name: entity.name.clone(),
            kind: entity.kind.name(),
            anonymous: entity.anonymous,
            roles: entity.roles.iter().filter_map(role).collect(),
            mentions,
        }
    };
    account.entities.iter().enumerate().map(entity).collect()
}

/// Who says what; `words`: with the words beside each span.
pub(super) fn attributions(account: &Account, words: bool) -> Vec<view::Attribution> {
    let article = &account.article;
    let text = |place: Place| words.then(|| article.words(place.text).to_owned());
    let id = |index: usize| format!("{}.q{}", article.id, index + 1);
    let shown = |index: usize| {
        account.attributions.get(index).is_some_and(|attribution| {
            attribution.content.iter().any(|span| Place::new(article, *span).is_some())
        })
    };
    let attribution = |(index, found): (usize, &news::Attribution)| {
        shown(index).then(|| view::Attribution {
            id: id(index),
            index,
            kind: found.kind.name(),
            act: found.act.name(),
            source: found
                .source
                .and_then(|span| Place::of_whole_words(article, span))
                .map(|span| page::Words { span, text: text(span) }),
            cue: found.cue.as_ref().and_then(|found| cue(article, found, words)),
            content: Place::list_of_whole_words(article, &found.content),
            quoted: Place::list_of_whole_words(article, &found.quoted),
            speaker: speaker(account, &found.speaker, words),
            addressee: found.addressee.as_ref().and_then(|addressee| {
                let span = Place::new(article, addressee.span)?;
                Some(view::Addressee {
                    span,
                    text: text(span),
                    entity: addressee.entity.map(|entity| entity_id(article, entity)),
                })
            }),
            within: found.within.map(|outer| outer as usize).filter(|outer| shown(*outer)).map(id),
            relays: relays(article, &found.relays, words),
            hedges: Place::list_of_whole_words(article, &found.hedges),
            zone: found.zone.name(),
            confidence: view::Confidence(found.confidence),
        })
    };
    account.attributions.iter().enumerate().filter_map(attribution).collect()
}

fn cue(article: &Article, cue: &news::Cue, words: bool) -> Option<view::Cue> {
    let span = Place::of_whole_words(article, cue.span)?;
    let text = words.then(|| article.words(span.text).to_owned());
    Some(view::Cue { span, text, lemma: cue.lemma.clone(), attitude: cue.attitude.name() })
}

fn speaker(account: &Account, speaker: &news::Speaker, words: bool) -> view::Speaker {
    let known = speaker.entities.iter().filter_map(|entity| account.entity(*entity));
    let names: Vec<&str> = known.filter(|_| words).map(|entity| entity.name.as_str()).collect();
    let name = (!names.is_empty()).then(|| names.join(", "));
    let mut entities: Vec<String> = speaker
        .entities
        .iter()
        .filter(|entity| account.entity(**entity).is_some())
        .map(|entity| entity_id(&account.article, *entity))
        .collect();
    let first = entities.first().cloned();
    if entities.len() < 2 {
        entities.clear();
    }
    let why = speaker.why.clone().filter(|_| speaker.status == SpeakerStatus::Inferred);
    view::Speaker { entity: first, entities, name, status: speaker.status.name(), why }
}

fn relays(article: &Article, found: &[news::Relay], words: bool) -> Vec<view::Relay> {
    let relay = |relay: &news::Relay| {
        let span = Place::new(article, relay.span)?;
        let text = words.then(|| article.words(span.text).to_owned());
        Some(view::Relay { name: relay.name.clone(), span, text, hidden: relay.hidden })
    };
    found.iter().filter_map(relay).collect()
}

fn claims(account: &Account) -> Vec<view::Claim> {
    let article = &account.article;
    let claim = |(index, claim): (usize, &news::Claim)| {
        Some(view::Claim {
            id: format!("{}.c{}", article.id, index + 1),
            span: Place::of_whole_words(article, claim.span)?,
            hedges: Place::list_of_whole_words(article, &claim.hedges),
            relays: relays(article, &claim.relays, false),
        })
    };
    let mut claims: Vec<_> = account.claims.iter().enumerate().filter_map(claim).collect();
    claims.sort_by_key(|claim| claim.span);
    claims
}

fn credits(account: &Account) -> Vec<view::Credit> {
    let article = &account.article;
    let credit = |credit: &news::Credit| {
        Some(view::Credit {
            name: credit.name.clone(),
            span: Place::new(article, credit.span)?,
            scope: Place::list(article, &credit.scope),
            end: if credit.end_stated { "stated" } else { "inferred" },
            why: credit.why.clone(),
        })
    };
    account.credits.iter().filter_map(credit).collect()
}

fn date_mentions(
    article: &Article,
    dates: &[news::DateMention],
    name: NamePassage<'_>,
) -> Vec<view::DateMention> {
    let end = |date: Option<news::PartialDate>| date.map(|date| date.to_string());
    let mention = |date: &news::DateMention| {
        Some(view::DateMention {
            span: Place::new(article, date.span)?,
            candidates: date.candidates.iter().map(ToString::to_string).collect(),
            interval: date.interval.map(|interval| [end(interval.from), end(interval.to)]),
            relation: date.relation.map(|relation| relation.name()),
            reasons: reasons(&date.reasons, name),
        })
    };
    let mut mentions: Vec<_> = dates.iter().filter_map(mention).collect();
    mentions.sort_by_key(|mention| mention.span);
    mentions
}

fn times(account: &Account) -> Vec<view::TimeExpression> {
    let time = |time: &news::TimeExpression| {
        Some(view::TimeExpression {
            span: Place::new(&account.article, time.span)?,
            kind: time.kind.name(),
            value: time.value.clone(),
            modifier: time.modifier.map(|modifier| modifier.name()),
        })
    };
    let mut times: Vec<_> = account.times.iter().filter_map(time).collect();
    times.sort_by_key(|time| time.span);
    times
}

fn quantities(account: &Account) -> Vec<view::Quantity> {
    let quantity = |quantity: &news::Quantity| {
        Some(view::Quantity {
            span: Place::new(&account.article, quantity.span)?,
            value: quantity.milli_value.and_then(thousandths),
            bound: quantity.bound.name(),
            unit: quantity.unit.clone(),
        })
    };
    let mut quantities: Vec<_> = account.quantities.iter().filter_map(quantity).collect();
    quantities.sort_by_key(|quantity| quantity.span);
    quantities
}

/// A whole number where it is one, else a decimal.
fn thousandths(milli: i64) -> Option<serde_json::Number> {
    if milli % 1000 == 0 {
        return Some((milli / 1000).into());
    }
    serde_json::Number::from_f64(milli as f64 / 1000.0)
}

fn naming(account: &Account) -> Vec<view::Naming> {
    let naming = |naming: &news::Naming| view::Naming {
        thing: naming.thing.clone(),
        form: naming.form.clone(),
        spans: Place::list(&account.article, &naming.spans),
    };
    account.naming.iter().map(naming).filter(|naming| !naming.spans.is_empty()).collect()
}
