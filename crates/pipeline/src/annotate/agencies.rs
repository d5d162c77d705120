//! Does the page print another newsroom's text? Agencies in datelines, bylines and footers.
//!
//! Looks at short lines around the body and at the first words of its first paragraphs, whatever zone the
//! page was read into. Picture credits and "contributed to this report" are no credits for the text.
//! Markers such as "The Courier reports:" are left to `relays`.

use crate::kit::KitError;
use crate::{Kit, lexicon};
use news::{Account, Credit, Span, ZoneKind};
use std::collections::BTreeSet;

/// Names of agencies in all their forms.
pub(crate) struct Agencies {
    forms: BTreeSet<&'static str>,
    /// Words of the longest form.
    longest: usize,
}

impl Agencies {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<Agencies, KitError> {
        let text = include_str!("../../../../lexicons/agencies.txt");
        let mut forms = BTreeSet::new();
        for entry in lexicon::entries("agencies.txt", text) {
            if entry.fields.iter().any(|form| form.is_empty()) {
                return Err(entry.error("an empty form"));
            }
            forms.extend(entry.fields);
        }
        let longest = forms.iter().map(|form| form.split(' ').count()).max().unwrap_or(0);
        Ok(Agencies { forms, longest })
    }

    /// The agency that closes its texts with "(Reporting by …; Editing by …)".
    pub(crate) fn signing_with_brackets(&self) -> Option<&'static str> {
        self.forms.get("Reuters").copied()
    }

    /// The first agency that a line names, longest form first, as a range of its bytes.
    fn find(&self, line: &str) -> Option<std::ops::Range<usize>> {
        let words = words(line);
        for from in 0..words.len() {
            for count in (1..=self.longest.min(words.len() - from)).rev() {
                let range = words[from].start..words[from + count - 1].end;
                if self.forms.contains(&line[range.clone()]) {
                    return Some(range);
                }
            }
        }
        None
    }
}

/// Runs of letters, digits and inner hyphens.
fn words(line: &str) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices() {
        match (c.is_alphanumeric() || c == '-', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    found.extend(start.map(|from| from..line.len()));
    found
}

/// Paragraphs at either end of the page that are looked at.
const TOP: usize = 40;
const BOTTOM: usize = 16;
/// A line longer than this is prose.
const LONGEST_LINE: usize = 140;

/// The agency whose text the page prints, if it says so and no credit is known yet.
pub(crate) fn credit(kit: &Kit, account: &Account) -> Option<Credit> {
    let paragraphs = &account.article.paragraphs;
    let bottom = paragraphs.len().saturating_sub(BOTTOM).max(TOP.min(paragraphs.len()));
    let top = paragraphs.iter().take(TOP).find_map(|&paragraph| at_top(kit, account, paragraph));
    // A page of several texts may credit the later ones alone; a known credit at the head says it all.
    if account.credits.iter().any(|credit| top.is_none_or(|top| credit.span.start <= top.end)) {
        return None;
    }
    let found = top.or_else(|| {
        paragraphs[bottom..]
            .iter()
            .chain(paragraphs[..bottom].iter().rev().take(BOTTOM))
            .find_map(|&paragraph| at_bottom(kit, account, paragraph))
    })?;
    let name = account.words(found).to_owned();
    let own = account.article.outlet.as_ref().is_some_and(|outlet| is_own(&name, &outlet.value));
    if own {
        return None;
    }
    let bodies = account.article.zones.iter().filter(|zone| zone.kind == ZoneKind::Body);
    Some(Credit {
        name,
        span: found,
        scope: bodies.map(|zone| zone.span).collect(),
        end_stated: false,
        why: "the page's dateline, byline or footer names the agency for the whole text".into(),
    })
}

/// Whether an agency is the outlet itself, by name or by its address.
pub(super) fn is_own(name: &str, outlet: &str) -> bool {
    let (name, outlet) = (letters(name), letters(outlet));
    !name.is_empty() && outlet.contains(&name)
}

/// The letters and digits of a name, in small letters.
pub(super) fn letters(text: &str) -> String {
    text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "")
}

/// A dateline or a byline.
fn at_top(kit: &Kit, account: &Account, paragraph: Span) -> Option<Span> {
    let line = account.words(paragraph);
    dateline(kit, line).or_else(|| byline(kit, line)).map(|range| within(paragraph, range))
}

/// "PORT HALE, May 3 (Reuters) —" at the head of a paragraph.
fn dateline(kit: &Kit, line: &str) -> Option<std::ops::Range<usize>> {
    let open = line.find('(').filter(|&open| open <= 80)?;
    let close = open + line[open..].find(')').filter(|&close| close <= 40)?;
    let place = &line[..open];
    let after = line[close + 1..].trim_start();
    let filed =
        place.trim().is_empty() || place.starts_with(|c: char| c.is_uppercase()) && !has_sentence(place);
    let dashed = after.starts_with(['-', '–', '—', '•', '|']);
    let found = kit.agencies.find(&line[open..close])?;
    (filed && dashed).then(|| open + found.start..open + found.end)
}

/// Whether a full stop behind more than an abbreviation ("Fla.", "Sept.") stands before a space.
fn has_sentence(place: &str) -> bool {
    place.match_indices(". ").any(|(at, _)| {
        let word = place[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        word.len() > 5 || !word.starts_with(char::is_uppercase)
    })
}

/// "By ANA BELMONTE, Associated Press", "Reuters •": a short line without a sentence.
fn byline(kit: &Kit, line: &str) -> Option<std::ops::Range<usize>> {
    let line_words = words(line);
    let sentence = line.trim_end().ends_with(['.', '!', '?', ':', '"', '”']);
    if line.len() > LONGEST_LINE || sentence || is_picture(line) {
        return None;
    }
    let found = kit.agencies.find(line)?;
    // What else stands there is a person's name, a title or a date: small words make it a headline.
    let small = line_words.iter().filter(|word| {
        let word = &line[(*word).clone()];
        word.starts_with(char::is_lowercase)
            && !matches!(word, "by" | "via" | "and" | "of" | "at" | "for" | "am" | "pm")
    });
    let begins = line.trim_start().to_lowercase();
    let signed =
        begins.starts_with("by ") || begins.starts_with("authored by ") || begins.starts_with("from ");
    // "Ana Belmonte / AP" signs a picture; the agency alone, with a day, or after several names, a text.
    let rest = format!("{} {}", &line[..found.start], &line[found.end..]);
    let alone = words(&rest).is_empty() && !rest.contains('/');
    let dated = rest.contains(|c: char| c.is_ascii_digit()) && !rest.contains(['/', '(']);
    let several = rest.contains(" and ") || rest.contains("Writer") || rest.contains("WRITER");
    (small.count() == 0 && (signed || alone || dated || several)).then_some(found)
}

/// "© 2021 Reuters", "Ana Belmonte is an Associated Press writer", "originally published by Bloomberg".
fn at_bottom(kit: &Kit, account: &Account, paragraph: Span) -> Option<Span> {
    let line = account.words(paragraph);
    let folded = line.to_lowercase();
    // "Associated Press writers … contributed": the text that they contributed to is the agency's.
    let thanked = folded.contains("contributed") && !folded.contains("press writer");
    if line.len() > 3 * LONGEST_LINE || thanked || is_picture(line) {
        return None;
    }
    let marks = [
        "©",
        "copyright",
        "(c)",
        "press writer",
        "all rights reserved",
        "originally published",
        "distributed by",
    ];
    if !marks.iter().any(|mark| folded.contains(mark)) {
        return None;
    }
    kit.agencies.find(line).map(|range| within(paragraph, range))
}

/// Whether a line credits a picture.
pub(super) fn is_picture(line: &str) -> bool {
    ["Credit", "Photo", "photo", "PHOTO", "Getty", " via ", "Image", "image", "Video", "video", "/AP", "Pool"]
        .iter()
        .any(|word| line.contains(word))
}

fn within(paragraph: Span, range: std::ops::Range<usize>) -> Span {
    let start = paragraph.start as usize;
    Span::new(start + range.start, start + range.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Page, annotate, read};

    fn credited(text: &str) -> Option<String> {
        let kit = Kit::embedded().unwrap();
        let page = Page { id: "a".into(), bytes: text.as_bytes().to_vec(), ..Page::default() };
        let account = read(&kit, page).and_then(|article| annotate(&kit, article)).value;
        account.credits.first().map(|credit| credit.name.clone())
    }

    const BODY: &str =
        "Engineers found a crack in the Belmonte dam on Sunday, and the valley was cleared by noon.";

    #[test]
    fn datelines_bylines_and_footers_name_an_agency() {
        let dateline = format!("Dam cracks\n\nPORT HALE (Reuters) — {BODY}\n\n{BODY}");
        assert_eq!(credited(&dateline).as_deref(), Some("Reuters"));
        let byline = format!("Dam cracks\n\nBy ANA BELMONTE Associated Press\n\n{BODY}\n\n{BODY}");
        assert_eq!(credited(&byline).as_deref(), Some("Associated Press"));
        let footer = format!("Dam cracks\n\n{BODY}\n\n{BODY}\n\n© 2021 Reuters. All rights reserved.");
        assert_eq!(credited(&footer).as_deref(), Some("Reuters"));
    }

    #[test]
    fn pictures_and_reports_are_no_credit() {
        let picture = format!("Dam cracks\n\n{BODY}\n\nThe dam (AP Photo/Ana Belmonte)\n\n{BODY}");
        assert_eq!(credited(&picture), None);
        let report =
            format!("Dam cracks\n\n{BODY}\n\nThe mayor told Reuters that nobody was hurt.\n\n{BODY}");
        assert_eq!(credited(&report), None);
    }
}
