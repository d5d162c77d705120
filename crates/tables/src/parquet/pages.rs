//! Which pages does a stretch of one column hold? Headers are checked, and pages unpacked, before they are believed.

use super::thrift::{self, PageHeader};
use super::unpack::unpack;
use bytes::Bytes;
use parquet::basic::{Compression, Encoding, Type};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::ParquetError;
use std::fs::File;
use std::io::{Read, Seek as _, SeekFrom};
use std::sync::Arc;

/// Bytes of the longest page; writers aim at one megabyte, and one article is on one page.
const LONGEST_PAGE: usize = 256 << 20;
/// Bytes and entries of the largest dictionary, and entries of the longest stretch of deltas.
const LONGEST_DICTIONARY: usize = 64 << 20;
const MOST_ENTRIES: usize = 8 << 20;
/// Bytes of the longest header; old writers put whole cells into it.
const LONGEST_HEADER: usize = 16 << 20;

/// What the footer says of a stretch of one column.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// Where it begins, and how many bytes it has.
    pub(super) start: u64,
    pub(super) length: u64,
    pub(super) packing: Compression,
    pub(super) physical: Type,
    /// Whether cells may be null.
    pub(super) is_nullable: bool,
    /// Rows of the row group.
    pub(super) rows: u64,
}

/// The pages of one column in one row group, in order.
pub(super) struct Pages {
    file: Arc<File>,
    stretch: Stretch,
    at: u64,
    left: u64,
}

impl Pages {
    pub(super) fn new(file: Arc<File>, stretch: Stretch) -> Pages {
        Pages { file, at: stretch.start, left: stretch.length, stretch }
    }

    /// Some bytes of the file, perhaps fewer than asked for.
    fn bytes(&self, start: u64, length: usize) -> Result<Vec<u8>, String> {
        let mut file = self.file.as_ref();
        let mut bytes = Vec::new();
        let read =
            file.seek(SeekFrom::Start(start)).and_then(|_| file.take(length as u64).read_to_end(&mut bytes));
        read.map_err(|error| error.to_string())?;
        Ok(bytes)
    }

    fn header(&mut self) -> Result<PageHeader, String> {
        let mut length = 4 << 10;
        loop {
            let most = length.min(usize::try_from(self.left).unwrap_or(usize::MAX));
            let front = self.bytes(self.at, most)?;
            if let Some((header, end)) = thrift::page_header(&front) {
                self.pass(end as u64);
                return Ok(header);
            }
            if front.len() < length || length >= LONGEST_HEADER {
                return Err("a page has no header that can be read".to_owned());
            }
            length *= 16;
        }
    }

    fn pass(&mut self, length: u64) {
        self.at += length;
        self.left -= length;
    }

    fn next_page(&mut self) -> Result<Option<Page>, String> {
        loop {
            if self.left == 0 {
                return Ok(None);
            }
            let header = self.header()?;
            let size = |stated: i64| usize::try_from(stated).map_err(|_| "a page states a negative length");
            let (packed, unpacked) = (size(header.packed)?, size(header.unpacked)?);
            if packed as u64 > self.left {
                return Err("a page goes on beyond its column".to_owned());
            }
            // Indexes, and whatever comes after this was written.
            if header.kind != 0 && header.kind != 2 && header.kind != 3 {
                self.pass(packed as u64);
                continue;
            }
            let most = if header.kind == 2 { LONGEST_DICTIONARY } else { LONGEST_PAGE };
            if packed.max(unpacked) > most {
                return Err(format!("a page holds more than {} MB", most >> 20));
            }
            let bytes = self.bytes(self.at, packed)?;
            if bytes.len() < packed {
                return Err("the file ends too early".to_owned());
            }
            self.pass(packed as u64);
            return match header.kind {
                2 => self.dictionary(&header, &bytes, unpacked),
                0 => self.first_form(&header, &bytes, unpacked),
                _ => self.second_form(&header, &bytes, unpacked),
            }
            .map(Some);
        }
    }

    fn dictionary(&self, header: &PageHeader, bytes: &[u8], unpacked: usize) -> Result<Page, String> {
        let bytes = unpack(self.stretch.packing, bytes, unpacked)?;
        let values =
            usize::try_from(header.values).ok().filter(|values| *values <= bytes.len().min(MOST_ENTRIES));
        let values = values.and_then(|values| u32::try_from(values).ok());
        let num_values = values.ok_or("a dictionary states too many entries")?;
        // The crate would panic.
        if self.stretch.physical == Type::BOOLEAN {
            return Err("truth values have a dictionary".to_owned());
        }
        Ok(Page::DictionaryPage {
            buf: Bytes::from(bytes),
            num_values,
            encoding: encoding(header.encoding)?,
            is_sorted: false,
        })
    }

    fn first_form(&self, header: &PageHeader, bytes: &[u8], unpacked: usize) -> Result<Page, String> {
        let bytes = unpack(self.stretch.packing, bytes, unpacked)?;
        let (num_values, encoding) = (self.values(header)?, encoding(header.encoding)?);
        let mut front = 0;
        if self.stretch.is_nullable {
            if header.level_encoding != 3 {
                return Err("definition levels are written in a way that is not read".to_owned());
            }
            let length: [u8; 4] =
                bytes.get(..4).and_then(|length| length.try_into().ok()).ok_or("a page is too short")?;
            front = 4 + u32::from_le_bytes(length) as usize;
        }
        self.check(encoding, bytes.get(front..).ok_or("a page is too short")?)?;
        Ok(Page::DataPage {
            buf: Bytes::from(bytes),
            num_values,
            encoding,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        })
    }

    fn second_form(&self, header: &PageHeader, bytes: &[u8], unpacked: usize) -> Result<Page, String> {
        let (num_values, encoding) = (self.values(header)?, encoding(header.encoding)?);
        let levels = u32::try_from(header.definitions).ok().filter(|_| header.repetitions == 0);
        let levels = levels.ok_or("a page states impossible levels")?;
        let front = levels as usize;
        if front > bytes.len().min(unpacked) {
            return Err("a page is too short".to_owned());
        }
        let (head, values) = bytes.split_at(front);
        let mut whole = head.to_vec();
        let packing = if header.is_plain { Compression::UNCOMPRESSED } else { self.stretch.packing };
        whole.extend(unpack(packing, values, unpacked - front)?);
        self.check(encoding, &whole[front..])?;
        let nulls = u32::try_from(header.nulls).ok().filter(|nulls| *nulls <= num_values);
        Ok(Page::DataPageV2 {
            buf: Bytes::from(whole),
            num_values,
            encoding,
            num_nulls: nulls.ok_or("a page states more nulls than cells")?,
            num_rows: num_values,
            def_levels_byte_len: levels,
            rep_levels_byte_len: 0,
            is_compressed: false,
            statistics: None,
        })
    }

    /// Cells of a page: no more than the row group has rows.
    fn values(&self, header: &PageHeader) -> Result<u32, String> {
        let values =
            u32::try_from(header.values).ok().filter(|values| u64::from(*values) <= self.stretch.rows);
        values.ok_or_else(|| "a page states more cells than there are rows".to_owned())
    }

    /// Stretches of deltas state their length, and the crate allocates for it.
    fn check(&self, encoding: Encoding, values: &[u8]) -> Result<(), String> {
        let stretches =
            if encoding == Encoding::DELTA_BINARY_PACKED || encoding == Encoding::DELTA_LENGTH_BYTE_ARRAY {
                1
            } else if encoding == Encoding::DELTA_BYTE_ARRAY {
                2
            } else {
                0
            };
        let mut front = 0;
        for _ in 0..stretches {
            let (count, end) = thrift::deltas(&values[front..]).ok_or("a page of deltas is broken")?;
            if count > self.stretch.rows.min(MOST_ENTRIES as u64) {
                return Err("a page states more cells than there are rows".to_owned());
            }
            front += end;
        }
        Ok(())
    }
}

/// The way in which values are written, by its number in the format.
fn encoding(number: i64) -> Result<Encoding, String> {
    match number {
        0 => Ok(Encoding::PLAIN),
        2 => Ok(Encoding::PLAIN_DICTIONARY),
        3 => Ok(Encoding::RLE),
        5 => Ok(Encoding::DELTA_BINARY_PACKED),
        6 => Ok(Encoding::DELTA_LENGTH_BYTE_ARRAY),
        7 => Ok(Encoding::DELTA_BYTE_ARRAY),
        8 => Ok(Encoding::RLE_DICTIONARY),
        9 => Ok(Encoding::BYTE_STREAM_SPLIT),
        other => Err(format!("values are written in a way that is not read (encoding {other})")),
    }
}

impl Iterator for Pages {
    type Item = Result<Page, ParquetError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>, ParquetError> {
        self.next_page().map_err(ParquetError::General)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>, ParquetError> {
        Err(ParquetError::NYI("pages are read in order".to_owned()))
    }

    fn skip_next_page(&mut self) -> Result<(), ParquetError> {
        Err(ParquetError::NYI("pages are read in order".to_owned()))
    }

    fn at_record_boundary(&mut self) -> Result<bool, ParquetError> {
        Ok(true)
    }
}
