//! How is an invented account put together? Blocks of text with their zones, then findings by their words.

use news::{
    Account, Act, Article, Attitude, Attribution, AttributionKind, Claim, Cue, Digest, Entity, EntityId,
    EntityKind, MediaType, Mention, MentionForm, OffsetMap, Passage, Published, Score, Source, Span, Speaker,
    SpeakerStatus, Zone, ZoneKind,
};

/// A text dump: what a reader sees is what was given.
pub(super) fn plain(id: &str, uri: &str, blocks: &[(ZoneKind, &str)]) -> Account {
    let mut raw = String::new();
    let mut spans = Vec::new();
    for (_, block) in blocks {
        spans.push(Span::new(raw.len(), raw.len() + block.len()));
        raw.push_str(block);
        raw.push_str("\n\n");
    }
    let map = OffsetMap::identity(raw.len());
    account(id, uri, MediaType::Plain, raw.clone(), raw, map, blocks, &spans)
}

/// A page: each block in a paragraph of its own, `&` and `<` escaped.
pub(super) fn page(id: &str, uri: &str, blocks: &[(ZoneKind, &str)]) -> Account {
    let (mut raw, mut text, mut map) = (String::from("<!doctype html>"), String::new(), OffsetMap::default());
    let mut spans = Vec::new();
    for (_, block) in blocks {
        raw.push_str("<p>");
        let start = text.len();
        for symbol in block.chars() {
            let before = raw.len();
            match symbol {
                '&' => raw.push_str("&amp;"),
                '<' => raw.push_str("&lt;"),
                other => raw.push(other),
            }
            text.push(symbol);
            map.push(symbol.len_utf8(), before, raw.len() - before);
        }
        spans.push(Span::new(start, text.len()));
        raw.push_str("</p>");
        text.push('\n');
        map.push(1, raw.len(), 0);
    }
    account(id, uri, MediaType::Html, raw, text, map, blocks, &spans)
}

#[expect(clippy::too_many_arguments, reason = "the two callers above are the only ones")]
fn account(
    id: &str,
    uri: &str,
    media_type: MediaType,
    raw: String,
    text: String,
    map: OffsetMap,
    blocks: &[(ZoneKind, &str)],
    spans: &[Span],
) -> Account {
    let zone = |((kind, _), span): (&(ZoneKind, &str), &Span)| {
        let comment = (*kind == ZoneKind::Comment).then(Default::default);
        Zone { kind: *kind, span: *span, inferred: media_type == MediaType::Plain, comment, post: None }
    };
    let headline = blocks.iter().position(|(kind, _)| *kind == ZoneKind::Headline);
    let source = Source {
        uri: uri.to_owned(),
        digest: Digest::known(format!("{:064x}", raw.len())),
        bytes: raw.into_bytes(),
        media_type,
        charset: "UTF-8",
    };
    let article = Article {
        id: id.to_owned(),
        source,
        text,
        map,
        zones: blocks.iter().zip(spans).map(zone).collect(),
        paragraphs: spans.to_vec(),
        headline: headline.map(|index| spans[index]),
        outlet: None,
        authors: Vec::new(),
        language: None,
        detected_language: Some("en"),
        canonical_url: None,
        published: Published::default(),
        modified: Default::default(),
        title: None,
    };
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

/// Where these words first stand.
pub(super) fn at(account: &Account, words: &str) -> Span {
    let start = account.article.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    Span::new(start, start + words.len())
}

/// These words as a passage of the account with this index.
pub(super) fn passage(accounts: &[Account], account: usize, words: &str) -> Passage {
    Passage { account: account as u32, span: at(&accounts[account], words) }
}

/// Adds an entity whose mentions are the first places of these forms.
pub(super) fn entity(account: &mut Account, name: &str, kind: EntityKind, forms: &[&str]) -> EntityId {
    let mut mentions: Vec<Mention> =
        forms.iter().map(|form| Mention { span: at(account, form), form: MentionForm::Name }).collect();
    mentions.sort_by_key(|mention| mention.span);
    let anonymous = name.starts_with("an ");
    account.entities.push(Entity { name: name.to_owned(), kind, roles: Vec::new(), mentions, anonymous });
    EntityId(account.entities.len() as u32 - 1)
}

/// Adds who says what: source, cue (words, lemma, attitude), content, and what of it is quoted.
pub(super) fn says(
    account: &mut Account,
    speaker: Option<EntityId>,
    source: Option<&str>,
    cue: Option<(&str, &str, Attitude)>,
    content: &str,
    quoted: &[&str],
) {
    let kind = match quoted {
        [] => AttributionKind::Indirect,
        [whole] if whole.len() + 6 >= content.len() => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    };
    let status = match speaker {
        None => SpeakerStatus::Unknown,
        Some(entity) if account.entities[entity.0 as usize].anonymous => SpeakerStatus::Anonymous,
        Some(_) => SpeakerStatus::Resolved,
    };
    let lemma = cue.map_or("", |(_, lemma, _)| lemma);
    let attribution = Attribution {
        kind,
        act: if lemma == "deny" { Act::Denies } else { Act::Asserts },
        source: source.map(|words| at(account, words)),
        cue: cue.map(|(words, lemma, attitude)| Cue {
            span: at(account, words),
            lemma: lemma.to_owned(),
            attitude,
        }),
        content: vec![at(account, content)],
        quoted: quoted.iter().map(|words| at(account, words)).collect(),
        speaker: Speaker { entities: speaker.into_iter().collect(), status, why: None },
        addressee: None,
        within: None,
        relays: Vec::new(),
        hedges: Vec::new(),
        zone: ZoneKind::Body,
        deed: false,
        confidence: Score(960),
    };
    account.attributions.push(attribution);
}

/// Adds a claim of the narrator.
pub(super) fn claims(account: &mut Account, words: &str) {
    let span = at(account, words);
    account.claims.push(Claim { span, hedges: Vec::new(), relays: Vec::new() });
}
