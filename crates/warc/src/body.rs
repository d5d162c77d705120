//! Which bytes did the server mean? Chunks joined, compression undone, both only where they are there.
//!
//! Archives often keep the header of an encoding that they have already undone, so the bytes decide.

use crate::{GZIP_MAGIC, Page};
use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};
use std::fmt;
use std::io::Read;

/// A body as it was sent.
#[derive(Debug)]
pub(crate) struct Encoded {
    pub(crate) bytes: Vec<u8>,
    /// In the order in which they were applied, in lower case.
    pub(crate) encodings: Vec<String>,
    pub(crate) is_chunked: bool,
}

/// Why a body cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadBody {
    /// Unpacked, it is longer than the limit, in bytes.
    TooLarge(usize),
    /// An encoding that is not known, or bytes that it does not fit.
    Encoding(String),
}

impl fmt::Display for BadBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadBody::TooLarge(limit) => write!(f, "its page unpacks to more than {} MB", limit >> 20),
            BadBody::Encoding(name) => write!(f, "its page cannot be unpacked (`{name}`)"),
        }
    }
}

impl Page {
    /// Bytes of the page as they were sent.
    pub fn sent_bytes(&self) -> usize {
        self.body.bytes.len()
    }

    /// The page itself, at most `limit` bytes, and whether its compressed bytes end too early.
    ///
    /// # Errors
    /// It unpacks to more, or not at all.
    pub fn unpack(self, limit: usize) -> Result<(Vec<u8>, bool), BadBody> {
        let Encoded { mut bytes, encodings, is_chunked } = self.body;
        if is_chunked && let Some(joined) = join_chunks(&bytes) {
            bytes = joined;
        }
        let mut is_cut = false;
        for encoding in encodings.iter().rev() {
            let unpacked = match encoding.as_str() {
                "gzip" | "x-gzip" if bytes.starts_with(&GZIP_MAGIC) => {
                    up_to(GzDecoder::new(bytes.as_slice()), limit)?
                }
                // The name stands for zlib, and some servers mean the bare thing.
                "deflate" if bytes.first().is_some_and(|byte| byte & 0x0f == 8) => {
                    up_to(ZlibDecoder::new(bytes.as_slice()), limit)?
                }
                "deflate" => up_to(DeflateDecoder::new(bytes.as_slice()), limit)?,
                "br" => up_to(brotli_decompressor::Decompressor::new(bytes.as_slice(), 4096), limit)?,
                "gzip" | "x-gzip" | "identity" => continue,
                _ if looks_plain(&bytes) => continue,
                other => return Err(BadBody::Encoding(other.chars().take(40).collect())),
            };
            match unpacked {
                (unpacked, _) if unpacked.is_empty() && looks_plain(&bytes) => {}
                (unpacked, true) if unpacked.is_empty() => return Err(BadBody::Encoding(encoding.clone())),
                (unpacked, cut) => (bytes, is_cut) = (unpacked, is_cut || cut),
            }
        }
        Ok((bytes, is_cut))
    }
}

/// What a decoder gives, and whether it broke off.
fn up_to(decoder: impl Read, limit: usize) -> Result<(Vec<u8>, bool), BadBody> {
    let mut bytes = Vec::new();
    let is_cut = decoder.take(limit as u64 + 1).read_to_end(&mut bytes).is_err();
    if bytes.len() > limit { Err(BadBody::TooLarge(limit)) } else { Ok((bytes, is_cut)) }
}

/// Whether bytes start as a page does, packed no longer.
fn looks_plain(bytes: &[u8]) -> bool {
    let front = bytes.trim_ascii_start();
    let front = front.strip_prefix(b"\xef\xbb\xbf").unwrap_or(front).trim_ascii_start();
    front.first() == Some(&b'<')
        || bytes.iter().take(64).all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace())
}

/// The chunks of a body put together; `None` where it has none. What is cut off stays cut off.
fn join_chunks(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut joined, mut rest, mut is_first) = (Vec::with_capacity(bytes.len()), bytes, true);
    while !rest.is_empty() {
        let line_end = rest.iter().take(64).position(|byte| *byte == b'\n');
        let size = line_end.and_then(|end| chunk_size(&rest[..end]));
        let (Some(end), Some(size)) = (line_end, size) else {
            return if is_first { None } else { Some(joined) };
        };
        rest = &rest[end + 1..];
        joined.extend_from_slice(&rest[..size.min(rest.len())]);
        rest = &rest[size.min(rest.len())..];
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        is_first = false;
        if size == 0 {
            break;
        }
    }
    Some(joined)
}

/// `1a2b`, perhaps with an extension behind a semicolon.
fn chunk_size(line: &[u8]) -> Option<usize> {
    let digits = line.split(|byte| *byte == b';').next().unwrap_or_default();
    let digits = std::str::from_utf8(digits.trim_ascii()).ok()?;
    (!digits.is_empty() && digits.len() <= 8).then(|| usize::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};
    use std::io::Write as _;

    const HTML: &[u8] = b"<p>The bridge is closed.</p>";

    fn page(bytes: &[u8], encodings: &[&str], is_chunked: bool) -> Page {
        let encodings = encodings.iter().map(|name| name.to_string()).collect();
        Page {
            number: 1,
            offset: 0,
            uri: String::new(),
            captured: None,
            media: None,
            charset: None,
            body: Encoded { bytes: bytes.to_vec(), encodings, is_chunked },
        }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap()
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap()
    }

    #[test]
    fn chunks_and_compression_are_undone() {
        let packed = gzip(HTML);
        let mut chunked = format!("{:x};note=1\r\n", packed.len()).into_bytes();
        chunked.extend(&packed);
        chunked.extend(b"\r\n0\r\n\r\n");
        assert_eq!(page(&chunked, &["gzip"], true).unpack(1000), Ok((HTML.to_vec(), false)));
        assert_eq!(page(&zlib(HTML), &["deflate"], false).unpack(1000), Ok((HTML.to_vec(), false)));
    }

    #[test]
    fn encodings_that_were_undone_already_are_not_undone_again() {
        for encoding in ["gzip", "br", "deflate", "zstd"] {
            assert_eq!(page(HTML, &[encoding], true).unpack(1000), Ok((HTML.to_vec(), false)), "{encoding}");
        }
    }

    #[test]
    fn what_is_cut_off_gives_what_there_is() {
        let long: Vec<u8> =
            (0..4000_u32).flat_map(|n| (n.wrapping_mul(2_654_435_761)).to_le_bytes()).collect();
        let packed = gzip(&long);
        let (bytes, is_cut) = page(&packed[..packed.len() / 2], &["gzip"], false).unpack(100_000).unwrap();
        assert!(is_cut && !bytes.is_empty() && long.starts_with(&bytes));
    }

    #[test]
    fn a_bomb_is_refused_at_the_limit() {
        let bomb = gzip(&vec![b' '; 1 << 20]);
        assert_eq!(page(&bomb, &["gzip"], false).unpack(1000), Err(BadBody::TooLarge(1000)));
        let twice = gzip(&bomb);
        assert_eq!(page(&twice, &["gzip", "gzip"], false).unpack(8000), Err(BadBody::TooLarge(8000)));
    }

    #[test]
    fn unknown_encodings_are_named() {
        assert_eq!(page(b"\x00\x01\x02", &["zstd"], false).unpack(9), Err(BadBody::Encoding("zstd".into())));
    }
}
