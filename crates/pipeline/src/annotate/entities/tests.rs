//! Texts with invented people; what the reader knows of each at the end.

use crate::annotate::annotate;
use crate::{Kit, collate};
use news::{
    Account, Article, EntityId, MediaType, MentionForm, OffsetMap, Published, Source, Span, Zone, ZoneKind,
};
use std::sync::LazyLock;

static KIT: LazyLock<Kit> = LazyLock::new(|| Kit::embedded().expect("the kit is sound"));

/// Annotates paragraphs; the first is the headline if it ends in no full stop.
pub(crate) fn account(paragraphs: &[&str]) -> Account {
    let mut text = String::new();
    let mut zones = Vec::new();
    let mut spans = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let start = text.len();
        text.push_str(paragraph);
        let span = Span::new(start, text.len());
        let headline = index == 0 && !paragraph.ends_with(['.', '”', '"']);
        let kind = if headline { ZoneKind::Headline } else { ZoneKind::Body };
        zones.push(Zone { kind, span, inferred: false, comment: None, post: None });
        spans.push(span);
        text.push_str("\n\n");
    }
    let article = Article {
        id: "A".to_owned(),
        source: Source {
            uri: "A".to_owned(),
            digest: news::Digest::default(),
            bytes: text.clone().into_bytes(),
            media_type: MediaType::Plain,
            charset: "UTF-8",
        },
        map: OffsetMap::identity(text.len()),
        text,
        zones,
        paragraphs: spans,
        headline: None,
        outlet: None,
        authors: Vec::new(),
        language: None,
        detected_language: Some("en"),
        canonical_url: None,
        published: Published::default(),
        modified: Default::default(),
        title: None,
    };
    annotate(&KIT, article).value
}

/// `kind name (roles): mentions`, one line per entity; forms by their first letter.
fn told(account: &Account) -> Vec<String> {
    let lines = account.entities.iter().map(|entity| {
        let roles: Vec<&str> = entity.roles.iter().map(|role| account.words(role.span)).collect();
        let mentions: Vec<String> = entity
            .mentions
            .iter()
            .map(|mention| format!("{}/{}", account.words(mention.span), &mention.form.name()[..1]))
            .collect();
        let roles = if roles.is_empty() { String::new() } else { format!(" ({})", roles.join("; ")) };
        format!("{} {}{roles}: {}", entity.kind.name(), entity.name, mentions.join(", "))
    });
    lines.collect()
}

/// The line of the entity with this name.
fn line(account: &Account, name: &str) -> String {
    let found = account.entities.iter().position(|entity| entity.name == name);
    match found {
        Some(index) => told(account)[index].clone(),
        None => format!("no entity {name} among\n{}", told(account).join("\n")),
    }
}

#[test]
fn titles_belong_to_the_mention_and_are_kept_as_they_stand() {
    let account = account(&[
        "Finance Minister Mara Quill said the harbour would close.",
        "Ms Quill gave no date. The minister said that she was sorry.",
    ]);
    assert_eq!(
        line(&account, "Mara Quill"),
        "person Mara Quill (Finance Minister): Finance Minister Mara Quill/n, Ms Quill/n, The minister/r, she/p"
    );
}

#[test]
fn a_role_beside_the_name_is_given_with_its_institute() {
    let account = account(&[
        "“The dam is old,” said Lena Osk, an expert in tides from the Institute of Salt and Water, on Monday.",
    ]);
    let osk = line(&account, "Lena Osk");
    assert!(osk.contains("an expert in tides from the Institute of Salt"), "{osk}");
    assert!(osk.contains("; Institute of Salt"), "{osk}");
}

#[test]
fn a_headline_knows_the_chief_of_the_body() {
    let account = account(&[
        "BTX Chief Warns Of Floods",
        "BTX Secretary General Tom Arden said on Monday that the river would rise.",
        "The BTX head did not elaborate.",
    ]);
    assert_eq!(
        line(&account, "Tom Arden"),
        "person Tom Arden (BTX Secretary General): BTX Chief/r, BTX Secretary General Tom Arden/n, The BTX head/r"
    );
}

#[test]
fn a_capital_stands_for_its_state_unless_people_are_there() {
    let account = account(&[
        "Norway signed the treaty. Oslo said it would pay.",
        "Ministers from Denmark met in Oslo and flew to Copenhagen.",
    ]);
    assert_eq!(line(&account, "Norway"), "state Norway: Norway/n, Oslo/m, it/p");
    assert_eq!(line(&account, "Oslo"), "place Oslo: Oslo/n");
    assert_eq!(line(&account, "Copenhagen"), "place Copenhagen: Copenhagen/n");
}

#[test]
fn a_seat_of_government_is_a_place_where_people_meet() {
    let account = account(&["Talks at the Elysee ended late. France was pleased, the Elysee said."]);
    assert_eq!(line(&account, "Elysee"), "place Elysee: Elysee/n");
    assert!(line(&account, "France").contains("Elysee/m"), "{}", line(&account, "France"));
}

#[test]
fn the_two_countries_are_the_last_two_states() {
    let account = account(&[
        "Peru accused Chile of fishing in its waters.",
        "The two countries have argued for years. Both sides have agreed to talk.",
    ]);
    assert_eq!(line(&account, "Peru"), "state Peru: Peru/n, its/p, The two countries/r, Both sides/r");
    assert!(
        line(&account, "Chile").contains("The two countries/r, Both sides/r"),
        "{}",
        line(&account, "Chile")
    );
}

#[test]
fn a_pronoun_after_a_quotation_is_the_running_speaker() {
    let account = account(&[
        "“We will appeal,” said Anna Okoro on Monday.",
        "“If Peter Lund wins, the port is lost,” she added.",
    ]);
    assert_eq!(line(&account, "Anna Okoro"), "person Anna Okoro: Anna Okoro/n, she/p");
    assert_eq!(line(&account, "Peter Lund"), "person Peter Lund: Peter Lund/n");
}

#[test]
fn pronouns_keep_to_gender() {
    let account = account(&["President Maria Osk met Mayor John Lund on Monday. He thanked her."]);
    assert!(line(&account, "John Lund").ends_with("He/p"), "{}", line(&account, "John Lund"));
    assert!(line(&account, "Maria Osk").ends_with("her/p"), "{}", line(&account, "Maria Osk"));
}

#[test]
fn it_that_stands_for_nothing_is_left_alone() {
    let account = account(&["Norway waited. It appears that little was done. It is clear that nobody came."]);
    assert_eq!(line(&account, "Norway"), "state Norway: Norway/n");
}

#[test]
fn people_without_names_are_anonymous_and_stay_apart() {
    let account = account(&[
        "Some experts believe the bridge is safe. One unnamed senior diplomat told the Salt Courier otherwise.",
        "A senior diplomat said the talks failed.",
    ]);
    let unnamed: Vec<&str> = account
        .entities
        .iter()
        .filter(|entity| entity.anonymous)
        .map(|entity| entity.name.as_str())
        .collect();
    assert_eq!(unnamed, ["Some experts", "One unnamed senior diplomat", "A senior diplomat"]);
}

#[test]
fn adjectives_of_states_are_no_mentions() {
    let account = account(&["The Norwegian minister Ida Holm spoke to Danish reporters."]);
    assert!(account.entities.iter().all(|entity| entity.name != "Norway" && entity.name != "Norwegian"));
    assert_eq!(
        line(&account, "Ida Holm"),
        "person Ida Holm (Norwegian minister): Norwegian minister Ida Holm/n"
    );
}

#[test]
fn a_short_form_in_brackets_is_the_same_organisation() {
    let account = account(&["The International Salt Fund (ISF) said it would lend. The ISF gave no sum."]);
    assert!(line(&account, "International Salt Fund").contains("ISF/n, it/p, ISF/n"), "{:?}", told(&account));
}

#[test]
fn your_region_is_that_of_the_guests() {
    let account = account(&[
        "On Monday, Peru, Chile and Bolivia met with the mayor.",
        "“What happens in your region matters to us,” said Anna Okoro.",
    ]);
    for state in ["Peru", "Chile", "Bolivia"] {
        assert!(line(&account, state).ends_with("your region/r"), "{}", line(&account, state));
    }
}

#[test]
fn mentions_are_sorted_and_stand_in_the_text() {
    let account =
        account(&["Anna Okoro, who leads the Salt Party, said Norway and its allies had met her in Oslo."]);
    let mut first = Span::new(0, 0);
    for entity in &account.entities {
        assert!(entity.mentions.windows(2).all(|pair| pair[0].span <= pair[1].span));
        assert!(entity.mentions.iter().all(|mention| !account.words(mention.span).is_empty()));
        assert!(entity.mentions[0].span.start >= first.start);
        first = entity.mentions[0].span;
    }
}

#[test]
fn the_narrator_s_words_are_counted_and_the_speaker_s_are_not() {
    let account = account(&[
        "Norway called the raid a crime. “It was an invasion, not a raid,” said Anna Okoro.",
        "The raids went on.",
    ]);
    let count = |form: &str| {
        account.naming.iter().find(|naming| naming.form == form).map_or(0, |naming| naming.spans.len())
    };
    assert_eq!((count("raid"), count("invasion"), count("Norway")), (2, 0, 1));
}

#[test]
fn accounts_share_people_by_full_name_and_nobody_without_one() {
    let accounts = [
        account(&[
            "Finance Minister Mara Quill resigned. A senior official confirmed it. Norway was silent.",
        ]),
        account(&[
            "Minister Quill has gone, a senior official said. Oslo said nothing. Mara Quill left by car.",
        ]),
    ];
    let shared = collate(&KIT, &accounts).value.entities;
    let name = |(account, id): &(u32, EntityId)| {
        accounts[*account as usize].entity(*id).map_or("", |e| e.name.as_str())
    };
    let joined: Vec<Vec<&str>> = shared
        .iter()
        .filter(|entity| entity.members.len() > 1)
        .map(|entity| entity.members.iter().map(name).collect())
        .collect();
    assert_eq!(joined, [["Mara Quill", "Mara Quill"], ["Norway", "Oslo"]]);
}

#[test]
fn metonyms_are_marked_as_such() {
    let account = account(&["Relations between Oslo and Copenhagen are good, Norway said."]);
    let norway = account.entities.iter().find(|entity| entity.name == "Norway").expect("Norway is named");
    let forms: Vec<MentionForm> = norway.mentions.iter().map(|mention| mention.form).collect();
    assert_eq!(forms, [MentionForm::Metonym, MentionForm::Name]);
}
