//! What was learnt against what the rules say: which of them settles the role of a paragraph?

use super::comments::Section;
use super::features::Guess;
use super::model::KINDS;
use super::paragraphs::{Marker, Paragraph};
use crate::read::layout::Role;
use crate::read::shape::{ends_with_call, is_running_text, word_count};
use news::ZoneKind;
use std::ops::Range;

/// More lines that are no running text make a page of an article.
const CLEAN: usize = 12;
/// Questions of fewer words may be headings of teasers.
const QUESTION: usize = 8;
/// So many paragraphs of furniture in a row end the last comment.
const FURNITURE: usize = 3;
/// A line that is this far from being the headline is none.
const UNLIKELY: i32 = -1500;

/// Whether someone copied an article rather than a page: hardly a line that is no running text, comments aside.
/// Rules know such texts better than a model that was taught on pages.
pub(super) fn is_clean(text: &str, paragraphs: &[Paragraph], section: Option<&Section>) -> bool {
    let is_comment =
        |index: usize| section.is_some_and(|section| (section.first..section.end).contains(&index));
    let lines = paragraphs.iter().enumerate().filter(|(index, paragraph)| {
        let line = paragraph.words.of(text);
        // The questions of an interview are its text.
        let is_text = is_running_text(line) || ends_with_call(line) && word_count(line) >= QUESTION;
        !is_comment(*index) && paragraph.marker == Marker::None && !is_text
    });
    lines.take(CLEAN + 1).count() <= CLEAN
}

/// The comment section, unless it would swallow the report: what looks like the head of a comment (a name above
/// a date) may be a byline. What trails behind the last comment is cut off where the page's furniture begins.
pub(super) fn believed(mut section: Section, paragraphs: &[Paragraph], guesses: &[Guess]) -> Option<Section> {
    let bytes = |range: Range<usize>, kind: ZoneKind| -> usize {
        let of_kind = range.filter(|index| KINDS[usize::from(guesses[*index].label)] == kind);
        of_kind.map(|index| paragraphs[index].words.len()).sum()
    };
    let of = |kind: ZoneKind| bytes(section.first..section.end, kind);
    let (body, comments) = (of(ZoneKind::Body), of(ZoneKind::Comment));
    let before = bytes(0..section.first, ZoneKind::Body);
    if body > before && body > comments {
        return None;
    }
    // Teasers are headed by dates as comments are.
    if (of(ZoneKind::Boilerplate) + of(ZoneKind::Related)) > comments * 3 {
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
    // A page has one: the likeliest, even where another kind is likelier by a little.
    let titles = guesses.iter().enumerate().filter(|(_, guess)| guess.headline > UNLIKELY);
    let best = titles.max_by_key(|(index, guess)| (guess.headline, std::cmp::Reverse(*index)));
    let headline = best.map(|(index, _)| index).or(headline);
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
