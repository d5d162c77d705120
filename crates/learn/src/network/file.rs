//! How does a network stand on disk? Head, feature keys, rows, layers; little-endian, never trusted.

use super::{Bonds, Linear, Network, WIDEST};
use crate::bytes::{self, Reader};
use crate::model::{self, FORMAT, ModelError};

const MAGIC: &[u8; 8] = b"vrnetwk\n";

/// The most labels of a head or of bonds.
const MOST_LABELS: usize = 255;

impl Network {
    /// The bytes of the model file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&FORMAT.to_le_bytes());
        out.extend_from_slice(&self.recipe);
        out.extend_from_slice(&self.normalisation.to_le_bytes());
        bytes::put_string(&mut out, &self.name);
        bytes::put_number(&mut out, self.width as u64);
        bytes::put_number(&mut out, self.keys.len() as u64);
        let mut before = 0;
        for &key in &self.keys {
            bytes::put_number(&mut out, u64::from(key.wrapping_sub(before)));
            before = key;
        }
        out.extend(self.rows.iter().map(|number| *number as u8));
        bytes::put_number(&mut out, self.layers.len() as u64);
        self.layers.iter().for_each(|layer| put_linear(&mut out, layer));
        bytes::put_number(&mut out, self.heads.len() as u64);
        for (labels, head) in &self.heads {
            put_labels(&mut out, labels);
            put_linear(&mut out, head);
        }
        bytes::put_number(&mut out, u64::from(self.bonds.is_some()));
        if let Some(bonds) = &self.bonds {
            put_labels(&mut out, &bonds.labels);
            bytes::put_number(&mut out, bonds.width as u64);
            put_linear(&mut out, &bonds.token);
            put_linear(&mut out, &bonds.anchor);
            bytes::put_number(&mut out, bonds.facts.len() as u64);
            bonds.facts.iter().for_each(|fact| bytes::put_signed(&mut out, i64::from(*fact)));
            bytes::put_number(&mut out, bonds.layers.len() as u64);
            bonds.layers.iter().for_each(|layer| put_linear(&mut out, layer));
            put_linear(&mut out, &bonds.head);
            bonds.transitions.iter().for_each(|weight| bytes::put_signed(&mut out, i64::from(*weight)));
        }
        let checksum = model::checksum(&out);
        out.extend_from_slice(&checksum.to_le_bytes());
        out
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Another file, another format, a file that is cut short or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Network, ModelError> {
        let mut reader = model::content(bytes, MAGIC)?;
        let mut recipe = [0; 32];
        recipe.copy_from_slice(reader.take(32)?);
        let normalisation = model::fixed(&mut reader)?;
        let name = reader.string()?;
        let width = width(&mut reader)?;
        let mut keys: Vec<u32> = Vec::new();
        for _ in 0..reader.count(1)? {
            let next = model::next_key(&mut reader, keys.last().copied())?;
            keys.push(next);
        }
        let rows = reader.take(keys.len() * width)?.iter().map(|byte| *byte as i8).collect();
        let layers = layers(&mut reader, width)?;
        let mut heads = Vec::new();
        for _ in 0..reader.count(1)? {
            let labels = labels(&mut reader)?;
            let head = linear(&mut reader, width, labels.len())?;
            heads.push((labels, head));
        }
        let bonds = if reader.number()? == 0 { None } else { Some(bonds(&mut reader, width)?) };
        if !reader.is_empty() {
            return Err(ModelError::Damaged("bytes after its end"));
        }
        let starts = super::run::starts(&keys);
        Ok(Network { name, recipe, normalisation, width, keys, starts, rows, layers, heads, bonds })
    }
}

fn bonds(reader: &mut Reader<'_>, states: usize) -> Result<Bonds, ModelError> {
    let labels = labels(reader)?;
    let width = width(reader)?;
    let token = linear(reader, states, width)?;
    let anchor = linear(reader, states, width)?;
    let count = reader.count(1)?;
    if !count.is_multiple_of(width) {
        return Err(ModelError::Damaged("half a row"));
    }
    let facts = (0..count).map(|_| number(reader)).collect::<Result<Vec<i16>, _>>()?;
    let layers = layers(reader, width)?;
    let head = linear(reader, width, labels.len())?;
    let transitions = (0..labels.len() * labels.len())
        .map(|_| number::<i16>(reader).map(i32::from))
        .collect::<Result<Vec<i32>, _>>()?;
    Ok(Bonds { labels, width, token, anchor, facts, layers, head, transitions })
}

fn width(reader: &mut Reader<'_>) -> Result<usize, ModelError> {
    let width = reader.number()? as usize;
    if width == 0 || width > WIDEST || !width.is_multiple_of(2) {
        return Err(ModelError::Damaged("a width that is odd, nought or too large"));
    }
    Ok(width)
}

fn put_labels(out: &mut Vec<u8>, labels: &[String]) {
    bytes::put_number(out, labels.len() as u64);
    labels.iter().for_each(|label| bytes::put_string(out, label));
}

fn labels(reader: &mut Reader<'_>) -> Result<Vec<String>, ModelError> {
    let count = reader.count(1)?;
    if count == 0 || count > MOST_LABELS {
        return Err(ModelError::Damaged("it has no labels or more than 255"));
    }
    (0..count).map(|_| reader.string()).collect()
}

fn put_linear(out: &mut Vec<u8>, linear: &Linear) {
    linear.weights.iter().for_each(|weight| bytes::put_signed(out, i64::from(*weight)));
    linear.biases.iter().for_each(|bias| bytes::put_signed(out, i64::from(*bias)));
}

fn layers(reader: &mut Reader<'_>, width: usize) -> Result<Vec<Linear>, ModelError> {
    (0..reader.count(1)?).map(|_| linear(reader, width, width * super::GATES)).collect()
}

fn linear(reader: &mut Reader<'_>, inputs: usize, outputs: usize) -> Result<Linear, ModelError> {
    let weights = (0..inputs * outputs).map(|_| weight(reader)).collect::<Result<Vec<i16>, _>>()?;
    let biases = (0..outputs).map(|_| number(reader)).collect::<Result<Vec<i32>, _>>()?;
    // What the sums can hold: products of largest states and weights, and a bias of a quarter of that.
    if biases.iter().any(|bias| bias.unsigned_abs() > super::LARGEST_BIAS) {
        return Err(ModelError::Damaged("a bias out of range"));
    }
    Ok(Linear::new(weights, biases))
}

fn weight(reader: &mut Reader<'_>) -> Result<i16, ModelError> {
    let weight: i16 = number(reader)?;
    if i32::from(weight).abs() > super::LARGEST_WEIGHT {
        return Err(ModelError::Damaged("a weight out of range"));
    }
    Ok(weight)
}

fn number<N: TryFrom<i64>>(reader: &mut Reader<'_>) -> Result<N, ModelError> {
    N::try_from(reader.signed()?).map_err(|_| ModelError::Damaged("a number out of range"))
}
