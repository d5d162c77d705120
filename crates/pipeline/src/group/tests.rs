//! Invented articles: what belongs together, what must not, and whose word counts.

use super::{Grouping, Limits, Placement, Sketch, group, sketch};
use crate::{Kit, Page, annotate, read};
use news::{Account, PartialDate};

fn account(kit: &Kit, id: &str, date: Option<(i16, u8, u8)>, text: &str) -> Account {
    let published = date.map(|(year, month, day)| PartialDate::day(year, month, day));
    let page = Page { id: id.into(), bytes: text.as_bytes().to_vec(), published, ..Page::default() };
    read(kit, page).and_then(|article| annotate(kit, article)).value
}

fn of(kit: &Kit, day: u8, text: &str) -> Sketch {
    sketch(kit, &account(kit, "a", Some((2024, 5, day)), text))
}

/// Places articles of May 2024, each with its day.
fn run(kit: &Kit, articles: &[(u8, &str)]) -> (Grouping, Vec<Placement>) {
    let mut run = Grouping::new(Limits::default());
    let placed =
        articles.iter().zip(1..).map(|((day, text), at)| run.place(at, of(kit, *day, text))).collect();
    (run, placed)
}

const DAM: &str = "Dam cracks above Port Hale\n\nEngineers found a crack in the Belmonte dam above Port \
    Hale on Sunday, and the valley was evacuated before noon. Mayor Okoro said the reservoir would be drained.";
const DAM_TOO: &str = "Valley evacuated over cracked dam\n\nThe valley below the Belmonte dam was evacuated on \
    Sunday after engineers found a crack. The reservoir above Port Hale will be drained, mayor Okoro said.";
const STRIKE: &str = "Tram drivers walk out\n\nTram drivers in Veldt walked out on Monday over pay, and the \
    union said that the strike would last all week. Commuters queued for buses in heavy rain.";
const STRIKE_TOO: &str = "No trams in Veldt as drivers strike over pay\n\nTram drivers in Veldt began a strike over \
    pay on Monday. The union said the walk-out would last all week, and commuters queued for buses.";
const ROUND_UP: &str = "The week in brief\n\nHere is what you need to know this week. Petrol prices fell for a third \
    month, said the consumer council. A crack in the Belmonte dam forced people out of the valley above Port Hale. \
    Tram drivers in Veldt walked out over pay. The national museum reopened after two years of works, and the film \
    prize went to the comedy Harbour Lights. Farmers expect a poor harvest of plums, the weather office said, with \
    frost in the north. In sport, the Rovers drew with Castle Town, and the cycling tour starts at Lake Anselm.";
const SHOOTING: &str = "Man shot dead on Alder Street\n\nA 24-year-old man was shot dead outside a grocery store on \
    Alder Street in Marlow on Monday night, police said. The victim, Peter Sandoval, was taken to a hospital, where \
    he died. Detectives are looking for a red pickup truck that was seen leaving the car park.";
const SHOOTING_TOO: &str = "Victim of Alder Street shooting named\n\nPolice in Marlow named the man who was shot dead \
    outside a grocery store on Alder Street on Monday night as Peter Sandoval, 24. Detectives were still looking \
    for a red pickup truck.";
const OTHER_SHOOTING: &str = "Woman wounded in shooting at Quarry Lane flat\n\nA 41-year-old woman was shot and \
    wounded at a flat on Quarry Lane in Marlow early on Thursday, police said. Anita Breck was in a stable condition \
    in hospital. Her former husband was arrested at the scene and a handgun was found.";
const TRIAL: &str = "Trial opens over Alder Street killing\n\nThe trial of the man who is accused of shooting Peter \
    Sandoval dead outside a grocery store on Alder Street in Marlow opened. Jurors saw pictures of the red pickup \
    truck that detectives found after the shooting.";

#[test]
fn accounts_of_one_event_come_together_in_any_order() {
    let kit = Kit::embedded().unwrap();
    let texts = [("a", DAM), ("b", STRIKE), ("c", DAM_TOO), ("d", SHOOTING), ("e", STRIKE_TOO)];
    let mut accounts: Vec<Account> =
        texts.iter().map(|(id, text)| account(&kit, id, Some((2024, 5, 6)), text)).collect();
    let members = |accounts: &[Account]| -> Vec<Vec<String>> {
        let names = |story: news::Story| -> Vec<String> {
            let ids = story.accounts.iter().map(|&at| accounts[at as usize].article.id.clone());
            let mut names: Vec<String> = ids.collect();
            names.sort();
            names
        };
        let mut stories: Vec<Vec<String>> = group(&kit, accounts).value.into_iter().map(names).collect();
        stories.sort();
        stories
    };
    assert_eq!(members(&accounts), [vec!["a", "c"], vec!["b", "e"], vec!["d"]]);
    accounts.reverse();
    assert_eq!(members(&accounts), [vec!["a", "c"], vec!["b", "e"], vec!["d"]]);
}

#[test]
fn every_account_after_the_first_has_a_reason() {
    let kit = Kit::embedded().unwrap();
    let day = |at| Some((2024, 5, at));
    let stories = group(&kit, &[account(&kit, "a", day(5), DAM), account(&kit, "c", day(6), DAM_TOO)]).value;
    assert_eq!((stories.len(), stories[0].reasons.len()), (1, 1));
    let reason = &stories[0].reasons[0];
    assert!(reason.contains("shared names Belmonte") && reason.ends_with("1 day apart"), "{reason}");
}

#[test]
fn two_shootings_in_one_city_in_a_week_are_two_stories() {
    let kit = Kit::embedded().unwrap();
    let (_, placed) = run(&kit, &[(7, SHOOTING), (9, OTHER_SHOOTING), (9, SHOOTING_TOO)]);
    let stories: Vec<u64> = placed.iter().map(|placed| placed.story).collect();
    assert_eq!(stories, [1, 2, 1]);
}

#[test]
fn a_story_is_taken_up_again_after_weeks() {
    let kit = Kit::embedded().unwrap();
    let (_, placed) = run(&kit, &[(2, SHOOTING), (3, SHOOTING_TOO), (3, DAM), (29, TRIAL)]);
    assert_eq!((placed[3].story, placed[3].grounds.days), (1, Some(26)), "{:?}", placed[3]);
}

#[test]
fn a_round_up_does_not_bridge_two_stories() {
    let kit = Kit::embedded().unwrap();
    let (_, placed) = run(&kit, &[(5, DAM), (5, STRIKE), (6, ROUND_UP), (6, DAM_TOO), (6, STRIKE_TOO)]);
    assert!(placed.iter().all(|placed| placed.merged.is_empty()));
    assert_eq!((placed[3].story, placed[4].story), (1, 2));
}

#[test]
fn the_same_text_again_is_folded_under_the_first() {
    let kit = Kit::embedded().unwrap();
    let again = DAM.replace("before noon", "by noon");
    let (_, placed) = run(&kit, &[(5, DAM), (5, STRIKE), (5, DAM), (6, &again), (6, DAM_TOO)]);
    let parents: Vec<Option<u64>> = placed.iter().map(|placed| placed.parent).collect();
    assert_eq!(parents, [None, None, Some(1), Some(1), None]);
    assert!(placed[2].story == 1 && placed[3].story == 1);
}

#[test]
fn what_the_user_parted_stays_apart_and_what_was_moved_stays_there() {
    let kit = Kit::embedded().unwrap();
    let (mut run, placed) = run(&kit, &[(5, DAM), (5, STRIKE), (5, DAM_TOO)]);
    assert_eq!((placed[0].story, placed[2].story), (1, 1));
    run.assign(3, 9);
    run.keep_apart(1, 9);
    let again = run.place(4, of(&kit, 6, DAM_TOO));
    assert_eq!((again.story, again.merged), (9, vec![]));
    // A number once given is not given again.
    assert_eq!(run.place(5, of(&kit, 6, SHOOTING)).story, 10);
    run.merge(2, 10);
    assert_eq!(run.place(6, of(&kit, 6, SHOOTING_TOO)).story, 2);
}

#[test]
fn wrong_dates_do_not_empty_the_window() {
    let kit = Kit::embedded().unwrap();
    let of = |date, text| sketch(&kit, &account(&kit, "a", Some(date), text));
    let mut run = Grouping::new(Limits::default());
    assert_eq!(run.place(1, of((2024, 5, 5), DAM)).story, 1);
    assert_eq!(run.place(2, of((2050, 1, 1), STRIKE)).story, 2);
    assert_eq!(run.place(3, of((1, 1, 1), SHOOTING)).story, 3);
    assert_eq!(run.place(4, of((2024, 5, 6), DAM_TOO)).story, 1);
    assert_eq!(run.place(5, of((2024, 5, 6), SHOOTING_TOO)).story, 3);
}

#[test]
fn empty_and_huge_texts_are_placed() {
    let kit = Kit::embedded().unwrap();
    let huge: String = (0..40_000).map(|at| format!("Word{at} spoke of thing{}. ", at % 977)).collect();
    let huge = of(&kit, 5, &huge);
    assert!(huge.to_bytes().len() < 4000);
    let mut run = Grouping::new(Limits::default());
    let empty = Sketch::default();
    let placed: Vec<u64> = [&empty, &huge, &empty, &huge]
        .iter()
        .zip(1..)
        .map(|(text, at)| run.place(at, (*text).clone()).story)
        .collect();
    assert_eq!(placed, [1, 2, 3, 2]);
}
