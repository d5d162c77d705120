//! How do pages leave the program one after the other, whole or not at all?

use super::{beside, explain, reason};
use crate::failure::Failure;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Where pages are written, and how many already were.
#[derive(Debug)]
pub(crate) struct Stream {
    target: Target,
    layout: Layout,
    written: u64,
    /// Whether the pages stand in a list.
    is_list: bool,
    is_finished: bool,
}

/// How pages are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// As JSON: one that is alone as it is, several as a list.
    List,
    /// One after the other, with this between them.
    Parted(&'static str),
    /// One after the other behind this line, which is there even if no page is.
    Headed(&'static str),
}

#[derive(Debug)]
enum Target {
    StandardOutput,
    /// A device or a pipe with a name.
    Device(PathBuf, File),
    /// A file that gets its name at the end.
    File {
        path: PathBuf,
        part: PathBuf,
        file: File,
    },
}

/// Whether somebody still reads what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    Listening,
    Gone,
}

impl Stream {
    /// # Errors
    /// The file cannot be written.
    pub(crate) fn open(output: Option<&Path>, layout: Layout) -> Result<Stream, Failure> {
        let target = match output {
            None => Target::StandardOutput,
            Some(path) => Target::open(path).map_err(|error| explain(path, &error))?,
        };
        Ok(Stream { target, layout, written: 0, is_list: false, is_finished: false })
    }

    /// Writes one page. `is_alone`: no other will follow, whatever happens.
    ///
    /// # Errors
    /// It cannot be written; an unfinished file is removed then.
    pub(crate) fn write(&mut self, page: &str, is_alone: bool) -> Result<Readers, Failure> {
        if self.is_finished {
            return Ok(Readers::Gone);
        }
        self.is_list = !is_alone;
        let before = match self.layout {
            Layout::List if is_alone => "",
            Layout::List if self.written == 0 => "[\n",
            Layout::List => ",\n",
            Layout::Headed(head) if self.written == 0 => head,
            Layout::Parted(between) if self.written > 0 => between,
            Layout::Headed(_) | Layout::Parted(_) => "",
        };
        self.written += 1;
        self.put(&[before, page].concat())
    }

    /// Ends the output: a list is closed, a file gets its name.
    ///
    /// # Errors
    /// It cannot be written; an unfinished file is removed then.
    pub(crate) fn finish(&mut self) -> Result<(), Failure> {
        if self.is_finished {
            return Ok(());
        }
        let end = match self.layout {
            Layout::List if self.written == 0 => "[]\n",
            Layout::List if self.is_list => "\n]\n",
            Layout::List => "\n",
            Layout::Headed(head) if self.written == 0 => head,
            Layout::Headed(_) | Layout::Parted(_) => "",
        };
        self.put(end)?;
        self.is_finished = true;
        let Target::File { path, part, file } = &self.target else { return Ok(()) };
        if let Err(error) = file.sync_all().and_then(|()| std::fs::rename(part, path)) {
            let failure = explain(path, &error);
            self.give_up();
            return Err(failure);
        }
        Ok(())
    }

    /// Removes an unfinished file. Nothing can be written any more.
    pub(crate) fn give_up(&mut self) {
        if let Target::File { part, .. } = &self.target {
            // The first error is the one to tell; a file that cannot be removed either adds nothing.
            let _ = std::fs::remove_file(part);
        }
        self.is_finished = true;
    }

    fn put(&mut self, text: &str) -> Result<Readers, Failure> {
        let (result, name) = match &mut self.target {
            Target::StandardOutput => {
                let mut output = io::stdout().lock();
                (output.write_all(text.as_bytes()).and_then(|()| output.flush()), None)
            }
            Target::Device(path, file) => (file.write_all(text.as_bytes()), Some(path.clone())),
            Target::File { path, file, .. } => (file.write_all(text.as_bytes()), Some(path.clone())),
        };
        let failure = match (result, name) {
            (Ok(()), _) => return Ok(Readers::Listening),
            (Err(error), _) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_finished = true;
                return Ok(Readers::Gone);
            }
            (Err(error), Some(path)) => explain(&path, &error),
            (Err(error), None) => {
                Failure::new(format!("standard output cannot be written: {}", reason(&error)))
            }
        };
        self.give_up();
        Err(failure)
    }
}

impl Target {
    fn open(path: &Path) -> io::Result<Target> {
        // A link is followed, so that it stays a link; a device or a pipe has no "beside".
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if path.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        if path.exists() && !path.is_file() {
            let file = File::options().write(true).open(&path)?;
            return Ok(Target::Device(path, file));
        }
        let part = beside(&path);
        let file = File::create(&part)?;
        Ok(Target::File { path, part, file })
    }
}
