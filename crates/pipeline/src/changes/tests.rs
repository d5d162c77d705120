//! Every kind of change, and the absence of each, in invented accounts of one event.

use super::{changes, changes_of_version};
use crate::{Kit, Page, annotate, read};
use news::{Account, Change, ChangeKind};

fn account(kit: &Kit, id: usize, text: &str) -> Account {
    const OUTLETS: [&str; 4] = ["The Gazette", "Harbour Post", "Valley Courier", "Coast Herald"];
    let outlet = OUTLETS.get(id).map(|outlet| (*outlet).to_owned());
    let page = Page { id: format!("n{id}"), bytes: text.as_bytes().to_vec(), outlet, ..Page::default() };
    read(kit, page).and_then(|article| annotate(kit, article)).value
}

/// What the last of these texts changes, with the words of its passages.
fn found(texts: &[&str]) -> Vec<(ChangeKind, Vec<String>)> {
    let kit = Kit::embedded().expect("the models are built in");
    let accounts: Vec<Account> = texts.iter().enumerate().map(|(id, text)| account(&kit, id, text)).collect();
    shown(&accounts, changes(&kit, &accounts).value)
}

fn shown(accounts: &[Account], changes: Vec<Change>) -> Vec<(ChangeKind, Vec<String>)> {
    let words = |change: &Change| {
        let words =
            change.passages.iter().map(|passage| accounts[passage.account as usize].words(passage.span));
        words.map(str::to_owned).collect()
    };
    changes.iter().map(|change| (change.kind, words(change))).collect()
}

fn kinds(texts: &[&str]) -> Vec<ChangeKind> {
    found(texts).into_iter().map(|(kind, _)| kind).collect()
}

const MILL: &str = "Mill owner accused over river fire\n\n\
    A fire destroyed the Corrin paper mill in Ashmere on Monday night, and the river ran black for hours.\n\n\
    The union said that the owner, Hendrik Vale, had ordered the sprinklers to be switched off in June.\n\n\
    \"Nobody at this mill was told that the pumps had been sold last spring,\" said Ada Okoro, who leads the union. \
    She called for an inquiry before the end of the year.";

const DENIAL: &str = "Vale rejects claims over mill fire\n\n\
    Hendrik Vale, whose paper mill in Ashmere burnt down on Monday, spoke to reporters outside his house yesterday.\n\n\
    Vale denied that he had ordered the sprinklers to be switched off in June. Firefighters left the site at noon.";

const OTHER: &str = "Black water after blaze at Corrin works\n\n\
    Families along the river woke to black water on Tuesday after flames gutted the Corrin works.\n\n\
    The smoke could be seen from Port Hale, and schools stayed closed.";

#[test]
fn the_first_account_is_a_new_story() {
    let found = found(&[MILL]);
    assert_eq!(found, [(ChangeKind::NewStory, vec!["Mill owner accused over river fire".to_owned()])]);
    assert!(kinds(&[]).is_empty());
}

#[test]
fn what_nobody_denied_before_is_a_first_denial() {
    let found = found(&[MILL, OTHER, DENIAL]);
    let (kind, words) = &found[0];
    assert_eq!(*kind, ChangeKind::FirstDenial);
    assert!(words[0].contains("ordered the sprinklers"), "{words:?}");
    assert!(words[1].starts_with("Vale denied that he had ordered the sprinklers"), "{words:?}");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn to_deny_the_charges_is_a_first_denial_where_the_story_speaks_of_the_speaker() {
    let charges = "Vale in court\n\nHendrik Vale appeared in court in Ashmere on Friday. Vale denied the charges. The \
        hearing goes on next week.";
    assert_eq!(kinds(&[MILL, charges]), [ChangeKind::FirstDenial]);
    let stranger = "Baker in court\n\nTomas Brill appeared in court in Veldt on Friday. Brill denied the charges. The \
        hearing goes on next week.";
    assert!(kinds(&[MILL, stranger]).is_empty());
}

#[test]
fn a_denial_that_was_heard_before_is_none() {
    let again = "Mill fire: owner defends himself\n\nThe owner of the burnt paper mill in Ashmere, Hendrik Vale, again \
        denied having switched off the sprinklers in June. An inquiry is to begin in autumn.";
    assert!(!kinds(&[MILL, DENIAL, again]).contains(&ChangeKind::FirstDenial));
    assert!(!kinds(&[MILL, DENIAL, DENIAL]).contains(&ChangeKind::FirstDenial));
    assert!(kinds(&[MILL, OTHER]).is_empty());
}

#[test]
fn another_word_in_a_quotation_is_an_altered_quotation() {
    let altered = "Union speaks out after blaze\n\nUnion leader Ada Okoro spoke in the town hall on Wednesday evening.\n\n\
        \"Nobody at this mill was told that the pumps had been stolen last spring,\" said Okoro.";
    let found = found(&[MILL, altered]);
    let (kind, words) =
        found.iter().find(|(kind, _)| *kind == ChangeKind::AlteredQuotation).expect("a word was changed");
    assert_eq!(*kind, ChangeKind::AlteredQuotation);
    assert!(words[0].contains("sold") && words[1].contains("stolen"), "{words:?}");
}

#[test]
fn quoting_a_part_or_spelling_otherwise_alters_nothing() {
    for quotation in [
        "\"Nobody at this mill was told that the pumps had been sold last spring,\"",
        "\"The pumps had been sold last spring,\"",
        "\"nobody at this mill was told, that the pumps had been sold … last spring\"",
        "\"Nobody at this mill was told that [our] pumps had been sold last spring,\"",
    ] {
        let text = format!(
            "Union speaks out after blaze\n\nUnion leader Ada Okoro spoke in the town hall on Wednesday \
             evening.\n\n{quotation} said Okoro."
        );
        assert!(!kinds(&[MILL, &text]).contains(&ChangeKind::AlteredQuotation), "{quotation}");
    }
}

#[test]
fn what_was_altered_before_is_not_altered_again() {
    let altered = "Union speaks out after blaze\n\nUnion leader Ada Okoro spoke in the town hall on Wednesday evening.\n\n\
        \"Nobody at this mill was told that the pumps had been stolen last spring,\" said Okoro.";
    let copied = "Okoro on the fire\n\nIn Ashmere Ada Okoro found clear words about the mill's owner.\n\n\
        \"Nobody at this mill was told that the pumps had been stolen last spring,\" Okoro said.";
    assert!(!kinds(&[MILL, altered, copied]).contains(&ChangeKind::AlteredQuotation));
}

const SECOND: &str = "Union wants inquiry into Ashmere fire\n\n\
    The Corrin paper mill in Ashmere was destroyed by a fire on Monday night. Its workers met in the church yesterday, some \
    of them in tears.\n\n\
    \"We stood on the bridge until four and saw the roof of the drying hall go,\" said Rosa Lindt, a nurse who lives \
    opposite.\n\n\
    The mayor promised help for sixty families.";

#[test]
fn who_tells_it_with_a_source_of_its_own_is_the_first_independent_report() {
    let found = found(&[MILL, OTHER, SECOND]);
    let (_, words) = found
        .iter()
        .find(|(kind, _)| *kind == ChangeKind::FirstIndependentReport)
        .expect("Rosa Lindt was heard");
    assert!(words[0].contains("fire destroyed") && words[1].contains("destroyed by a fire"), "{words:?}");
    assert!(words.last().is_some_and(|words| words.contains("We stood on the bridge")), "{words:?}");
}

#[test]
fn who_takes_it_from_others_hears_nobody_or_comes_later_is_no_first_independent_report() {
    let is_first = |texts: &[&str]| kinds(texts).contains(&ChangeKind::FirstIndependentReport);
    assert!(!is_first(&[MILL, OTHER]), "it has no source");
    assert!(!is_first(&[MILL, MILL]));
    assert!(
        !is_first(&[MILL, &SECOND.replace("Rosa Lindt, a nurse who lives opposite", "Ada Okoro")]),
        "known"
    );
    assert!(
        !is_first(&[MILL, &SECOND.replace("Monday night.", "Monday night, The Gazette reported.")]),
        "credited"
    );
    let third = SECOND.replace("Rosa Lindt, a nurse", "Milan Brack, a baker").replace("We stood", "I stood");
    let third = third.replace("Union wants inquiry into Ashmere fire", "What the neighbours saw");
    assert!(!is_first(&[MILL, SECOND, &third]), "not the first");
}

#[test]
fn a_note_of_a_mistake_is_a_correction_and_one_of_an_update_is_none() {
    let with = |note: &str| format!("{OTHER}\n\n{note}");
    let corrected = with("Correction: An earlier version of this article misstated the day of the fire.");
    assert_eq!(kinds(&[MILL, &corrected]), [ChangeKind::Correction]);
    assert!(kinds(&[MILL, &with("This story has been updated with the mayor's words.")]).is_empty());
}

/// What the second version of a page changed.
fn versions(old: &str, new: &str) -> Vec<(ChangeKind, Vec<String>)> {
    versions_among(&[old, new])
}

/// What the last of these changed, a version of the one before it; the others are the story.
fn versions_among(texts: &[&str]) -> Vec<(ChangeKind, Vec<String>)> {
    let kit = Kit::embedded().expect("the models are built in");
    let accounts: Vec<Account> = texts.iter().enumerate().map(|(id, text)| account(&kit, id, text)).collect();
    shown(&accounts, changes_of_version(&kit, &accounts).value)
}

/// The mill's article, later, with a paragraph more.
fn updated(paragraph: &str) -> String {
    format!("{MILL}\n\n{paragraph}")
}

#[test]
fn a_first_denial_in_a_newer_version_is_one_and_one_that_was_heard_is_none() {
    let denied =
        updated("On Tuesday Vale denied that he had ordered the sprinklers to be switched off in June.");
    let found = versions(MILL, &denied);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, ChangeKind::FirstDenial);
    assert!(found[0].1[1].contains("Vale denied that he had ordered"), "{found:?}");
    // In another article of the story, or in the version before.
    assert!(versions_among(&[DENIAL, MILL, &denied]).is_empty());
    assert!(versions(&denied, &format!("{denied}\n\nFirefighters left the site at noon.")).is_empty());
}

#[test]
fn a_quotation_altered_in_a_newer_version_is_told_unless_the_page_corrects_itself() {
    let altered = MILL.replace("sold last spring", "stolen last spring");
    let kinds =
        |found: Vec<(ChangeKind, Vec<String>)>| found.into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
    assert_eq!(kinds(versions(MILL, &altered)), [ChangeKind::AlteredQuotation, ChangeKind::SilentlyChanged]);
    let corrected =
        format!("{altered}\n\nCorrection: An earlier version of this article misquoted Ada Okoro.");
    assert_eq!(kinds(versions(MILL, &corrected)), [ChangeKind::Correction]);
    // Another article has it so: the page agrees with that now.
    let other = format!(
        "{OTHER}\n\n\"Nobody at this mill was told that the pumps had been stolen last spring,\" \
        said Ada Okoro."
    );
    assert_eq!(kinds(versions_among(&[&other, MILL, &altered])), [ChangeKind::SilentlyChanged]);
}

#[test]
fn a_sentence_that_says_something_else_without_a_note_is_a_silent_change() {
    let found = versions(MILL, &MILL.replace("in June", "in July"));
    let before =
        "The union said that the owner, Hendrik Vale, had ordered the sprinklers to be switched off in June.";
    assert_eq!(
        found,
        [(ChangeKind::SilentlyChanged, vec![before.to_owned(), before.replace("June", "July")])]
    );
    let found = versions(MILL, &MILL.replace("\n\nThe union said that the owner, Hendrik Vale, had ordered the sprinklers to be switched off in June.", ""));
    assert_eq!(found, [(ChangeKind::SilentlyChanged, vec![before.to_owned()])]);
    let found = versions(MILL, &MILL.replace("Mill owner accused", "Nobody accused"));
    assert_eq!(found[0].0, ChangeKind::SilentlyChanged);
}

#[test]
fn a_change_with_a_note_is_not_silent() {
    let changed = MILL.replace("in June", "in July");
    let corrected =
        format!("{changed}\n\nCorrection: An earlier version of this article gave the wrong month.");
    assert_eq!(versions(MILL, &corrected)[0].0, ChangeKind::Correction);
    assert!(versions(MILL, &format!("{changed}\n\nThis article was updated on Tuesday.")).is_empty());
}

#[test]
fn additions_marks_and_other_articles_are_no_change() {
    assert!(versions(MILL, MILL).is_empty());
    assert!(
        versions(
            MILL,
            &format!("{MILL}\n\nThe mayor of Ashmere said on Wednesday that help was on its way.")
        )
        .is_empty()
    );
    assert!(
        versions(MILL, &MILL.replace('"', "”").replace("Monday night, and", "Monday night and")).is_empty()
    );
    assert!(versions(MILL, OTHER).is_empty());
}
