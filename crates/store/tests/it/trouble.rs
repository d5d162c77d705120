//! Files that are no databases, of other versions, in use or damaged; copies.

use crate::{Base, FERRY, add, kept};
use std::time::Duration;
use store::{Access, Alert, Correction, Filter, Reader, StoreError, Turn, Watching, Writer};

/// Runs a statement behind the program's back.
fn meddle(base: &Base, statement: &str) {
    let connection = rusqlite::Connection::open(base.path()).expect("a database");
    connection.execute_batch(statement).expect("a statement that means something");
}

#[test]
fn a_file_that_is_something_else_is_left_alone() {
    let base = Base::new();
    std::fs::write(base.path(), "Dear diary, today nothing was found at all in the whole archive.\n")
        .unwrap();
    assert!(matches!(Writer::open(&base.path(), Access::Create), Err(StoreError::Foreign(_))));
    let other = Base::new();
    meddle(&other, "CREATE TABLE recipe (name TEXT)");
    assert!(matches!(Writer::open(&other.path(), Access::Create), Err(StoreError::Foreign(_))));
    assert!(matches!(Reader::open(&other.path()), Err(StoreError::Foreign(_))));
    assert!(matches!(Reader::open(&other.path().with_file_name("none.db")), Err(StoreError::Missing(_))));
}

#[test]
fn another_version_is_refused_and_says_which() {
    let base = Base::new();
    base.writer().close().unwrap();
    meddle(&base, "PRAGMA user_version = 99");
    let refused = Reader::open(&base.path()).err().map(|error| error.to_string());
    assert_eq!(refused.as_deref(), Some("is of version 99; this program knows versions up to 1"));
    assert!(matches!(store::migrate(&base.path()), Err(StoreError::Newer { found: 99, .. })));
    meddle(&base, "PRAGMA user_version = 1");
    assert_eq!(store::migrate(&base.path()).unwrap(), None);
}

#[test]
fn there_is_one_writer_and_readers_do_not_mind() {
    let base = Base::new();
    let mut writer = base.writer();
    assert!(matches!(Writer::open(&base.path(), Access::Write), Err(StoreError::InUse(_))));
    add(&mut writer, &[(&kept("1", "a", "The Gazette", FERRY), 1)]);
    let reader = Reader::open(&base.path()).unwrap();
    let batch = writer.batch().unwrap();
    assert_eq!(reader.stories(&Filter::default()).unwrap().len(), 1);
    drop(batch);
    drop(writer);
    assert!(Writer::open(&base.path(), Access::Write).is_ok());
}

#[test]
fn between_turns_others_write_and_it_is_known_what_they_did() {
    let base = Base::new();
    let mut watcher = base.writer();
    add(
        &mut watcher,
        &[(&kept("1", "a", "The Gazette", FERRY), 1), (&kept("2", "b", "The Gazette", "x"), 2)],
    );
    watcher.end_turn().unwrap();
    assert_eq!(watcher.take_turn().unwrap(), Turn::Same);
    watcher.end_turn().unwrap();
    let mut other = Writer::open(&base.path(), Access::Write).unwrap();
    assert_eq!(watcher.take_turn().unwrap(), Turn::NotYet);
    other.correct(&Correction::Merge { into: 1, from: vec![2] }, "").unwrap();
    other.close().unwrap();
    assert_eq!(watcher.take_turn().unwrap(), Turn::Corrected);
    assert_eq!(watcher.placed().unwrap(), [(1, 1), (2, 1)]);
    let waiting = Writer::open_within(&base.path(), Access::Write, Duration::from_millis(300));
    assert!(matches!(waiting, Err(StoreError::InUse(_))));
    watcher.end_turn().unwrap();
    add(&mut base.writer(), &[(&kept("3", "c", "The Gazette", "y"), 1)]);
    assert_eq!(watcher.take_turn().unwrap(), Turn::Grown);
}

#[test]
fn one_watches_at_a_time_beside_those_who_write() {
    let base = Base::new();
    let watching = Watching::begin(&base.path()).unwrap();
    assert!(matches!(Watching::begin(&base.path()), Err(StoreError::Watched(_))));
    base.writer().close().unwrap();
    drop(watching);
    assert!(Watching::begin(&base.path()).is_ok());
}

#[test]
fn what_was_printed_still_waits_for_a_webhook() {
    let base = Base::new();
    let mut writer = base.writer();
    let ids = add(&mut writer, &[(&kept("1", "a", "The Gazette", FERRY), 1)]);
    let alert = Alert {
        id: 0,
        kind: "new_story".to_owned(),
        story: 1,
        article: ids[0],
        passages: "[]".to_owned(),
        reason: String::new(),
    };
    let note = |writer: &mut Writer| {
        let mut batch = writer.batch().unwrap();
        batch.alert(&alert).unwrap();
        batch.commit().unwrap();
    };
    note(&mut writer);
    writer.printed(1, false).unwrap();
    note(&mut writer);
    let numbers = |alerts: Vec<Alert>| alerts.into_iter().map(|alert| alert.id).collect::<Vec<_>>();
    assert_eq!(numbers(writer.unprinted(0, 9).unwrap()), [2]);
    assert_eq!(numbers(writer.unsent(9).unwrap()), [1, 2]);
    // Where nobody else waits, what is printed is told; what waits for a webhook goes on waiting.
    writer.printed(2, true).unwrap();
    assert_eq!(numbers(writer.unsent(9).unwrap()), [1]);
    writer.sent(2).unwrap();
    assert_eq!(numbers(writer.unsent(9).unwrap()), [0; 0]);
}

#[test]
fn a_check_finds_what_is_wrong() {
    let base = Base::new();
    let mut writer = base.writer();
    add(&mut writer, &[(&kept("1", "a", "The Gazette", FERRY), 1)]);
    writer.close().unwrap();
    let problems = || store::check(&base.path(), |_, _| {}).unwrap().problems;
    assert_eq!(problems(), []);
    meddle(&base, "UPDATE source SET content = x'789c03000000000100'; UPDATE story SET articles = 7");
    let found: Vec<String> = problems().into_iter().map(|problem| problem.0).collect();
    assert_eq!(found, ["story 1 says 7 articles and has 1", "source 1 does not hold the bytes it was given"]);
    let damaged = Reader::open(&base.path()).unwrap().stored(1).map(|_| ());
    assert!(matches!(damaged, Err(StoreError::Damaged { .. })));
}

#[test]
fn a_copy_is_whole_and_never_overwrites() {
    let base = Base::new();
    let mut writer = base.writer();
    add(&mut writer, &[(&kept("1", "a", "The Gazette", FERRY), 1)]);
    let copy = base.path().with_file_name("copy.db");
    store::backup(&base.path(), &copy).unwrap();
    assert_eq!(Reader::open(&copy).unwrap().stored(1).unwrap().bytes, FERRY.as_bytes());
    assert!(store::backup(&base.path(), &copy).is_err());
}

#[test]
fn a_database_that_cannot_be_written_can_be_read() {
    let base = Base::new();
    let mut writer = base.writer();
    add(&mut writer, &[(&kept("1", "a", "The Gazette", FERRY), 1)]);
    writer.close().unwrap();
    store::vacuum(&base.path()).unwrap();
    let mut permissions = std::fs::metadata(base.path()).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(base.path(), permissions).unwrap();
    assert_eq!(Reader::open(&base.path()).unwrap().stories(&Filter::default()).unwrap().len(), 1);
}

#[test]
fn a_database_that_another_program_writes_is_checked_but_for_its_indexes() {
    let base = Base::new();
    let mut writer = base.writer();
    add(&mut writer, &[(&kept("1", "a", "The Gazette", FERRY), 1)]);
    let checked = store::check(&base.path(), |_, _| {}).unwrap();
    assert!(checked.problems.is_empty() && matches!(checked.left_out, Some(StoreError::InUse(_))));
    drop(writer);
    assert!(store::check(&base.path(), |_, _| {}).unwrap().left_out.is_none());
}
