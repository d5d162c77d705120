//! Whom does an outlet thank for a story, and by whose way of signing is a text another newsroom's?
//!
//! "h/t The Courier" on a line of its own, or in brackets behind a paragraph; and the closing line in which an agency
//! names its reporters and editors, which is signed nowhere but written by no other newsroom in that form. Other
//! credits are `relays`' and `agencies`' business.

use crate::Kit;
use news::{Account, Credit, Span, ZoneKind};

/// Paragraphs at either end of the page that are looked at.
const TOP: usize = 40;
const BOTTOM: usize = 24;

/// A line of thanks is no longer.
const LONGEST_LINE: usize = 80;

/// Most capitalised words of an outlet's name.
const LONGEST_NAME: usize = 6;

/// How thanks begin.
const THANKS: [&str; 6] = ["h/t", "hat tip", "hat-tip", "(h/t", "[h/t", "(hat tip"];

/// Credits by thanks, and by an agency's way of signing if nobody else is credited yet.
pub(crate) fn credits(kit: &Kit, account: &Account) -> Vec<Credit> {
    let paragraphs = &account.article.paragraphs;
    let bottom = paragraphs.len().saturating_sub(BOTTOM).max(TOP.min(paragraphs.len()));
    let looked_at = paragraphs.iter().take(TOP).chain(&paragraphs[bottom..]);
    let mut credits: Vec<Credit> = Vec::new();
    for &paragraph in looked_at.clone() {
        if let Some((name, span)) = thanks(account, paragraph) {
            let is_known = credits.iter().chain(&account.credits).any(|credit| credit.name == name);
            if !is_known {
                credits.push(credit(account, name, span, "the outlet thanks the other for the story"));
            }
        }
    }
    if credits.is_empty() && account.credits.is_empty() {
        let signed = looked_at.rev().find_map(|&paragraph| signed(kit, account, paragraph));
        credits.extend(signed.map(|(name, span)| {
            credit(account, name, span, "reporters and editors are named in the form that this agency uses")
        }));
    }
    credits
}

fn credit(account: &Account, name: String, span: Span, why: &str) -> Credit {
    let bodies = account.article.zones.iter().filter(|zone| zone.kind == ZoneKind::Body);
    Credit { name, span, scope: bodies.map(|zone| zone.span).collect(), end_stated: false, why: why.into() }
}

/// "h/t: The Courier", "(Hat tip: Coastline)": the name and the whole line.
fn thanks(account: &Account, paragraph: Span) -> Option<(String, Span)> {
    let zone = account.article.zone_at(paragraph.start as usize).map(|zone| zone.kind);
    if matches!(zone, Some(ZoneKind::Comment | ZoneKind::CommentForm | ZoneKind::Related)) {
        return None;
    }
    let line = account.words(paragraph).trim_end();
    if line.len() > LONGEST_LINE {
        return None;
    }
    let begins = |mark: &&&str| line.get(..mark.len()).is_some_and(|front| front.eq_ignore_ascii_case(mark));
    let mark = THANKS.iter().find(begins)?;
    let rest = line[mark.len()..].trim_start_matches([':', ' ', '\u{a0}', '-', '–', '—']);
    let rest = rest.strip_prefix("to ").unwrap_or(rest);
    let name = capitalised(rest)?;
    let start = paragraph.start as usize;
    Some((name, Span::new(start, start + line.len())))
}

/// The capitalised words that a text begins with.
fn capitalised(words: &str) -> Option<String> {
    let bare = words.strip_prefix("the ").unwrap_or(words);
    let is_name = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let name: Vec<&str> = bare.split_whitespace().take_while(is_name).take(LONGEST_NAME).collect();
    let name = name.join(" ");
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    (!name.is_empty()).then(|| name.to_owned())
}

/// "(Reporting by Ana Belmonte; Editing by Piet Hallam)": the agency that signs like this, and the words.
fn signed(kit: &Kit, account: &Account, paragraph: Span) -> Option<(String, Span)> {
    let line = account.words(paragraph);
    let mut from = 0;
    while let Some(open) = line.get(from..)?.find('(').map(|at| from + at) {
        let inside = &line[open + 1..];
        let front: String = inside.chars().take(40).collect::<String>().to_lowercase();
        let lists_reporters = front.starts_with("reporting by ")
            || front.starts_with("additional reporting by ")
            || front.starts_with("writing by ");
        let end = inside.find(')').map_or(line.len(), |close| open + close + 2);
        if lists_reporters && line[open..end].to_lowercase().contains("editing by ") {
            let start = paragraph.start as usize;
            let name = kit.agencies.signing_with_brackets()?;
            return Some((name.to_owned(), Span::new(start + open, start + end)));
        }
        from = open + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Page, annotate, read};

    fn credited(end: &str) -> Vec<String> {
        let body =
            "Engineers found a crack in the Belmonte dam on Sunday, and the valley was cleared by noon.";
        let text = format!("Dam cracks\n\n{body}\n\n{body}\n\n{end}\n");
        let kit = Kit::embedded().expect("the kit is sound");
        let page = Page { id: "a".into(), bytes: text.into(), ..Page::default() };
        let account = read(&kit, page).and_then(|article| annotate(&kit, article)).value;
        account.credits.iter().map(|credit| credit.name.clone()).collect()
    }

    #[test]
    fn thanks_on_a_line_name_the_outlet() {
        assert_eq!(credited("h/t: The Harbour Courier"), ["The Harbour Courier"]);
        assert_eq!(credited("(Hat tip: Coastline.com)"), ["Coastline.com"]);
        assert_eq!(credited("H/T to the Daily Echo for the picture"), ["Daily Echo"]);
        assert!(credited("h/t to everybody who wrote in").is_empty());
    }

    #[test]
    fn an_agency_is_known_by_the_way_it_signs() {
        assert_eq!(credited("(Reporting by Ana Belmonte; Editing by Piet Hallam)"), ["Reuters"]);
        assert!(credited("(Reporting by our own correspondent)").is_empty());
    }
}
