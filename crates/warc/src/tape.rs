//! How is a stream read forwards, and a little way back? Bytes in order, with a mark that can be returned to.

use std::io::{self, BufRead, ErrorKind, Read};

/// Bytes asked for at once.
const CHUNK: usize = 64 << 10;

/// How far back a mark may lie before it is given up: bounds memory.
const LONGEST_WAY_BACK: usize = 16 << 20;

/// A stream with a mark. An error of the source ends the tape and is kept.
#[derive(Debug)]
pub(crate) struct Tape<R> {
    source: R,
    held: Vec<u8>,
    /// Where in `held` reading goes on, and where the mark is.
    at: usize,
    mark: usize,
    /// Bytes of the source before `held`.
    before: u64,
    has_ended: bool,
    failure: Option<io::Error>,
}

impl<R> Tape<R> {
    pub(crate) fn new(source: R) -> Tape<R> {
        Tape { source, held: Vec::new(), at: 0, mark: 0, before: 0, has_ended: false, failure: None }
    }

    /// Bytes of the source that were read.
    pub(crate) fn offset(&self) -> u64 {
        self.before + self.at as u64
    }

    /// Steps over bytes that were looked at.
    pub(crate) fn skip(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.held.len());
    }

    /// From here on, the tape can be wound back to this place, if it is not too far behind then.
    pub(crate) fn mark(&mut self) {
        self.mark = self.at;
    }

    /// Back to the mark.
    pub(crate) fn wind_back(&mut self) {
        self.at = self.mark;
    }

    /// Why the source ended, if not by its end.
    pub(crate) fn failure(&self) -> Option<&io::Error> {
        self.failure.as_ref()
    }

    pub(crate) fn source(&self) -> &R {
        &self.source
    }

    pub(crate) fn into_source(self) -> R {
        self.source
    }
}

impl<R: Read> Tape<R> {
    /// The bytes ahead: at least so many, unless the source ends before.
    pub(crate) fn look(&mut self, wanted: usize) -> &[u8] {
        while self.held.len() - self.at < wanted && !self.has_ended {
            self.fill(wanted - (self.held.len() - self.at));
        }
        &self.held[self.at..]
    }

    fn fill(&mut self, missing: usize) {
        if self.at - self.mark > LONGEST_WAY_BACK {
            self.mark = self.at;
        }
        if self.mark >= CHUNK || self.mark == self.held.len() {
            self.held.drain(..self.mark);
            self.before += self.mark as u64;
            self.at -= self.mark;
            self.mark = 0;
        }
        let end = self.held.len();
        // What was missing once is a promise of the other side, not a size to reserve blindly.
        self.held.resize(end + missing.clamp(CHUNK, 16 * CHUNK), 0);
        let read = loop {
            match self.source.read(&mut self.held[end..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let length = match read {
            Ok(length) => length,
            Err(error) => {
                self.failure = Some(error);
                0
            }
        };
        self.has_ended = length == 0;
        self.held.truncate(end + length);
    }
}

impl<R: Read> Read for Tape<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ahead = self.look(1);
        let length = ahead.len().min(into.len());
        into[..length].copy_from_slice(&ahead[..length]);
        self.skip(length);
        Ok(length)
    }
}

impl<R: Read> BufRead for Tape<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.look(1))
    }

    fn consume(&mut self, bytes: usize) {
        self.skip(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tape_winds_back_to_its_mark() {
        let bytes: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
        let mut tape = Tape::new(bytes.as_slice());
        tape.look(100_000);
        tape.skip(100_000);
        tape.mark();
        assert_eq!(tape.look(200_000).len(), 200_000);
        tape.skip(150_000);
        tape.look(50_000);
        tape.wind_back();
        assert_eq!((tape.offset(), tape.look(1)[0]), (100_000, bytes[100_000]));
    }
}
