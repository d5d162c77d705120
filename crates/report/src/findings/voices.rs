//! Who gets a voice, in which account, with which verbs?

use crate::view::{View, Voice};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// One speaker and how each account lets them speak.
pub(crate) struct Row<'v> {
    pub(crate) name: String,
    /// In account order; accounts without the speaker are not there.
    pub(crate) voices: Vec<&'v Voice>,
    pub(crate) quoted_words: u32,
}

/// One row per speaker: most quoted words first, then most reporting verbs, then in order of entities.
pub(super) fn rows(view: &View) -> Vec<Row<'_>> {
    let mut by_speaker: BTreeMap<usize, Vec<&Voice>> = BTreeMap::new();
    for voice in &view.voices {
        by_speaker.entry(voice.speaker_index).or_default().push(voice);
    }
    let mut rows: Vec<(Row<'_>, usize)> =
        by_speaker.into_iter().map(|(speaker, voices)| (row(view, speaker, voices), speaker)).collect();
    rows.sort_by_key(|(row, speaker)| {
        let cues: u32 = row.voices.iter().flat_map(|voice| voice.cues.values()).sum();
        (Reverse(row.quoted_words), Reverse(cues), *speaker)
    });
    rows.into_iter().map(|(row, _)| row).collect()
}

fn row<'v>(view: &'v View, speaker: usize, mut voices: Vec<&'v Voice>) -> Row<'v> {
    voices.sort_by_key(|voice| voice.index);
    let name = view.entities.get(speaker).map_or("unknown speaker", |entity| entity.name.as_str());
    let quoted_words = voices.iter().map(|voice| voice.quoted_words).sum();
    Row { name: super::one_line(name), voices, quoted_words }
}

/// The verbs of a voice: `say 2, claim 1`, most frequent first.
pub(crate) fn verbs(voice: &Voice) -> String {
    let mut cues: Vec<(&String, &u32)> = voice.cues.iter().collect();
    cues.sort_by_key(|(_, count)| Reverse(**count));
    let words: Vec<String> = cues
        .iter()
        .map(|(lemma, count)| match count {
            1 => super::one_line(lemma),
            _ => format!("{} {count}×", super::one_line(lemma)),
        })
        .collect();
    words.join(", ")
}

/// The outlet's attitude where it is not neutral: `1 doubting`.
pub(crate) fn attitude(voice: &Voice) -> Option<String> {
    let mut parts = Vec::new();
    for (count, word) in [(voice.attitude.doubting, "doubting"), (voice.attitude.endorsing, "endorsing")] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}
