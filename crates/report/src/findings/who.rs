//! Whose words are a passage's: which attribution does it stand in, and whom does that name?

use super::words;
use crate::view::account::{Account, Attribution};
use crate::view::{Passage, View};
use std::collections::BTreeMap;

/// One passage and whose words it is.
pub(crate) struct Telling<'v> {
    pub(crate) passage: &'v Passage,
    /// On one line.
    pub(crate) words: String,
    pub(crate) who: Who,
}

/// Whose words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    /// The outlet's own.
    Narrator,
    /// Someone's, as the account reports.
    Speaker {
        /// The fullest name that any account has; several joined.
        name: String,
        /// The reporting words, as the account has them.
        cue: Option<String>,
        /// Whether the words themselves stand inside quotation marks.
        is_quoted: bool,
        /// resolved, inferred, anonymous, unknown
        status: &'static str,
    },
}

/// For each account, its attributions by the place of their content.
pub(super) struct Tellers<'v> {
    names: BTreeMap<&'v str, &'v str>,
    contents: Vec<Contents<'v>>,
}

/// Content spans sorted by start, each with the farthest end so far: what holds a place is found without
/// looking at all of them.
struct Contents<'v> {
    spans: Vec<(news::Span, &'v Attribution)>,
    farthest: Vec<u32>,
}

impl<'v> Contents<'v> {
    fn new(account: &'v Account) -> Contents<'v> {
        let mut spans: Vec<(news::Span, &'v Attribution)> = account
            .attributions
            .iter()
            .flat_map(|attribution| attribution.content.iter().map(move |place| (place.text, attribution)))
            .collect();
        spans.sort_by_key(|(span, _)| *span);
        let mut far = 0;
        let farthest = spans
            .iter()
            .map(|(span, _)| {
                far = far.max(span.end);
                far
            })
            .collect();
        Contents { spans, farthest }
    }

    /// The innermost attribution that has at least half of the place in its content.
    fn around(&self, place: news::Span) -> Option<&'v Attribution> {
        let end = self.spans.partition_point(|(span, _)| span.start < place.end);
        let reaching = (0..end).rev().take_while(|index| self.farthest[*index] > place.start);
        let fits = reaching.filter_map(|index| {
            let (span, attribution) = self.spans[index];
            let shared = span.intersection(place)?.len();
            (shared * 2 >= place.len()).then_some((span.len(), attribution))
        });
        fits.min_by_key(|(len, _)| *len).map(|(_, attribution)| attribution)
    }
}

impl<'v> Tellers<'v> {
    pub(super) fn new(view: &'v View) -> Tellers<'v> {
        let entities = view.accounts.iter().flat_map(|account| &account.entities);
        let mut names: BTreeMap<&str, &str> =
            entities.map(|entity| (entity.id.as_str(), entity.name.as_str())).collect();
        for shared in &view.entities {
            names.extend(shared.members.iter().map(|member| (member.as_str(), shared.name.as_str())));
        }
        Tellers { names, contents: view.accounts.iter().map(Contents::new).collect() }
    }

    pub(super) fn telling(&self, view: &View, passage: &'v Passage) -> Telling<'v> {
        let contents = self.contents.get(passage.index);
        let found = contents.and_then(|contents| contents.around(passage.span.text));
        let who = match (found, view.accounts.get(passage.index)) {
            (Some(attribution), Some(account)) => self.speaker(account, attribution, passage),
            _ => Who::Narrator,
        };
        Telling { passage, words: words(view, passage), who }
    }

    fn speaker(&self, account: &Account, attribution: &Attribution, passage: &Passage) -> Who {
        let speaker = &attribution.speaker;
        let ids =
            if speaker.entities.is_empty() { speaker.entity.as_slice() } else { speaker.entities.as_slice() };
        let names: Vec<&str> = ids.iter().filter_map(|id| self.names.get(id.as_str()).copied()).collect();
        let source = attribution.source.as_ref().map(|source| account.words(source.span));
        let name = match (names.is_empty(), source) {
            (false, _) => names.join(", "),
            (true, Some(source)) => source.to_owned(),
            (true, None) => "unknown speaker".to_owned(),
        };
        let cue = attribution.cue.as_ref().map(|cue| super::one_line(account.words(cue.span)));
        let place = passage.span.text;
        let quoted: usize = attribution
            .quoted
            .iter()
            .filter_map(|quoted| quoted.text.intersection(place))
            .map(news::Span::len)
            .sum();
        Who::Speaker {
            name: super::one_line(&name),
            cue: cue.filter(|cue| !cue.is_empty()),
            is_quoted: quoted * 2 >= place.len(),
            status: speaker.status,
        }
    }
}
