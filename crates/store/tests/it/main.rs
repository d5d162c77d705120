//! The database as the program uses it: articles in, questions out, and what goes wrong with files.

extern crate variorum_store as store;

mod documented;
mod stories;
mod trouble;

use news::Account;
use pipeline::{Kit, Page, annotate, read};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{Access, ArticleId, Given, Joined, Kept, Writer};

pub(crate) static KIT: LazyLock<Kit> = LazyLock::new(|| Kit::embedded().expect("models of this build"));

pub(crate) const FERRY: &str = "\
Ferry to Aldmoor cancelled for a third day

The ferry to Aldmoor stayed in port on Tuesday because of high waves, the harbour office said.

\"We will sail when the sea lets us,\" Captain Ines Holm told reporters on the quay. About 300 passengers were waiting.
";

pub(crate) const DAM: &str = "\
Valley evacuated over cracked dam

The valley below the Belmonte dam was evacuated on Sunday after engineers found a crack.

The reservoir will be drained, mayor Ana Okoro said. \"Nobody slept,\" said Peter Lund, a farmer in Port Hale.
";

/// A database in a folder that vanishes with its test.
pub(crate) struct Base {
    folder: PathBuf,
}

impl Base {
    pub(crate) fn new() -> Base {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("variorum-store-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a folder for temporary files");
        Base { folder }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join("base.db")
    }

    pub(crate) fn writer(&self) -> Writer {
        Writer::open(&self.path(), Access::Create).expect("a new database, or one of ours")
    }
}

impl Drop for Base {
    fn drop(&mut self) {
        // What cannot be removed is in the system's folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What is kept of a text.
pub(crate) fn kept(name: &str, uri: &str, outlet: &str, text: &str) -> Kept {
    published(name, uri, outlet, (2024, 5, 14), text)
}

/// The same with the day of publication.
pub(crate) fn published(
    name: &str,
    uri: &str,
    outlet: &str,
    (year, month, day): (i16, u8, u8),
    text: &str,
) -> Kept {
    let date = news::PartialDate::day(year, month, day);
    let page = Page {
        id: name.to_owned(),
        uri: uri.to_owned(),
        bytes: text.as_bytes().to_vec(),
        outlet: Some(outlet.to_owned()),
        published: Some(date),
        ..Page::default()
    };
    let account: Account = read(&KIT, page).and_then(|article| annotate(&KIT, article)).value;
    let given = Given {
        name: (!name.is_empty()).then(|| name.to_owned()),
        outlet: Some(outlet.to_owned()),
        published: Some(date.to_string()),
        ..Given::default()
    };
    Kept::new(&account, given, &[1, 2, 3])
}

/// Adds articles to stories, in one batch.
pub(crate) fn add(writer: &mut Writer, articles: &[(&Kept, i64)]) -> Vec<ArticleId> {
    let mut batch = writer.batch().expect("a writable database");
    let mut ids = Vec::new();
    for (kept, story) in articles {
        let id = batch.next_article().expect("a readable database");
        let joined = Joined { story: *story, reason: "both name Aldmoor".to_owned(), ..Joined::default() };
        batch.add(id, kept, &joined).expect("an article that is not there");
        ids.push(id);
    }
    batch.commit().expect("a writable database");
    ids
}
