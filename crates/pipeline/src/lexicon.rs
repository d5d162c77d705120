//! How are the word lists under `lexicons/` read?
//!
//! One entry a line, fields parted by `|`, `#` starts a comment, empty lines are skipped. What the fields
//! mean is the business of the step that owns the list.

use crate::kit::KitError;

/// One line of a lexicon.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// File name, for messages.
    pub(crate) name: &'static str,
    /// Line number, from 1.
    pub(crate) line: usize,
    /// Fields, trimmed. Never empty.
    pub(crate) fields: Vec<&'static str>,
}

impl Entry {
    /// The field at `index`, or the empty string.
    pub(crate) fn field(&self, index: usize) -> &'static str {
        self.fields.get(index).copied().unwrap_or("")
    }

    /// An error that points at this line.
    pub(crate) fn error(&self, why: impl Into<String>) -> KitError {
        KitError::Lexicon { name: self.name, line: self.line, why: why.into() }
    }
}

/// The entries of a lexicon in file order.
pub(crate) fn entries(name: &'static str, text: &'static str) -> impl Iterator<Item = Entry> {
    text.lines().enumerate().filter_map(move |(index, line)| {
        let line = line.split('#').next().unwrap_or("").trim();
        (!line.is_empty()).then(|| Entry {
            name,
            line: index + 1,
            fields: line.split('|').map(str::trim).collect(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_lines_are_no_entries() {
        let all: Vec<Entry> = entries("sample", "# head\n\nsay | asserts # plain\nwarn\n").collect();
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].line, all[0].field(1), all[1].field(7)), (3, "asserts", ""));
    }
}
