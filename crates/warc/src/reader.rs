//! How is a whole archive walked through? Plain files record by record, compressed ones member by member.

use crate::GZIP_MAGIC;
use crate::blocks::record_start;
use crate::members::{self, Member};
use crate::records::{self, Damage, Fault, Found, Place};
use crate::tape::Tape;
use std::io::{ErrorKind, Read};

/// How far to look for what an archive is, where its first bytes are damaged.
const FRONT: usize = 64 << 10;

/// Walks through a WARC file in one pass. An iterator over what stands in it, in order.
pub struct Reader<R: Read> {
    state: State<R>,
    /// The longest page that is read.
    limit: usize,
    /// Records met so far.
    number: u64,
}

enum State<R: Read> {
    Plain(Tape<R>),
    Between(Tape<R>),
    Inside(Box<Tape<Member<R>>>),
    Ended,
}

/// What to do after a step.
enum Step<R: Read> {
    Give(Found, State<R>),
    GoOn(State<R>),
}

impl<R: Read> Reader<R> {
    /// Reads from the start of a file, compressed or not. Pages beyond `limit` bytes are [`Fault::TooLarge`].
    pub fn new(source: R, limit: usize) -> Reader<R> {
        let mut tape = Tape::new(source);
        let front = tape.look(FRONT);
        let is_packed =
            front.starts_with(&GZIP_MAGIC) || record_start(front).is_none() && members::find(front).is_some();
        let state = if is_packed { State::Between(tape) } else { State::Plain(tape) };
        Reader { state, limit, number: 0 }
    }

    fn place(&self, member: Option<u64>) -> Place {
        Place { number: self.number + 1, member }
    }

    fn plain(&mut self, mut tape: Tape<R>) -> Step<R> {
        match records::next(&mut tape, self.place(None), self.limit) {
            Some(found) => Step::Give(found, State::Plain(tape)),
            None => self.ended(&tape),
        }
    }

    /// Between two members of a compressed file.
    fn between(&mut self, mut tape: Tape<R>) -> Step<R> {
        let ahead = tape.look(GZIP_MAGIC.len());
        if ahead.is_empty() {
            return self.ended(&tape);
        }
        if ahead.starts_with(&GZIP_MAGIC) {
            return Step::GoOn(State::Inside(Box::new(Tape::new(Member::new(tape)))));
        }
        let offset = tape.offset();
        let found = self.damage(offset, Fault::Junk);
        let next = if members::seek(&mut tape) { State::Between(tape) } else { State::Ended };
        Step::Give(found, next)
    }

    /// Inside a member.
    fn inside(&mut self, mut unpacked: Box<Tape<Member<R>>>) -> Step<R> {
        let start = unpacked.source().start();
        if let Some(found) = records::next(&mut unpacked, self.place(Some(start)), self.limit) {
            return Step::Give(found, State::Inside(unpacked));
        }
        let failure = unpacked.failure().map(std::io::Error::kind);
        let fault = if unpacked.source().is_bomb() { Fault::Bomb } else { Fault::Compression };
        let mut tape = unpacked.into_source().into_tape();
        if failure.is_none() {
            return Step::GoOn(State::Between(tape));
        }
        // The broken bytes may have led the decoder far into sound ones.
        let is_cut = failure == Some(ErrorKind::UnexpectedEof) && fault == Fault::Compression;
        tape.wind_back();
        let goes_on = members::seek(&mut tape);
        let fault = if is_cut && !goes_on { Fault::CutOff } else { fault };
        let found = self.damage(start, fault);
        Step::Give(found, if goes_on { State::Between(tape) } else { State::Plain(tape) })
    }

    /// The end, or the reason why it comes early.
    fn ended(&self, tape: &Tape<R>) -> Step<R> {
        match tape.failure() {
            Some(error) => {
                let fault = Fault::Unreadable(error.to_string());
                Step::Give(self.damage(tape.offset(), fault), State::Ended)
            }
            None => Step::GoOn(State::Ended),
        }
    }

    fn damage(&self, offset: u64, fault: Fault) -> Found {
        Found::Damage(Damage { number: self.number + 1, offset, fault })
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let step = match std::mem::replace(&mut self.state, State::Ended) {
                State::Plain(tape) => self.plain(tape),
                State::Between(tape) => self.between(tape),
                State::Inside(unpacked) => self.inside(unpacked),
                State::Ended => return None,
            };
            match step {
                Step::GoOn(state) => self.state = state,
                Step::Give(found, state) => {
                    self.state = state;
                    let is_record = !matches!(
                        &found,
                        Found::Damage(Damage { fault: Fault::Junk | Fault::Unreadable(_), .. })
                    );
                    self.number += u64::from(is_record);
                    return Some(found);
                }
            }
        }
    }
}
