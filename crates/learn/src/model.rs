//! What is a model on disk? Magic, version, name, recipe, labels, tables, weights, checksum.
//!
//! Keys are the upper 32 bits of features, sorted and stored as differences; weights are stored only where
//! they are not zero. Running a model is left to [`crate::Predictor`].

use crate::bytes::{self, Reader};
use crate::hash::mix;

const MAGIC: &[u8; 8] = b"vrmodel\n";

/// Version of the layout that this build writes and reads.
pub const FORMAT: u32 = 1;

/// Bytes of the checksum at the end.
const CHECKSUM: usize = 8;

/// Why a model file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Some other file.
    #[error("not a model file; train it again with `cargo xtask train`")]
    NotAModel,
    /// Written by an older or newer build.
    #[error("format {found}, but this build reads format {FORMAT}; train it again with `cargo xtask train`")]
    Format {
        /// Version in the file.
        found: u32,
    },
    /// The file ends too early.
    #[error("the file ends too early; fetch or train it again")]
    Truncated,
    /// The bytes are not those that were written.
    #[error("the file is damaged: {0}; fetch or train it again")]
    Damaged(&'static str),
}

/// The weights of all features, laid end to end: reading a file must not ask for memory row by row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// Upper halves of the features, rising.
    keys: Vec<u32>,
    /// Where the weights of each row end.
    ends: Vec<u32>,
    /// Label and weight, by label; no weight is 0.
    weights: Vec<(u8, i16)>,
}

impl Rows {
    /// Appends a row. Keys must rise: rows are stored as differences.
    pub fn push(&mut self, key: u32, weights: impl IntoIterator<Item = (u8, i16)>) {
        self.keys.push(key);
        self.weights.extend(weights);
        self.ends.push(self.weights.len() as u32);
    }

    /// Upper halves of the features, rising.
    pub fn keys(&self) -> &[u32] {
        &self.keys
    }

    /// Labels and weights of the row at `index`.
    pub fn weights(&self, index: usize) -> &[(u8, i16)] {
        &self.weights[self.range(index)]
    }

    /// Where these stand among all.
    fn range(&self, index: usize) -> std::ops::Range<usize> {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[index] as usize
    }
}

/// Facts that a model knows about words beside its weights: hash of a word to a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the facts are.
    pub name: String,
    /// Upper half of the hash and the value, sorted by the former.
    pub entries: Vec<(u32, u32)>,
}

/// A model as it stands on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Folder under `models/`.
    pub name: String,
    /// SHA-256 of the recipe that it was trained from.
    pub recipe: [u8; 32],
    /// Which normalisation and features its numbers stand for; the caller compares it with its own.
    pub normalisation: u32,
    /// What it tells apart; at most 255.
    pub labels: Vec<String>,
    /// Facts about words.
    pub tables: Vec<Table>,
    /// What was learnt.
    pub rows: Rows,
}

impl Model {
    /// The bytes of the model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&FORMAT.to_le_bytes());
        out.extend_from_slice(&self.recipe);
        out.extend_from_slice(&self.normalisation.to_le_bytes());
        bytes::put_string(&mut out, &self.name);
        bytes::put_number(&mut out, self.labels.len() as u64);
        for label in &self.labels {
            bytes::put_string(&mut out, label);
        }
        bytes::put_number(&mut out, self.tables.len() as u64);
        for table in &self.tables {
            bytes::put_string(&mut out, &table.name);
            bytes::put_number(&mut out, table.entries.len() as u64);
            let mut before = 0;
            for &(key, value) in &table.entries {
                bytes::put_number(&mut out, u64::from(key.wrapping_sub(before)));
                bytes::put_number(&mut out, u64::from(value));
                before = key;
            }
        }
        bytes::put_number(&mut out, self.rows.keys.len() as u64);
        let mut before = 0;
        for (index, &key) in self.rows.keys.iter().enumerate() {
            let weights = self.rows.weights(index);
            bytes::put_number(&mut out, u64::from(key.wrapping_sub(before)));
            bytes::put_number(&mut out, weights.len() as u64);
            for &(label, weight) in weights {
                out.push(label);
                bytes::put_signed(&mut out, i64::from(weight));
            }
            before = key;
        }
        let checksum = checksum(&out);
        out.extend_from_slice(&checksum.to_le_bytes());
        out
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Another file, another format, a file that is cut short or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        let mut reader = content(bytes, MAGIC)?;
        let mut recipe = [0; 32];
        recipe.copy_from_slice(reader.take(32)?);
        let normalisation = fixed(&mut reader)?;
        let name = reader.string()?;
        let labels = (0..reader.count(1)?).map(|_| reader.string()).collect::<Result<Vec<_>, _>>()?;
        if labels.is_empty() || labels.len() > usize::from(u8::MAX) {
            return Err(ModelError::Damaged("it has no labels or more than 255"));
        }
        let tables = (0..reader.count(2)?).map(|_| table(&mut reader)).collect::<Result<Vec<_>, _>>()?;
        let rows = rows(&mut reader, labels.len())?;
        if !reader.is_empty() {
            return Err(ModelError::Damaged("bytes after its end"));
        }
        Ok(Model { name, recipe, normalisation, labels, tables, rows })
    }

    /// A table by its name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }
}

/// What stands between the head of a file of this build's format and its checksum.
pub(crate) fn content<'b>(bytes: &'b [u8], magic: &[u8]) -> Result<Reader<'b>, ModelError> {
    let mut reader = Reader::new(bytes);
    if reader.take(magic.len()).map_err(|_| ModelError::NotAModel)? != magic {
        return Err(ModelError::NotAModel);
    }
    let found = fixed(&mut reader)?;
    if found != FORMAT {
        return Err(ModelError::Format { found });
    }
    let (content, stored) = bytes.split_last_chunk::<CHECKSUM>().ok_or(ModelError::Truncated)?;
    if checksum(content) != u64::from_le_bytes(*stored) {
        return Err(ModelError::Damaged("its checksum is wrong"));
    }
    Ok(Reader::new(content.get(magic.len() + 4..).ok_or(ModelError::Truncated)?))
}

/// A number of four bytes.
pub(crate) fn fixed(reader: &mut Reader<'_>) -> Result<u32, ModelError> {
    let mut bytes = [0; 4];
    bytes.copy_from_slice(reader.take(4)?);
    Ok(u32::from_le_bytes(bytes))
}

/// The key after `before`: keys rise.
pub(crate) fn next_key(reader: &mut Reader<'_>, before: Option<u32>) -> Result<u32, ModelError> {
    let step = u32::try_from(reader.number()?).map_err(|_| ModelError::Damaged("a key out of range"))?;
    match before {
        None => Ok(step),
        Some(_) if step == 0 => Err(ModelError::Damaged("two equal keys")),
        Some(before) => before.checked_add(step).ok_or(ModelError::Damaged("a key out of range")),
    }
}

fn table(reader: &mut Reader<'_>) -> Result<Table, ModelError> {
    let name = reader.string()?;
    let count = reader.count(2)?;
    let mut entries: Vec<(u32, u32)> = Vec::with_capacity(count);
    for _ in 0..count {
        let key = next_key(reader, entries.last().map(|entry| entry.0))?;
        let value =
            u32::try_from(reader.number()?).map_err(|_| ModelError::Damaged("a value out of range"))?;
        entries.push((key, value));
    }
    Ok(Table { name, entries })
}

fn rows(reader: &mut Reader<'_>, labels: usize) -> Result<Rows, ModelError> {
    let count = reader.count(2)?;
    let mut rows = Rows {
        keys: Vec::with_capacity(count),
        ends: Vec::with_capacity(count),
        weights: Vec::with_capacity(count * 3),
    };
    for _ in 0..count {
        let key = next_key(reader, rows.keys.last().copied())?;
        for _ in 0..reader.count(2)? {
            let label = reader.byte()?;
            let weight =
                i16::try_from(reader.signed()?).map_err(|_| ModelError::Damaged("a weight out of range"))?;
            if usize::from(label) >= labels {
                return Err(ModelError::Damaged("a weight for a label that it lacks"));
            }
            rows.weights.push((label, weight));
        }
        rows.keys.push(key);
        rows.ends.push(rows.weights.len() as u32);
    }
    Ok(rows)
}

/// A checksum over words of eight bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    let mut state = bytes.len() as u64;
    let mut add = |word: [u8; 8]| {
        state = (state.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    };
    let (words, rest) = bytes.as_chunks();
    words.iter().for_each(|word| add(*word));
    if !rest.is_empty() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        add(word);
    }
    mix(state)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Model {
        let mut rows = Rows::default();
        rows.push(5, [(0, -3), (1, 700)]);
        rows.push(u32::MAX, [(1, i16::MIN)]);
        Model {
            name: "sample".into(),
            recipe: [7; 32],
            normalisation: 3,
            labels: vec!["yes".into(), "no".into()],
            tables: vec![Table { name: "facts".into(), entries: vec![(0, 9), (70_000, 1)] }],
            rows,
        }
    }

    #[test]
    fn models_come_back() {
        let model = sample();
        assert_eq!(Model::from_bytes(&model.to_bytes()), Ok(model));
    }

    #[test]
    fn other_files_and_formats_are_refused_with_a_hint() {
        let mut bytes = sample().to_bytes();
        assert_eq!(Model::from_bytes(b"{}"), Err(ModelError::NotAModel));
        bytes[8] = 9;
        let error = Model::from_bytes(&bytes).unwrap_err();
        assert_eq!(error, ModelError::Format { found: 9 });
        assert!(error.to_string().contains("cargo xtask train"));
    }

    #[test]
    fn no_damage_goes_unseen() {
        let bytes = sample().to_bytes();
        for length in 0..bytes.len() {
            assert!(Model::from_bytes(&bytes[..length]).is_err(), "cut to {length} bytes");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert!(Model::from_bytes(&damaged).is_err(), "byte {at}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_bring_the_reader_down(content in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            // A right checksum lets the damage through to the readers behind it.
            let mut bytes = MAGIC.to_vec();
            bytes.extend_from_slice(&FORMAT.to_le_bytes());
            bytes.extend_from_slice(&[0; 36]);
            bytes.extend(content);
            let sum = checksum(&bytes);
            bytes.extend_from_slice(&sum.to_le_bytes());
            let _ = Model::from_bytes(&bytes);
        }
    }
}
