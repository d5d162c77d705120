//! Are two renderings that share words one utterance?
//!
//! A false merge is worse than a miss: many equal words are proof enough, a contained quotation nearly so,
//! a fragment of one to three words needs the same speaker or the same matter around it. Named people who
//! differ stand against all but the longest agreement.

use super::align::Run;
use super::renderings::{Rendering, SpeakerName};
use super::words::phrase;
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
    if (speakers == Speakers::Different || another) && shared.run < 12 {
        return None;
    }
    if speakers != Speakers::Same && is_title(one, two) {
        return None;
    }
    let confidence = if shared.run >= 8 && shared.run_content >= 3 {
        990
    } else if is_long_form(&shared) {
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
    }
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
        || (covered >= 90 && shared.words >= 7 && shared.content >= 2)
        || (shared.contained && shared.words >= 6 && shared.content >= 1)
        || (covered >= 60 && shared.run >= 5 && shared.run_content >= 2 && shared.content >= 4)
}

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
