//! What was given? Files, standard input, URLs and JSON lines become pages, each with its id.
//!
//! Everything has a limit, so that memory has one: see [`LARGEST_ACCOUNT`] and [`LARGEST_FILE_OF_LINES`]. What the
//! bytes mean is left to `pipeline::read`.

mod ids;
mod lines;

use crate::failure::Failure;
use crate::fetch;
use crate::output::reason;
use crate::plan::{self, Place};
use news::MediaType;
use pipeline::Page;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Bytes of the largest account that is read, from wherever it comes. Long articles stay below a hundredth of it.
pub(crate) const LARGEST_ACCOUNT: usize = 20 << 20;

/// Bytes of the largest JSON-lines file that is read.
pub(crate) const LARGEST_FILE_OF_LINES: usize = 256 << 20;

/// An account that is known but not loaded yet.
#[derive(Debug)]
pub(crate) struct Waiting {
    /// What is known before loading: id, and metadata by the user's word.
    page: Page,
    /// Where the bytes are; `None`: already in the page (JSON lines).
    place: Option<Place>,
}

impl Waiting {
    /// Whether loading goes over the network.
    pub(crate) fn is_remote(&self) -> bool {
        matches!(self.place, Some(Place::Url(_)))
    }

    /// Loads the bytes.
    ///
    /// # Errors
    /// The place cannot be read, or holds more than the limit.
    pub(crate) fn load(self, plan: &plan::Compare) -> Result<Page, Failure> {
        let page = self.page;
        match self.place {
            None => Ok(page),
            Some(Place::Url(url)) => {
                let fetched = fetch::fetch(&url, &plan.fetch)?;
                let media_type = fetched.media_type;
                Ok(Page {
                    bytes: fetched.bytes,
                    media_type,
                    charset: fetched.charset,
                    uri: fetched.url,
                    ..page
                })
            }
            Some(place) => {
                let bytes = bytes_of(&place, LARGEST_ACCOUNT)?;
                Ok(Page { bytes, media_type: media_type_of(&place), ..page })
            }
        }
    }
}

/// Lists all accounts in order, with ids and the user's word on each; and what had to be refused already.
///
/// # Errors
/// Options that point at accounts that do not exist.
pub(crate) fn list(plan: &plan::Compare) -> Result<(Vec<Waiting>, Vec<Failure>), Failure> {
    let mut waiting = Vec::new();
    let mut refused = Vec::new();
    let mut ids_of_lines = lines::TakenIds::new();
    for place in &plan.accounts {
        let page = Page { uri: name_of(place), language: plan.language.clone(), ..Page::default() };
        waiting.push(Waiting { page, place: Some(place.clone()) });
    }
    for place in &plan.jsonl {
        match lines::read(place, &mut ids_of_lines) {
            Ok((pages, failures)) => {
                refused.extend(failures);
                waiting.extend(pages.into_iter().map(|page| Waiting { page, place: None }));
            }
            Err(failure) => refused.push(failure),
        }
    }
    ids::letter(waiting.iter_mut().map(|waiting| &mut waiting.page));
    let mut pages: Vec<&mut Page> = waiting.iter_mut().map(|waiting| &mut waiting.page).collect();
    ids::hand_out("--published", &plan.published, &mut pages, |page, date| page.published = Some(*date))?;
    ids::hand_out("--outlet", &plan.outlets, &mut pages, |page, name| page.outlet = Some(name.clone()))?;
    if let Some(language) = &plan.language {
        pages.iter_mut().for_each(|page| page.language = Some(language.clone()));
    }
    Ok((waiting, refused))
}

/// How messages and reports call a place.
fn name_of(place: &Place) -> String {
    match place {
        Place::File(path) => path.to_string_lossy().into_owned(),
        Place::StandardInput => "standard input".to_string(),
        Place::Url(url) => url.clone(),
    }
}

/// What the ending of a file's name says about its bytes.
fn media_type_of(place: &Place) -> Option<MediaType> {
    let Place::File(path) = place else { return None };
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "html" | "htm" | "xhtml" => Some(MediaType::Html),
        _ => None,
    }
}

/// The bytes of a file or of standard input, up to a limit.
fn bytes_of(place: &Place, limit: usize) -> Result<Vec<u8>, Failure> {
    let name = name_of(place);
    let bytes = match place {
        Place::File(path) => open(path).and_then(|file| up_to(file, limit)),
        Place::StandardInput => up_to(io::stdin().lock(), limit),
        Place::Url(_) => Err(ErrorKind::Unsupported.into()),
    };
    let bytes = bytes.map_err(|error| explain(&name, &error))?;
    if bytes.len() > limit {
        return Err(Failure::of(&name, format!("holds more than {} MB", limit >> 20))
            .hint("save the article's text alone, or cut the file into one per account"));
    }
    Ok(bytes)
}

/// Opens a file for reading; a folder is refused here, since some systems open it and fail later.
fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { Ok(file) }
}

/// At most one byte more than the limit: enough to know that there is more.
fn up_to(reader: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "another crate's open set of kinds")]
fn explain(name: &str, error: &io::Error) -> Failure {
    let failure = Failure::of(name, reason(error));
    match error.kind() {
        ErrorKind::NotFound => Failure::of(name, "no such file")
            .hint("check the path; an address needs http:// or https:// in front"),
        ErrorKind::PermissionDenied => failure.hint("make the file readable for you"),
        ErrorKind::IsADirectory => failure.hint("name the files inside it one by one"),
        _ => failure,
    }
}
