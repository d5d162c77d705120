//! What was learnt against what the rules say: which of them settles the role of a paragraph?

use super::comments::Section;
use super::features::Guess;
use super::model::{HEADLINE, KINDS};
use super::paragraphs::{Marker, Paragraph};
use crate::read::layout::Role;
use crate::read::shape::is_running_text;
use news::ZoneKind;
use std::ops::Range;

/// More lines that are no running text make a page of an article.
const CLEAN: usize = 12;
/// So many paragraphs of furniture in a row end the last comment.
const FURNITURE: usize = 3;

/// Whether someone copied an article rather than a page: hardly a line that is no running text, comments aside.
/// Rules know such texts better than a model that was taught on pages.
pub(super) fn is_clean(text: &str, paragraphs: &[Paragraph], section: Option<&Section>) -> bool {
    let end = section.map_or(paragraphs.len(), |section| section.start);
    let lines = paragraphs[..end]
        .iter()
        .filter(|paragraph| paragraph.marker == Marker::None && !is_running_text(paragraph.words.of(text)));
    lines.take(CLEAN + 1).count() <= CLEAN
}

/// The comment section, unless it would swallow the report: what looks like the head of a comment (a name above
/// a date) may be a byline. What trails behind the last comment is cut off where the page's furniture begins.
pub(super) fn believed(mut section: Section, paragraphs: &[Paragraph], guesses: &[Guess]) -> Option<Section> {
    let bytes = |range: Range<usize>, kind: ZoneKind| -> usize {
        let of_kind = range.filter(|index| KINDS[usize::from(guesses[*index].label)] == kind);
        of_kind.map(|index| paragraphs[index].words.len()).sum()
    };
    let inside = bytes(section.first..section.end, ZoneKind::Body);
    let before = bytes(0..section.first, ZoneKind::Body);
    if inside > before && inside > bytes(section.first..section.end, ZoneKind::Comment) {
        return None;
    }
    let last = section.starts.last().copied().unwrap_or(section.first);
    let is_furniture = |index: usize| {
        matches!(KINDS[usize::from(guesses[index].label)], ZoneKind::Boilerplate | ZoneKind::Related)
    };
    let ends = |index: &usize| (*index..(index + FURNITURE).min(section.end)).all(is_furniture);
    if let Some(end) = (last + 2..section.end).find(ends) {
        section.end = end;
    }
    Some(section)
}

/// Settles the roles, and gives the headline.
pub(super) fn settle(
    guesses: &[Guess],
    section: Option<&Section>,
    headline: Option<usize>,
    roles: &mut [Role],
) -> Option<usize> {
    let titles = guesses.iter().enumerate().filter(|(_, guess)| usize::from(guess.label) == HEADLINE);
    let best =
        titles.max_by_key(|(index, guess)| (guess.lead, std::cmp::Reverse(*index))).map(|(index, _)| index);
    let headline = best.or(headline);
    for (index, (guess, role)) in guesses.iter().zip(roles.iter_mut()).enumerate() {
        if section.is_some_and(|section| (section.first..section.end).contains(&index)) {
            continue;
        }
        let kind = KINDS[usize::from(guess.label)];
        let keeps = matches!(
            (role.kind, kind),
            (ZoneKind::Badge | ZoneKind::CommentForm, ZoneKind::Boilerplate)
                | (ZoneKind::Correction | ZoneKind::Credit | ZoneKind::PullQuote, ZoneKind::Body)
        );
        if keeps || role.kind == kind {
            continue;
        }
        let kind = if kind == ZoneKind::Headline { ZoneKind::Boilerplate } else { kind };
        *role = Role::inferred(kind);
    }
    if let Some(headline) = headline
        && roles[headline].kind != ZoneKind::Headline
    {
        roles[headline] = Role::inferred(ZoneKind::Headline);
    }
    headline
}

#[cfg(test)]
mod tests {
    use crate::Kit;
    use crate::read::{Page, read};
    use news::{MediaType, ZoneKind};

    /// A page of an invented outlet: menu, article, teasers.
    fn page() -> String {
        let menu =
            "Home\nNews\nSport\nWeather\nCulture\nOpinion\nJobs\nSign in\nSubscribe\nSearch\nMenu\nVideo\n";
        let sentence = "The harbour board said on Monday that the ferry line would close in May, and that the crews \
                        had been told by letter before the town council met to look at the figures.";
        let body = format!("{sentence}\n").repeat(6).replace("Monday", "Tuesday");
        let teasers = "Storm closes the pier\nMayor opens a new school\nTown votes on the bridge\n".repeat(3);
        format!(
            "{menu}Ferry line to close in May\nBy Ines Duarte\n{body}Related stories\n{teasers}About us\nContact\nTerms of use\n"
        )
    }

    fn words_of(text: &str, kind: ZoneKind) -> String {
        let kit = Kit::embedded().expect("the kit is sound");
        let page = Page { bytes: text.into(), media_type: Some(MediaType::Plain), ..Page::default() };
        let article = read(&kit, page).value;
        let zones = article.zones.iter().filter(|zone| zone.kind == kind);
        zones.map(|zone| article.words(zone.span)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_report_is_found_between_menu_and_teasers() {
        let page = page();
        let body = words_of(&page, ZoneKind::Body);
        assert!(body.starts_with("The harbour board"), "{body}");
        assert!(!body.contains("Weather") && !body.contains("Terms of use"), "{body}");
        assert_eq!(words_of(&page, ZoneKind::Headline), "Ferry line to close in May");
    }

    #[test]
    fn line_ends_and_trailing_spaces_change_nothing() {
        let windows = page().replace('\n', " \r\n");
        let body = words_of(&windows, ZoneKind::Body);
        assert!(body.starts_with("The harbour board") && !body.contains("Weather"), "{body}");
    }
}
