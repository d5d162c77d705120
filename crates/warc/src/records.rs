//! How is one record read, and what is wrong with one that cannot be?

use crate::WARC_MAGIC;
use crate::blocks::{Stop, held_block, passed_block, record_start, seek};
use crate::body::Encoded;
use crate::fields::{Fields, LONGEST_HEADER, content_type, header_end};
use crate::tape::Tape;
use std::fmt;
use std::io::Read;

/// Blocks up to this length are held, so that a wrong length can be mended.
const HELD: usize = 1 << 20;

/// What stands in an archive, in order.
#[derive(Debug)]
pub enum Found {
    /// A page of text.
    Page(Page),
    /// A record that holds no page, as it says itself.
    Passed(Passed),
    /// Something that cannot be read.
    Damage(Damage),
}

/// Why a sound record holds no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passed {
    /// Requests, metadata, repeated visits and what else archives keep for themselves.
    Bookkeeping,
    /// Pictures, scripts and other answers that are neither HTML nor plain text.
    NotText,
    /// Answers of a server that had no page to give.
    NoSuccess,
}

/// The kinds of text that archives hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `text/html` or `application/xhtml+xml`
    Html,
    /// `text/plain`
    Plain,
}

/// One archived page.
#[derive(Debug)]
pub struct Page {
    /// Place of its record among all records of the file, from 1.
    pub number: u64,
    /// Bytes of the file before its record, or before the compressed member that holds it.
    pub offset: u64,
    /// The address it was found at.
    pub uri: String,
    /// When it was archived, as the record says.
    pub captured: Option<String>,
    /// What it is, as the server or the record says; `None`: neither says.
    pub media: Option<Media>,
    /// The character encoding that the server stated.
    pub charset: Option<String>,
    pub(crate) body: Encoded,
}

/// Something that cannot be read, and where it is.
#[derive(Debug)]
pub struct Damage {
    /// Place among all records of the file, from 1; for bytes between records, that of the record after them.
    pub number: u64,
    /// Bytes of the file before it, or before the compressed member that holds it.
    pub offset: u64,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Bytes that are no record.
    Junk,
    /// The header has no end or no length.
    Header,
    /// The length does not lead to the end of the record.
    Length,
    /// The file ends inside the record.
    CutOff,
    /// The compressed bytes are broken.
    Compression,
    /// A member unpacks to far more than text can.
    Bomb,
    /// The page is longer than the limit, in bytes.
    TooLarge(usize),
    /// A server's answer without a status line.
    Answer,
    /// The file cannot be read further.
    Unreadable(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Junk => f.write_str("bytes that are no record"),
            Fault::Header => f.write_str("its header cannot be read"),
            Fault::Length => f.write_str("its length is wrong"),
            Fault::CutOff => f.write_str("it is cut off"),
            Fault::Compression => f.write_str("its compressed bytes are broken"),
            Fault::Bomb => write!(f, "it unpacks to more than {} times its size", crate::members::STEEPEST),
            Fault::TooLarge(limit) => write!(f, "its page is larger than {} MB", limit >> 20),
            Fault::Answer => f.write_str("it holds no answer of a server"),
            Fault::Unreadable(why) => write!(f, "the file cannot be read further: {why}"),
        }
    }
}

/// Where a record is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) number: u64,
    /// Where its member starts; `None`: the file is not compressed.
    pub(crate) member: Option<u64>,
}

/// Reads on to the next thing on the tape; `None` at its end, or where its source failed.
pub(crate) fn next<R: Read>(tape: &mut Tape<R>, place: Place, limit: usize) -> Option<Found> {
    skip_line_breaks(tape);
    let offset = place.member.unwrap_or(tape.offset());
    let damage = |fault| Some(Found::Damage(Damage { number: place.number, offset, fault }));
    let ahead = tape.look(WARC_MAGIC.len());
    if ahead.is_empty() {
        return None;
    }
    if !ahead.starts_with(WARC_MAGIC) {
        let is_cut = WARC_MAGIC.starts_with(ahead);
        seek(tape);
        return damage(if is_cut { Fault::CutOff } else { Fault::Junk });
    }
    let Some((header, start)) = header(tape) else {
        let is_cut = tape.look(LONGEST_HEADER).len() < LONGEST_HEADER;
        tape.skip(WARC_MAGIC.len());
        let goes_on = seek(tape);
        return match is_cut && !goes_on {
            true if tape.failure().is_some() => None,
            true => damage(Fault::CutOff),
            false => damage(Fault::Header),
        };
    };
    let Some(length) = header.get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
        tape.skip(start);
        seek(tape);
        return damage(Fault::Header);
    };
    let shown = usize::try_from(length).unwrap_or(usize::MAX).min(LONGEST_HEADER);
    let ahead = tape.look(start.saturating_add(shown));
    let content = Content::of(&header, &ahead[start.min(ahead.len())..ahead.len().min(start + shown)]);
    let most = if matches!(content, Content::Page { .. }) { limit } else { HELD };
    let whole = usize::try_from(length).ok().filter(|length| *length <= most);
    let taken = match whole {
        Some(length) => held_block(tape, start, length),
        None => passed_block(tape, start, length).map(|()| Vec::new()),
    };
    let block = match taken {
        Ok(block) => block,
        Err(Stop::Failure) => return None,
        Err(Stop::Fault(fault)) => return damage(fault),
    };
    match content {
        Content::Passed(passed) => Some(Found::Passed(passed)),
        Content::NoAnswer => damage(Fault::Answer),
        Content::Page { .. } if whole.is_none() => damage(Fault::TooLarge(limit)),
        Content::Page { body_start, media, charset, encodings, is_chunked } => Some(Found::Page(Page {
            number: place.number,
            offset,
            uri: header.get("warc-target-uri").unwrap_or("").trim_matches(['<', '>']).to_owned(),
            captured: header.get("warc-date").map(str::to_owned),
            media,
            charset,
            body: Encoded { bytes: block[body_start.min(block.len())..].to_vec(), encodings, is_chunked },
        })),
    }
}

/// What a record holds, by its header and the front of its block.
enum Content {
    Page {
        body_start: usize,
        media: Option<Media>,
        charset: Option<String>,
        encodings: Vec<String>,
        is_chunked: bool,
    },
    Passed(Passed),
    NoAnswer,
}

impl Content {
    fn of(header: &Fields, front: &[u8]) -> Content {
        let (stated, charset) = content_type(header.get("content-type").unwrap_or(""));
        match header.get("warc-type").map(str::to_ascii_lowercase).as_deref() {
            Some("response") if stated.is_empty() || stated == "application/http" => {
                Content::of_answer(front)
            }
            Some("response" | "resource" | "conversion") => match media(&stated) {
                Ok(media) => {
                    Content::Page { body_start: 0, media, charset, encodings: Vec::new(), is_chunked: false }
                }
                Err(passed) => Content::Passed(passed),
            },
            Some(_) | None => Content::Passed(Passed::Bookkeeping),
        }
    }

    /// A server's answer, status line and all.
    fn of_answer(front: &[u8]) -> Content {
        let (end, gap) = header_end(front).unwrap_or((front.len(), 0));
        let answer = Fields::parse(&front[..end]);
        let mut line = answer.first_line.split_whitespace();
        let is_http = line.next().is_some_and(|version| version.starts_with("HTTP/"));
        let Some(status) = line.next().and_then(|code| code.parse::<u16>().ok()).filter(|_| is_http) else {
            return Content::NoAnswer;
        };
        let (stated, charset) = content_type(answer.get("content-type").unwrap_or(""));
        if !(200..300).contains(&status) {
            return Content::Passed(Passed::NoSuccess);
        }
        let list = |name: &str| -> Vec<String> {
            let names = answer.get(name).unwrap_or("").split(',');
            names.map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty()).collect()
        };
        match media(&stated) {
            Ok(media) => Content::Page {
                body_start: end + gap,
                media,
                charset,
                encodings: list("content-encoding"),
                is_chunked: list("transfer-encoding").iter().any(|name| name == "chunked"),
            },
            Err(passed) => Content::Passed(passed),
        }
    }
}

fn media(stated: &str) -> Result<Option<Media>, Passed> {
    match stated {
        "text/html" | "application/xhtml+xml" => Ok(Some(Media::Html)),
        "text/plain" => Ok(Some(Media::Plain)),
        "" => Ok(None),
        _ => Err(Passed::NotText),
    }
}

/// The header of the record here, and where its block starts.
fn header<R: Read>(tape: &mut Tape<R>) -> Option<(Fields, usize)> {
    let mut wanted = 4 << 10;
    loop {
        let ahead = tape.look(wanted);
        if let Some((end, gap)) = header_end(ahead) {
            // A record that was cut off in its header runs into the next one.
            let is_one = record_start(&ahead[1..end]).is_none();
            return is_one.then(|| (Fields::parse(&ahead[..end]), end + gap));
        }
        if ahead.len() < wanted || wanted >= LONGEST_HEADER {
            return None;
        }
        wanted *= 4;
    }
}

fn skip_line_breaks<R: Read>(tape: &mut Tape<R>) {
    loop {
        tape.mark();
        let ahead = tape.look(1);
        let breaks = ahead.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let goes_on = breaks > 0 && breaks == ahead.len();
        tape.skip(breaks);
        if !goes_on {
            tape.mark();
            return;
        }
    }
}
