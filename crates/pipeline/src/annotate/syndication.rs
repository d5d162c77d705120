//! Whose text does an outlet print, where a line at its head or foot says so and no agency's dateline does?
//!
//! Lines such as "Ana Belmonte, The Harbour Courier", "Harbour Courier •", "Authored by A. Belmonte via coastline.com",
//! "The Harbour Courier | Monday, May 3" and an address alone at the foot. Only where the page's outlet is known and another:
//! an outlet's own name stands in the same places. Datelines and notices of agencies are left to `agencies`, markers
//! such as "The Courier reports:" and thanks to `relays` and `thanks`.

use super::agencies::{self, is_own, is_picture};
use super::relays::is_outlet;
use crate::Kit;
use news::{Account, Credit, Span, ZoneKind};

/// Paragraphs at the head and at the foot of the page that are looked at.
const TOP: usize = 40;
const BOTTOM: usize = 3;
/// A line longer than this is prose.
const LONGEST_LINE: usize = 140;
/// Most words of an outlet's name.
const LONGEST_NAME: usize = 6;

/// The newsroom whose text the page prints, if a line says so before any credit that is known.
pub(crate) fn credit(kit: &Kit, account: &Account) -> Option<Credit> {
    let outlet = account.article.outlet.as_ref()?.value.as_str();
    let paragraphs = &account.article.paragraphs;
    let foot = paragraphs.len().saturating_sub(BOTTOM);
    let (name, span) = paragraphs.iter().enumerate().find_map(|(number, &paragraph)| {
        if number >= TOP && number < foot {
            return None;
        }
        let line = account.words(paragraph);
        let name = name(kit, line, number >= foot)?;
        (!is_own(name, outlet) && !is_short_for(name, outlet)).then(|| {
            (name.to_owned(), Span::new(paragraph.start as usize, paragraph.start as usize + line.len()))
        })
    })?;
    let is_known = account.credits.iter().any(|credit| credit.span.overlaps(span) || credit.span < span);
    let bodies = account.article.zones.iter().filter(|zone| zone.kind == ZoneKind::Body);
    (!is_known).then(|| Credit {
        name,
        span,
        scope: bodies.map(|zone| zone.span).collect(),
        end_stated: false,
        why: "a line at the page's head or foot signs the text with another newsroom's name".into(),
    })
}

/// The newsroom that a line names as the text's.
fn name<'a>(kit: &Kit, line: &'a str, at_foot: bool) -> Option<&'a str> {
    let line = line.trim();
    if line.len() > LONGEST_LINE || line.len() < 3 || is_picture_line(line) {
        return None;
    }
    authored(line)
        .or_else(|| bulleted(kit, line))
        .or_else(|| leading(kit, line))
        .or_else(|| signed(kit, line))
        .or_else(|| (at_foot && line.contains('/') && is_address(line)).then_some(line))
}

/// Whether a line is about a picture; "via" alone makes no picture of a line that says who wrote.
fn is_picture_line(line: &str) -> bool {
    is_picture(line) && !line.starts_with("Authored by ") && !line.starts_with("Submitted by ")
}

/// "Authored by Ana Belmonte via coastline.com,", "Submitted by Piet Hallam of Delta Research".
fn authored(line: &str) -> Option<&str> {
    let (mark, rest) = ["Authored by ", "Submitted by "]
        .iter()
        .find_map(|mark| line.strip_prefix(mark).map(|rest| (*mark, rest)))?;
    let rest = rest.trim_end_matches([',', ':', ' ']);
    if rest.len() > LONGEST_LINE / 2 || rest.ends_with('.') {
        return None;
    }
    let behind = [" via ", " of "].iter().find_map(|mark| rest.rsplit_once(mark).map(|(_, name)| name));
    let name = behind.or((mark == "Authored by ").then_some(rest))?;
    name.starts_with(char::is_uppercase).then_some(name)
}

/// "Harbour Courier •": a short name that a bullet closes.
fn bulleted<'a>(kit: &Kit, line: &'a str) -> Option<&'a str> {
    let name = line.strip_suffix('•')?.trim_end();
    is_newsroom(kit, bare(name)).then_some(name)
}

/// "The Harbour Courier | Monday, May 3", "Harbour Courier — Ana Belmonte", "Harbour Courier Published 6:23 a.m.".
fn leading<'a>(kit: &Kit, line: &'a str) -> Option<&'a str> {
    let cut = |mark: &str| line.split_once(mark);
    let published = cut(" Published ").or_else(|| cut(" Updated "));
    if let Some((name, _)) = published.filter(|(name, _)| is_newsroom(kit, bare(name))) {
        return Some(name);
    }
    let (name, rest) = [" — ", " – ", " | ", " - "].iter().find_map(|mark| cut(mark))?;
    let is_dry = |word: &str| {
        !word.starts_with(char::is_lowercase)
            || matches!(word, "and" | "by" | "of" | "am" | "pm" | "a.m." | "p.m.")
    };
    (is_newsroom(kit, bare(name)) && rest.split_whitespace().all(is_dry)).then_some(name)
}

/// "Ana Belmonte and Piet Hallam, The Harbour Courier", perhaps with the hour behind it or glued to the last name.
fn signed<'a>(kit: &Kit, line: &'a str) -> Option<&'a str> {
    let end = [" Published ", " Updated ", "•", " |"].iter().filter_map(|mark| line.find(mark)).min();
    let line = line[..end.unwrap_or(line.len())].trim_end();
    let starts = line.char_indices().rev().map(|(at, _)| at).take(60).filter(|&at| starts_name(line, at));
    let known = starts.filter(|&at| kit.gazetteer.is_outlet(&line[at..])).last()?;
    let (people, name) = line.split_at(known);
    if name.len() <= SHORT {
        return None;
    }
    let people = people.trim_end();
    let people = ["the", "The", "for", "of", "via", "-", "—", "|"]
        .iter()
        .fold(people, |people, mark| people.strip_suffix(mark).unwrap_or(people).trim_end());
    let people = people.trim_end_matches([',', ' ']);
    let by = ["By ", "BY ", "by ", "From "].iter().find_map(|mark| people.strip_prefix(mark));
    let people_words: Vec<&str> =
        by.unwrap_or(people).split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let named = people_words.iter().all(|word| {
        word.starts_with(char::is_uppercase) || matches!(*word, "and" | "von" | "de" | "van" | "der" | "&")
    });
    let person = people_words.first().is_some_and(|first| kit.gazetteer.given_name(first).is_some());
    let many = people_words.contains(&"and");
    let fits = (2..=14).contains(&people_words.len())
        && named
        && !people.contains(['/', '(', '"', '“', ':', '?', '!']);
    (fits && (by.is_some() || person || many)).then_some(name)
}

/// An abbreviation of this many letters signs pictures as often as texts.
const SHORT: usize = 4;

/// Whether a name may begin here: a capital behind no letter, or behind a small letter that it is glued to.
fn starts_name(line: &str, at: usize) -> bool {
    let mut before = line[..at].chars().rev();
    let capital = line[at..].starts_with(char::is_uppercase);
    capital && before.next().is_some_and(|c| !c.is_uppercase())
}

/// A name without its article.
fn bare(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

/// Whether a name is a newsroom's, by list, form or address.
fn is_newsroom(kit: &Kit, name: &str) -> bool {
    let capitals = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word == "of");
    name.split_whitespace().count() <= LONGEST_NAME && (capitals && is_outlet(kit, name) || is_address(name))
}

/// An address on the web, with or without its path.
fn is_address(name: &str) -> bool {
    let name = name.strip_prefix("https://").or_else(|| name.strip_prefix("http://")).unwrap_or(name);
    let host = name.split('/').next().unwrap_or(name);
    let mut labels = host.rsplit('.');
    let last = labels.next().unwrap_or("");
    !name.contains(char::is_whitespace)
        && (2..=6).contains(&last.len())
        && last.bytes().all(|byte| byte.is_ascii_lowercase())
        && labels.next().is_some_and(|label| label.len() > 1)
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

/// Whether an address such as `nytimes.com` is made of a name's first letters and its last word, or of its last part.
fn is_short_for(name: &str, outlet: &str) -> bool {
    let words: Vec<String> = bare(name).split_whitespace().map(agencies::letters).collect();
    let Some((last, front)) = words.split_last() else { return false };
    let initials: String = front.iter().filter_map(|word| word.chars().next()).collect();
    let outlet = agencies::letters(outlet);
    let host = is_address(name)
        .then(|| agencies::letters(name.split('/').find(|part| part.contains('.')).unwrap_or(name)));
    !initials.is_empty() && outlet.starts_with(&format!("{initials}{last}"))
        || host.is_some_and(|host| host.contains(&outlet) || outlet.contains(&host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(line: &str) -> Option<String> {
        let kit = Kit::embedded().expect("the kit is sound");
        name(&kit, line, true).map(str::to_owned)
    }

    #[test]
    fn lines_that_sign_with_a_newsroom_name_it() {
        let cases = [
            ("Harbour Courier •", "Harbour Courier"),
            ("The Harbour Courier | Monday, May 3, 2021, 7:24 a.m.", "The Harbour Courier"),
            ("Harbour Courier — Ana Belmonte", "Harbour Courier"),
            ("Ana Belmonte and Piet Hallam, Associated Press Published 6:23 a.m. ET", "Associated Press"),
            ("By Ana Belmonte Associated Press", "Associated Press"),
            ("Ana Belmonte and Piet HallamAssociated Press", "Associated Press"),
            ("Authored by Ana Belmonte via Coastline.com,", "Coastline.com"),
            ("Submitted by Ana Belmonte of Delta Research", "Delta Research"),
            ("coastline.com/politics/2021/05/03/dam-cracks", "coastline.com/politics/2021/05/03/dam-cracks"),
        ];
        for (line, name) in cases {
            assert_eq!(named(line).as_deref(), Some(name), "{line}");
        }
    }

    #[test]
    fn headlines_people_and_pictures_name_none() {
        for line in [
            "Ana Belmonte •",
            "Ana Belmonte, AP",
            "Council sued the Harbour Courier over a report",
            "Photo: Ana Belmonte, Associated Press",
            "Dam cracks — valley cleared by noon",
            "The mayor told the Associated Press.",
        ] {
            assert_eq!(named(line), None, "{line}");
        }
    }

    #[test]
    fn an_outlet_is_known_by_its_address() {
        assert!(is_short_for("Port Courier", "pcourier.com"));
        assert!(is_short_for("https://www.coastline.com/a/b", "coastline.com"));
        assert!(!is_short_for("Port Courier", "coastline.com"));
    }
}
