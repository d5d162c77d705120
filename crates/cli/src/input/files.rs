//! Which files does a path mean, and what are their bytes? Folders are walked, patterns matched, limits kept.

use super::kinds::{self, Kind};
use super::name_of;
use crate::failure::Failure;
use crate::output::reason;
use crate::plan::Place;
use flate2::read::MultiGzDecoder;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// A place with what is known of it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) place: Place,
    /// Whether the user named it, or it was found in a folder or by a pattern.
    pub(super) is_named: bool,
    /// Bytes, for the progress bar.
    pub(super) size: u64,
}

/// Whether one place may give several pages.
pub(crate) fn may_hold_several(place: &Place) -> bool {
    match place {
        Place::File(path) => {
            path.is_dir()
                || is_pattern(path) && !path.exists()
                || matches!(
                    kinds::by_ending(path),
                    Some(Kind::Archive | Kind::Lines | Kind::Csv | Kind::Parquet)
                )
        }
        Place::StandardInput => false,
        Place::Url(_) => false,
    }
}

/// The places that a place means, sorted by name where it means several.
pub(super) fn expand(place: &Place) -> Vec<Result<Entry, Failure>> {
    let Place::File(path) = place else {
        return vec![Ok(Entry { place: place.clone(), is_named: true, size: 0 })];
    };
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => walk(path),
        Err(error) if error.kind() == ErrorKind::NotFound && is_pattern(path) => matching(path),
        Ok(metadata) => vec![Ok(Entry { place: place.clone(), is_named: true, size: metadata.len() })],
        // Opening it says what is wrong, with the other inputs' failures.
        Err(_) => vec![Ok(Entry { place: place.clone(), is_named: true, size: 0 })],
    }
}

fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn found(path: PathBuf) -> Entry {
    let size = fs::metadata(&path).map_or(0, |metadata| metadata.len());
    Entry { place: Place::File(path), is_named: false, size }
}

/// All pages, archives, files of lines and tables in a folder and the folders in it.
fn walk(root: &Path) -> Vec<Result<Entry, Failure>> {
    let mut entries = Vec::new();
    let mut left = vec![(root.to_path_buf(), true)];
    while let Some((path, is_folder)) = left.pop() {
        if !is_folder {
            entries.push(Ok(found(path)));
            continue;
        }
        match children(&path) {
            // The last is taken first.
            Ok(children) => left.extend(children.into_iter().rev()),
            Err(error) => entries.push(Err(explain(&path.to_string_lossy(), &error))),
        }
    }
    if entries.is_empty() {
        entries.push(Err(Failure::of(&root.to_string_lossy(), "holds no pages").hint(
            "its files must end in .html, .htm, .xhtml, .txt, .warc, .jsonl, .ndjson, .csv or .tsv, perhaps with .gz behind that, or in .parquet",
        )));
    }
    entries
}

/// Whether the ending of a file in a folder promises pages. Feeds and lists have to be named: they lead elsewhere.
fn has_pages(path: &Path) -> bool {
    match kinds::by_ending(path) {
        Some(Kind::List(_)) | None => false,
        Some(_) => true,
    }
}

/// Folders, and files that may hold pages, sorted by name. Hidden ones are left out, and links to folders, which may
/// lead in circles.
fn children(folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
    let mut names: Vec<(OsString, bool)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_folder = entry.file_type()?.is_dir();
        let path = entry.path();
        let is_page = !is_folder && has_pages(&path) && path.is_file();
        if (is_folder || is_page) && !name.to_string_lossy().starts_with('.') {
            names.push((name, is_folder));
        }
    }
    names.sort();
    Ok(names.into_iter().map(|(name, is_folder)| (folder.join(name), is_folder)).collect())
}

/// The files that fit a pattern, and the pages in folders that do.
fn matching(pattern: &Path) -> Vec<Result<Entry, Failure>> {
    let name = pattern.to_string_lossy();
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::default() };
    let paths = match glob::glob_with(&name, options) {
        Ok(paths) => paths,
        Err(error) => {
            return vec![Err(Failure::of(&name, format!("is no pattern: {}", error.msg))
                .hint("`*` stands for any name, `**` for any folders, `?` for one character"))];
        }
    };
    let mut entries = Vec::new();
    for path in paths {
        match path {
            Ok(path) if path.is_dir() => entries.extend(walk(&path).into_iter().filter(Result::is_ok)),
            Ok(path) => entries.push(Ok(found(path))),
            Err(error) => entries.push(Err(explain(&error.path().to_string_lossy(), error.error()))),
        }
    }
    if entries.is_empty() {
        let failure = Failure::of(&name, "no file fits the pattern");
        entries.push(Err(failure.hint("put the pattern in quotation marks, and check its folder")));
    }
    entries
}

/// The bytes of a file or of standard input, unpacked if they are packed, up to a limit.
pub(crate) fn bytes_of(place: &Place, limit: usize) -> Result<Vec<u8>, Failure> {
    let bytes = match place {
        Place::File(path) => open(path).and_then(|file| up_to(file, limit)),
        Place::StandardInput => up_to(io::stdin().lock(), limit),
        Place::Url(_) => Err(ErrorKind::Unsupported.into()),
    };
    page_of(&name_of(place), bytes, limit)
}

/// One page out of bytes that were read up to a limit: unpacked, and not too long.
pub(super) fn page_of(name: &str, bytes: io::Result<Vec<u8>>, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = bytes.map_err(|error| explain(name, &error))?;
    if let Some((kind, command)) = kinds::foreign_packing(&bytes) {
        return Err(Failure::of(name, format!("is packed as {kind}"))
            .hint(format!("unpack it: `{command} FILE | variorum read -`")));
    }
    let is_packed = bytes.starts_with(&warc::GZIP_MAGIC) && bytes.len() <= limit;
    if is_packed {
        bytes = up_to(MultiGzDecoder::new(bytes.as_slice()), limit).map_err(|error| {
            Failure::of(name, format!("cannot be unpacked: {}", reason(&error)))
                .hint("the file is cut off or broken: get it again")
        })?;
    }
    if bytes.len() > limit {
        let what = if is_packed { "unpacks to" } else { "holds" };
        return Err(Failure::of(name, format!("{what} more than {} MB", limit >> 20))
            .hint("save the article's text alone, or cut the file into one per account"));
    }
    Ok(bytes)
}

/// Opens a file for reading; a folder is refused here, since some systems open it and fail later.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { Ok(file) }
}

/// At most one byte more than the limit: enough to know that there is more.
pub(super) fn up_to(reader: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "another crate's open set of kinds")]
pub(super) fn explain(name: &str, error: &io::Error) -> Failure {
    let failure = Failure::of(name, reason(error));
    match error.kind() {
        ErrorKind::NotFound => Failure::of(name, "no such file")
            .hint("check the path; an address needs http:// or https:// in front"),
        ErrorKind::PermissionDenied => failure.hint("make the file readable for you"),
        ErrorKind::IsADirectory => failure.hint("name the files inside it one by one"),
        _ => failure,
    }
}
