//! Where does a record end? It says its own length, and that may be wrong.
//!
//! The length is believed when another record, or the end, follows; otherwise the next record is looked for, inside
//! what the length claims as well.

use crate::WARC_MAGIC;
use crate::records::Fault;
use crate::tape::Tape;
use memchr::memmem;
use std::io::Read;

/// Bytes of a long block that are looked at together, and how much of them again with the next.
const CHUNK: usize = 256 << 10;
const OVERLAP: usize = 64;

/// Why a block cannot be had. The tape stands at the next record then.
pub(crate) enum Stop {
    /// The source failed; it says itself why.
    Failure,
    Fault(Fault),
}

/// The block of the record here, if its length is right.
pub(crate) fn held_block<R: Read>(tape: &mut Tape<R>, start: usize, length: usize) -> Result<Vec<u8>, Stop> {
    let end = start + length;
    let ahead = tape.look(end + OVERLAP);
    let behind = ahead.get(end..).map(follows);
    // The length may end in the middle of the next record's first line.
    let within = &ahead[start.min(ahead.len())..ahead.len().min(end + OVERLAP)];
    let next = match behind {
        Some(Follows::Record | Follows::End) => None,
        Some(Follows::Lines) => record_start(&ahead[start..end]),
        Some(Follows::Other) | None => record_start(within),
    };
    let has_failed = tape.failure().is_some();
    match (behind, next) {
        (Some(Follows::End) | None, None) if has_failed => return Err(Stop::Failure),
        (Some(Follows::Record | Follows::Lines | Follows::End), None) => {
            let block = tape.look(end)[start..end].to_vec();
            tape.skip(end);
            return Ok(block);
        }
        (_, Some(at)) => tape.skip(start + at),
        (Some(Follows::Other) | None, None) => {
            tape.skip(end);
            seek(tape);
        }
    }
    let is_cut = behind.is_none() && next.is_none();
    Err(Stop::Fault(if is_cut { Fault::CutOff } else { Fault::Length }))
}

/// Steps over the block of the record here, however long it is.
pub(crate) fn passed_block<R: Read>(tape: &mut Tape<R>, start: usize, length: u64) -> Result<(), Stop> {
    tape.skip(start);
    let mut left = length;
    while left > 0 {
        tape.mark();
        let ahead = tape.look(CHUNK);
        if ahead.is_empty() {
            let fault = Stop::Fault(Fault::CutOff);
            return Err(if tape.failure().is_some() { Stop::Failure } else { fault });
        }
        let within = usize::try_from(left).map_or(ahead.len(), |left| left.min(ahead.len()));
        let shown = &ahead[..ahead.len().min(within + OVERLAP)];
        if let Some(at) = record_start(shown).filter(|at| *at < within) {
            tape.skip(at);
            return Err(Stop::Fault(Fault::Length));
        }
        let is_last = within as u64 == left || within <= OVERLAP;
        let step = if is_last { within } else { within - OVERLAP };
        tape.skip(step);
        left -= step as u64;
    }
    match follows(tape.look(OVERLAP)) {
        Follows::Record | Follows::Lines => Ok(()),
        Follows::End if tape.failure().is_some() => Err(Stop::Failure),
        Follows::End => Ok(()),
        Follows::Other => {
            seek(tape);
            Err(Stop::Fault(Fault::Length))
        }
    }
}

/// What stands behind a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    /// A record.
    Record,
    /// The empty lines that end a record, and then something else.
    Lines,
    /// Nothing.
    End,
    Other,
}

fn follows(after: &[u8]) -> Follows {
    let breaks = after.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let rest = &after[breaks..];
    let ends_record = after.starts_with(b"\r\n\r\n") || after.starts_with(b"\n\n");
    match rest.is_empty() {
        true => Follows::End,
        false if rest.starts_with(WARC_MAGIC) => Follows::Record,
        false if ends_record => Follows::Lines,
        false => Follows::Other,
    }
}

/// Where the first record in these bytes starts.
pub(crate) fn record_start(bytes: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, WARC_MAGIC).find(|at| {
        let rest = &bytes[at + WARC_MAGIC.len()..];
        let [b'0'..=b'9', b'.', b'0'..=b'9', rest @ ..] = rest else { return false };
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        let Some(line) = rest.strip_prefix(b"\n") else { return false };
        [b"warc-".as_slice(), b"content-"]
            .iter()
            .any(|name| line.get(..name.len()).is_some_and(|front| front.eq_ignore_ascii_case(name)))
    })
}

/// Steps on to the next record. False: there is none, and the tape is at its end.
pub(crate) fn seek<R: Read>(tape: &mut Tape<R>) -> bool {
    loop {
        tape.mark();
        let ahead = tape.look(CHUNK);
        if let Some(at) = record_start(ahead) {
            tape.skip(at);
            return true;
        }
        let is_last = ahead.len() <= OVERLAP;
        let step = if is_last { ahead.len() } else { ahead.len() - OVERLAP };
        tape.skip(step);
        if is_last {
            return false;
        }
    }
}
