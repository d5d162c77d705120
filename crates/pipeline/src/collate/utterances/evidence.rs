//! Are two renderings that share words one utterance?
//!
//! A false merge is worse than a miss: many equal words are proof enough, a contained quotation nearly so,
//! a fragment of one to three words needs the same speaker or the same matter around it. Named people who
//! differ stand against all but the longest agreement.

use super::align::Run;
use super::naming::Naming;
use super::renderings::{Rendering, SpeakerName};
use super::words::{Mark, Word, phrase};
use news::Score;
use std::collections::BTreeSet;

/// Why two renderings are one utterance.
pub(super) struct Verdict {
    pub(super) shared_words: u32,
    pub(super) reason: String,
    pub(super) confidence: Score,
}

/// What two renderings share, in numbers.
struct Shared {
    /// Words in all runs.
    words: usize,
    /// Content words among them.
    content: usize,
    /// The longest run, and its content words.
    run: usize,
    run_content: usize,
    /// Words of the shorter rendering.
    shorter: usize,
    /// Whether all of the shorter rendering is one run.
    contained: bool,
    /// Words between runs that stand against other words.
    substituted: usize,
    /// Whether the longest run ends one of them and begins the other.
    dovetailed: bool,
    /// Words and content words of the longest sentence of either that stands in the other.
    sentence: (usize, usize),
}

/// How the speakers of two renderings stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Speakers {
    Same,
    Untold,
    Different,
}

/// A verdict if they are one utterance.
pub(super) fn judge(
    one: &Rendering,
    two: &Rendering,
    runs: &[Run],
    common: &BTreeSet<u64>,
) -> Option<Verdict> {
    let shared = measure(one, two, runs);
    let speakers = speakers(&one.speakers, &two.speakers);
    // People say nearly the same on several occasions: many words exchanged make another sentence.
    let another = shared.substituted * 5 >= shared.words;
    // Who "he" is gets lost more often than two people say the same eight words; a name beside the words does not.
    let by_name = one.speakers.iter().chain(&two.speakers).all(|speaker| speaker.by_name);
    let mistaken = !by_name && shared.contained && shared.run >= 8 && shared.run_content >= 4;
    if (speakers == Speakers::Different && !mistaken || another) && shared.run < 12 {
        return None;
    }
    if speakers != Speakers::Same && is_title(one, two) || is_name(one, two, &shared, speakers) {
        return None;
    }
    let confidence = if shared.run >= 8 && shared.run_content >= 3 {
        990
    } else if is_long_form(&shared) || speakers == Speakers::Same && is_long_for_one_speaker(&shared) {
        960
    } else if shared.contained && is_fragment_of(one, two, &shared, speakers, common) {
        if shared.words == 1 { 850 } else { 880 }
    } else {
        return None;
    };
    let lower = if speakers == Speakers::Untold { 30 } else { 0 };
    Some(Verdict {
        shared_words: shared.words as u32,
        reason: reason(&shared, speakers),
        confidence: Score(confidence - lower),
    })
}

fn measure(one: &Rendering, two: &Rendering, runs: &[Run]) -> Shared {
    let content = |run: &Run| one.words[run.a..run.a + run.len].iter().filter(|word| !word.function).count();
    let longest = runs.iter().max_by_key(|run| (run.len, content(run)));
    let shorter = one.words.len().min(two.words.len());
    Shared {
        words: runs.iter().map(|run| run.len).sum(),
        content: runs.iter().map(content).sum(),
        run: longest.map_or(0, |run| run.len),
        run_content: longest.map_or(0, content),
        shorter,
        contained: runs.len() == 1 && runs[0].len == shorter,
        substituted: runs.windows(2).map(|pair| substituted(&pair[0], &pair[1])).sum(),
        dovetailed: longest.is_some_and(|run| {
            let (ends_one, ends_two) =
                (run.a + run.len == one.words.len(), run.b + run.len == two.words.len());
            run.a == 0 && ends_two || run.b == 0 && ends_one
        }),
        sentence: whole_sentence(&one.words, runs, |run| run.a).max(whole_sentence(
            &two.words,
            runs,
            |run| run.b,
        )),
    }
}

/// Words and content words of the longest sentence all of whose words are shared.
fn whole_sentence(words: &[Word], runs: &[Run], start: impl Fn(&Run) -> usize) -> (usize, usize) {
    let is_shared = |at: usize| runs.iter().any(|run| (start(run)..start(run) + run.len).contains(&at));
    let begins = |word: &Word| {
        word.starts_piece || matches!(word.before, Mark::Stop | Mark::Exclamation | Mark::Question)
    };
    let (mut best, mut from) = ((0, 0), 0);
    for end in 1..=words.len() {
        if words.get(end).is_some_and(|word| !begins(word)) {
            continue;
        }
        if (from..end).all(is_shared) {
            let content = words[from..end].iter().filter(|word| !word.function).count();
            best = best.max((end - from, content));
        }
        from = end;
    }
    best
}

/// How many words of the gap between two runs stand against words of the other side.
fn substituted(before: &Run, after: &Run) -> usize {
    let in_one = after.a.saturating_sub(before.a + before.len);
    let in_two = after.b.saturating_sub(before.b + before.len);
    in_one.min(in_two)
}

/// A short form of three content words and more, all with capitals, is the name of something, except in a
/// headline, where every word has one.
fn is_title(one: &Rendering, two: &Rendering) -> bool {
    let title = |rendering: &Rendering| {
        let content = rendering.words.iter().filter(|word| !word.function).count();
        rendering.capitalised && !rendering.headline && (3..=6).contains(&content)
    };
    title(one) || title(two)
}

/// Enough words for words alone to decide.
fn is_long_form(shared: &Shared) -> bool {
    let covered = shared.words * 100 / shared.shorter.max(1);
    (covered >= 80 && shared.words >= 5 && shared.content >= 3)
        || (covered >= 80 && shared.words >= 4 && shared.content >= 4)
        || (covered >= 90 && shared.words >= 7 && shared.content >= 2)
        || (shared.contained && shared.words >= 6 && shared.content >= 1)
        || (covered >= 60 && shared.run >= 5 && shared.run_content >= 2 && shared.content >= 4)
}

/// Enough words where the same speaker said both: nearly all of the shorter form, the end of one and the beginning of the
/// other, or a whole sentence.
fn is_long_for_one_speaker(shared: &Shared) -> bool {
    let covered = shared.words * 100 / shared.shorter.max(1);
    (covered >= 80 && shared.words >= 5 && shared.content >= 2)
        || (covered >= 60 && shared.dovetailed && shared.run >= 4 && shared.run_content >= 3)
        || (shared.sentence.0 >= 6 && shared.sentence.1 >= 2)
}

/// Whether the words are a name that stands in quotation marks, on one side by the narrator's word for it, or on both as
/// an attribute.
fn is_name(one: &Rendering, two: &Rendering, shared: &Shared, speakers: Speakers) -> bool {
    let (one, two) = (one.naming, two.naming);
    let named = one == Naming::Name || two == Naming::Name;
    let attributes = one == Naming::Attribute && two == Naming::Attribute && speakers != Speakers::Same;
    shared.words <= LONGEST_NAME && (named || attributes)
}

/// Most words of a name or a term.
const LONGEST_NAME: usize = 6;

/// A short quotation that stands whole in the other, with the rest of the evidence for it.
fn is_fragment_of(
    one: &Rendering,
    two: &Rendering,
    shared: &Shared,
    speakers: Speakers,
    common: &BTreeSet<u64>,
) -> bool {
    // A name, a title, a programme: everybody writes it so.
    if one.capitalised && two.capitalised {
        return false;
    }
    let (short, long) = if one.words.len() <= two.words.len() { (one, two) } else { (two, one) };
    let matter = common_matter(short, long);
    // The narrators use the phrase as their own: only a known speaker makes it a quotation of one utterance.
    if common.contains(&phrase(&short.words)) && speakers != Speakers::Same {
        return false;
    }
    let identical = short.words.len() == long.words.len();
    match shared.content {
        0 => false,
        1 if shared.words == 1 => speakers != Speakers::Different && (matter >= 2 || taken_up(short, long)),
        1 => speakers == Speakers::Same || matter >= 2,
        _ => speakers == Speakers::Same || matter >= 1 || shared.words >= 4 || identical,
    }
}

/// Content words that stand around the fragment and in (or around) the fuller form.
fn common_matter(short: &Rendering, long: &Rendering) -> usize {
    let inside = |key: u64| long.words.iter().any(|word| word.key == key);
    short.around.iter().filter(|&&key| long.around.contains(&key) || inside(key)).count()
}

/// Whether the fragment takes up a quotation that was printed just before it.
fn taken_up(short: &Rendering, long: &Rendering) -> bool {
    short.account == long.account
        && long.words.len() > 3
        && short.pieces.first() > long.pieces.first()
        && short.paragraph.saturating_sub(long.paragraph) <= 1
}

fn speakers(one: &[SpeakerName], two: &[SpeakerName]) -> Speakers {
    if one.is_empty() || two.is_empty() {
        return Speakers::Untold;
    }
    let same = one.iter().any(|a| two.iter().any(|b| a.entity == b.entity || shares_name(a, b)));
    let people = one.iter().chain(two).all(|speaker| speaker.person && speaker.sure);
    match (same, people) {
        (true, _) => Speakers::Same,
        (false, true) => Speakers::Different,
        (false, false) => Speakers::Untold,
    }
}

/// Whether two names have a word of three letters or more in common.
fn shares_name(one: &SpeakerName, two: &SpeakerName) -> bool {
    one.name.iter().any(|word| word.chars().count() >= 3 && two.name.contains(word))
}

fn reason(shared: &Shared, speakers: Speakers) -> String {
    let words = if shared.words == 1 { "word" } else { "words" };
    let how = if shared.contained { "the whole of the shorter form" } else { "in the same order" };
    let speaker = match speakers {
        Speakers::Same => "same speaker",
        Speakers::Untold => "speaker not told on one side",
        Speakers::Different => "speakers told differently",
    };
    format!("{} {words} equal inside quotation marks, {how}; {speaker}", shared.words)
}

#[cfg(test)]
mod tests {
    use super::super::align::align;
    use super::super::words::split;
    use super::*;
    use news::Span;

    fn rendering(text: &str, speaker: Option<u32>) -> Rendering {
        let is_function =
            |word: &str| ["the", "of", "and", "a", "we", "will", "it", "to", "for"].contains(&word);
        let speaker = speaker.map(|entity| SpeakerName {
            entity,
            name: Vec::new(),
            person: true,
            sure: true,
            by_name: false,
        });
        Rendering {
            account: 0,
            pieces: vec![Span::new(0, text.len())],
            words: split(text, &[Span::new(0, text.len())], is_function).words,
            speakers: speaker.into_iter().collect(),
            around: BTreeSet::new(),
            paragraph: 0,
            capitalised: false,
            headline: false,
            naming: Naming::Said,
        }
    }

    fn is_one(one: &Rendering, two: &Rendering) -> bool {
        judge(one, two, &align(&one.words, &two.words), &BTreeSet::new()).is_some()
    }

    #[test]
    fn one_speaker_needs_fewer_words() {
        let full = "We will rebuild the mill for the whole valley. Nobody asked the council to pay for it.";
        let other = "It took years of quarrels, sadly. We will rebuild the mill for the whole valley.";
        assert!(is_one(&rendering(full, Some(1)), &rendering(other, Some(1))));
        let end = "The council will protect ancient river meadows.";
        let start = "protect ancient river meadows in court";
        assert!(is_one(&rendering(end, Some(1)), &rendering(start, Some(1))));
        assert!(!is_one(&rendering(end, None), &rendering(start, Some(1))));
    }

    #[test]
    fn eight_words_outweigh_another_name_and_four_do_not() {
        let long = "Yesterday we counted forty broken wheels beside the old weir before breakfast and left.";
        let short = "counted forty broken wheels beside the old weir";
        assert!(is_one(&rendering(long, Some(1)), &rendering(short, Some(2))));
        assert!(!is_one(&rendering(long, Some(1)), &rendering("counted forty broken wheels", Some(2))));
    }

    #[test]
    fn people_named_beside_equal_words_stay_apart() {
        let words = "counted forty broken wheels beside the old weir today";
        let named = |entity| {
            let mut rendering = rendering(words, Some(entity));
            rendering.speakers[0].by_name = true;
            rendering
        };
        assert!(!is_one(&named(1), &named(2)));
        assert!(is_one(&named(1), &named(1)));
        assert!(is_one(&named(1), &rendering(words, Some(2))));
    }

    #[test]
    fn a_term_is_no_utterance() {
        let mut term = rendering("deep water", None);
        let said = rendering("deep water", Some(1));
        assert!(is_one(&term, &said));
        term.naming = Naming::Name;
        assert!(!is_one(&term, &said));
    }
}
