//! Which column holds which part of an article? By name; the names stand in `lexicons/columns.txt`.

use crate::fault::Fault;
use std::sync::LazyLock;

const LEXICON: &str = include_str!("../../../lexicons/columns.txt");

/// How many parts there are.
pub(crate) const PARTS: usize = 8;

/// A part of an article that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Id,
    Outlet,
    Url,
    Date,
    Title,
    Language,
    Text,
    Html,
}

impl Part {
    pub(crate) const ALL: [Part; PARTS] =
        [Part::Id, Part::Outlet, Part::Url, Part::Date, Part::Title, Part::Language, Part::Text, Part::Html];

    fn name(self) -> &'static str {
        match self {
            Part::Id => "id",
            Part::Outlet => "outlet",
            Part::Url => "url",
            Part::Date => "date",
            Part::Title => "title",
            Part::Language => "language",
            Part::Text => "text",
            Part::Html => "html",
        }
    }

    /// Its names, the best first.
    fn names(self) -> impl Iterator<Item = &'static str> {
        static LINES: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
            let lines = LEXICON.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
            lines.map(|line| line.split('|').map(str::trim).collect()).collect()
        });
        let line = LINES.iter().find(|line| line.first() == Some(&self.name()));
        line.into_iter().flatten().copied()
    }
}

/// The index of each part's column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Columns(pub(crate) [Option<usize>; PARTS]);

/// Finds the columns of a table by their names.
///
/// # Errors
/// The text's column was named and is not there, or there is neither text nor HTML.
pub(crate) fn choose(names: &[String], text_column: Option<&str>) -> Result<Columns, Fault> {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let find = |wanted: &str| folded.iter().position(|name| name == wanted);
    let mut columns = Part::ALL.map(|part| part.names().find_map(find));
    if let Some(wanted) = text_column {
        let exact = names.iter().position(|name| name == wanted);
        let Some(index) = exact.or_else(|| find(&fold(wanted))) else {
            return Err(Fault::NoSuchColumn { wanted: wanted.to_owned(), columns: names.to_vec() });
        };
        // What the user calls the text is nothing else.
        columns.iter_mut().filter(|column| **column == Some(index)).for_each(|column| *column = None);
        columns[Part::Text as usize] = Some(index);
    }
    if columns[Part::Text as usize].is_none() && columns[Part::Html as usize].is_none() {
        return Err(Fault::NoText { columns: names.to_vec() });
    }
    Ok(Columns(columns))
}

/// A name for comparing.
fn fold(name: &str) -> String {
    let name = name.trim().trim_start_matches('\u{feff}');
    let folded = name.chars().map(|c| if matches!(c, ' ' | '-' | '.') { '_' } else { c });
    folded.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(names: &[&str], text_column: Option<&str>) -> Result<Vec<(usize, &'static str)>, Fault> {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let columns = choose(&names, text_column)?;
        let mut found: Vec<(usize, &str)> =
            Part::ALL.iter().zip(columns.0).filter_map(|(part, at)| Some((at?, part.name()))).collect();
        found.sort_unstable();
        Ok(found)
    }

    #[test]
    fn every_part_has_a_line_in_the_lexicon() {
        for part in Part::ALL {
            assert_eq!(part.names().next(), Some(part.name()));
        }
    }

    #[test]
    fn common_names_stand_for_the_parts() {
        let found = chosen(&["", "Headline", "Publish Date", "publication", "CONTENT", "Link"], None);
        let found = found.expect("there is a text");
        assert_eq!(found, [(1, "title"), (2, "date"), (3, "outlet"), (4, "text"), (5, "url")]);
    }

    #[test]
    fn the_proper_name_goes_before_others() {
        let found = chosen(&["content", "text", "source", "outlet"], None).expect("there is a text");
        assert_eq!(found, [(1, "text"), (3, "outlet")]);
    }

    #[test]
    fn the_column_of_the_text_can_be_named() {
        let found = chosen(&["Nachricht", "title"], Some("nachricht")).expect("it is named");
        assert_eq!(found, [(0, "text"), (1, "title")]);
        let found = chosen(&["title", "text"], Some("title")).expect("it is named");
        assert_eq!(found, [(0, "text")]);
        let fault = chosen(&["a", "b"], Some("c")).expect_err("no such column");
        assert_eq!(fault.to_string(), "has no column `c`; its columns are `a`, `b`");
    }

    #[test]
    fn a_table_without_text_is_refused_with_its_columns() {
        let fault = chosen(&["id", "score"], None).expect_err("no text");
        assert_eq!(fault.to_string(), "has no column of texts or pages; its columns are `id`, `score`");
        assert!(fault.hint().contains("--text-column"));
    }
}
