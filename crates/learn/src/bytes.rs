//! How are numbers and strings laid out in a model file? Little-endian, variable length, never trusted.

use crate::ModelError;

/// Appends an unsigned number, seven bits a byte.
pub(crate) fn put_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a signed number so that small ones are short.
pub(crate) fn put_signed(out: &mut Vec<u8>, number: i64) {
    put_number(out, ((number << 1) ^ (number >> 63)) as u64);
}

/// Appends a string with its length.
pub(crate) fn put_string(out: &mut Vec<u8>, string: &str) {
    put_number(out, string.len() as u64);
    out.extend_from_slice(string.as_bytes());
}

/// Reads what the functions above wrote. Every read can fail: files are damaged.
pub(crate) struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Reader { rest: bytes }
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'b [u8], ModelError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(ModelError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, ModelError> {
        let (&first, rest) = self.rest.split_first().ok_or(ModelError::Truncated)?;
        self.rest = rest;
        Ok(first)
    }

    #[inline]
    pub(crate) fn number(&mut self) -> Result<u64, ModelError> {
        // Most numbers are small.
        match self.rest {
            [byte @ 0..0x80, rest @ ..] => {
                self.rest = rest;
                Ok(u64::from(*byte))
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> Result<u64, ModelError> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(ModelError::Damaged("a number of more than 64 bits"))
    }

    pub(crate) fn signed(&mut self) -> Result<i64, ModelError> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// A count of things that take at least `size` bytes each: never more than the rest of the file can hold.
    pub(crate) fn count(&mut self, size: usize) -> Result<usize, ModelError> {
        let count = usize::try_from(self.number()?).map_err(|_| ModelError::Truncated)?;
        if count.checked_mul(size).is_none_or(|bytes| bytes > self.rest.len()) {
            return Err(ModelError::Truncated);
        }
        Ok(count)
    }

    pub(crate) fn string(&mut self) -> Result<String, ModelError> {
        let length = self.count(1)?;
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes)
            .map(str::to_owned)
            .map_err(|_| ModelError::Damaged("a name that is not UTF-8"))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let mut out = Vec::new();
        for number in [0, -1, 63, -64, 64, i64::MAX, i64::MIN] {
            put_signed(&mut out, number);
        }
        let mut reader = Reader::new(&out);
        for number in [0, -1, 63, -64, 64, i64::MAX, i64::MIN] {
            assert_eq!(reader.signed().unwrap(), number);
        }
        assert!(reader.is_empty());
        assert!(reader.number().is_err());
    }
}
