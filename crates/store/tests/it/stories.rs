//! Articles, versions, stories, corrections and searches.

use crate::{Base, DAM, FERRY, add, kept, published};
use store::{Correction, Filter, Joined, Key, Query, Reader, Sort, Split, StoreError};

/// The articles that a search finds, by number.
fn having(reader: &Reader, typed: &str) -> Vec<i64> {
    let found = reader
        .search_articles(&Query::parse(typed).expect("a search"), u32::MAX)
        .expect("a readable database");
    let mut ids: Vec<i64> = found.into_iter().map(|hit| hit.article.id).collect();
    ids.sort_unstable();
    ids
}

fn members(reader: &Reader, story: i64) -> Vec<i64> {
    reader.articles_of(story).expect("a readable database").iter().map(|article| article.id).collect()
}

#[test]
fn an_article_comes_back_as_it_was_given() {
    let base = Base::new();
    let article = kept("gaz-3", "https://gazette.example/ferry#top", "The Gazette", FERRY);
    let ids = add(&mut base.writer(), &[(&article, 1)]);
    let reader = Reader::open(&base.path()).unwrap();
    let stored = reader.stored(ids[0]).unwrap();
    assert_eq!(stored.bytes, FERRY.as_bytes());
    assert_eq!(
        (stored.given.name.as_deref(), stored.given.outlet.as_deref()),
        (Some("gaz-3"), Some("The Gazette"))
    );
    let row = &reader.articles_of(1).unwrap()[0];
    assert_eq!(row.headline.as_deref(), Some("Ferry to Aldmoor cancelled for a third day"));
    assert_eq!((row.published.as_deref(), row.called().as_str()), (Some("2024-05-14"), "gaz-3"));
}

#[test]
fn the_key_tells_content_address_and_name_apart() {
    let key = |bytes: &[u8], address, name| Key::of(bytes, address, name);
    let base = key(b"a", Some("b"), None);
    for other in [key(b"b", Some("b"), None), key(b"a", None, Some("b")), key(b"a", Some("b"), Some(""))] {
        assert_ne!(base, other);
    }
    assert_eq!(
        kept("", "https://gazette.example/a", "x", FERRY).key,
        key(FERRY.as_bytes(), Some("https://gazette.example/a"), None)
    );
}

#[test]
fn a_batch_that_is_dropped_leaves_nothing() {
    let base = Base::new();
    let article = kept("1", "a", "The Gazette", FERRY);
    let mut writer = base.writer();
    let mut batch = writer.batch().unwrap();
    batch.add(1, &article, &Joined { story: 1, ..Joined::default() }).unwrap();
    assert!(batch.has(article.key, false).unwrap());
    drop(batch);
    assert!(writer.known().unwrap().is_empty());
    assert!(Reader::open(&base.path()).unwrap().stories(&Filter::default()).unwrap().is_empty());
}

#[test]
fn of_a_url_all_versions_are_kept_and_the_last_counts() {
    let base = Base::new();
    let url = "https://gazette.example/ferry";
    let first = kept("", url, "The Gazette", FERRY);
    let second = kept("", url, "The Gazette", &FERRY.replace("300", "450"));
    let ids = add(&mut base.writer(), &[(&first, 1), (&second, 1)]);
    let reader = Reader::open(&base.path()).unwrap();
    let versions = reader.versions_of(url).unwrap();
    assert_eq!(
        versions.iter().map(|row| (row.id, row.replaces, row.is_latest)).collect::<Vec<_>>(),
        [(ids[0], None, false), (ids[1], Some(ids[0]), true)]
    );
    assert_eq!(reader.story(1).unwrap().articles, 1);
    assert_eq!(having(&reader, "450"), [ids[1]]);
    assert!(having(&reader, "300").is_empty(), "a search finds what is there now");
}

#[test]
fn a_story_may_fall_in_two_as_an_article_comes() {
    let base = Base::new();
    let named = |name: &str| kept(name, name, "The Gazette", &format!("{FERRY} {name}"));
    let articles = [named("a"), named("b"), named("c"), named("d")];
    let mut writer = base.writer();
    let ids = add(&mut writer, &[(&articles[0], 1), (&articles[1], 1), (&articles[2], 1)]);
    let mut batch = writer.batch().unwrap();
    let split = Split { story: 2, articles: vec![ids[1], 4], reason: "too unlike".to_owned() };
    let joined = Joined { story: 1, repeats: Some(ids[0]), split: Some(split), ..Joined::default() };
    batch.add(4, &articles[3], &joined).unwrap();
    batch.commit().unwrap();
    let reader = Reader::open(&base.path()).unwrap();
    assert_eq!((members(&reader, 1), members(&reader, 2)), (vec![ids[0], ids[2]], vec![ids[1], 4]));
    assert_eq!((reader.story(1).unwrap().articles, reader.story(2).unwrap().articles), (2, 2));
    let stayed_behind = &reader.articles_of(2).unwrap()[1];
    assert_eq!(stayed_behind.repeats, None, "an article repeats one of its own story");
    assert_eq!(stayed_behind.reason.as_deref(), Some("too unlike"));
    assert!(writer.kept_apart().unwrap().is_empty(), "only the user's word is final");
}

#[test]
fn a_page_may_go_back_to_what_it_said_before() {
    let base = Base::new();
    let url = "https://gazette.example/ferry";
    let first = kept("", url, "The Gazette", FERRY);
    let second = kept("", url, "The Gazette", &FERRY.replace("300", "450"));
    let mut writer = base.writer();
    add(&mut writer, &[(&first, 1), (&second, 1)]);
    let batch = writer.batch().unwrap();
    assert!(batch.has(first.key, false).unwrap() && !batch.has(first.key, true).unwrap());
    drop(batch);
    let ids = add(&mut writer, &[(&first, 1)]);
    let reader = Reader::open(&base.path()).unwrap();
    assert_eq!(having(&reader, "300"), ids);
    assert_eq!(reader.versions_of(url).unwrap().len(), 3);
}

#[test]
fn stories_that_were_parted_stay_apart_when_one_goes_into_another() {
    let base = Base::new();
    let articles =
        [("1", FERRY), ("2", DAM), ("3", "x")].map(|(name, text)| kept(name, name, "The Gazette", text));
    let mut writer = base.writer();
    let ids = add(&mut writer, &[(&articles[0], 1), (&articles[1], 1), (&articles[2], 2)]);
    writer.correct(&Correction::Split { story: 1, articles: vec![ids[1]] }, "").unwrap();
    writer.correct(&Correction::Merge { into: 2, from: vec![3] }, "").unwrap();
    assert_eq!(writer.kept_apart().unwrap(), [(2, 1)]);
}

#[test]
fn stories_are_filtered_and_sorted() {
    let base = Base::new();
    let ferry = kept("1", "a", "The Gazette", FERRY);
    let ferry_too = kept("2", "b", "Harbour Post", FERRY);
    let dam = kept("3", "c", "The Gazette", DAM);
    add(&mut base.writer(), &[(&dam, 1), (&ferry, 2), (&ferry_too, 2)]);
    let reader = Reader::open(&base.path()).unwrap();
    let ids =
        |filter: &Filter| reader.stories(filter).unwrap().iter().map(|story| story.id).collect::<Vec<_>>();
    assert_eq!(ids(&Filter { sort: Sort::Size, ..Filter::default() }), [2, 1]);
    assert_eq!(ids(&Filter { least: 2, ..Filter::default() }), [2]);
    assert_eq!(ids(&Filter { outlet: Some("harbour".to_owned()), ..Filter::default() }), [2]);
    assert_eq!(ids(&Filter { name: Some("okoro".to_owned()), ..Filter::default() }), [1]);
    assert_eq!(ids(&Filter { since: Some("2024-05-15".to_owned()), ..Filter::default() }), [0; 0]);
    assert_eq!(ids(&Filter { before: Some("2024-06".to_owned()), limit: Some(1), ..Filter::default() }), [2]);
}

#[test]
fn corrections_move_articles_and_are_remembered() {
    let base = Base::new();
    let articles =
        [("1", FERRY), ("2", DAM), ("3", "x")].map(|(name, text)| kept(name, name, "The Gazette", text));
    let mut writer = base.writer();
    let ids = add(&mut writer, &[(&articles[0], 1), (&articles[1], 1), (&articles[2], 2)]);
    let reader = Reader::open(&base.path()).unwrap();

    let split =
        writer.correct(&Correction::Split { story: 1, articles: vec![ids[1]] }, "a dam is no ferry").unwrap();
    assert_eq!((split.story, members(&reader, 1), members(&reader, 3)), (3, vec![ids[0]], vec![ids[1]]));
    assert_eq!(writer.kept_apart().unwrap(), [(3, 1)]);

    let merged = writer.correct(&Correction::Merge { into: 3, from: vec![2] }, "").unwrap();
    assert_eq!((merged.articles, members(&reader, 3)), (1, vec![ids[1], ids[2]]));
    assert_eq!(reader.story(2).unwrap().id, 3, "the old number leads to the story that it went into");

    writer.correct(&Correction::Move { articles: vec![ids[2]], to: 1 }, "").unwrap();
    assert_eq!(members(&reader, 1), [ids[0], ids[2]]);
    let mut fixed = Vec::new();
    writer.remembered(|known| fixed.push((known.article, known.story, known.by_user))).unwrap();
    assert_eq!(fixed, [(ids[0], 1, true), (ids[1], 3, true), (ids[2], 1, true)]);
    let events: Vec<String> = reader.events_of(1).unwrap().into_iter().map(|event| event.kind).collect();
    assert_eq!(events, ["split", "moved"]);
}

#[test]
fn corrections_that_mean_nothing_change_nothing() {
    let base = Base::new();
    let mut writer = base.writer();
    let ids = add(&mut writer, &[(&kept("1", "a", "The Gazette", FERRY), 1)]);
    for wrong in [
        Correction::Merge { into: 1, from: vec![1] },
        Correction::Split { story: 1, articles: ids.clone() },
        Correction::Split { story: 1, articles: vec![99] },
        Correction::Move { articles: ids.clone(), to: 1 },
    ] {
        assert!(matches!(writer.correct(&wrong, ""), Err(StoreError::Meaningless(_))), "{wrong:?}");
    }
    let unknown = writer.correct(&Correction::Merge { into: 7, from: vec![1] }, "");
    assert!(matches!(unknown, Err(StoreError::NoSuch { what: "story", id: 7 })));
    assert_eq!(members(&Reader::open(&base.path()).unwrap(), 1), ids);
}

#[test]
fn words_of_speakers_are_found_with_their_bytes() {
    let base = Base::new();
    add(
        &mut base.writer(),
        &[(&kept("1", "a", "The Gazette", FERRY), 1), (&kept("2", "b", "Harbour Post", DAM), 2)],
    );
    let reader = Reader::open(&base.path()).unwrap();
    let query = Query::parse("speaker:holm said:sails").unwrap();
    let hits = reader.attributions(&query, 10).unwrap();
    assert_eq!(hits.len(), 1, "another speaker's words are not found");
    let (start, end) = hits[0].span;
    let said = &FERRY[start as usize..end as usize];
    assert_eq!(said, "\"We will sail when the sea lets us,\"");
    let ranked = store::ranked(&query, ["the sea lets us drown", said].into_iter(), 10).unwrap();
    assert_eq!(
        ranked.iter().map(|(index, _)| *index).collect::<Vec<_>>(),
        [1],
        "another form of the word fits"
    );
    let elsewhere = Query::parse("speaker:holm outlet:harbour").unwrap();
    assert!(reader.attributions(&elsewhere, 10).unwrap().is_empty());
}

#[test]
fn articles_are_found_by_words_days_and_outlets() {
    let base = Base::new();
    add(
        &mut base.writer(),
        &[(&kept("1", "a", "The Gazette", FERRY), 1), (&kept("2", "b", "Harbour Post", DAM), 2)],
    );
    let reader = Reader::open(&base.path()).unwrap();
    let found = |typed: &str| having(&reader, typed);
    assert_eq!(found("reservoirs drain"), [2]);
    assert_eq!(found("ferry OR dam"), [1, 2]);
    assert_eq!(found("sunday OR tuesday -reservoir"), [1]);
    assert_eq!(found("outlet:gazette after:2024-05-14 before:2024-06"), [1]);
    assert_eq!(found("before:2024-05-14"), [0; 0]);
    assert_eq!(found("\"port hale\""), [2]);
    assert_eq!(found("\"hale port\""), [0; 0]);
}

#[test]
fn stories_about_the_same_rare_names_some_days_apart_are_a_storyline() {
    let base = Base::new();
    let arrest = published(
        "1",
        "1",
        "The Gazette",
        (2024, 5, 2),
        "Bank chief Ottokar Vrana arrested\n\nOttokar Vrana, head of the Sorland Bank, was arrested on Thursday. \
        Vrana is said to have lent money of the Sorland Bank to himself. The Sorland Bank stayed closed.",
    );
    let charge = published(
        "2",
        "2",
        "The Gazette",
        (2024, 5, 20),
        "Prosecutors charge Vrana with fraud\n\nOttokar Vrana was charged on Monday. The Sorland Bank lost nine \
        millions, prosecutors say. Ottokar Vrana was told so in prison, and the Sorland Bank was sold.",
    );
    let verdict = published(
        "3",
        "3",
        "The Gazette",
        (2024, 6, 25),
        "Four years for Vrana\n\nOttokar Vrana must go to prison. The court said that Ottokar Vrana had robbed \
        the Sorland Bank. The Sorland Bank will get the money back.",
    );
    let goal = published(
        "4",
        "4",
        "The Gazette",
        (2024, 5, 21),
        "Vrana sends Port Hale to the final\n\nMilos Vrana shot two goals for Port Hale. Milos Vrana was carried \
        from the field, and Port Hale danced.",
    );
    let late = published(
        "5",
        "5",
        "The Gazette",
        (2025, 5, 21),
        "Vrana sells his memoirs\n\nOttokar Vrana has written a book on the Sorland Bank. Ottokar Vrana says that \
        the Sorland Bank is his life.",
    );
    add(&mut base.writer(), &[(&arrest, 1), (&charge, 2), (&goal, 3), (&verdict, 4), (&late, 5)]);
    let reader = Reader::open(&base.path()).unwrap();
    let found = reader.continued(2).unwrap();
    let short: Vec<(i64, bool, i64)> =
        found.iter().map(|one| (one.story.id, one.is_later, one.days)).collect();
    assert_eq!(short, [(1, false, 18), (4, true, 36)]);
    assert!(found[0].names.iter().any(|name| name == "Ottokar Vrana"), "{found:?}");
    // The arrest is 54 days before the verdict, but the charge stands between them.
    assert_eq!(reader.storyline(4).unwrap(), [1, 2, 4]);
    assert_eq!(reader.storyline(3).unwrap(), [3]);
    let filter = Filter { among: Some(vec![1, 4]), sort: Sort::Number, ..Filter::default() };
    assert_eq!(reader.stories(&filter).unwrap().iter().map(|story| story.id).collect::<Vec<_>>(), [1, 4]);
}
