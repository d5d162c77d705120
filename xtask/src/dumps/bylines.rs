//! Which paragraphs name the authors that a set knows? Not every line that the markup takes for a byline does.

use crate::eval::read::text::words;
use news::ZoneKind;

/// Longer paragraphs are no bylines, in words.
const LONGEST: usize = 20;
/// Words of a byline that are no name: "By", a day, a place of work.
const OTHERS: usize = 9;
/// Paragraphs above the headline, below the lead and behind the report where a byline may stand.
const ABOVE: usize = 6;
const BELOW: usize = 3;
const BEHIND: usize = 6;

/// What a paragraph is, and whether a gold file says so.
pub(crate) type Known = (ZoneKind, bool);

/// The names of authors in a gold file, word by word.
pub(crate) fn names(authors: &[String]) -> Vec<Vec<String>> {
    let parts = authors.iter().flat_map(|authors| authors.split([',', ';', '|', '/', '&']));
    let mut names = Vec::new();
    for part in parts {
        for name in words(part).split(|word| matches!(word.as_str(), "and" | "und" | "y" | "et" | "by")) {
            let letters: usize = name.iter().map(|word| word.chars().count()).sum();
            if name.len() <= 6 && letters >= 4 {
                names.push(name.to_vec());
            }
        }
    }
    names
}

/// Settles which paragraphs are bylines, if the gold file names authors; else those by markup are not known.
pub(crate) fn settle(names: &[Vec<String>], lines: &[Vec<String>], marked: &[ZoneKind], kinds: &mut [Known]) {
    let found: Vec<usize> = (0..lines.len())
        .filter(|index| is_candidate(names, &lines[*index], marked[*index], kinds[*index].0))
        .collect();
    let report = |(kind, _): &Known| *kind == ZoneKind::Body;
    let lead = kinds.iter().position(report).unwrap_or(kinds.len());
    let last = kinds.iter().rposition(report).unwrap_or(kinds.len());
    let headline = kinds.iter().position(|(kind, _)| *kind == ZoneKind::Headline).unwrap_or(lead).min(lead);
    let front = headline.saturating_sub(ABOVE)..lead.saturating_add(BELOW + 1);
    let back = last.saturating_add(1)..last.saturating_add(BEHIND + 1);
    let reach = if found.iter().any(|index| front.contains(index)) { front } else { back };
    let is_byline = |index: usize| reach.contains(&index) && found.binary_search(&index).is_ok();
    for index in 0..kinds.len() {
        let beside = || index > 0 && is_byline(index - 1) || is_byline(index + 1);
        kinds[index] = match kinds[index] {
            _ if is_byline(index) => (ZoneKind::Byline, true),
            // A name elsewhere: a box on the author, another report of theirs.
            (kind, _) if found.binary_search(&index).is_ok() => (kind, false),
            (ZoneKind::Byline, _) if names.is_empty() => (ZoneKind::Byline, false),
            // "By", on a line of its own.
            (ZoneKind::Byline, _) if lines[index].len() <= 3 && beside() => (ZoneKind::Byline, true),
            (ZoneKind::Byline, _) => (ZoneKind::Boilerplate, true),
            other => other,
        };
    }
}

/// Whether a paragraph is little more than the name of an author.
fn is_candidate(names: &[Vec<String>], line: &[String], marked: ZoneKind, kind: ZoneKind) -> bool {
    let may_be = match kind {
        ZoneKind::Byline | ZoneKind::Dateline | ZoneKind::Boilerplate => line.len() <= LONGEST,
        ZoneKind::Body => line.len() <= OTHERS - 3 || marked == ZoneKind::Byline && line.len() <= LONGEST,
        ZoneKind::Related => line.len() < OTHERS,
        ZoneKind::Headline
        | ZoneKind::Subheadline
        | ZoneKind::KeyPoint
        | ZoneKind::Caption
        | ZoneKind::PullQuote
        | ZoneKind::Badge
        | ZoneKind::Credit
        | ZoneKind::Correction
        | ZoneKind::Comment
        | ZoneKind::CommentForm => false,
    };
    let is_there = |name: &&Vec<String>| line.windows(name.len()).any(|run| run == name.as_slice());
    let named: usize = if may_be { names.iter().filter(is_there).map(Vec::len).sum() } else { 0 };
    named > 0 && line.len() <= named + OTHERS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds_of(authors: &str, lines: &[(&str, ZoneKind)]) -> Vec<Known> {
        let texts: Vec<Vec<String>> = lines.iter().map(|(line, _)| words(line)).collect();
        let marked: Vec<ZoneKind> = lines.iter().map(|(_, kind)| *kind).collect();
        let mut kinds: Vec<Known> = marked.iter().map(|kind| (*kind, true)).collect();
        settle(&names(&[authors.to_owned()]), &texts, &marked, &mut kinds);
        kinds
    }

    #[test]
    fn a_byline_names_an_author_beside_the_headline() {
        use ZoneKind::{Body, Boilerplate, Byline, Headline};
        let report = "The harbour board said on Monday that the ferry line would close";
        let lines = [
            ("Share", Byline),
            ("Ferry line to close", Headline),
            ("Ines Duarte, Harbour Post", Boilerplate),
            (report, Body),
            (report, Body),
            (report, Body),
            (report, Body),
            (report, Body),
            ("More by Ines Duarte", Boilerplate),
        ];
        let kinds = kinds_of("Ines Duarte and Tom Okoro", &lines);
        assert_eq!(kinds[0], (Boilerplate, true));
        assert_eq!(kinds[2], (Byline, true));
        assert_eq!(kinds[8], (Boilerplate, false));
        assert_eq!(kinds_of("", &lines)[0], (Byline, false));
    }
}
