//! In which order do the pages come? Place by place, and from archives, files of lines and tables one after the other.
//!
//! One page is known at a time; what is not a page yet stays in its file.

use super::archive::Archive;
use super::files::{self, Entry};
use super::followed::{Asker, Followed};
use super::kinds::{self, Kind};
use super::lines::Lines;
use super::rows::{Rows, Source};
use super::{Content, Found, Waiting, name_of};
use crate::failure::Failure;
use crate::plan::{Limits, Place};
use flate2::read::MultiGzDecoder;
use pipeline::Page;
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// All pages of all places, in order.
pub(crate) struct Pages {
    places: std::vec::IntoIter<Result<(Entry, bool), Failure>>,
    limits: Limits,
    open: Open,
    /// Asks for what feeds and lists name; `None`: nobody does.
    asker: Option<Asker>,
    /// Whether there is one place, and it may be one page.
    is_one: bool,
    /// Bytes of files that were passed, and of all files; for the progress bar.
    passed: Arc<AtomicU64>,
    total: u64,
    count: usize,
}

/// A place that holds several pages.
enum Open {
    None,
    Archive(Box<Archive>),
    Lines(Box<Lines>),
    Rows(Box<Rows>),
    Followed(Box<Followed>),
}

impl Pages {
    /// Looks through folders, but into no file yet. `lines`: places of JSON lines, whatever they look like.
    pub(crate) fn new(places: &[Place], lines: &[Place], limits: &Limits) -> Pages {
        let listed = places.iter().flat_map(files::expand).map(|entry| entry.map(|entry| (entry, false)));
        let lines =
            lines.iter().map(|place| Ok((Entry { place: place.clone(), is_named: true, size: 0 }, true)));
        let places: Vec<Result<(Entry, bool), Failure>> = listed.chain(lines).collect();
        let is_one = matches!(places.as_slice(), [Ok((entry, _))] if entry.is_named);
        let total = places.iter().flatten().map(|(entry, _)| entry.size).sum();
        let count = places.len();
        Pages {
            places: places.into_iter(),
            limits: limits.clone(),
            open: Open::None,
            asker: limits.follow.as_ref().map(|follow| Asker::new(&limits.fetch, follow, web::Stop::new())),
            is_one,
            passed: Arc::default(),
            total,
            count,
        }
    }

    /// Places that are left or were there.
    pub(crate) fn places(&self) -> usize {
        self.count
    }

    /// Bytes of all files; 0 where none is known.
    pub(crate) fn total_bytes(&self) -> u64 {
        self.total
    }

    /// Counts bytes of files that were passed.
    pub(crate) fn passed_bytes(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.passed)
    }

    /// Opens the next place.
    fn enter(&mut self, entry: Entry, are_lines: bool) -> Option<Found> {
        let Entry { place, is_named, size } = entry;
        if let (Place::Url(url), Some(asker)) = (&place, &self.asker) {
            let mut followed = Followed::new(asker.clone());
            followed.typed(url);
            self.open = Open::Followed(Box::new(self.with_neighbours(followed)));
            return None;
        }
        let ending = match &place {
            Place::File(path) => kinds::by_ending(path),
            Place::StandardInput | Place::Url(_) => None,
        };
        let is_page = matches!(place, Place::Url(_)) || !are_lines && !is_named && ending == Some(Kind::Page);
        if is_page {
            self.passed.fetch_add(size, Ordering::Relaxed);
            return Some(self.page(place, is_named));
        }
        let (front, source) = match self.front(&place) {
            Ok(opened) => opened,
            Err(error) if are_lines => return Some(Found::Refused(files::explain(&name_of(&place), &error))),
            // It keeps its letter; loading it says what is wrong.
            Err(_) => return Some(self.page(place, is_named)),
        };
        let kind = match self.asker.as_ref().and_then(|_| kinds::list_by_front(&front, ending)) {
            _ if are_lines => Kind::Lines,
            Some(kind) => Kind::List(kind),
            None => kinds::by_front(&front, ending),
        };
        let is_packed = front.starts_with(&warc::GZIP_MAGIC);
        let left = size.saturating_sub(front.len() as u64);
        let whole: Box<dyn Read + Send> = Box::new(Cursor::new(front).chain(source));
        let (name, largest) = (name_of(&place), self.limits.fetch.largest);
        match kind {
            Kind::Archive => self.open = Open::Archive(Box::new(Archive::new(name, whole, largest))),
            Kind::Lines => {
                let whole = if is_packed { Box::new(MultiGzDecoder::new(whole)) } else { whole };
                self.open = Open::Lines(Box::new(Lines::new(name, whole, largest, self.limits.container)));
            }
            Kind::Csv => {
                let whole = if is_packed { Box::new(MultiGzDecoder::new(whole)) } else { whole };
                return self.table(name, Source::Csv(whole), is_named);
            }
            Kind::Parquet => {
                self.passed.fetch_add(left, Ordering::Relaxed);
                return self.table(name, Source::Parquet(place), is_named);
            }
            Kind::List(kind) => return self.follow(kind, &name, whole),
            Kind::Page if is_stream(&place) => return Some(self.loaded(name, whole)),
            Kind::Page => {
                self.passed.fetch_add(left, Ordering::Relaxed);
                return Some(self.page(place, is_named));
            }
        }
        None
    }

    /// Opens a table; what is found instead, where it cannot be one.
    fn table(&mut self, name: String, source: Source, is_named: bool) -> Option<Found> {
        match Rows::open(name, source, is_named, &self.limits) {
            Ok(rows) => {
                self.open = Open::Rows(Box::new(rows));
                None
            }
            Err(found) => Some(found),
        }
    }

    /// Opens a file and reads its first bytes.
    fn front(&self, place: &Place) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
        let source: Box<dyn Read + Send> = match place {
            Place::File(path) => Box::new(files::open(path)?),
            Place::StandardInput => Box::new(io::stdin()),
            Place::Url(_) => Box::new(io::empty()),
        };
        let mut source = Counted { source, passed: Arc::clone(&self.passed) };
        let mut front = Vec::new();
        source.by_ref().take(kinds::FRONT as u64).read_to_end(&mut front)?;
        Ok((front, Box::new(source)))
    }

    /// A page that is opened when its turn comes.
    fn page(&self, place: Place, is_named: bool) -> Found {
        let page = Page { uri: name_of(&place), ..Page::default() };
        let waiting = Waiting::new(page, Content::At(place));
        Found::Page(Box::new(Waiting { is_named, is_alone: self.is_one, ..waiting }))
    }

    /// Opens a feed or a list of addresses.
    fn follow(&mut self, kind: web::Kind, name: &str, source: impl Read) -> Option<Found> {
        match self.whole(name, source) {
            Ok(bytes) => {
                let mut followed = Followed::new(self.asker.clone()?);
                followed.list(kind, name, &bytes);
                self.open = Open::Followed(Box::new(followed));
                None
            }
            Err(failure) => Some(Found::Refused(failure)),
        }
    }

    /// All bytes of a file, unpacked.
    fn whole(&self, name: &str, source: impl Read) -> Result<Vec<u8>, Failure> {
        let largest = self.limits.fetch.largest;
        files::page_of(name, files::up_to(source, largest), largest)
    }

    /// Adds the addresses that follow right behind one, so that several hosts are asked at once.
    fn with_neighbours(&mut self, mut followed: Followed) -> Followed {
        while let Some(Ok((Entry { place: Place::Url(url), .. }, false))) = self.places.as_slice().first() {
            followed.typed(url);
            self.places.next();
        }
        followed
    }

    /// A page that can be read only once, and is being read.
    fn loaded(&self, name: String, source: impl Read) -> Found {
        match self.whole(&name, source) {
            Ok(bytes) => {
                let waiting = Waiting::new(Page { uri: name, bytes, ..Page::default() }, Content::Loaded);
                Found::Page(Box::new(Waiting { is_alone: self.is_one, ..waiting }))
            }
            Err(failure) => Found::Refused(failure),
        }
    }
}

impl Iterator for Pages {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let found = match &mut self.open {
                Open::Archive(archive) => archive.next(),
                Open::Lines(lines) => lines.next(),
                Open::Rows(rows) => rows.next(),
                Open::Followed(followed) => followed.next(),
                Open::None => match self.places.next()? {
                    Ok((entry, are_lines)) => match self.enter(entry, are_lines) {
                        Some(found) => return Some(found),
                        None => continue,
                    },
                    Err(failure) => return Some(Found::Refused(failure)),
                },
            };
            match found {
                Some(found) => return Some(found),
                None => self.open = Open::None,
            }
        }
    }
}

/// Whether a place cannot be opened a second time.
fn is_stream(place: &Place) -> bool {
    match place {
        Place::File(path) => !path.is_file(),
        Place::StandardInput => true,
        Place::Url(_) => false,
    }
}

/// A source whose bytes are counted.
struct Counted<R> {
    source: R,
    passed: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(into)?;
        self.passed.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}
