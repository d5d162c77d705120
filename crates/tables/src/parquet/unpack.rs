//! How is a packed page unpacked, to exactly the bytes that its header states?

use flate2::read::MultiGzDecoder;
use parquet::basic::Compression;
use std::io::Read;

/// The bytes of a page.
///
/// # Errors
/// They cannot be unpacked, are more or fewer than stated, or packed in a way that is not read.
pub(super) fn unpack(packing: Compression, packed: &[u8], length: usize) -> Result<Vec<u8>, String> {
    // In front of nulls alone some writers pack nothing.
    if length == 0 {
        return Ok(Vec::new());
    }
    let bytes = match packing {
        Compression::UNCOMPRESSED => packed.to_vec(),
        Compression::SNAPPY => snappy(packed, length)?,
        Compression::GZIP(_) => up_to(MultiGzDecoder::new(packed), length)?,
        Compression::BROTLI(_) => up_to(brotli_decompressor::Decompressor::new(packed, 4 << 10), length)?,
        Compression::ZSTD(_) => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(packed).map_err(|bad| bad.to_string())?;
            up_to(decoder, length)?
        }
        Compression::LZ4_RAW => {
            let mut bytes = vec![0; length];
            let end = lz4_flex::block::decompress_into(packed, &mut bytes).map_err(|bad| bad.to_string())?;
            bytes.truncate(end);
            bytes
        }
        Compression::LZ4 | Compression::LZO => {
            return Err("it is packed as LZ4 of the old kind or LZO, which are not read".to_owned());
        }
    };
    if bytes.len() == length {
        Ok(bytes)
    } else {
        Err("a page does not unpack to its stated length".to_owned())
    }
}

fn snappy(packed: &[u8], length: usize) -> Result<Vec<u8>, String> {
    // Asked first: what is stated is allocated.
    if snap::raw::decompress_len(packed).map_err(|bad| bad.to_string())? != length {
        return Err("a page does not unpack to its stated length".to_owned());
    }
    snap::raw::Decoder::new().decompress_vec(packed).map_err(|bad| bad.to_string())
}

/// At most one byte more than stated: enough to know that there is more.
fn up_to(source: impl Read, length: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    source.take(length as u64 + 1).read_to_end(&mut bytes).map_err(|bad| bad.to_string())?;
    Ok(bytes)
}
