//! Which pages does a web archive hold? WARC in, pages with their place in the file out, damage stepped over.
//!
//! [`Reader`] walks through the records of a WARC/1.x file, compressed (gzip, a member a record or not) or plain, in
//! one pass and without going back in the file, so that it reads pipes too. Records that cannot be read are
//! [`Damage`], and the walk goes on at the next record. A [`Page`] gives its bytes as the web server meant them, when
//! asked; what they mean is left to others.

mod blocks;
mod body;
mod fields;
mod members;
mod reader;
mod records;
mod tape;

pub use body::BadBody;
pub use reader::Reader;
pub use records::{Damage, Fault, Found, Media, Page, Passed};

/// The first bytes of a compressed file.
pub const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The first bytes of a WARC file that is not compressed.
pub const WARC_MAGIC: &[u8] = b"WARC/";
