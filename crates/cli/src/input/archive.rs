//! How does a record of a web archive become a page, and how is a damaged one named?

use super::{Content, Found, Passed, Waiting};
use crate::failure::Failure;
use news::MediaType;
use pipeline::Page;
use report::Record;
use std::fmt::Display;
use std::io::Read;
use warc::{Damage, Fault, Media};

/// The pages of one archive, in order.
pub(super) struct Archive {
    name: String,
    reader: warc::Reader<Box<dyn Read + Send>>,
    is_empty: bool,
}

impl Archive {
    pub(super) fn new(name: String, source: Box<dyn Read + Send>, largest: usize) -> Archive {
        Archive { name, reader: warc::Reader::new(source, largest), is_empty: true }
    }

    fn page(&self, page: warc::Page) -> Waiting {
        let record = Record {
            file: self.name.clone(),
            offset: page.offset,
            number: page.number,
            captured: page.captured.clone(),
        };
        let uri =
            if page.uri.is_empty() { format!("{}:{}", self.name, page.number) } else { page.uri.clone() };
        let media_type = page.media.map(|media| match media {
            Media::Html => MediaType::Html,
            Media::Plain => MediaType::Plain,
        });
        let known = Page { uri, media_type, charset: page.charset.clone(), ..Page::default() };
        let name = format!("{}: {}", self.name, known.uri);
        Waiting { name, is_named: false, ..Waiting::new(known, Content::Archived(Box::new(page), record)) }
    }
}

impl Iterator for Archive {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = match self.reader.next() {
                Some(warc::Found::Page(page)) => Found::Page(Box::new(self.page(page))),
                Some(warc::Found::Passed(warc::Passed::Bookkeeping)) => {
                    self.is_empty = false;
                    continue;
                }
                Some(warc::Found::Passed(warc::Passed::NotText)) => Found::Passed(Passed::NotText),
                Some(warc::Found::Passed(warc::Passed::NoSuccess)) => Found::Passed(Passed::NoSuccess),
                Some(warc::Found::Damage(damage)) => Found::Refused(damaged(&self.name, &damage)),
                None if self.is_empty => {
                    self.is_empty = false;
                    let failure = Failure::of(&self.name, "holds no records");
                    return Some(Found::Refused(failure.hint("check that the archive was saved whole")));
                }
                None => return None,
            };
            self.is_empty = false;
            return Some(found);
        }
    }
}

fn damaged(file: &str, damage: &Damage) -> Failure {
    let hint = match &damage.fault {
        Fault::TooLarge(_) => "no news page is that long: leave it out",
        Fault::Bomb => "the record is made to fill memory: leave it out",
        Fault::Unreadable(_) => "check the disk, or copy the file again",
        Fault::CutOff => "the file ends too early: get it again if you can",
        Fault::Junk | Fault::Header | Fault::Length | Fault::Compression | Fault::Answer => {
            "the record was skipped and the rest is read"
        }
    };
    let front = if damage.fault == Fault::Junk { "before " } else { "" };
    Failure::of(file, format!("{front}record {}, at byte {}: {}", damage.number, damage.offset, damage.fault))
        .hint(hint)
}

/// Why the page of a sound record cannot be had.
pub(super) fn explain(name: &str, number: u64, offset: u64, why: &impl Display) -> Failure {
    Failure::of(name, format!("record {number}, at byte {offset}: {why}"))
        .hint("the record was skipped and the rest is read")
}
