//! Where do the members of a compressed file start, and what do they unpack to, within limits?

use crate::tape::Tape;
use crate::{GZIP_MAGIC, WARC_MAGIC};
use flate2::bufread::GzDecoder;
use std::io::{self, Read};

/// Below so many bytes nothing is taken for a decompression bomb.
const SMALL: u64 = 64 << 20;

/// The most that text packs down to; a bomb reaches a thousand.
pub(crate) const STEEPEST: u64 = 200;

/// How many compressed bytes must show whether a member starts here.
const TRIAL: usize = 4 << 10;

/// One member, unpacked while it is read.
pub(crate) struct Member<R: Read> {
    decoder: GzDecoder<Tape<R>>,
    start: u64,
    unpacked: u64,
    is_bomb: bool,
}

impl<R: Read> Member<R> {
    /// The member that starts here; the tape stays marked at its start.
    pub(crate) fn new(mut tape: Tape<R>) -> Member<R> {
        tape.mark();
        let start = tape.offset();
        Member { decoder: GzDecoder::new(tape), start, unpacked: 0, is_bomb: false }
    }

    /// Where it starts in the file.
    pub(crate) fn start(&self) -> u64 {
        self.start
    }

    /// Whether it unpacks to so much that it was given up.
    pub(crate) fn is_bomb(&self) -> bool {
        self.is_bomb
    }

    pub(crate) fn into_tape(self) -> Tape<R> {
        self.decoder.into_inner()
    }
}

impl<R: Read> Read for Member<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let packed = self.decoder.get_ref().offset() - self.start;
        if self.unpacked > SMALL && self.unpacked / STEEPEST > packed {
            self.is_bomb = true;
            return Err(io::Error::other("unpacks to more than pages can"));
        }
        let length = self.decoder.read(into)?;
        self.unpacked += length as u64;
        Ok(length)
    }
}

/// Steps over at least one byte, to the next place where a member with a record starts. False: there is none.
pub(crate) fn seek<R: Read>(tape: &mut Tape<R>) -> bool {
    tape.skip(1);
    loop {
        tape.mark();
        let ahead = tape.look(2 * TRIAL);
        if let Some(at) = find(ahead) {
            tape.skip(at);
            return true;
        }
        let is_last = ahead.len() < 2 * TRIAL;
        let step = if is_last { ahead.len() } else { ahead.len() - TRIAL };
        tape.skip(step);
        if is_last {
            return false;
        }
    }
}

/// Where the first member with a record starts.
pub(crate) fn find(packed: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(packed, &GZIP_MAGIC).find(|at| starts_record(&packed[*at..]))
}

/// Whether bytes unpack to the start of a record.
fn starts_record(packed: &[u8]) -> bool {
    let has_known_flags = packed.get(2) == Some(&8) && packed.get(3).is_some_and(|flags| *flags < 0x20);
    let mut first = [0; WARC_MAGIC.len()];
    has_known_flags
        && GzDecoder::new(&packed[..packed.len().min(TRIAL)]).read_exact(&mut first).is_ok()
        && first == WARC_MAGIC
}
