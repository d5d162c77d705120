//! How does a report leave the program? To standard output, or to a file that appears whole or not at all.

mod stream;

pub(crate) use stream::{Layout, Readers, Stream};

use crate::failure::Failure;
use crate::interrupt;
use std::fs::File;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Writes a report. A reader of standard output that has seen enough (a closed pipe) is no failure.
///
/// # Errors
/// The file cannot be written; nothing of it is left then.
pub(crate) fn write(report: &str, output: Option<&Path>) -> Result<(), Failure> {
    match output {
        Some(path) => write_file(report, path).map_err(|error| explain(path, &error)),
        None => match write_standard_output(report) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Failure::new(format!("standard output cannot be written: {}", reason(&error))))
            }
            Ok(()) | Err(_) => Ok(()),
        },
    }
}

fn write_standard_output(report: &str) -> io::Result<()> {
    // Whether there are colours was settled by the plan; on consoles without escapes they become calls.
    let mut output = anstream::AutoStream::new(io::stdout(), anstream::ColorChoice::Always);
    output.write_all(report.as_bytes())?;
    output.flush()
}

/// Writes piece by piece what may be longer than memory. A reader of standard output that has seen enough is no failure.
///
/// # Errors
/// The file cannot be written, or what is written fails by itself (inside); nothing of the file is left then.
pub(crate) fn stream(
    output: Option<&Path>,
    write: impl FnOnce(&mut (dyn io::Write + Send)) -> io::Result<Result<(), Failure>>,
) -> Result<(), Failure> {
    let Some(path) = output else {
        return match write(&mut io::BufWriter::new(io::stdout())) {
            Ok(outcome) => outcome,
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(Failure::new(format!("standard output cannot be written: {}", reason(&error)))),
        };
    };
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if target.is_dir() {
        return Err(explain(path, &ErrorKind::IsADirectory.into()));
    }
    let (place, is_beside) =
        if target.exists() && !target.is_file() { (target.clone(), false) } else { (beside(&target), true) };
    if is_beside {
        interrupt::remove_later(place.clone());
    }
    let written =
        File::options().write(true).create(is_beside).truncate(is_beside).open(&place).and_then(|file| {
            let mut sink = io::BufWriter::new(file);
            let outcome = write(&mut sink)?;
            let file = sink.into_inner().map_err(io::IntoInnerError::into_error)?;
            if is_beside && outcome.is_ok() {
                file.sync_all()?;
                std::fs::rename(&place, &target)?;
            }
            Ok(outcome)
        });
    if is_beside && !matches!(written, Ok(Ok(()))) {
        // The first error is the one to tell; a file that cannot be removed either adds nothing.
        let _ = std::fs::remove_file(&place);
    }
    interrupt::dismiss();
    written.unwrap_or_else(|error| Err(explain(path, &error)))
}

/// Writes beside the target and renames: whoever looks at the target sees the old file or the whole new one.
fn write_file(report: &str, path: &Path) -> io::Result<()> {
    // A link is followed, so that it stays a link; a device or a pipe has no "beside".
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if target.exists() && !target.is_file() {
        if target.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        return File::options().write(true).open(&target)?.write_all(report.as_bytes());
    }
    let beside = beside(&target);
    interrupt::remove_later(beside.clone());
    let written = write_new(report, &beside).and_then(|()| std::fs::rename(&beside, &target));
    if written.is_err() {
        // The first error is the one to tell; a file that cannot be removed either adds nothing.
        let _ = std::fs::remove_file(&beside);
    }
    interrupt::dismiss();
    written
}

/// The file that becomes the target once it is whole.
fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

fn write_new(report: &str, path: &Path) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(report.as_bytes())?;
    file.sync_all()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "another crate's open set of kinds")]
fn explain(path: &Path, error: &io::Error) -> Failure {
    let failure =
        Failure::of(&path.to_string_lossy(), format!("the report cannot be written: {}", reason(error)));
    match error.kind() {
        ErrorKind::StorageFull => failure.hint("free some space, or write to another disk"),
        ErrorKind::IsADirectory => failure.hint("name a file inside it"),
        ErrorKind::NotFound => failure.hint("create its folder first"),
        _ => failure,
    }
}

/// An input or output error in words, without the operating system's number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}
