//! Files that are no databases, of other versions, in use or damaged; copies.

use crate::{Base, FERRY, add, kept};
use store::{Access, Filter, Reader, StoreError, Writer};

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
fn a_check_finds_what_is_wrong() {
    let base = Base::new();
    let mut writer = base.writer();
    add(&mut writer, &[(&kept("1", "a", "The Gazette", FERRY), 1)]);
    writer.close().unwrap();
    let problems = || store::check(&base.path(), |_, _| {}).unwrap();
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
